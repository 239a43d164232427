/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tracee.h - CONTRACT of the operating system: a program that is started
 * always in the same way, stopped, looked at, changed and let go.
 *
 * Same way: no address randomisation, symbols bound at start, the same
 * arguments and environment, the same "random" bytes from the kernel (stack
 * protector, pointer guard), no inherited files but 0, 1 and 2. */
#ifndef TANDEM_INJECT_TRACEE_H
#define TANDEM_INJECT_TRACEE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "memory.h"
#include "program.h"

struct launch {
    const struct program *program;
    char **argv; /* as the program sees them */
    char **envp;
    const char *directory; /* NULL: the current one */
    const char *input;     /* files for 0, 1, 2 */
    const char *output;
    const char *error;
    uint64_t file_limit; /* bytes the program may write to one file */
};

/* A thread's name says who made it: "" is the first one, "2" the second that
 * the first has made, "2.1" the first that that one has made. So it does not
 * depend on which of several threads makes its own sooner. */
enum { THREAD_NAME = 32 };

struct thread {
    int tid;
    char name[THREAD_NAME];
    unsigned created; /* threads that it has made */
    unsigned place;   /* the least number that no other thread has */
    bool running;
    bool asked;    /* to halt */
    bool leaving;  /* about to end, or ending */
    bool unseen;   /* has ended without EVENT_EXITING or EVENT_LEAVING */
    bool released; /* no longer traced */
    int signal;    /* kept back, to be delivered when it is let go */
    void *siginfo; /* of it */
    uint64_t more; /* further ones, bits of 1 << number */
};

struct tracee {
    int pid;
    int tid;                 /* of the thread that the last event is about */
    int memory;              /* open while it is traced, else -1 */
    struct thread **threads; /* the first one, and others while they live; with
                                those that have ended unseen */
    unsigned thread_count;
    struct thread *current; /* the one with TID */
    struct thread *born;    /* EVENT_THREAD: the new one */
    bool alone;             /* only the current one is waited for */
    bool ended;
    uint64_t bias;     /* load address minus file address */
    double cpu_limit;  /* seconds; 0: none */
    double wall_limit; /* a backstop */
    double idle_limit; /* seconds without any CPU time; 0: none */
    double busy_at;    /* when it was last seen to have used some, */
    double busy_cpu;   /* and how much in all */
    double started;
    const struct program *program;
};

enum event_kind {
    EVENT_SIGNAL,  /* stopped before SIGNAL is delivered */
    EVENT_EXITING, /* about to end; memory and registers can still be read;
                      other threads may have ended unseen */
    EVENT_LEAVING, /* a thread is about to end, and it is not the last */
    EVENT_ENDED,   /* status and cpu are set */
    EVENT_FORK,    /* it made a child, with memory of its own */
    EVENT_VFORK,   /* ... that borrows its memory until exec */
    EVENT_THREAD,  /* it made a thread, which is stopped: tracee->born */
    EVENT_PROCESS, /* it made something else that shares memory with it */
    EVENT_EXEC,    /* it became another program */
    EVENT_TIMEOUT, /* a limit was reached; it still runs */
};

struct event {
    enum event_kind kind;
    int signal;
    int status; /* as wait(2) gives it */
    double cpu; /* seconds, user and system */
};

/* Starts the program and runs it to its entry point, where it is stopped
 * with nothing changed. Dies when that is impossible. */
void tracee_start(struct tracee *tracee, const struct launch *launch);

/* Both ways all or nothing; false with errno. */
bool tracee_read(const struct tracee *tracee, uint64_t address, void *bytes,
                 size_t size);
bool tracee_write(const struct tracee *tracee, uint64_t address,
                  const void *bytes, size_t size);

/* Load address minus file address of PROGRAM: the program itself or a shared
 * library. Dies when it is not loaded. */
uint64_t tracee_bias(const struct tracee *tracee,
                     const struct program *program);

/* Paths of the other files whose code is mapped; ends with NULL. The strings
 * are the caller's. */
char **tracee_files(const struct tracee *tracee);

/* Maps SIZE bytes that can be read, written and executed near the code of
 * PROGRAM, which is loaded at BIAS, and returns their address; dies when there
 * is no room. The place depends on the program and on SIZE alone. */
uint64_t tracee_map(struct tracee *tracee, const struct program *program,
                    uint64_t bias, size_t size);
void tracee_unmap(struct tracee *tracee, uint64_t address, size_t size);

/* Maps SIZE bytes far from everything, as data for each thread; the same place
 * each time. */
uint64_t tracee_map_far(struct tracee *tracee, size_t size);

/* The base of the current thread that code reaches through gs. */
void tracee_set_gs(const struct tracee *tracee, uint64_t base);

/* Goes on, delivering SIGNAL if it is not 0: until the next event; or for one
 * instruction; or for good, untraced. */
void tracee_continue(struct tracee *tracee, int signal);
void tracee_step(struct tracee *tracee, int signal);
void tracee_detach(struct tracee *tracee, int signal);

/* What follows is about THREADS. All above that speaks of the stopped program,
 * its registers or program counter is about the current thread; the others run
 * on meanwhile. tracee_detach lets all of them go. */
void tracee_select(struct tracee *tracee, struct thread *thread);

/* Asks all other threads to stop. One that has is shown by a signal SIGSTOP
 * while it is ASKED; tracee_halted takes note of it. What arrives for a thread
 * before that has to be handled, or kept back by tracee_keep, and the thread
 * continued. */
void tracee_ask(struct tracee *tracee);
void tracee_halted(struct tracee *tracee);
void tracee_keep(struct tracee *tracee, int signal);

/* Takes back what was kept: to be delivered as the current thread goes on. */
int tracee_kept(struct tracee *tracee);

/* One step of the current thread, whatever the others do meanwhile. */
struct event tracee_step_alone(struct tracee *tracee);

/* Whether one that was asked still runs. */
bool tracee_halting(const struct tracee *tracee);

/* Whether the current thread is still stopped as it was last seen, and not
 * about to end because another one has ended the program. The others must be
 * stopped, or ending. */
bool tracee_still(const struct tracee *tracee);

/* Lets all threads but the current one go, untraced. They must be stopped. */
void tracee_release(struct tracee *tracee);

/* The current thread, stopped behind the instruction that has called the
 * kernel, will call it again when it goes on; tracee_move sets its program
 * counter and leaves it at that. */
bool tracee_calls_again(const struct tracee *tracee);
void tracee_move(const struct tracee *tracee, uint64_t pc);

/* The child that EVENT_FORK or EVENT_VFORK announces, stopped before its first
 * instruction; and letting it go. */
void tracee_child(const struct tracee *parent, struct tracee *child);
void tracee_child_detach(struct tracee *child);

/* Whether the program stands behind an instruction that it was told to step
 * over, and not behind a trap instruction of its own. */
bool tracee_stepped(const struct tracee *tracee);

/* What memory the stopped program has for its data (see memory.h). */
void tracee_memory(const struct tracee *tracee, struct memory_map *map);

/* Limits from now on: of CPU time in all, and of time that passes. */
void tracee_limit(struct tracee *tracee, double cpu, double wall);

/* Waits for the next event, traced or not. */
struct event tracee_wait(struct tracee *tracee);

/* Kills it with all its children, whatever its state, and waits; nothing
 * happens when it has ended. Its resources are released. */
void tracee_kill(struct tracee *tracee);

/* Seconds since it was started. */
double tracee_age(const struct tracee *tracee);

/* Seconds of CPU time that the stopped program has used. */
double tracee_cpu(const struct tracee *tracee);

/* Program counter of the stopped program. */
uint64_t tracee_pc(const struct tracee *tracee);
void tracee_set_pc(const struct tracee *tracee, uint64_t pc);

#endif

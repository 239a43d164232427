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

struct tracee {
    int pid;
    int memory; /* open while it is traced, else -1 */
    bool ended;
    uint64_t bias;     /* load address minus file address */
    double cpu_limit;  /* seconds; 0: none */
    double wall_limit; /* a backstop */
    double started;
    const struct program *program;
};

enum event_kind {
    EVENT_SIGNAL,  /* stopped before SIGNAL is delivered */
    EVENT_EXITING, /* about to end; memory and registers can still be read */
    EVENT_ENDED,   /* status and cpu are set */
    EVENT_FORK,    /* it made a child, with memory of its own */
    EVENT_VFORK,   /* ... that borrows its memory until exec */
    EVENT_THREAD,  /* it made a thread */
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

/* Goes on, delivering SIGNAL if it is not 0: until the next event; or for one
 * instruction; or for good, untraced. */
void tracee_continue(struct tracee *tracee, int signal);
void tracee_step(struct tracee *tracee, int signal);
void tracee_detach(struct tracee *tracee, int signal);

/* The child that EVENT_FORK or EVENT_VFORK announces, stopped before its first
 * instruction; to be let go by tracee_detach. */
void tracee_child(const struct tracee *parent, struct tracee *child);

/* Whether the program stands behind an instruction that it was told to step
 * over, and not behind a trap instruction of its own. */
bool tracee_stepped(const struct tracee *tracee);

/* What memory the stopped program has for its data (see memory.h). */
void tracee_memory(const struct tracee *tracee, struct memory_map *map);

/* Waits for the next event, traced or not. */
struct event tracee_wait(struct tracee *tracee);

/* Kills it with all its children, whatever its state, and waits; nothing
 * happens when it has ended. Its resources are released. */
void tracee_kill(struct tracee *tracee);

/* Seconds of CPU time that the stopped program has used. */
double tracee_cpu(const struct tracee *tracee);

/* Program counter of the stopped program. */
uint64_t tracee_pc(const struct tracee *tracee);
void tracee_set_pc(const struct tracee *tracee, uint64_t pc);

#endif

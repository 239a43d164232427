/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux.c - the port for programs on Linux with a C library.

   Only async-signal-safe functions, except in the constructor. */

#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../core.h"
#include "../flags.h"
#include "../platform.h"
#include "../recovery.h"
#include "../thread.h"
#include "linux_signals.h"

/* The signals a fault raises by itself, in the thread that has it. */
static const int fault_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
enum { FAULT_SIGNALS = sizeof(fault_signals) / sizeof(fault_signals[0]) };

unsigned tandem_port_thread(void)
{
    return (unsigned)syscall(SYS_gettid);
}

void tandem_port_write(const char *text, size_t length)
{
    /* One write, so that lines of several threads and processes do not mix.
       Repeated only if it wrote nothing; what fails cannot be reported. */
    while (write(STDERR_FILENO, text, length) < 0 && errno == EINTR)
        ;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    tandem_real_sigaction(number, &action, NULL);
}

static void on_fault(int number)
{
    (void)number;
    tandem_stop_fault();
}

static void on_deadline(int number)
{
    (void)number;
    tandem_port_die();
}

/* Blocks everything but the faults, the deadline and the death; SIGPIPE too,
   as a reader of stderr that is gone must not change how the program dies. */
static void mask_signals(sigset_t *before)
{
    sigset_t set;
    sigfillset(&set);
    for (unsigned i = 0; i < FAULT_SIGNALS; i++)
        sigdelset(&set, fault_signals[i]);
    sigdelset(&set, SIGALRM);
    sigdelset(&set, SIGABRT);
    pthread_sigmask(SIG_SETMASK, &set, before);
}

void tandem_port_prepare_stop(unsigned seconds)
{
    /* A fault may be that the stack is used up. */
    static char spare_stack[64 * 1024];
    const stack_t spare = {.ss_sp = spare_stack,
                           .ss_size = sizeof(spare_stack)};
    syscall(SYS_sigaltstack, &spare, NULL);
    for (unsigned i = 0; i < FAULT_SIGNALS; i++)
        handle(fault_signals[i], on_fault);
    handle(SIGALRM, on_deadline);
    handle(SIGABRT, SIG_DFL);
    mask_signals(NULL);
    alarm(seconds);
}

_Noreturn void tandem_port_die(void)
{
    handle(SIGABRT, SIG_DFL);
    mask_signals(NULL);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGABRT);
    /* Still here: the kernel spares process 1 of a container. Not a trap. */
    for (unsigned i = 0; i < FAULT_SIGNALS; i++)
        handle(fault_signals[i], SIG_DFL);
    __builtin_trap();
}

_Noreturn void tandem_port_wait(void)
{
    sigset_t set;
    sigfillset(&set);
    pthread_sigmask(SIG_SETMASK, &set, NULL);
    for (;;)
        pause();
}

void *tandem_port_map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void tandem_port_unmap(void *memory, size_t size)
{
    munmap(memory, size);
}

_Static_assert(sizeof(struct tandem_signals) == sizeof(sigset_t), "a mask");

void tandem_port_hold_signals(struct tandem_signals *before)
{
    mask_signals((sigset_t *)before);
}

void tandem_port_release_signals(const struct tandem_signals *before)
{
    pthread_sigmask(SIG_SETMASK, (const sigset_t *)before, NULL);
}

/* The kernel reads the set before it sees that it is to do nothing with it. */
int tandem_port_is_readable(uintptr_t address)
{
    const int nothing = -1, before = errno;
    const uintptr_t word = address & ~(sizeof(word) - 1);
    long result = syscall(SYS_rt_sigprocmask, nothing, word, NULL, 8);
    int readable = !(result < 0 && errno == EFAULT);
    errno = before;
    return readable;
}

int tandem_port_move(void)
{
    enum { WORD = 8 * sizeof(unsigned long), WORDS = 8192 / WORD };
    unsigned long allowed[WORDS]; /* the kernel fills `size` bytes */
    unsigned here;
    long size = syscall(SYS_sched_getaffinity, 0, sizeof(allowed), allowed);
    if (size <= 0 || syscall(SYS_getcpu, &here, NULL, NULL) != 0 ||
        here / WORD >= WORDS)
        return 0;
    const unsigned long bit = 1UL << here % WORD;
    allowed[here / WORD] &= ~bit;
    if (syscall(SYS_sched_setaffinity, 0, size, allowed) != 0)
        return 0; /* no other one is left */
    /* It stays where it is now, until the kernel has a reason to move it. */
    allowed[here / WORD] |= bit;
    syscall(SYS_sched_setaffinity, 0, size, allowed);
    return 1;
}

/* Whether the program uses this copy of the runtime. */
static int in_use(void)
{
    /* volatile: two names are two objects to a compiler, which would know
       the answer otherwise. */
    const unsigned *volatile own = &tandem_own_version;
    return own == &TANDEM_VERSION_SYMBOL;
}

static void print_configuration(void)
{
    struct tandem_text line = {.length = 0};
    tandem_text_add(&line, "tandem: ABI ");
    tandem_text_add_number(&line, TANDEM_ABI_VERSION);
    tandem_text_add(&line, ", recovery ");
    tandem_text_add(&line, tandem_recovery_name);
    tandem_text_add(&line, ", options ");
    tandem_flags_describe(&line);
    tandem_text_end(&line);
    tandem_port_write(line.bytes, line.length);
}

/* Early: before the constructors of the program, which may be hardened. */
static __attribute__((constructor(101))) void start(void)
{
    const char *options = getenv("TANDEM_OPTIONS");
    struct tandem_text error = {.length = 0};
    if (options && !tandem_flags_parse(options, &error)) {
        tandem_port_write(error.bytes, error.length);
        _exit(2);
    }
    if (!in_use())
        return;
    tandem_threads_start();
    if (tandem_flags.verbose)
        print_configuration();
}

static __attribute__((destructor(101))) void finish(void)
{
    if (!in_use())
        return;
    if (tandem_is_stopping())
        tandem_port_die();
    /* A library that is unloaded takes its handlers with it. */
    tandem_signals_stop();
    tandem_threads_stop();
    if (tandem_flags.stats)
        tandem_print_counters();
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* survey.c - looks at each system call between the program's entry and end.
 *
 * Only calls that are known to be harmless are let pass: those that change
 * nothing but the process itself in a way that fork(2) hands on, or what an
 * open file of its own holds. */
#include "survey.h"

#include "die.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SYSTEM_CALL = SIGTRAP | 0x80, WIPE_ON_FORK = 18 };

struct inspection {
    const struct workplace *place;
    struct tracee tracee;
    struct __ptrace_syscall_info info;
    uint64_t argument[6]; /* of the last call that began */
    uint64_t number;
};

static const short harmless[] = {
#include "harmless.def"
};

static bool is_harmless(uint64_t number)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (number == (uint64_t)harmless[i])
            return true;
    return false;
}

/* What is worth a name; others are a number. */
static char *name_call(uint64_t number)
{
    static const struct {
        short number;
        const char *name;
    } names[] = {
        {SYS_timer_create, "timer_create"},
        {SYS_setitimer, "setitimer"},
        {SYS_alarm, "alarm"},
        {SYS_kill, "kill"},
        {SYS_tgkill, "tgkill"},
        {SYS_dup, "dup"},
        {SYS_dup2, "dup2"},
        {SYS_dup3, "dup3"},
        {SYS_shmget, "shmget"},
        {SYS_semget, "semget"},
        {SYS_msgget, "msgget"},
        {SYS_chdir, "chdir"},
        {SYS_fchdir, "fchdir"},
        {SYS_flock, "flock"},
        {SYS_prctl, "prctl"},
        {SYS_setsid, "setsid"},
        {SYS_memfd_create, "memfd_create"},
        {SYS_mlock, "mlock"},
        {SYS_setpgid, "setpgid"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (number == (uint64_t)names[i].number)
            return format_string("it calls %s", names[i].name);
    return format_string("it makes system call %llu",
                         (unsigned long long)number);
}

static char *say(bool allowed, const char *reason)
{
    return allowed ? NULL : copy_string(reason);
}

/* --- paths ---------------------------------------------------------------- */

static bool is_own(const struct workplace *place, const char *path)
{
    size_t length = place->directory ? strlen(place->directory) : 0;

    return length && !strncmp(path, place->directory, length) &&
           (path[length] == '/' || !path[length]);
}

/* Whether the path that the program names lies in its directory: relative,
 * downwards. (It does not change directories, see above.) */
static bool is_below(const struct inspection *p, uint64_t directory,
                     uint64_t address)
{
    char path[4096] = "";

    for (size_t i = 0; i + 1 < sizeof path; i++)
        if (!tracee_read(&p->tracee, address + i, &path[i], 1) || !path[i])
            break;
    return p->place->directory && (int)directory == AT_FDCWD && path[0] &&
           path[0] != '/' && !strstr(path, "..");
}

/* What has been opened, when it was not only for reading. */
static char *inspect_opened(const struct inspection *p, uint64_t flags)
{
    char link[64], path[4096];
    struct stat file;
    ssize_t n;

    if (p->info.exit.is_error ||
        ((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC))))
        return NULL;
    snprintf(link, sizeof link, "/proc/%d/fd/%d", p->tracee.pid,
             (int)p->info.exit.rval);
    n = readlink(link, path, sizeof path - 1);
    if (n < 0 || stat(link, &file))
        return copy_string("it opens something unknown for writing");
    path[n] = 0;
    if (S_ISCHR(file.st_mode) || is_own(p->place, path))
        return NULL;
    return copy_string("it writes a file that is not in a directory of its own "
                       "(see --output)");
}

/* --- calls ---------------------------------------------------------------- */

static bool is_read_only(const struct inspection *p, uint64_t fd)
{
    char path[64];
    unsigned flags = O_RDWR;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", p->tracee.pid, (int)fd);
    file = fopen(path, "re");
    if (!file)
        return false;
    if (fscanf(file, "pos: %*d flags: %o", &flags) != 1)
        flags = O_RDWR;
    fclose(file);
    return (flags & O_ACCMODE) == O_RDONLY;
}

static char *inspect_map(const struct inspection *p)
{
    const uint64_t *a = p->argument;
    bool shared = (a[3] & MAP_TYPE) != MAP_PRIVATE;

    return say(!shared || (!(a[2] & PROT_WRITE) && !(a[3] & MAP_ANONYMOUS) &&
                           is_read_only(p, a[4])),
               "it shares memory");
}

static char *inspect_control(const struct inspection *p)
{
    uint64_t command = p->argument[1];

    return say(command == F_GETFD || command == F_SETFD || command == F_GETFL,
               "it locks or duplicates an open file (fcntl)");
}

static char *inspect_paths(const struct inspection *p)
{
    static const char reason[] = "it changes files that are not in a directory "
                                 "of its own (see --workdir)";
    const uint64_t *a = p->argument;
    const uint64_t here = (uint64_t)AT_FDCWD;

    switch (p->number) {
    case SYS_unlink:
    case SYS_mkdir:
    case SYS_rmdir:
    case SYS_chmod:
    case SYS_truncate: return say(is_below(p, here, a[0]), reason);
    case SYS_unlinkat:
    case SYS_mkdirat: return say(is_below(p, a[0], a[1]), reason);
    case SYS_rename:
        return say(is_below(p, here, a[0]) && is_below(p, here, a[1]), reason);
    default:
        return say(is_below(p, a[0], a[1]) && is_below(p, a[2], a[3]), reason);
    }
}

static char *inspect_call(const struct inspection *p)
{
    switch (p->number) {
    case SYS_open:
    case SYS_openat:
    case SYS_creat:
    case SYS_connect:
    case SYS_clone:
    case SYS_clone3:
    case SYS_fork:
    case SYS_vfork:
    case SYS_execve: return NULL; /* when it is known what came of it */
    case SYS_mmap: return inspect_map(p);
    case SYS_fcntl: return inspect_control(p);
    case SYS_ioctl: return say(p->argument[1] == TCGETS, "it calls ioctl");
    case SYS_madvise:
        return say(p->argument[2] != WIPE_ON_FORK &&
                       p->argument[2] != MADV_DONTFORK,
                   "it keeps memory from its children (madvise)");
    case SYS_prlimit64: return say(!p->argument[2], "it sets its own limits");
    case SYS_getcwd:
        return say(!p->place->directory,
                   "it asks for the name of its directory");
    case SYS_unlink:
    case SYS_unlinkat:
    case SYS_mkdir:
    case SYS_mkdirat:
    case SYS_rmdir:
    case SYS_chmod:
    case SYS_truncate:
    case SYS_rename:
    case SYS_renameat:
    case SYS_renameat2: return inspect_paths(p);
    default: return is_harmless(p->number) ? NULL : name_call(p->number);
    }
}

/* The call that has ended may have opened something. */
static char *inspect_end(const struct inspection *p)
{
    switch (p->number) {
    case SYS_open: return inspect_opened(p, p->argument[1]);
    case SYS_openat: return inspect_opened(p, p->argument[2]);
    case SYS_creat: return inspect_opened(p, O_WRONLY);
    case SYS_connect:
        return say(p->info.exit.is_error, "it talks to another process");
    default: return NULL;
    }
}

static char *inspect(struct inspection *p)
{
    if (ptrace(PTRACE_GET_SYSCALL_INFO, p->tracee.pid, sizeof p->info,
               &p->info) < 0)
        return copy_string("its system calls cannot be seen");
    if (p->info.op == PTRACE_SYSCALL_INFO_EXIT)
        return inspect_end(p);
    if (p->info.op != PTRACE_SYSCALL_INFO_ENTRY)
        return NULL;
    p->number = p->info.entry.nr;
    memcpy(p->argument, p->info.entry.args, sizeof p->argument);
    return inspect_call(p);
}

static void go_on(const struct tracee *tracee, int signal)
{
    tracee->current->running = true;
    ptrace(PTRACE_SYSCALL, tracee->pid, NULL, (long)signal);
}

/* A child that is not let go would be one of ours. */
static char *leave_child(const struct tracee *tracee)
{
    struct tracee child;

    tracee_child(tracee, &child);
    tracee_child_detach(&child);
    return copy_string("it makes a child");
}

/* Up to the end; NULL, or what it did. */
static char *watch(struct inspection *p)
{
    char *reason = NULL;
    int signal = 0;

    while (!reason) {
        struct event event;

        go_on(&p->tracee, signal);
        event = tracee_wait(&p->tracee);
        signal = 0;
        switch (event.kind) {
        case EVENT_SIGNAL:
            if (event.signal == SYSTEM_CALL)
                reason = inspect(p);
            else
                signal = event.signal;
            break;
        case EVENT_FORK:
        case EVENT_VFORK: reason = leave_child(&p->tracee); break;
        case EVENT_PROCESS:
        case EVENT_THREAD: reason = copy_string("it makes a thread"); break;
        case EVENT_EXEC:
            reason = copy_string("it becomes another program");
            break;
        default: return NULL;
        }
    }
    return reason;
}

char *survey(const struct workplace *place)
{
    struct inspection p = {.place = place};
    char *reason;

    tracee_start(&p.tracee, &place->launch);
    if (ptrace(PTRACE_SETOPTIONS, p.tracee.pid, NULL,
               PTRACE_O_EXITKILL | PTRACE_O_TRACEEXIT | PTRACE_O_TRACECLONE |
                   PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD))
        die_errno("cannot watch the system calls of the program");
    reason = watch(&p);
    tracee_kill(&p.tracee);
    return reason;
}

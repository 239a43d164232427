/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* process.c - fork, exec, wait4. */
#include "process.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void redirect(const char *path, int flags, int to)
{
    int fd = open(path, flags, 0666);

    if (fd < 0 || dup2(fd, to) < 0) {
        dprintf(2, "tandem-bench: cannot open '%s': %s\n", path,
                strerror(errno));
        _exit(127);
    }
    if (fd != to)
        close(fd);
}

static _Noreturn void become(const struct process *process)
{
    const int create = O_WRONLY | O_CREAT | O_TRUNC;

    redirect("/dev/null", O_RDONLY, 0);
    if (process->output)
        redirect(process->output, create, 1);
    if (process->error)
        redirect(process->error, create, 2);
    alarm(process->timeout); /* outlives exec, and SIGALRM kills */
    execvp(process->argv[0], process->argv);
    dprintf(2, "tandem-bench: cannot start '%s': %s\n", process->argv[0],
            strerror(errno));
    _exit(127);
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double of_timeval(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

struct usage process_run(const struct process *process)
{
    struct usage usage = {0};
    struct rusage resources;
    double started;
    pid_t child;

    fflush(NULL);
    started = seconds();
    child = fork();
    if (child < 0)
        die_errno("cannot fork");
    if (child == 0)
        become(process);
    while (wait4(child, &usage.status, 0, &resources) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for '%s'", process->argv[0]);
    usage.wall = seconds() - started;
    usage.cpu = of_timeval(resources.ru_utime) + of_timeval(resources.ru_stime);
    usage.rss = (double)resources.ru_maxrss * 1024;
    return usage;
}

char *process_failure(const struct usage *usage)
{
    if (WIFSIGNALED(usage->status) && WTERMSIG(usage->status) == SIGALRM)
        return copy_string("ran out of time");
    if (WIFSIGNALED(usage->status))
        return format_string("killed by signal %d (%s)",
                             WTERMSIG(usage->status),
                             strsignal(WTERMSIG(usage->status)));
    if (WEXITSTATUS(usage->status))
        return format_string("exit status %d", WEXITSTATUS(usage->status));
    return NULL;
}

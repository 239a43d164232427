/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* golden.c - three runs that have to agree. */
#include "golden.h"

#include "die.h"
#include "hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { RUNS = 3 };

static void run_once(struct workplace *place, struct observation *seen,
                     double *wall)
{
    struct tracee tracee;
    struct event event;

    *seen = (struct observation){0};
    workplace_refresh(place);
    tracee_start(&tracee, &place->launch);
    tracee_detach(&tracee, 0);
    event = tracee_wait(&tracee);
    *wall = fmax(*wall, tracee_age(&tracee));
    seen->status = event.status;
    seen->cpu = event.cpu;
    workplace_collect(place, seen);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static uint64_t hash_of(const struct observation *seen)
{
    uint64_t hash = hash_bytes(HASH_START, &seen->status, sizeof seen->status);

    hash = hash_bytes(hash, seen->output.data, seen->output.size);
    for (size_t i = 0; i < seen->file_count; i++)
        hash = hash_bytes(hash, seen->files[i].data, seen->files[i].size);
    return hash;
}

/* A program that only complains gives a campaign that says nothing. */
static void warn_of_failure(const char *path, const struct observation *seen)
{
    const char *text = (const char *)seen->error.data;
    int length = 0;

    while (text && (size_t)length < seen->error.size && length < 200 &&
           text[length] != '\n')
        length++;
    if (seen->status)
        warn("'%s' ends with exit status %d even without a fault%s%.*s", path,
             WEXITSTATUS(seen->status), length ? ", and says: " : "", length,
             length ? text : "");
}

void golden_take(struct workplace *place, struct golden *golden)
{
    const char *path = place->setup->program->path;
    double cpu[RUNS];

    run_once(place, &golden->seen, &golden->wall);
    cpu[0] = golden->seen.cpu;
    if (WIFSIGNALED(golden->seen.status))
        die("'%s' is killed by signal %d (%s) even without a fault", path,
            WTERMSIG(golden->seen.status),
            strsignal(WTERMSIG(golden->seen.status)));
    warn_of_failure(path, &golden->seen);
    for (size_t i = 0; i < golden->seen.file_count; i++)
        if (!golden->seen.files[i].data)
            die("'%s' does not write the file '%s' in its directory", path,
                place->setup->outputs[i]);
    comparison_prepare(&golden->comparison, place, &golden->seen);
    for (int i = 1; i < RUNS; i++) {
        struct observation seen;
        const char *what;

        run_once(place, &seen, &golden->wall);
        what = comparison_difference(&golden->comparison, place, &golden->seen,
                                     &seen);
        cpu[i] = seen.cpu;
        observation_free(&seen);
        if (what)
            die("'%s' is not deterministic: its %s differs between two runs "
                "without a fault; give it fixed input, and take times, "
                "process ids and random numbers out of its output, by "
                "--filter-command for example",
                path, what);
    }
    qsort(cpu, RUNS, sizeof *cpu, by_value);
    golden->seen.cpu = cpu[RUNS / 2];
    golden->hash = hash_of(&golden->seen);
}

void golden_expect(const struct golden *golden, const struct workplace *place,
                   const struct observation *seen, const char *what)
{
    const char *differs =
        comparison_difference(&golden->comparison, place, &golden->seen, seen);

    if (differs)
        die("%s changed the program's behaviour: its %s differs from the "
            "reference run (does it read its own code?)",
            what, differs);
}

void golden_free(struct golden *golden)
{
    observation_free(&golden->seen);
    comparison_free(&golden->comparison);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* golden.c - three runs that have to agree. */
#include "golden.h"

#include "die.h"
#include "hash.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { RUNS = 3 };

static void run_once(struct workplace *place, struct observation *seen)
{
    struct tracee tracee;
    struct event event;

    *seen = (struct observation){0};
    workplace_refresh(place);
    tracee_start(&tracee, &place->launch);
    tracee_detach(&tracee, 0);
    event = tracee_wait(&tracee);
    seen->status = event.status;
    seen->cpu = event.cpu;
    workplace_collect(place, seen);
}

static const char *difference(const struct observation *a,
                              const struct observation *b)
{
    if (a->status != b->status)
        return "exit status";
    if (!bytes_equal(&a->output, &b->output))
        return "standard output";
    if (!bytes_equal(&a->file, &b->file))
        return "output file";
    return NULL;
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
    return hash_bytes(hash, seen->file.data, seen->file.size);
}

void golden_take(struct workplace *place, struct golden *golden)
{
    const char *path = place->setup->program->path;
    double cpu[RUNS];

    run_once(place, &golden->seen);
    cpu[0] = golden->seen.cpu;
    if (WIFSIGNALED(golden->seen.status))
        die("'%s' is killed by signal %d (%s) even without a fault", path,
            WTERMSIG(golden->seen.status),
            strsignal(WTERMSIG(golden->seen.status)));
    if (place->setup->output && !golden->seen.file.data)
        die("'%s' does not write the file '%s' in its directory", path,
            place->setup->output);
    for (int i = 1; i < RUNS; i++) {
        struct observation seen;
        const char *what;

        run_once(place, &seen);
        what = difference(&golden->seen, &seen);
        cpu[i] = seen.cpu;
        observation_free(&seen);
        if (what)
            die("'%s' is not deterministic: its %s differs between two runs "
                "without a fault; give it fixed input and take times, "
                "process ids and random numbers out of its output",
                path, what);
    }
    qsort(cpu, RUNS, sizeof *cpu, by_value);
    golden->seen.cpu = cpu[RUNS / 2];
    golden->hash = hash_of(&golden->seen);
}

void golden_expect(const struct golden *golden, const struct observation *seen,
                   const char *what)
{
    const char *differs = difference(&golden->seen, seen);

    if (differs)
        die("%s changed the program's behaviour: its %s differs from the "
            "reference run (does it read its own code?)",
            what, differs);
}

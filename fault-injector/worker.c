/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* worker.c - takes injections, in numbers or in batches, and writes them to the
 * journal. */
#include "worker.h"

#include "die.h"
#include "ladder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Faults of one pass: many share its cost; the last ones are few, so that all
 * workers end at about the same time. */
enum { LEAST_BATCH = 32, BATCH = 512 };

/* A program that cannot write its output looks like one that failed. */
static void check_room(const struct worker *worker)
{
    enum { LEAST = 1 << 20 };
    const char *root = worker->session->place.root;
    struct statvfs room;

    if (worker->shared->full)
        _exit(EXIT_USAGE);
    if (statvfs(root, &room) ||
        (uint64_t)room.f_bavail * room.f_frsize >= LEAST)
        return;
    worker->shared->full = true;
    die("less than 1 MiB is free for the program's output, in '%s': make room "
        "there, or set TMPDIR, and run the same command again to go on",
        root);
}

static uint64_t executions_of(const struct population *population,
                              const struct fault *fault)
{
    const struct module *module;
    const struct insn *insn = population_insn(
        population, population_index(population, fault), &module);

    return profile_count(module->profile,
                         (uint32_t)(insn - module->text->insns), fault->thread);
}

void worker_draw(const struct worker *worker, uint64_t index,
                 struct faults *faults)
{
    uint64_t seed = worker->options->seed;

    if (worker->strata)
        strata_draw(worker->strata, seed, index, faults);
    else
        population_draw(worker->population, seed, index, faults);
}

static void write_down(const struct worker *worker, const struct faults *faults,
                       uint64_t index, const struct injection *result,
                       const char *fresh)
{
    struct record record;

    session_record(worker->session, faults, index, result, &record);
    record.executions = executions_of(worker->population, &faults->list[0]);
    record.fresh = fresh ? copy_string(fresh) : NULL;
    check_room(worker);
    journal_append(worker->journal, worker->options->journal, &record);
    worker->shared->outcome[index] = (uint8_t)(1 + record.outcome);
    worker->shared->finished++;
    record_free(&record);
}

static void inject_fresh(const struct worker *worker,
                         const struct faults *faults, uint64_t index,
                         const char *why)
{
    struct injection result;

    inject(&worker->session->bench, faults, &result);
    write_down(worker, faults, index, &result, why);
}

/* The next index that is this campaign's to do; false when there is none. */
static bool take(const struct worker *worker, uint64_t *index)
{
    const struct options *options = worker->options;
    struct shared *shared = worker->shared;

    while (!shared->stop) {
        *index = shared->next++;
        if (*index >= options->faults)
            return false;
        if (shard_has(&options->shard, *index) && !shared->outcome[*index])
            return true;
    }
    return false;
}

/* --- ladder ----------------------------------------------------------------
 */

struct batch {
    const struct worker *worker;
    unsigned count;
    uint64_t *indices;
    struct faults *faults;
};

static bool note(void *context, unsigned i, const struct injection *result)
{
    const struct batch *batch = context;
    const struct worker *worker = batch->worker;

    write_down(worker, &batch->faults[i], batch->indices[i], result, NULL);
    return !worker->shared->stop;
}

static unsigned batch_size(const struct worker *worker)
{
    const struct options *options = worker->options;
    uint64_t next = worker->shared->next;
    uint64_t left = next < options->faults ? options->faults - next : 0;

    left /= options->jobs * options->shard.count;
    return left < LEAST_BATCH ? LEAST_BATCH
           : left > BATCH     ? BATCH
                              : (unsigned)left;
}

/* False when nothing is left to do. */
static bool work_batch(struct batch *batch)
{
    const struct worker *worker = batch->worker;
    const char *why[BATCH];
    unsigned size = batch_size(worker);

    batch->count = 0;
    while (batch->count < size && take(worker, &batch->indices[batch->count])) {
        worker_draw(worker, batch->indices[batch->count],
                    &batch->faults[batch->count]);
        batch->count++;
    }
    if (!batch->count || !ladder_climb(&worker->session->bench, batch->faults,
                                       batch->count, note, batch, why))
        return false;
    for (unsigned i = 0; i < batch->count && !worker->shared->stop; i++)
        if (why[i])
            inject_fresh(worker, &batch->faults[i], batch->indices[i], why[i]);
    return !worker->shared->stop;
}

static void work_batches(const struct worker *worker)
{
    struct batch batch = {
        .worker = worker,
        .indices = allocate(BATCH, sizeof *batch.indices),
        .faults = allocate(BATCH, sizeof *batch.faults),
    };

    while (work_batch(&batch))
        ;
    free(batch.indices);
    free(batch.faults);
}

static void work_singly(const struct worker *worker)
{
    uint64_t index;

    while (take(worker, &index)) {
        struct faults faults;

        worker_draw(worker, index, &faults);
        inject_fresh(worker, &faults, index, worker->fresh);
    }
}

_Noreturn void worker_run(struct worker *worker)
{
    worker->journal = journal_open(worker->options->journal);
    session_move(worker->session);
    if (worker->options->mode == MODE_LADDER && !worker->fresh)
        work_batches(worker);
    else
        work_singly(worker);
    workplace_close(&worker->session->place);
    _exit(EXIT_FINE);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* counters.c - counters of the moved text, for each thread. */
#include "counters.h"

#include "die.h"
#include "stop.h"

#include <stdlib.h>
#include <string.h>

enum { THREADS_AT_ONCE = 1024, PAGE = 4096 };

static const uint64_t never = INT64_MAX;

static bool is_threaded(const struct run *run)
{
    return run->text->threaded;
}

static uint64_t base_of(const struct run *run, const struct thread *thread)
{
    return is_threaded(run)
               ? run->counters.base + thread->place * run->counters.stride
               : run->image->area;
}

static void write_count(const struct run *run, uint64_t address, uint64_t left)
{
    if (!tracee_write(&run->tracee, address, &left, sizeof left))
        die_errno("cannot write to the memory of '%s'",
                  run->text->program->path);
}

/* Memory is only used for what is counted. */
static void make_room(struct run *run)
{
    size_t size = (run->image->count + SLOT_FIRST_COUNTER) * (size_t)SLOT_BYTES;

    run->counters.stride = (size + PAGE - 1) / PAGE * PAGE;
    run->counters.base =
        tracee_map_far(&run->tracee, THREADS_AT_ONCE * run->counters.stride);
}

void counters_open(struct run *run, const char *thread, const uint64_t *left)
{
    const struct image *image = run->image;

    if (is_threaded(run)) {
        run->counters.thread = thread;
        run->counters.left = image->stop_count ? left[0] : 0;
        make_room(run);
        counters_begin(run, run->tracee.current);
        return;
    }
    for (unsigned i = 0; i < image->stop_count; i++)
        write_count(run, counters_at(run, image->stops[i].insn), left[i]);
}

void counters_begin(struct run *run, struct thread *thread)
{
    struct tracee *tracee = &run->tracee;
    struct thread *current = tracee->current;
    const struct counters *counters = &run->counters;
    const char *wanted = counters->thread ? counters->thread : "";

    if (thread->place >= THREADS_AT_ONCE)
        die("'%s' has more than %d threads at once", run->text->program->path,
            THREADS_AT_ONCE);
    tracee_select(tracee, thread);
    tracee_set_gs(tracee, base_of(run, thread));
    if (run->image->stop_count)
        write_count(run, counters_at(run, run->image->stops[0].insn),
                    strcmp(thread->name, wanted) ? never : counters->left);
    tracee_select(tracee, current);
}

void counters_close(struct run *run)
{
    struct tracee *tracee = &run->tracee;
    struct thread *current = tracee->current;

    if (!is_threaded(run))
        return;
    for (unsigned i = 0; i < tracee->thread_count; i++)
        if (!tracee->threads[i]->leaving) {
            tracee_select(tracee, tracee->threads[i]);
            tracee_set_gs(tracee, 0);
        }
    tracee_select(tracee, current);
    tracee_unmap(tracee, run->counters.base,
                 THREADS_AT_ONCE * run->counters.stride);
}

uint64_t counters_at(const struct run *run, const struct insn *insn)
{
    return base_of(run, run->tracee.current) + image_counter(run->image, insn);
}

void counters_take(const struct run *run, uint64_t *counts, uint32_t count)
{
    uint64_t address = counters_at(run, run->text->insns);
    uint64_t *zeros = allocate(count, sizeof *zeros);

    if (!tracee_read(&run->tracee, address, counts, count * sizeof *counts) ||
        !tracee_write(&run->tracee, address, zeros, count * sizeof *zeros))
        die_errno("cannot read the counters of '%s'", run->text->program->path);
    free(zeros);
}

bool counters_never(const struct run *run, const struct tracee *child)
{
    const struct image *image = run->image;

    for (unsigned i = 0; i < image->stop_count; i++)
        if (!tracee_write(child, counters_at(run, image->stops[i].insn), &never,
                          sizeof never))
            return false;
    return true;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stop.c - stops by means of the moved text (see relocate.h). */
#include "stop.h"

#include "die.h"
#include "errand.h"
#include "halt.h"

#include <stdlib.h>

static void must_write(struct run *run, uint64_t address, const void *bytes,
                       size_t size)
{
    if (size && !tracee_write(&run->tracee, address, bytes, size))
        die_errno("cannot write to the memory of '%s'",
                  run->text->program->path);
}

void run_start(struct run *run, const struct launch *launch, double cpu_limit,
               double wall_limit)
{
    tracee_start(&run->tracee, launch);
    run->tracee.cpu_limit = cpu_limit;
    run->tracee.wall_limit = wall_limit;
    run->tracee.idle_limit = run->idle_limit;
    run->bias = tracee_bias(&run->tracee, run->text->program);
    run->traps = 0;
}

static uint64_t text_start(const struct run *run)
{
    return run->text->address + run->bias;
}

/* Each instruction once, however many stops are at it: counts the nearest. */
static unsigned choose_targets(const struct stop *stops, unsigned count,
                               const struct insn **targets, uint64_t *nearest)
{
    unsigned n = 0;

    for (unsigned i = 0; i < count; i++) {
        unsigned t = 0;

        if (!stops[i].left)
            continue;
        while (t < n && targets[t] != stops[i].insn)
            t++;
        if (t == n) {
            targets[n++] = stops[i].insn;
            nearest[t] = stops[i].left;
        } else if (stops[i].left < nearest[t]) {
            nearest[t] = stops[i].left;
        }
    }
    return n;
}

/* A window does for one stop. Several, and what a struck program does between
 * them, need the whole text: control may arrive anywhere. */
static struct image *make_image(const struct run *run, uint64_t area,
                                enum probe_kind kind,
                                const struct insn *const *targets,
                                unsigned count)
{
    const struct text *text = run->text;
    struct window window;

    if (kind == PROBE_STOP && count == 1 && !run->whole &&
        window_find(text, targets[0], JUMP_BYTES, &window))
        return image_make_window(text, run->layout, &window, run->bias, area,
                                 targets[0]);
    return image_make(text, run->layout, run->bias, area, kind, targets, count);
}

/* Writes over the text what BYTES, as long as it, say. */
static void write_text(struct run *run, const uint8_t *bytes)
{
    const struct window *window = &run->image->window;
    uint32_t offset = window->count ? window->offset : 0;
    uint32_t size = window->count ? window->size : run->text->size;

    must_write(run, text_start(run) + offset, bytes + offset, size);
}

void run_install(struct run *run, enum probe_kind kind,
                 const struct stop *stops, unsigned count)
{
    struct text *text = run->text;
    uint64_t room = image_room(text);
    uint64_t area = tracee_map(&run->tracee, text->program, run->bias, room);
    int64_t pc = (int64_t)(tracee_pc(&run->tracee) - text_start(run));
    const struct insn **targets = allocate(count, sizeof *targets);
    uint64_t *nearest = allocate(count, sizeof *nearest);
    struct image *image;

    count = choose_targets(stops, count, targets, nearest);
    image = make_image(run, area, kind, targets, count);
    run->image = image;
    if (image->area_size + ERRAND_BYTES > room)
        die("the moved code of '%s' is larger than expected",
            text->program->path);
    image->area_size = room;
    must_write(run, area + image->code_at, image->code, image->code_size);
    write_text(run, image->overlay);
    counters_open(run, stops ? stops[0].thread : NULL, nearest);
    if (image_forward(image, pc))
        tracee_set_pc(&run->tracee, image_forward(image, pc));
    free(targets);
    free(nearest);
}

void run_withdraw(struct run *run, uint64_t pc)
{
    write_text(run, run->text->bytes);
    tracee_set_pc(&run->tracee, pc + run->bias);
    tracee_unmap(&run->tracee, run->image->area, run->image->area_size);
    counters_close(run);
}

void run_restore(struct run *run, uint64_t pc)
{
    run_withdraw(run, pc);
    image_free(run->image);
    run->image = NULL;
}

/* Stops at an instruction have come nearer by what it has been executed. */
static void count_down(struct run *run, struct stop *stops, unsigned count)
{
    uint64_t *gone = allocate(count, sizeof *gone);
    uint64_t left;

    for (unsigned i = 0; i < count; i++) {
        if (!stops[i].left)
            continue;
        gone[i] = UINT64_MAX;
        for (unsigned j = 0; j < count; j++) /* what was installed */
            if (stops[j].left && stops[j].insn == stops[i].insn &&
                stops[j].left < gone[i])
                gone[i] = stops[j].left;
        if (!tracee_read(&run->tracee, counters_at(run, stops[i].insn), &left,
                         sizeof left))
            die_errno("cannot read the counters of '%s'",
                      run->text->program->path);
        gone[i] -= left;
    }
    for (unsigned i = 0; i < count; i++)
        stops[i].left -= gone[i];
    free(gone);
}

/* The program has trapped before run->reached, whose stop is now at 0. */
static unsigned find_hit(const struct run *run, const struct stop *stops,
                         unsigned count, const bool *pending)
{
    unsigned i = 0;

    while (i < count &&
           !(pending[i] && stops[i].insn == run->reached && !stops[i].left))
        i++;
    return i;
}

static enum run_result go_on(struct run *run, struct stop *stops,
                             unsigned count, unsigned *hit)
{
    bool *pending = allocate(count, sizeof *pending);
    enum run_result result = run_on(run);

    if (result == RUN_STOPPED)
        result = halt(run);
    if (result == RUN_STOPPED) {
        for (unsigned i = 0; i < count; i++)
            pending[i] = stops[i].left != 0;
        count_down(run, stops, count);
        *hit = find_hit(run, stops, count, pending);
        run_restore(run, run->text->address + run->reached->offset);
    }
    free(pending);
    return result;
}

void stop_arm(struct run *run, const struct launch *launch,
              const struct stop *stops, unsigned count, double cpu_limit,
              double wall_limit)
{
    const struct program *program = run->text->program;

    run_start(run, launch, cpu_limit, wall_limit);
    run->whole = run->whole || count > 1;
    run_install(run, PROBE_STOP, stops, count);
    if (!run->image->window.count && program == launch->program &&
        !image_forward(run->image,
                       (int64_t)(program->entry - run->text->address)))
        die("the entry point of '%s' is not in its .text", program->path);
}

enum run_result stop_first(struct run *run, const struct launch *launch,
                           struct stop *stops, unsigned count, double cpu_limit,
                           double wall_limit, unsigned *hit)
{
    stop_arm(run, launch, stops, count, cpu_limit, wall_limit);
    return go_on(run, stops, count, hit);
}

enum run_result stop_next(struct run *run, struct stop *stops, unsigned count,
                          bool begun, int signal, unsigned *hit)
{
    uint64_t pc = tracee_pc(&run->tracee);
    const struct insn *insn =
        text_at(run->text, (int64_t)(pc - text_start(run)));

    run_install(run, PROBE_STOP, stops, count);
    if (signal) /* shows the original address; its return is forwarded */
        tracee_set_pc(&run->tracee, pc);
    else if (begun && insn && insn == run->reached)
        tracee_set_pc(&run->tracee, image_body(run->image, insn));
    run->signal = signal;
    return go_on(run, stops, count, hit);
}

enum run_result stop_at(struct run *run, const struct launch *launch,
                        const struct insn *insn, uint64_t k, double cpu_limit,
                        double wall_limit)
{
    struct stop stop = {.insn = insn, .left = k};
    unsigned hit;

    return stop_first(run, launch, &stop, 1, cpu_limit, wall_limit, &hit);
}

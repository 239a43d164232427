/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ladder.c - one pass of the program, with copies of it struck on the way.
 *
 * All stops of a module are armed at once, each with its own countdown, for in
 * which order they come is not known. Of several stops at one instruction the
 * nearest is armed; when it is reached, the countdown is set to how much
 * further the next one is, and the program goes on behind the countdown. */
#include "ladder.h"

#include "copy.h"
#include "descriptors.h"
#include "die.h"
#include "survey.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A fault that is still to be met. */
struct rung {
    struct stop stop;
    unsigned index; /* of the fault */
};

struct ladder {
    struct bench bench;      /* its place is that of the copies */
    struct workplace *place; /* where the program runs */
    const struct faults *faults;
    ladder_seer *see;
    void *context;
    const char **why;
    struct run run;
    struct rung *rungs; /* of one module, by instruction, then by execution */
    unsigned count;
    bool enough;
};

static int by_place(const void *a, const void *b)
{
    const struct rung *x = a, *y = b;

    if (x->stop.insn != y->stop.insn)
        return x->stop.insn < y->stop.insn ? -1 : 1;
    return x->stop.left < y->stop.left ? -1 : x->stop.left > y->stop.left;
}

/* The faults of MODULE. */
static void find_rungs(struct ladder *ladder, const struct module *module,
                       unsigned count)
{
    ladder->count = 0;
    for (unsigned i = 0; i < count; i++) {
        const struct fault *fault = &ladder->faults[i].list[0];
        const struct insn *insn = text_at(
            module->text, (int64_t)(fault->address - module->text->address));

        if (insn && !strcmp(fault->module, module->name))
            ladder->rungs[ladder->count++] =
                (struct rung){{.insn = insn, .left = fault->k}, i};
    }
    qsort(ladder->rungs, ladder->count, sizeof *ladder->rungs, by_place);
}

/* --- one rung ------------------------------------------------------------- */

/* The copy becomes the program, before INSN. */
static void make_native(struct run *copy, const struct insn *insn)
{
    run_withdraw(copy, copy->text->address + insn->offset);
    copy->image = NULL;
    copy->event = (struct event){.kind = EVENT_SIGNAL, .signal = SIGTRAP};
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* NULL, or why the fault has to strike a run of its own. */
static const char *strike_copy(struct ladder *ladder, const struct rung *rung)
{
    const struct run *run = &ladder->run;
    struct run copy = *run;
    struct errand errand;
    struct injection result;
    const char *problem;

    copy_begin(&errand, image_errand(run->image));
    problem = descriptors_move(&run->tracee, ladder->place, ladder->bench.place,
                               &errand);
    if (!problem && !errand_end(&errand))
        problem = "it has too many open files";
    if (problem)
        return problem;
    workplace_copy(ladder->place, ladder->bench.place);
    if (copy_make(&ladder->run.tracee, &errand, &copy.tracee)) {
        make_native(&copy, rung->stop.insn);
        /* the copies' clocks start at 0, and the pass is slower */
        inject_here(
            &ladder->bench, &ladder->faults[rung->index], &copy,
            smaller(tracee_cpu(&run->tracee), ladder->bench.golden->seen.cpu),
            &result);
        ladder->enough = !ladder->see(ladder->context, rung->index, &result);
    } else {
        problem = "its open files could not be opened again";
    }
    tracee_kill(&copy.tracee);
    return problem;
}

/* The program stands before the execution that the first rungs at run->reached
 * name: those are done, and the next one is armed. */
static void step_up(struct ladder *ladder)
{
    static const uint64_t never = INT64_MAX;
    struct run *run = &ladder->run;
    const struct insn *insn = run->reached;
    unsigned i = 0, first;
    uint64_t next = never, k;

    while (ladder->rungs[i].stop.insn != insn || !ladder->rungs[i].stop.left)
        i++;
    first = i;
    k = ladder->rungs[i].stop.left;
    for (; i < ladder->count && ladder->rungs[i].stop.insn == insn &&
           ladder->rungs[i].stop.left == k && !ladder->enough;
         i++)
        ladder->why[ladder->rungs[i].index] =
            strike_copy(ladder, &ladder->rungs[i]);
    if (i < ladder->count && ladder->rungs[i].stop.insn == insn)
        next = ladder->rungs[i].stop.left - k;
    for (unsigned done = first; done < i; done++)
        ladder->rungs[done].stop.left = 0;
    if (!tracee_write(&run->tracee, counters_at(run, insn), &next, sizeof next))
        die_errno("cannot write the counters of '%s'",
                  run->text->program->path);
    tracee_set_pc(&run->tracee, image_body(run->image, insn));
}

/* --- the pass ------------------------------------------------------------- */

static void start(struct ladder *ladder, const struct module *module)
{
    enum { BASE = 60, FACTOR = 1000, FOREVER = 1 << 30 };
    struct stop *stops = allocate(ladder->count, sizeof *stops);

    for (unsigned i = 0; i < ladder->count; i++)
        stops[i] = ladder->rungs[i].stop;
    ladder->run = (struct run){
        .text = module->text, .layout = module->layout, .whole = true};
    workplace_refresh(ladder->place);
    stop_arm(&ladder->run, &ladder->place->launch, stops, ladder->count,
             BASE + FACTOR * ladder->bench.golden->seen.cpu, FOREVER);
    free(stops);
}

/* Runs the program past all rungs; whether it was at its end what it is. */
static bool pass(struct ladder *ladder, const struct module *module,
                 bool to_end)
{
    struct observation seen = {0};
    const struct golden *golden = ladder->bench.golden;
    unsigned met = 0;
    bool right = true;
    enum run_result result;

    start(ladder, module);
    result = run_on(&ladder->run);
    while (result == RUN_STOPPED && !ladder->enough) {
        step_up(ladder);
        met = 0;
        for (unsigned i = 0; i < ladder->count; i++)
            met += !ladder->rungs[i].stop.left;
        if (met == ladder->count && !to_end)
            break;
        result = run_on(&ladder->run);
    }
    if (to_end) {
        right = result == RUN_EXITING;
        tracee_continue(&ladder->run.tracee, 0);
        seen.status = tracee_wait(&ladder->run.tracee).status;
        workplace_collect(ladder->place, &seen);
        right =
            right && !comparison_difference(&golden->comparison, ladder->place,
                                            &golden->seen, &seen);
        observation_free(&seen);
    }
    tracee_kill(&ladder->run.tracee);
    image_free(ladder->run.image);
    return right;
}

static bool climb(const struct bench *bench, const struct faults *faults,
                  unsigned count, ladder_seer *see, void *context,
                  const char **why, bool to_end)
{
    struct workplace *own = workplace_twin(bench->place);
    struct ladder ladder = {
        .bench = *bench,
        .place = bench->place,
        .faults = faults,
        .see = see,
        .context = context,
        .why = why,
        .rungs = allocate(count, sizeof *ladder.rungs),
    };
    bool right = true;

    ladder.bench.place = own;
    for (unsigned i = 0; i < count; i++)
        why[i] = "the program did not come to it";
    for (unsigned m = 0; m < bench->module_count && !ladder.enough; m++) {
        find_rungs(&ladder, &bench->modules[m], count);
        if (ladder.count)
            right = pass(&ladder, &bench->modules[m], to_end) && right;
    }
    free(ladder.rungs);
    workplace_twin_free(own);
    return to_end ? right : !ladder.enough;
}

bool ladder_climb(const struct bench *bench, const struct faults *faults,
                  unsigned count, ladder_seer *see, void *context,
                  const char **why)
{
    return climb(bench, faults, count, see, context, why, false);
}

/* --- whether it will do ----------------------------------------------------
 */

static bool expect_masked(void *context, unsigned index,
                          const struct injection *result)
{
    unsigned *masked = context;

    (void)index;
    *masked += result->outcome == OUTCOME_MASKED;
    return true;
}

char *ladder_problem(const struct bench *bench, const struct faults *sample,
                     unsigned count)
{
    struct bench dry = *bench;
    const char **why = allocate(count, sizeof *why);
    unsigned masked = 0;
    char *problem;
    bool right;

    dry.dry = true;
    workplace_refresh(bench->place);
    problem = survey(bench->place);
    if (!problem) {
        right = climb(&dry, sample, count, expect_masked, &masked, why, true);
        for (unsigned i = 0; i < count && !problem; i++)
            if (why[i])
                problem = copy_string(why[i]);
        if (!problem && masked < count)
            problem = copy_string("a copy of it does something else");
        if (!problem && !right)
            problem = copy_string("its copies disturb it");
    }
    free(why);
    return problem;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* inject.c - stop, let the model strike, go on, judge. */
#include "inject.h"

#include "die.h"
#include "model.h"

#include <signal.h>
#include <string.h>

enum {
    CPU_GRACE_MS = 1000,
    WALL_GRACE = 60,
    WALL_FACTOR = 20,
    IDLE_GRACE = 10,
    TRIES = 3
};

static double cpu_limit(const struct bench *bench)
{
    return bench->timeout_factor * bench->golden->seen.cpu +
           CPU_GRACE_MS * 1e-3;
}

static const char *stop_result_text(enum run_result result)
{
    switch (result) {
    case RUN_STOPPED: return NULL;
    case RUN_TASKS:
        return "the program made a thread, or a process that shares its memory";
    case RUN_EXEC: return "the program became another one";
    case RUN_TIMEOUT: return "the time limit came before the instruction";
    case RUN_LOST: return "control went to an unknown place";
    default: return "the program ended before that execution";
    }
}

/* One run on its way. */
struct course {
    struct run *run;
    const struct bench *bench;
    const struct faults *faults;
    struct injection *result;
    struct stop stops[FAULTS_PER_RUN];
    enum run_result state;
    unsigned hit;
    bool struck[FAULTS_PER_RUN];
    bool executed; /* the execution it is stopped at is over */
    unsigned done;
    int signal; /* to be delivered as it goes on */
};

/* Lets the fault that was reached strike. Whether the run can go on to
 * another one. */
static bool strike(struct course *p)
{
    struct strike strike = {
        .run = p->run,
        .insn = p->stops[p->hit].insn,
        .fault = &p->faults->list[p->hit],
        .dry = p->bench->dry,
        .executed = p->executed,
    };
    struct change *change = &p->result->changes[p->hit];
    const char *problem = strike.fault->model->apply(&strike);

    p->struck[p->hit] = true;
    p->signal = strike.signal;
    p->executed = strike.executed;
    if (problem) {
        p->result->reason = problem;
        return false;
    }
    p->done++;
    p->result->reason = strike.note;
    change->done = !strike.note;
    memcpy(change->old, strike.old, sizeof change->old);
    memcpy(change->new, strike.new, sizeof change->new);
    return p->run->event.kind == EVENT_SIGNAL && p->done < p->faults->count;
}

/* Another fault strikes the same execution, or the program has to run. */
static void go_on(struct course *p)
{
    for (unsigned i = 0; i < p->faults->count; i++)
        if (!p->stops[i].left && !p->struck[i]) {
            p->hit = i;
            return;
        }
    p->state = stop_next(p->run, p->stops, p->faults->count, !p->executed,
                         p->signal, &p->hit);
    p->executed = false;
}

static void strike_all(struct course *p)
{
    while (p->state == RUN_STOPPED && strike(p))
        go_on(p);
    if (p->state != RUN_STOPPED)
        p->result->reason = stop_result_text(p->state);
    if (p->done && p->state == RUN_LOST) /* runs wild, as it would without us */
        run_restore(p->run, p->run->where);
}

static void place_faults(struct course *p)
{
    const struct bench *bench = p->bench;
    double limit = cpu_limit(bench);

    p->state =
        stop_first(p->run, &bench->place->launch, p->stops, p->faults->count,
                   limit, WALL_GRACE + WALL_FACTOR * limit, &p->hit);
    strike_all(p);
}

/* Runs the program to its end. */
static struct event finish(struct course *p)
{
    struct event *event = &p->run->event;
    double before;

    if (event->kind == EVENT_ENDED || p->state == RUN_TIMEOUT)
        return *event;
    before = tracee_cpu(&p->run->tracee);
    tracee_detach(&p->run->tracee, p->signal);
    *event = tracee_wait(&p->run->tracee);
    if (event->cpu > before)
        p->result->latency = event->cpu - before;
    return *event;
}

static void judge(const struct bench *bench, const struct event *event,
                  struct injection *result)
{
    struct observation seen = {
        .status = event->status,
        .timed_out = event->kind == EVENT_TIMEOUT,
    };

    result->status = event->status;
    result->cpu = event->cpu;
    workplace_collect(bench->place, &seen);
    result->output_hash = bytes_hash(&seen.output);
    result->outcome = outcome_judge(bench->golden, bench->place, &seen);
    observation_free(&seen);
}

static const struct module *find_module(const struct bench *bench,
                                        const char *name)
{
    for (unsigned i = 0; i < bench->module_count; i++)
        if (!strcmp(bench->modules[i].name, name))
            return &bench->modules[i];
    return NULL;
}

/* NULL, or why the faults cannot be. */
static const char *find_stops(struct course *p)
{
    const struct fault *faults = p->faults->list;
    const struct module *module = find_module(p->bench, faults[0].module);

    if (!module)
        return "the program has no such module";
    p->run->text = module->text;
    p->run->layout = module->layout;
    if (module->text->threaded) /* where faults end in deadlocks */
        p->run->idle_limit = IDLE_GRACE + 2 * p->bench->golden->wall;
    for (unsigned i = 0; i < p->faults->count; i++) {
        if (strcmp(faults[i].module, module->name))
            return "the faults of one run must be in one module";
        p->stops[i].insn = text_at(
            module->text, (int64_t)(faults[i].address - module->text->address));
        p->stops[i].left = faults[i].k;
        p->stops[i].thread = faults[i].thread;
        if (!p->stops[i].insn)
            return "no instruction starts there";
        if (faults[i].thread[0] && !module->text->threaded)
            return "the program makes no threads";
    }
    return module->text->threaded && p->faults->count > 1
               ? "several faults in one run need a program of one thread"
               : NULL;
}

static void start_again(struct course *p)
{
    tracee_kill(&p->run->tracee);
    image_free(p->run->image);
    p->run->image = NULL;
    p->run->whole = true;
    workplace_refresh(p->bench->place);
}

/* The run came to its end, or to nothing, before the first stop. */
static bool was_not_reached(const struct course *p)
{
    return !p->done && (p->state == RUN_EXITING || p->state == RUN_ENDED ||
                        p->state == RUN_TIMEOUT);
}

/* One run; whether it has reached the stop. */
static bool try_once(const struct bench *bench, const struct faults *faults,
                     struct injection *result)
{
    struct run run = {0};
    struct course p = {
        .run = &run, .bench = bench, .faults = faults, .result = result};
    struct event event = {0};

    result->reason = find_stops(&p);
    if (result->reason)
        return true;
    workplace_refresh(bench->place);
    place_faults(&p);
    if (p.state == RUN_WINDOW) {
        start_again(&p);
        place_faults(&p);
    }
    if (p.done)
        event = finish(&p);
    tracee_kill(&run.tracee);
    if (run.image)
        image_free(run.image);
    if (p.done)
        judge(bench, &event, result);
    return !was_not_reached(&p);
}

void inject(const struct bench *bench, const struct faults *faults,
            struct injection *result)
{
    const struct module *module = find_module(bench, faults->list[0].module);
    unsigned most = module && module->text->threaded ? TRIES : 1;
    unsigned tries = 0;
    bool reached;

    do {
        *result = (struct injection){.outcome = OUTCOME_NOT_INJECTED};
        reached = try_once(bench, faults, result);
    } while (!reached && ++tries < most);
    result->tries = reached ? tries + 1 : tries;
    if (!reached)
        result->outcome = OUTCOME_NOT_REACHED;
}

void inject_here(const struct bench *bench, const struct faults *faults,
                 struct run *run, double spent, struct injection *result)
{
    struct course p = {.run = run,
                       .bench = bench,
                       .faults = faults,
                       .result = result,
                       .stops = {{.insn = run->reached}},
                       .state = RUN_STOPPED};
    double limit = cpu_limit(bench) - spent;
    struct event event = {0};

    *result = (struct injection){.outcome = OUTCOME_NOT_INJECTED, .tries = 1};
    tracee_limit(&run->tracee, limit, WALL_GRACE + WALL_FACTOR * limit);
    strike_all(&p);
    if (!p.done)
        return;
    event = finish(&p);
    judge(bench, &event, result);
}

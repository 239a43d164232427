/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* verify.c - profile, destinations and stops against single-stepping. */
#include "verify.h"

#include "die.h"
#include "population.h"
#include "stop.h"

#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    GENERAL_REGISTERS = 16,
    RSP = 4,
    FLAGS_WORD = 16, /* of arch_state */
    ARITHMETIC_FLAGS = 0x8d5,
};

/* One stop to be compared. */
struct probe {
    const struct insn *insn;
    uint64_t k;
    uint64_t state[STATE_WORDS];
    bool differs[STATE_WORDS]; /* between two oracles: random, or a pid */
    unsigned seen;
};

struct oracle {
    const struct text *text;
    struct probe *probes; /* ascending by (instruction, k) */
    unsigned count;
    const struct insn *last;
    uint64_t before[STATE_WORDS];
    unsigned wrong_destinations;
};

static int by_insn(const void *a, const void *b)
{
    const struct probe *x = a, *y = b;

    if (x->insn != y->insn)
        return x->insn < y->insn ? -1 : 1;
    return x->k < y->k ? -1 : x->k > y->k;
}

/* --- destinations --------------------------------------------------------- */

static bool is_destination(const struct destinations *all, unsigned number)
{
    for (unsigned i = 0; i < all->count; i++)
        if (all->list[i].reg->class == REGISTER_GENERAL &&
            all->list[i].reg->number == number)
            return true;
    return false;
}

static void check_flags(struct oracle *oracle, uint64_t after)
{
    struct flags_effect effect = insn_flags_written(oracle->text, oracle->last);
    uint64_t changed = (oracle->before[FLAGS_WORD] ^ after) & ARITHMETIC_FLAGS;
    char text[160];

    if (!(changed & ~(effect.written | effect.undefined)))
        return;
    insn_print(oracle->text, oracle->last, text, sizeof text);
    printf("destination: %s changes flags 0x%" PRIx64
           ", which are not in the table\n",
           text, changed);
    oracle->wrong_destinations++;
}

static void check_destinations(struct oracle *oracle,
                               const uint64_t after[STATE_WORDS])
{
    struct destinations all;
    char text[160];

    if (oracle->last->flags & INSN_OPAQUE)
        return; /* not drawn either */
    insn_destinations(oracle->text, oracle->last, &all);
    for (unsigned i = 0; i < GENERAL_REGISTERS; i++) {
        if (i == RSP || oracle->before[i] == after[i] ||
            is_destination(&all, i))
            continue;
        insn_print(oracle->text, oracle->last, text, sizeof text);
        printf("destination: %s changes %s, which is not in the table\n", text,
               arch_state_name(i));
        oracle->wrong_destinations++;
    }
    check_flags(oracle, after[FLAGS_WORD]);
}

/* --- the oracle ----------------------------------------------------------- */

static void see(void *context, const struct tracee *tracee,
                const struct insn *insn, uint64_t before)
{
    struct oracle *oracle = context;
    uint64_t state[STATE_WORDS];
    struct probe key = {.insn = insn, .k = before + 1};
    struct probe *found;

    arch_state(tracee, state);
    /* the next instruction of .text ran directly after the last one unless a
     * call or jump led elsewhere in between; those write no registers */
    if (oracle->last && insn == oracle->last + 1 &&
        oracle->last->kind == INSN_PLAIN)
        check_destinations(oracle, state);
    oracle->last = insn;
    memcpy(oracle->before, state, sizeof state);
    found = bsearch(&key, oracle->probes, oracle->count, sizeof key, by_insn);
    if (!found)
        return;
    while (found > oracle->probes && !by_insn(found - 1, &key))
        found--;
    for (; found < oracle->probes + oracle->count && !by_insn(found, &key);
         found++) {
        for (unsigned i = 0; i < STATE_WORDS; i++)
            found->differs[i] = found->seen && found->state[i] != state[i];
        memcpy(found->state, state, sizeof state);
        found->seen++;
    }
}

static unsigned compare_counts(const struct module *module,
                               const struct profile *truth)
{
    const struct text *text = module->text;
    const struct profile *profile = module->profile;
    unsigned wrong = 0;

    for (uint32_t i = 0; i < text->count; i++) {
        if (profile->counts[i] == truth->counts[i])
            continue;
        if (wrong++ < 10)
            printf("count: %s+0x%" PRIx64 " is executed %" PRIu64
                   " times, profiled %" PRIu64 "\n",
                   module->name, text->address + text->insns[i].offset,
                   truth->counts[i], profile->counts[i]);
    }
    printf("profile: %" PRIu64 " instructions executed, %u counts wrong\n",
           truth->dynamic, wrong);
    return wrong;
}

/* --- stops ---------------------------------------------------------------- */

static bool stop_agrees(const struct bench *bench, const struct module *module,
                        const struct probe *probe, bool whole)
{
    struct run run = {
        .text = module->text, .layout = module->layout, .whole = whole};
    uint64_t state[STATE_WORDS];
    bool same;

    workplace_refresh(bench->place);
    same = stop_at(&run, &bench->place->launch, probe->insn, probe->k, 60,
                   120) == RUN_STOPPED &&
           probe->seen == 2;
    if (same) {
        arch_state(&run.tracee, state);
        for (unsigned i = 0; i < STATE_WORDS; i++) {
            if (state[i] == probe->state[i] || probe->differs[i])
                continue;
            printf("stop: %s+0x%" PRIx64 "#%" PRIu64 " %s is 0x%" PRIx64
                   ", oracle 0x%" PRIx64 "\n",
                   module->name, module->text->address + probe->insn->offset,
                   probe->k, arch_state_name(i), state[i], probe->state[i]);
            same = false;
        }
    } else {
        printf("stop: %s+0x%" PRIx64 "#%" PRIu64 " was not reached\n",
               module->name, module->text->address + probe->insn->offset,
               probe->k);
    }
    tracee_kill(&run.tracee);
    if (run.image)
        image_free(run.image);
    return same;
}

static struct probe *draw_probes(const struct module *module, uint64_t seed,
                                 unsigned count)
{
    struct population *all = population_make(module, 1, &model_regfile);
    struct probe *probes = allocate(count, sizeof *probes);

    for (unsigned i = 0; i < count; i++) {
        struct faults faults;
        const struct fault *fault = faults.list;

        population_draw(all, seed, i, &faults);
        probes[i].insn = text_at(
            module->text, (int64_t)(fault->address - module->text->address));
        probes[i].k = fault->k;
    }
    population_free(all);
    qsort(probes, count, sizeof *probes, by_insn);
    return probes;
}

/* Every other stop moves the whole text. */
static unsigned count_windows(const struct oracle *oracle)
{
    struct window window;
    unsigned count = 0;

    for (unsigned p = 0; p < oracle->count; p += 2)
        count += window_find(oracle->text, oracle->probes[p].insn, JUMP_BYTES,
                             &window);
    return count;
}

static unsigned count_random(const struct oracle *oracle)
{
    unsigned count = 0;

    for (unsigned p = 0; p < oracle->count; p++)
        for (unsigned i = 0; i < STATE_WORDS; i++)
            count += oracle->probes[p].differs[i];
    return count;
}

/* cpuid names the processor it runs on: always the same one, if possible. */
static void stay_on_one_processor(void)
{
    cpu_set_t set;

    CPU_ZERO(&set);
    CPU_SET((size_t)sched_getcpu(), &set);
    if (sched_setaffinity(0, sizeof set, &set))
        warn("cannot stay on one processor; values of cpuid may differ");
}

unsigned verify(const struct bench *bench, const struct module *module,
                uint64_t seed, unsigned stops)
{
    struct oracle oracle = {
        .text = module->text,
        .probes = draw_probes(module, seed, stops),
        .count = stops,
    };
    struct profile *truth = NULL;
    unsigned wrong, differ = 0;

    if (module->text->threaded)
        die("'%s' makes threads; verify needs a program of one thread",
            module->program->path);
    stay_on_one_processor();
    for (int pass = 0; pass < 2; pass++) {
        workplace_refresh(bench->place);
        oracle.last = NULL;
        profile_free(truth);
        truth =
            profile_by_steps(module->text, &bench->place->launch, see, &oracle);
    }
    wrong = compare_counts(module, truth);
    printf("destinations: %u changes of registers not in the table\n",
           oracle.wrong_destinations);
    for (unsigned i = 0; i < stops; i++)
        differ += !stop_agrees(bench, module, &oracle.probes[i], i % 2);
    printf("stops: %u of %u equal, %u by a window", stops - differ, stops,
           count_windows(&oracle));
    if (count_random(&oracle))
        printf(" (%u register values differ natively from run to run)",
               count_random(&oracle));
    putchar('\n');
    free(oracle.probes);
    profile_free(truth);
    return wrong + oracle.wrong_destinations + differ;
}

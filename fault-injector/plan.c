/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* plan.c - sample sizes, by searching for them with the intervals that the
 * reports use. */
#include "plan.h"

#include "die.h"
#include "sequence.h"

#include <math.h>
#include <stdio.h>

#define MOST UINT64_C(1000000000)

/* The least N from 1 on for which GOOD holds, given that it goes on holding. */
struct question {
    double rate, width, limit, confidence;
    uint64_t allowed;
};
typedef bool good_size(const struct question *question, uint64_t n);

static uint64_t least(const struct question *question, good_size *good)
{
    uint64_t bad = 0, n = 1;

    while (!good(question, n)) {
        bad = n;
        n *= 2;
        if (n > MOST)
            die("that needs more than %llu injections",
                (unsigned long long)MOST);
    }
    while (n - bad > 1) {
        uint64_t middle = (n + bad) / 2;

        if (good(question, middle))
            n = middle;
        else
            bad = middle;
    }
    return n;
}

static bool narrow(struct interval range, double half_width)
{
    return range.high - range.low <= 2 * half_width;
}

static bool wilson_narrow(const struct question *q, uint64_t n)
{
    return narrow(wilson_share(q->rate, (double)n, q->confidence), q->width);
}

static struct interval exact_at(double rate, uint64_t n, double confidence)
{
    return clopper_pearson((uint64_t)llround(rate * (double)n), n, confidence);
}

static bool exact_narrow(const struct question *q, uint64_t n)
{
    return narrow(exact_at(q->rate, n, q->confidence), q->width);
}

static bool bound_below(const struct question *q, uint64_t n)
{
    return n > q->allowed &&
           binomial_tail(q->allowed, n, q->limit) <= (1 - q->confidence) / 2;
}

static bool sequence_below(const struct question *q, uint64_t n)
{
    return !sequence_holds(mixture_for_limit(q->limit), 0, n, q->limit,
                           q->confidence);
}

uint64_t plan_wilson(double rate, double half_width, double confidence)
{
    const struct question q = {
        .rate = rate, .width = half_width, .confidence = confidence};

    return least(&q, wilson_narrow);
}

uint64_t plan_exact(double rate, double half_width, double confidence)
{
    const struct question q = {
        .rate = rate, .width = half_width, .confidence = confidence};

    return least(&q, exact_narrow);
}

uint64_t plan_below(double limit, uint64_t allowed, double confidence)
{
    const struct question q = {
        .limit = limit, .allowed = allowed, .confidence = confidence};

    return least(&q, bound_below);
}

/* With more injections but no more allowed hits the probability falls, so that
 * only the least N of each number of hits can be the answer. */
uint64_t plan_power(double limit, double rate, double power, double confidence,
                    uint64_t *allowed)
{
    if (rate >= limit)
        die("a rate of %g %% cannot be shown to be below %g %%", 100 * rate,
            100 * limit);
    for (*allowed = 0;; ++*allowed) {
        uint64_t n = plan_below(limit, *allowed, confidence);

        if (binomial_tail(*allowed, n, rate) >= power)
            return n;
    }
}

/* --- the command -----------------------------------------------------------
 */

static void row(const char *label, double value, const char *unit)
{
    printf("%-56s %12.6g%s\n", label, value, unit);
}

static void plan_width(const struct options *o, double rate)
{
    double z = normal_quantile((1 + o->confidence) / 2);

    printf("Injections for a rate of %g %% known to +-%g %%:\n", 100 * rate,
           100 * o->half_width);
    row("  Wilson's interval",
        (double)plan_wilson(rate, o->half_width, o->confidence), "");
    row("  Clopper and Pearson's interval",
        (double)plan_exact(rate, o->half_width, o->confidence), "");
    row("  normal approximation (Leveugle et al., DATE 2009)",
        ceil(z * z * rate * (1 - rate) / (o->half_width * o->half_width)), "");
}

static void plan_limit(const struct options *o)
{
    const struct question q = {.limit = o->below, .confidence = o->confidence};
    uint64_t allowed, n;

    printf("Injections to show a rate below %g %%:\n", 100 * o->below);
    row("  when none is seen", (double)plan_below(o->below, 0, o->confidence),
        "");
    row("  when none is seen, with --stop-when",
        (double)least(&q, sequence_below), "");
    if (o->rate <= 0)
        return;
    n = plan_power(o->below, o->rate, o->power, o->confidence, &allowed);
    printf("  with a rate of %g %%, and a chance of %g %% to show it\n",
           100 * o->rate, 100 * o->power);
    row("", (double)n, "");
    row("    of which so many may be hits", (double)allowed, "");
}

static void plan_number(const struct options *o, double rate)
{
    struct interval display =
        wilson_share(rate, (double)o->faults, o->confidence);
    struct interval exact = exact_at(rate, o->faults, o->confidence);

    printf("%llu injections:\n", (unsigned long long)o->faults);
    row("  upper bound when none is seen",
        100 * clopper_pearson(0, o->faults, o->confidence).high, " %");
    printf("  a rate of %g %% is then known as\n", 100 * rate);
    printf("    [%.4g, %.4g] %%  Wilson\n", 100 * display.low,
           100 * display.high);
    printf("    [%.4g, %.4g] %%  Clopper and Pearson\n", 100 * exact.low,
           100 * exact.high);
}

int plan(const struct options *options)
{
    double rate = options->rate > 0 ? options->rate : 0.5;

    if (!options->half_width && !options->below && !options->faults_given)
        die("plan needs --half-width, --below or --faults");
    printf("Confidence %g %%.\n", 100 * options->confidence);
    if (options->half_width)
        plan_width(options, rate);
    if (options->below)
        plan_limit(options);
    if (options->faults_given)
        plan_number(options, rate);
    return EXIT_FINE;
}

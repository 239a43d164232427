/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* compare.c - two journals: how many times fewer failures.
 *
 * What counts is not the rate but the rate times the instructions executed
 * (Schirmeier, Borchert and Spinczyk, "Avoiding pitfalls in fault-injection
 * based comparison of program susceptibility to soft errors", DSN 2015): a
 * hardened program executes more, and each instruction is one more chance. */
#include "compare.h"

#include "die.h"
#include "tally.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool differ(const struct tally *a, const struct tally *b,
                   const char *name)
{
    const json_t *one = json_object_get(a->journal->header, name);
    const json_t *two = json_object_get(b->journal->header, name);

    if (!one || !two || json_is_null(one) || json_is_null(two))
        return (one && !json_is_null(one)) || (two && !json_is_null(two));
    return !json_equal(one, two);
}

/* Rates of different fault models, or of different work, say nothing about
 * each other. */
static void check_same(const struct tally *a, const struct tally *b)
{
    static const char *const names[] = {"args", "stdin", "workdir"};

    if (strcmp(journal_text(a->journal, "model"),
               journal_text(b->journal, "model")))
        die("the journals are of different fault models, %s and %s",
            journal_text(a->journal, "model"),
            journal_text(b->journal, "model"));
    if (!a->total || !b->total)
        die("the journal '%s' holds no injection",
            (a->total ? b : a)->journal->path);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (differ(a, b, names[i]))
            warn("the journals differ in '%s': is it the same work?", names[i]);
}

static void print_one(const struct tally *t)
{
    struct interval rate = tally_interval(t, OUTCOME_SDC);
    struct interval most = tally_claim(t, OUTCOME_SDC);

    printf("%-24s %6llu of %llu sdc, %.3g %% [%.3g, %.3g] %s, at most "
           "%.3g %%\n",
           t->name, (unsigned long long)t->count[OUTCOME_SDC],
           (unsigned long long)t->total, 100 * tally_rate(t, OUTCOME_SDC),
           100 * rate.low, 100 * rate.high, tally_method(t), 100 * most.high);
    printf("%-24s %.4g instructions, sdc x instructions %.3g\n", "", t->dynamic,
           t->failures);
}

static void print_times(double times)
{
    if (isinf(times))
        printf("any number");
    else
        printf("%.3g", times);
}

int compare(const struct options *options)
{
    struct tally *two = tally_read(options->rest, 2, options->confidence);
    struct ratio ratio;

    check_same(&two[0], &two[1]);
    ratio = tally_ratio(&two[0], &two[1]);
    print_one(&two[0]);
    print_one(&two[1]);
    printf("%-24s ", "times fewer failures");
    print_times(ratio.estimate);
    printf(" [%.3g, ", ratio.range.low);
    print_times(ratio.range.high);
    printf("] (%g %%), at least %.3g\n", 100 * options->confidence,
           ratio.least);
    tally_free(two, 2);
    if (!options->at_least || ratio.least >= options->at_least)
        return EXIT_FINE;
    printf("not shown: at least %g times fewer\n", options->at_least);
    return EXIT_FOUND;
}

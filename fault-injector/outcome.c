/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* outcome.c - judges a run against the reference. */
#include "outcome.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *const names[OUTCOMES] = {
    "not-injected", "hang",      "detected", "crash",
    "sdc",          "corrected", "masked",   "not-reached",
};

const char *outcome_name(enum outcome outcome)
{
    return names[outcome];
}

bool outcome_parse(const char *name, enum outcome *outcome)
{
    for (int i = 0; i < OUTCOMES; i++)
        if (!strcmp(name, names[i])) {
            *outcome = (enum outcome)i;
            return true;
        }
    return false;
}

/* The next line of TEXT that begins with PREFIX, behind the prefix. */
static const char *find_line(const struct bytes *text, const char *prefix)
{
    const char *at = (const char *)text->data;
    const char *end = at + text->size;
    size_t length = strlen(prefix);

    while (at && at < end) {
        if ((size_t)(end - at) >= length && !memcmp(at, prefix, length))
            return at + length;
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    return NULL;
}

/* Whether the number behind NAME in the runtime's statistics line is not 0. */
static bool counted(const char *line, const char *end, const char *name)
{
    size_t length = strlen(name);

    for (; line + length + 1 < end && *line != '\n'; line++)
        if (!memcmp(line, name, length) && line[length] == ' ')
            return line[length + 1] > '0' && line[length + 1] <= '9';
    return false;
}

static bool repaired(const struct observation *seen)
{
    const char *line = find_line(&seen->error, "tandem: corrected ");
    const char *end = (const char *)seen->error.data + seen->error.size;

    if (!line)
        return false;
    line -= strlen("corrected ");
    return counted(line, end, "corrected") || counted(line, end, "rollbacks");
}

enum outcome outcome_judge(const struct golden *golden,
                           const struct workplace *place,
                           const struct observation *seen)
{
    const struct observation *right = &golden->seen;

    if (seen->timed_out)
        return OUTCOME_HANG;
    if (WIFSIGNALED(seen->status)) {
        bool stopped = find_line(&seen->error, "tandem: fail-stop:") &&
                       WTERMSIG(seen->status) == SIGABRT;

        return stopped ? OUTCOME_DETECTED : OUTCOME_CRASH;
    }
    if (seen->status != right->status && seen->status != 0)
        return OUTCOME_CRASH;
    if (comparison_difference(&golden->comparison, place, right, seen))
        return OUTCOME_SDC;
    return repaired(seen) ? OUTCOME_CORRECTED : OUTCOME_MASKED;
}

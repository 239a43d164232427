/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tally.c - reads a journal and counts its outcomes. */
#include "tally.h"

#include "die.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const tally_names[TALLY_OUTCOMES] = {
    "sdc", "detected", "corrected", "crash", "hang", "masked", "not-injected",
};

static const char *text_of(const json_t *header, const char *name,
                           const char *path)
{
    const char *text = json_string_value(json_object_get(header, name));

    if (!text)
        die("'%s' is not a journal of tandem-inject: its first line has no "
            "text '%s'",
            path, name);
    return text;
}

static double number_of(const json_t *header, const char *name,
                        const char *path)
{
    const json_t *number = json_object_get(header, name);

    if (!json_is_number(number))
        die("'%s' is not a journal of tandem-inject: its first line has no "
            "number '%s'",
            path, name);
    return json_number_value(number);
}

/* From ".../VARIANT/KERNEL". */
static void read_names(struct tally *tally, const char *program,
                       const char *path)
{
    char *copy = copy_string(program);
    char *kernel = strrchr(copy, '/'), *variant = NULL;

    if (kernel) {
        *kernel++ = 0;
        variant = strrchr(copy, '/');
    }
    if (!variant)
        die("the program '%s' of journal '%s' is not in a folder named like "
            "its variant",
            program, path);
    tally->kernel = copy_string(kernel);
    tally->variant = copy_string(variant + 1);
    free(copy);
}

static void read_header(struct tally *tally, const json_t *line,
                        const char *path)
{
    text_of(line, "tandem-inject", path);
    read_names(tally, text_of(line, "program", path), path);
    tally->model = copy_string(text_of(line, "model", path));
    tally->dynamic = number_of(line, "dynamic", path);
    tally->wanted = number_of(line, "faults", path);
}

static void count(struct tally *tally, const json_t *line, const char *path,
                  unsigned number)
{
    const char *outcome = json_string_value(json_object_get(line, "outcome"));

    if (outcome && !strcmp(outcome, "not-reached")) {
        tally->lost++;
        return;
    }
    for (int i = 0; outcome && i < TALLY_OUTCOMES; i++)
        if (!strcmp(outcome, tally_names[i])) {
            tally->count[i]++;
            tally->total++;
            return;
        }
    die("journal '%s', line %u: no outcome that is known", path, number);
}

struct tally tally_read(const char *path)
{
    struct tally tally = {0};
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t room = 0;
    ssize_t length;

    if (!file)
        die_errno("cannot read the journal '%s'", path);
    for (unsigned n = 1; (length = getline(&text, &room, file)) > 0; n++) {
        json_t *line;

        if (text[length - 1] != '\n')
            break; /* cut by a crash, as tandem-inject has it */
        line = json_loadb(text, (size_t)length, 0, NULL);
        if (!json_is_object(line))
            die("journal '%s', line %u: not a JSON object", path, n);
        if (n == 1)
            read_header(&tally, line, path);
        else
            count(&tally, line, path, n);
        json_decref(line);
    }
    if (ferror(file) || !tally.kernel)
        die("cannot read the journal '%s', or it is empty", path);
    free(text);
    fclose(file);
    return tally;
}

void tally_free(struct tally *tally)
{
    free(tally->kernel);
    free(tally->variant);
    free(tally->model);
}

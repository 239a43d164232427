/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* listing.c - source and disassembly of the functions that matter, from the
 * program's file and its sources, as far as they are still there. */
#include "page.h"

#include "die.h"
#include "groups.h"
#include "heat.h"
#include "source.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FUNCTIONS = 24, MOST_INSNS = 3000, MOST_LINES = 1500 };

struct listing {
    const struct text *text;
    struct source *source;
    struct heat heat;
    json_t *functions;
};

/* The source lines of one function; in one file. */
struct extent {
    char *file;
    int from, to;
};

static void extend(struct extent *extent, const char *file, int line)
{
    if (line <= 0)
        return;
    if (!extent->file) {
        extent->file = copy_string(file);
        extent->from = extent->to = line;
    }
    if (strcmp(extent->file, file))
        return;
    extent->from = line < extent->from ? line : extent->from;
    extent->to = line > extent->to ? line : extent->to;
}

static json_t *list_insn(const struct listing *listing, const struct insn *insn,
                         struct extent *extent)
{
    const struct text *text = listing->text;
    uint64_t address = text->address + insn->offset;
    const struct spot *spot = heat_at(&listing->heat, address);
    int line = 0;
    const char *file = source_line(listing->source, address, &line);
    char words[128];

    insn_print(text, insn, words, sizeof words);
    if (file)
        extend(extent, file, line);
    return json_pack("[I,s,i,o]", (json_int_t)address, words,
                     file && extent->file && !strcmp(extent->file, file) ? line
                                                                         : 0,
                     spot ? page_counts(spot->count) : json_null());
}

static json_t *list_insns(const struct listing *listing,
                          const struct function *function,
                          struct extent *extent)
{
    const struct text *text = listing->text;
    uint64_t offset = function->address - text->address;
    uint64_t end = offset + function->size;
    json_t *insns = json_array();

    for (unsigned n = 0; offset < end && n < MOST_INSNS; n++) {
        const struct insn *insn = text_at(text, (int64_t)offset);

        if (!insn) {
            offset++; /* padding, or data */
            continue;
        }
        json_array_append_new(insns, list_insn(listing, insn, extent));
        offset += insn->length;
    }
    return insns;
}

/* NULL when the file cannot be read, or is not UTF-8. */
static json_t *list_lines(const struct extent *extent)
{
    FILE *file = extent->file ? fopen(extent->file, "re") : NULL;
    json_t *lines;
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    if (!file)
        return json_null();
    lines = json_array();
    for (int n = 1; (length = getline(&line, &room, file)) > 0; n++) {
        if (line[length - 1] == '\n')
            line[length - 1] = 0;
        if (n >= extent->from && n <= extent->to &&
            json_array_size(lines) < MOST_LINES &&
            json_array_append_new(lines, json_string(line)))
            json_array_append_new(lines, json_string("(not UTF-8)"));
    }
    free(line);
    fclose(file);
    return lines;
}

static void list_function(struct listing *listing, const char *name)
{
    const struct program *program = listing->text->program;
    struct extent extent = {0};
    json_t *insns = NULL;

    for (size_t i = 0; i < program->function_count && !insns; i++)
        if (!strcmp(program->functions[i].name, name))
            insns = list_insns(listing, &program->functions[i], &extent);
    if (!insns)
        return;
    /* the line of the name is in front of the first line with code */
    if (extent.from > 1)
        extent.from--;
    json_array_append_new(listing->functions,
                          json_pack("{s:s,s:o,s:s,s:i,s:o}", "name", name,
                                    "insns", insns, "file",
                                    extent.file ? extent.file : "", "from",
                                    extent.from, "lines", list_lines(&extent)));
    free(extent.file);
}

static const char *function_field(const struct record *record)
{
    return record->function;
}

static void list_all(struct listing *listing, const struct journal *journal)
{
    struct groups groups = groups_make(journal, function_field);

    for (size_t i = 0; i < groups.count && i < MOST_FUNCTIONS; i++)
        list_function(listing, groups.list[i].name);
    free(groups.list);
}

json_t *listing_make(const struct tally *tally)
{
    const struct journal *journal = tally->journal;
    const char *path = journal_text(journal, "program");
    struct listing listing = {.functions = json_array()};
    struct program *program;
    struct text *text;

    if (access(path, R_OK | X_OK))
        return json_string("The program is not there any more.");
    program = program_open(path);
    if (strcmp(program->build_id, journal_text(journal, "build_id"))) {
        program_close(program);
        return json_string("The program was built again since.");
    }
    text = text_decode(program);
    listing.text = text;
    listing.source = source_open(program);
    listing.heat = heat_by_address(journal);
    list_all(&listing, journal);
    free(listing.heat.list);
    source_close(listing.source);
    text_free(text);
    program_close(program);
    return listing.functions;
}

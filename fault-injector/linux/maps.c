/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* maps.c - the memory of the stopped program, from /proc/PID/maps. */
#include "tracee.h"

#include "die.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
    uint64_t start, end;
    char access[5];
    char path[4096]; /* "" when it is anonymous */
};

static bool parse(const char *text, struct line *line)
{
    int path = 0;

    if (sscanf(text, "%" SCNx64 "-%" SCNx64 " %4s %*s %*s %*s %n", &line->start,
               &line->end, line->access, &path) != 3 ||
        !path)
        return false;
    snprintf(line->path, sizeof line->path, "%.*s",
             (int)strcspn(text + path, "\n"), text + path);
    return true;
}

static void add(struct memory_map *map, enum memory_kind kind,
                const struct line *line)
{
    if (map->count < MEMORY_RANGES)
        map->list[map->count++] =
            (struct memory_range){kind, line->start, line->end};
}

static bool in_program(const struct tracee *tracee, const struct line *line)
{
    uint64_t low = (tracee->program->low + tracee->bias) & ~UINT64_C(0xfff);

    return line->start >= low &&
           line->start < tracee->program->high + tracee->bias;
}

static FILE *open_maps(const struct tracee *tracee)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/maps", tracee->tid);
    file = fopen(path, "re");
    if (!file)
        die_errno("cannot open %s", path);
    return file;
}

uint64_t tracee_bias(const struct tracee *tracee, const struct program *program)
{
    char *text = NULL;
    size_t room = 0;
    FILE *file;
    struct line line;
    uint64_t start = 0;

    if (program == tracee->program)
        return tracee->bias;
    file = open_maps(tracee);
    while (!start && getline(&text, &room, file) > 0)
        if (parse(text, &line) && !strcmp(line.path, program->path))
            start = line.start;
    free(text);
    fclose(file);
    if (!start)
        die("'%s' does not load '%s' before its own code begins",
            tracee->program->path, program->path);
    return start - (program->low & ~UINT64_C(0xfff));
}

char **tracee_files(const struct tracee *tracee)
{
    char *text = NULL, **paths = allocate(1, sizeof *paths);
    size_t room = 0, count = 0;
    FILE *file = open_maps(tracee);
    struct line line;

    while (getline(&text, &room, file) > 0) {
        if (!parse(text, &line) || line.path[0] != '/' ||
            line.access[2] != 'x' ||
            !strcmp(line.path, tracee->program->path) ||
            (count && !strcmp(line.path, paths[count - 1])))
            continue;
        paths = reallocate(paths, count + 2, sizeof *paths);
        paths[count++] = copy_string(line.path);
        paths[count] = NULL;
    }
    free(text);
    fclose(file);
    return paths;
}

void tracee_memory(const struct tracee *tracee, struct memory_map *map)
{
    struct line line, last = {0};
    char *text = NULL;
    size_t room = 0;
    FILE *file = open_maps(tracee);

    map->bias = tracee->bias;
    map->count = 0;
    for (; getline(&text, &room, file) > 0; last = line) {
        if (!parse(text, &line) || strncmp(line.access, "rw-p", 4))
            continue;
        if (in_program(tracee, &line))
            add(map, MEMORY_DATA, &line);
        else if (!strcmp(line.path, "[heap]"))
            add(map, MEMORY_HEAP, &line);
        else if (!strcmp(line.path, "[stack]"))
            add(map, MEMORY_STACK, &line);
        /* directly behind a library's file: its zeroed data */
        else if (!line.path[0] &&
                 (last.end != line.start || last.path[0] != '/'))
            add(map, MEMORY_ANON, &line);
    }
    free(text);
    fclose(file);
}

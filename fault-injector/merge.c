/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* merge.c - the journals of all shards of a campaign made into one.
 *
 * Lines are copied as they are. */
#include "merge.h"

#include "die.h"
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct merged {
    json_t *header;
    char **lines; /* [faults] NULL where one is missing */
    uint64_t faults;
};

/* The lines of a journal that has been read without complaint. */
static void take_lines(struct merged *merged, const struct journal *journal)
{
    FILE *file = fopen(journal->path, "re");
    char *text = NULL;
    size_t room = 0;

    if (!file || getline(&text, &room, file) < 0)
        die_errno("cannot read the journal '%s'", journal->path);
    for (size_t i = 0; i < journal->count; i++) {
        uint64_t index = journal->records[i].index;

        if (merged->lines[index])
            die("injection %llu is in the journal '%s' and in another one",
                (unsigned long long)index, journal->path);
        if (getline(&text, &room, file) < 0)
            die_errno("cannot read the journal '%s'", journal->path);
        merged->lines[index] = copy_string(text);
    }
    free(text);
    fclose(file);
}

static void begin(struct merged *merged, const struct journal *first)
{
    merged->header = json_deep_copy(first->header);
    merged->faults = (uint64_t)journal_number(first, "faults");
    merged->lines = allocate(merged->faults, sizeof *merged->lines);
    json_object_set_new(merged->header, "shard", json_pack("[i,i]", 1, 1));
}

static void add(struct merged *merged, const char *path)
{
    struct journal *journal = journal_read(path);
    struct shard shard;

    if (!merged->header)
        begin(merged, journal);
    journal_compare(journal, merged->header);
    shard = journal_shard(journal);
    journal_check(journal, &shard, merged->faults);
    take_lines(merged, journal);
    journal_free(journal);
}

static void put_all(FILE *out, const struct merged *merged)
{
    json_dumpf(merged->header, out,
               JSON_COMPACT | JSON_REAL_PRECISION(JOURNAL_PRECISION));
    fputc('\n', out);
    for (uint64_t i = 0; i < merged->faults; i++)
        if (merged->lines[i])
            fputs(merged->lines[i], out);
}

/* Beside the journal first, so that a full disk leaves nothing cut. */
static void write_whole(const struct merged *merged, const char *path)
{
    char *draft = format_string("%s.%d", path, (int)getpid());
    int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    bool good;
    int error;

    if (!out)
        die_errno("cannot write the journal '%s'", path);
    put_all(out, merged);
    good = !fflush(out) && !ferror(out) && !fsync(fd);
    /* unlike rename, link replaces no journal, but not all disks have it */
    good = good &&
           (!link(draft, path) || (errno != EEXIST && !rename(draft, path)));
    error = errno;
    fclose(out);
    unlink(draft);
    errno = error;
    if (!good)
        die_errno("cannot write the journal '%s'", path);
    free(draft);
}

static uint64_t count_missing(const struct merged *merged)
{
    uint64_t missing = 0;

    for (uint64_t i = 0; i < merged->faults; i++)
        missing += !merged->lines[i];
    return missing;
}

int merge(const struct options *options)
{
    struct merged merged = {0};
    uint64_t missing;

    if (!access(options->journal, F_OK))
        die("the journal '%s' exists already: remove it, or choose another "
            "--journal",
            options->journal);
    for (int i = 0; i < options->rest_count; i++)
        add(&merged, options->rest[i]);
    write_whole(&merged, options->journal);
    missing = count_missing(&merged);
    if (missing)
        warn(
            "%llu of %llu injections are missing: journals of other shards, or "
            "unfinished ones ('run' with this journal and without --shard "
            "goes on)",
            (unsigned long long)missing, (unsigned long long)merged.faults);
    for (uint64_t i = 0; i < merged.faults; i++)
        free(merged.lines[i]);
    free(merged.lines);
    json_decref(merged.header);
    return missing ? EXIT_FOUND : EXIT_FINE;
}

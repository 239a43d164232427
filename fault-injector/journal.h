/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* journal.h - the results of a campaign: JSON Lines, one header and then one
 * line per injection, appended in any order by any worker.
 *
 * A line is complete or, at the very end of the file, cut; a cut line is
 * dropped. Nothing written is ever changed. */
#ifndef TANDEM_INJECT_JOURNAL_H
#define TANDEM_INJECT_JOURNAL_H

#include "outcome.h"
#include "shard.h"

#include <jansson.h>

enum { JOURNAL_PRECISION = 6 }; /* digits of numbers that are not whole */

/* One injection. Strings are NULL when unknown. */
struct record {
    uint64_t index;
    enum outcome outcome;
    char *fault;
    char *function;
    char *file;
    int line;
    char *insn;
    char *reg;
    int bit; /* -1: none or several */
    char *old;
    char *new;
    int exit;   /* exit status, -1 when killed */
    int signal; /* 0 when it exited */
    double cpu;
    double latency;      /* CPU seconds from the fault to the end */
    uint64_t executions; /* of the instruction by that thread; 0: unknown */
    unsigned tries;      /* runs until the stop was reached, or given up */
    char *output_hash;
    char *reason; /* why not injected */
    char *fresh;  /* why in a run of its own, in mode ladder */
};

struct journal {
    char *path;
    json_t *header;
    struct record *records;
    size_t count;
    size_t whole; /* bytes up to the end of the last whole line */
};

/* Reads it all. Dies naming the line that is wrong. The file must exist. */
struct journal *journal_read(const char *path);
void journal_free(struct journal *journal);
void record_free(struct record *record);

/* Opens the journal for HEADER: a new file, or one that exists and was begun
 * with the same header (golden_cpu aside), whose cut end is then removed.
 * Returns the old journal, in which each injection is one of the SHARD and
 * there once, or NULL for a new one. Dies when another campaign is using it. */
struct journal *journal_begin(const char *path, json_t *header,
                              const struct shard *shard, uint64_t faults);

/* Dies when what changes results differs between the journal and HEADER. */
void journal_compare(const struct journal *journal, const json_t *header);

/* Which part of its campaign the journal is of. */
struct shard journal_shard(const struct journal *journal);

/* Dies when an injection is out of range, not of the shard, or there twice. */
void journal_check(const struct journal *journal, const struct shard *shard,
                   uint64_t faults);

/* A handle of this process for appending. */
int journal_open(const char *path);

/* Appends one line, whole or not at all; dies when that is impossible. */
void journal_append(int fd, const char *path, const struct record *record);

/* Fields of the header; die when missing. */
const char *journal_text(const struct journal *journal, const char *name);
double journal_number(const struct journal *journal, const char *name);

#endif

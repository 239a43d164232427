/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* workplace.h - the private place of one worker: where the program runs, and
 * where its output goes.
 *
 * The program runs in the current directory, unless it is given a directory
 * of its own to write to (--workdir, --output): then each run gets a fresh
 * private copy. */
#ifndef TANDEM_INJECT_WORKPLACE_H
#define TANDEM_INJECT_WORKPLACE_H

#include "tracee.h"

/* How the program is run, whoever runs it. */
struct setup {
    const struct program *program;
    char **argv;
    char **envp;
    const char *input; /* absolute; /dev/null when there is none */
    char **outputs;    /* files it writes, in its directory */
    size_t output_count;
    const char *filter;  /* NULL, or a command that output goes through */
    const char *workdir; /* NULL, or the directory to copy for each run */
};

struct workplace {
    const struct setup *setup;
    char *root;
    int lock;        /* of the root; its holder lives */
    char *directory; /* NULL: runs in the current directory */
    struct launch launch;
};

struct bytes {
    uint8_t *data; /* NULL when the file does not exist */
    size_t size;
};

/* What a run left behind. */
struct observation {
    int status; /* as wait(2) gives it */
    double cpu;
    bool timed_out;
    struct bytes output; /* standard output */
    struct bytes error;  /* standard error */
    struct bytes *files; /* --output, in order */
    size_t file_count;
};

void workplace_open(struct workplace *place, const struct setup *setup);
void workplace_close(struct workplace *place);

/* Makes it ready for one run. */
void workplace_refresh(struct workplace *place);

/* A second place beside PLACE for copies of the program that runs there; the
 * names of its files and directories are as long. To be freed before PLACE. */
struct workplace *workplace_twin(const struct workplace *place);
void workplace_twin_free(struct workplace *twin);

/* Makes OWN hold what FROM does. */
void workplace_copy(const struct workplace *from, struct workplace *own);

/* Reads what the run that has just ended wrote. */
void workplace_collect(struct workplace *place, struct observation *seen);
void observation_free(struct observation *seen);

bool bytes_equal(const struct bytes *a, const struct bytes *b);
uint64_t bytes_hash(const struct bytes *bytes);

#endif

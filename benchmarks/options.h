/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.h - the command line: one table for parsing and for --help. */
#ifndef TANDEM_BENCH_OPTIONS_H
#define TANDEM_BENCH_OPTIONS_H

#include "subject.h"

#include <stdint.h>

#define TANDEM_BENCH_VERSION "0.1.0"

enum command {
    COMMAND_MEASURE = 1,
    COMMAND_COVERAGE = 2,
    COMMAND_RECOVERY = 4,
};

struct options {
    enum command command;
    struct words kernels;  /* empty: all */
    struct words variants; /* empty: all */
    enum size size;
    uint64_t rounds;
    uint64_t compiles;
    uint64_t threads;
    uint64_t timeout;
    uint64_t cpu;
    bool cpu_given;
    bool instructions;
    bool list;
    const char *output; /* NULL: benchmarks/ of the build folder */
    const char *source;
    const char *cc;
    const char *json;
    const char *markdown;
    char **rest; /* journals */
    int rest_count;
};

/* Parses or dies with one sentence; prints help and exits when asked to. */
void options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);

#endif

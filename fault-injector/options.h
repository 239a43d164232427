/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.h - the command line: one table for parsing and for --help. */
#ifndef TANDEM_INJECT_OPTIONS_H
#define TANDEM_INJECT_OPTIONS_H

#include "model.h"
#include "shard.h"
#include "strata.h"

#define TANDEM_INJECT_VERSION "0.1.0"

enum command {
    COMMAND_RUN = 1,
    COMMAND_REPLAY = 2,
    COMMAND_REPORT = 4,
    COMMAND_PROFILE = 8,
    COMMAND_VERIFY = 16,
    COMMAND_COMPARE = 32,
    COMMAND_PLAN = 64,
    COMMAND_MERGE = 128,
};

/* A run for each fault, or copies of one run; the results are the same. */
enum mode { MODE_FRESH, MODE_LADDER };
const char *mode_name(enum mode mode);

/* Of an option that may be repeated, in order. */
struct texts {
    char **list;
    size_t count;
};
void texts_add(struct texts *texts, char *text);

struct options {
    enum command command;
    const struct model *model;
    uint64_t faults;
    bool faults_given;
    const char *stop_when;
    struct shard shard;
    enum strata_by stratify, by;
    double confidence;
    double half_width, below, rate, power; /* 0: not given */
    double at_least;                       /* 0: not given */
    uint64_t faults_per_run;
    uint64_t each; /* 0: not given */
    uint64_t burst;
    uint64_t seed;
    uint64_t jobs;
    double timeout_factor;
    enum mode mode;
    bool dry;
    bool show;
    const char *journal;
    const char *input;
    struct texts outputs;
    const char *filter;
    const char *check;
    double tolerance;
    const char *workdir;
    struct texts environment;
    const char *fault;
    const char *scope;
    uint64_t index;
    bool index_given;
    uint64_t stops;
    const char *html;
    const char *csv;
    const char *sarif;
    char **rest; /* the program and its arguments, or the journals */
    int rest_count;
};

/* The tables: what is parsed is what --help, the manual page and the shell's
 * completion say. Lines of HELP are separated by newlines. */
enum kind {
    TEXT,
    COUNT,
    REAL,
    SHARE,
    SHARD,
    STRATA,
    SWITCH,
    MODEL,
    MODE,
    LIST
};

struct option_row {
    const char *name;
    const char *argument; /* NULL: it takes none */
    enum kind kind;
    size_t place;
    int commands; /* bits of enum command */
    const char *help;
};
extern const struct option_row option_rows[];
extern const int option_count;

struct command_row {
    const char *name;
    enum command command;
    const char *operands;
    const char *help;
};
extern const struct command_row command_rows[];
extern const int command_count;

/* Parses or dies with one sentence; prints help and exits when asked to. */
void options_parse(struct options *options, int argc, char **argv);

#endif

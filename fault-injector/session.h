/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* session.h - a program made ready for injections: read, run for reference,
 * decoded, profiled. */
#ifndef TANDEM_INJECT_SESSION_H
#define TANDEM_INJECT_SESSION_H

#include "inject.h"
#include "journal.h"
#include "options.h"
#include "population.h"

struct session {
    struct program *program;
    struct setup setup;
    struct workplace place;
    struct golden golden;
    struct scope scope;
    struct module *modules; /* the first is main, in scope or not */
    unsigned module_count;
    uint64_t executed; /* instructions in scope */
    double share;      /* ... of those that the modules execute */
    struct bench bench;
};

/* For the program and arguments in ARGV. Dies when it cannot be used. */
void session_open(struct session *session, const struct options *options,
                  char **argv);
void session_close(struct session *session);

/* Build ids of the libraries among the modules, by their names. */
json_t *session_libraries(const struct session *session);

/* Adds to a journal's HEADER what is in scope and how output is compared. */
void session_describe(const struct session *session, json_t *header);

/* Takes a workplace of its own, in a process forked from the session's. */
void session_move(struct session *session);

/* What faults are drawn from, as the options say; see population_free. */
struct population *session_population(const struct session *session,
                                      const struct options *options);

/* Describes what FAULTS did as number INDEX of a journal; the strings are the
 * caller's, see record_free. */
void session_record(const struct session *session, const struct faults *faults,
                    uint64_t index, const struct injection *result,
                    struct record *record);

/* Injects FAULTS and describes them likewise. */
void session_inject(struct session *session, const struct faults *faults,
                    uint64_t index, struct record *record);

#endif

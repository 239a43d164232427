/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* threads.h - the list of a traced program's threads (see tracee.h), for the
 * files in linux/. */
#ifndef TANDEM_INJECT_LINUX_THREADS_H
#define TANDEM_INJECT_LINUX_THREADS_H

#include "tracee.h"

/* The first thread, which is the current one from now on. */
void threads_begin(struct tracee *tracee);
void threads_free(struct tracee *tracee);

/* The current thread has made another one, or something else: sets the kind of
 * EVENT accordingly, and tracee->born. */
void threads_add(struct tracee *tracee, struct event *event);

/* The current thread is about to end. When it ends the program, those that end
 * unseen because of that are known as such from now on. */
void threads_leave(struct tracee *tracee);

/* The current thread, not the first one, has ended. */
void threads_end(struct tracee *tracee);

/* Lets all but KEPT, which may be NULL, go untraced. */
void threads_release(struct tracee *tracee, const struct thread *kept);

/* Whether the current thread is the last one that is not about to end. */
bool threads_last(const struct tracee *tracee);

#endif

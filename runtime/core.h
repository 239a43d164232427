/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* core.h - what ports and back ends may ask of the core. */

#ifndef TANDEM_CORE_H
#define TANDEM_CORE_H

#define __TANDEM__ 1
#include <tandem/tandem.h>

#pragma GCC visibility push(hidden)

/* Stops the program: one line "tandem: fail-stop: REASON in FUNCTION", the
   counters if asked for, the hook, death. Of several threads that come here
   the first does it and the others wait for the end. A call from within the
   stop (the hook has detected an error) skips to the death. */
_Noreturn void tandem_stop(const char *reason, const struct tandem_site *site);

/* Calls the hook, if there is one. */
void tandem_tell(enum tandem_event_kind kind, const char *reason,
                 const struct tandem_site *site);

/* For the port: the calling thread faulted while the program is stopping. */
_Noreturn void tandem_stop_fault(void);

/* Whether a stop has begun. The program may still end in the ordinary way in
   another thread, or by the hook: the port then makes it the same death. */
int tandem_is_stopping(void);

/* Adds one. Shared by all threads: for what is rare. */
void tandem_count(enum tandem_counter counter);

/* All shared counts are zero again: for the child of a fork. */
void tandem_forget_counts(void);

/* Writes "tandem: corrected N detected N ...", as counters.def has them. */
void tandem_print_counters(void);

/* The version symbol of this copy of the runtime, where TANDEM_VERSION_SYMBOL
   is that of the copy the program uses: they differ in a shared library that
   brings its own copy when the program already has one. */
extern const unsigned tandem_own_version;

#pragma GCC visibility pop

#endif

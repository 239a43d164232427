/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* core.c - what a detection does: count, try to recover, or stop.

   Everything here may run at any point of the program, with anything but the
   runtime's own few words of memory possibly wrong. */

#include "core.h"
#include "flags.h"
#include "platform.h"
#include "recovery.h"

const unsigned TANDEM_VERSION_SYMBOL = TANDEM_ABI_VERSION;
extern const unsigned tandem_own_version
    __attribute__((alias(TANDEM_VERSION_SYMBOL_NAME)));

static tandem_hook current_hook;
static unsigned long counts[TANDEM_COUNTERS];
static unsigned stopping_thread; /* 0 until the stop begins */
static unsigned char line_written;

void tandem_count(enum tandem_counter counter)
{
    __atomic_fetch_add(&counts[counter], 1, __ATOMIC_RELAXED);
}

void tandem_forget_counts(void)
{
    for (unsigned i = 0; i < TANDEM_COUNTERS; i++)
        __atomic_store_n(&counts[i], 0, __ATOMIC_RELAXED);
}

unsigned long tandem_read_counter(enum tandem_counter counter)
{
    if ((unsigned)counter >= TANDEM_COUNTERS)
        return 0;
    return __atomic_load_n(&counts[counter], __ATOMIC_RELAXED) +
           tandem_recovery_count(counter);
}

void tandem_read_counters(struct tandem_counters *copy)
{
    copy->corrected = tandem_read_counter(TANDEM_COUNT_CORRECTED);
    copy->detected = tandem_read_counter(TANDEM_COUNT_DETECTED);
    copy->transactions = tandem_read_counter(TANDEM_COUNT_TRANSACTIONS);
    copy->rollbacks = tandem_read_counter(TANDEM_COUNT_ROLLBACKS);
    copy->retries = tandem_read_counter(TANDEM_COUNT_RETRIES);
}

tandem_hook tandem_set_hook(tandem_hook hook)
{
    return __atomic_exchange_n(&current_hook, hook, __ATOMIC_ACQ_REL);
}

static void write_line(struct tandem_text *line)
{
    tandem_text_end(line);
    tandem_port_write(line->bytes, line->length);
}

void tandem_print_counters(void)
{
    struct tandem_text line;
    static const char *const names[] = {
#define TANDEM_COUNTER(name, text, what) " " text " ",
#include <tandem/counters.def>
    };
    line.length = 0;
    tandem_text_add(&line, "tandem:");
    for (unsigned i = 0; i < TANDEM_COUNTERS; i++) {
        tandem_text_add(&line, names[i]);
        tandem_text_add_number(&line,
                               tandem_read_counter((enum tandem_counter)i));
    }
    write_line(&line);
}

static void write_stop(const char *reason, const struct tandem_site *site)
{
    struct tandem_text line;
    line.length = 0;
    tandem_text_add(&line, "tandem: fail-stop: ");
    tandem_text_add(&line, reason);
    tandem_text_add(&line, " in ");
    tandem_text_add(&line, site->function);
    if (site->file) {
        tandem_text_add(&line, " (");
        tandem_text_add(&line, site->file);
        if (site->line) {
            tandem_text_add(&line, ":");
            tandem_text_add_number(&line, site->line);
        }
        tandem_text_add(&line, ")");
    }
    line_written = 1;
    write_line(&line);
}

/* What is left to do when the stop itself went wrong. */
static _Noreturn void stop_short(void)
{
    static const struct tandem_site unknown = {"unknown function", NULL, 0};
    if (!line_written)
        write_stop("fault while stopping", &unknown);
    tandem_port_die();
}

/* Whether the calling thread is to stop the program; waits if another is. */
static int begin_stop(void)
{
    unsigned self = tandem_port_thread();
    unsigned first = 0;
    if (__atomic_compare_exchange_n(&stopping_thread, &first, self, 0,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return 1;
    if (first != self)
        tandem_port_wait();
    return 0;
}

int tandem_is_stopping(void)
{
    return __atomic_load_n(&stopping_thread, __ATOMIC_ACQUIRE) != 0;
}

void tandem_tell(enum tandem_event_kind kind, const char *reason,
                 const struct tandem_site *site)
{
    tandem_hook hook = __atomic_load_n(&current_hook, __ATOMIC_ACQUIRE);
    if (hook)
        hook(&(struct tandem_event){kind, reason, site});
}

_Noreturn void tandem_stop(const char *reason, const struct tandem_site *site)
{
    if (!begin_stop())
        stop_short();
    tandem_port_prepare_stop(tandem_flags.hook_timeout);
    /* The line comes first: whatever the hook does, it has been written. */
    write_stop(reason, site);
    if (tandem_flags.stats)
        tandem_print_counters();
    tandem_tell(TANDEM_DETECTED, reason, site);
    tandem_port_die();
}

_Noreturn void tandem_stop_fault(void)
{
    if (!begin_stop())
        stop_short();
    tandem_port_die(); /* not reached: a stop has begun */
}

void __tandem_detected(const void *site)
{
    tandem_stop(tandem_recover(site), site);
}

void __tandem_corrected(const void *site)
{
    tandem_count(TANDEM_COUNT_CORRECTED);
    tandem_tell(TANDEM_CORRECTED, "a vote repaired a replica", site);
}

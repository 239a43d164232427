/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rtm.c - recovery by the transactions of the processor (Intel RTM).

   A detection aborts: registers and memory, the frame too, are those of the
   _xbegin below, which says why. Nothing a transaction has counted or written
   survives that, so everything is counted here, outside of it. When the retries
   are used up, the code runs without a transaction until the next begin: an
   error that is still there is detected again, at its site, and stops the
   program. */

#include "rtm.h"

#include "../core.h"
#include "../counters.h"
#include "../flags.h"
#include "../platform.h"
#include "../policy.h"
#include "../suspension.h"
#include "rtm_insn.h"
#include "undo.h"

/* An emulator of RTM that runs in this process defines it, and says yes: the
   processor cannot be made to. */
__attribute__((weak)) int tandem_rtm_emulator(void);

/* How often a transaction is repeated for what the processor calls passing. */
enum { RTM_DISTURBANCES = 8 };

enum { UNKNOWN, PRESENT, MISSING };
static unsigned char presence;

static int probe(void)
{
    unsigned char unknown = UNKNOWN;
    if (rtm_in_processor() || (tandem_rtm_emulator && tandem_rtm_emulator())) {
        __atomic_store_n(&presence, PRESENT, __ATOMIC_RELAXED);
        return 1;
    }
    static const char line[] =
        "tandem: this processor has no RTM: no transactions, a detection stops "
        "the program\n";
    if (__atomic_compare_exchange_n(&presence, &unknown, MISSING, 0,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        tandem_port_write(line, sizeof(line) - 1);
    return 0;
}

static int is_present(void)
{
    unsigned char now = __atomic_load_n(&presence, __ATOMIC_RELAXED);
    return now == UNKNOWN ? probe() : now == PRESENT;
}

static enum tandem_counter reason(unsigned status)
{
    if ((status & _XABORT_EXPLICIT) && _XABORT_CODE(status) == RTM_DETECTED)
        return TANDEM_COUNT_ABORTS_DETECTED;
    if (status & _XABORT_CAPACITY)
        return TANDEM_COUNT_ABORTS_CAPACITY;
    if (status & _XABORT_CONFLICT)
        return TANDEM_COUNT_ABORTS_CONFLICT;
    return TANDEM_COUNT_ABORTS_OTHER;
}

struct failures {
    unsigned detected, disturbed;
};

/* Whether to try the transaction that has ended again. */
static int again(struct tandem_thread *thread, unsigned status,
                 struct failures *failures)
{
    enum tandem_counter why = reason(status);
    tandem_counters_add(thread->counts, why);
    if (why == TANDEM_COUNT_ABORTS_DETECTED) {
        tandem_count(TANDEM_COUNT_DETECTED);
        tandem_count(TANDEM_COUNT_ROLLBACKS);
        if (!tandem_policy_retry(&failures->detected))
            return 0;
        tandem_count(TANDEM_COUNT_RETRIES);
        return 1;
    }
    /* What does not fit, or needs the kernel, will not do otherwise. */
    return (status & _XABORT_RETRY) && failures->disturbed++ < RTM_DISTURBANCES;
}

void __tandem_rtm_begin(const void *site)
{
    struct tandem_transaction *now = &__tandem_transaction;
    if (now->limit && is_present() && _xtest())
        _xend();
    now->limit = 0;
    now->frame = 0;
    struct tandem_thread *thread = tandem_suspension_any_thread();
    if (!thread)
        return;
    tandem_undo_finish(thread);
    if (!is_present()) {
        tandem_counters_add(thread->counts, TANDEM_COUNT_UNPROTECTED);
        return;
    }
    (void)site; /* a detection that persists is reported by who detects it */
    struct failures failures = {0, 0};
    tandem_counters_add(thread->counts, TANDEM_COUNT_TRANSACTIONS);
    unsigned status;
    do {
        status = _xbegin();
        if (status == _XBEGIN_STARTED) {
            now->position = 0;
            now->limit = tandem_flags.rtm_budget;
            return;
        }
    } while (again(thread, status, &failures));
    tandem_counters_add(thread->counts, TANDEM_COUNT_UNPROTECTED);
}

void tandem_rtm_recover(void)
{
    if (__tandem_transaction.limit && is_present() && _xtest())
        _xabort(RTM_DETECTED);
}

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
#include "../recovery.h"
#include "../suspension.h"
#include "rtm_insn.h"
#include "undo.h"

/* An emulator of RTM that runs in this process defines it, and says yes: the
   processor cannot be made to. */
__attribute__((weak)) int tandem_rtm_emulator(void);

/* How often a transaction is repeated because of anything but a detection: when
   the processor says that it helps, and when it does not (an interrupt, but
   also what never fits or needs the kernel). */
enum { PASSING = 8, LASTING = 2 };

enum { UNKNOWN, PRESENT, MISSING };
static unsigned char presence;

/* A page fault in a transaction aborts it, so that the first detection would
   not be seen as one: has the code it runs through in memory. */
static void touch_detection(void)
{
    const void *const code[] = {
        (const void *)__tandem_detected, (const void *)tandem_recover,
        (const void *)tandem_count, (const void *)tandem_rtm_recover};
    for (unsigned i = 0; i < sizeof(code) / sizeof(code[0]); i++)
        (void)*(const volatile char *)code[i];
}

static int probe(void)
{
    unsigned char unknown = UNKNOWN;
    if (tandem_flags.rtm && ((tandem_rtm_emulator && tandem_rtm_emulator()) ||
                             rtm_in_processor())) {
        touch_detection();
        __atomic_store_n(&presence, PRESENT, __ATOMIC_RELAXED);
        return 1;
    }
    static const char line[] =
        "tandem: no RTM: there are no transactions, and a detection stops the "
        "program\n";
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
    unsigned detected, passing, lasting;
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
    if (status & _XABORT_RETRY)
        return failures->passing++ < PASSING;
    return failures->lasting++ < LASTING;
}

/* Code that never fits would otherwise be begun, thrown away and run again at
   each of its tests. After each begin that has come to nothing, twice as many
   are left out, until one commits. */
static int leaves_out(struct tandem_thread *thread)
{
    if (thread->rtm_committed)
        thread->rtm_committed = thread->rtm_pause = 0;
    if (!thread->rtm_left_out)
        return 0;
    thread->rtm_left_out--;
    return 1;
}

static void leave_out_more(struct tandem_thread *thread)
{
    enum { MOST = 64 };
    if (thread->rtm_pause < MOST)
        thread->rtm_pause = 2 * thread->rtm_pause + 1;
    thread->rtm_left_out = thread->rtm_pause;
}

void __tandem_rtm_begin(const void *site)
{
    struct tandem_transaction *now = &__tandem_transaction;
    if (now->limit && is_present() && _xtest())
        _xend();
    now->limit = 0;
    now->frame = 0;
    struct tandem_thread *thread = tandem_suspension_any_thread();
    if (thread)
        tandem_undo_finish(thread);
    now->position = TANDEM_LOG_NOWHERE;
    if (!thread)
        return;
    if (!is_present() || leaves_out(thread)) {
        tandem_counters_add(thread->counts, TANDEM_COUNT_UNPROTECTED);
        return;
    }
    (void)site; /* a detection that persists is reported by who detects it */
    struct failures failures = {0, 0, 0};
    tandem_counters_add(thread->counts, TANDEM_COUNT_TRANSACTIONS);
    unsigned status;
    do {
        status = _xbegin();
        if (status == _XBEGIN_STARTED) {
            thread->rtm_committed = 1; /* seen if it is */
            now->limit = now->position + tandem_flags.rtm_budget;
            return;
        }
    } while (again(thread, status, &failures));
    if (!failures.detected)
        leave_out_more(thread);
    tandem_counters_add(thread->counts, TANDEM_COUNT_UNPROTECTED);
}

void tandem_rtm_recover(void)
{
    if (__tandem_transaction.limit && is_present() && _xtest())
        _xabort(RTM_DETECTED);
}

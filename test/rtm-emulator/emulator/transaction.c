/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* transaction.c - what the instructions of RTM do. */

#include <stddef.h>
#include <sys/mman.h>

#include "transaction.h"
#include "actions.h"
#include "arena.h"
#include "dispatch.h"
#include "injection.h"
#include "kernel.h"
#include "knobs.h"
#include "memory.h"
#include "registers.h"
#include "report.h"
#include "statistics.h"
#include "timeout.h"

/* As the status has it (SDM volume 1, section 16.3.5). */
enum {
    STATUS_EXPLICIT = 1,
    STATUS_CAPACITY = 8,
    STATUS_DEBUG = 16,
    STATUS_NESTED = 32
};

enum { NESTING_MOST = 7, STACK = 256 * 1024, WIPE_ON_FORK = 18 };

static const int disarmed_in_handlers = (int)(1u << 31); /* Linux 4.7 */

struct transaction {
    unsigned depth;
    uintptr_t fallback;
    struct registers start;
};

/* The kernel empties it in a child: nothing is armed there. */
struct process {
    int armed;
};

static struct transaction *transaction;
static struct process *process;
static const struct memory **memory;
static char *stack;

void transaction_create(void)
{
    transaction = arena_take(sizeof(*transaction));
    process = arena_take(sizeof(*process));
    kernel_call3(SYS_madvise, (long)process, 4096, WIPE_ON_FORK);
    memory = arena_take(sizeof(*memory));
    *memory = knobs.mode == MODE_STEP ? &memory_step : &memory_scan;
    stack = arena_take(STACK);
    memory_step.create();
    memory_scan.create();
}

int transaction_is_open(void)
{
    return transaction->depth > 0;
}

int transaction_is_stepped(void)
{
    return (*memory)->before != NULL;
}

static void arm(void)
{
    const char *why = (*memory)->prepare();
    if (why) {
        report("mode=step instead of scan, as", why);
        *memory = &memory_step;
    }
    timeout_arm();
    process->armed = 1;
}

/* The kernel would not install the emulator's stack meanwhile. */
static int is_on_alternate_stack(const ucontext_t *context)
{
    uintptr_t at = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    return !(context->uc_stack.ss_flags & SS_DISABLE) &&
           at - (uintptr_t)context->uc_stack.ss_sp <= context->uc_stack.ss_size;
}

static void jump(ucontext_t *context, uintptr_t target)
{
    context->uc_mcontext.gregs[REG_RIP] = (greg_t)target;
}

static void count(enum cause cause)
{
    unsigned long *counters[] = {
        [CAUSE_EXPLICIT] = &statistics->explicit_aborts,
        [CAUSE_CAPACITY] = &statistics->capacity,
        [CAUSE_FAULT] = &statistics->faults,
        [CAUSE_BREAKPOINT] = &statistics->faults,
        [CAUSE_CALL] = &statistics->calls,
        [CAUSE_INTERRUPT] = &statistics->interrupts,
        [CAUSE_INJECTED] = &statistics->injected,
        [CAUSE_NESTING] = &statistics->nesting,
        [CAUSE_FRESH] = &statistics->fresh,
        [CAUSE_UNSUPPORTED] = &statistics->unsupported,
    };
    ++*counters[cause];
}

static unsigned status_of(enum cause cause, uint8_t code)
{
    switch (cause) {
    case CAUSE_EXPLICIT: return (unsigned)code << 24 | STATUS_EXPLICIT;
    case CAUSE_CAPACITY: return STATUS_CAPACITY;
    case CAUSE_BREAKPOINT: return STATUS_DEBUG;
    case CAUSE_INJECTED: return (unsigned)knobs.status;
    default: return 0;
    }
}

/* XBEGIN goes to its fallback at once. */
static void refuse(ucontext_t *context, enum cause cause, uintptr_t fallback)
{
    count(cause);
    context->uc_mcontext.gregs[REG_RAX] = status_of(cause, 0);
    jump(context, fallback);
}

static void open_transaction(ucontext_t *context, uintptr_t fallback)
{
    transaction->depth = 1;
    transaction->fallback = fallback;
    registers_save(&transaction->start, context);
    (*memory)->begin(context);
    *registers_mask(context) = ~actions_unblocked();
    /* Disarmed in handlers: sigreturn could not put the program's stack back
       while it is on this one. */
    context->uc_stack = (stack_t){
        .ss_sp = stack, .ss_flags = disarmed_in_handlers, .ss_size = STACK};
    if (knobs.timeout)
        timeout_set(knobs.timeout);
}

void transaction_begin(ucontext_t *context, uintptr_t fallback, uintptr_t next)
{
    if (transaction->depth == NESTING_MOST) {
        transaction_abort(context, CAUSE_NESTING, 0);
        return;
    }
    if (transaction->depth > 0) {
        transaction->depth++;
        jump(context, next);
        return;
    }
    if (!process->armed)
        arm();
    statistics->started++;
    injection_begin();
    if (is_on_alternate_stack(context)) {
        refuse(context, CAUSE_UNSUPPORTED, fallback);
    } else if (injection_at(WHERE_BEGIN)) {
        refuse(context, CAUSE_INJECTED, fallback);
    } else {
        open_transaction(context, fallback);
        jump(context, next);
    }
}

static void close_transaction(void)
{
    transaction->depth = 0;
    if (knobs.timeout)
        timeout_set(0);
}

void transaction_abort(ucontext_t *context, enum cause cause, uint8_t code)
{
    unsigned status = status_of(cause, code);
    if (transaction->depth > 1)
        status |= STATUS_NESTED;
    (*memory)->rollback();
    registers_restore(&transaction->start, context);
    context->uc_mcontext.gregs[REG_RAX] = status;
    jump(context, transaction->fallback);
    close_transaction();
    count(cause);
}

void transaction_end(ucontext_t *context, uintptr_t next)
{
    if (transaction->depth > 1) {
        transaction->depth--;
        jump(context, next);
        return;
    }
    enum cause cause = injection_at(WHERE_END);
    if (!cause)
        cause = (*memory)->commit();
    if (cause) {
        transaction_abort(context, cause, 0);
        return;
    }
    registers_restore_signals(&transaction->start, context);
    context->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
    jump(context, next);
    close_transaction();
    statistics->committed++;
}

void transaction_step(ucontext_t *context)
{
    enum cause cause = injection_step(context);
    if (!cause)
        cause = (*memory)->before(context);
    if (cause)
        transaction_abort(context, cause, 0);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* strike.c - flips bits in a program that strike.awk has prepared, also in the
 * middle of a transaction of the processor, where no debugger can stop it.
 *
 * STRIKE="SITE K MASK" flips the bits of MASK in what the instruction SITE
 * computes at its K-th execution. A transient fault is not there any more when a
 * transaction is repeated, but an abort takes back all that this code could
 * note. So it asks the runtime, which counts aborts outside of transactions,
 * whether there was one since the transaction began. */

#include <tandem/abi.h>
#include <tandem/tandem.h>

#include <stdio.h>
#include <stdlib.h>

static unsigned wanted = -1U;
static unsigned long until, mask, aborts_before;

unsigned long strike(unsigned site);
void __real___tandem_rtm_begin(const void *site);
void __wrap___tandem_rtm_begin(const void *site);

static unsigned long aborts(void)
{
    return tandem_read_counter(TANDEM_COUNT_ABORTS_DETECTED) +
           tandem_read_counter(TANDEM_COUNT_ABORTS_CONFLICT) +
           tandem_read_counter(TANDEM_COUNT_ABORTS_CAPACITY) +
           tandem_read_counter(TANDEM_COUNT_ABORTS_OTHER);
}

void __wrap___tandem_rtm_begin(const void *site)
{
    aborts_before = aborts();
    __real___tandem_rtm_begin(site);
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("STRIKE");
    if (text && sscanf(text, "%u %lu %lx", &wanted, &until, &mask) != 3)
        exit(9);
}

/* What to flip. Called with all registers in use: strike.awk saves them. */
unsigned long strike(unsigned site)
{
    if (site != wanted || until == 0 || --until > 0)
        return 0;
    return __tandem_transaction.limit && aborts() != aborts_before ? 0 : mask;
}

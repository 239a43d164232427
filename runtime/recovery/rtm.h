/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rtm.h - recovery by the transactions of the processor. */

#ifndef TANDEM_RTM_H
#define TANDEM_RTM_H

#pragma GCC visibility push(hidden)

/* Aborts the open transaction if it is one of the processor: then it does not
   return. __tandem_rtm_begin finds out why and goes on. */
void tandem_rtm_recover(void);

#pragma GCC visibility pop

#endif

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Without RTM the program says so once and runs; a detection stops it. An
   emulator in the process counts as RTM.

   RUN: %unit_cc %s %rt_lib -o %t
   RUN: env TANDEM_OPTIONS=rtm=0 %t 2>%t.err; test $? = 134
   RUN: FileCheck %s --match-full-lines --implicit-check-not=RTM <%t.err
   CHECK:     tandem: no RTM: there are no transactions, and a detection stops the program
   CHECK:     tandem: fail-stop: replicas differ in compute

   RUN: %unit_cc -DEMULATOR -c %s -o %t.o
   RUN: %unit_cc %s %t.o %rt_lib -o %t.linked
   RUN: not --crash env TANDEM_OPTIONS=rtm=1 %t.linked 2>&1 | \
   RUN:   FileCheck --check-prefix=ASKED %s
   RUN: %unit_cc -DEMULATOR -fPIC -shared %s -o %t.so
   RUN: not --crash env LD_PRELOAD=%t.so %t 2>&1 | \
   RUN:   FileCheck --check-prefix=ASKED %s
   RUN: %unit_cc -fPIE -pie -fuse-ld=lld %s %rt_lib -o %t.lld
   RUN: not --crash env LD_PRELOAD=%t.so %t.lld 2>&1 | \
   RUN:   FileCheck --check-prefix=ASKED %s
   ASKED: emulator asked
 */

#include <tandem/tandem.h>

#include <stdio.h>
#include <stdlib.h>

#ifdef EMULATOR

int tandem_rtm_emulator(void);
int tandem_rtm_emulator(void)
{
    fprintf(stderr, "emulator asked\n");
    abort();
}

#else

static const struct tandem_site site = {"compute", NULL, 0};

int main(void)
{
    for (unsigned i = 0; i < 3; i++) {
        __tandem_rtm_begin(&site);
        if (__tandem_transaction.limit)
            return 1;
    }
    if (tandem_read_counter(TANDEM_COUNT_UNPROTECTED) != 3)
        return 2;
    __tandem_detected(&site);
}

#endif

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* TANDEM_OPTIONS is read before main, and refused before it if it is wrong;
   stats=1 prints the counters at each way the program may end.

   RUN: %unit_cc %s %rt_lib -o %t
   RUN: %t >%t.out 2>&1
   RUN: FileCheck --check-prefix=PLAIN --implicit-check-not=tandem: %s <%t.out
   PLAIN: main

   RUN: env TANDEM_OPTIONS=stats=1 %t >%t.out 2>%t.err
   RUN: FileCheck --check-prefix=PLAIN %s <%t.out
   RUN: FileCheck --check-prefix=STATS --match-full-lines \
   RUN:   --implicit-check-not=tandem: %s <%t.err
   STATS:tandem: corrected 0 detected 0 transactions 0 rollbacks 0 retries 0{{( [a-z-]+ 0)+}}

   RUN: env TANDEM_OPTIONS=stats=1 %t detect 2>%t.err; test $? = 134
   RUN: FileCheck --check-prefix=STOP --match-full-lines \
   RUN:   --implicit-check-not=tandem: %s <%t.err
   STOP:tandem: fail-stop: replicas differ in compute
   STOP-NEXT:tandem: corrected 0 detected 1 transactions 0 rollbacks 0 retries 0{{( [a-z-]+ 0)+}}

   RUN: env TANDEM_OPTIONS=verbose=1:stats=0 %t 2>&1 | \
   RUN:   FileCheck --check-prefix=VERBOSE --match-full-lines \
   RUN:   --implicit-check-not=tandem: %s
   VERBOSE:tandem: ABI 1, recovery none undo rtm, options stats=0:verbose=1:hook_timeout=10:{{.*}}:log=32:rtm=1:rtm_budget=1000
   VERBOSE-NEXT:main

   RUN: env TANDEM_OPTIONS=stats=1:no_such=1 %t >%t.out 2>&1; test $? = 2
   RUN: FileCheck --check-prefix=BAD --implicit-check-not=main \
   RUN:   --implicit-check-not=tandem: %s <%t.out
   BAD: tandem: bad option "no_such=1" in TANDEM_OPTIONS; valid, {{.*}} stats=0..1,
 */

#include <tandem/tandem.h>

#include <stdio.h>

/* What hardened code has, and all that it takes to get the runtime. */
const unsigned *volatile version = &TANDEM_VERSION_SYMBOL;

static void (*volatile detected)(const void *);

int main(int argc, char **argv)
{
    (void)argv;
    puts("main");
    if (argc > 1) {
        fflush(stdout);
        detected = __tandem_detected;
        detected(&(struct tandem_site){"compute", NULL, 0});
    }
    return 0;
}

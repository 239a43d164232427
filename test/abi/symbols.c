/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The runtime defines each function of abi.def, and each archive defines no
   other symbols than those, the public ones, the signal functions it stands in
   for, and hidden ones named tandem_*.

   RUN: printf '%%s\n' tandem_set_hook tandem_read_counters tandem_read_counter \
   RUN:   __tandem_transaction >%t.names
   RUN: printf '%%s\n' __sysv_signal bsd_signal sigaction sigaltstack sigignore \
   RUN:   siginterrupt signal sigset ssignal sysv_signal | \
   RUN:   tee %t.signals >>%t.names
   RUN: %unit_cc -E -P %s | grep -o '__tandem_[a-z0-9_]*' >>%t.names
   RUN: sort -u %t.names >%t.wanted
   RUN: grep -x __tandem_detected %t.wanted

   RUN: %unit_cc -shared -Wl,--whole-archive %rt_lib -Wl,--no-whole-archive \
   RUN:   -o %t.so
   RUN: llvm-nm -D --defined-only --format=just-symbols %t.so | \
   RUN:   sort >%t.exported
   RUN: diff %t.wanted %t.exported

   RUN: llvm-nm --extern-only --defined-only --format=just-symbols %rt_lib \
   RUN:   %rt_freestanding | grep -v -E '^$|:$' | sort -u >%t.defined
   RUN: grep -v -x -F -f %t.signals %t.defined >%t.own
   RUN: not grep -v -E '^(__)?tandem_' %t.own
 */

#define TANDEM_FN(name, result, parameters, attributes) __tandem_##name
#include <tandem/abi.def>
#include <tandem/abi.h>
TANDEM_VERSION_SYMBOL

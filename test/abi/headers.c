/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The headers compile cleanly as C and as C++, and without __TANDEM__ the
   program needs no runtime.

   DEFINE: %{flags} = -Wall -Wextra -Wundef -Wshadow -pedantic -Werror -I %include
   RUN: %cc -std=c11 %{flags} %s -o %t && %t
   RUN: %cc -x c++ -std=c++11 %{flags} %s -o %t && %t
   RUN: %host_cc -std=c11 %{flags} %s -o %t && %t
   RUN: %cc -std=c11 %{flags} -D__TANDEM__=1 %s %rt_lib -o %t && %t
   RUN: %cc -x c++ -std=c++11 %{flags} -D__TANDEM__=1 -c %s -o %t.o
   RUN: %cc %t.o %rt_lib -o %t && %t
   RUN: %cc -std=c11 %{flags} -D__TANDEM__=1 -S -emit-llvm %s -o - | \
   RUN:   FileCheck %s --check-prefix=ON
   RUN: %cc -std=c11 %{flags} -S -emit-llvm %s -o - | \
   RUN:   FileCheck %s --check-prefix=OFF

   ON-DAG: c"tandem.off\00"
   ON-DAG: c"tandem.dmr\00"
   OFF-NOT: tandem.
 */

#include <tandem/freestanding.h>
#include <tandem/tandem.h>

TANDEM_OFF static int left_alone(void)
{
    return 0;
}

TANDEM_DMR static int replicated(void)
{
    return 0;
}

static void hook(const struct tandem_event *event)
{
    (void)event;
}

int main(void)
{
    static const char name[] = TANDEM_VERSION_SYMBOL_NAME;
    struct tandem_counters counters;
    tandem_read_counters(&counters);
    if (counters.detected || counters.corrected || counters.transactions ||
        counters.rollbacks || counters.retries)
        return 1;
    if (tandem_set_hook(hook) || name[sizeof(name) - 2] != '1')
        return 2;
#ifdef __TANDEM__
    if (tandem_set_hook(0) != hook || TANDEM_VERSION_SYMBOL != 1)
        return 3;
#endif
    return left_alone() + replicated();
}

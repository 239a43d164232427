/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A program and its shared library that both bring the runtime have one: the
   program's hook sees what the library detects, and the counters are printed
   once. So it is with the library linked first or last.

   RUN: %unit_cc -DLIBRARY -fPIC -shared %s %rt_lib -o %t.so
   RUN: %unit_cc %s %rt_lib %t.so -o %t.late
   RUN: %unit_cc %s %t.so %rt_lib -o %t.early
   RUN: env TANDEM_OPTIONS=stats=1 %t.late 2>&1 | FileCheck %s -check-prefix=END
   RUN: env TANDEM_OPTIONS=stats=1 %t.early 2>&1 | FileCheck %s \
   RUN:   -check-prefix=END
   END: tandem: corrected 0 detected 0
   END-NOT: tandem:

   RUN: env TANDEM_OPTIONS=stats=1 %t.late x 2>%t.err; test $? = 134
   RUN: FileCheck %s -check-prefix=STOP <%t.err
   RUN: env TANDEM_OPTIONS=stats=1 %t.early x 2>%t.err; test $? = 134
   RUN: FileCheck %s -check-prefix=STOP <%t.err
   STOP: tandem: fail-stop: replicas differ in library
   STOP-NEXT: tandem: corrected 0 detected 1
   STOP-NEXT: hook
   STOP-NOT: {{.}}
 */

#include <tandem/tandem.h>

#include <unistd.h>

void library(int detect);

#ifdef LIBRARY

void library(int detect)
{
    if (detect)
        __tandem_detected(&(struct tandem_site){"library", NULL, 0});
}

#else

static void hook(const struct tandem_event *event)
{
    (void)event;
    if (write(STDERR_FILENO, "hook\n", 5) != 5)
        _exit(3);
}

int main(int argc, char **argv)
{
    (void)argv;
    tandem_set_hook(hook);
    library(argc > 1);
    return 0;
}

#endif

/* As hardened code has it. */
static const unsigned *const version __attribute__((used)) =
    &TANDEM_VERSION_SYMBOL;

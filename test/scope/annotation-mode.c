// TANDEM_DMR hardens its function although the mode is off, and only it;
// TANDEM_TMR, which does not exist yet, is an error and not silence.
//
// RUN: %cc -O1 -D__TANDEM__=1 -I%include -S -emit-llvm -o %t.ll %s
// RUN: %opt -load-pass-plugin=%plugin -passes='tandem<off>' -S %t.ll \
// RUN:   | FileCheck %s
// RUN: %cc -O1 -D__TANDEM__=1 -DTMR -I%include -S -emit-llvm -o %t.tmr.ll %s
// RUN: not %opt -load-pass-plugin=%plugin -passes='tandem<dmr>' %t.tmr.ll \
// RUN:   -o /dev/null 2>&1 | FileCheck --check-prefix=TMR %s

#include <tandem/tandem.h>

// CHECK-LABEL: define {{.*}}@hardened(
// CHECK: call void @__tandem_detected
TANDEM_DMR int hardened(int a, int b)
{
    return a * b;
}

// CHECK-LABEL: define {{.*}}@plain(
// CHECK-NOT: @__tandem_detected
// CHECK: ret i32
int plain(int a, int b)
{
    return a + b;
}

#ifdef TMR
// TMR: error: tandem: 'three' is marked TANDEM_TMR
TANDEM_TMR int three(int a)
{
    return a + 1;
}
#endif

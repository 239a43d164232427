// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// TANDEM_DMR and TANDEM_TMR harden their functions as they say whatever the mode
// is, and only them.
//
// RUN: %cc -O1 -D__TANDEM__=1 -I%include -S -emit-llvm -o %t.ll %s
// RUN: %opt -load-pass-plugin=%plugin -passes='tandem<off>' -S %t.ll \
// RUN:   | FileCheck %s --check-prefixes=CHECK,OFF
// RUN: %opt -load-pass-plugin=%plugin -passes='tandem<recovery=none;tmr>' -S %t.ll \
// RUN:   | FileCheck %s --check-prefixes=CHECK,TMR

#include <tandem/tandem.h>

// CHECK-LABEL: define {{.*}}@two(
// CHECK-NOT: @tandem.corrected
// CHECK: call void @__tandem_detected
// CHECK-NOT: @tandem.corrected
TANDEM_DMR int two(int a, int b)
{
    return a * b;
}

// CHECK-LABEL: define {{.*}}@three(
// CHECK: call preserve_mostcc void @tandem.corrected
TANDEM_TMR int three(int a, int b)
{
    return a - b;
}

// CHECK-LABEL: define {{.*}}@plain(
// OFF-NOT: tandem
// CHECK: ret i32
// TMR: call preserve_mostcc void @tandem.corrected
// OFF-NEXT: }
int plain(int a, int b)
{
    return a + b;
}

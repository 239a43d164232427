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
// CHECK-NOT: @__tandem_corrected
// CHECK: call void @__tandem_detected
// CHECK-NOT: @__tandem_corrected
TANDEM_DMR int two(int a, int b)
{
    return a * b;
}

// CHECK-LABEL: define {{.*}}@three(
// CHECK: call preserve_mostcc void @__tandem_corrected
TANDEM_TMR int three(int a, int b)
{
    return a - b;
}

// CHECK-LABEL: define {{.*}}@plain(
// OFF-NOT: @__tandem_
// CHECK: ret i32
// OFF-NOT: call {{.*}}@__tandem_
// TMR: call preserve_mostcc void @__tandem_corrected
int plain(int a, int b)
{
    return a + b;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* TANDEM_OFF leaves a function as it is written, and its caller is hardened.

   RUN: %cc -O1 -I %include -D__TANDEM__=1 -fpass-plugin=%plugin -S -emit-llvm \
   RUN:   %s -o - | FileCheck %s
   RUN: %cc -O1 -I %include -fpass-plugin=%plugin -S -emit-llvm %s -o - \
   RUN:   | FileCheck %s --check-prefix=BOTH

   CHECK-LABEL: define {{.*}}@left_alone(
   CHECK-NOT: __tandem_detected
   CHECK: ret i32
   CHECK-LABEL: define {{.*}}@caller(
   CHECK: call void @__tandem_detected

   Without __TANDEM__ the annotation is nothing.

   BOTH-LABEL: define {{.*}}@left_alone(
   BOTH: call void @__tandem_detected
   BOTH-LABEL: define {{.*}}@caller(
   BOTH: call void @__tandem_detected
 */

#include <tandem/tandem.h>

TANDEM_OFF __attribute__((noinline)) int left_alone(int x, int *p)
{
    *p += x;
    return *p * 3;
}

int caller(int x, int *p)
{
    return left_alone(x, p) + 1;
}

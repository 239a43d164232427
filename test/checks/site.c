/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The site of a detection names the function, and with debug information its
   file and line; the code is the same with and without.

   RUN: %cc -O1 -fpass-plugin=%plugin -S -emit-llvm %s -o - | FileCheck %s
   RUN: %cc -O1 -g -fpass-plugin=%plugin -S -emit-llvm %s -o - \
   RUN:   | FileCheck %s --check-prefix=DEBUG
   RUN: %cc -O1 -fpass-plugin=%plugin -c %s -o %t.o
   RUN: %cc -O1 -g -fpass-plugin=%plugin -c %s -o %t.g.o
   RUN: llvm-objcopy -O binary -j .text %t.o %t.text
   RUN: llvm-objcopy -O binary -j .text %t.g.o %t.g.text
   RUN: test -s %t.text
   RUN: cmp %t.text %t.g.text

   CHECK: @[[FUN:.+]] = private {{.*}} c"twice\00"
   CHECK-NOT: site.c\00
   CHECK: @{{.+}} = private {{.*}} { ptr @[[FUN]], ptr null, i32 0 }

   DEBUG-DAG: @[[FUN:.+]] = private {{.*}} c"twice\00"
   DEBUG-DAG: @[[FILE:.+]] = private {{.*}}site.c\00"
   DEBUG: @{{.+}} = private {{.*}} { ptr @[[FUN]], ptr @[[FILE]], i32 [[@LINE+3]] }
 */

int twice(int x)
{
    return x * 2;
}

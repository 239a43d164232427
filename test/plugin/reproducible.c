/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The same source gives the same object, byte for byte, every time, and it is
   not the native one.

   RUN: %cc -O2 -g -fpass-plugin=%plugin -c %s -o %t.1.o
   RUN: for run in 1 2 3 4; do \
   RUN:   %cc -O2 -g -fpass-plugin=%plugin -c %s -o %t.2.o || exit 1; \
   RUN:   cmp %t.1.o %t.2.o || exit 1; \
   RUN: done
   RUN: llvm-nm %t.1.o | FileCheck %s
   RUN: %cc -O2 -g -c %s -o %t.2.o
   RUN: not cmp -s %t.1.o %t.2.o

   CHECK: U __tandem_detected
 */

struct node {
    struct node *next;
    int key;
};

int lookup(const struct node *list, int key, int *steps)
{
    int n = 0;
    for (; list; list = list->next, ++n) {
        switch (list->key ^ key) {
        case 0: *steps = n; return list->key;
        case 1:
        case 2: n += 3; break;
        default: break;
        }
    }
    return -1;
}

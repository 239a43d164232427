/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Divisions by constants have the same results as natively, in each copy.

   RUN: %cc -O1 %s -o %t.native
   RUN: %t.native > %t.expected
   RUN: for mode in dmr tmr; do \
   RUN:   %tandem_clang -O2 -ftandem=$mode %s -o %t.hard || exit 1; \
   RUN:   %t.hard > %t.out || exit 1; \
   RUN:   cmp %t.out %t.expected || exit 1; \
   RUN: done
 */

#include <stdint.h>
#include <stdio.h>

static uint64_t sum;

#define DIVIDE(TYPE, BY) \
    do { \
        TYPE x = (TYPE)number; \
        sum = sum * 31 + (uint64_t)(x / (BY)); \
        sum = sum * 31 + (uint64_t)(x % (BY)); \
        sum = sum * 31 + (uint64_t)((x >> 3) / (BY)); \
    } while (0)

#define ALL(TYPE) \
    do { \
        DIVIDE(TYPE, 3); \
        DIVIDE(TYPE, 5); \
        DIVIDE(TYPE, 6); \
        DIVIDE(TYPE, 7); \
        DIVIDE(TYPE, 10); \
        DIVIDE(TYPE, 14); \
        DIVIDE(TYPE, 28); \
        DIVIDE(TYPE, 100); \
        DIVIDE(TYPE, 641); \
        DIVIDE(TYPE, 1000000007); \
    } while (0)

__attribute__((noinline)) static void divide(uint64_t number)
{
    ALL(uint32_t);
    ALL(uint64_t);
    ALL(int32_t);
    ALL(int64_t);
    DIVIDE(int64_t, -7);
    DIVIDE(int64_t, -10);
    DIVIDE(int64_t, -100);
    DIVIDE(int64_t, INT64_MAX);
    DIVIDE(uint64_t, UINT64_MAX);
    DIVIDE(uint32_t, UINT32_MAX);
}

int main(void)
{
    uint64_t random = 1;
    for (int i = 0; i < 100000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        divide(random >> (random >> 58));
        divide(random | (uint64_t)1 << 63);
    }
    for (uint64_t near = 0; near < 300; near++) {
        divide(near);
        divide(-near);
        divide(((uint64_t)1 << 63) - near);
        divide(((uint64_t)1 << 31) - near);
    }
    printf("%llx\n", (unsigned long long)sum);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Whatever an instruction stores, and however it says where, is undone.
//
// RUN: %rtm_cc -mavx512f -mcx16 -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t

// REQUIRES: avx512f

#include "transaction.h"

static unsigned char buffer[8192] __attribute__((aligned(64)));
static unsigned char saved[sizeof(buffer)];
static __thread unsigned long local = 5;

/* The middle is in rdi, 3 in rcx, all ones in rax, xmm0 and k1. */
#define STORE(text)                                                         \
    __asm__ volatile("vpternlogd $0xff, %%zmm0, %%zmm0, %%zmm0\n"           \
                     "kxnorw %%k1, %%k1, %%k1\n" text                       \
                     : "+D"(middle), "+c"(three), "+a"(ones), "+d"(high)    \
                     :                                                      \
                     : "memory", "cc", "xmm0", "k1", "rbx", "rsi")

#define CASE(text)                                                          \
    do {                                                                    \
        unsigned char *middle = buffer + 4096;                              \
        unsigned long three = 3, ones = ~0ul, high = 1;                     \
        UNDOES(STORE(text));                                                \
        if (memcmp(buffer, saved, sizeof(buffer)) != 0)                     \
            printf("not undone: %s\n", text);                               \
        CHECK(memcmp(buffer, saved, sizeof(buffer)) == 0);                  \
        COMMITS(STORE(text));                                               \
        if (memcmp(buffer, saved, sizeof(buffer)) == 0)                     \
            printf("stores nothing: %s\n", text);                           \
        CHECK(memcmp(buffer, saved, sizeof(buffer)) != 0);                  \
        memcpy(buffer, saved, sizeof(buffer));                              \
    } while (0)

static void plain(void)
{
    CASE("movb %%al, (%%rdi)");
    CASE("mov %%rax, -2000(%%rdi,%%rcx,8)");
    CASE("movq $-1, 100(%%rdi)");
    CASE("addl $5, 61(%%rdi)");
    CASE("lock xadd %%eax, 8(%%rdi)");
    CASE("sete 3(%%rdi); setne 3(%%rdi); notb 3(%%rdi)");
    CASE("btcq $5, 3000(%%rdi)");
    CASE("shlb $1, 1(%%rdi)");
    CASE("incw 127(%%rdi)");
    CASE("mov %%eax, buffer+64(%%rip)");
    CASE("mov (%%rdi), %%rax; mov 8(%%rdi), %%rdx; mov $1, %%ebx; "
         "cmpxchg16b (%%rdi)");
}

static void implicit(void)
{
    CASE("std; stosq; cld");
    CASE("mov $40, %%ecx; rep stosl");
    CASE("lea buffer+1(%%rip), %%rsi; mov $9, %%ecx; rep movsb");
    CASE("mov %%rsp, %%rbx; mov %%rdi, %%rsp; push %%rax; mov %%rbx, %%rsp");
    CASE("mov %%rsp, %%rbx; mov %%rdi, %%rsp; call 1f; 1: mov %%rbx, %%rsp");
    CASE("maskmovdqu %%xmm0, %%xmm0");
}

static void vectors(void)
{
    CASE("movups %%xmm0, 16(%%rdi)");
    CASE("vmovups %%ymm0, 63(%%rdi)");
    CASE("vmovups %%zmm0, 1(%%rdi)");
    CASE("vmovdqu64 %%zmm0, -6*64(%%rdi)");  /* displacement in units of 64 */
    CASE("vmovdqu64 %%ymm0, 31*32(%%rdi)%{%%k1%}");
    CASE("vpmovdb %%zmm0, 100*16(%%rdi)");
    CASE("vmovss %%xmm0, 9*4(%%rdi)%{%%k1%}");
    CASE("vmovhpd %%xmm0, 8(%%rdi)");
    CASE("movnti %%rax, 128(%%rdi)");
    CASE("kmovw %%k1, 70(%%rdi)");
    CASE("stmxcsr 200(%%rdi)");
}

int main(void)
{
    for (unsigned i = 0; i < sizeof(buffer); i++)
        buffer[i] = (unsigned char)(i * 7 + i / 64);
    memcpy(saved, buffer, sizeof(buffer));
    plain();
    implicit();
    vectors();
    UNDOES(__asm__ volatile("movq $9, %0" : "=m"(local)));
    CHECK(local == 5);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Inline assembly: operands of many kinds, flags, jumps, CPU instructions.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
 */
#include <stdio.h>
#include <string.h>

static long memory[4] = {10, 20, 30, 40};

__attribute__((noinline)) static long operands(long a, long b, int n)
{
    long r, s, t = a;
    __asm__("lea (%1,%2,2), %0" : "=r"(r) : "r"(a), "r"(b));
    __asm__("mov %2, %0\n\tadd %3, %0\n\tmov %0, %1"
            : "=&r"(s), "=&r"(a)
            : "g"(b), "ri"(r));
    __asm__ volatile("add $5, %0\n\tsub %1, %0" : "+r"(t) : "m"(memory[n]) : "cc");
    __asm__("addq %1, %0" : "+m"(memory[n & 3]) : "er"(b));
    __asm__("xchg %0, %1" : "+r"(r), "+r"(s));
    __asm__("" : "+m"(memory), "+rm"(t)::"memory");
    return r * 3 + s + t + a;
}

__attribute__((noinline)) static int flags(unsigned a, unsigned b)
{
    int zero, carry, less;
    __asm__("cmp %4, %3" : "=@ccz"(zero), "=@ccc"(carry), "=@ccl"(less)
            : "r"(a), "r"(b));
    return zero * 4 + carry * 2 + less + (zero ? 100 : 200);
}

__attribute__((noinline)) static unsigned long fixed(unsigned long a,
                                                     unsigned long b)
{
    unsigned long high, low;
    __asm__("mul %3" : "=a"(low), "=d"(high) : "0"(a), "r"(b) : "cc");
    return high ^ low;
}

__attribute__((noinline)) static void copy(char *to, const char *from, size_t n)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n)::"memory");
}

__attribute__((noinline)) static int jump(int a)
{
    int r = 1;
    __asm__ goto("test %0, %0\n\tjs %l[negative]\n\tjz %l[zero]"
                 :
                 : "r"(a)
                 : "cc"
                 : negative, zero);
    return r + a;
negative:
    r = -5;
    return r * a;
zero:
    return 77;
}

/* Several edges to one label, outputs used on each of them. */
__attribute__((noinline)) static int jump_with_output(int a, int b)
{
    int sum, other = b;
    __asm__ goto("mov %2, %0\n\tadd %3, %0\n\tadd $3, %1\n\tjo %l[over]\n\t"
                 "jz %l[zero]"
                 : "=&r"(sum), "+r"(other)
                 : "r"(a), "r"(b)
                 : "cc"
                 : over, zero);
    memory[1] += sum;
    return sum * 2 + other;
over:
    memory[2] += sum;
zero:
    return sum ^ other;
}

__attribute__((noinline)) static double vectors(double a, double b)
{
    double r;
    typedef int int4 __attribute__((vector_size(16)));
    int4 v = {1, 2, 3, 4};
    __asm__("movapd %1, %0\n\taddsd %2, %0" : "=&x"(r) : "x"(a), "xm"(b));
    __asm__("paddd %1, %0" : "+x"(v) : "x"(v));
    long double l = (long double)a;
    __asm__("fadd %%st(0), %0" : "+t"(l));
    return r + v[3] + (double)l;
}

struct pair {
    long a, b;
};

__attribute__((noinline)) static struct pair cpuid(unsigned leaf)
{
    unsigned a = leaf, b, c = 0, d;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (struct pair){(long)b << 32 | d, c};
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%ld %ld\n", operands(argc, 3, 2), operands(7, argc << 20, 3));
    for (unsigned i = 0; i < 3; i++)
        printf("%d ", flags(i, (unsigned)argc));
    printf("%lu\n", fixed((unsigned long)argc << 60, 0x123456789));
    char text[8] = "";
    copy(text, "copied", 7);
    printf("%s\n", text);
    for (int i = -1; i < 2; i++)
        printf("%d %d\n", jump(i * argc), jump_with_output(i * argc, 1));
    printf("%d\n", jump_with_output(0x7fffffff, argc));
    printf("%g\n", vectors(argc, 2.5));
    struct pair p = cpuid(0);
    printf("%lx %lx\n", p.a, p.b);
    printf("%ld %ld %ld %ld\n", memory[0], memory[1], memory[2], memory[3]);
    return (int)memory[3] & 63;
}

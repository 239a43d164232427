/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Inline assembly with every register taken, x87, MMX and mask registers, flags,
   asm goto on memory, patched labels.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -w %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 -w %s
 */
#include <stdio.h>
#include <mmintrin.h>
#include <immintrin.h>
struct s {
    int a[8];
    char c[3];
    double d;
};
#define N __attribute__((noinline))
static long g[64];
N static long many(long a, long b, long c, long d, long *p, struct s *q, int i)
{
    long r1, r2, r3, r4, r5;
    __asm__ volatile("mov %5,%0; add %6,%0; mov %7,%1; xor %8,%1; add %9,%0; "
                     "mov %10,%k2; add %11,%1; mov %0,%3; sub %1,%3; mov %12,%4"
                     : "=&r"(r1), "=&r"(r2), "=&r"(r3), "=&r"(r4), "=&r"(r5)
                     : "rm"(a), "rm"(b), "rm"(c), "rm"(d), "m"(p[i]),
                       "m"(q->a[i & 7]), "m"(g[i & 63]), "m"(*p)
                     : "cc", "memory");
    return r1 * 3 + r2 * 5 + (int)r3 + r4 + r5;
}
N static int pinned(int a, int b, int c, int d, int *S, int *D)
{
    int ra, rb, rc, rd;
    __asm__ volatile("lea (%%rax,%%rbx),%%r8d; add %%ecx,%%r8d; add "
                     "%%edx,%%r8d; mov (%%rsi),%%r9d; mov %%r8d,(%%rdi); mov "
                     "%%r9d,%%eax; mov %%r8d,%%ebx; inc %%ecx; dec %%edx"
                     : "=a"(ra), "=b"(rb), "=c"(rc), "=d"(rd)
                     : "a"(a), "b"(b), "c"(c), "d"(d), "S"(S), "D"(D)
                     : "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
                       "cc", "memory");
    return ra + rb * 2 + rc * 3 + rd * 4;
}
N static int imm(int x)
{
    int r;
    __asm__("lea %c2(%1),%0" : "=r"(r) : "r"((long)x), "i"(sizeof(struct s)));
    __asm__("add %1,%0" : "+r"(r) : "ir"(12345));
    __asm__("add %1,%0" : "+r"(r) : "n"(7));
    return r;
}
N static double x87(double a, double b)
{
    double r, s;
    __asm__("fxch" : "=t"(r), "=u"(s) : "0"(a), "1"(b));
    long double l = a, m;
    __asm__("fsincos" : "=t"(m), "=u"(l) : "0"(l));
    return r * 10 + s + (double)(l * l + m * m);
}
N static long mmx(long a, long b)
{
    __m64 x = _mm_cvtsi64_m64(a), y = _mm_cvtsi64_m64(b);
    __m64 z = _mm_add_pi16(x, y);
    __asm__("paddw %1,%0" : "+y"(z) : "y"(y));
    long r = _mm_cvtm64_si64(z);
    _mm_empty();
    return r;
}
N __attribute__((target("avx512f,avx512bw"))) static unsigned long
masks(unsigned long a, unsigned long b)
{
    unsigned long r;
    unsigned short s;
    __asm__("kxnorq %1,%2,%0" : "=k"(r) : "k"(a), "k"(b));
    __asm__("knotw %1,%0" : "=k"(s) : "k"((unsigned short)a));
    __m512i v;
    __asm__("vpbroadcastq %1,%0" : "=v"(v) : "r"(a));
    return r + s + (unsigned long)v[6];
}
N static int flagsall(int a, int b)
{
    int o, s, p, a1, be, g1;
    __asm__("cmp %7,%6"
            : "=@cco"(o), "=@ccs"(s), "=@ccp"(p), "=@cca"(a1), "=@ccbe"(be),
              "=@ccg"(g1)
            : "r"(a), "r"(b));
    return o + 2 * s + 4 * p + 8 * a1 + 16 * be + 32 * g1;
}
N static int flagmem(int *p, int n)
{
    _Bool c;
    int r;
    __asm__ volatile("lock btsl %3,%0"
                     : "+m"(*p), "=@ccc"(c), "=r"(r)
                     : "Ir"(n)
                     : "memory");
    return c;
}
N static struct s blk(struct s in, int k)
{
    __asm__("addl %1,%0" : "+m"(in.a[3]) : "r"(k));
    __asm__ volatile("" : "+m"(in));
    return in;
}
N static int gotomem(int *p, int n)
{
    __asm__ goto("lock; subl %1,%0; jz %l[zero]; js %l[neg]"
                 : "+m"(*p)
                 : "r"(n)
                 : "memory", "cc"
                 : zero, neg);
    return 1;
zero:
    return 2;
neg:
    return *p;
}
N static int gotoloop(int n)
{
    int i = 0, s = 0;
again:
    s += i;
    i++;
    __asm__ goto("cmp %1,%0; jl %l[again]" ::"r"(i), "r"(n) : "cc" : again);
    return s;
}
N static int jumplabel(int x)
{
    __asm__ goto(
        "1: nop; .pushsection .jt,\"aw\"; .quad 1b,%l[yes],%c0; .popsection" ::
            "i"(&g)::yes);
    return x;
yes:
    return -x;
}
N static long sys(long n, long a)
{
    long r;
    __asm__ volatile("syscall"
                     : "=a"(r)
                     : "0"(n), "D"(a)
                     : "rcx", "r11", "memory");
    return r;
}
N static unsigned long addc(unsigned long *p, unsigned long *q, int n)
{
    unsigned char c = 0;
    for (int i = 0; i < n; i++)
        c = _addcarry_u64(c, p[i], q[i], (unsigned long long *)&p[i]);
    return c;
}
register long sp __asm__("rsp");
N static int usesp(void)
{
    long l;
    return (sp != 0) + ((char *)&l - (char *)sp < 4096);
}
int main(int c, char **v)
{
    (void)v;
    long p[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    struct s q = {{9, 8, 7, 6, 5, 4, 3, 2}, "ab", 2.5};
    for (int i = 0; i < 64; i++)
        g[i] = i * c;
    int S = 77, D = 0, m = 0;
    unsigned long A[3] = {-1ul, -1ul, c}, B[3] = {1, 0, -1ul};
    printf("%ld %d %d\n", many(c, 2, 3, 4, p, &q, c + 2),
           pinned(c, 2, 3, 4, &S, &D), imm(c));
    printf("%g\n", x87(c, 2.5));
    printf("%lx\n", mmx(c * 0x100020003l, 0x1234));
    if (__builtin_cpu_supports("avx512bw"))
        printf("%lx\n", masks(c, 5));
    for (int i = -2; i < 3; i++)
        printf("%d ", flagsall(i, c));
    printf("%d%d %d\n", flagmem(&m, 3), flagmem(&m, 3), m);
    q = blk(q, c);
    int gm = 3;
    printf("%d %d %d %d %d\n", q.a[3], gotomem(&gm, c), gotomem(&gm, 2),
           gotomem(&gm, 5), gm);
    printf("%d %d %d\n", gotoloop(c * 10), jumplabel(c), usesp());
    printf("%d %lu %lx\n", sys(39, 0) > 0, addc(A, B, 3), A[2]);
    return D;
}

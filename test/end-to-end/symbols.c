/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Symbols of every kind: constructors, weak, aliases, ifunc, clones, sections,
   cleanup.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -w %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 -w %s
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int log_[16], nlog;
__attribute__((constructor(200))) static void c2(void)
{
    log_[nlog++] = 2;
}
__attribute__((constructor(150))) static void c1(void)
{
    log_[nlog++] = 1;
}
__attribute__((constructor)) static void c3(int argc, char **argv, char **env)
{
    log_[nlog++] = argc + 2 + (argv[argc] != 0) + (env == 0);
}
__attribute__((destructor(150))) static void d1(void)
{
    static const char m[] = "last\n";
    if (write(1, m, 5)) {
    }
}
__attribute__((destructor)) static void d2(void)
{
    printf("first %d\n", nlog);
    fflush(stdout);
}
extern int maybe(int) __attribute__((weak));
extern int weakvar __attribute__((weak));
__attribute__((weak)) int overridable(int x)
{
    return x * 3;
}
int real(int x)
{
    return x * x + 1;
}
extern int alias(int) __attribute__((alias("real")));
static int fast_i(int x)
{
    return x * 5;
}
static int slow_i(int x)
{
    return x * 5 + 0;
}
static int (*resolve(void))(int)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") ? fast_i : slow_i;
}
int chosen(int) __attribute__((ifunc("resolve")));
__attribute__((target_clones("avx2", "avx512f", "default"))) int
clones(const int *a, int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += a[i] * i;
    return s;
}
__attribute__((section(".text.mine"), noinline, used)) int placed(int x)
{
    return x ^ 0x55;
}
__attribute__((section("mine_set"), used)) static int s1 = 11, s2 = 22;
extern int __start_mine_set[], __stop_mine_set[];
__attribute__((visibility("hidden"), noinline)) int hid(int x)
{
    return x - 3;
}
__attribute__((noinline, const)) int pure(int x)
{
    return x * x;
}
__attribute__((noinline, pure)) int pure2(const int *p)
{
    return *p + 1;
}
__attribute__((naked, noinline)) int bare(void)
{
    __asm__("mov $42,%eax\n\tret");
}
__asm__(".text\n.globl fromasm\nfromasm: lea 1(%rdi),%eax\n ret\n");
int fromasm(int);
static void ex(void)
{
    printf("atexit %d\n", log_[0]);
}
static void onex(int code, void *p)
{
    printf("on_exit %d %d\n", code, *(int *)p);
}
static void clean(int *p)
{
    printf("cleanup %d\n", *p);
}
__attribute__((noinline)) int cl(int n)
{
    __attribute__((cleanup(clean))) int x = n * 3;
    if (n > 2)
        return x;
    x++;
    return -x;
}
int main(int c, char **v)
{
    (void)v;
    int a[40];
    for (int i = 0; i < 40; i++)
        a[i] = i * c;
    static int seven = 7;
    atexit(ex);
    on_exit(onex, &seven);
    printf("%d %d %d\n", log_[0], log_[1], log_[2]);
    printf("%d %d\n", maybe ? maybe(3) : -1, &weakvar ? 1 : 0);
    printf("%d %d %d %d %d %d %d %d %d\n", overridable(c), alias(c + 2),
           chosen(c), clones(a, 40), placed(c), hid(c), pure(c + 3) + pure2(a),
           bare(), fromasm(c));
    int s = 0;
    for (int *p = __start_mine_set; p < __stop_mine_set; p++)
        s += *p;
    printf("%d %d %d\n", s, cl(c), cl(c + 5));
    exit(s & 63);
}

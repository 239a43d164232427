/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Thread-local variables in every model, with and without -fPIC.
   RUN: test %llvm_version -lt 19 || dialect=-mtls-dialect=gnu2; \
   RUN: for flags in '-no-pie -fno-pic' -fPIC "-fPIC $dialect" \
   RUN:     '-fPIC -ftls-model=local-dynamic' -ftls-model=local-exec; do \
   RUN:   bash %S/Inputs/same.sh %cc %tandem_clang %t -O2 -w -pthread $flags \
   RUN:     %s || exit 1; \
   RUN: done
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem-recovery=none' %t \
   RUN:   -O2 -w -pthread -femulated-tls %s
 */
#include <stdio.h>
#include <pthread.h>
#define M(m) __attribute__((tls_model(m)))
static __thread int sl = 1;
static __thread long ld = 2;
__thread double gd = 3;
extern __thread int ie M("initial-exec");
__thread int ie = 4;
static __thread char buf[5000];
static __thread struct {
    int a[10];
    double d;
} st = {{1}, 2};
__thread int *volatile pv;
__attribute__((noinline)) static long work(int n)
{
    int *p = &ie;
    for (int i = 0; i < n; i++) {
        sl += i;
        ld = ld * 3 + sl;
        gd = gd * .5 + ld % 7;
        *p ^= sl;
        buf[(i * 37) % 5000] += i;
        st.a[i % 10] += ie;
        st.d += gd;
        pv = &st.a[i % 10];
        *pv += 1;
    }
    long s = sl + ld + (long)gd + ie + st.a[3] + (long)st.d;
    for (int i = 0; i < 5000; i++)
        s = s * 31 + buf[i];
    return s;
}
static void *th(void *a)
{
    *(long *)a = work(*(long *)a);
    return a;
}
int main(int c, char **v)
{
    (void)v;
    pthread_t t[4];
    long r[4];
    for (int i = 0; i < 4; i++) {
        r[i] = (i + 1) * 100 * c;
        pthread_create(&t[i], 0, th, &r[i]);
    }
    work(c * 5);
    for (int i = 0; i < 4; i++) {
        pthread_join(t[i], 0);
        printf("%ld\n", r[i]);
    }
    printf("%ld\n", work(3));
    return 0;
}

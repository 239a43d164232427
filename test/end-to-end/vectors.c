/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Vectors of every shape, masks and vectors of pointers' size.
   clang 16 has no __builtin_vectorelements.
   REQUIRES: llvm-19
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -mavx2 -DCPU=\"avx2\" %s
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -mavx512f \
   RUN:   -mavx512vl -mavx512bw -mavx512dq -DCPU=\"avx512bw\" %s
 */
#include <stdio.h>
#include <string.h>

#define VECTOR(name, type, count)                                              \
    typedef type name __attribute__((ext_vector_type(count)))

VECTOR(bool8, _Bool, 8);
VECTOR(bool32, _Bool, 32);
VECTOR(byte3, unsigned char, 3);
VECTOR(byte16, unsigned char, 16);
VECTOR(short4, short, 4);
VECTOR(int2, int, 2);
VECTOR(int3, int, 3);
VECTOR(int4, int, 4);
VECTOR(int5, int, 5);
VECTOR(int8, int, 8);
VECTOR(int16, int, 16);
VECTOR(int32, int, 32);
VECTOR(long1, long, 1);
VECTOR(long7, long, 7);
VECTOR(half8, _Float16, 8);
VECTOR(float3, float, 3);
VECTOR(float4, float, 4);
VECTOR(float16, float, 16);
VECTOR(double2, double, 2);
VECTOR(double4, double, 4);
VECTOR(double8, double, 8);

#define WORK(vector)                                                           \
    vector global_##vector;                                                    \
    __attribute__((noinline)) vector work_##vector(vector a, vector b, int n)  \
    {                                                                          \
        vector x = a;                                                          \
        for (int i = 0; i < n; i++) {                                          \
            x = x * b + a;                                                     \
            x = x > b ? x - b : x + a;                                         \
            if (i % 3 == 0)                                                    \
                x[0] = a[0];                                                   \
            global_##vector = x;                                               \
        }                                                                      \
        return global_##vector - a;                                            \
    }

WORK(byte3)
WORK(byte16)
WORK(short4)
WORK(int2)
WORK(int3)
WORK(int4)
WORK(int5)
WORK(int8)
WORK(int16)
WORK(int32)
WORK(long1)
WORK(long7)
WORK(half8)
WORK(float3)
WORK(float4)
WORK(float16)
WORK(double2)
WORK(double4)
WORK(double8)

bool8 kept8;

__attribute__((noinline)) static bool8 masks(bool8 a, int8 x, int n)
{
    bool8 r = a;
    for (int i = 0; i < n; i++) {
        r = r ^ __builtin_convertvector(x > i, bool8);
        kept8 = r;
    }
    return kept8 & ~a;
}

__attribute__((noinline)) static bool32 masks32(bool32 a, int32 x, int n)
{
    while (n--)
        a = a ^ __builtin_convertvector(x > n, bool32);
    return a;
}

__attribute__((noinline)) static int4 shuffled(int4 a, int4 b)
{
    int4 c = __builtin_shufflevector(a, b, 0, -1, 5, 7);
    c.y = a.w;
    return c.wzyx + __builtin_elementwise_max(a, b) +
           __builtin_reduce_add(a * b);
}

#define SHOW(vector, n)                                                        \
    do {                                                                       \
        vector a_ = {1, 2}, b_ = {3, 1};                                       \
        a_ += (n);                                                             \
        vector v_ = work_##vector(a_, b_, 7);                                  \
        printf(#vector);                                                       \
        for (unsigned i_ = 0; i_ < __builtin_vectorelements(vector); i_++)     \
            printf(" %.6g", (double)v_[i_]);                                   \
        puts("");                                                              \
    } while (0)

static void show_all(int n)
{
    SHOW(byte3, n);
    SHOW(byte16, n);
    SHOW(short4, n);
    SHOW(int2, n);
    SHOW(int3, n);
    SHOW(int4, n);
    SHOW(int5, n);
    SHOW(int8, n);
    SHOW(int16, n);
    SHOW(int32, n);
    SHOW(long1, n);
    SHOW(long7, n);
    SHOW(half8, n);
    SHOW(float3, n);
    SHOW(float4, n);
    SHOW(float16, n);
    SHOW(double2, n);
    SHOW(double4, n);
    SHOW(double8, n);
}

int main(int argc, char **argv)
{
    (void)argv;
#ifdef CPU /* without it, that the code can be built is what is tested */
    __builtin_cpu_init();
    if (!__builtin_cpu_supports(CPU))
        return puts("processor without " CPU) < 0;
#endif
    show_all(argc);
    int8 x = {1, 5, 2, 6, 3, 7, 4, 8};
    bool8 m = masks((bool8){1, 0, argc, 0, 1}, x, 5);
    bool32 m32 = masks32((bool32){argc, 1}, (int32){3, 1, 4, 1, 5, 9}, 7);
    for (int i = 0; i < 8; i++)
        printf("%d%d ", m[i], m32[i]);
    int4 s = shuffled((int4){1, 2, 3, 4}, (int4){argc, 6, 7, 8});
    printf("%d %d %d %d\n", s.x, s.y, s.z, s.w);
    return s.x & 63;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* SSE, AVX2 and AVX-512 as programs use them, masks and gathers included.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
 */
#include <immintrin.h>
#include <stdio.h>
#include <string.h>

static int data[64], out[64];
static unsigned char text[64];

__attribute__((noinline)) static int sse(void)
{
    __m128i sum = _mm_setzero_si128();
    for (int i = 0; i < 64; i += 4)
        sum = _mm_add_epi32(sum, _mm_loadu_si128((__m128i *)&data[i]));
    __m128 f = _mm_cvtepi32_ps(sum);
    f = _mm_cmplt_ss(f, _mm_set1_ps(1e9f));
    __m128i eq = _mm_cmpeq_epi8(_mm_loadu_si128((__m128i *)text),
                                _mm_set1_epi8('e'));
    _mm_stream_si32(&out[0], _mm_cvtsi128_si32(sum));
    _mm_sfence();
    return _mm_movemask_epi8(eq) + _mm_movemask_ps(f) + _mm_extract_epi16(sum, 3);
}

__attribute__((noinline, target("avx2,fma,bmi2"))) static int avx2(void)
{
    __m256i index = _mm256_setr_epi32(3, 1, 4, 1, 5, 9, 2, 6);
    __m256i got = _mm256_i32gather_epi32(data, index, 4);
    __m256i mask = _mm256_cmpgt_epi32(got, _mm256_set1_epi32(20));
    _mm256_maskstore_epi32(&out[8], mask, got);
    got = _mm256_shuffle_epi8(got, _mm256_set1_epi64x(0x0001020304050607));
    got = _mm256_permute2x128_si256(got, got, 1);
    _mm256_storeu_si256((__m256i *)&out[16], got);
    __m256d d = _mm256_fmadd_pd(_mm256_cvtepi32_pd(_mm256_castsi256_si128(got)),
                                _mm256_set1_pd(0.5), _mm256_set1_pd(2));
    _mm256_zeroupper();
    return (int)_pext_u32(0x12345678u, (unsigned)data[3]) +
           _mm256_movemask_pd(d) + (int)d[2];
}

__attribute__((noinline, target("avx512f,avx512vl,avx512bw,avx512dq"))) static int
avx512(void)
{
    __m512i a = _mm512_loadu_si512(data), b = _mm512_loadu_si512(data + 16);
    __mmask16 m = _mm512_cmpgt_epi32_mask(a, b);
    __m512i c = _mm512_mask_add_epi32(a, m, a, b);
    c = _mm512_maskz_compress_epi32((__mmask16)~m | 5, c);
    _mm512_mask_storeu_epi32(&out[24], 0x5a5a, c);
    __m512 f = _mm512_cvtepi32_ps(c);
    f = _mm512_mask_sqrt_ps(f, m, _mm512_abs_ps(f));
    __mmask64 bytes = _mm512_cmpeq_epi8_mask(a, c);
    __m256i narrow = _mm512_maskz_cvtepi32_epi16(0x7ff, c);
    _mm256_storeu_si256((__m256i *)&out[40], narrow);
    __m512i conflict = _mm512_ternarylogic_epi32(a, b, c, 0x96);
    return _mm512_reduce_add_epi32(conflict) + (int)_mm512_reduce_add_ps(f) +
           __builtin_popcountll(bytes) + m;
}

int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < 64; i++)
        data[i] = (i * 37 + argc) % 64;
    memcpy(text, "the quick brown fox jumps over the lazy dog", 44);
    __builtin_cpu_init();
    int r = sse();
    printf("%d\n", r);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        printf("%d\n", r += avx2());
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq"))
        printf("%d\n", r += avx512());
    for (int i = 0; i < 64; i++)
        printf("%d ", out[i]);
    puts("");
    return r & 63;
}

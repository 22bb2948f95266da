// Eight numbers at once. Left to itself the compiler would use only half of these registers.

#if defined(__x86_64__)
#include <immintrin.h>

#include "table.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma,no-prefer-256-bit"))), \
    apply_to = function)

#define NAMED(name) name##_avx512
#define LANES 8
#define TILE_HEIGHT 12

typedef double NAMED(vector) __attribute__((vector_size(64), aligned(8), may_alias));

static inline __attribute__((always_inline)) NAMED(vector)
NAMED(load_some)(const double *from, long count) {
  return _mm512_maskz_loadu_pd((__mmask8)((1u << count) - 1), from);
}

static inline __attribute__((always_inline)) void NAMED(store_some)(
    double *to, NAMED(vector) entries, long count) {
  _mm512_mask_storeu_pd(to, (__mmask8)((1u << count) - 1), entries);
}

#include "kernels.h"

#pragma clang attribute pop
#endif

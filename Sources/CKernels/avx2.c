// Four numbers at once, multiplied and added in one step.

#if defined(__x86_64__)
#include <immintrin.h>

#include "table.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define NAMED(name) name##_avx2
#define LANES 4
#define TILE_HEIGHT 6

typedef double NAMED(vector) __attribute__((vector_size(32), aligned(8), may_alias));

static inline __attribute__((always_inline)) __m256i NAMED(lanes_below)(long count) {
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}

static inline __attribute__((always_inline)) NAMED(vector)
NAMED(load_some)(const double *from, long count) {
  return _mm256_maskload_pd(from, NAMED(lanes_below)(count));
}

static inline __attribute__((always_inline)) void NAMED(store_some)(
    double *to, NAMED(vector) entries, long count) {
  _mm256_maskstore_pd(to, NAMED(lanes_below)(count), entries);
}

#include "kernels.h"

#pragma clang attribute pop
#endif

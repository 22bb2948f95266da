// Two numbers at once, which every processor with 16-byte registers can: SSE2, NEON.

#include "table.h"

#define NAMED(name) name##_narrow
#define LANES 2
#define TILE_HEIGHT 4

typedef double NAMED(vector) __attribute__((vector_size(16), aligned(8), may_alias));

static inline __attribute__((always_inline)) NAMED(vector)
NAMED(load_some)(const double *from, long count) {
  return (NAMED(vector)){from[0], count > 1 ? from[1] : 0};
}

static inline __attribute__((always_inline)) void NAMED(store_some)(
    double *to, NAMED(vector) entries, long count) {
  to[0] = entries[0];
  if (count > 1) to[1] = entries[1];
}

#include "kernels.h"

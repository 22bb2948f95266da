// Included once for every width of registers. NAMED(name) gives names of their own, LANES is how
// many numbers a register holds, TILE_HEIGHT how many rows of a product are computed together.

#include <math.h>
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef NAMED(vector) V;
typedef int64_t W __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

INLINE V load(const double *from) { return *(const V *)from; }
INLINE void store(double *to, V entries) { *(V *)to = entries; }
INLINE V all(double entry) { return (V){0} + entry; }


INLINE double largest_lane(V entries) {
  double most[LANES];
  for (int i = 0; i < LANES; i++) most[i] = entries[i];
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) most[i] = most[i] > most[i + half] ? most[i] : most[i + half];
  return most[0];
}

INLINE double sum_of_lanes(V entries) {
  double sums[LANES];
  for (int i = 0; i < LANES; i++) sums[i] = entries[i];
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) sums[i] += sums[i + half];
  return sums[0];
}

INLINE V choose(W condition, V yes, V no) {
  return (V)(((W)yes & condition) | ((W)no & ~condition));
}

INLINE W first_lanes(long count) {
  W lane;
  for (int i = 0; i < LANES; i++) lane[i] = i;
  return lane < count;
}

/// Runs what follows for every register of `count` entries, the last of which may not be full:
/// there GET and PUT touch the first `left` entries only.
#define FOR_EACH_REGISTER(index, count, ...)           \
  do {                                                 \
    long index = 0;                                    \
    for (; index + LANES <= (count); index += LANES) { \
      const bool is_full = true;                       \
      const long left = LANES;                         \
      (void)is_full, (void)left;                       \
      __VA_ARGS__                                      \
    }                                                  \
    if (index < (count)) {                             \
      const bool is_full = false;                      \
      const long left = (count) - index;               \
      (void)is_full, (void)left;                       \
      __VA_ARGS__                                      \
    }                                                  \
  } while (0)
/// Lanes that do not count are 0, or `other`.
#define GET_OR(from, other) \
  (is_full ? load(from) : choose(first_lanes(left), NAMED(load_some)(from, left), all(other)))
#define GET(from) (is_full ? load(from) : NAMED(load_some)(from, left))
#define PUT(to, entries) \
  do { if (is_full) store(to, entries); else NAMED(store_some)(to, entries, left); } while (0)

#include "product.h"
#include "rows.h"
#include "moves.h"

const struct kernel_table NAMED(kernel_table) = {
    product, column_sums, softmax, cross_entropy, cross_entropy_slopes, can_move, move};

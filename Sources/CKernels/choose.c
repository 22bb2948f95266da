#include <stdatomic.h>

#include "table.h"

bool kernel_path_is_supported(enum kernel_path path) {
  switch (path) {
#if defined(__x86_64__)
    case kernel_path_avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case kernel_path_avx512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
          && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma");
#else
    case kernel_path_avx2:
    case kernel_path_avx512: return false;
#endif
    default: return true;
  }
}

static enum kernel_path fastest(void) {
  if (kernel_path_is_supported(kernel_path_avx512)) return kernel_path_avx512;
  if (kernel_path_is_supported(kernel_path_avx2)) return kernel_path_avx2;
  return kernel_path_narrow;
}

static const struct kernel_table *table_of(enum kernel_path path) {
  switch (path) {
#if defined(__x86_64__)
    case kernel_path_avx2: return &kernel_table_avx2;
    case kernel_path_avx512: return &kernel_table_avx512;
#endif
    case kernel_path_plain: return &kernel_table_plain;
    default: return &kernel_table_narrow;
  }
}

// Whoever comes first finds the same answer, so that nobody needs to wait.
static _Atomic(const struct kernel_table *) chosen;

static inline const struct kernel_table *kernels(void) {
  const struct kernel_table *table = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (__builtin_expect(table == NULL, 0)) {
    table = table_of(fastest());
    atomic_store_explicit(&chosen, table, memory_order_relaxed);
  }
  return table;
}

enum kernel_path kernel_path_chosen(void) {
  const struct kernel_table *table = kernels();
  enum kernel_path path = kernel_path_plain;
  while (table_of(path) != table) path++;
  return path;
}

void kernel_path_force(enum kernel_path path) {
  atomic_store_explicit(&chosen, table_of(path), memory_order_relaxed);
}

void kernel_product(
    struct kernel_view a, struct kernel_view b, double *c, ptrdiff_t c_row_stride,
    ptrdiff_t c_column_stride, long height, long width, long inner, bool adds, const double *bias) {
  // A column is better computed as a row where A lies down its columns.
  const bool is_better_turned = width == 1 && c_row_stride == 1 && a.row_stride == 1 && !bias;
  if ((c_column_stride == 1 || width == 1) && !is_better_turned) {
    kernels()->product(a, b, c, c_row_stride, height, width, inner, adds, bias);
    return;
  }
  // Down the columns: the transpose of the product is the product of the transposes.
  struct kernel_view left = {b.start, b.column_stride, b.row_stride};
  struct kernel_view right = {a.start, a.column_stride, a.row_stride};
  kernels()->product(left, right, c, width == 1 ? height : c_column_stride, width, height, inner, adds, NULL);
  if (bias == NULL) return;
  for (long i = 0; i < height; i++)
    for (long j = 0; j < width; j++) c[i * c_row_stride + j * c_column_stride] += bias[j];
}

void kernel_column_sums(const double *entries, long rows, long columns, double *sums, bool adds) {
  kernels()->column_sums(entries, rows, columns, sums, adds);
}

void kernel_softmax(const double *z, long rows, long columns, double *shares) {
  kernels()->softmax(z, rows, columns, shares);
}

double kernel_cross_entropy(
    const double *z, const double *targets, long rows, long columns, double *shares) {
  return kernels()->cross_entropy(z, targets, rows, columns, shares);
}

void kernel_cross_entropy_slopes(
    const double *shares, const double *targets, long rows, long columns, double upstream,
    double *slopes, bool adds) {
  kernels()->cross_entropy_slopes(shares, targets, rows, columns, upstream, slopes, adds);
}

bool kernel_can_move(
    const double *point, const double *slopes, long count, double rate, double *sum_of_squares) {
  return kernels()->can_move(point, slopes, count, rate, sum_of_squares);
}

void kernel_move(double *point, const double *slopes, long count, double rate) {
  kernels()->move(point, slopes, count, rate);
}

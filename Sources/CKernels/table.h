#ifndef TABLE_H
#define TABLE_H

#include "CKernels.h"

/// What a path consists of. `c` has a column stride of 1, or one column.
struct kernel_table {
  void (*product)(
      struct kernel_view a, struct kernel_view b, double *c, ptrdiff_t c_row_stride, long height,
      long width, long inner, bool adds, const double *bias);
  void (*column_sums)(const double *, long, long, double *, bool);
  void (*softmax)(const double *, long, long, double *);
  double (*cross_entropy)(const double *, const double *, long, long, double *);
  void (*cross_entropy_slopes)(
      const double *, const double *, long, long, double, double *, bool);
  bool (*can_move)(const double *, const double *, long, double, double *);
  void (*move)(double *, const double *, long, double);
};

extern const struct kernel_table kernel_table_plain, kernel_table_narrow;
#if defined(__x86_64__)
extern const struct kernel_table kernel_table_avx2, kernel_table_avx512;
#endif

#endif

#ifndef CKERNELS_H
#define CKERNELS_H

// The inner loops of networks. Each is there once for every kind of processor; which are used is
// found out at the first call. Results of one kind are the same from call to call; between kinds
// they agree up to rounding, because some multiply and add in one step.

#include <stdbool.h>
#include <stddef.h>

/// Kinds of processors, each faster than the one before.
enum kernel_path {
  /// Loops as in a textbook, which the others are tested against.
  kernel_path_plain = 0,
  /// Two numbers at once: any x86-64, and ARM.
  kernel_path_narrow = 1,
  /// Four at once, with fused multiply-add.
  kernel_path_avx2 = 2,
  /// Eight at once.
  kernel_path_avx512 = 3,
};

/// Whether this processor can take the path.
bool kernel_path_is_supported(enum kernel_path path);

/// The path that is taken: the fastest, or the one that was forced.
enum kernel_path kernel_path_chosen(void);

/// Takes this path from now on, in all threads. For tests.
/// The path must be supported.
void kernel_path_force(enum kernel_path path);

/// A matrix where it lies; a transpose is the same memory with the strides exchanged.
struct kernel_view {
  const double *start;
  ptrdiff_t row_stride, column_stride;
};

/// C = A·B, or C += A·B, of height × inner times inner × width entries.
///
/// One stride of `c` is 1. A `bias` that is not null is a row of `width` entries, added to every
/// row of C at the end. C overlaps neither A nor B.
void kernel_product(
    struct kernel_view a, struct kernel_view b, double *c, ptrdiff_t c_row_stride,
    ptrdiff_t c_column_stride, long height, long width, long inner, bool adds, const double *bias);

/// The sums of the columns of `rows` × `columns` entries that lie one after the other, set or
/// added.
void kernel_column_sums(const double *entries, long rows, long columns, double *sums, bool adds);

/// The softmax of every row of `z`: exp(z - largest of the row), divided by the row's sum of them.
/// An entry that is not a number makes its row so. `shares` may be `z`.
void kernel_softmax(const double *z, long rows, long columns, double *shares);

/// Σ target · (log Σ exp(z) - z) over all entries; where the target is 0 an entry does not count.
/// `shares` gets the softmax.
double kernel_cross_entropy(
    const double *z, const double *targets, long rows, long columns, double *shares);

/// The slopes of that sum by z, times `upstream`: upstream · (share · Σ targets of the row -
/// target), set or added.
void kernel_cross_entropy_slopes(
    const double *shares, const double *targets, long rows, long columns, double upstream,
    double *slopes, bool adds);

/// Whether `point + rate · slopes` is finite everywhere, and the slopes as well; adds the sum of
/// the squared slopes.
bool kernel_can_move(
    const double *point, const double *slopes, long count, double rate, double *sum_of_squares);

/// point += rate · slopes, rounded twice on every path, so that a step is what its formula says.
void kernel_move(double *point, const double *slopes, long count, double rate);

#endif

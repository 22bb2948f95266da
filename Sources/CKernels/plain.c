// Every kernel as a textbook writes it. The others are tested against these.

#include <math.h>

#include "table.h"

static void product(
    struct kernel_view a, struct kernel_view b, double *c, ptrdiff_t c_row_stride, long height,
    long width, long inner, bool adds, const double *bias) {
  for (long i = 0; i < height; i++) {
    for (long j = 0; j < width; j++) {
      double *result = c + i * c_row_stride + j;
      double sum = adds ? *result : 0;
      for (long k = 0; k < inner; k++) {
        double left = a.start[i * a.row_stride + k * a.column_stride];
        double right = b.start[k * b.row_stride + j * b.column_stride];
        sum += left * right;
      }
      *result = bias ? sum + bias[j] : sum;
    }
  }
}

static void column_sums(const double *entries, long rows, long columns, double *sums, bool adds) {
  for (long j = 0; j < columns; j++) {
    double sum = 0;
    for (long i = 0; i < rows; i++) sum += entries[i * columns + j];
    sums[j] = adds ? sums[j] + sum : sum;
  }
}

static double row_exponentials(const double *z, long columns, double *shares, double *sum) {
  double most = z[0];
  for (long j = 1; j < columns; j++) most = most > z[j] || isnan(most) ? most : z[j];
  *sum = 0;
  for (long j = 0; j < columns; j++) {
    shares[j] = exp(z[j] - most);
    *sum += shares[j];
  }
  return most;
}

static void softmax(const double *z, long rows, long columns, double *shares) {
  for (long i = 0; i < rows; i++, z += columns, shares += columns) {
    double sum;
    row_exponentials(z, columns, shares, &sum);
    for (long j = 0; j < columns; j++) shares[j] /= sum;
  }
}

static double cross_entropy(
    const double *z, const double *targets, long rows, long columns, double *shares) {
  double total = 0;
  for (long i = 0; i < rows; i++, z += columns, targets += columns, shares += columns) {
    double sum;
    double most = row_exponentials(z, columns, shares, &sum);
    double normalizer = most + log(sum);
    for (long j = 0; j < columns; j++) {
      shares[j] /= sum;
      if (targets[j] != 0) total += targets[j] * (normalizer - z[j]);
    }
  }
  return total;
}

static void cross_entropy_slopes(
    const double *shares, const double *targets, long rows, long columns, double upstream,
    double *slopes, bool adds) {
  for (long i = 0; i < rows; i++, shares += columns, targets += columns, slopes += columns) {
    double sum = 0;
    for (long j = 0; j < columns; j++) sum += targets[j];
    for (long j = 0; j < columns; j++) {
      double slope = upstream * (shares[j] * sum - targets[j]);
      slopes[j] = adds ? slopes[j] + slope : slope;
    }
  }
}

static bool can_move(
    const double *point, const double *slopes, long count, double rate, double *sum_of_squares) {
  bool is_finite = true;
  for (long i = 0; i < count; i++) {
    *sum_of_squares += slopes[i] * slopes[i];
    if (!isfinite(slopes[i]) || !isfinite(point[i] + rate * slopes[i])) is_finite = false;
  }
  return is_finite;
}

static void move(double *point, const double *slopes, long count, double rate) {
#pragma clang fp contract(off)
  for (long i = 0; i < count; i++) point[i] += rate * slopes[i];
}

const struct kernel_table kernel_table_plain = {
    product, column_sums, softmax, cross_entropy, cross_entropy_slopes, can_move, move};

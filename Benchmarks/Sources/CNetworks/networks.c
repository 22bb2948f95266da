#include "CNetworks.h"

#include <math.h>
#include <stddef.h>

#if defined(__AVX512F__)
enum { LANES = 8, HEIGHT = 8 };
#elif defined(__AVX2__)
enum { LANES = 4, HEIGHT = 4 };
#else
enum { LANES = 2, HEIGHT = 4 };
#endif
enum { CLASSES = 16 };
#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef double V __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t W __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

INLINE V load(const double *from) { return *(const V *)from; }
INLINE void store(double *to, V entries) { *(V *)to = entries; }
INLINE double sum_of_lanes(V entries) {
  double sum = 0;
  for (int i = 0; i < LANES; i++) sum += entries[i];
  return sum;
}

/// What becomes of a product A·B (or Aᵀ·B).
enum ending {
  plus_bias,
  relu_plus_bias,
  /// Where the other matrix is positive; elsewhere 0.
  where_positive,
  /// C · kept - rate · product.
  update,
};

struct product {
  long height, width, inner;
  const double *a;
  ptrdiff_t a_row, a_column;
  const double *b;
  double *c;
  /// Bias, or where to look for positive entries.
  const double *other;
  double rate, kept;
};

INLINE void tile(
    const int height, const int width, const enum ending ending, const struct product *p, long row,
    long column) {
  V sums[HEIGHT][2];
  UNROLLED for (int i = 0; i < height; i++)
    UNROLLED for (int j = 0; j < width; j++)
      sums[i][j] = ending <= relu_plus_bias ? load(p->other + column + j * LANES) : (V){0};
  const double *a = p->a + row * p->a_row, *b = p->b + column;
  const ptrdiff_t a_row = p->a_row;
  for (long k = 0; k < p->inner; k++, a += p->a_column, b += p->width) {
    V right[2];
    UNROLLED for (int j = 0; j < width; j++) right[j] = load(b + j * LANES);
    UNROLLED for (int i = 0; i < height; i++)
      UNROLLED for (int j = 0; j < width; j++) sums[i][j] += a[i * a_row] * right[j];
  }
  UNROLLED for (int i = 0; i < height; i++) {
    UNROLLED for (int j = 0; j < width; j++) {
      ptrdiff_t at = (row + i) * p->width + column + j * LANES;
      V sum = sums[i][j];
      if (ending == relu_plus_bias) sum = __builtin_elementwise_max(sum, (V){0});
      if (ending == where_positive) sum = (V)((W)sum & (load(p->other + at) > 0));
      if (ending == update) sum = load(p->c + at) * p->kept - p->rate * sum;
      store(p->c + at, sum);
    }
  }
}

INLINE void multiply(const enum ending ending, struct product p) {
  for (long column = 0; column < p.width; column += 2 * LANES) {
    long row = 0;
    for (; row + HEIGHT <= p.height; row += HEIGHT) tile(HEIGHT, 2, ending, &p, row, column);
    for (; row + 4 <= p.height; row += 4) tile(4, 2, ending, &p, row, column);
    for (; row < p.height; row++) tile(1, 2, ending, &p, row, column);
  }
}

// Apart, so that each stride is known when it is compiled.
static void forward_relu(
    long height, long width, long inner, const double *a, const double *b, const double *bias,
    double *c) {
  multiply(relu_plus_bias, (struct product){height, width, inner, a, inner, 1, b, c, bias, 0, 0});
}
static void forward(
    long height, long width, long inner, const double *a, const double *b, const double *bias,
    double *c) {
  multiply(plus_bias, (struct product){height, width, inner, a, inner, 1, b, c, bias, 0, 0});
}
static void backward_relu(
    long height, long width, long inner, const double *a, const double *b, const double *mask,
    double *c) {
  multiply(where_positive, (struct product){height, width, inner, a, inner, 1, b, c, mask, 0, 0});
}
static void update_weights(
    long height, long width, long inner, const double *a, const double *b, double *c, double rate,
    double kept) {
  multiply(update, (struct product){height, width, inner, a, 1, height, b, c, 0, rate, kept});
}

static void update_bias(
    long rows, long width, const double *slopes, double *bias, double rate, double kept) {
  for (long j = 0; j < width; j += LANES) {
    V sum = {0};
    for (long i = 0; i < rows; i++) sum += load(slopes + i * width + j);
    store(bias + j, load(bias + j) * kept - rate * sum);
  }
}

static void transpose(long rows, long width, const double *from, double *to) {
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < width; j++) to[j * rows + i] = from[i * width + j];
}

INLINE V exponential(V x) {
  x = __builtin_elementwise_max(x, (V){0} - 708);
  const double shift = 6755399441055744.0;
  V shifted = x * 1.4426950408889634074 + shift, k = shifted - shift;
  V r = x - k * 6.93147180369123816490e-01 - k * 1.90821492927058770002e-10;
  V sum = r / 479001600 + 1.0 / 39916800;
  const double series[] = {3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1};
  UNROLLED for (int i = 0; i < 11; i++) sum = sum * r + 1 / series[i];
  return (V)((W)sum + ((W)shifted << 52));
}

/// Turns logits into the slopes of the mean cross-entropy.
static double softmax(long rows, long classes, double *z, const int32_t *labels) {
  double loss = 0, product = 1;
  for (long i = 0; i < rows; i++, z += CLASSES) {
    double largest = z[0], own = z[labels[i]];
    for (long j = 1; j < classes; j++) largest = z[j] > largest ? z[j] : largest;
    V powers[CLASSES / LANES], total = {0};
    UNROLLED for (int j = 0; j < CLASSES / LANES; j++)
      total += powers[j] = exponential(load(z + j * LANES) - largest);
    double sum = sum_of_lanes(total), share = 1 / (sum * rows);
    UNROLLED for (int j = 0; j < CLASSES / LANES; j++) store(z + j * LANES, powers[j] * share);
    z[labels[i]] -= 1.0 / rows;
    // One logarithm for eight rows: none of their sums is above 16.
    loss += largest - own;
    product *= sum;
    if (i % 8 == 7) loss += log(product), product = 1;
  }
  return (loss + log(product)) / rows;
}

double limit_softmax_loss(
    const struct limit_softmax *n, const double *x, const int32_t *labels, long rows) {
  double *hidden = n->room, *z = hidden + rows * n->hidden;
  forward_relu(rows, n->hidden, n->inputs, x, n->w1, n->b1, hidden);
  forward(rows, CLASSES, n->hidden, hidden, n->w2, n->b2, z);
  return softmax(rows, n->classes, z, labels);
}

double limit_softmax_step(
    const struct limit_softmax *n, const double *x, const int32_t *labels, long rows,
    double rate) {
  double *hidden = n->room, *z = hidden + rows * n->hidden;
  double *slopes = z + rows * CLASSES, *transposed = slopes + rows * n->hidden;
  double loss = limit_softmax_loss(n, x, labels, rows);
  transpose(n->hidden, CLASSES, n->w2, transposed);
  backward_relu(rows, n->hidden, CLASSES, z, transposed, hidden, slopes);
  update_weights(n->hidden, CLASSES, rows, hidden, z, n->w2, rate, 1);
  update_bias(rows, CLASSES, z, n->b2, rate, 1);
  update_weights(n->inputs, n->hidden, rows, x, slopes, n->w1, rate, 1);
  update_bias(rows, n->hidden, slopes, n->b1, rate, 1);
  return loss;
}

double limit_hinge_epoch(
    double *p, const double *x, const double *y, double rate, double l2, double *room) {
  enum { ROWS = 100, WIDTH = 16, COUNT = 337 };
  double *w1 = p, *b1 = w1 + 32, *w2 = b1 + 16, *b2 = w2 + 256, *w3 = b2 + 16, *b3 = w3 + 16;
  double *h1 = room, *h2 = h1 + ROWS * WIDTH, *d2 = h2 + ROWS * WIDTH, *d1 = d2 + ROWS * WIDTH;
  double *transposed = d1 + ROWS * WIDTH;
  double kept = 1 - 2 * l2 * rate, loss = 0, b3_slope = 0;
  V squares = {0};
  for (int i = 0; i < COUNT - 1; i += LANES) squares += load(p + i) * load(p + i);
  double penalty = sum_of_lanes(squares) + *b3 * *b3;
  forward_relu(ROWS, WIDTH, 2, x, w1, b1, h1);
  forward_relu(ROWS, WIDTH, WIDTH, h1, w2, b2, h2);
  enum { PARTS = WIDTH / LANES };
  V w[PARTS], w_slopes[PARTS];
  UNROLLED for (int j = 0; j < PARTS; j++) w[j] = load(w3 + j * LANES), w_slopes[j] = (V){0};
  for (int i = 0; i < ROWS; i++) {
    V products = {0};
    UNROLLED for (int j = 0; j < PARTS; j++) products += load(h2 + i * WIDTH + j * LANES) * w[j];
    double margin = 1 - y[i] * (*b3 + sum_of_lanes(products));
    double slope = margin > 0 ? -y[i] / ROWS : 0;
    loss += margin > 0 ? margin : 0;
    b3_slope += slope;
    UNROLLED for (int j = 0; j < PARTS; j++) {
      V h = load(h2 + i * WIDTH + j * LANES);
      w_slopes[j] += slope * h;
      store(d2 + i * WIDTH + j * LANES, (V)((W)(slope * w[j]) & (h > 0)));
    }
  }
  transpose(WIDTH, WIDTH, w2, transposed);
  backward_relu(ROWS, WIDTH, WIDTH, d2, transposed, h1, d1);
  update_weights(WIDTH, WIDTH, ROWS, h1, d2, w2, rate, kept);
  update_bias(ROWS, WIDTH, d2, b2, rate, kept);
  update_weights(2, WIDTH, ROWS, x, d1, w1, rate, kept);
  update_bias(ROWS, WIDTH, d1, b1, rate, kept);
  UNROLLED for (int j = 0; j < PARTS; j++) store(w3 + j * LANES, w[j] * kept - rate * w_slopes[j]);
  *b3 = *b3 * kept - rate * b3_slope;
  return loss / ROWS + l2 * penalty;
}

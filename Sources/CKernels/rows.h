// Loops along rows.

static void column_sums(const double *entries, long rows, long columns, double *sums, bool adds) {
  FOR_EACH_REGISTER(column, columns, {
    V sum = all(0);
    const double *from = entries + column;
    for (long i = 0; i < rows; i++, from += columns) sum += GET(from);
    PUT(sums + column, adds ? GET(sums + column) + sum : sum);
  });
}

/// exp(x) for x ≤ 0, to about one unit in the last place: x = k log 2 + r, and the Taylor series
/// of exp(r) up to r¹², whose rest is below 2⁻⁵² where |r| ≤ log(2) / 2.
INLINE V exponential(V x) {
  const double to_round = 6755399441055744.0;  // 1.5 · 2⁵²: what is added to it is rounded
  V bounded = __builtin_elementwise_max(x, all(-708));
  V shifted = bounded * 1.4426950408889634074 + to_round;
  W exponent = (W)shifted << 52;
  V k = shifted - to_round;
  // log 2 in two parts, the first with zeros at its end, so that k times it is exact.
  V r = bounded - k * 6.93147180369123816490e-01;
  r = r - k * 1.90821492927058770002e-10;
  V sum = r * (1.0 / 479001600) + 1.0 / 39916800;
  sum = sum * r + 1.0 / 3628800;
  sum = sum * r + 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  sum = sum * r + 0.5;
  sum = sum * r + 1;
  sum = sum * r + 1;
  V result = (V)((W)sum + exponent);
  // Below the bound nothing is left; what is not a number stays so.
  result = (V)((W)result & (x >= -708));
  return (V)(((W)result & (x == x)) | ((W)x & (x != x)));
}

/// z less the largest of its row.
static void less_largest(
    const double *z, long rows, long columns, double *shares, double *largest) {
  for (long i = 0; i < rows; i++, z += columns, shares += columns) {
    double most = z[0];
    // A row with an entry that is not a number is lost, whatever its largest is.
    for (long j = 1; j < columns; j++) most = z[j] > most ? z[j] : most;
    for (long j = 0; j < columns; j++) shares[j] = z[j] - most;
    if (largest) largest[i] = most;
  }
}

/// So many rows are worked on together that their shares stay in the first cache.
enum { ROWS_AT_ONCE = 64 };

static void exponentials(double *entries, long count) {
  FOR_EACH_REGISTER(index, count, PUT(entries + index, exponential(GET(entries + index))););
}

static double row_sum(const double *row, long columns) {
  V sum = all(0);
  FOR_EACH_REGISTER(index, columns, sum += GET(row + index););
  return sum_of_lanes(sum);
}

static void softmax(const double *z, long rows, long columns, double *shares) {
  less_largest(z, rows, columns, shares, NULL);
  exponentials(shares, rows * columns);
  for (long i = 0; i < rows; i++, shares += columns) {
    V sum = all(row_sum(shares, columns));
    FOR_EACH_REGISTER(index, columns, PUT(shares + index, GET(shares + index) / sum););
  }
}

static double cross_entropy(
    const double *z, const double *targets, long rows, long columns, double *shares) {
  V total = all(0);
  for (long first = 0; first < rows; first += ROWS_AT_ONCE) {
    const long height = rows - first < ROWS_AT_ONCE ? rows - first : ROWS_AT_ONCE;
    double largest[ROWS_AT_ONCE];
    less_largest(z, height, columns, shares, largest);
    exponentials(shares, height * columns);
    for (long i = 0; i < height; i++, z += columns, targets += columns, shares += columns) {
      const double sum = row_sum(shares, columns);
      const V inverse = all(1 / sum), normalizer = all(largest[i] + log(sum));
      FOR_EACH_REGISTER(index, columns, {
        PUT(shares + index, GET(shares + index) * inverse);
        V target = GET(targets + index);
        V share = target * (normalizer - GET(z + index));
        total += (V)((W)share & (target != 0));
      });
    }
  }
  return sum_of_lanes(total);
}

static void cross_entropy_slopes(
    const double *shares, const double *targets, long rows, long columns, double upstream,
    double *slopes, bool adds) {
  for (long i = 0; i < rows; i++, shares += columns, targets += columns, slopes += columns) {
    const V sum = all(row_sum(targets, columns));
    FOR_EACH_REGISTER(index, columns, {
      V slope = upstream * (GET(shares + index) * sum - GET(targets + index));
      PUT(slopes + index, adds ? GET(slopes + index) + slope : slope);
    });
  }
}

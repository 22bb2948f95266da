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

/// The logarithms of rows whose targets sum to 1 become one of a product, as long as that is no
/// overflow.
struct logarithms {
  double sum, product;
};

INLINE void add_logarithm(struct logarithms *logarithms, double times, double number) {
  if (times == 1 && logarithms->product < 1e290) {
    logarithms->product *= number;
  } else {
    logarithms->sum += times * log(number);
  }
}

/// The softmax of rows of at most `width` registers, which never leave them, and with targets the
/// cross-entropy. A row with an entry that is not a number is lost, whatever its largest is.
INLINE double short_rows(
    const int width, const bool has_targets, const double *z, const double *targets, long rows,
    long columns, double *shares) {
  const long left = columns - (width - 1) * LANES;
  const W counts = first_lanes(left);
  V total = all(0);
  struct logarithms logarithms = {0, 1};
  for (long i = 0; i < rows; i++, z += columns, targets += columns, shares += columns) {
    V entries[3], powers[3], most = all(-INFINITY), sums = all(0), target_sums = all(0);
    UNROLLED for (int j = 0; j < width; j++) {
      const bool is_full = j < width - 1;
      entries[j] = GET(z + j * LANES);
      most = __builtin_elementwise_max(
          most, is_full ? entries[j] : choose(counts, entries[j], all(-INFINITY)));
    }
    const double row_most = largest_lane(most);
    UNROLLED for (int j = 0; j < width; j++) {
      powers[j] = exponential(entries[j] - row_most);
      if (j == width - 1) powers[j] = choose(counts, powers[j], all(0));
      sums += powers[j];
    }
    const double sum = sum_of_lanes(sums);
    const V inverse = all(1 / sum);
    UNROLLED for (int j = 0; j < width; j++) {
      const bool is_full = j < width - 1;
      PUT(shares + j * LANES, powers[j] * inverse);
      if (!has_targets) continue;
      const V target = GET(targets + j * LANES), loss = target * (row_most - entries[j]);
      total += (V)((W)loss & (target != 0));
      target_sums += target;
    }
    if (has_targets) add_logarithm(&logarithms, sum_of_lanes(target_sums), sum);
  }
  return has_targets ? sum_of_lanes(total) + logarithms.sum + log(logarithms.product) : 0;
}

/// The same for rows of any length.
INLINE double long_rows(
    const bool has_targets, const double *z, const double *targets, long rows, long columns,
    double *shares) {
  V total = all(0);
  struct logarithms logarithms = {0, 1};
  for (long i = 0; i < rows; i++, z += columns, targets += columns, shares += columns) {
    V most = all(-INFINITY), sums = all(0), target_sums = all(0);
    FOR_EACH_REGISTER(index, columns, {
      most = __builtin_elementwise_max(most, GET_OR(z + index, -INFINITY));
    });
    const double row_most = largest_lane(most);
    FOR_EACH_REGISTER(index, columns, {
      PUT(shares + index, exponential(GET_OR(z + index, -INFINITY) - row_most));
      sums += GET(shares + index);
    });
    const double sum = sum_of_lanes(sums);
    const V inverse = all(1 / sum);
    FOR_EACH_REGISTER(index, columns, {
      PUT(shares + index, GET(shares + index) * inverse);
      if (has_targets) {
        const V target = GET(targets + index);
        const V loss = target * (row_most - GET(z + index));
        total += (V)((W)loss & (target != 0));
        target_sums += target;
      }
    });
    if (has_targets) add_logarithm(&logarithms, sum_of_lanes(target_sums), sum);
  }
  return has_targets ? sum_of_lanes(total) + logarithms.sum + log(logarithms.product) : 0;
}

INLINE double softmax_rows(
    const bool has_targets, const double *z, const double *targets, long rows, long columns,
    double *shares) {
  switch ((columns + LANES - 1) / LANES) {
    case 1: return short_rows(1, has_targets, z, targets, rows, columns, shares);
    case 2: return short_rows(2, has_targets, z, targets, rows, columns, shares);
    case 3: return short_rows(3, has_targets, z, targets, rows, columns, shares);
    default: return long_rows(has_targets, z, targets, rows, columns, shares);
  }
}

static void softmax(const double *z, long rows, long columns, double *shares) {
  softmax_rows(false, z, z, rows, columns, shares);
}

static double cross_entropy(
    const double *z, const double *targets, long rows, long columns, double *shares) {
  return softmax_rows(true, z, targets, rows, columns, shares);
}

static double row_sum(const double *row, long columns) {
  V sum = all(0);
  FOR_EACH_REGISTER(index, columns, sum += GET(row + index););
  return sum_of_lanes(sum);
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

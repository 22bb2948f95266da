// Steps of leaves.

static bool can_move(
    const double *point, const double *slopes, long count, double rate, double *sum_of_squares) {
  // Several sums side by side, because each addition waits for the one before it.
  enum { CHAINS = 4 };
  V squares[CHAINS], traces[CHAINS];
  for (int i = 0; i < CHAINS; i++) squares[i] = traces[i] = all(0);
  long first = 0;
  for (; first + CHAINS * LANES <= count; first += CHAINS * LANES) {
    UNROLLED for (int i = 0; i < CHAINS; i++) {
      V slope = load(slopes + first + i * LANES);
      squares[i] += slope * slope;
      // 0 times what is not finite is not a number, and stays one: no branch in the loop.
      traces[i] += 0 * (load(point + first + i * LANES) + rate * slope);
    }
  }
  FOR_EACH_REGISTER(index, count - first, {
    V slope = GET(slopes + first + index);
    squares[0] += slope * slope;
    traces[0] += 0 * (GET(point + first + index) + rate * slope);
  });
  V square = all(0), trace = all(0);
  for (int i = 0; i < CHAINS; i++) square += squares[i], trace += traces[i];
  *sum_of_squares += sum_of_lanes(square);
  return sum_of_lanes(trace) == 0;
}

static void move(double *point, const double *slopes, long count, double rate) {
#pragma clang fp contract(off)
  // From the end, where `can_move` was last: that part of a large leaf is still near.
  enum { BLOCK = 4096 };
  for (long end = count; end > 0; end -= BLOCK) {
    const long first = end > BLOCK ? end - BLOCK : 0;
    double *to = point + first;
    const double *from = slopes + first;
    FOR_EACH_REGISTER(index, end - first, {
      V step = rate * GET(from + index);
      PUT(to + index, GET(to + index) + step);
    });
  }
}

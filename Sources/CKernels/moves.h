// Steps of leaves.

static bool can_move(
    const double *point, const double *slopes, long count, double rate, double *sum_of_squares) {
  V squares = all(0), trace = all(0);
  FOR_EACH_REGISTER(index, count, {
    V slope = GET(slopes + index);
    squares += slope * slope;
    // 0 times what is not finite is not a number, and stays one: no branch in the loop.
    trace += 0 * (GET(point + index) + rate * slope);
  });
  *sum_of_squares += sum_of_lanes(squares);
  return sum_of_lanes(trace) == 0;
}

static void move(double *point, const double *slopes, long count, double rate) {
#pragma clang fp contract(off)
  FOR_EACH_REGISTER(index, count, {
    V step = rate * GET(slopes + index);
    PUT(point + index, GET(point + index) + step);
  });
}

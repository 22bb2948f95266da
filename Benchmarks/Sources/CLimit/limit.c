#include "CLimit.h"

#include <math.h>

void limit_fork(const double *in, double *out) {
  double x = in[0], y = in[1], z = in[2];
  double sum = x + y;
  double largest = y > z ? y : z;
  out[0] = sum * largest;
  out[1] = largest;
  out[2] = largest + (y > z ? sum : 0);
  out[3] = y > z ? 0 : sum;
}

void limit_neuron(const double *in, double *out) {
  double s = 1 / (1 + exp(-(in[0] * in[3] + in[1] * in[4] + in[2])));
  double slope = s * (1 - s);
  out[0] = s;
  out[1] = slope * in[3];
  out[2] = slope * in[4];
  out[3] = slope;
  out[4] = slope * in[0];
  out[5] = slope * in[1];
}

double limit_rosenbrock_value(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i + 1 < n; i++) {
    double bend = x[i + 1] - x[i] * x[i], rest = 1 - x[i];
    sum += 100 * bend * bend + rest * rest;
  }
  return sum;
}

double limit_rosenbrock_gradient(const double *x, double *g, long n) {
  double sum = 0, carried = 0;
  for (long i = 0; i + 1 < n; i++) {
    double bend = x[i + 1] - x[i] * x[i], rest = 1 - x[i];
    sum += 100 * bend * bend + rest * rest;
    g[i] = carried - 400 * bend * x[i] - 2 * rest;
    carried = 200 * bend;
  }
  g[n - 1] = carried;
  return sum;
}

static double sigmoid(double z) { return 1 / (1 + exp(-z)); }

double limit_network_step(double *w) {
  const double x0 = 0.05, x1 = 0.10, t0 = 0.01, t1 = 0.99, b1 = 0.35, b2 = 0.60, step = 0.5;
  double a0 = sigmoid(w[0] * x0 + w[1] * x1 + b1), a1 = sigmoid(w[2] * x0 + w[3] * x1 + b1);
  double o0 = sigmoid(w[4] * a0 + w[5] * a1 + b2), o1 = sigmoid(w[6] * a0 + w[7] * a1 + b2);
  double e0 = o0 - t0, e1 = o1 - t1;
  double g0 = e0 * o0 * (1 - o0), g1 = e1 * o1 * (1 - o1);
  double h0 = (g0 * w[4] + g1 * w[6]) * a0 * (1 - a0);
  double h1 = (g0 * w[5] + g1 * w[7]) * a1 * (1 - a1);
  w[0] -= step * h0 * x0;
  w[1] -= step * h0 * x1;
  w[2] -= step * h1 * x0;
  w[3] -= step * h1 * x1;
  w[4] -= step * g0 * a0;
  w[5] -= step * g0 * a1;
  w[6] -= step * g1 * a0;
  w[7] -= step * g1 * a1;
  return 0.5 * (e0 * e0 + e1 * e1);
}

#ifndef CLIMIT_H
#define CLIMIT_H

// The computations of the benchmarks, written by hand: what is left when nothing is general.

/// (x + y) * max(y, z) of in[0...2], and its three slopes.
void limit_fork(const double *in, double *out);

/// σ(w0 x0 + w1 x1 + w2) of w0 w1 w2 x0 x1, and its five slopes.
void limit_neuron(const double *in, double *out);

/// The Rosenbrock function of n inputs; with its gradient in g.
double limit_rosenbrock_value(const double *x, long n);
double limit_rosenbrock_gradient(const double *x, double *g, long n);

/// One step of the 2-2-2 network: w are the rows of W1, then of W2; the biases are held. The loss
/// before the step.
double limit_network_step(double *w);

#endif

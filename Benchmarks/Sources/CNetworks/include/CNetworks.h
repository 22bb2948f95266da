#ifndef CNETWORKS_H
#define CNETWORKS_H

#include <stdint.h>

// Training steps of networks written by hand for one processor: activation, slope and update are
// parts of the matrix products, and no gradient of a weight is ever stored.

/// A network of one hidden layer with relu, its output a softmax. The output is padded to 16
/// classes: columns of zeros in `w2`, biases of -1e9 in `b2`.
struct limit_softmax {
  long inputs, hidden, classes;
  double *w1, *b1, *w2, *b2;
  /// Room for rows × (2 · hidden + 16) + 16 · hidden numbers, at a multiple of 64 bytes.
  double *room;
};

/// The mean cross-entropy of `rows` examples.
double limit_softmax_loss(
    const struct limit_softmax *net, const double *x, const int32_t *labels, long rows);

/// The same, and a step against its gradient.
double limit_softmax_step(
    const struct limit_softmax *net, const double *x, const int32_t *labels, long rows,
    double rate);

/// One epoch of the 2-16-16-1 network with hinge loss and l2 · Σ parameter² over 100 points; the
/// loss before the step. `p` is W1, b1, W2, b2, W3, b3; `room` is for 4 · 1600 + 256 numbers.
double limit_hinge_epoch(
    double *p, const double *x, const double *y, double rate, double l2, double *room);

#endif

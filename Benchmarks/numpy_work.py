"""The work of the benchmarks in NumPy, gradients written by hand. `benchmarks --numpy` starts it.

Each work is a function of a time, which returns all results of that time; the last it keeps for
the next is the only state.
"""

import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np


def fork(numbers):
    points = [tuple(np.array(v) for v in row) for row in numbers.reshape(-1, 3)]

    def work(time):
        x, y, z = points[time % len(points)]
        s = x + y
        m = np.maximum(y, z)
        wins = y > z
        return s * m, m, m + wins * s, ~wins * s

    return work


def neuron(numbers):
    points = [(row[:3], np.append(row[3:], 1.0)) for row in numbers.reshape(-1, 5)]

    def work(time):
        w, x = points[time % len(points)]
        s = 1 / (1 + np.exp(-(w @ x)))
        slope = s * (1 - s)
        return s, slope * x, slope * w[:2]

    return work


def rosenbrock(x):
    start = x[0]

    def work(time):
        x[0] = start + time % 1024 * 1e-9
        bend = x[1:] - x[:-1] * x[:-1]
        rest = 1 - x[:-1]
        gradient = np.zeros(len(x))
        gradient[1:] = 200 * bend
        gradient[:-1] -= 400 * x[:-1] * bend + 2 * rest
        return 100 * (bend @ bend) + rest @ rest, gradient

    return work


def network(weights):
    x, t = np.array([0.05, 0.10]), np.array([0.01, 0.99])
    first = second = None

    def work(time):
        nonlocal first, second
        if time % 8192 == 0:
            first, second = weights[:4].reshape(2, 2).copy(), weights[4:].reshape(2, 2).copy()
        a = 1 / (1 + np.exp(-(first @ x + 0.35)))
        o = 1 / (1 + np.exp(-(second @ a + 0.60)))
        error = o - t
        g = error * o * (1 - o)
        h = (g @ second) * a * (1 - a)
        second -= 0.5 * np.outer(g, a)
        first -= 0.5 * np.outer(h, x)
        return (0.5 * (error @ error),)

    return work


def hashed_bits(seed, count):
    with np.errstate(over="ignore"):
        start = np.uint64((seed * 1000003 + 1) % 2**64)
        bits = (np.arange(count, dtype=np.uint64) + start) * np.uint64(0x9E3779B97F4A7C15)
        bits ^= bits >> np.uint64(32)
        bits *= np.uint64(0xD6E8FEB86659FD93)
        return bits ^ bits >> np.uint64(32)


def hashed(seed, *shape):
    numbers = (hashed_bits(seed, int(np.prod(shape))) >> np.uint64(11)) * 2.0**-53
    return numbers.reshape(shape)


def moons(x):
    x = x.reshape(100, 2)
    y = np.where(np.arange(100) < 50, -1.0, 1.0)
    shapes = [(2, 16), (1, 16), (16, 16), (1, 16), (16, 1), (1, 1)]
    start = [
        (2 * hashed(50 + index, *shape) - 1) * (shape[0] > 1) for index, shape in enumerate(shapes)
    ]
    parameters = None

    def work(time):
        nonlocal parameters
        epoch = time % 100
        if epoch == 0:
            parameters = [p.copy() for p in start]
        w1, b1, w2, b2, w3, b3 = parameters
        h1 = np.maximum(x @ w1 + b1, 0)
        h2 = np.maximum(h1 @ w2 + b2, 0)
        margin = 1 - y * (h2 @ w3 + b3)[:, 0]
        loss = np.maximum(margin, 0).mean() + 1e-4 * sum((p * p).sum() for p in parameters)
        dz = np.where(margin > 0, -y / 100, 0)[:, None]
        d2 = (dz @ w3.T) * (h2 > 0)
        d1 = (d2 @ w2.T) * (h1 > 0)
        slopes = [x.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ dz, dz.sum(0)]
        rate = 1 - 0.9 * epoch / 100
        for p, slope in zip(parameters, slopes):
            p -= rate * (slope + 2e-4 * p)
        return (loss,)

    return work


def softmax_network(numbers):
    inputs, hidden, classes, rows, batches = (int(number) for number in numbers)
    x = hashed(6, batches, rows, inputs)
    labels = (hashed_bits(7, batches * rows) % np.uint64(classes)).astype(int).reshape(batches, rows)
    row = np.arange(rows)
    start = [
        (2 * hashed(8, inputs, hidden) - 1) / np.sqrt(inputs),
        np.zeros(hidden),
        (2 * hashed(9, hidden, classes) - 1) / np.sqrt(hidden),
        np.zeros(classes),
    ]
    parameters = None

    def work(time):
        nonlocal parameters
        batch = time % batches
        if batch == 0:
            parameters = [p.copy() for p in start]
        w1, b1, w2, b2 = parameters
        h = x[batch] @ w1
        h += b1
        np.maximum(h, 0, out=h)
        z = h @ w2
        z += b2
        z -= z.max(1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(1, keepdims=True)
        loss = -np.log(z[row, labels[batch]]).mean()
        z[row, labels[batch]] -= 1
        z *= 1 / rows
        dh = z @ w2.T
        dh *= h > 0
        w2 -= 0.1 * (h.T @ z)
        b2 -= 0.1 * z.sum(0)
        w1 -= 0.1 * (x[batch].T @ dh)
        b1 -= 0.1 * dh.sum(0)
        return (loss,)

    return work


def weighted(results):
    flat = np.concatenate([np.ravel(result) for result in results])
    return flat @ (np.arange(len(flat)) % 7 + 1.0)


def check(name, work, times):
    """Sums what the other contenders sum; of W3, whose point is the state, the last time counts."""
    sums = [weighted(work(time)) for time in range(times)]
    return sums[-1] if name == "W3" else sum(sums)


def run(work, times):
    """The processor time that it took."""
    start = time.process_time()
    for turn in range(times):
        work(turn)
    return time.process_time() - start


works = {
    "W1": fork,
    "W2": neuron,
    "W3": rosenbrock,
    "W4": network,
    "W5": moons,
    "W6": softmax_network,
    "W7": softmax_network,
}
print("ready", flush=True)
for line in sys.stdin:
    command, *words = line.split()
    if command == "prepare":
        name = words[0]
        work = works[name](np.array(words[1:], dtype=float))
    elif command == "check":
        print(repr(float(check(name, work, int(words[0])))), flush=True)
    else:
        print(repr(float(run(work, int(words[0])))), flush=True)

#!/usr/bin/env python3
"""Whole training runs, computed with NumPy alone and by hand: no automatic differentiation.

A network of 2 inputs, 5 tanh units and k outputs learns 12 points. For every optimizer and every
loss: the losses of 20 updates. The optimizers are written as PyTorch's documentation of
torch.optim writes them, the losses as its documentation of torch.nn does (reduction='mean', and
HingeEmbeddingLoss's max(0, 1 - x) of x = t * z for targets t of -1 and 1).

    python3 training.py > training.json
"""
import json
import sys

import numpy as np

ROWS, UPDATES = 12, 20


def wave(rows, columns, phase):
    """Numbers between -1 and 1 that anybody can make again."""
    i, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    return np.sin(phase + 3.0 * i + 7.0 * j)


def beginning(outputs):
    return {
        "W1": 0.8 * wave(2, 5, 1.0),
        "b1": 0.1 * wave(1, 5, 2.0),
        "W2": 0.6 * wave(5, outputs, 3.0),
        "b2": 0.1 * wave(1, outputs, 4.0),
    }


X = 1.5 * wave(ROWS, 2, 0.5)
CLASS = np.arange(ROWS) % 3
TARGETS = {
    "mse": wave(ROWS, 1, 5.0),
    "bce": (np.arange(ROWS) % 2).astype(float).reshape(-1, 1),
    "cross-entropy": np.eye(3)[CLASS],
    "hinge": (np.arange(ROWS) % 2).astype(float).reshape(-1, 1),
}


def loss_and_slope(name, z, y):
    """The loss, and its slope by z."""
    n = z.size
    if name == "mse":
        return np.mean((z - y) ** 2), 2 * (z - y) / n
    if name == "bce":
        loss = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
        return loss, (1 / (1 + np.exp(-z)) - y) / n
    if name == "cross-entropy":
        shifted = z - z.max(axis=1, keepdims=True)
        p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
        return -np.mean(np.sum(y * np.log(p), axis=1)), (p - y) / len(z)
    sign = 2 * y - 1
    return np.mean(np.maximum(0, 1 - sign * z)), np.where(sign * z < 1, -sign, 0.0) / n


def forward_backward(name, w, x, y, l2):
    a = np.tanh(x @ w["W1"] + w["b1"])
    z = a @ w["W2"] + w["b2"]
    loss, dz = loss_and_slope(name, z, y)
    loss += l2 * (np.sum(w["W1"] ** 2) + np.sum(w["W2"] ** 2))
    dh = (dz @ w["W2"].T) * (1 - a**2)
    slopes = {
        "W1": x.T @ dh + 2 * l2 * w["W1"],
        "b1": dh.sum(axis=0, keepdims=True),
        "W2": a.T @ dz + 2 * l2 * w["W2"],
        "b2": dz.sum(axis=0, keepdims=True),
    }
    return loss, slopes


class Optimizer:
    def __init__(self, name):
        self.name, self.t, self.memory = name, 0, {}

    def step(self, w, slopes, rate):
        self.t += 1
        for key, g in slopes.items():
            zero = np.zeros_like(g)
            first, second = self.memory.get(key, (zero, zero))
            if self.name == "sgd":
                move = rate * g
            elif self.name == "momentum":
                first = 0.9 * first + g
                move = rate * first
            elif self.name == "nesterov":
                first = 0.9 * first + g
                move = rate * (g + 0.9 * first)
            elif self.name == "adagrad":
                second = second + g * g
                move = rate * g / (np.sqrt(second) + 1e-10)
            elif self.name == "rmsprop":
                second = 0.99 * second + (1 - 0.99) * g * g
                move = rate * g / (np.sqrt(second) + 1e-8)
            else:
                if self.name == "adamw":
                    w[key] = w[key] - rate * 0.01 * w[key]
                first = 0.9 * first + (1 - 0.9) * g
                second = 0.999 * second + (1 - 0.999) * g * g
                mean = first / (1 - 0.9**self.t)
                square = second / (1 - 0.999**self.t)
                move = rate * mean / (np.sqrt(square) + 1e-8)
            self.memory[key] = (first, second)
            w[key] = w[key] - move


MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def order(rows, seed, epoch):
    """The rows of an epoch: SplitMix64 at positions from 2**32 * (epoch + 1) on; Fisher-Yates."""
    result, position = list(range(rows)), (epoch + 1) << 32
    for row in range(rows - 1, 0, -1):
        position += 1
        drawn = mix((mix(seed) + position * 0x9E3779B97F4A7C15) & MASK)
        other = (drawn * (row + 1)) >> 64
        result[row], result[other] = result[other], result[row]
    return result


def factor(schedule, epoch):
    if schedule is None:
        return 1.0
    form, *numbers = schedule
    if form == "warmup":
        return (epoch + 1) / numbers[0] if epoch < numbers[0] else 1.0
    if form == "step":
        return numbers[1] ** (epoch // numbers[0])
    if form == "exponential":
        return numbers[0] ** epoch
    return (1 + np.cos(np.pi * epoch / numbers[0])) / 2 if epoch < numbers[0] else 0.0


def train(optimizer, loss, rate, batch=0, seed=1, clip=0.0, l2=0.0, schedule=None):
    """Losses after each update where all rows are taken at once, else of each batch before it."""
    y = TARGETS[loss]
    w = beginning(y.shape[1])
    rule, losses, epoch, row = Optimizer(optimizer), [], 0, 0
    for _ in range(UPDATES):
        rows = order(ROWS, seed, epoch)[row : row + batch] if batch else list(range(ROWS))
        value, slopes = forward_backward(loss, w, X[rows], y[rows], l2)
        if clip:
            length = np.sqrt(sum(np.sum(g * g) for g in slopes.values()))
            if length > clip:
                slopes = {key: g * (clip / length) for key, g in slopes.items()}
        rule.step(w, slopes, rate * factor(schedule, epoch))
        losses.append(
            float(value if batch else forward_backward(loss, w, X, y, l2)[0])
        )
        row += len(rows)
        if row >= ROWS:
            epoch, row = epoch + 1, 0
    return losses


RULES = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
RATES = {"sgd": 0.2, "momentum": 0.05, "nesterov": 0.05, "adagrad": 0.1}


def runs():
    for rule in RULES:
        rate = RATES.get(rule, 0.02)
        for loss in TARGETS:
            yield dict(optimizer=rule, loss=loss, rate=rate)
        yield dict(optimizer=rule, loss="cross-entropy", rate=rate, batch=5, seed=7)
    yield dict(optimizer="sgd", loss="mse", rate=0.2, batch=5, seed=3, clip=0.1)
    yield dict(optimizer="momentum", loss="bce", rate=0.2, clip=0.05)
    yield dict(optimizer="adam", loss="hinge", rate=0.02, l2=0.01, batch=4, seed=2)
    yield dict(optimizer="sgd", loss="bce", rate=0.2, schedule=["step", 3, 0.5])
    yield dict(optimizer="sgd", loss="bce", rate=0.2, schedule=["exponential", 0.9])
    yield dict(optimizer="sgd", loss="bce", rate=0.2, schedule=["cosine", 15])
    yield dict(optimizer="sgd", loss="bce", rate=0.2, schedule=["warmup", 6], batch=5, seed=1)


if __name__ == "__main__":
    lines = [json.dumps(dict(run, losses=train(**run))) for run in runs()]
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")

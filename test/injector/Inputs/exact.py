# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# exact.py - checks intervals by other means than the injector's: binomial
# tails in rational numbers, likelihoods maximised by search. Prints the lines
# that pass, and fails at the first that does not.
import math
import sys
from fractions import Fraction


def tail(k, n, p):
    """P(X <= k), exactly."""
    p = Fraction(p)
    return float(sum(math.comb(n, i) * p**i * (1 - p)**(n - i)
                     for i in range(k + 1)))


def close(a, b, what):
    if abs(a - b) > 1e-6 * max(abs(a), abs(b), 1e-3):
        sys.exit("%s: %r instead of %r" % (what, a, b))


def check_exact(k, n, c, low, high):
    if k > 0:
        close(1 - tail(k - 1, n, low), (1 - c) / 2, "low %d/%d" % (k, n))
    if k < n:
        close(tail(k, n, high), (1 - c) / 2, "high %d/%d" % (k, n))


def sequence_excludes(k, n, c, p):
    """The beta-binomial martingale by integrating over the mixture."""
    steps = 20000  # p = sin^2 t makes the density of Beta(1/2,1/2) flat
    mean = sum(
        math.exp(k * math.log(x / p) + (n - k) * math.log((1 - x) / (1 - p)))
        for x in (math.sin(math.pi / 2 * (i + .5) / steps)**2
                  for i in range(steps))) / steps
    return mean * (1 - c)


def likelihood(k, n, l, m, p1, p2):
    return sum(a * math.log(b) for a, b in
               ((k, p1), (n - k, 1 - p1), (l, p2), (m - l, 1 - p2)) if a)


def chi2(k, n, l, m, ratio):
    """Pearson's statistic where p1 = ratio p2 fits best."""
    low, high = 1e-12, min(1, 1 / ratio) - 1e-12
    for _ in range(300):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        if likelihood(k, n, l, m, ratio * a, a) < \
                likelihood(k, n, l, m, ratio * b, b):
            low = a
        else:
            high = b
    p2 = (low + high) / 2
    p1 = ratio * p2
    return (k - n * p1)**2 / (n * p1 * (1 - p1)) + \
        (l - m * p2)**2 / (m * p2 * (1 - p2))


for line in sys.stdin:
    words = line.split()
    if "ratio" in words:
        k, n, l, m = map(int, words[:4])
        for bound in map(float, words[6:8]):
            if 0 < bound < math.inf:
                if abs(chi2(k, n, l, m, bound) - 3.841458821) > 1e-3:
                    sys.exit("ratio %s: %g" % (line, chi2(k, n, l, m, bound)))
    else:
        k, n, c = int(words[0]), int(words[1]), float(words[2])
        check_exact(k, n, c, float(words[7]), float(words[8]))
        for p in map(float, words[10:12]):
            if 0 < p < 1 and \
                    abs(sequence_excludes(k, n, c, p) - 1) > 1e-3:
                sys.exit("sequence %s: %g at %g" % (
                    line, sequence_excludes(k, n, c, p), p))
    print(line, end="")

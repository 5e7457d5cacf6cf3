"""Named streams of random numbers, so that adding one part of a case never changes another."""

from __future__ import annotations

import hashlib

import numpy as np

MAX_SEED = 2**53 - 1
"""Largest seed: the whole numbers that JSON readers everywhere keep exact."""


def stream(seed: int, *names: str | int) -> np.random.RandomState:
    """A generator that depends on the seed and the names alone.

    numpy promises never to change the numbers of `RandomState` (NEP 19), which it does not promise
    of its newer generators.

    Args:
        seed: 0 to `MAX_SEED`.
        names: what the numbers are for, for example `("noise", "R-CC")`.
    """
    label = "\x1f".join(["mammogym", str(seed), *(str(name) for name in names)])
    digest = hashlib.sha256(label.encode()).digest()
    return np.random.RandomState(np.frombuffer(digest, dtype="<u4").astype(np.uint32))

"""Fingerprints of prepared views: 256 bits by which the same picture is known again.

They hold whatever is scaled, mirrored, brightened or compressed again, and tell the pictures of two
women, or of two views, apart.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import fft, ndimage

KIND = "dct-sign-256-1"
"""How fingerprints are made; others are not compared with these."""

BITS = 256
LARGEST_DISTANCE = 64
"""Two fingerprints that differ in at most so many bits are of one picture. Of two million pairs of
views of two women (the open collections), one pair is as near."""

SIDE = 64
"""The breast's box is brought to a square of this side, whatever its scale was."""

EVENED_PX = 3.0
LOWEST = 6
"""Lower frequencies than this tell the outline, in which many breasts are alike."""


def fingerprint(pixels: NDArray[np.uint8]) -> str:
    """The fingerprint of a prepared view, hexadecimal.

    Signs of cosine frequencies of the tissue, evened out so that outline, brightness and contrast
    have no say.

    Args:
        pixels: (rows, columns), 0 outside the breast.

    Source: after Zauner 2010, Implementation and benchmarking of perceptual image hash functions,
        section 3.2.1 (signs of low frequencies of the cosine transform).
    """
    tissue = _evened(*_box(pixels))
    spectrum = np.asarray(fft.dctn(tissue, norm="ortho"))
    values = spectrum[_chosen()]
    return np.packbits(values > 0).tobytes().hex()


class Fingerprints:
    """A set of fingerprints that finds near ones.

    Args:
        fingerprints: hexadecimal.
    """

    def __init__(self, fingerprints: Iterable[str] = ()) -> None:
        texts = list(fingerprints)
        self._bits = _unpacked(texts)

    def __len__(self) -> int:
        return len(self._bits)

    def add(self, fingerprint: str) -> None:
        """Put one more in."""
        self._bits = np.concatenate([self._bits, _unpacked([fingerprint])])

    def nearest(self, fingerprint: str) -> int:
        """In how many bits the nearest one differs; more than there are where there is none."""
        if not len(self._bits):
            return BITS + 1
        different = np.bitwise_count(self._bits ^ _unpacked([fingerprint]))
        return int(different.sum(axis=1, dtype=np.int64).min())

    def has(self, fingerprint: str) -> bool:
        """Whether one of them is of the same picture."""
        return self.nearest(fingerprint) <= LARGEST_DISTANCE


def _unpacked(texts: list[str]) -> NDArray[np.uint64]:
    content = b"".join(bytes.fromhex(text) for text in texts)
    return np.frombuffer(content, dtype="<u8").astype(np.uint64).reshape(-1, BITS // 64)


def _box(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Tissue and mask in the box of the breast, both as squares."""
    breast = pixels > 0
    rows = np.flatnonzero(breast.any(axis=1))
    columns = np.flatnonzero(breast.any(axis=0))
    if not len(rows):
        return np.zeros((SIDE, SIDE)), np.zeros((SIDE, SIDE))
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    return _square(pixels[box].astype(np.float32)), _square(breast[box].astype(np.float32))


def _square(values: NDArray[np.float32]) -> NDArray[np.float64]:
    image = Image.fromarray(values).resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(image, dtype=np.float64)


def _evened(grey: NDArray[np.float64], mask: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is brighter or darker than its surroundings, in their spread, inside the breast."""
    inside = ndimage.binary_erosion(mask > 0.9, iterations=2, border_value=1).astype(np.float64)
    weight = ndimage.gaussian_filter(inside, EVENED_PX) + 1e-6
    mean = ndimage.gaussian_filter(grey * inside, EVENED_PX) / weight
    rest = (grey - mean) * inside
    spread = np.sqrt(ndimage.gaussian_filter(rest * rest, EVENED_PX) / weight)
    return np.tanh(rest / (spread + 1.0))


def _chosen() -> NDArray[np.bool_]:
    """The 256 lowest frequencies beyond `LOWEST`."""
    row, column = np.mgrid[:SIDE, :SIDE]
    order = np.hypot(row, column)
    order[order < LOWEST] = np.inf
    chosen = np.zeros((SIDE, SIDE), dtype=bool)
    chosen.ravel()[np.argsort(order, axis=None, kind="stable")[:BITS]] = True
    return chosen

"""A view made ready for the screen: integer levels, halved copies, a look-up table to greys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from inference.case import View
from inference.imaging.greyscale import VoiLut, Window, to_grey

LEVELS = 65_536
SMALLEST_SIDE = 128
"""Copies smaller than this would save nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Picture:
    """A view as indices into a table of values, at full size and at halves of it.

    Windowing then costs one look-up per pixel on the screen, however it is computed.

    Attributes:
        view: what is shown.
        copies: uint16 indices; copy k has one pixel for 2^k × 2^k of the view.
        values: (n,) the value each index stands for, rising.
    """

    view: View
    copies: tuple[NDArray[np.uint16], ...]
    values: NDArray[np.generic]

    def grey_table(self, voi: Window | VoiLut | None, inverted: bool) -> NDArray[np.uint8]:
        """The grey, 0 to 255, of every index.

        Args:
            voi: a window or table; None is what the file wants shown first.
            inverted: whether black and white are exchanged.
        """
        greyscale = self.view.greyscale
        if inverted:
            greyscale = replace(greyscale, inverted=not greyscale.inverted)
        grey = to_grey(self.values, greyscale, voi)
        return np.rint(grey * 255).astype(np.uint8)

    def copy_for(self, scale: float) -> int:
        """Which copy to show at a scale in device pixels per image pixel: never a coarser one."""
        wanted = int(np.floor(-np.log2(max(scale, 1e-6)))) if scale < 1 else 0
        return min(wanted, len(self.copies) - 1)


def make_picture(view: View) -> Picture:
    """Make a view ready for the screen."""
    index, values = _indexed(view)
    return Picture(view=view, copies=_halved_copies(index), values=values)


def _indexed(view: View) -> tuple[NDArray[np.uint16], NDArray[np.generic]]:
    pixels = view.pixels
    low, high = pixels.min(), pixels.max()
    if not np.issubdtype(pixels.dtype, np.integer) or int(high) - int(low) >= LEVELS:
        return _quantised(view)
    if pixels.dtype == np.uint16:
        return pixels.astype(np.uint16, copy=False), np.arange(int(high) + 1)
    index = (pixels.astype(np.int64) - int(low)).astype(np.uint16)
    return index, np.arange(int(low), int(high) + 1)


def _quantised(view: View) -> tuple[NDArray[np.uint16], NDArray[np.generic]]:
    """Cut a continuous range into 65 535 steps; padding keeps an index of its own, the first."""
    pixels = np.nan_to_num(view.pixels.astype(np.float64))
    padding = view.greyscale.padding
    outside = np.zeros(pixels.shape, bool)
    if padding is not None:
        outside = (pixels >= padding[0]) & (pixels <= padding[1])
    inside = pixels[~outside]
    low, high = (inside.min(), inside.max()) if inside.size else (0.0, 0.0)
    steps = np.linspace(low, high, LEVELS - 1)
    span = (high - low) or 1.0
    index = 1 + np.rint((np.clip(pixels, low, high) - low) / span * (LEVELS - 2))
    first = padding[0] if padding is not None else low
    return np.where(outside, 0, index).astype(np.uint16), np.concatenate([[first], steps])


def _halved_copies(index: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], ...]:
    copies = [np.ascontiguousarray(index)]
    while min(copies[-1].shape) >= 2 * SMALLEST_SIDE:
        copies.append(_halved(copies[-1]))
    return tuple(copies)


def _halved(index: NDArray[np.uint16]) -> NDArray[np.uint16]:
    rows, columns = index.shape
    if rows % 2 or columns % 2:
        index = np.pad(index, ((0, rows % 2), (0, columns % 2)), mode="edge")
    total = index[0::2, 0::2].astype(np.uint32)
    for part in (index[0::2, 1::2], index[1::2, 0::2], index[1::2, 1::2]):
        total += part
    return ((total + 2) >> 2).astype(np.uint16)

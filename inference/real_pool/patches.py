"""Patches of tissue: small squares of a shown picture that lie in the breast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.real_pool.presentation import ShownPicture

PATCH_PX = 64
"""Side of a patch: 28.8 mm."""

LEAST_TISSUE = 0.9
"""Share of a patch that lies in the breast (Wu et al. 2020)."""

ROW_STEP = 2
"""Patches begin in every second row, so that looking for the best places is quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Where a patch begins.

    Attributes:
        row: first row in its picture.
        column: first column.
    """

    row: int
    column: int


def tissue_patches(picture: ShownPicture) -> tuple[Patch, ...]:
    """As many patches of a whole view as fit side by side in bands of rows, from the top.

    Args:
        picture: a whole view.
    """
    free = _in_tissue(picture.pixels > 0)
    bands = [_side_by_side(row) for row in free[::ROW_STEP]]
    height = PATCH_PX // ROW_STEP
    # The most patches above each step, and the band that ends there where one does.
    most = [0] * (len(bands) + height)
    last: list[int | None] = [None] * len(most)
    for end in range(height, len(most)):
        start = end - height
        most[end] = most[end - 1]
        if most[start] + len(bands[start]) > most[end]:
            most[end], last[end] = most[start] + len(bands[start]), start
    return tuple(_bands_from(bands, last, height))


def cut(picture: ShownPicture, patch: Patch) -> ShownPicture:
    """One patch as a picture of its own."""
    rows = slice(patch.row, patch.row + PATCH_PX)
    columns = slice(patch.column, patch.column + PATCH_PX)
    return ShownPicture(
        pixels=np.ascontiguousarray(picture.pixels[rows, columns]), pixel_mm=picture.pixel_mm
    )


def _bands_from(bands: list[list[int]], last: list[int | None], height: int) -> list[Patch]:
    found: list[Patch] = []
    end = len(last) - 1
    while end >= height:
        start = last[end]
        if start is None:
            end -= 1
            continue
        row = start * ROW_STEP
        found.extend(Patch(row=row, column=column) for column in reversed(bands[start]))
        end = start
    return found[::-1]


def _in_tissue(breast: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a patch that begins there lies in the breast."""
    sums = np.pad(breast.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    side = PATCH_PX
    tissue = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return tissue >= LEAST_TISSUE * side * side


def _side_by_side(free: NDArray[np.bool_]) -> list[int]:
    """First columns of squares that do not overlap, as far left as each can lie."""
    columns: list[int] = []
    end = 0
    for column in np.flatnonzero(free).tolist():
        if column >= end:
            columns.append(column)
            end = column + PATCH_PX
    return columns

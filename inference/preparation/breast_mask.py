"""Finding the breast in a picture of film or detector, apart from labels, tape and borders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from inference.errors import ImageFileError
from inference.imaging.regions import closed, dilated, filled, largest_region, opened

WORKING_ROWS = 320
"""Masks are found on a reduced picture of this height and enlarged afterwards."""

SMALLEST_SIDE = 32
"""Height and width of a picture are at least this many pixels."""

SMALLEST_SHARE = 0.02
"""A breast covers at least this share of its picture."""

LARGEST_SHARE = 0.93
"""A component larger than this is a picture without a background."""

CLEAN_AIR_SPREAD = 0.008
CLEAN_AIR_SHARE = 0.9
"""A detector's air is nearly one grey; there, even dark fat stands out."""

LEAST_WHOLENESS = 0.95
"""Share of a breast's closed outline that it has to cover. Of 160 views of the open collections,
four cover less, all digital with fat that was cut to black; half cover more than 0.998."""


def find_breast(grey: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Find the breast, with the pectoral muscle where it is seen.

    Args:
        grey: (rows, columns), 0 (air) to 1.

    Returns:
        bool of the same shape; one connected region without holes, open towards the chest wall.

    Raises:
        ImageFileError: there is nothing like a breast, or no background around it.
    """
    rows, columns = grey.shape
    if min(rows, columns) < SMALLEST_SIDE:
        raise ImageFileError(f"too small to be a mammogram: {rows} × {columns} pixels")
    if not np.isfinite(grey).all():
        raise ImageFileError("the picture holds values that are no numbers")
    height = min(rows, WORKING_ROWS)
    width = max(8, round(columns * height / rows))
    small = np.asarray(
        Image.fromarray(grey.astype(np.float32)).resize((width, height), Image.Resampling.BOX)
    )
    small = np.where(_film_border(small), 0, small).astype(np.float32)
    tissue = small > _air_threshold(small)
    breast = _largest_breast(opened(tissue, max(2, height // 64)))
    share = breast.mean()
    if share < SMALLEST_SHARE:
        raise ImageFileError("no breast found: too little of the picture is brighter than air")
    if share > LARGEST_SHARE:
        raise ImageFileError("no background found around the breast")
    soft = _softened(breast)
    if _wholeness(largest_region(soft > 0.5)) < LEAST_WHOLENESS:
        raise ImageFileError("the outline of the breast is ragged: parts of it are as dark as air")
    # Enlarged before it is cut at one half: an enlarged mask would have the stairs of a small one.
    enlarged = Image.fromarray(soft).resize((columns, rows), Image.Resampling.BICUBIC)
    mask = np.asarray(enlarged) > 0.5
    if not mask.any():
        raise ImageFileError("no breast found")
    return largest_region(mask)


def _film_border(small: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Bright strips along the edges: the unexposed rim and the light between film and scanner.

    A strip begins at the edge, is at most 8 % thick, and either most of its length is bright or its
    tissue greys fall by a step at its inner side, which muscle and skin never do.
    """
    border = np.zeros(small.shape, dtype=bool)
    bright = max(0.75, float(np.percentile(small, 99.5)) * 0.9)
    for turns in range(4):
        turned = np.rot90(small, turns)
        reach = max(3, len(turned) // 12)
        depth = max(_bright_strip(turned > bright, reach), _step_strip(turned, reach))
        np.rot90(border, turns)[:depth] = True
    return border | _thin_bright_pieces(small)


def _bright_strip(bright: NDArray[np.bool_], reach: int) -> int:
    """Depth of the uniformly bright strip along the first rows, 0 where there is none."""
    share = bright.mean(axis=1)
    hits = np.flatnonzero(share[:reach] > 0.45)
    return int(hits[-1]) + 2 if len(hits) and share[reach] <= 0.45 else 0


def _step_strip(grey: NDArray[np.float32], reach: int) -> int:
    """Depth of the strip along the first rows that ends in a step, 0 where there is none."""
    gap = 3
    lit = grey[: reach + gap] > 0.2
    means = np.where(lit, grey[: reach + gap], 0).sum(axis=1) / np.maximum(lit.sum(axis=1), 1)
    step = (means[:-gap] > 0.6) & (means[:-gap] - means[gap:] > 0.1) & (means[gap:] > 0)
    hits = np.flatnonzero(step)
    return int(hits[-1]) + 2 if len(hits) else 0


def _thin_bright_pieces(small: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Pieces of rim or tape: nearly white, thin, and close to the upper or lower edge."""
    rows = len(small)
    radius = max(3, rows // 45)
    # Continued beyond the edge, a muscle that reaches it is thick there, and a strip stays thin.
    white = np.pad(small > max(0.9, 0.97 * float(small.max())), radius, mode="edge")
    thin = white & ~opened(white, radius)
    thin = thin[radius:-radius, radius:-radius]
    depth = max(2, rows // 14)
    # Left and right edges are spared: a nipple may lie there.
    thin[depth:-depth] = False
    return dilated(thin, 2)


def _air_threshold(small: NDArray[np.float32]) -> float:
    """A grey between air and skin: a little above the darkest large peak of the histogram."""
    levels = np.clip(small, 0, 1)
    histogram, edges = np.histogram(levels, bins=256, range=(0, 1))
    cumulative = np.cumsum(histogram) / histogram.sum()
    darker_half = max(8, int(np.searchsorted(cumulative, 0.6)))
    air = edges[int(np.argmax(ndimage.gaussian_filter1d(histogram[:darker_half].astype(float), 1)))]
    dark = levels[levels < air + 0.06]
    if dark.size and (np.abs(dark - air) < CLEAN_AIR_SPREAD).mean() > CLEAN_AIR_SHARE:
        return float(air + 0.02)
    tissue = np.percentile(levels[levels > air + 0.05], 60) if (levels > air + 0.05).any() else 1.0
    return float(air + max(0.03, 0.16 * (tissue - air)))


def _largest_breast(tissue: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest component that reaches the left or right edge region, with its holes filled."""
    breast = largest_region(tissue)
    if not breast.any():
        raise ImageFileError("no breast found: the picture is dark everywhere")
    left, right = edge_contact(breast)
    columns = np.flatnonzero(breast.any(axis=0))
    chest_wall = columns[0] if left >= right else columns[-1]
    # Holes are filled as if the chest wall were closed: dark fat there must not open the region.
    whole = breast.copy()
    whole[:, chest_wall] = _spanned(breast, chest_wall, reach=max(2, breast.shape[1] // 40))
    return _with_nipple(filled(whole), tissue)


def _with_nipple(breast: NDArray[np.bool_], tissue: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Give back what the opening cut off close to the outline: a nipple in profile."""
    near = dilated(breast, max(2, len(breast) // 32), within=tissue)
    return breast | opened(near, 2)


def _spanned(breast: NDArray[np.bool_], column: int, reach: int) -> NDArray[np.bool_]:
    near = breast[:, max(0, column - reach) : column + reach + 1].any(axis=1)
    rows = np.flatnonzero(near)
    line = np.zeros(len(breast), dtype=bool)
    line[rows[0] : rows[-1] + 1] = True
    return line


def _wholeness(breast: NDArray[np.bool_]) -> float:
    """How much of its own closing, by a disk of a sixteenth of the height, a region covers."""
    radius = max(2, len(breast) // 16)
    padded = np.pad(breast, radius + 2, mode="edge")
    return float(padded.sum() / (closed(padded, radius) | padded).sum())


def edge_contact(mask: NDArray[np.bool_]) -> tuple[float, float]:
    """How much of its height a breast touches on the left and right side of its bounding box.

    Returns:
        Shares from 0 to 1, counted within 2 % of the box's width: near 1 at the chest wall.
    """
    columns = np.flatnonzero(mask.any(axis=0))
    rows = np.flatnonzero(mask.any(axis=1))
    box = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    reach = max(1, round(box.shape[1] * 0.02))
    return float(box[:, :reach].any(axis=1).mean()), float(box[:, -reach:].any(axis=1).mean())


def _softened(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """A mask as a slope from 0 to 1 whose level of one half is its rounded outline."""
    pad = 8
    # The picture's edges are continued, so that they stay straight.
    padded = np.pad(mask.astype(np.float32), pad, mode="edge")
    soft = np.asarray(ndimage.gaussian_filter(padded, 2.0), dtype=np.float32)
    return np.ascontiguousarray(soft[pad:-pad, pad:-pad])

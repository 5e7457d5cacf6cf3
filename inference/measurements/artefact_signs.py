"""Signs of artefacts in a picture: fine patterns, seams, ragged and doubled outlines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.imaging.regions import closed, filled, largest_region, opened

Picture = NDArray[np.uint8]

TILE = 16
"""Side in pixels of the squares whose spectra are looked at."""
LEAST_FREQUENCY = 0.2
"""Cycles per pixel from which on tissue has no power left and a pattern stands out."""
GREY_NOISE = 0.35
"""Deviation in grey levels that rounding and dither leave in any picture."""

SEAM_MM = 29.0
"""Length of a straight step that counts as a seam."""
SEAM_DISTANCE = 3
FRAME_EDGE = 0.025
"""Share of the frame's height next to its edges where no seams are sought: film ends there."""

DEPTHS = 13
DEPTH_MM = 1.0
"""Between two depths at which the profile under the outline is read, unless pixels are larger."""
SECTORS = 8
SMOOTHING_MM = 4.0
VISIBLE = 16
"""Grey under which a border is air to the eye, however ragged it is."""


def periodicity(picture: Picture) -> float:
    """How far a single fine frequency stands out of the others, in the worst square: log ratio.

    A chequered or striped patch has its power in one place of the spectrum; grain spreads it.
    """
    tiles = _inner_tiles(picture)
    if len(tiles) == 0:
        return 0.0
    window = np.outer(*2 * [np.hanning(TILE + 2)[1:-1]])
    power = np.abs(np.fft.rfft2((tiles - tiles.mean(axis=(1, 2), keepdims=True)) * window)) ** 2
    radius = np.hypot(np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None])
    fine = power[:, radius >= LEAST_FREQUENCY]
    floor = np.square(GREY_NOISE) * np.square(window).sum()
    # The upper half is left out of the typical power, so that the peak does not hide itself.
    typical = np.sort(fine, axis=1)[:, : fine.shape[1] // 2].mean(axis=1)
    return float(np.log((fine.max(axis=1) + floor) / (typical + floor)).max())


def _inner_tiles(picture: Picture) -> NDArray[np.float64]:
    """Half-overlapping squares inside the breast: (n, TILE, TILE)."""
    step = TILE // 2
    windows = np.lib.stride_tricks.sliding_window_view(picture, (TILE, TILE))[::step, ::step]
    return windows[(windows > 0).all(axis=(2, 3))].astype(np.float64)


def seam(picture: Picture, pixel_mm: float) -> float:
    """The surest straight step along a row or a column inside the breast: log of grey levels.

    What counts is the mean step over `SEAM_MM` beyond those a few lines away, less the deviation
    along it: the edge of a muscle runs aslant, shading goes on for many lines, and no anatomy
    keeps one step for so long.
    """
    inside = _eroded(picture > 0, 4)
    edge = round(FRAME_EDGE * len(picture))
    inner = np.zeros(inside.shape, dtype=bool)
    inner[edge : len(inner) - edge, edge:] = inside[edge : len(inner) - edge, edge:]
    length = round(SEAM_MM / pixel_mm)
    steps = (_straight_step(picture, inner, length), _straight_step(picture.T, inner.T, length))
    return float(np.log(max(steps) + 0.5))


def _straight_step(picture: Picture, mask: NDArray[np.bool_], length: int) -> float:
    """The surest step from one row to the next over a number of columns, 0 where there is none."""
    valid = mask[1:] & mask[:-1]
    step = np.where(valid, np.diff(picture.astype(np.float64), axis=0), 0)
    mean, square, whole = (
        ndimage.uniform_filter1d(values, length, axis=1)
        for values in (step, step * step, valid.astype(np.float64))
    )
    deviation = np.sqrt(np.maximum(square - mean * mean, 0))
    size = np.abs(mean)
    near = [np.roll(size, lines, axis=0) for lines in (-SEAM_DISTANCE, SEAM_DISTANCE)]
    sure = size - np.maximum(*near) - deviation
    return float(np.max(sure, where=whole > 0.99, initial=0.0))


def raggedness(picture: Picture, pixel_mm: float) -> float:
    """How much of the shape is lost by smoothing it, islands included: log of mm² per mm."""
    shape = filled(picture >= VISIBLE)
    radius = max(1, round(SMOOTHING_MM / pixel_mm))
    # The picture's own edge is no outline: the breast goes on there.
    padded = np.pad(shape, ((radius, radius), (radius, 0)), mode="edge")
    padded = np.pad(padded, ((0, 0), (0, radius)))
    main = largest_region(padded)
    smooth = opened(closed(main, radius), radius)
    lost = (padded ^ smooth)[radius:-radius, radius:-radius].sum() * pixel_mm
    outline = (shape ^ _eroded(shape, 1)).sum()
    return float(np.log(lost / max(1, outline) + 0.01))


def doubled_outline(picture: Picture, pixel_mm: float) -> float:
    """The deepest valley along the outline between two ridges: share of the median grey inside.

    Under the skin line grey may fall, but it does not fall and rise within a few millimetres along
    much of the outline unless that is drawn twice. The mean of the two worst stretches.
    """
    profiles = _outline_profiles(picture, pixel_mm)
    if len(profiles) < 2:
        return 0.0
    before = np.maximum.accumulate(profiles, axis=1)[:, :-2]
    after = np.maximum.accumulate(profiles[:, ::-1], axis=1)[:, ::-1][:, 2:]
    valleys = (np.minimum(before, after) - profiles[:, 1:-1]).max(axis=1)
    return float(np.sort(valleys)[-2:].mean())


def _outline_profiles(picture: Picture, pixel_mm: float) -> NDArray[np.float64]:
    """How grey goes on from the outline inwards, along each stretch of the outline.

    Returns:
        (stretches, DEPTHS) mean greys, as shares of the median grey inside; at most `SECTORS`
        stretches, those that are long enough.
    """
    shape = picture > 0
    rows = np.flatnonzero(shape.any(axis=1))
    if len(rows) < SECTORS:
        return np.empty((0, DEPTHS))
    # Beyond the upper, lower and chest-wall edges the breast goes on.
    padded = np.pad(np.pad(shape, ((1, 1), (1, 0)), mode="edge"), ((0, 0), (0, 1)))
    depth = np.asarray(ndimage.distance_transform_edt(padded))[1:-1, 1:-1] * pixel_mm
    place = np.rint(depth / max(DEPTH_MM, pixel_mm) - 1).astype(int)
    row, column = np.nonzero(shape & (place >= 0) & (place < DEPTHS))
    share = (row - rows[0]) / (rows[-1] - rows[0] + 1)
    cell = (share * SECTORS).astype(int) * DEPTHS + place[row, column]
    size = SECTORS * DEPTHS
    count = np.bincount(cell, minlength=size).reshape(SECTORS, -1)
    total = np.bincount(cell, picture[row, column], minlength=size).reshape(SECTORS, -1)
    long_enough = count.min(axis=1) >= 4
    middle = max(1.0, float(np.median(picture[shape])))
    return total[long_enough] / count[long_enough] / middle


def _eroded(mask: NDArray[np.bool_], steps: int) -> NDArray[np.bool_]:
    """A mask without what is near its border; the picture's own edge is none."""
    return np.asarray(ndimage.binary_erosion(mask, iterations=steps, border_value=1), dtype=bool)

"""Filling a recorded lesion from the tissue around it.

A generator trained on views with lesions draws lesions nobody recorded. So each recorded lesion is
replaced by a patch of the same breast whose rim fits best, blended in the gradient domain
(Pérez et al. 2003, "Poisson image editing", eq. 4: a guidance field from the source, the rim from
the target).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import spsolve

from inference.imaging.regions import dilated, label_regions

RIM_MM = 2.0
"""How far beyond its outline a lesion is replaced: its margin reaches into the tissue."""

LARGEST_SHARE = 0.3
"""A lesion that covers more than this share of its breast cannot be filled believably."""

MOST_SPLITS = 3
"""How often a lesion without a patch of its size is halved."""

SEARCH_ANGLES = 24
SEARCH_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionFill:
    """A picture without its lesions.

    Attributes:
        pixels: uint8, equal to the input outside `replaced`.
        replaced: bool, the lesions with their rims.
        unfilled: how many lesions were too large or had no tissue beside them.
    """

    pixels: NDArray[np.uint8]
    replaced: NDArray[np.bool_]
    unfilled: int


def fill_lesions(
    pixels: NDArray[np.uint8],
    breast: NDArray[np.bool_],
    lesions: NDArray[np.bool_],
    pixel_mm: float,
) -> LesionFill:
    """Replace each connected lesion by fitting tissue of the same breast.

    Args:
        pixels: uint8 (rows, columns) in the frame.
        breast: bool of the same shape.
        lesions: bool of the same shape.
        pixel_mm: size of a pixel.
    """
    rim = max(1, round(RIM_MM / pixel_mm))
    grown = dilated(lesions, rim) & breast
    labels, count = label_regions(grown)
    canvas = _Canvas(values=pixels.astype(np.float64), breast=breast, open=grown.copy())
    unfilled = 0
    for index in range(1, count + 1):
        lesion = np.stack(np.nonzero(labels == index))
        small = lesion.shape[1] <= LARGEST_SHARE * breast.sum()
        unfilled += not (small and _fill(canvas, lesion, MOST_SPLITS))
    filled = np.clip(np.rint(canvas.values), 1, 255).astype(np.uint8)
    filled[~breast] = 0
    return LesionFill(pixels=filled, replaced=grown, unfilled=unfilled)


def fill_region(
    values: NDArray[np.float64], breast: NDArray[np.bool_], region: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    """Replace a region of any picture by fitting tissue of the same breast.

    Args:
        values: float64 (rows, columns), on whatever scale.
        breast: bool of the same shape, where the tissue for it is taken from.
        region: bool of the same shape, within the breast, all of it replaced.

    Returns:
        New values, equal outside the region; None where it is too large or has no tissue beside it.
    """
    canvas = _Canvas(values=values.copy(), breast=breast, open=region.copy())
    labels, count = label_regions(region)
    for index in range(1, count + 1):
        lesion = np.stack(np.nonzero(labels == index))
        small = lesion.shape[1] <= LARGEST_SHARE * breast.sum()
        if not (small and _fill(canvas, lesion, MOST_SPLITS)):
            return None
    return canvas.values


@dataclass(slots=True, kw_only=True, eq=False)
class _Canvas:
    """A picture being filled.

    Attributes:
        values: float64 (rows, columns), changed in place.
        breast: bool of the same shape.
        open: bool of the same shape, lesion pixels not filled yet: no rim, and no source.
    """

    values: NDArray[np.float64]
    breast: NDArray[np.bool_]
    open: NDArray[np.bool_]


def _fill(canvas: _Canvas, lesion: NDArray[np.intp], splits: int) -> bool:
    """Fill a lesion, in halves where no patch of its size is free; tell whether that worked."""
    offset = _best_offset(canvas, lesion)
    if offset is not None:
        source = canvas.values[lesion[0] + offset[0], lesion[1] + offset[1]]
        canvas.values[*lesion] = source + _membrane(canvas, lesion, offset)
        canvas.open[*lesion] = False
        return True
    if splits == 0 or lesion.shape[1] < 16:
        return False
    axis = int(np.argmax(np.ptp(lesion, axis=1)))
    first = lesion[axis] <= np.median(lesion[axis])
    halves = (lesion[:, first], lesion[:, ~first])
    return all(half.shape[1] > 0 and _fill(canvas, half, splits - 1) for half in halves)


def _best_offset(canvas: _Canvas, lesion: NDArray[np.intp]) -> tuple[int, int] | None:
    """The shift to the patch whose rim differs least from the lesion's, apart from its mean."""
    ring = _ring(canvas, lesion)
    if ring.shape[1] == 0:
        return None
    target = canvas.values[*ring]
    usable = canvas.breast & ~canvas.open
    best: tuple[float, tuple[int, int] | None] = (np.inf, None)
    for row, column in _offsets(np.ptp(lesion, axis=1) + 1):
        shift = np.array([[row], [column]])
        there, around = lesion + shift, ring + shift
        if not _within(usable.shape, *there).all() or not _within(usable.shape, *around).all():
            continue
        if not usable[*there].all() or not canvas.breast[*around].all():
            continue
        difference = canvas.values[*around] - target
        # The mean costs something too: glandular tissue is not to be filled with fat.
        cost = float(difference.var() + 0.5 * difference.mean() ** 2)
        if cost < best[0]:
            best = (cost, (row, column))
    return best[1]


def _ring(canvas: _Canvas, lesion: NDArray[np.intp], width: int = 3) -> NDArray[np.intp]:
    """Rows and columns of the tissue within `width` pixels of a lesion."""
    corner = np.maximum(lesion.min(axis=1) - width, 0)
    end = lesion.max(axis=1) + width + 1
    box = (slice(corner[0], end[0]), slice(corner[1], end[1]))
    inner = np.zeros(canvas.breast[box].shape, dtype=bool)
    inner[*(lesion - corner[:, None])] = True
    ring = dilated(inner, width) & ~inner
    ring &= canvas.breast[box] & ~canvas.open[box]
    return np.stack(np.nonzero(ring)) + corner[:, None]


def _offsets(shape: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Shifts in all directions, from just beside the lesion to three times as far."""
    reach = 0.55 * float(np.hypot(*shape)) + 6
    return [
        (round(distance * np.sin(angle)), round(distance * np.cos(angle)))
        for distance in reach * np.linspace(1, 3, SEARCH_STEPS)
        for angle in np.linspace(0, 2 * np.pi, SEARCH_ANGLES, endpoint=False)
    ]


def _membrane(
    canvas: _Canvas, lesion: NDArray[np.intp], offset: tuple[int, int]
) -> NDArray[np.float64]:
    """Solve Laplace's equation for target − source inside, with their difference on the rim.

    At the frame's edge, at the skin, and towards pixels not filled yet, the surface is left free
    (no neighbour, no equation).
    """
    values, (rows, columns) = canvas.values, lesion
    index = -np.ones(values.shape, dtype=np.int64)
    index[rows, columns] = np.arange(len(rows))
    diagonal = np.zeros(len(rows))
    right = np.zeros(len(rows))
    links: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for step_row, step_column in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        near = (rows + step_row, columns + step_column)
        valid = _within(values.shape, *near)
        here = np.flatnonzero(valid)
        near = (near[0][valid], near[1][valid])
        neighbour = index[near]
        inner = neighbour >= 0
        links.append((here[inner], neighbour[inner]))
        diagonal[here[inner]] += 1
        # Air is no rim: the skin's grey must not be pulled to zero.
        fixed = here[~inner]
        edge = (near[0][~inner], near[1][~inner])
        lit = canvas.breast[edge] & ~canvas.open[edge]
        fixed, edge = fixed[lit], (edge[0][lit], edge[1][lit])
        diagonal[fixed] += 1
        right[fixed] += values[edge] - _clipped(values, edge[0] + offset[0], edge[1] + offset[1])
    size = len(rows)
    i = np.concatenate([a for a, _ in links])
    j = np.concatenate([b for _, b in links])
    matrix = sparse.csr_matrix((-np.ones(len(i)), (i, j)), shape=(size, size))
    # Where no rim is left, any constant would do; the small number picks zero.
    matrix += sparse.diags(diagonal + 1e-9)
    return np.asarray(spsolve(matrix.tocsc(), right))


def _clipped(
    values: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.float64]:
    height, width = values.shape
    return values[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]


def _within(
    shape: tuple[int, ...], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.bool_]:
    return (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])

"""Calcifications: grains of a morphology, laid out in a distribution, projected into a view."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from inference.birads import Distribution, Morphology
from inference.errors import LesionError
from inference.lesions.calcification_grains import grain, width
from inference.lesions.calcification_kinds import (
    KINDS,
    calcification_words,
    check_calcifications,
    why_not_visible,
)
from inference.lesions.calcification_layouts import FORWARD, layout, usual_count
from inference.lesions.calcified_vessel import calcified_vessel
from inference.lesions.ducts import toward_nipple
from inference.lesions.shape import (
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    grid_mm,
    laid_into,
)
from inference.lesions.solids import Solids, joined, thickness_mm
from inference.lesions.spec import LesionSpec

MOST_GRAINS = 160
"""So many grains are drawn at most."""

OUTLINE_MM = 0.5
"""The truth reaches this much beyond the outermost grains."""

DISPLACED_SHARE = 0.4
"""A rim's content replaces this share of the fibroglandular tissue over and under it; the rest is
pushed aside."""


def render_calcifications(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """Calcifications in a view.

    Raises:
        LesionError: words and size do not go together, or the grains are too fine for the pixels.
    """
    check_calcifications(spec)
    if reason := why_not_visible(spec, canvas.pixel_mm):
        raise LesionError(reason)
    morphology, distribution = calcification_words(spec)
    solids = calcification_solids(morphology, distribution, spec.extent_mm, canvas.numbers)
    axes = film_axes(canvas.view_position)
    if distribution in (Distribution.LINEAR, Distribution.SEGMENTAL):
        axes = toward_nipple(axes, canvas)
    near, part = canvas.around(solids.reach_mm + OUTLINE_MM + 2 * canvas.pixel_mm)
    thickness = thickness_mm(solids, axes, (near.rows, near.columns), near.pixel_mm, near.center)
    shape = LesionShape(
        attenuation=thickness * np.float32(KINDS[morphology].per_mm) - _oil(solids, axes, near),
        outline=_outline(solids, axes, near),
    )
    return laid_into(shape, canvas, part)


def _oil(
    solids: Solids, axes: NDArray[np.float64], canvas: Canvas
) -> NDArray[np.float32] | np.float32:
    """What the fat within a rim lacks against the tissue whose place it takes."""
    if not solids.hollow.any():
        return np.float32(0)
    inner = Solids(
        centers=solids.centers,
        radii=solids.radii * np.maximum(solids.hollow, 1e-3)[:, None, None],
        hollow=np.zeros(len(solids.hollow)),
        body=solids.body,
    )
    shape = (canvas.rows, canvas.columns)
    fat = thickness_mm(inner, axes, shape, canvas.pixel_mm, canvas.center)
    return fat * canvas.glandular * np.float32(DISPLACED_SHARE * (GLAND_PER_MM - FAT_PER_MM))


def calcification_solids(
    morphology: Morphology,
    distribution: Distribution,
    size_mm: float,
    numbers: np.random.RandomState,
) -> Solids:
    """The grains in the breast, in mm about the lesion's middle; the same for every view.

    Args:
        morphology: of the grains.
        distribution: how they lie.
        size_mm: diameter of a single coarse or rim calcification, length of a vessel, else the
            largest distance between the middles of two grains.
        numbers: random numbers.
    """
    kind = KINDS[morphology]
    if morphology is Morphology.VASCULAR:
        return calcified_vessel(size_mm, float(numbers.uniform(*kind.width_mm)), numbers)
    if kind.alone and distribution is Distribution.GROUPED:
        made = grain(morphology, size_mm, FORWARD, numbers)
        return made.scaled(size_mm / made.diameter_mm)
    count = usual_count(distribution, size_mm, numbers) * (0.25 if kind.alone else kind.crowd)
    count = int(np.clip(round(count), 5, MOST_GRAINS))
    places = layout(distribution, size_mm, count, numbers)
    return joined(
        [
            grain(morphology, width(kind, numbers), direction, numbers).moved(point)
            for point, direction in zip(places.points, places.directions, strict=True)
        ]
    )


def _outline(solids: Solids, axes: NDArray[np.float64], canvas: Canvas) -> NDArray[np.bool_]:
    """The convex hull of all grains, as a reader would draw round them."""
    radii = axes[:2] @ solids.radii
    # Of each ellipse the points that lie farthest in eight directions.
    bearing = 0.25 * np.pi * np.arange(8)
    towards = np.stack([np.cos(bearing), np.sin(bearing)], axis=1)
    along = np.einsum("nij,di->ndj", radii, towards)
    tips = np.einsum("nij,ndj->ndi", radii, along)
    tips /= np.linalg.norm(along, axis=2, keepdims=True)
    points = ((solids.centers @ axes[:2].T)[:, None] + tips).reshape(-1, 2)
    margin = max(OUTLINE_MM, canvas.pixel_mm)
    inside = np.zeros((canvas.rows, canvas.columns), bool)
    down, right = grid_mm(canvas)
    (top, left), (bottom, end) = points.min(axis=0) - margin, points.max(axis=0) + margin
    rows = np.flatnonzero((down[:, 0] >= top) & (down[:, 0] <= bottom))
    columns = np.flatnonzero((right[0] >= left) & (right[0] <= end))
    box = np.ones((len(rows), len(columns)), bool)
    for normal_down, normal_right, offset in ConvexHull(points).equations:
        box &= normal_down * down[rows] + normal_right * right[:, columns] + offset <= margin
    inside[np.ix_(rows, columns)] = box
    return inside

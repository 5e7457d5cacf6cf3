"""Architectural distortion: strands drawn toward a point, and spicules that radiate from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.lesions.shape import (
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    grid_mm,
    laid_into,
)
from inference.lesions.solids import Solids, thickness_mm
from inference.lesions.spec import LesionSpec

PULL = (0.08, 0.17)
"""How far strands are drawn in, as a share of the reach, where they move farthest; more than 0.44
would fold the picture."""

UNEVEN = 0.5
"""How much the pull differs between directions, as a share."""

SPICULES = (16, 28)
"""How many there are."""

SPICULE_WIDTH_MM = (0.4, 1.0)
SPICULE_DEPTH_MM = (2.0, 4.5)
"""Spicules are bands of fibrous tissue rather than threads: wide along the beam where they show.

Source: the numbers are this project's own; the pattern, radiating strands without a mass, is the
term's definition (ACR BI-RADS Atlas, Mammography, 5th edition)."""

LENGTH_SHARE = (0.45, 1.0)
"""Length of a spicule, of half the extent."""

START = (0.1, 0.4)
"""Where a spicule begins, as a share of its length."""

PIECES = 7
"""Ellipsoids that a bent spicule is made of."""

CORE_SHARE = 0.16
CORE_DEPTH_MM = 3.0
"""Radius of a faint core, of half the extent, and its thickness: there is no mass."""

STRAND_PER_MM = GLAND_PER_MM - FAT_PER_MM
"""Fibrous tissue between fat."""


def render_distortion(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """A distortion in a view; its size is the diameter that it reaches."""
    reach_mm = spec.extent_mm / 2
    numbers = canvas.numbers
    pull = float(numbers.uniform(*PULL))
    waves = numbers.uniform(0, 2 * np.pi, size=2), numbers.randint(2, 5, size=2)
    bands = _bands(reach_mm, numbers)
    near, part = canvas.around(reach_mm + canvas.pixel_mm)
    axes = film_axes(near.view_position)
    thickness = thickness_mm(bands, axes, (near.rows, near.columns), near.pixel_mm, near.center)
    down, right = grid_mm(near)
    far = np.hypot(down, right) / reach_mm
    shape = LesionShape(
        attenuation=np.where(far < 1, thickness, 0).astype(np.float32) * np.float32(STRAND_PER_MM),
        outline=far < 1,
        displacement=_drawn_in(far, pull * reach_mm / near.pixel_mm, waves, near),
    )
    return laid_into(shape, canvas, part)


def _drawn_in(
    far: NDArray[np.float64],
    most_px: float,
    waves: tuple[NDArray[np.float64], NDArray[np.int_]],
    canvas: Canvas,
) -> NDArray[np.float32]:
    """(2, rows, columns) in pixels: each place shows what lay farther out.

    The pull is 27/4 u (1 − u)² of its largest value at the share u of the reach: nothing in the
    middle and at the edge, most at a third.
    """
    down, right = grid_mm(canvas)
    angle = np.arctan2(down, right)
    phases, lobes = waves
    uneven = 1 + UNEVEN / 2 * sum(
        np.cos(lobe * angle + phase) for phase, lobe in zip(phases, lobes, strict=True)
    )
    inside = np.clip(1 - far, 0, 1)
    pull = most_px * 27 / 4 * far * inside**2 * uneven
    return np.stack([pull * np.sin(angle), pull * np.cos(angle)]).astype(np.float32)


def _bands(reach_mm: float, numbers: np.random.RandomState) -> Solids:
    """Spicules and core in the breast's axes."""
    count = int(numbers.randint(SPICULES[0], SPICULES[1] + 1))
    towards = numbers.normal(size=(count, 3))
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    length = reach_mm * numbers.uniform(*LENGTH_SHARE, size=count)
    width = numbers.uniform(*SPICULE_WIDTH_MM, size=count)
    depth = numbers.uniform(*SPICULE_DEPTH_MM, size=count)
    bends = numbers.normal(0, 0.12, size=(count, 3))
    way = (np.arange(PIECES) + 0.5) / PIECES
    thin = 1.1 - way
    centers = (towards[:, None] * way[:, None] + bends[:, None] * (way**2)[:, None]) * length[
        :, None, None
    ]
    frames = np.stack([_frame(direction) for direction in towards])
    sizes = np.stack(
        [
            np.broadcast_to(0.6 * length[:, None] / PIECES, (count, PIECES)),
            width[:, None] / 2 * thin,
            depth[:, None] / 2 * thin,
        ],
        axis=2,
    )
    radii = frames[:, None] * sizes[:, :, None, :]
    core = np.diag([CORE_SHARE * reach_mm, CORE_SHARE * reach_mm, CORE_DEPTH_MM / 2])
    return Solids(
        centers=np.concatenate([centers.reshape(-1, 3), np.zeros((1, 3))]),
        radii=np.concatenate([radii.reshape(-1, 3, 3), core[None]]),
        hollow=np.zeros(count * PIECES + 1),
        body=np.arange(count * PIECES + 1),
    )


def _frame(direction: NDArray[np.float64]) -> NDArray[np.float64]:
    """(3, 3): along the direction, across it, and as nearly upright as can be."""
    upright = np.array([0.0, 0.3, 1.0])
    across = np.cross(direction, upright)
    across /= np.linalg.norm(across)
    return np.stack([direction, across, np.cross(direction, across)], axis=1)

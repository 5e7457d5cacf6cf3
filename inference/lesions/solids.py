"""Ellipsoids in the breast, and how thick they are along the beam of a view."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

MOST_SAMPLES = 16
"""A pixel is sampled at most so many times in each direction, where a body is far smaller."""

SAMPLES_PER_RADIUS = 3.0
"""And at least so often along the smallest radius of a body."""

MOST_AT_ONCE = 400_000
"""Samples that are worked out together."""

_DIRECTIONS = 96


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solids:
    """Ellipsoids; those with one number form one body, in which they do not add up.

    Attributes:
        centers: (n, 3) in mm, (back, out, up) of the lesion's middle.
        radii: (n, 3, 3) in mm; the columns of each matrix are the three radii as vectors.
        hollow: (n,) share of the radii that is empty: 0 for a full ellipsoid, less than 1.
        body: (n,) rising numbers of the bodies, from 0 without gaps.
    """

    centers: NDArray[np.float64]
    radii: NDArray[np.float64]
    hollow: NDArray[np.float64]
    body: NDArray[np.intp]

    @property
    def bodies(self) -> int:
        """How many bodies there are."""
        return int(self.body[-1]) + 1 if len(self.body) else 0

    def moved(self, offset: NDArray[np.float64]) -> Solids:
        """All shifted by (3,) mm."""
        return Solids(
            centers=self.centers + offset, radii=self.radii, hollow=self.hollow, body=self.body
        )

    def scaled(self, factor: float) -> Solids:
        """All enlarged about the middle."""
        return Solids(
            centers=self.centers * factor,
            radii=self.radii * factor,
            hollow=self.hollow,
            body=self.body,
        )

    def turned(self, rotation: NDArray[np.float64]) -> Solids:
        """All turned about the middle by a (3, 3) rotation."""
        return Solids(
            centers=self.centers @ rotation.T,
            radii=rotation @ self.radii,
            hollow=self.hollow,
            body=self.body,
        )

    @property
    def reach_mm(self) -> float:
        """No part lies farther from the middle than this."""
        longest = np.sqrt((self.radii**2).sum(axis=(1, 2)))
        return float((np.linalg.norm(self.centers, axis=1) + longest).max())

    @property
    def diameter_mm(self) -> float:
        """The largest extent in any direction, within about 3 %."""
        towards = _even_directions()
        reach = np.linalg.norm(np.einsum("nij,di->dnj", self.radii, towards), axis=2)
        along = towards @ self.centers.T
        return float(((along + reach).max(axis=1) - (along - reach).min(axis=1)).max())


def joined(parts: list[Solids]) -> Solids:
    """Several sets of bodies as one; each keeps its bodies apart from the others'."""
    shifts = np.cumsum([0, *(part.bodies for part in parts[:-1])])
    return Solids(
        centers=np.concatenate([part.centers for part in parts]),
        radii=np.concatenate([part.radii for part in parts]),
        hollow=np.concatenate([part.hollow for part in parts]),
        body=np.concatenate([part.body + shift for part, shift in zip(parts, shifts, strict=True)]),
    )


def one_body(
    centers: NDArray[np.float64], radii: NDArray[np.float64], hollow: float = 0.0
) -> Solids:
    """Ellipsoids that form one body."""
    count = len(centers)
    return Solids(
        centers=np.asarray(centers, np.float64),
        radii=np.asarray(radii, np.float64),
        hollow=np.full(count, float(hollow)),
        body=np.zeros(count, np.intp),
    )


def thickness_mm(
    solids: Solids,
    axes: NDArray[np.float64],
    shape: tuple[int, int],
    pixel_mm: float,
    center: tuple[float, float],
) -> NDArray[np.float32]:
    """How thick the bodies are behind each pixel: the mean over the pixel's area.

    Args:
        solids: the bodies.
        axes: (3, 3), the film's directions down, right and along the beam in the breast's.
        shape: rows and columns of the view.
        pixel_mm: size of a pixel.
        center: (row, column) of the lesion's middle, corners of pixels at whole numbers.

    Returns:
        float32 (rows, columns); of each body the thickest ellipsoid counts, bodies add up.
    """
    traces = _traces(solids, axes, pixel_mm, center)
    picture = np.zeros(shape, np.float32)
    single = np.bincount(solids.body, minlength=solids.bodies)[solids.body] == 1
    _add_single(picture, traces.of(np.flatnonzero(single)))
    ends = np.searchsorted(solids.body, np.arange(solids.bodies + 1))
    for first, last in pairwise(ends.tolist()):
        if last - first > 1:
            _add_body(picture, traces.of(np.arange(first, last)))
    return picture


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Traces:
    """Ellipsoids as a view sees them; lengths in its pixels.

    Attributes:
        place: (n, 2) their middles.
        reach: (n, 2) half of their boxes.
        inverse: (n, 2, 2) of the quadratic form that is 1 along their edges.
        thickest_mm: (n,) in the middle, if full.
        hollow: (n,) share of the radii that is empty.
        samples: (n,) how often a pixel is sampled in each direction: a power of two.
    """

    place: NDArray[np.float32]
    reach: NDArray[np.float32]
    inverse: NDArray[np.float32]
    thickest_mm: NDArray[np.float32]
    hollow: NDArray[np.float32]
    samples: NDArray[np.intp]

    def of(self, chosen: NDArray[np.intp]) -> _Traces:
        return _Traces(
            place=self.place[chosen],
            reach=self.reach[chosen],
            inverse=self.inverse[chosen],
            thickest_mm=self.thickest_mm[chosen],
            hollow=self.hollow[chosen],
            samples=self.samples[chosen],
        )

    def at(self, top: NDArray[np.int_], samples: int, size: tuple[int, int]) -> NDArray[np.float32]:
        """Thickness at the samples of boxes: (n, rows, columns) of samples.

        Args:
            top: (n, 2) or (1, 2) first row and column of the boxes.
            samples: of a pixel, in each direction.
            size: rows and columns of a box.
        """
        row, column = (
            (np.arange(count * samples, dtype=np.float32) + 0.5) / samples
            + (top[:, axis, None] - self.place[:, axis, None]).astype(np.float32)
            for axis, count in enumerate(size)
        )
        row, column = row[:, :, None], column[:, None, :]
        a, b, c = (self.inverse[:, i, j, None, None] for i, j in ((0, 0), (0, 1), (1, 1)))
        square = a * row * row + (2 * b * row + c * column) * column
        made = np.sqrt(np.maximum(1 - square, 0))
        if self.hollow.any():
            made -= np.sqrt(np.maximum(self.hollow[:, None, None] ** 2 - square, 0))
        return made * self.thickest_mm[:, None, None]


def _traces(
    solids: Solids, axes: NDArray[np.float64], pixel_mm: float, center: tuple[float, float]
) -> _Traces:
    turned = axes @ solids.radii
    spread = turned @ turned.transpose(0, 2, 1)
    flat = spread[:, :2, :2]
    inverse = np.linalg.inv(flat)
    side = np.einsum("ni,nij,nj->n", spread[:, 2, :2], inverse, spread[:, 2, :2])
    smallest = np.sqrt(np.linalg.eigvalsh(flat)[:, 0]) / pixel_mm
    wanted = np.ceil(np.log2(np.maximum(SAMPLES_PER_RADIUS / smallest, 1)))
    return _Traces(
        place=(solids.centers @ axes[:2].T / pixel_mm + center).astype(np.float32),
        reach=(np.sqrt(np.stack([flat[:, 0, 0], flat[:, 1, 1]], 1)) / pixel_mm).astype(np.float32),
        inverse=(inverse * pixel_mm**2).astype(np.float32),
        thickest_mm=(2 * np.sqrt(np.maximum(spread[:, 2, 2] - side, 0))).astype(np.float32),
        hollow=solids.hollow.astype(np.float32),
        samples=np.minimum(2 ** wanted.astype(np.intp), MOST_SAMPLES),
    )


def _add_single(picture: NDArray[np.float32], traces: _Traces) -> None:
    """Add bodies that are one ellipsoid each, many of one size at once."""
    top = np.floor(traces.place - traces.reach).astype(np.intp)
    size = (np.ceil(traces.place + traces.reach).astype(np.intp) - top).max(axis=1, initial=1)
    size = 2 * (-(-size // 2))
    for side, samples in sorted(set(zip(size.tolist(), traces.samples.tolist(), strict=True))):
        chosen = np.flatnonzero((size == side) & (traces.samples == samples))
        at_once = max(1, MOST_AT_ONCE // (side * samples) ** 2)
        for some in np.split(chosen, range(at_once, len(chosen), at_once)):
            made = traces.of(some).at(top[some], samples, (side, side))
            means = made.reshape(-1, side, samples, side, samples).mean(axis=(2, 4))
            for corner, mean in zip(top[some], means, strict=True):
                _add(picture, corner, mean)


def _add_body(picture: NDArray[np.float32], traces: _Traces) -> None:
    """Add a body of several ellipsoids: at each sample the thickest of them counts."""
    top = np.floor((traces.place - traces.reach).min(axis=0)).astype(np.intp)
    bottom = np.ceil((traces.place + traces.reach).max(axis=0)).astype(np.intp)
    top, bottom = np.maximum(top, 0), np.minimum(bottom, picture.shape)
    if (bottom <= top).any():
        return
    rows, columns = (bottom - top).tolist()
    samples = int(traces.samples.max())
    made = traces.at(top[None], samples, (rows, columns)).max(axis=0)
    _add(picture, top, made.reshape(rows, samples, columns, samples).mean(axis=(1, 3)))


def _add(picture: NDArray[np.float32], corner: NDArray[np.intp], part: NDArray[np.float32]) -> None:
    """Add a part to a picture, as far as it lies within it."""
    first = np.maximum(corner, 0)
    last = np.minimum(corner + part.shape, picture.shape)
    if (last <= first).any():
        return
    (top, left), (bottom, right) = first, last
    shift = first - corner
    picture[top:bottom, left:right] += part[
        shift[0] : shift[0] + bottom - top, shift[1] : shift[1] + right - left
    ]


def _even_directions() -> NDArray[np.float64]:
    """(96, 3) unit vectors spread evenly over a half sphere: a Fibonacci lattice."""
    index = np.arange(_DIRECTIONS) + 0.5
    height = 1 - index / _DIRECTIONS
    angle = np.pi * (1 + 5**0.5) * index
    ring = np.sqrt(1 - height**2)
    return np.stack([ring * np.cos(angle), ring * np.sin(angle), height], axis=1)

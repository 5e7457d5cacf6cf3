"""Gaussian random spheres: star-shaped bodies whose radius varies at random over directions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import sph_harm_y

POLAR, AZIMUTHS = 64, 128
"""Directions in which the radius is tabled."""

EXTENT_DIRECTIONS = 16
"""Every so many tabled azimuths count where the largest extent is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RandomSphere:
    """A body around its middle.

    Attributes:
        radius_mm: float32 (POLAR, AZIMUTHS), by the angle from the third axis, 0 to π, and the one
            from the first toward the second, −π to π.
    """

    radius_mm: NDArray[np.float32]

    def radius_toward(self, points: NDArray[np.float64]) -> NDArray[np.float32]:
        """The radius in the directions of (…, 3) points, in mm."""
        x, y, z = np.moveaxis(points.astype(np.float32), -1, 0)
        polar = np.arctan2(np.hypot(x, y), z) * np.float32(POLAR / np.pi)
        azimuth = (np.arctan2(y, x) + np.float32(np.pi)) * np.float32(AZIMUTHS / (2 * np.pi))
        return self.radius_mm[
            np.minimum(polar.astype(np.intp), POLAR - 1),
            np.minimum(azimuth.astype(np.intp), AZIMUTHS - 1),
        ]

    @property
    def largest_mm(self) -> float:
        """The largest radius."""
        return float(self.radius_mm.max())


def random_sphere(
    numbers: np.random.RandomState,
    *,
    size_mm: float,
    axes: tuple[float, float, float] = (1, 1, 1),
    spread: float = 0.0,
    power: float = 4.0,
    modes: tuple[int, int] = (2, 4),
    fine_spread: float = 0.0,
    fine_modes: tuple[int, int] = (9, 14),
) -> RandomSphere:
    """Draw a body.

    The logarithm of the radius is a sum of spherical harmonics with normal weights, whose variance
    falls with a power of their order; the fine part has orders of equal variance.

    Args:
        numbers: random numbers; the same count is taken whatever the spreads are.
        size_mm: largest extent of the body.
        axes: of the ellipsoid that the radius varies about.
        spread: standard deviation of the logarithm of the radius.
        power: of the falling variance.
        modes: first and last order.
        fine_spread: as `spread`, of the fine part.
        fine_modes: first and last order of the fine part.

    Source: de Sisternes et al. 2015, Med. Phys. 42:1098 (masses as Gaussian random spheres with
    covariance power 4). Which spreads stand for which BI-RADS shape is this project's own.
    """
    polar = (np.arange(POLAR) + 0.5) / POLAR * np.pi
    azimuth = (np.arange(AZIMUTHS) + 0.5) / AZIMUTHS * 2 * np.pi - np.pi
    coarse = _harmonics(numbers, polar, azimuth, modes, power) * spread
    fine = _harmonics(numbers, polar, azimuth, fine_modes, 0.0) * fine_spread
    towards = _directions(polar, azimuth)
    ellipsoid = 1 / np.linalg.norm(towards / np.asarray(axes, dtype=np.float64), axis=-1)
    radius = ellipsoid * np.exp(coarse + fine)
    radius *= size_mm / _extent(radius, towards)
    return RandomSphere(radius_mm=radius.astype(np.float32))


def _harmonics(
    numbers: np.random.RandomState,
    polar: NDArray[np.float64],
    azimuth: NDArray[np.float64],
    modes: tuple[int, int],
    power: float,
) -> NDArray[np.float64]:
    """A random field over the directions with variance 1 on average, (POLAR, AZIMUTHS)."""
    field = np.zeros((len(polar), len(azimuth)))
    orders = range(modes[0], modes[1] + 1)
    variances = np.array([float(order) ** -power for order in orders])
    variances /= variances.sum()
    for order, variance in zip(orders, variances, strict=True):
        weight = np.sqrt(4 * np.pi * variance / (2 * order + 1))
        for degree in range(order + 1):
            # Spherical harmonics are a function of the polar angle times one of the azimuth.
            along = np.real(sph_harm_y(order, degree, polar, 0.0)) * weight
            cosine, sine = numbers.standard_normal(2)
            around = cosine * np.cos(degree * azimuth) + sine * np.sin(degree * azimuth)
            field += np.outer(along, around * (1.0 if degree == 0 else np.sqrt(2)))
    return field


def _directions(polar: NDArray[np.float64], azimuth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors (POLAR, AZIMUTHS, 3)."""
    ring = np.sin(polar)[:, None]
    return np.stack(
        [
            ring * np.cos(azimuth),
            ring * np.sin(azimuth),
            np.broadcast_to(np.cos(polar)[:, None], (len(polar), len(azimuth))),
        ],
        axis=-1,
    )


def _extent(radius: NDArray[np.float64], towards: NDArray[np.float64]) -> float:
    """The largest extent along any of some directions."""
    points = (radius[..., None] * towards)[::2, ::2].reshape(-1, 3)
    along = points @ towards[::4, ::EXTENT_DIRECTIONS].reshape(-1, 3).T
    return float((along.max(axis=0) - along.min(axis=0)).max())

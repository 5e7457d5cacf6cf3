"""Texture of the inside of a breast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError

TILE_MM = 28.8
"""Side of the squares whose spectra are averaged, as far as the breast has room for them."""
FEWEST_TILE_PX = 32
BAND_PER_MM = (0.15, 0.7)
"""Spatial frequencies of the fit: above the breast's shape and below noise and sharpness."""
NYQUIST_SHARE = 0.7
"""Share of the highest frequency of a coarse picture up to which its spectrum is trusted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RadialSpectrum:
    """Mean power over spatial frequency, all directions together.

    Attributes:
        per_mm: (k,) frequencies, cycles per mm, rising from 0.
        power: (k,) mean power of the frequencies nearest to each.
        fitted: (k,) which of them the slope is fitted to.
    """

    per_mm: NDArray[np.float64]
    power: NDArray[np.float64]
    fitted: NDArray[np.bool_]

    @property
    def slope(self) -> float:
        """The exponent β of a power law 1 / f^β.

        Raises:
            InputError: too few frequencies hold power.
        """
        band = self.fitted & (self.power > 0)
        if np.count_nonzero(band) < 3:
            raise InputError("The picture is too coarse or too even for a spectral slope.")
        return float(-np.polyfit(np.log(self.per_mm[band]), np.log(self.power[band]), 1)[0])


def spectral_slope(picture: NDArray[np.generic], mask: NDArray[np.bool_], pixel_mm: float) -> float:
    """The exponent β of the power spectrum 1 / f^β inside the breast.

    Real mammograms have 3.17 (CC) and 3.30 (MLO) on average.

    Args:
        picture: (rows, columns) grey values, linear in any scale.
        mask: where to measure: the inside of the breast without its skin line.
        pixel_mm: size of a pixel.

    Returns:
        β, about 0 for white noise and about 3 for a mammogram.

    Raises:
        InputError: shapes differ, or the mask has no room for a square of 32 pixels.

    Source: Burgess et al. 2001, Med. Phys. 28:419 (the spectra of mammograms are power laws);
    Chen et al. 2012, Med. Phys. 39:1435 (β of CC and MLO views).
    """
    return radial_spectrum(picture, mask, pixel_mm).slope


def radial_spectrum(
    picture: NDArray[np.generic], mask: NDArray[np.bool_], pixel_mm: float
) -> RadialSpectrum:
    """The power spectrum inside the breast; arguments and errors as of `spectral_slope`."""
    if picture.shape != mask.shape:
        raise InputError(f"Picture {picture.shape} and mask {mask.shape} have different shapes.")
    side = tile_side(pixel_mm)
    tiles = _tiles(np.asarray(picture, dtype=np.float64), mask, side)
    if not tiles and side > FEWEST_TILE_PX:
        side = FEWEST_TILE_PX
        tiles = _tiles(np.asarray(picture, dtype=np.float64), mask, side)
    if not tiles:
        raise InputError(f"The breast has no room for a square of {side} × {side} pixels.")
    return _rings(_mean_spectrum(tiles), side, pixel_mm)


def tile_side(pixel_mm: float) -> int:
    """Side in pixels of the squares, where the breast has room for them."""
    return max(FEWEST_TILE_PX, 2 * round(TILE_MM / pixel_mm / 2))


def fitted_band(pixel_mm: float, side: int) -> tuple[float, float]:
    """Lowest and highest frequency, cycles per mm, that the slope of a square is fitted to."""
    highest = min(BAND_PER_MM[1], NYQUIST_SHARE * 0.5 / pixel_mm)
    # The Hann window smears a steep spectrum over two rings: the lowest ones are left out.
    return max(min(BAND_PER_MM[0], highest / 3), 3 / (side * pixel_mm)), highest


def _tiles(
    picture: NDArray[np.float64], mask: NDArray[np.bool_], side: int
) -> list[NDArray[np.float64]]:
    """Half-overlapping squares that lie inside the mask as a whole."""
    step = side // 2
    return [
        picture[row : row + side, column : column + side]
        for row in range(0, mask.shape[0] - side + 1, step)
        for column in range(0, mask.shape[1] - side + 1, step)
        if mask[row : row + side, column : column + side].all()
    ]


def _mean_spectrum(tiles: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Mean periodogram of the squares, each without its mean and under a Hann window."""
    window = np.hanning(tiles[0].shape[0] + 2)[1:-1]
    taper = np.outer(window, window)
    total = np.zeros_like(tiles[0])
    for tile in tiles:
        mean = np.sum(tile * taper) / np.sum(taper)
        total += np.abs(np.fft.fft2((tile - mean) * taper)) ** 2
    return total / len(tiles)


def _rings(power: NDArray[np.float64], side: int, pixel_mm: float) -> RadialSpectrum:
    """Each ring of frequencies as one point; a straight line is fitted in log power over log f."""
    frequency = np.fft.fftfreq(side)
    ring = np.rint(np.hypot(frequency[:, None], frequency[None, :]) * side).astype(int)
    count = np.bincount(ring.ravel())
    mean = np.bincount(ring.ravel(), weights=power.ravel()) / np.maximum(count, 1)
    per_mm = np.arange(len(mean)) / (side * pixel_mm)
    lowest, highest = fitted_band(pixel_mm, side)
    return RadialSpectrum(
        per_mm=per_mm, power=mean, fitted=(per_mm >= lowest) & (per_mm <= highest)
    )

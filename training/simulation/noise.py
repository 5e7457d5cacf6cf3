"""Fields of Gaussian noise with a chosen spectrum, periodic at their edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage


def power_law(
    random: np.random.RandomState, shape: tuple[int, ...], beta: float, largest: float
) -> NDArray[np.floating]:
    """Noise whose power falls as 1 / f^β.

    Args:
        random: where the numbers come from.
        shape: of the field, two or three axes.
        beta: exponent.
        largest: wavelength in samples above which the spectrum is flat.

    Returns:
        float32 with mean 0 and standard deviation 1.
    """
    squared = _squared_frequencies(shape)
    return _shaped(random, shape, (squared + largest**-2) ** (-beta / 4))


def band(
    random: np.random.RandomState, shape: tuple[int, ...], wavelength: float, spread: float
) -> NDArray[np.floating]:
    """Noise of about one wavelength, in samples; `spread` is its standard deviation in octaves."""
    squared = np.maximum(_squared_frequencies(shape), 1e-12)
    octaves = 0.5 * np.log2(squared) + np.log2(wavelength)
    gain = np.exp(-0.5 * (octaves / spread) ** 2) * squared ** (-len(shape) / 4)
    gain.flat[0] = 0
    return _shaped(random, shape, gain)


def sample(field: NDArray[np.floating], *coordinates: NDArray[np.floating]) -> NDArray[np.floating]:
    """Linear interpolation in a periodic field; coordinates are in samples."""
    return ndimage.map_coordinates(field, list(coordinates), order=1, mode="grid-wrap")


def _shaped(
    random: np.random.RandomState, shape: tuple[int, ...], gain: NDArray[np.floating]
) -> NDArray[np.floating]:
    white = random.standard_normal(shape).astype(np.float32)
    spectrum = np.asarray(fft.rfftn(white)) * gain.astype(np.float32)
    field = np.asarray(fft.irfftn(spectrum, s=shape))
    field -= field.mean()
    return (field / field.std()).astype(np.float32)


def _squared_frequencies(shape: tuple[int, ...]) -> NDArray[np.floating]:
    """Squared frequency, in cycles per sample, of every entry of a real transform."""
    axes = [fft.fftfreq(size) for size in shape[:-1]] + [fft.rfftfreq(shape[-1])]
    grids = np.meshgrid(*axes, indexing="ij", sparse=True)
    return sum((grid**2 for grid in grids), np.zeros((1,) * len(shape))).astype(np.float32)

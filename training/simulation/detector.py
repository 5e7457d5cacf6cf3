"""From attenuation to a picture: quanta, sharpness, and the grey a reader is shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from training.simulation.outline import Outline

Field = NDArray[np.floating]

MU_FAT = 0.0456
MU_GLAND = 0.0802
"""Linear attenuation at 20 keV, per mm. Source: Johns and Yaffe 1987, Phys. Med. Biol. 32:675."""
MU_SKIN = 0.080
MU_MUSCLE = 0.082

EXIT_QUANTA_PER_MM2 = 60_000.0
"""Quanta behind a breast of usual thickness: the exposure control keeps them constant."""
BLUR_MM = 0.18
"""Standard deviation of the spread of focal spot and detector."""
DETAIL = ((5.0, 0.5), (1.2, 0.6))
"""Detail that the processing raises: (reach in mm, gain)."""
HIGHEST = 4095


def expose(
    attenuation: Field, typical: float, pixel_mm: float, random: np.random.RandomState
) -> Field:
    """The log signal of a detector behind an attenuating body.

    Args:
        attenuation: ∫µ ds of each ray.
        typical: of a ray through the middle of the breast, for the exposure control.
        pixel_mm: size of a pixel.
        random: for the quantum noise.

    Returns:
        Attenuation as measured, blurred and noisy.
    """
    quanta = EXIT_QUANTA_PER_MM2 * pixel_mm**2 * np.exp(typical)
    expected = quanta * np.exp(-attenuation.astype(np.float64))
    blurred = ndimage.gaussian_filter(expected, BLUR_MM / pixel_mm, mode="nearest")
    # For so many quanta the Poisson distribution is the normal one.
    noise = random.standard_normal(attenuation.shape) * np.sqrt(blurred)
    counted = np.maximum(blurred + noise, 1.0)
    return np.log(quanta / counted).astype(np.float32)


def present(
    signal: Field, outline: Outline, depth_mm: Field, full_mm: float, pixel_mm: float
) -> NDArray[np.uint16]:
    """The picture for presentation: thickness evened out, fat dark, gland bright, air black.

    Args:
        signal: measured attenuation.
        outline: of the breast.
        depth_mm: distance to the edge of breast and nipple, positive inside.
        full_mm: thickness between the paddles.
        pixel_mm: size of a pixel.

    Returns:
        12 bits in uint16; 0 outside the body.
    """
    gland_mm = (signal - _expected(outline, pixel_mm)) / (MU_GLAND - MU_FAT)
    even = gland_mm / (25 + 0.45 * full_mm) * (0.55 + 0.45 * np.clip(depth_mm / 5, 0, 1))
    sharper = _with_detail(even, np.clip(depth_mm / 7, 0, 1), pixel_mm)
    grey = 0.05 + 0.95 * (1 - np.exp(-np.maximum(sharper + 0.03, 0) / 0.5))
    cover = np.clip(depth_mm / pixel_mm + 0.5, 0, 1)
    return np.rint(np.clip(grey * cover, 0, 1) * HIGHEST).astype(np.uint16)


def _expected(outline: Outline, pixel_mm: float) -> Field:
    """Attenuation of a breast of fat, which the evening out of the edge takes away.

    Makers estimate it from the smoothed picture; here the thickness is known.
    """
    skin = ndimage.gaussian_filter(outline.skin_mm, 2.5 / pixel_mm, mode="nearest")
    fat = MU_FAT * (outline.thickness_mm + outline.nipple_mm)
    return fat + 0.75 * (MU_SKIN - MU_FAT) * skin


def _with_detail(even: Field, inner: Field, pixel_mm: float) -> Field:
    """Raise what differs from its surroundings, in two sizes, as makers' processing does."""
    sharper = even
    for reach_mm, gain in DETAIL:
        local = ndimage.gaussian_filter(even, reach_mm / pixel_mm, mode="nearest")
        sharper = sharper + gain * (even - local) * inner
    return sharper

"""How unusual a view's patterns, seams and outlines are among real views: a quick artefact score.

The full score of `training.evaluation.artefacts` also compares the texture with that of real views,
which takes a network and those views; here are the four signs that a picture tells by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.measurements.artefact_signs import doubled_outline, periodicity, raggedness, seam
from inference.recipe import Technique

COARSE_MM = 0.7
"""Seams and outlines are sought in a picture reduced until its pixels are at least so large."""

SIGNS = ("fine pattern", "seam", "ragged outline", "doubled outline")
"""In words, in the order of the scales."""

_MIDDLES = {
    Technique.DIGITAL: (7.498, 1.464, -1.920, 0.224),
    Technique.FILM: (6.735, 1.318, -2.159, -0.005),
}
_BEYOND = {
    Technique.DIGITAL: (8.744, 2.865, -0.467, 0.773),
    Technique.FILM: (8.698, 2.769, -1.439, 0.057),
}
_WORST = {Technique.DIGITAL: 1.242, Technique.FILM: 1.641}
"""Median of each sign, what 2.8 % of views are beyond, and what the worst sign of 2.8 % of views is
beyond on that scale: among 250 real digital views and 300 of film, at 0.45 mm per pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactScore:
    """The worst sign of a view.

    Attributes:
        value: 0 in the middle of real views; 2.8 % of them are beyond 1.
        sign: one of `SIGNS`.
    """

    value: float
    sign: str


def artefact_score(
    picture: NDArray[np.uint8], pixel_mm: float, technique: Technique
) -> ArtefactScore:
    """Score a view; no picture makes it fail.

    Args:
        picture: (rows, columns), chest wall at the left edge, exactly 0 outside the breast.
        pixel_mm: size of a pixel.
        technique: whose look it has: film and digital views have scales of their own.

    Source: the share of views that readers found fault with, Korkinof et al. 2021, MammoGAN.
    """
    factor = max(1, round(COARSE_MM / pixel_mm))
    coarse = np.asarray(Image.fromarray(picture).reduce(factor))
    coarse_mm = pixel_mm * factor
    if min(coarse.shape) < 64:
        return ArtefactScore(value=0.0, sign=SIGNS[0])
    signs = np.array(
        [
            periodicity(picture),
            seam(coarse, coarse_mm),
            raggedness(coarse, coarse_mm),
            doubled_outline(coarse, coarse_mm),
        ]
    )
    middle = np.array(_MIDDLES[technique])
    unusual = (signs - middle) / (np.array(_BEYOND[technique]) - middle)
    worst = int(unusual.argmax())
    return ArtefactScore(value=float(unusual[worst]) / _WORST[technique], sign=SIGNS[worst])

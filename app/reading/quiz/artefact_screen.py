"""Which pictures have artefacts that anybody would see, as told by the real ones of a pool."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.reading.quiz.errors import QuizError
from inference.measurements.artefact_signs import doubled_outline, periodicity, raggedness, seam
from inference.real_pool.pool import RealPool
from inference.real_pool.presentation import ShownPicture

REAL_RATE = 0.028
"""So many real pictures are left out too, as in MammoGAN's study (Korkinof et al. 2018)."""

FEWEST_REAL = 8
"""Fewer real pictures do not tell what is usual."""

_LEAST_WIDTH = 1e-3


class ArtefactScreen:
    """Tells whether a picture shows what hardly any real picture of the pool shows.

    Each sign (a fine pattern, a straight seam, a ragged or a doubled outline) is measured in how
    unusual it is among the real pictures; the worst one counts. The limit lies where `REAL_RATE`
    of the real pictures are beyond it, so that they are judged like the drawn ones. The pool is
    looked through when the first picture is judged.

    Args:
        pool: of real pictures.

    Raises:
        QuizError: the pool has too few pictures.
    """

    def __init__(self, pool: RealPool) -> None:
        if len(pool.accepted) < FEWEST_REAL:
            raise QuizError(
                f"What an artefact is cannot be told from {len(pool.accepted)} real pictures. "
                f"Import at least {FEWEST_REAL}, or leave none out."
            )
        self._pool = pool
        self._scale: tuple[NDArray[np.float64], NDArray[np.float64], float] | None = None

    def __call__(self, picture: ShownPicture) -> bool:
        """Whether a whole view has an artefact.

        Raises:
            ImageFileError: a picture of the pool is missing or damaged.
        """
        middle, width, limit = self._learnt()
        return bool(((_signs(picture) - middle) / width).max() > limit)

    def _learnt(self) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
        """Middle and width of each sign among the real pictures, and the limit of the worst."""
        if self._scale is None:
            real = np.array([_signs(self._pool.picture(one.id)) for one in self._pool.accepted])
            middle = np.median(real, axis=0)
            spread = np.quantile(real, 1 - REAL_RATE, axis=0) - middle
            width = np.maximum(spread, _LEAST_WIDTH)
            worst = ((real - middle) / width).max(axis=1)
            limit = float(np.quantile(worst, 1 - REAL_RATE, method="higher"))
            self._scale = middle, width, limit
        return self._scale


def _signs(picture: ShownPicture) -> NDArray[np.float64]:
    pixels, pixel_mm = picture.pixels, picture.pixel_mm
    return np.array(
        [
            periodicity(pixels),
            seam(pixels, pixel_mm),
            raggedness(pixels, pixel_mm),
            doubled_outline(pixels, pixel_mm),
        ]
    )

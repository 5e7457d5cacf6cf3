"""What drawn lesions are worth: how many survive, how large they are, how far they stand out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.lesions.contrast import contrast_to_noise
from inference.lesions.postprocessing import ProcessedLesion, processed_lesion
from training.lesions.config import LesionConfig, LesionTask
from training.lesions.lesion_file import FRAME
from training.lesions.patches import LesionPatches, coarsened

REAL = 128
REAL_AT_ONCE = 16
REAL_SEED = 1

Quartiles = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionJudgement:
    """Of many lesion channels.

    Attributes:
        survive: share of which the post-processing leaves something.
        area: mean share of the patch that is left; 0 where nothing is.
        contrast: quartiles of their contrast to noise; zeros where nothing is left.
    """

    survive: float
    area: float
    contrast: Quartiles

    def stands_out_like(self, real: LesionJudgement) -> bool:
        """Whether the median contrast lies within the quartiles of real lesions."""
        return real.contrast[0] <= self.contrast[1] <= real.contrast[2]


def judged(
    before: NDArray[np.float32],
    channels: NDArray[np.float32],
    *,
    removal: bool,
    pixel_mm: float,
    drawn: bool = True,
) -> LesionJudgement:
    """Judge lesion channels by what the post-processing leaves of them.

    Args:
        before: (count, side, side), −1 to 1, the patches.
        channels: (count, side, side), what is added to them.
        removal: whether lesions are taken away.
        pixel_mm: size of a pixel.
        drawn: whether the channel is seen as it is processed; a real lesion is seen as it is.
    """
    lesions = [processed_lesion(channel, removal=removal) for channel in channels]
    left = [
        (patch, channel, lesion)
        for patch, channel, lesion in zip(before, channels, lesions, strict=True)
        if lesion is not None
    ]
    if not left:
        return LesionJudgement(survive=0.0, area=0.0, contrast=(0.0, 0.0, 0.0))
    noise = [
        _contrast(patch, lesion.channel if drawn else channel, lesion, pixel_mm)
        for patch, channel, lesion in left
    ]
    low, middle, high = np.percentile(noise, (25, 50, 75))
    return LesionJudgement(
        survive=len(left) / len(channels),
        area=float(np.mean([lesion.outline.mean() for *_, lesion in left])),
        contrast=(float(low), float(middle), float(high)),
    )


def judged_real(patches: LesionPatches, config: LesionConfig, side: int) -> LesionJudgement:
    """The same of the wanted lesions themselves, at a side of the patches."""
    windows = [
        coarsened(
            patches.windows(patches.cast.wanted, REAL_SEED, "judged real", part, REAL_AT_ONCE),
            side,
        )
        for part in range(REAL // REAL_AT_ONCE)
    ]
    before = np.concatenate([one.before[:, 0].numpy() for one in windows])
    after = np.concatenate([one.after[:, 0].numpy() for one in windows])
    return judged(
        before,
        after - before,
        removal=config.task is LesionTask.REMOVAL,
        pixel_mm=pixel_mm(config, side),
        drawn=False,
    )


def pixel_mm(config: LesionConfig, side: int) -> float:
    """Size of a pixel of patches at a side."""
    return FRAME.pixel_mm * config.window / side


def _contrast(
    patch: NDArray[np.float32],
    change: NDArray[np.float32],
    lesion: ProcessedLesion,
    pixel_mm: float,
) -> float:
    tissue = np.ones(patch.shape, dtype=bool)
    return contrast_to_noise(patch, patch + change, lesion.outline, tissue, pixel_mm)

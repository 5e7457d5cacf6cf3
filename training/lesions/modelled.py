"""Pairs whose lesion is a physical model's: coarse calcifications, of which the corpus has none."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.birads import FindingKind, MassMargin, MassShape, Morphology
from inference.imaging.regions import dilated
from inference.lesions.models import lesion_model
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM, Canvas
from inference.lesions.spec import LesionSpec
from inference.preparation.lesion_fill import RIM_MM
from training.lesions.lesion_file import FRAME, LesionPatch, PatchKind

SIDE = 288
"""Of a patch with a modelled lesion in its middle; windows of 256 can lie here and there in it."""

LEAST_MM, MOST_MM = 12.0, 22.0
"""Diameters: a smaller lesion covers less than a tenth of a window, and would be discarded."""

SHARPNESS_MM = 0.12
"""Standard deviation of the blur of scanned film and of digital views at this scale."""

GLAND_PATH_MM = 15.0
"""As for insertion into whole views: `inference.lesions.insertion`."""

LEAST_SPAN = 60.0
"""Grey levels between fat and fibroglandular tissue that a patch of one tissue is taken to have."""

MORPHOLOGIES = (Morphology.COARSE, Morphology.RIM)
"""Those large enough for one calcification to be a lesion of its own."""


def modelled_pair(
    tissue: NDArray[np.uint8],
    breast: NDArray[np.bool_],
    kind: PatchKind,
    numbers: np.random.RandomState,
) -> LesionPatch:
    """Put a modelled lesion into the middle of a patch without one.

    Args:
        tissue: uint8 (rows, columns); 0 outside the breast.
        breast: bool of the same shape.
        kind: of the lesion.
        numbers: random numbers.
    """
    levels = tissue[breast].astype(np.float64)
    fat, gland = np.percentile(levels, (15, 85))
    gland = max(gland, fat + LEAST_SPAN)
    soft = ndimage.gaussian_filter(tissue.astype(np.float32), 1 / FRAME.pixel_mm)
    rows, columns = tissue.shape
    canvas = Canvas(
        rows=rows,
        columns=columns,
        pixel_mm=FRAME.pixel_mm,
        center=tuple(side / 2 + numbers.uniform(-16, 16) for side in (rows, columns)),
        view_position=("CC", "MLO")[numbers.randint(2)],
        numbers=numbers,
        breast=breast,
        glandular=np.clip((soft - fat) / (gland - fat), 0, 1).astype(np.float32),
        nipple=(rows / 2, columns + 400.0),
    )
    spec = _spec(kind, numbers)
    shape = lesion_model(spec)[0](spec, canvas)
    step = (gland - fat) / ((GLAND_PER_MM - FAT_PER_MM) * GLAND_PATH_MM)
    blur = SHARPNESS_MM / FRAME.pixel_mm
    rise = ndimage.gaussian_filter(shape.attenuation * np.float32(spec.contrast), blur) * step
    reach = math.ceil(RIM_MM / FRAME.pixel_mm)
    replaced = dilated(shape.outline, reach) & breast
    values = _shouldered(tissue.astype(np.float64), np.where(replaced, rise, 0), gland)
    image = np.where(breast, np.clip(np.rint(values), 1, 255), 0).astype(np.uint8)
    return LesionPatch(
        image=image,
        without=tissue,
        breast=breast,
        lesion=shape.outline & breast,
        replaced=replaced,
    )


def _spec(kind: PatchKind, numbers: np.random.RandomState) -> LesionSpec:
    """A lesion large enough to survive the post-processing."""
    size, contrast = numbers.uniform(LEAST_MM, MOST_MM), numbers.uniform(0.6, 1.4)
    if kind is PatchKind.CALCIFICATION:
        word = MORPHOLOGIES[numbers.randint(len(MORPHOLOGIES))]
        return LesionSpec(
            kind=FindingKind.CALCIFICATIONS,
            words={"morphology": word.value},
            size_mm=float(size),
            contrast=float(contrast),
        )
    margins = (MassMargin.CIRCUMSCRIBED, MassMargin.INDISTINCT, MassMargin.SPICULATED)
    margin = margins[numbers.randint(len(margins))]
    form = MassShape.OVAL if margin is MassMargin.CIRCUMSCRIBED else MassShape.IRREGULAR
    return LesionSpec(
        kind=FindingKind.MASS,
        words={"shape": form.value, "margin": margin.value},
        size_mm=float(size),
        contrast=float(contrast),
    )


def _shouldered(
    values: NDArray[np.float64], rise: NDArray[np.float64], gland: float
) -> NDArray[np.float64]:
    """Values with a rise that approaches white and never passes it."""
    knee = min(gland, 200.0)
    room = 255.0 - knee

    def bent(level: NDArray[np.float64]) -> NDArray[np.float64]:
        over = np.maximum(level - knee, 0)
        return level - over + room * (1 - np.exp(-over / room))

    return values + bent(values + rise) - bent(values)

"""Which lesion a case gets, by chance within a choice, and how its contrast is set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.reading.quiz.rounds import LesionChoice
from inference.birads import FindingKind, MassDensity, Morphology
from inference.case import Case
from inference.lesions.calcification_kinds import why_not_visible
from inference.lesions.case_lesions import SeenCase
from inference.lesions.spec import (
    LEAST_CONTRAST,
    MOST_CONTRAST,
    SIZES,
    WORDS,
    LesionSpec,
    Place,
)
from inference.recipe_edits import MAX_SEED

USUAL_CONTRAST_TO_NOISE = {
    FindingKind.MASS: 1.0,
    FindingKind.ASYMMETRY: 1.0,
    FindingKind.CALCIFICATIONS: 0.4,
}
"""About the median of each kind in drawn breasts at contrast 1. A difficulty is that of a mass; of
calcifications the same difficulty is a lower value, as their grains fill a part of their outline
only. Of other kinds the value tells little, and the contrast itself is set."""

TOLERANCE = 0.15
"""A lesion is as difficult as wanted within this share."""

FAINT = (MassDensity.LOW, MassDensity.FAT_CONTAINING)
"""Masses darker than dense tissue, which no contrast makes stand out."""


def lesion_wish(
    choice: LesionChoice, numbers: np.random.RandomState, pixel_mm: float, side: str = ""
) -> LesionSpec | None:
    """A lesion within a choice, each kind and word as likely as the others.

    Args:
        choice: of kinds and sizes.
        numbers: random numbers.
        pixel_mm: of the pictures, by which calcifications can be seen or not.
        side: `R` or `L`; empty leaves it to the lesion.

    Returns:
        None where the words drawn cannot be seen at this size of pixels.
    """
    kind = choice.kinds[numbers.randint(len(choice.kinds))]
    words = {}
    for name, word in WORDS.get(kind, {}).items():
        terms = [term for term in word.terms if term not in FAINT]
        words[name] = terms[numbers.randint(len(terms))]
    if kind is FindingKind.CALCIFICATIONS:
        terms = [term for term in Morphology if term.suspicious]
        words["morphology"] = terms[numbers.randint(len(terms))]
    low, high = (
        float(np.clip(end, SIZES[kind].least_mm, SIZES[kind].most_mm)) for end in choice.sizes_mm
    )
    spec = LesionSpec(
        kind=kind,
        words=words,
        size_mm=round(numbers.uniform(low, high), 1),
        seed=int(numbers.randint(MAX_SEED + 1, dtype=np.int64)),
        place=Place(side=side),
    )
    return None if why_not_visible(spec, pixel_mm) else spec


def fitted(
    seen: SeenCase, spec: LesionSpec, contrast_to_noise: float
) -> tuple[LesionSpec, Case] | None:
    """A lesion in a case at a wanted contrast to noise, by its contrast.

    Args:
        seen: the case without it.
        spec: the lesion; its contrast is set.
        contrast_to_noise: wanted of the view that shows it best, as of a mass.

    Returns:
        The lesion and the case with it; None where no contrast gives this.

    Raises:
        LesionError: the lesion does not fit into the case.
    """
    usual = USUAL_CONTRAST_TO_NOISE.get(spec.kind)
    if usual is None:
        spec = replace(spec, contrast=_held(contrast_to_noise))
        return spec, seen.with_lesions([spec])
    wanted = usual * contrast_to_noise
    case = seen.with_lesions([spec])
    # It rises about in proportion, and bends where tissue is near white: two steps are enough.
    for _ in range(2):
        reached = case.findings[0].contrast_to_noise
        if reached <= 0:
            return None
        spec = replace(spec, contrast=_held(spec.contrast * wanted / reached))
        case = seen.with_lesions([spec])
    near = abs(case.findings[0].contrast_to_noise / wanted - 1) <= TOLERANCE
    return (spec, case) if near else None


def _held(contrast: float) -> float:
    return round(float(np.clip(contrast, LEAST_CONTRAST, MOST_CONTRAST)), 3)

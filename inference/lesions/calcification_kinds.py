"""What calcifications of each morphology are like: sizes, counts, and where they can be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from inference.birads import Distribution, FindingKind, Morphology
from inference.errors import LesionError
from inference.lesions.insertion import GLAND_PATH_MM, SHARPEST_MM
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM
from inference.lesions.spec import LesionSpec

HYDROXYAPATITE_PER_MM = 2.07
"""Linear attenuation of solid hydroxyapatite, Ca10(PO4)6(OH)2, at 20 keV, per mm.

6.56 cm²/g from the elements' shares of the mass (Ca 39.9 %, P 18.5 %, O 41.4 %) times 3.16 g/cm³.

Source: Hubbell & Seltzer, NISTIR 5632, table 3 (mass attenuation coefficients of the elements).
"""

BLUR_PX = 1.2
"""Standard deviation of the blur of a picture, in its pixels: that of the drawn views, and about
that of real ones."""

STEP = (GLAND_PER_MM - FAT_PER_MM) * GLAND_PATH_MM
"""Attenuation of as much fibroglandular tissue as a view's step from fat stands for."""

LEAST_SHARE = 0.125
"""A grain is seen if it stands out by this share of that step; tissue varies by about as much."""

LONG = 3.0
"""From this many widths on, a grain is long."""

TISSUE_PER_MM = (FAT_PER_MM + GLAND_PER_MM) / 2
"""What a grain replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrainKind:
    """Calcifications of one morphology.

    Attributes:
        width_mm: least and largest width of a grain; of long grains across them.
        length: how many times as long as wide, at least and at most.
        lumps: ellipsoids that a grain is made of, at least and at most.
        solid: share of a grain that is mineral.
        crowd: how many grains there are, against the usual number of the distribution.
        full: mineral and pores fill this share of the width cubed, or of a long grain's cylinder.
        alone: whether a group is a single grain, whose diameter is the size.
    """

    width_mm: tuple[float, float]
    length: tuple[float, float] = (1.0, 1.2)
    lumps: tuple[int, int] = (1, 1)
    solid: float = 0.6
    crowd: float = 1.0
    full: float = 0.52
    alone: bool = False

    @property
    def usual_width_mm(self) -> float:
        """The middle of the range."""
        return sum(self.width_mm) / 2

    @property
    def per_mm(self) -> float:
        """Attenuation of a grain against the tissue it replaces, per mm."""
        return self.solid * HYDROXYAPATITE_PER_MM - TISSUE_PER_MM

    def peak(self, blur_mm: float) -> float:
        """Attenuation of a usual grain at its brightest, blurred by a standard deviation.

        What is there of it spreads over a Gaussian: a short grain in two directions, a long one
        in the direction across it.
        """
        width = self.usual_width_mm
        blur = math.hypot(blur_mm, width / 4)
        if self.length[1] >= LONG:
            return self.per_mm * self.full * width**2 / (math.sqrt(2 * math.pi) * blur)
        longer = sum(self.length) / 2
        return self.per_mm * self.full * longer * width**3 / (2 * math.pi * blur**2)


KINDS: dict[Morphology, GrainKind] = {
    Morphology.VASCULAR: GrainKind(width_mm=(1.2, 3.0), solid=0.65),
    Morphology.COARSE: GrainKind(width_mm=(2.0, 4.0), lumps=(9, 16), solid=0.22, alone=True),
    Morphology.LARGE_ROD_LIKE: GrainKind(
        width_mm=(0.5, 1.0), length=(4.0, 9.0), crowd=0.6, full=0.6
    ),
    Morphology.ROUND: GrainKind(width_mm=(0.3, 1.0), length=(1.0, 1.15), solid=0.85),
    Morphology.RIM: GrainKind(width_mm=(3.0, 8.0), solid=0.4, alone=True),
    Morphology.DYSTROPHIC: GrainKind(width_mm=(0.8, 2.5), lumps=(3, 6), crowd=0.5, full=0.26),
    Morphology.MILK_OF_CALCIUM: GrainKind(width_mm=(0.5, 1.5), solid=0.5, full=0.09),
    Morphology.AMORPHOUS: GrainKind(width_mm=(0.12, 0.32), length=(1.0, 1.6), solid=0.7, crowd=2.5),
    Morphology.COARSE_HETEROGENEOUS: GrainKind(
        width_mm=(0.5, 1.3), lumps=(2, 5), solid=0.95, full=0.33
    ),
    Morphology.FINE_PLEOMORPHIC: GrainKind(
        width_mm=(0.2, 0.5), length=(1.0, 2.2), lumps=(1, 3), solid=0.8, crowd=1.5, full=0.52
    ),
    Morphology.FINE_LINEAR: GrainKind(
        width_mm=(0.12, 0.35), length=(4.0, 10.0), solid=0.8, full=0.7
    ),
}
"""The morphologies that there are models of.

Source: widths from the terms' own definitions in the ACR BI-RADS Atlas, Mammography, 5th edition
(round up to 1 mm, coarse heterogeneous 0.5 to 1 mm and more where they coalesce, fine pleomorphic
under 0.5 mm, fine linear under 0.5 mm wide, rods at least 0.5 mm wide, coarse more than 2 to 3 mm);
amorphous ones are smaller still, or hazy. Shares of mineral and counts are this project's own.
"""

SIZES_MM: dict[Distribution, tuple[float, float]] = {
    Distribution.GROUPED: (2.0, 20.0),
    Distribution.LINEAR: (5.0, 60.0),
    Distribution.SEGMENTAL: (15.0, 100.0),
    Distribution.REGIONAL: (20.0, 120.0),
    Distribution.DIFFUSE: (60.0, 120.0),
}
"""Extent of a distribution.

Source: a group reaches at most 2 cm, a region more than 2 cm (ACR BI-RADS Atlas, Mammography, 5th
edition); the other bounds are this project's own.
"""

ALONE_MM = (1.0, 30.0)
"""Diameter of a single coarse or rim calcification."""

VESSEL_MM = (8.0, 100.0)
"""Length of a calcified vessel."""


def calcification_words(spec: LesionSpec) -> tuple[Morphology, Distribution]:
    """Morphology and distribution of a specification.

    Raises:
        LesionError: there is no model of the morphology.
    """
    if spec.kind is not FindingKind.CALCIFICATIONS:
        return Morphology.COARSE_HETEROGENEOUS, Distribution.GROUPED
    morphology = Morphology(spec.word("morphology"))
    if morphology not in KINDS:
        raise LesionError(
            f"There is no model of {morphology.label} calcifications. Take one of "
            f"{', '.join(kind.value for kind in KINDS)}."
        )
    return morphology, Distribution(spec.word("distribution"))


def size_range_mm(morphology: Morphology, distribution: Distribution) -> tuple[float, float]:
    """The extents that calcifications of these words can have, in mm."""
    if morphology is Morphology.VASCULAR:
        return VESSEL_MM
    if distribution is Distribution.GROUPED and KINDS[morphology].alone:
        return ALONE_MM
    return SIZES_MM[distribution]


def check_calcifications(spec: LesionSpec) -> None:
    """Make sure that words and size go together.

    Raises:
        LesionError: they do not; the sentence says which sizes are possible.
    """
    morphology, distribution = calcification_words(spec)
    least, most = size_range_mm(morphology, distribution)
    if not least <= spec.extent_mm <= most:
        raise LesionError(
            f"Calcifications that are {morphology.label} and {distribution.label} measure "
            f"{least:g} to {most:g} mm, not {spec.extent_mm:g} mm. Change the size or the words."
        )


def why_not_visible(spec: LesionSpec, pixel_mm: float) -> str:
    """Why calcifications cannot be seen at a pixel size, as a sentence; empty where they can.

    A fine grain spreads over its pixel and the blur of the picture, and sinks among the tissue. A
    morphology is visible where its usual grain, blurred like that, still stands out by
    `LEAST_SHARE` of the step from fat to fibroglandular tissue.

    Args:
        spec: of a lesion; other kinds than calcifications are always visible.
        pixel_mm: size of a pixel.

    Raises:
        LesionError: there is no model of the morphology.
    """
    if spec.kind is not FindingKind.CALCIFICATIONS:
        return ""
    morphology, _ = calcification_words(spec)
    if _visible(morphology, pixel_mm):
        return ""
    kind = KINDS[morphology]
    share = _share(kind, pixel_mm)
    others = [other.value for other in KINDS if _visible(other, pixel_mm)]
    advice = f"Take {', '.join(others)}." if others else "Take a finer picture."
    return (
        f"{morphology.label.capitalize()} calcifications are {kind.width_mm[0]:g} to "
        f"{kind.width_mm[1]:g} mm wide, and a pixel of this picture {pixel_mm:.3g} mm: a grain "
        f"would stand out by {100 * share:.0f} % of the step from fat to dense tissue, too little "
        f"to be seen. {advice}"
    )


def _visible(morphology: Morphology, pixel_mm: float) -> bool:
    kind = KINDS[morphology]
    if kind.alone or morphology is Morphology.VASCULAR:
        return kind.usual_width_mm >= pixel_mm
    return _share(kind, pixel_mm) >= LEAST_SHARE


def _share(kind: GrainKind, pixel_mm: float) -> float:
    """How far a usual grain stands out, against the step from fat to fibroglandular tissue."""
    return kind.peak(max(BLUR_PX * pixel_mm, SHARPEST_MM)) / STEP

"""What can be put into a breast beside masses, calcifications and the like: features, implants."""

from __future__ import annotations

from inference.birads import BOTH, AssociatedFeature, Term

NO_EDITION = ()
"""Implants are no finding: no edition of BI-RADS lists them."""


class LesionFeature(Term):
    """Associated features that can be drawn, under their BI-RADS ids, and implants."""

    SKIN_THICKENING = AssociatedFeature.SKIN_THICKENING.value, "skin thickening", BOTH
    NIPPLE_RETRACTION = AssociatedFeature.NIPPLE_RETRACTION.value, "nipple retraction", BOTH
    TRABECULAR_THICKENING = (
        AssociatedFeature.TRABECULAR_THICKENING.value,
        "trabecular thickening",
        BOTH,
    )
    AXILLARY_ADENOPATHY = AssociatedFeature.AXILLARY_ADENOPATHY.value, "axillary adenopathy", BOTH
    ARCHITECTURAL_DISTORTION = (
        AssociatedFeature.ARCHITECTURAL_DISTORTION.value,
        "architectural distortion",
        BOTH,
    )
    SILICONE_IMPLANT = "silicone_implant", "silicone implant", NO_EDITION
    SALINE_IMPLANT = "saline_implant", "saline implant", NO_EDITION

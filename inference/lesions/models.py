"""Which function draws which kind of lesion, and where lesions of that kind lie."""

from __future__ import annotations

from inference.birads import FindingKind
from inference.errors import LesionError
from inference.lesions.asymmetry import render_asymmetry, render_trabecular_thickening
from inference.lesions.calcifications import render_calcifications
from inference.lesions.dilated_duct import render_dilated_duct
from inference.lesions.distortion import render_distortion
from inference.lesions.features import LesionFeature
from inference.lesions.implant import render_implant
from inference.lesions.lymph_node import render_adenopathy, render_lymph_node
from inference.lesions.masses import render_mass
from inference.lesions.shape import LesionModel, Site
from inference.lesions.skin import render_nipple_retraction, render_skin_thickening
from inference.lesions.spec import LesionSpec

_FEATURES: dict[LesionFeature, tuple[LesionModel, Site]] = {
    LesionFeature.SKIN_THICKENING: (render_skin_thickening, Site.NIPPLE),
    LesionFeature.NIPPLE_RETRACTION: (render_nipple_retraction, Site.NIPPLE),
    LesionFeature.TRABECULAR_THICKENING: (render_trabecular_thickening, Site.TISSUE),
    LesionFeature.AXILLARY_ADENOPATHY: (render_adenopathy, Site.AXILLA),
    LesionFeature.ARCHITECTURAL_DISTORTION: (render_distortion, Site.TISSUE),
    LesionFeature.SILICONE_IMPLANT: (render_implant, Site.BREAST),
    LesionFeature.SALINE_IMPLANT: (render_implant, Site.BREAST),
}

_MODELS: dict[tuple[str, str], tuple[LesionModel, Site]] = {
    (FindingKind.MASS, ""): (render_mass, Site.TISSUE),
    (FindingKind.CALCIFICATIONS, ""): (render_calcifications, Site.TISSUE),
    (FindingKind.ARCHITECTURAL_DISTORTION, ""): (render_distortion, Site.TISSUE),
    (FindingKind.ASYMMETRY, ""): (render_asymmetry, Site.TISSUE),
    (FindingKind.INTRAMAMMARY_LYMPH_NODE, ""): (render_lymph_node, Site.TISSUE),
    (FindingKind.SOLITARY_DILATED_DUCT, ""): (render_dilated_duct, Site.TISSUE),
    **{
        (FindingKind.ASSOCIATED_FEATURES, feature.value): found
        for feature, found in _FEATURES.items()
    },
}
"""By kind and, for associated features, the feature."""


def lesion_model(spec: LesionSpec) -> tuple[LesionModel, Site]:
    """The function that draws a lesion, and where it lies.

    Raises:
        LesionError: nothing draws this kind.
    """
    found = _MODELS.get((spec.kind, spec.word("feature"))) or _MODELS.get((spec.kind, ""))
    if found is None:
        known = ", ".join(dict.fromkeys(FindingKind(kind).label for kind, _ in _MODELS))
        what = spec.word("feature").replace("_", " ") or spec.kind.label
        raise LesionError(f"There is no model of {what} yet; there are models of {known}.")
    return found

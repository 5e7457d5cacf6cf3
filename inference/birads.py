"""The mammography vocabulary of BI-RADS as data: ids that are stored, and words to show.

Two editions are known: the fifth (2013) and v2025, which followed it in December 2025. Their terms
are used, not their prose. What could be verified of v2025 (the atlas became a manual, composition
became a section of every modality, categories 0 and 6 were clarified and none was renumbered)
changes no mammography term, and no changed term could be verified, so both editions share every
row here. A term that only one edition has names that edition in its row.

Source: ACR BI-RADS Atlas, Mammography, 5th edition, 2013; ACR BI-RADS Manual v2025.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar


class Edition(StrEnum):
    """An edition of BI-RADS, as it is stored with a report."""

    FIFTH = "5th-2013"
    V2025 = "v2025"

    @property
    def label(self) -> str:
        """As it is shown: `BI-RADS v2025`."""
        return {"5th-2013": "BI-RADS 5th edition (2013)", "v2025": "BI-RADS v2025"}[self.value]


LATEST = Edition.V2025
BOTH = (Edition.FIFTH, Edition.V2025)


class Term(StrEnum):
    """A word of the vocabulary; the value is its id.

    Attributes:
        label: in English, as it stands in a list.
        editions: that have it.
    """

    label: str
    editions: tuple[Edition, ...]

    def __new__(cls, term_id: str, label: str = "", editions: tuple[Edition, ...] = BOTH) -> Self:
        """A term of this id; without a label its id is its label."""
        term = str.__new__(cls, term_id)
        term._value_ = term_id
        term.label = label or term_id.replace("_", " ")
        term.editions = editions
        return term


AnyTerm = TypeVar("AnyTerm", bound=Term)


def terms(kind: type[AnyTerm], edition: Edition = LATEST) -> tuple[AnyTerm, ...]:
    """The terms of a kind that an edition has, in its order."""
    return tuple(term for term in kind if edition in term.editions)


class Composition(Term):
    """Breast composition: how much could be hidden."""

    A = "a", "almost entirely fatty"
    B = "b", "scattered areas of fibroglandular density"
    C = "c", "heterogeneously dense"
    D = "d", "extremely dense"


class FindingKind(Term):
    """What a finding is."""

    MASS = "mass"
    CALCIFICATIONS = "calcifications"
    ARCHITECTURAL_DISTORTION = "architectural_distortion"
    ASYMMETRY = "asymmetry"
    INTRAMAMMARY_LYMPH_NODE = "intramammary_lymph_node"
    SKIN_LESION = "skin_lesion"
    SOLITARY_DILATED_DUCT = "solitary_dilated_duct"
    ASSOCIATED_FEATURES = "associated_features", "associated features alone"


class MassShape(Term):
    """Shape of a mass."""

    OVAL = "oval"
    ROUND = "round"
    IRREGULAR = "irregular"


class MassMargin(Term):
    """Margin of a mass."""

    CIRCUMSCRIBED = "circumscribed"
    OBSCURED = "obscured"
    MICROLOBULATED = "microlobulated"
    INDISTINCT = "indistinct"
    SPICULATED = "spiculated"


class MassDensity(Term):
    """Density of a mass, compared with as much fibroglandular tissue."""

    HIGH = "high_density", "high density"
    EQUAL = "equal_density", "equal density"
    LOW = "low_density", "low density"
    FAT_CONTAINING = "fat_containing", "fat-containing"


class Morphology(Term):
    """Morphology of calcifications: typically benign ones first, then suspicious ones."""

    SKIN = "skin"
    VASCULAR = "vascular"
    COARSE = "coarse", "coarse or popcorn-like"
    LARGE_ROD_LIKE = "large_rod_like", "large rod-like"
    ROUND = "round"
    RIM = "rim"
    DYSTROPHIC = "dystrophic"
    MILK_OF_CALCIUM = "milk_of_calcium", "milk of calcium"
    SUTURE = "suture"
    AMORPHOUS = "amorphous"
    COARSE_HETEROGENEOUS = "coarse_heterogeneous", "coarse heterogeneous"
    FINE_PLEOMORPHIC = "fine_pleomorphic", "fine pleomorphic"
    FINE_LINEAR = "fine_linear_branching", "fine linear or fine-linear branching"

    @property
    def suspicious(self) -> bool:
        """Whether it is one of the suspicious kinds; the others are typically benign."""
        return self in SUSPICIOUS_MORPHOLOGY


SUSPICIOUS_MORPHOLOGY = frozenset(
    (
        Morphology.AMORPHOUS,
        Morphology.COARSE_HETEROGENEOUS,
        Morphology.FINE_PLEOMORPHIC,
        Morphology.FINE_LINEAR,
    )
)


class Distribution(Term):
    """How calcifications lie."""

    DIFFUSE = "diffuse"
    REGIONAL = "regional"
    GROUPED = "grouped"
    LINEAR = "linear"
    SEGMENTAL = "segmental"


class AsymmetryType(Term):
    """Kinds of asymmetry."""

    ASYMMETRY = "asymmetry"
    GLOBAL = "global", "global asymmetry"
    FOCAL = "focal", "focal asymmetry"
    DEVELOPING = "developing", "developing asymmetry"


class AssociatedFeature(Term):
    """What accompanies a finding, or stands alone."""

    SKIN_RETRACTION = "skin_retraction"
    NIPPLE_RETRACTION = "nipple_retraction"
    SKIN_THICKENING = "skin_thickening"
    TRABECULAR_THICKENING = "trabecular_thickening"
    AXILLARY_ADENOPATHY = "axillary_adenopathy"
    ARCHITECTURAL_DISTORTION = "architectural_distortion"
    CALCIFICATIONS = "calcifications"


class BreastSide(Term):
    """Laterality of a finding."""

    RIGHT = "right", "right breast"
    LEFT = "left", "left breast"
    BOTH = "both", "both breasts"


class Region(Term):
    """Where in a breast: its quadrants, the halves one view tells, and the named regions."""

    UPPER_OUTER = "upper_outer", "upper outer quadrant"
    UPPER_INNER = "upper_inner", "upper inner quadrant"
    LOWER_OUTER = "lower_outer", "lower outer quadrant"
    LOWER_INNER = "lower_inner", "lower inner quadrant"
    UPPER = "upper", "upper half"
    LOWER = "lower", "lower half"
    OUTER = "outer", "outer half"
    INNER = "inner", "inner half"
    CENTRAL = "central", "central region"
    RETROAREOLAR = "retroareolar", "retroareolar region"
    AXILLARY_TAIL = "axillary_tail", "axillary tail"


class Depth(Term):
    """Which third between nipple and chest wall."""

    ANTERIOR = "anterior", "anterior depth"
    MIDDLE = "middle", "middle depth"
    POSTERIOR = "posterior", "posterior depth"


class Assessment(Term):
    """Assessment category; 4 may be divided into 4A, 4B and 4C."""

    INCOMPLETE = "0", "incomplete, needs additional imaging or prior mammograms"
    NEGATIVE = "1", "negative"
    BENIGN = "2", "benign"
    PROBABLY_BENIGN = "3", "probably benign"
    SUSPICIOUS = "4", "suspicious"
    LOW_SUSPICION = "4A", "low suspicion for malignancy"
    MODERATE_SUSPICION = "4B", "moderate suspicion for malignancy"
    HIGH_SUSPICION = "4C", "high suspicion for malignancy"
    HIGHLY_SUGGESTIVE = "5", "highly suggestive of malignancy"
    KNOWN_MALIGNANCY = "6", "known biopsy-proven malignancy"

    @property
    def asks_for_tissue(self) -> bool:
        """Whether it is 4 or 5."""
        return self.value[0] in "45"


class Management(Term):
    """What is recommended."""

    IMAGING_OR_PRIORS = (
        "imaging_or_priors",
        "recall for additional imaging or comparison with prior examinations",
    )
    ADDITIONAL_IMAGING = "additional_imaging", "recall for additional imaging"
    PRIORS = "priors", "comparison with prior examinations"
    ROUTINE = "routine_screening", "routine mammography screening"
    SHORT_INTERVAL = (
        "short_interval",
        "short-interval (6-month) follow-up or continued surveillance",
    )
    TISSUE_DIAGNOSIS = "tissue_diagnosis", "tissue diagnosis"
    EXCISION = "excision", "surgical excision when clinically appropriate"


_USUAL_MANAGEMENT = {
    "0": (Management.IMAGING_OR_PRIORS, Management.ADDITIONAL_IMAGING, Management.PRIORS),
    "1": (Management.ROUTINE,),
    "2": (Management.ROUTINE,),
    "3": (Management.SHORT_INTERVAL,),
    "4": (Management.TISSUE_DIAGNOSIS,),
    "5": (Management.TISSUE_DIAGNOSIS,),
    "6": (Management.EXCISION,),
}


def usual_management(assessment: Assessment) -> tuple[Management, ...]:
    """What BI-RADS pairs with a category, the most usual first."""
    return _USUAL_MANAGEMENT[assessment.value[0]]


_ASCENDING = "1236045"


def concern(assessment: Assessment) -> tuple[int, str]:
    """Sorts categories by how much is to be done: 1, 2, 3, 6, 0, 4 (4A, 4B, 4C), 5.

    The category of an examination is that of the breast with the most to be done.
    """
    return _ASCENDING.index(assessment.value[0]), assessment.value

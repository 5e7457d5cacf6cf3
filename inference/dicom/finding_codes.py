"""Codes of findings and of the BI-RADS words for them, as DICOM reports use them.

Source: DICOM PS3.16, context groups 6004 to 6024 (mammography), 6059 (implants); the concept names
are those of template 4006 (mammography CAD, single image finding). A word without a code of its own
gets a private one under `MAMMOGYM`, with the word as its meaning.
"""

from __future__ import annotations

from pydicom.sr.coding import Code

from inference.birads import Depth, FindingKind, Region
from inference.lesions.spec import LesionSpec

PRIVATE = "99MAMMOGYM"
"""CodingSchemeDesignator of codes of our own (PS3.16, 8.2: private schemes begin with 99)."""

CATEGORY = Code("49755003", "SCT", "Morphologically Abnormal Structure")
MAMMOGRAPHY = Code("71651007", "SCT", "Mammography")
OUTLINE = Code("111041", "DCM", "Outline")
CENTER = Code("111010", "DCM", "Center")
DIAMETER = Code("81827009", "SCT", "Diameter")
DISTANCE_FROM_NIPPLE = Code("121242", "DCM", "Distance from nipple")
SIGNAL_TO_NOISE = Code("113060", "DCM", "Signal to noise")
QUADRANT = Code("111048", "DCM", "Quadrant location")
CLOCKFACE = Code("111014", "DCM", "Clockface or region")
DEPTH = Code("111020", "DCM", "Depth")

BREASTS = {
    "R": Code("73056007", "SCT", "Right breast"),
    "L": Code("80248007", "SCT", "Left breast"),
}

_KINDS: dict[str, Code] = {
    FindingKind.MASS: Code("129788004", "SCT", "Mammographic breast mass"),
    FindingKind.CALCIFICATIONS: Code("129769006", "SCT", "Calcification Cluster"),
    FindingKind.ARCHITECTURAL_DISTORTION: Code(
        "129792006", "SCT", "Architectural distortion of breast"
    ),
    FindingKind.ASYMMETRY: Code("129790003", "SCT", "Asymmetric breast tissue"),
    FindingKind.INTRAMAMMARY_LYMPH_NODE: Code("443808008", "SCT", "Intramammary lymph node"),
    FindingKind.SKIN_LESION: Code("95324001", "SCT", "Skin lesion"),
    FindingKind.SOLITARY_DILATED_DUCT: Code("129794007", "SCT", "Tubular density"),
    "focal": Code("129789007", "SCT", "Focal asymmetric breast tissue"),
    "skin_thickening": Code("129797000", "SCT", "Skin thickening of breast"),
    "nipple_retraction": Code("271955004", "SCT", "Nipple retraction"),
    "trabecular_thickening": Code("129795008", "SCT", "Trabecular thickening of breast"),
    "axillary_adenopathy": Code("127189005", "SCT", "Axillary adenopathy"),
    "silicone_implant": Code("465380004", "SCT", "Silicone gel implant"),
    "saline_implant": Code("111481", "DCM", "Saline implant"),
}
"""By kind; asymmetries and associated features by their own word where that has a code."""

_PROPERTIES = {
    "shape": Code("107644003", "SCT", "Shape"),
    "margin": Code("111037", "DCM", "Margins"),
    "density": Code("111035", "DCM", "Lesion Density"),
    "morphology": Code("111009", "DCM", "Calcification Type"),
    "distribution": Code("111008", "DCM", "Calcification Distribution"),
}

_WORDS: dict[tuple[str, str], Code] = {
    ("shape", "oval"): Code("84360004", "SCT", "Ovoid shape (Oval)"),
    ("shape", "round"): Code("42700002", "SCT", "Round shape"),
    ("shape", "irregular"): Code("49608001", "SCT", "Irregular"),
    ("margin", "circumscribed"): Code("129738007", "SCT", "Circumscribed lesion"),
    ("margin", "obscured"): Code("129740002", "SCT", "Obscured lesion"),
    ("margin", "microlobulated"): Code("129739004", "SCT", "Microlobulated lesion"),
    ("margin", "indistinct"): Code("129741003", "SCT", "Indistinct lesion"),
    ("margin", "spiculated"): Code("129742005", "SCT", "Spiculated lesion"),
    ("density", "high_density"): Code("129744006", "SCT", "High density lesion"),
    ("density", "equal_density"): Code("129745007", "SCT", "Equal density (isodense) lesion"),
    ("density", "low_density"): Code("129746008", "SCT", "Low density (not containing fat) lesion"),
    ("density", "fat_containing"): Code("129747004", "SCT", "Fat containing (radiolucent) lesion"),
    ("morphology", "skin"): Code("129757003", "SCT", "Calcified skin of breast"),
    ("morphology", "vascular"): Code("129759000", "SCT", "Vascular calcification"),
    ("morphology", "coarse"): Code("129749001", "SCT", "Coarse (popcorn-like) calcification"),
    ("morphology", "large_rod_like"): Code("129752009", "SCT", "Large rod-like calcification"),
    ("morphology", "round"): Code("129756007", "SCT", "Round shaped calcification"),
    ("morphology", "rim"): Code("129751002", "SCT", "Eggshell calcification"),
    ("morphology", "dystrophic"): Code("129750001", "SCT", "Dystrophic calcification"),
    ("morphology", "milk_of_calcium"): Code("129753004", "SCT", "Milk of calcium calcification"),
    ("morphology", "suture"): Code("129758008", "SCT", "Calcified suture material"),
    ("morphology", "amorphous"): Code("129760005", "SCT", "Amorphous calcification"),
    ("morphology", "coarse_heterogeneous"): Code("129763007", "SCT", "Heterogeneous calcification"),
    ("morphology", "fine_pleomorphic"): Code("111344", "DCM", "Fine pleomorphic calcification"),
    ("morphology", "fine_linear_branching"): Code(
        "129762002", "SCT", "Fine linear, branching (casting) calcification"
    ),
    ("distribution", "diffuse"): Code("129764001", "SCT", "Diffuse calcification distribution"),
    ("distribution", "regional"): Code("129767008", "SCT", "Regional calcification distribution"),
    ("distribution", "grouped"): Code("129766004", "SCT", "Grouped calcification distribution"),
    ("distribution", "linear"): Code("129765000", "SCT", "Linear calcification distribution"),
    ("distribution", "segmental"): Code("129768003", "SCT", "Segmental calcification distribution"),
}

_QUADRANTS = {
    Region.UPPER_OUTER: Code("76365002", "SCT", "Upper outer quadrant of breast"),
    Region.UPPER_INNER: Code("77831004", "SCT", "Upper inner quadrant of breast"),
    Region.LOWER_OUTER: Code("33564002", "SCT", "Lower outer quadrant of breast"),
    Region.LOWER_INNER: Code("19100000", "SCT", "Lower inner quadrant of breast"),
}

_REGIONS = {
    Region.CENTRAL: Code("129786000", "SCT", "Central region of breast"),
    Region.RETROAREOLAR: Code("129784002", "SCT", "Subareolar region"),
    Region.AXILLARY_TAIL: Code("129785001", "SCT", "Axillary tail region"),
}

_CLOCK = {
    1: "129772004",
    2: "129773009",
    3: "129774003",
    4: "129775002",
    5: "129776001",
    6: "129777005",
    7: "129778000",
    8: "129779008",
    9: "129780006",
    10: "129781005",
    11: "129782003",
    12: "129783008",
}

_DEPTHS = {
    Depth.ANTERIOR: Code("255549009", "SCT", "Anterior"),
    Depth.MIDDLE: Code("C25569", "NCIt", "Middle"),
    Depth.POSTERIOR: Code("255551008", "SCT", "Posterior"),
}


def kind_code(spec: LesionSpec) -> Code:
    """What a finding is."""
    own = spec.word("feature") or spec.word("type")
    if own in _KINDS:
        return _KINDS[own]
    return _KINDS.get(spec.kind) or _private(spec.kind.value)


def word_codes(spec: LesionSpec) -> list[tuple[Code, Code]]:
    """The BI-RADS words of a finding as pairs of property and value."""
    pairs = ((name, spec.word(name)) for name in _PROPERTIES)
    return [
        (_PROPERTIES[name], _WORDS.get((name, word)) or _private(word))
        for name, word in pairs
        if word
    ]


def place_codes(
    region: Region | None, clock: int | None, depth: Depth | None
) -> list[tuple[Code, Code]]:
    """Where a finding lies as pairs of property and value, as far as that is known."""
    found = []
    if region is not None and region in _QUADRANTS:
        found.append((QUADRANT, _QUADRANTS[region]))
    elif region is not None:
        found.append((CLOCKFACE, _REGIONS.get(region) or _private(region.value)))
    if clock is not None:
        found.append((CLOCKFACE, Code(_CLOCK[clock], "SCT", f"{clock} o'clock position")))
    if depth is not None:
        found.append((DEPTH, _DEPTHS[depth]))
    return found


def _private(word: str) -> Code:
    """A code of our own for a word that the standard has none for; it has at most 16 signs."""
    return Code(word.upper()[:16], PRIVATE, word.replace("_", " "))

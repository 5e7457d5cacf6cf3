"""The words of BI-RADS in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from inference.birads import Term

CONTEXT = "BI-RADS"


def word(term: Term) -> str:
    """The label of a term in the user's language."""
    return QCoreApplication.translate(CONTEXT, term.label)


LABELS = (
    QT_TRANSLATE_NOOP("BI-RADS", "almost entirely fatty"),
    QT_TRANSLATE_NOOP("BI-RADS", "scattered areas of fibroglandular density"),
    QT_TRANSLATE_NOOP("BI-RADS", "heterogeneously dense"),
    QT_TRANSLATE_NOOP("BI-RADS", "extremely dense"),
    QT_TRANSLATE_NOOP("BI-RADS", "mass"),
    QT_TRANSLATE_NOOP("BI-RADS", "calcifications"),
    QT_TRANSLATE_NOOP("BI-RADS", "architectural distortion"),
    QT_TRANSLATE_NOOP("BI-RADS", "asymmetry"),
    QT_TRANSLATE_NOOP("BI-RADS", "intramammary lymph node"),
    QT_TRANSLATE_NOOP("BI-RADS", "skin lesion"),
    QT_TRANSLATE_NOOP("BI-RADS", "solitary dilated duct"),
    QT_TRANSLATE_NOOP("BI-RADS", "associated features alone"),
    QT_TRANSLATE_NOOP("BI-RADS", "oval"),
    QT_TRANSLATE_NOOP("BI-RADS", "round"),
    QT_TRANSLATE_NOOP("BI-RADS", "irregular"),
    QT_TRANSLATE_NOOP("BI-RADS", "circumscribed"),
    QT_TRANSLATE_NOOP("BI-RADS", "obscured"),
    QT_TRANSLATE_NOOP("BI-RADS", "microlobulated"),
    QT_TRANSLATE_NOOP("BI-RADS", "indistinct"),
    QT_TRANSLATE_NOOP("BI-RADS", "spiculated"),
    QT_TRANSLATE_NOOP("BI-RADS", "high density"),
    QT_TRANSLATE_NOOP("BI-RADS", "equal density"),
    QT_TRANSLATE_NOOP("BI-RADS", "low density"),
    QT_TRANSLATE_NOOP("BI-RADS", "fat-containing"),
    QT_TRANSLATE_NOOP("BI-RADS", "skin"),
    QT_TRANSLATE_NOOP("BI-RADS", "vascular"),
    QT_TRANSLATE_NOOP("BI-RADS", "coarse or popcorn-like"),
    QT_TRANSLATE_NOOP("BI-RADS", "large rod-like"),
    QT_TRANSLATE_NOOP("BI-RADS", "rim"),
    QT_TRANSLATE_NOOP("BI-RADS", "dystrophic"),
    QT_TRANSLATE_NOOP("BI-RADS", "milk of calcium"),
    QT_TRANSLATE_NOOP("BI-RADS", "suture"),
    QT_TRANSLATE_NOOP("BI-RADS", "amorphous"),
    QT_TRANSLATE_NOOP("BI-RADS", "coarse heterogeneous"),
    QT_TRANSLATE_NOOP("BI-RADS", "fine pleomorphic"),
    QT_TRANSLATE_NOOP("BI-RADS", "fine linear or fine-linear branching"),
    QT_TRANSLATE_NOOP("BI-RADS", "diffuse"),
    QT_TRANSLATE_NOOP("BI-RADS", "regional"),
    QT_TRANSLATE_NOOP("BI-RADS", "grouped"),
    QT_TRANSLATE_NOOP("BI-RADS", "linear"),
    QT_TRANSLATE_NOOP("BI-RADS", "segmental"),
    QT_TRANSLATE_NOOP("BI-RADS", "global asymmetry"),
    QT_TRANSLATE_NOOP("BI-RADS", "focal asymmetry"),
    QT_TRANSLATE_NOOP("BI-RADS", "developing asymmetry"),
    QT_TRANSLATE_NOOP("BI-RADS", "skin retraction"),
    QT_TRANSLATE_NOOP("BI-RADS", "nipple retraction"),
    QT_TRANSLATE_NOOP("BI-RADS", "skin thickening"),
    QT_TRANSLATE_NOOP("BI-RADS", "trabecular thickening"),
    QT_TRANSLATE_NOOP("BI-RADS", "axillary adenopathy"),
    QT_TRANSLATE_NOOP("BI-RADS", "right breast"),
    QT_TRANSLATE_NOOP("BI-RADS", "left breast"),
    QT_TRANSLATE_NOOP("BI-RADS", "both breasts"),
    QT_TRANSLATE_NOOP("BI-RADS", "upper outer quadrant"),
    QT_TRANSLATE_NOOP("BI-RADS", "upper inner quadrant"),
    QT_TRANSLATE_NOOP("BI-RADS", "lower outer quadrant"),
    QT_TRANSLATE_NOOP("BI-RADS", "lower inner quadrant"),
    QT_TRANSLATE_NOOP("BI-RADS", "upper half"),
    QT_TRANSLATE_NOOP("BI-RADS", "lower half"),
    QT_TRANSLATE_NOOP("BI-RADS", "outer half"),
    QT_TRANSLATE_NOOP("BI-RADS", "inner half"),
    QT_TRANSLATE_NOOP("BI-RADS", "central region"),
    QT_TRANSLATE_NOOP("BI-RADS", "retroareolar region"),
    QT_TRANSLATE_NOOP("BI-RADS", "axillary tail"),
    QT_TRANSLATE_NOOP("BI-RADS", "anterior depth"),
    QT_TRANSLATE_NOOP("BI-RADS", "middle depth"),
    QT_TRANSLATE_NOOP("BI-RADS", "posterior depth"),
    QT_TRANSLATE_NOOP("BI-RADS", "incomplete, needs additional imaging or prior mammograms"),
    QT_TRANSLATE_NOOP("BI-RADS", "negative"),
    QT_TRANSLATE_NOOP("BI-RADS", "benign"),
    QT_TRANSLATE_NOOP("BI-RADS", "probably benign"),
    QT_TRANSLATE_NOOP("BI-RADS", "suspicious"),
    QT_TRANSLATE_NOOP("BI-RADS", "low suspicion for malignancy"),
    QT_TRANSLATE_NOOP("BI-RADS", "moderate suspicion for malignancy"),
    QT_TRANSLATE_NOOP("BI-RADS", "high suspicion for malignancy"),
    QT_TRANSLATE_NOOP("BI-RADS", "highly suggestive of malignancy"),
    QT_TRANSLATE_NOOP("BI-RADS", "known biopsy-proven malignancy"),
    QT_TRANSLATE_NOOP(
        "BI-RADS", "recall for additional imaging or comparison with prior examinations"
    ),
    QT_TRANSLATE_NOOP("BI-RADS", "recall for additional imaging"),
    QT_TRANSLATE_NOOP("BI-RADS", "comparison with prior examinations"),
    QT_TRANSLATE_NOOP("BI-RADS", "routine mammography screening"),
    QT_TRANSLATE_NOOP("BI-RADS", "short-interval (6-month) follow-up or continued surveillance"),
    QT_TRANSLATE_NOOP("BI-RADS", "tissue diagnosis"),
    QT_TRANSLATE_NOOP("BI-RADS", "surgical excision when clinically appropriate"),
)
"""Every label of the vocabulary, where the tool that collects texts to translate finds it."""

"""Lesions in words of the user's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.generator.lesion_edits import EASY, HARD
from app.report.words import word
from inference.birads import Term
from inference.lesions.features import LesionFeature
from inference.lesions.spec import WORDS, LesionSpec
from inference.lesions.truth import Finding

CONTEXT = "Lesion"
PROPERTIES = (
    QT_TRANSLATE_NOOP("Lesion", "shape"),
    QT_TRANSLATE_NOOP("Lesion", "margin"),
    QT_TRANSLATE_NOOP("Lesion", "density"),
    QT_TRANSLATE_NOOP("Lesion", "morphology"),
    QT_TRANSLATE_NOOP("Lesion", "distribution"),
    QT_TRANSLATE_NOOP("Lesion", "type"),
    QT_TRANSLATE_NOOP("Lesion", "feature"),
)
"""Names of properties, as `inference.lesions.spec.WORDS` has them."""
IMPLANTS = (
    QT_TRANSLATE_NOOP("BI-RADS", "silicone implant"),
    QT_TRANSLATE_NOOP("BI-RADS", "saline implant"),
)
"""What the vocabulary of BI-RADS has no words for."""


def property_name(name: str) -> str:
    """The name of a property of a lesion, as it stands before its word."""
    text = QCoreApplication.translate(CONTEXT, name)
    return text[:1].upper() + text[1:]


def kind_words(spec: LesionSpec) -> str:
    """What a lesion is: `mass, irregular, spiculated`; usual words are told too."""
    terms: list[Term] = [
        WORDS[spec.kind][name].terms(spec.word(name)) for name in WORDS.get(spec.kind, {})
    ]
    if len(terms) == 1 and isinstance(terms[0], LesionFeature):
        return word(terms[0])
    return ", ".join([word(spec.kind), *(word(term) for term in terms)])


def line(spec: LesionSpec, finding: Finding | None) -> str:
    """A lesion in a list: what it is, how large, and in which breast."""
    side = finding.side if finding is not None else spec.place.side
    return f"{side}   {spec.extent_mm:.3g} mm  {kind_words(spec)}".strip()


def place_words(finding: Finding) -> str:
    """Where a lesion lies, as a report tells it."""
    side = _text("right breast") if finding.side == "R" else _text("left breast")
    parts = [side]
    if finding.region is not None:
        parts.append(word(finding.region))
    if finding.clock is not None:
        parts.append(_text("{clock} o’clock").format(clock=finding.clock))
    if finding.depth is not None:
        parts.append(word(finding.depth))
    if finding.distance_from_nipple_mm is not None:
        distance = round(finding.distance_from_nipple_mm)
        parts.append(_text("{distance} mm from the nipple").format(distance=distance))
    return ", ".join(parts)


def difficulty_words(finding: Finding) -> str:
    """How far a lesion stands out from what is about it."""
    value = finding.contrast_to_noise
    judged = _text("hard to see") if value < HARD else _text("easy to see")
    if HARD <= value <= EASY:
        judged = _text("as most")
    views = ", ".join(
        f"{one.view.replace('-', ' ')} {one.contrast_to_noise:.2f}" for one in finding.views
    )
    return _text("Contrast to noise {value}: {judged} ({views})").format(
        value=f"{value:.2f}", judged=judged, views=views
    )


TEXTS = (
    QT_TRANSLATE_NOOP("Lesion", "right breast"),
    QT_TRANSLATE_NOOP("Lesion", "left breast"),
    QT_TRANSLATE_NOOP("Lesion", "{clock} o’clock"),
    QT_TRANSLATE_NOOP("Lesion", "{distance} mm from the nipple"),
    QT_TRANSLATE_NOOP("Lesion", "hard to see"),
    QT_TRANSLATE_NOOP("Lesion", "easy to see"),
    QT_TRANSLATE_NOOP("Lesion", "as most"),
    QT_TRANSLATE_NOOP("Lesion", "Contrast to noise {value}: {judged} ({views})"),
)
"""What is said here, where the tool that collects texts to translate finds it."""


def _text(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)

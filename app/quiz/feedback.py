"""The truth of a question in words and outlines, for practice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.generator.lesion_words import kind_words, place_words
from app.reading.quiz.judging import Judgement
from app.reading.quiz.report_items import ReportItem
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial
from app.reading.report import TERM_FIELDS
from app.report.words import word
from app.viewer.touch import Outline
from inference.birads import BreastSide, Composition, FindingKind, Region, Term
from inference.lesions.truth import Finding


def verdict(judgement: Judgement) -> str:
    """Whether the answer was right, in a word or two."""
    if judgement.correct is None:
        return _tr("No side taken")
    if judgement.correct and judgement.located is False:
        return _tr("Right that there is one, but not there")
    return _tr("Right") if judgement.correct else _tr("Wrong")


def truth_lines(trial: QuizTrial, judgement: Judgement) -> list[str]:
    """What is true of a question, a paragraph each."""
    lines: list[str] = []
    if trial.kind.needs_real_pictures:
        lines += _origins(trial)
    elif trial.target is not None:
        answer = _tr("The lesion is in view {number}.").format(number=trial.target + 1)
        lines += [answer, *map(finding_words, trial.truth.findings)]
    elif trial.truth.findings:
        lines += [finding_words(finding) for finding in trial.truth.findings]
    else:
        lines.append(_tr("There is no lesion in this case."))
    is_item = bool(judgement.items) or trial.kind.needs_real_pictures
    if trial.truth.composition is not None and not is_item:
        lines.append(
            _tr("Density: {composition}").format(composition=word(trial.truth.composition))
        )
    items = "\n".join(map(_item_words, judgement.items))
    return [*lines, items] if items else lines


def finding_words(finding: Finding) -> str:
    """A lesion in a line: what it is, how large, where, and how hard to see."""
    kind = kind_words(finding.spec)
    size = _tr("{size:.0f} mm").format(size=finding.spec.extent_mm)
    hard = _tr("contrast to noise {value:.1f}").format(value=finding.contrast_to_noise)
    return f"{kind[:1].upper()}{kind[1:]}, {size}, {place_words(finding)} ({hard})"


def truth_outlines(truths: tuple[PictureTruth, ...]) -> dict[int, list[Outline]]:
    """Outlines of lesions over the views of a question.

    Args:
        truths: of each place. With one place its views are the views of the case; with several
            each place is a view.
    """
    found: dict[int, list[Outline]] = {}
    for place, truth in enumerate(truths):
        for view, name in enumerate(truth.views):
            polygons = tuple(
                tuple(polygon)
                for finding in truth.findings
                if (shown := finding.in_view(name)) is not None
                for polygon in shown.outlines
            )
            if polygons:
                number = view if len(truths) == 1 else place
                outline = Outline(polygons=polygons, is_chosen=True)
                found.setdefault(number, []).append(outline)
    return found


def origin_words(truth: PictureTruth) -> str:
    """Where a picture comes from."""
    return {
        PictureClass.REAL: _tr("real"),
        PictureClass.SYNTHESIZED: _tr("SYNTHETIC"),
        PictureClass.EDITED: _tr("SYNTHETIC, edited"),
    }[truth.picture_class]


def _origins(trial: QuizTrial) -> list[str]:
    if len(trial.truths) == 1:
        return [_tr("This picture is {origin}.").format(origin=origin_words(trial.truth))]
    drawn = [n for n, truth in enumerate(trial.truths, start=1) if truth.picture_class.synthetic]
    words = _tr("Picture {number} is {origin}, the others are real.")
    if len(trial.truths) == 2:
        words = _tr("Picture {number} is {origin}, the other one is real.")
    return [
        words.format(number=number, origin=origin_words(trial.truths[number - 1]))
        for number in drawn
    ]


def _item_words(item: ReportItem) -> str:
    sign = "✓" if item.correct else "✗"
    right = _tr("{item}: {right}").format(
        item=_item_names().get(item.name, item.name),
        right=" / ".join(_value(item.name, one) for one in item.right),
    )
    if item.correct:
        return f"{sign} {right}"
    given = _value(item.name, item.given) if item.given else _tr("nothing")
    return f"{sign} {right} " + _tr("(you: {given})").format(given=given)


def _item_names() -> dict[str, str]:
    return {
        "composition": _tr("Breast composition"),
        "finding": _tr("Finding"),
        "kind": _tr("Kind"),
        "shape": _tr("Shape"),
        "margin": _tr("Margin"),
        "density": _tr("Density"),
        "morphology": _tr("Morphology"),
        "distribution": _tr("Distribution"),
        "asymmetry": _tr("Type"),
        "side": _tr("Breast"),
        "region": _tr("Place"),
        "size_mm": _tr("Size"),
        "assessment": _tr("Assessment"),
    }


_TERMS: dict[str, type[Term]] = {
    "composition": Composition,
    "kind": FindingKind,
    "side": BreastSide,
    "region": Region,
    **TERM_FIELDS,
}


def _value(name: str, identifier: str) -> str:
    """A value of an item in the reader's language."""
    if name == "finding":
        return _tr("none") if identifier == "no finding" else _tr("there is one")
    if name == "size_mm":
        return _tr("{size} mm").format(size=identifier)
    if name in _TERMS:
        return word(_TERMS[name](identifier))
    return identifier


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)

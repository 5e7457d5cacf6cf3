"""The words of scores, questions and answers in the user's language."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.reading.quiz.answers import Choice, Marking, Rating
from app.reading.quiz.rounds import RoundSettings, scale_of
from app.reading.quiz.sitting_events import Answered, EndReason, SittingMode
from app.reading.quiz.trial import PictureClass
from app.reading.scoring.measure_kinds import MeasureKind
from app.reading.scoring.measures import Group, Sentence, Verdict
from app.report.words import word
from inference.birads import Composition


def measure_label(kind: MeasureKind) -> str:
    """What a measure is called."""
    return QCoreApplication.translate("Score", kind.label)


def measure_meaning(kind: MeasureKind) -> str:
    """What a measure means, in a sentence."""
    return QCoreApplication.translate("Score", kind.meaning)


def verdict_words(verdict: Verdict | None) -> str:
    """What an interval says against guessing; empty where guessing has no value."""
    return "" if verdict is None else QCoreApplication.translate("Score", verdict.value)


def sentence_words(sentence: Sentence) -> str:
    """A note of a score."""
    return QCoreApplication.translate("Score", sentence.template).format(**sentence.values)


def mode_words(mode: SittingMode) -> str:
    """Practice or exam."""
    return {SittingMode.PRACTICE: _tr("Practice"), SittingMode.EXAM: _tr("Exam")}[mode]


def end_words(end: EndReason | None) -> str:
    """Why a sitting ended."""
    if end is None:
        return _tr("not ended yet")
    return {
        EndReason.ALL_ANSWERED: _tr("all questions answered"),
        EndReason.WRONG_ANSWERS: _tr("ended by wrong answers"),
        EndReason.TIME_OVER: _tr("time over"),
        EndReason.POOL_USED_UP: _tr("no more pictures"),
        EndReason.STOPPED: _tr("ended early"),
    }[end]


def moment_words(moment: str) -> str:
    """A moment, told as UTC in ISO 8601, as day and time of this computer's zone."""
    return QLocale().toString(_local(moment), QLocale.FormatType.ShortFormat)


def day_words(moment: str) -> str:
    """Its day, as short as goes."""
    return QLocale().toString(_local(moment).date(), _tr("d MMM"))


def parted_by(by: str) -> str:
    """By what answers are parted."""
    return {
        "class": _tr("Kind of picture"),
        "view": _tr("View"),
        "kind": _tr("Kind of lesion"),
        "size": _tr("Size of the lesion"),
        "difficulty": _tr("Difficulty"),
        "density": _tr("Density"),
    }.get(by, by)


def part_words(by: str, label: str) -> str:
    """What a part of the answers is called."""
    if by == "density":
        known = {one.label: one for one in Composition}
        return word(known[label]) if label in known else label
    if by == "kind":
        return QCoreApplication.translate("BI-RADS", label)
    return {
        "real": _tr("real"),
        "synthesized": _tr("synthesized"),
        "edited": _tr("edited"),
        "unknown": _tr("unknown"),
        "easy": _tr("easy"),
        "medium": _tr("medium"),
        "hard": _tr("hard"),
        "up to 10 mm": _tr("up to 10 mm"),
        "above 10 to 15 mm": _tr("above 10 to 15 mm"),
        "above 15 to 20 mm": _tr("above 15 to 20 mm"),
        "above 20 mm": _tr("above 20 mm"),
    }.get(label, label)


def group_words(group: Group) -> str:
    """A part of the answers, with by what it is parted."""
    return f"{parted_by(group.by)}: {part_words(group.by, group.label)}"


def truth_words(answered: Answered) -> str:
    """What was right about a question, in a word or two."""
    trial = answered.trial
    if trial.target is not None:
        return _tr("picture {number}").format(number=trial.target + 1)
    if trial.kind.needs_real_pictures:
        return part_words("class", PictureClass(trial.truth.picture_class).value)
    if not trial.truth.findings:
        return _tr("no lesion")
    return ", ".join(word(finding.kind) for finding in trial.truth.findings)


def answer_words(answered: Answered, settings: RoundSettings) -> str:
    """What the reader answered, in a word or two."""
    answer = answered.answer
    if isinstance(answer, Choice):
        return _tr("picture {number}").format(number=answer.chosen + 1)
    if isinstance(answer, Rating | Marking):
        scale = scale_of(settings)
        steps = answer.rating if scale is None else scale.steps
        words = _tr("{rating} of {steps}").format(rating=answer.rating, steps=steps)
        if isinstance(answer, Marking):
            return words + " · " + _marks(len(answer.marks))
        return words
    found = ", ".join(word(one.kind) for one in answer.report.findings if one.kind is not None)
    return found or (_tr("a finding") if answer.report.findings else _tr("no finding"))


def right_words(answered: Answered) -> str:
    """Whether the answer was right, with a sign."""
    if answered.correct is None:
        return _tr("– no side")
    if answered.correct and answered.located is False:
        return _tr("◐ not the place")
    return _tr("✓ right") if answered.correct else _tr("✗ wrong")


def _local(moment: str) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(datetime.fromisoformat(moment).timestamp()))


def _marks(count: int) -> str:
    if count == 0:
        return _tr("no place")
    if count == 1:
        return _tr("1 place")
    return _tr("{count} places").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)

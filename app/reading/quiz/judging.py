"""Whether an answer is right: what feedback shows, and what the log keeps with an answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.reading.quiz.answers import Answer, Choice, Marking, RatedMark, Rating, Reading
from app.reading.quiz.errors import QuizError
from app.reading.quiz.report_items import ReportItem, report_items
from app.reading.quiz.rounds import (
    FindTheLesion,
    FindTheSynthetic,
    OddOneOut,
    Pairs,
    ReadAndReport,
    RealOrSynthetic,
    RoundSettings,
    scale_of,
)
from app.reading.quiz.trial import PictureTruth, QuizTrial
from inference.lesions.outlines import Polygon

_UNKNOWN_PIXEL_MM = 0.45

_ANSWERS: dict[type, type] = {
    RealOrSynthetic: Rating,
    FindTheSynthetic: Choice,
    Pairs: Choice,
    FindTheLesion: Marking,
    OddOneOut: Choice,
    ReadAndReport: Reading,
}
"""By what the question of a round is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is right about an answer.

    Attributes:
        correct: whether the answer was right; None where it took no side. Of a report: whether a
            finding is told exactly where there is one.
        located: whether a mark lies on a lesion; None where there was none to find.
        hits: for each mark the index of the finding it lies on, or None.
        items: of a report, one for each thing it tells.
    """

    correct: bool | None
    located: bool | None = None
    hits: tuple[int | None, ...] = ()
    items: tuple[ReportItem, ...] = ()

    @property
    def mastered(self) -> bool:
        """Whether the answer is right, and its place too where there was one to find."""
        return bool(self.correct) and self.located is not False


def judged(trial: QuizTrial, answer: Answer, settings: RoundSettings) -> Judgement:
    """Compare an answer with the truth.

    Raises:
        QuizError: the answer is none to this question.
    """
    check_answer(trial, answer, settings)
    if isinstance(answer, Choice):
        return Judgement(correct=answer.chosen == trial.target)
    if isinstance(answer, Rating):
        return Judgement(correct=_right_side(trial, answer.rating, settings))
    assert isinstance(settings, FindTheLesion | ReadAndReport)  # as `check_answer` made sure
    hits = tuple(hit_by(mark, trial.truth, settings.margin_mm) for mark in answer.marks)
    located = any(hit is not None for hit in hits) if trial.truth.findings else None
    if isinstance(answer, Marking):
        correct = _right_side(trial, answer.rating, settings)
        return Judgement(correct=correct, located=located, hits=hits)
    told = bool(answer.report.findings)
    return Judgement(
        correct=told == trial.positive,
        located=located,
        hits=hits,
        items=report_items(answer.report, trial.truth),
    )


def check_answer(trial: QuizTrial, answer: Answer, settings: RoundSettings) -> None:
    """Make sure that an answer is one to this question.

    Raises:
        QuizError: it is not.
    """
    if not isinstance(answer, _ANSWERS[type(settings)]):
        raise QuizError(f"The round {settings.kind} is not answered by a {type(answer).__name__}.")
    scale = scale_of(settings)
    if isinstance(answer, Rating | Marking) and scale is not None:
        scale.check(answer.rating)
    if isinstance(answer, Marking) and scale is not None:
        for mark in answer.marks:
            scale.check(mark.rating)
    if isinstance(answer, Marking | Reading):
        views = len(trial.truth.views)
        if any(mark.view >= views for mark in answer.marks):
            raise QuizError(f"A mark lies on a view that is not shown; there are {views}.")
    if isinstance(answer, Choice) and answer.chosen >= len(trial.stimuli):
        raise QuizError(f"There is no picture {answer.chosen}; {len(trial.stimuli)} are shown.")


def hit_by(mark: RatedMark, truth: PictureTruth, margin_mm: float) -> int | None:
    """The finding that a mark lies on, or None.

    A mark is a hit within the lesion's outline and a margin around it; of several the nearest.
    """
    margin_px = margin_mm / (truth.pixel_mm or _UNKNOWN_PIXEL_MM)
    best: tuple[float, int] | None = None
    for index, finding in enumerate(truth.findings):
        shown = finding.in_view(truth.views[mark.view])
        if shown is None:
            continue
        away = distance_px((mark.row, mark.column), shown.outlines)
        if away <= margin_px and (best is None or away < best[0]):
            best = away, index
    return None if best is None else best[1]


def distance_px(point: tuple[float, float], outlines: tuple[Polygon, ...]) -> float:
    """How far a point lies outside of outlines: 0 inside of one, infinite where there is none."""
    return min((_distance_to(point, outline) for outline in outlines if outline), default=math.inf)


def _distance_to(point: tuple[float, float], outline: Polygon) -> float:
    start = np.asarray(outline, dtype=np.float64)
    end = np.roll(start, -1, axis=0)
    side, away = end - start, np.asarray(point) - start
    crossing = (start[:, 0] > point[0]) != (end[:, 0] > point[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = start[:, 1] + side[:, 1] * away[:, 0] / side[:, 0]
    if np.count_nonzero(crossing & (at > point[1])) % 2:
        return 0.0
    length = np.maximum((side * side).sum(axis=1), 1e-12)
    along = np.clip((away * side).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(away - along[:, None] * side).T).min())


def _right_side(trial: QuizTrial, rating: int, settings: RoundSettings) -> bool | None:
    scale = scale_of(settings)
    says = None if scale is None else scale.says_yes(rating)
    return None if says is None else says == trial.positive

"""Averages over readers of the same questions, with intervals for readers and cases like them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from app.reading.quiz.report_items import ReportItem
from app.reading.quiz.rounds import (
    FindTheLesion,
    Pairs,
    ReadAndReport,
    RealOrSynthetic,
    RoundSettings,
    scale_of,
)
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.answer_sides import counts_of, ratings
from app.reading.scoring.find_the_lesion import marked_cases
from app.reading.scoring.measure_kinds import MEASURES, Unit
from app.reading.scoring.measures import Measure, measure
from app.reading.scoring.read_and_report import items_of
from app.reading.scoring.sitting_score import SittingScore
from inference.statistics.answer_counts import AnswerCounts
from inference.statistics.auc_comparison import delong_covariance
from inference.statistics.estimate import Estimate
from inference.statistics.localisation import (
    MarkedCase,
    afroc_merit_value,
    false_marks_per_case,
    located_sensitivity,
    lroc_area_value,
)
from inference.statistics.multireader import (
    average_over_readers,
    bootstrap_average,
    jackknife_covariance,
    mean_over_readers,
)
from inference.statistics.proportions import Proportion
from inference.statistics.signal_detection import detection

DELONG = "Obuchowski–Rockette with DeLong's covariances, for other readers and cases"
JACKKNIFE = "Obuchowski–Rockette with jackknife covariances, for other readers and cases"
STUDENT = "Student's t over readers"
ALL_EQUAL = "no interval: the readers do not differ"
FIXED = "these readers, other cases"
BOOTSTRAP = "bootstrap over readers and cases"

_NO_WIDTH = 1e-9
NO_BOUNDS = (-np.inf, np.inf)
SHARE = (0.0, 1.0)
NOT_AVERAGED = ("beta", "p_lasting", "p_value")
CHANCE = {"auc": 0.5, "afroc_merit": 0.5, "d_prime": 0.0, "right": 0.5}
"""What guessing reaches, where that is known for all rounds that have the measure."""

_BOUNDS = {
    Unit.SHARE: SHARE,
    Unit.AREA: SHARE,
    Unit.SECONDS: (0.0, np.inf),
    Unit.COUNT: (0.0, np.inf),
}

Answers = Sequence[Answered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """A measure averaged over readers.

    Attributes:
        measure: the average with its interval.
        method: how the interval was made, to be shown.
    """

    measure: Measure
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure of merit that can be computed without a case.

    Attributes:
        name: of the measure.
        value: of the prepared cases of one reader; None where they do not determine it.
        key: what of a case the value depends on; cases of equal keys are as good as each other.
        bounds: least and largest possible value.
    """

    name: str
    value: Callable[[list], float | None]
    key: Callable[[Any], Hashable]
    bounds: tuple[float, float] = SHARE

    def left_out(self, cases: list) -> list[float | None]:
        """The value without each case."""
        known: dict[Hashable, float | None] = {}
        for index, case in enumerate(cases):
            if (key := self.key(case)) not in known:
                known[key] = self.value([*cases[:index], *cases[index + 1 :]])
        return [known[self.key(case)] for case in cases]


def averages_over(
    scores: Sequence[SittingScore], answers: Sequence[Answers], settings: RoundSettings
) -> tuple[Average, ...]:
    """Average what readers reached.

    Args:
        scores: of at least two readers.
        answers: of the same readers to the same questions in the same order; empty ones where the
            readers had different questions.
        settings: of the round.
    """
    found: list[Average] = []
    if all(answers):
        if scale_of(settings) is not None:
            found += _areas(answers)
        for figure, prepared in _figures(settings, answers):
            found += _jackknifed(figure, prepared)
    done = {one.measure.name for one in found}
    names = [one.name for one in scores[0].score.measures if one.name not in done]
    return (*found, *(mean for name in names if (mean := _mean(name, scores))))


def _areas(answers: Sequence[Answers]) -> list[Average]:
    """AUC by Obuchowski and Rockette, for these readers alone, and by the bootstrap."""
    rated = [ratings(one) for one in answers]
    high, low = ([one[side] for one in rated] for side in (0, 1))
    if not high[0] or not low[0]:
        return []
    found = average_over_readers(*delong_covariance(high, low))
    return [
        Average(measure=measure("auc", estimate, chance=0.5), method=method)
        for estimate, method in (
            (found.average, DELONG),
            (found.of_these_readers, FIXED),
            (bootstrap_average(high, low), BOOTSTRAP),
        )
    ]


def _figures(
    settings: RoundSettings, answers: Sequence[Answers]
) -> list[tuple[_Figure, list[list]]]:
    plain = [list(one) for one in answers]
    if isinstance(settings, Pairs):
        return [(_Figure(name="right", value=_right, key=_outcome), plain)]
    if isinstance(settings, RealOrSynthetic):
        return [(one, plain) for one in (*_COUNTED, _PRECISION)]
    if isinstance(settings, FindTheLesion):
        cases = [marked_cases(one, settings) for one in answers]
        return [*((one, cases) for one in _LOCATED), *((one, plain) for one in _COUNTED)]
    if isinstance(settings, ReadAndReport):
        items = [items_of(one, settings) for one in answers]
        names = sorted({item.name for case in items[0] for item in case})
        return [
            (_Figure(name=name, value=partial(_share_of_items, name), key=_items_right), items)
            for name in names
        ]
    return []


def _jackknifed(figure: _Figure, prepared: list[list]) -> list[Average]:
    """The average by Obuchowski and Rockette; none where a case decides whether there is one."""
    values = [figure.value(cases) for cases in prepared]
    left_out = [figure.left_out(cases) for cases in prepared]
    if None in values or any(None in one for one in left_out) or len(left_out[0]) < 2:
        return []
    covariance = jackknife_covariance(np.asarray(left_out, dtype=np.float64))
    found = average_over_readers(
        np.asarray(values, dtype=np.float64), covariance, bounds=figure.bounds
    )
    return [_average(figure.name, found.average, JACKKNIFE)]


def _mean(name: str, scores: Sequence[SittingScore]) -> Average | None:
    found = [one.score.measure(name) for one in scores]
    values = [one.value for one in found if one is not None and one.value is not None]
    if len(values) < 2 or name in NOT_AVERAGED:
        return None
    estimate = mean_over_readers(values, bounds=_BOUNDS.get(MEASURES[name].unit, NO_BOUNDS))
    return _average(name, estimate, STUDENT)


def _average(name: str, estimate: Estimate, method: str) -> Average:
    """Without an interval where nothing scatters: that so few do not differ proves nothing."""
    if estimate.high - estimate.low < _NO_WIDTH:
        return Average(measure=measure(name, estimate.value), method=ALL_EQUAL)
    return Average(measure=measure(name, estimate, chance=CHANCE.get(name)), method=method)


def _outcome(answer: Answered) -> Hashable:
    return answer.trial.positive, answer.correct


def _items_right(items: Sequence[ReportItem]) -> Hashable:
    return tuple((item.name, item.correct) for item in items)


def _itself(case: MarkedCase) -> Hashable:
    return case


def _right(answers: Answers) -> float:
    return sum(answer.correct is True for answer in answers) / len(answers)


def _share_of_items(name: str, cases: list) -> float | None:
    right = [item.correct for case in cases for item in case if item.name == name]
    return sum(right) / len(right) if right else None


def _of_counts(
    share: Callable[[AnswerCounts], Proportion | None],
) -> Callable[[list], float | None]:
    def value(answers: list) -> float | None:
        found = share(counts_of(answers))
        return None if found is None else found.value

    return value


def _d_prime(answers: list) -> float | None:
    counts = counts_of(answers)
    return detection(counts).d_prime.value if counts.positives and counts.negatives else None


def _criterion(answers: list) -> float | None:
    counts = counts_of(answers)
    return detection(counts).criterion.value if counts.positives and counts.negatives else None


def _of_both(value: Callable[[Sequence[MarkedCase]], float]) -> Callable[[list], float | None]:
    def checked(cases: list) -> float | None:
        return value(cases) if len({bool(case.lesions) for case in cases}) == 2 else None

    return checked


def _located(cases: list) -> float | None:
    found = located_sensitivity(cases)
    return None if found is None else found.value


def _false_marks(cases: list) -> float | None:
    return false_marks_per_case(cases, resamples=1).value


_COUNTED = tuple(
    _Figure(name=name, value=value, key=_outcome, bounds=bounds)
    for name, value, bounds in (
        ("accuracy", _of_counts(AnswerCounts.accuracy), SHARE),
        ("sensitivity", _of_counts(AnswerCounts.sensitivity), SHARE),
        ("specificity", _of_counts(AnswerCounts.specificity), SHARE),
        ("d_prime", _d_prime, NO_BOUNDS),
        ("criterion", _criterion, NO_BOUNDS),
    )
)
_PRECISION = _Figure(name="precision", value=_of_counts(AnswerCounts.precision), key=_outcome)
_LOCATED = tuple(
    _Figure(name=name, value=value, key=_itself, bounds=bounds)
    for name, value, bounds in (
        ("afroc_merit", _of_both(afroc_merit_value), SHARE),
        ("lroc_area", _of_both(lroc_area_value), SHARE),
        ("located_sensitivity", _located, SHARE),
        ("false_marks_per_case", _false_marks, (0.0, np.inf)),
    )
)

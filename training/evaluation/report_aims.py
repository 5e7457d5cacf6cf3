"""What a generator should reach, and whether the measures say that it does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from training.evaluation.measure import Measure

KERNEL_DISTANCE = "kernel distance"
PRECISION = "precision"
RECALL = "recall"
SPECTRAL_SLOPE = "spectral slope"
ARTEFACT_RATE = "artefact rate"
TWO_SAMPLE_AUC = "two-sample AUC"


class Bound(StrEnum):
    """What of a measure is bounded; a difference is that of drawn views from the floor."""

    VALUE_AT_MOST = "value ≤"
    VALUE_AT_LEAST = "value ≥"
    RATIO_AT_MOST = "ratio to floor ≤"
    DIFFERENCE_AT_MOST = "difference from real ≤"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A bound on one measure.

    Attributes:
        name, part: of the measure.
        bound: what is bounded.
        limit: the bound; of rates a share from 0 to 1.
        percent: whether people read it in percent.
    """

    name: str
    part: str = "all"
    bound: Bound
    limit: float
    percent: bool = False


AIMS = (
    Aim(name=KERNEL_DISTANCE, bound=Bound.RATIO_AT_MOST, limit=3),
    Aim(name=PRECISION, bound=Bound.VALUE_AT_LEAST, limit=0.6),
    Aim(name=RECALL, bound=Bound.VALUE_AT_LEAST, limit=0.35),
    Aim(name=SPECTRAL_SLOPE, part="CC", bound=Bound.DIFFERENCE_AT_MOST, limit=0.15),
    Aim(name=SPECTRAL_SLOPE, part="MLO", bound=Bound.DIFFERENCE_AT_MOST, limit=0.15),
    Aim(name=ARTEFACT_RATE, part="CC", bound=Bound.VALUE_AT_MOST, limit=0.06, percent=True),
    Aim(name=ARTEFACT_RATE, part="MLO", bound=Bound.VALUE_AT_MOST, limit=0.10, percent=True),
    Aim(name=TWO_SAMPLE_AUC, bound=Bound.VALUE_AT_MOST, limit=0.85),
)


class Outcome(StrEnum):
    """Whether an aim is reached, and how surely."""

    REACHED = "reached"
    REACHED_UNSURELY = "reached, but the interval crosses the aim"
    MISSED_UNSURELY = "missed, but the interval crosses the aim"
    MISSED = "missed"
    UNKNOWN = "not measured"

    @property
    def is_reached(self) -> bool:
        """The value itself meets the aim."""
        return self in (Outcome.REACHED, Outcome.REACHED_UNSURELY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An aim with what was measured.

    Attributes:
        aim: what should be reached.
        outcome: whether it is.
        value: of what the aim bounds (of a ratio aim the ratio); None where it is unknown.
        low, high: 95 % interval of that; None where there is none.
    """

    aim: Aim
    outcome: Outcome
    value: float | None = None
    low: float | None = None
    high: float | None = None


def verdicts(measures: Sequence[Measure], aims: Sequence[Aim] = AIMS) -> tuple[Verdict, ...]:
    """The outcome of each aim. A figure that is missing or not finite is not measured."""
    by_key = {(measure.name, measure.part): measure for measure in measures}
    return tuple(_verdict(aim, by_key.get((aim.name, aim.part))) for aim in aims)


def _verdict(aim: Aim, measure: Measure | None) -> Verdict:
    bounded = None if measure is None else _bounded(aim.bound, measure)
    if bounded is None:
        return Verdict(aim=aim, outcome=Outcome.UNKNOWN)
    value, low, high = bounded
    met = _meets(aim, value)
    ends = [_meets(aim, end) for end in (low, high) if end is not None]
    if met:
        outcome = Outcome.REACHED if all(ends) else Outcome.REACHED_UNSURELY
    else:
        outcome = Outcome.MISSED_UNSURELY if any(ends) else Outcome.MISSED
    return Verdict(aim=aim, outcome=outcome, value=value, low=low, high=high)


def _meets(aim: Aim, value: float) -> bool:
    return value >= aim.limit if aim.bound is Bound.VALUE_AT_LEAST else value <= aim.limit


def _bounded(bound: Bound, measure: Measure) -> tuple[float, float | None, float | None] | None:
    """Value and interval of what is bounded; None where it cannot be formed."""
    scale, offset = 1 / 100 if measure.unit == "%" else 1.0, 0.0
    if bound is Bound.RATIO_AT_MOST:
        if measure.ratio is None or measure.floor is None:
            return None
        scale = 1 / measure.floor
    elif bound is Bound.DIFFERENCE_AT_MOST:
        if measure.floor is None:
            return None
        offset = -measure.floor
    figures = [
        None if figure is None or not math.isfinite(figure) else figure * scale + offset
        for figure in (measure.value, measure.low, measure.high)
    ]
    value, low, high = figures
    if value is None:
        return None
    if bound is Bound.DIFFERENCE_AT_MOST:
        return _size_of_difference(value, low, high)
    return value, low, high


def _size_of_difference(
    value: float, low: float | None, high: float | None
) -> tuple[float, float | None, float | None]:
    """Interval of |difference|, which begins at 0 where the difference may have either sign."""
    if low is None or high is None:
        return abs(value), None, None
    smallest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    return abs(value), smallest, max(abs(low), abs(high))

"""What scores are made of: measures with intervals, groups, curves and sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from app.reading.scoring.measure_kinds import MEASURES, MeasureKind
from inference.statistics.estimate import Estimate
from inference.statistics.proportions import Proportion


class Verdict(StrEnum):
    """What an interval says against guessing; the text is meant to be shown."""

    ABOVE = "Better than guessing."
    BELOW = "Worse than guessing: the answers may have been turned round."
    UNDECIDED = "So few answers cannot be told from guessing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a paper reports, to stand beside.

    Attributes:
        who: whose value it is, with the paper.
        value: in the unit of the measure.
    """

    who: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of a score.

    Attributes:
        kind: name, label, unit and meaning; the same for all values of this kind.
        value: None where the answers do not determine it.
        low, high: ends of the 95 % interval; None where there is none or it has no bound.
        count: of a share, how many; None for other numbers.
        total: of how many.
        verdict: what the interval says against guessing; None where guessing has no value.
        published: of papers, to stand beside.
    """

    kind: MeasureKind
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    total: int | None = None
    verdict: Verdict | None = None
    published: tuple[Published, ...] = ()

    @property
    def name(self) -> str:
        """Of its kind, as files name it."""
        return self.kind.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Measures of a part of the answers.

    Attributes:
        by: by what the answers are parted: `class`, `view`, `kind`, `size`, `difficulty`,
            `density`.
        label: of the part.
        answers: how many it has.
        measures: of it.
    """

    by: str
    label: str
    answers: int
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A curve to be drawn.

    Attributes:
        name: `roc`, `binormal`, `lroc`, `afroc` or `froc`.
        label: to be shown.
        x_label: of the horizontal axis.
        y_label: of the vertical axis.
        x: of its points, rising.
        y: of its points.
    """

    name: str
    label: str
    x_label: str
    y_label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Something to be said beside the numbers.

    Attributes:
        template: with names in braces where values go; the same for all values, so that it can be
            translated.
        values: by name.
    """

    template: str
    values: dict[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundScore:
    """What the answers of one round amount to.

    Attributes:
        measures: the most telling ones first.
        groups: the same for parts of the answers.
        curves: to be drawn.
        notes: what has to be known to read them.
    """

    measures: tuple[Measure, ...] = ()
    groups: tuple[Group, ...] = ()
    curves: tuple[Curve, ...] = ()
    notes: tuple[Sentence, ...] = ()

    def measure(self, name: str) -> Measure | None:
        """The measure of this name, or None."""
        return next((one for one in self.measures if one.name == name), None)


def measure(
    name: str,
    found: Estimate | Proportion | float | None,
    *,
    chance: float | None = None,
    published: tuple[Published, ...] = (),
) -> Measure:
    """A measure of a kind that `MEASURES` names.

    Args:
        name: of the kind.
        found: the value; None where there is none.
        chance: the value that guessing has, against which the interval is judged.
        published: of papers.
    """
    kind = MEASURES[name]
    if found is None:
        return Measure(kind=kind, value=None, published=published)
    if isinstance(found, float | int):
        return Measure(kind=kind, value=_finite(found), published=published)
    return Measure(
        kind=kind,
        value=_finite(found.value),
        low=_finite(found.low),
        high=_finite(found.high),
        count=found.count if isinstance(found, Proportion) else None,
        total=found.total if isinstance(found, Proportion) else None,
        verdict=None if chance is None else verdict(found.low, found.high, chance),
        published=published,
    )


def verdict(low: float, high: float, chance: float) -> Verdict:
    """What an interval says against the value of guessing."""
    if low > chance:
        return Verdict.ABOVE
    return Verdict.BELOW if high < chance else Verdict.UNDECIDED


def points(values: ArrayLike) -> tuple[float, ...]:
    """Points of a curve as plain numbers."""
    return tuple(float(value) for value in np.asarray(values))


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None

"""One measured figure, with its interval and what real views have of each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which way a figure should go."""

    LOWER = "lower"
    HIGHER = "higher"
    LIKE_FLOOR = "like real against real"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of an evaluation.

    Attributes:
        name: what was measured, in the field's words, for example `kernel distance`.
        part: of which views: `all`, `CC`, `MLO`, `digital`, `film`, or a pair as `MLO film`.
        value: of drawn against real views.
        low, high: 95 % interval of `value`; None where there is none.
        floor: the same figure of real views against other real views; None where it has no meaning.
        better: which way it should go.
        unit: of the value, empty for a plain number.
        note: a sentence on how it was found or what limits it.
    """

    name: str
    part: str = "all"
    value: float
    low: float | None = None
    high: float | None = None
    floor: float | None = None
    better: Better
    unit: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value over floor; None without a floor above zero."""
        return self.value / self.floor if self.floor is not None and self.floor > 0 else None

"""How numbers of a score are written: percent, digits, intervals."""

from __future__ import annotations

from app.reading.quiz.rounds import RoundKind
from app.reading.scoring.measure_kinds import Unit
from app.reading.scoring.measures import Measure

ROUND_TITLES = {
    RoundKind.REAL_OR_SYNTHETIC: "Real or synthetic",
    RoundKind.FIND_THE_SYNTHETIC: "Find the synthetic one",
    RoundKind.PAIRS: "Pairs",
    RoundKind.FIND_THE_LESION: "Find the lesion",
    RoundKind.ODD_ONE_OUT: "Odd one out",
    RoundKind.READ_AND_REPORT: "Read and report",
}

NOTHING = "–"
_LEAST_PROBABILITY = 0.001


def written(value: float | None, unit: Unit) -> str:
    """A value as it is read: `54 %`, `0.54`, `25.7 s`."""
    if value is None:
        return NOTHING
    if unit is Unit.SHARE:
        return f"{100 * value:.0f} %"
    if unit is Unit.SECONDS:
        return f"{value:.1f} s"
    if unit is Unit.COUNT:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if unit is Unit.PROBABILITY:
        return "< 0.001" if value < _LEAST_PROBABILITY else f"{value:.3f}"
    return _signed(f"{value:.2f}")


def written_interval(measure: Measure) -> str:
    """The interval as it is read: `0.44 to 0.67`; empty where there is none."""
    low, high, unit = measure.low, measure.high, measure.kind.unit
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {written(high, unit)}"
    if high is None:
        return f"from {written(low, unit)}"
    return f"{written(low, unit)} to {written(high, unit)}"


def written_count(measure: Measure) -> str:
    """Of a share, what was counted: `29 of 52`; empty for other numbers."""
    return "" if measure.total is None else f"{measure.count} of {measure.total}"


def _signed(text: str) -> str:
    """With a true minus sign, and no minus before a zero."""
    return text[1:] if text == "-0.00" else text.replace("-", "−")

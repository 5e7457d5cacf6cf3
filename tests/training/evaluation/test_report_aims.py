from __future__ import annotations

import math

import pytest

from training.evaluation.measure import Better, Measure
from training.evaluation.report_aims import AIMS, Outcome, Verdict, verdicts


def judged(measure: Measure) -> Verdict:
    """The verdict on the aim that a measure belongs to."""
    found = verdicts([measure])
    assert len(found) == len(AIMS)
    (verdict,) = (
        each for each in found if (each.aim.name, each.aim.part) == (measure.name, measure.part)
    )
    return verdict


def auc(value: float, low: float | None = None, high: float | None = None) -> Measure:
    return Measure(name="two-sample AUC", value=value, low=low, high=high, better=Better.LOWER)


@pytest.mark.parametrize(
    ("measure", "outcome"),
    [
        (auc(0.8), Outcome.REACHED),
        (auc(0.85), Outcome.REACHED),
        (auc(0.86), Outcome.MISSED),
        (auc(0.8, 0.7, 0.84), Outcome.REACHED),
        (auc(0.8, 0.7, 0.9), Outcome.REACHED_UNSURELY),
        (auc(0.9, 0.84, 0.95), Outcome.MISSED_UNSURELY),
        (auc(0.9, 0.86, 0.95), Outcome.MISSED),
        (auc(math.nan), Outcome.UNKNOWN),
    ],
)
def test_an_aim_is_reached_by_its_value_and_surely_by_its_interval(
    measure: Measure, outcome: Outcome
) -> None:
    assert judged(measure).outcome is outcome


def test_precision_and_recall_have_to_be_high() -> None:
    better = Better.HIGHER
    assert judged(Measure(name="precision", value=0.6, better=better)).outcome is Outcome.REACHED
    assert judged(Measure(name="recall", value=0.34, better=better)).outcome is Outcome.MISSED


def test_the_kernel_distance_is_judged_by_its_ratio_to_the_floor() -> None:
    measure = Measure(
        name="kernel distance", value=6.0, low=4.0, high=8.0, floor=2.0, better=Better.LOWER
    )
    verdict = judged(measure)
    assert verdict.outcome is Outcome.REACHED_UNSURELY
    assert (verdict.value, verdict.low, verdict.high) == (3.0, 2.0, 4.0)


@pytest.mark.parametrize("floor", [None, 0.0, -0.1])
def test_without_a_floor_above_zero_a_ratio_is_not_measured(floor: float | None) -> None:
    measure = Measure(name="kernel distance", value=1.0, floor=floor, better=Better.LOWER)
    assert judged(measure).outcome is Outcome.UNKNOWN


def slope(value: float, low: float | None = None, high: float | None = None) -> Measure:
    return Measure(
        name="spectral slope", part="CC", value=value, low=low, high=high, floor=3.0,
        better=Better.LIKE_FLOOR,
    )  # fmt: skip


def test_a_slope_may_differ_in_either_direction() -> None:
    assert judged(slope(3.1)).outcome is Outcome.REACHED
    assert judged(slope(2.9)).outcome is Outcome.REACHED
    assert judged(slope(3.2)).outcome is Outcome.MISSED
    assert judged(slope(2.8)).outcome is Outcome.MISSED


def test_an_interval_around_the_real_slope_reaches_down_to_no_difference() -> None:
    verdict = judged(slope(3.05, 2.95, 3.25))
    assert verdict.low == 0
    assert verdict.high == pytest.approx(0.25)
    assert verdict.outcome is Outcome.REACHED_UNSURELY


def test_a_rate_in_percent_is_read_as_one() -> None:
    rate = Measure(name="artefact rate", part="MLO", value=9.0, unit="%", better=Better.LOWER)
    assert judged(rate).value == pytest.approx(0.09)
    assert judged(rate).outcome is Outcome.REACHED


def test_a_figure_of_another_part_does_not_count() -> None:
    other = Measure(name="artefact rate", part="all", value=0.01, better=Better.LOWER)
    assert {verdict.outcome for verdict in verdicts([other])} == {Outcome.UNKNOWN}

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.localisation import (
    UNMARKED,
    MarkedCase,
    afroc_curve,
    afroc_merit,
    false_marks_per_case,
    froc_curve,
    located_sensitivity,
    lroc_area,
    lroc_curve,
)
from inference.statistics.roc import area_under_curve

FEW = [
    MarkedCase(lesions=(5.0,)),
    MarkedCase(lesions=(3.0, UNMARKED), false_marks=(4.0,)),
    MarkedCase(lesions=(UNMARKED,), false_marks=(2.0, 1.0)),
    MarkedCase(false_marks=(3.0,)),
    MarkedCase(),
]


def merit_by_pairs(cases: list[MarkedCase]) -> float:
    """JAFROC's figure as its definition reads."""
    wins, pairs = 0.0, 0
    for normal in (case for case in cases if not case.lesions):
        worst = max(normal.false_marks, default=UNMARKED)
        for lesion in (rating for case in cases for rating in case.lesions):
            wins += 1.0 if lesion > worst else 0.5 if lesion == worst else 0.0
            pairs += 1
    return wins / pairs


def test_the_figure_of_merit_is_that_of_its_definition() -> None:
    # Lesions 5, 3, −, − against a mark of 3 and no mark: 1 + ½ + 0 + 0 and 1 + 1 + ½ + ½.
    assert afroc_merit(FEW).value == pytest.approx(4.5 / 8)
    random = stream(1, "jafroc")
    cases = [drawn_case(random, lesions, 1.0) for lesions in random.randint(0, 3, 60)]
    assert afroc_merit(cases).value == pytest.approx(merit_by_pairs(cases))


def drawn_case(random: np.random.RandomState, lesions: int, d_prime: float) -> MarkedCase:
    seen = np.rint(3 * random.normal(d_prime, 1, lesions))
    false = np.rint(3 * random.normal(0, 1, random.poisson(0.8)))
    return MarkedCase(
        lesions=tuple(float(rating) if rating > 0 else UNMARKED for rating in seen),
        false_marks=tuple(float(rating) for rating in false if rating > 0),
    )


def test_the_lroc_area_counts_a_case_only_where_its_worst_mark_hits() -> None:
    # Ratings 5 (hit), 4 (false) and 2 (false) against 3 and none.
    assert lroc_area(FEW).value == pytest.approx(2 / 6)
    found = lroc_curve(FEW)
    assert list(found.thresholds) == [math.inf, 5, 3]
    assert found.y == pytest.approx([0, 1 / 3, 1 / 3])
    assert found.x == pytest.approx([0, 0, 1 / 2])


def test_with_every_place_right_the_lroc_area_is_that_of_the_roc_curve() -> None:
    random = stream(2, "lroc")
    high, low = np.rint(random.normal(5, 2, 30)), np.rint(random.normal(3, 2, 30))
    cases = [MarkedCase(lesions=(float(rating),)) for rating in high]
    cases += [MarkedCase(false_marks=(float(rating),)) for rating in low]
    area = area_under_curve(high, low).auc
    assert lroc_area(cases).value == pytest.approx(area)
    assert afroc_merit(cases).value == pytest.approx(area)


def test_curves_rise_from_nothing_to_all_that_was_marked() -> None:
    froc, afroc = froc_curve(FEW), afroc_curve(FEW)
    assert (froc.x[0], froc.y[0]) == (0, 0)
    assert froc.x[-1] == pytest.approx(4 / 5)
    assert froc.y[-1] == pytest.approx(2 / 4)
    assert afroc.x[-1] == pytest.approx(1 / 2)
    assert (np.diff(froc.x) >= 0).all()
    assert (np.diff(afroc.y) >= 0).all()


def test_sensitivity_of_place_counts_cases_with_a_hit() -> None:
    found = located_sensitivity(FEW)
    assert found is not None
    assert (found.count, found.total) == (2, 3)
    stricter = located_sensitivity(FEW, threshold=4)
    assert stricter is not None
    assert stricter.count == 1
    assert located_sensitivity(FEW[3:]) is None


def test_false_marks_are_counted_over_all_cases() -> None:
    found = false_marks_per_case(FEW)
    assert found.value == pytest.approx(4 / 5)
    assert found.low < found.value < found.high
    assert false_marks_per_case(FEW, threshold=3).value == pytest.approx(2 / 5)
    none = false_marks_per_case([MarkedCase()] * 20)
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(-math.log(0.025) / 20)


def test_intervals_over_cases_cover_the_true_figures() -> None:
    random = stream(3, "coverage")
    many = [drawn_case(random, lesions, 1.0) for lesions in [1] * 2000 + [0] * 2000]
    true_merit = afroc_merit(many, resamples=1).value
    true_area = lroc_area(many, resamples=1).value
    true_rate = false_marks_per_case(many, resamples=1).value
    covered = np.zeros(3)
    for number in range(100):
        cases = [drawn_case(random, lesions, 1.0) for lesions in [1] * 40 + [0] * 40]
        covered += (
            afroc_merit(cases, seed=number, resamples=300).includes(true_merit),
            lroc_area(cases, seed=number, resamples=300).includes(true_area),
            false_marks_per_case(cases, seed=number, resamples=300).includes(true_rate),
        )
    assert (covered / 100 >= 0.87).all()
    assert (covered / 100 < 1).any()


def test_a_perfect_reader_has_an_interval_below_1() -> None:
    cases = [MarkedCase(lesions=(5.0,))] * 10 + [MarkedCase()] * 10
    for found in (afroc_merit(cases), lroc_area(cases)):
        assert found.value == found.high == 1
        assert 0.6 < found.low < 0.95


def test_a_reader_who_marks_nothing_is_at_one_half_and_finds_nothing() -> None:
    cases = [MarkedCase(lesions=(UNMARKED,))] * 6 + [MarkedCase()] * 6
    assert afroc_merit(cases).value == 0.5
    assert lroc_area(cases).value == 0


def test_guessed_places_are_seldom_right_though_the_case_is_called_well() -> None:
    random = stream(4, "places")
    cases = []
    for rating in random.normal(norm.ppf(0.8), 1, 400):
        hit = random.uniform() < 0.1
        cases.append(
            MarkedCase(
                lesions=(float(rating) if hit else UNMARKED,),
                false_marks=() if hit else (float(rating),),
            )
        )
    cases += [MarkedCase(false_marks=(float(rating),)) for rating in random.normal(0, 1, 400)]
    assert lroc_area(cases, resamples=10).value < 0.12


def test_one_kind_of_cases_alone_is_refused_with_a_sentence() -> None:
    for call in (
        lambda: afroc_merit(FEW[:3]),
        lambda: lroc_area(FEW[3:]),
        lambda: froc_curve(FEW[3:]),
        lambda: false_marks_per_case([]),
        lambda: MarkedCase(lesions=(math.nan,)),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest, chi2_contingency, chisquare

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.binomial import (
    binomial_goodness_of_fit,
    binomial_test,
    pooled_chi_square,
    probability_of_lasting,
)


def p_value_by_hand(right: int, total: int, chance: float) -> float:
    """Sum of the probabilities of all numbers that are not more probable."""
    each = [math.comb(total, k) * chance**k * (1 - chance) ** (total - k) for k in range(total + 1)]
    return sum(p for p in each if p <= each[right] * (1 + 1e-7))


@pytest.mark.parametrize(
    ("right", "total", "chance"), [(8, 10, 0.5), (0, 3, 1 / 6), (11, 14, 1 / 6), (50, 100, 0.5)]
)
def test_the_binomial_test_is_that_of_scipy_and_of_the_definition(
    right: int, total: int, chance: float
) -> None:
    found = binomial_test(right, total, chance)
    assert found.p_value == pytest.approx(binomtest(right, total, chance).pvalue)
    assert found.p_value == pytest.approx(p_value_by_hand(right, total, chance))
    assert found.share.value == right / total


def test_readers_above_and_below_chance_cancel_when_pooled_but_not_one_by_one() -> None:
    found = pooled_chi_square([90, 10], [100, 100], 0.5)
    assert found.pooled.statistic == 0
    assert found.pooled.p_value == 1
    assert found.each.degrees == 2
    assert found.each.p_value < 1e-10
    assert found.between is not None
    assert found.between.p_value < 1e-10


def test_the_parts_of_the_pooled_test_are_those_of_scipy() -> None:
    right, totals = np.array([6, 3, 5, 8]), np.array([10, 10, 12, 10])
    found = pooled_chi_square(right.tolist(), totals.tolist(), 0.5)
    expected = chisquare([right.sum(), (totals - right).sum()])
    assert found.pooled.statistic == pytest.approx(expected.statistic)
    assert found.pooled.p_value == pytest.approx(expected.pvalue)
    table = np.stack([right, totals - right])
    statistic, p_value, *_ = chi2_contingency(table, correction=False)
    assert found.between is not None
    assert found.between.statistic == pytest.approx(statistic)
    assert found.between.p_value == pytest.approx(p_value)


def test_readers_who_were_all_always_right_are_not_compared() -> None:
    assert pooled_chi_square([10, 10], [10, 10], 0.5).between is None


def test_guessing_readers_fit_the_binomial_and_seeing_ones_do_not() -> None:
    random = stream(1, "pairs")
    guessing = binomial_goodness_of_fit(random.binomial(10, 0.5, 117).tolist(), 10, 0.5)
    seeing = binomial_goodness_of_fit(random.binomial(10, 0.7, 117).tolist(), 10, 0.5)
    assert guessing is not None
    assert guessing.test.p_value > 0.05
    assert seeing is not None
    assert seeing.test.p_value < 1e-6


def test_the_goodness_of_fit_has_the_level_it_says() -> None:
    random = stream(2, "pairs")
    draws = random.binomial(10, 0.5, (1000, 117))
    found = [binomial_goodness_of_fit(one.tolist(), 10, 0.5) for one in draws]
    rejected = np.mean([one is not None and one.test.p_value < 0.05 for one in found])
    assert 0.03 <= rejected <= 0.07


def test_classes_expect_enough_readers_and_cover_every_number_once() -> None:
    found = binomial_goodness_of_fit([5] * 60, 10, 0.5)
    assert found is not None
    assert all(one.expected >= 5 for one in found.classes)
    assert found.classes[0].first == 0
    assert found.classes[-1].last == 10
    for one, other in zip(found.classes, found.classes[1:], strict=False):
        assert other.first == one.last + 1
    assert sum(one.observed for one in found.classes) == 60
    assert sum(one.expected for one in found.classes) == pytest.approx(60)
    assert found.test.degrees == len(found.classes) - 1


def test_four_readers_are_too_few_for_a_goodness_of_fit() -> None:
    assert binomial_goodness_of_fit([5, 6, 4, 5], 10, 0.5) is None


def test_lasting_by_guessing_is_as_probable_as_drawn_rounds_say() -> None:
    right = stream(3, "search").uniform(size=(20_000, 200)) < 1 / 6
    third_wrong = np.argmax(np.cumsum(~right, axis=1) == 3, axis=1)
    assert probability_of_lasting(0, 3, 1 / 6) == 1
    for lasting in (1, 2, 4):
        drawn = (third_wrong - 2 >= lasting).mean()
        assert probability_of_lasting(lasting, 3, 1 / 6) == pytest.approx(drawn, abs=0.01)


def test_impossible_counts_are_refused_with_a_sentence() -> None:
    for call in (
        lambda: binomial_test(1, 10, 1.0),
        lambda: pooled_chi_square([], [], 0.5),
        lambda: pooled_chi_square([11], [10], 0.5),
        lambda: binomial_goodness_of_fit([11], 10, 0.5),
        lambda: probability_of_lasting(3, 0, 0.5),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, binomtest, nbinom

from inference.errors import InputError
from inference.statistics.proportions import (
    exact_proportion,
    proportion_until,
    wilson_proportion,
)

COUNTS = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (29, 52), (48, 48), (499, 1000)]


@pytest.mark.parametrize(("count", "total"), COUNTS)
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_both_intervals_are_those_of_scipy(count: int, total: int, confidence: float) -> None:
    test = binomtest(count, total)
    for ours, method in ((exact_proportion, "exact"), (wilson_proportion, "wilson")):
        theirs = test.proportion_ci(confidence, method)
        found = ours(count, total, confidence=confidence)
        assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
        assert found.value == count / total


def test_clopper_and_pearson_cover_at_least_what_they_say_whatever_the_share() -> None:
    for total in (10, 48, 52, 100):
        found = [exact_proportion(count, total) for count in range(total + 1)]
        low, high = (np.array([getattr(one, end) for one in found]) for end in ("low", "high"))
        for share in np.linspace(0.005, 0.995, 199):
            inside = (low <= share) & (share <= high)
            assert binom.pmf(np.arange(total + 1), total, share)[inside].sum() >= 0.95


def test_wilson_covers_what_it_says_on_average() -> None:
    total = 50
    found = [wilson_proportion(count, total) for count in range(total + 1)]
    low, high = (np.array([getattr(one, end) for one in found]) for end in ("low", "high"))
    shares = np.linspace(0.01, 0.99, 197)
    inside = (low[None] <= shares[:, None]) & (shares[:, None] <= high[None])
    covered = (binom.pmf(np.arange(total + 1)[None], total, shares[:, None]) * inside).sum(axis=1)
    assert 0.945 <= covered.mean() <= 0.96


def test_the_interval_of_answers_until_three_are_wrong_covers_at_least_what_it_says() -> None:
    most = 400
    found = [proportion_until(right, 3) for right in range(most)]
    low, high = (np.array([getattr(one, end) for one in found]) for end in ("low", "high"))
    for share in np.linspace(0.02, 0.95, 94):
        inside = (low <= share) & (share <= high)
        # Right answers before the third wrong one; scipy counts failures before successes.
        assert nbinom.pmf(np.arange(most), 3, 1 - share)[inside].sum() >= 0.95 - 1e-6


def test_three_wrong_answers_at_once_leave_room_above_chance_among_six() -> None:
    found = proportion_until(0, 3)
    assert found.value == found.low == 0
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 3))
    assert found.includes(1 / 6)


@pytest.mark.parametrize(
    ("count", "total", "confidence"), [(1, 0, 0.95), (-1, 3, 0.95), (4, 3, 0.95), (1, 3, 1.0)]
)
def test_impossible_counts_are_refused_with_a_sentence(
    count: int, total: int, confidence: float
) -> None:
    for proportion in (exact_proportion, wilson_proportion):
        with pytest.raises(InputError, match=r"\.$"):
            proportion(count, total, confidence=confidence)


def test_answering_until_wrong_needs_a_wrong_answer() -> None:
    with pytest.raises(InputError, match="wrong"):
        proportion_until(5, 0)

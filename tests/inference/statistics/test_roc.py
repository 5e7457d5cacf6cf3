from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, norm

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.roc import area_under_curve, placements, true_positive_rate_at


def delong_by_pairs(high: np.ndarray, low: np.ndarray) -> tuple[float, float]:
    """AUC and its variance as the paper defines them, over all pairs."""
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    above, below = wins.mean(axis=1), wins.mean(axis=0)
    return wins.mean(), above.var(ddof=1) / len(high) + below.var(ddof=1) / len(low)


@pytest.mark.parametrize("levels", [5, 1000])
def test_area_and_variance_are_those_of_the_paper_with_and_without_ties(levels: int) -> None:
    random = stream(1, "roc", str(levels))
    high = np.rint(random.normal(0.7, 1, 40) * levels)
    low = np.rint(random.normal(0, 1, 55) * levels)
    found = area_under_curve(high, low)
    auc, variance = delong_by_pairs(high, low)
    assert found.auc == pytest.approx(auc)
    assert found.variance == pytest.approx(variance)
    assert found.auc == pytest.approx(mannwhitneyu(high, low).statistic / (40 * 55))


def test_the_interval_is_symmetric_on_the_logit_scale() -> None:
    random = stream(2, "roc")
    found = area_under_curve(random.normal(2, 1, 60), random.normal(0, 1, 60))
    low, auc, high = (np.log(p / (1 - p)) for p in (found.low, found.auc, found.high))
    half = norm.ppf(0.975) * np.sqrt(found.variance) / (found.auc * (1 - found.auc))
    assert high - auc == pytest.approx(half)
    assert auc - low == pytest.approx(half)


def test_the_interval_covers_the_true_area_as_often_as_it_says() -> None:
    random, true = stream(3, "roc"), norm.cdf(2.3 / np.sqrt(2))  # an AUC of 0.948
    hits = 0
    for _ in range(400):
        found = area_under_curve(random.normal(2.3, 1, 50), random.normal(0, 1, 50))
        hits += found.low <= true <= found.high
    assert 0.93 <= hits / 400 <= 0.985


def test_views_of_one_woman_widen_the_interval_and_keep_its_coverage() -> None:
    random = stream(4, "roc")
    women = np.repeat(np.arange(30), 4)
    plain, grouped = 0, 0
    for _ in range(300):
        high, low = (np.repeat(random.normal(0, 1, 30), 4) for _ in range(2))
        high, low = (scores + random.normal(0, 0.5, 120) for scores in (high, low))
        plain += area_under_curve(high, low).includes_chance
        grouped += area_under_curve(
            high, low, positive_groups=women, negative_groups=women + 100
        ).includes_chance
    assert plain / 300 < 0.8
    assert grouped / 300 > 0.9


def test_groups_of_one_score_each_change_nothing() -> None:
    random = stream(5, "roc")
    high, low = random.normal(1, 1, 20), random.normal(0, 1, 25)
    names = [f"w{number}" for number in range(45)]
    grouped = area_under_curve(high, low, positive_groups=names[:20], negative_groups=names[20:])
    assert grouped == area_under_curve(high, low)


def test_a_woman_on_both_sides_narrows_the_interval_where_her_scores_go_together() -> None:
    random = stream(6, "roc")
    base = random.normal(0, 1, 60)
    high, low = base + 0.5 + random.normal(0, 0.2, 60), base + random.normal(0, 0.2, 60)
    women = np.arange(60)
    paired = area_under_curve(high, low, positive_groups=women, negative_groups=women)
    assert paired.variance < area_under_curve(high, low).variance / 2


def test_perfect_separation_has_an_interval_that_fewer_scores_widen() -> None:
    few = area_under_curve([2.0, 3.0, 4.0], [0.0, 1.0])
    many = area_under_curve(np.arange(100) + 100.0, np.arange(100.0))
    assert few.auc == many.auc == few.high == many.high == 1
    assert 0 < few.low < 0.8 < many.low < 1
    reversed_ = area_under_curve([0.0, 1.0], [2.0, 3.0, 4.0])
    assert (reversed_.low, reversed_.high) == pytest.approx((0, 1 - few.low))


def test_scores_all_equal_are_at_chance() -> None:
    found = area_under_curve(np.ones(10), np.ones(10))
    assert found.auc == 0.5
    assert found.includes_chance


def test_placements_average_to_the_area_on_both_sides() -> None:
    above, below = placements(np.array([1.0, 3.0, 5.0]), np.array([2.0, 4.0]))
    assert list(above) == [0, 0.5, 1]
    assert list(below) == pytest.approx([2 / 3, 1 / 3])


def test_sensitivity_is_found_where_no_more_negatives_are_called_than_allowed() -> None:
    negatives = np.arange(100.0)
    rate, threshold = true_positive_rate_at([94.5, 95.5, 200.0], negatives, 0.05)
    assert threshold == 94
    assert rate == 1
    assert (negatives > threshold).mean() == 0.05
    assert true_positive_rate_at([99.0, 100.0], negatives, 0.0) == (0.5, 99)
    assert true_positive_rate_at([-0.5, 0.0], negatives, 1.0)[0] == 1


@pytest.mark.parametrize(
    ("high", "low", "groups"),
    [
        ([], [1.0], {}),
        ([1.0], [np.nan], {}),
        ([1.0, 2.0], [1.0], {"positive_groups": ["a", "b"]}),
        ([1.0, 2.0], [1.0], {"positive_groups": ["a"], "negative_groups": ["b"]}),
        ([1.0, 2.0], [1.0], {"confidence": 1.0}),
    ],
)
def test_what_gives_no_curve_is_refused_with_a_sentence(
    high: list[float], low: list[float], groups: dict[str, object]
) -> None:
    with pytest.raises(InputError, match=r"\.$"):
        area_under_curve(high, low, **groups)  # pyright: ignore[reportArgumentType]

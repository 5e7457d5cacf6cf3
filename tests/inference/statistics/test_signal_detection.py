from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.answer_counts import AnswerCounts
from inference.statistics.estimate import Estimate
from inference.statistics.signal_detection import (
    criterion_of_rates,
    d_prime_of_area,
    d_prime_of_rates,
    d_prime_of_share_correct,
    detection,
    share_correct_of,
)


def exactly(value: float) -> Estimate:
    return Estimate(value=value, low=value, high=value)


@pytest.mark.parametrize(
    ("hit_rate", "false_alarm_rate", "d_prime", "criterion"),
    [(0.84, 0.16, 1.989, 0.0), (0.69, 0.31, 0.992, 0.0), (0.80, 0.40, 1.095, -0.294)],
)
def test_d_prime_and_criterion_are_those_of_a_table_of_normal_quantiles(
    hit_rate: float, false_alarm_rate: float, d_prime: float, criterion: float
) -> None:
    assert d_prime_of_rates(hit_rate, false_alarm_rate) == pytest.approx(d_prime, abs=6e-4)
    assert criterion_of_rates(hit_rate, false_alarm_rate) == pytest.approx(criterion, abs=6e-4)


@pytest.mark.parametrize(
    ("alternatives", "d_prime", "share"),
    [(2, 1, 0.7602), (3, 1, 0.6337), (4, 1, 0.5520), (2, 2, 0.9214), (4, 2, 0.8228)],
)
def test_shares_found_among_several_are_the_tabled_ones(
    alternatives: int, d_prime: float, share: float
) -> None:
    """Hacker and Ratcliff 1979."""
    assert share_correct_of(d_prime, alternatives) == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize("alternatives", [2, 3, 6, 24])
def test_guessing_finds_one_in_so_many_and_d_prime_comes_back(alternatives: int) -> None:
    assert share_correct_of(0, alternatives) == pytest.approx(1 / alternatives, abs=1e-9)
    for d_prime in (-1.0, 0.0, 0.4, 1.7, 3.5):
        share = share_correct_of(d_prime, alternatives)
        found = d_prime_of_share_correct(exactly(share), alternatives)
        assert found.value == pytest.approx(d_prime, abs=1e-6)


def test_the_share_found_among_six_is_that_of_drawn_numbers() -> None:
    random = stream(1, "m-afc")
    odd, others = random.normal(1.3, 1, 40_000), random.normal(0, 1, (40_000, 5))
    assert (odd > others.max(axis=1)).mean() == pytest.approx(share_correct_of(1.3, 6), abs=0.01)


def test_finding_all_or_none_has_an_infinite_d_prime() -> None:
    found = d_prime_of_share_correct(Estimate(value=1.0, low=0.5, high=1.0), 6)
    assert found.value == found.high == math.inf
    assert 0 < found.low < 2
    assert d_prime_of_share_correct(exactly(0.0), 6).value == -math.inf


def test_d_prime_of_an_area_is_that_of_two_normal_distributions() -> None:
    area = float(norm.cdf(1.2 / math.sqrt(2)))
    found = d_prime_of_area(Estimate(value=area, low=0.5, high=1.0))
    assert found.value == pytest.approx(1.2)
    assert found.low == pytest.approx(0)
    assert found.high == math.inf


def test_rates_of_0_and_1_take_the_log_linear_correction() -> None:
    perfect = AnswerCounts(hits=48, misses=0, false_alarms=0, correct_rejections=52)
    found = detection(perfect)
    assert found.hit_rate == pytest.approx(48.5 / 49)
    assert found.false_alarm_rate == pytest.approx(0.5 / 53)
    assert found.d_prime.value == pytest.approx(norm.ppf(48.5 / 49) - norm.ppf(0.5 / 53))


def test_beta_is_the_ratio_of_likelihoods_at_the_criterion() -> None:
    counts = AnswerCounts(hits=30, misses=18, false_alarms=10, correct_rejections=42)
    found = detection(counts)
    at = -norm.ppf(found.false_alarm_rate)
    ratio = norm.pdf(at - found.d_prime.value) / norm.pdf(at)
    assert found.beta == pytest.approx(ratio)
    assert found.criterion.value > 0


def test_two_thousand_readers_of_known_d_prime_and_criterion_give_them_back() -> None:
    random = stream(2, "readers")
    for d_prime, criterion in ((0.0, 0.0), (0.5, 0.3), (1.0, -0.2), (2.0, 0.0)):
        hit_rate = norm.cdf(d_prime / 2 - criterion)
        false_alarm_rate = norm.cdf(-d_prime / 2 - criterion)
        hits = random.binomial(200, hit_rate, 2000)
        alarms = random.binomial(200, false_alarm_rate, 2000)
        found = [
            detection(
                AnswerCounts(hits=h, misses=200 - h, false_alarms=f, correct_rejections=200 - f)
            )
            for h, f in zip(hits.tolist(), alarms.tolist(), strict=True)
        ]
        assert np.mean([one.d_prime.value for one in found]) == pytest.approx(d_prime, abs=0.02)
        assert np.mean([one.criterion.value for one in found]) == pytest.approx(criterion, abs=0.01)
        assert 0.93 <= np.mean([one.d_prime.includes(d_prime) for one in found]) <= 0.97
        assert 0.93 <= np.mean([one.criterion.includes(criterion) for one in found]) <= 0.97


def test_two_thousand_readers_who_find_one_of_six_give_their_d_prime_back() -> None:
    right = stream(3, "readers").binomial(300, share_correct_of(1.1, 6), 2000)
    values = {count: count / 300 for count in set(right.tolist())}
    found = {
        count: d_prime_of_share_correct(exactly(share), 6).value for count, share in values.items()
    }
    assert np.mean([found[count] for count in right.tolist()]) == pytest.approx(1.1, abs=0.02)


def test_what_gives_no_d_prime_is_refused_with_a_sentence() -> None:
    for call in (
        lambda: d_prime_of_rates(1.0, 0.5),
        lambda: detection(AnswerCounts(hits=1, misses=1, false_alarms=0, correct_rejections=0)),
        lambda: share_correct_of(1.0, 1),
        lambda: d_prime_of_area(exactly(1.2)),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

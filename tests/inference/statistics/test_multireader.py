from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, sem, t

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.auc_comparison import delong_covariance
from inference.statistics.multireader import (
    areas_without_each_case,
    average_over_readers,
    bootstrap_average,
    jackknife_covariance,
    mean_over_readers,
)
from inference.statistics.roc import area_under_curve

# Five readers of 114 MR images (Van Dyke et al. 1993) with cine and with spin-echo: areas, mean
# variance and Cov2 of each modality, and what the programs of the methods' authors make of them.
PUBLISHED = {
    "cine": (
        [0.91964573, 0.85877617, 0.90386473, 0.97310789, 0.82979066],
        (0.00101410277, 0.00048396180),
        (0.89703704, 0.03317360, 12.74465, 0.82522360, 0.96885048),
        (0.84943008, 0.94464399),
    ),
    "spin-echo": (
        [0.94782609, 0.90531401, 0.92173913, 0.99935588, 0.92995169],
        (0.00059047376, 0.00020418785),
        (0.94083736, 0.02156637, 12.71019, 0.8941378, 0.9875369),
        (0.90795637, 0.97371835),
    ),
}


@pytest.mark.parametrize("modality", list(PUBLISHED))
def test_the_average_of_a_published_study_is_the_published_one(modality: str) -> None:
    areas, (variance, shared), expected, fixed = PUBLISHED[modality]
    covariance = np.full((5, 5), shared)
    np.fill_diagonal(covariance, variance)
    found = average_over_readers(areas, covariance)
    given = (
        found.average.value,
        found.standard_error,
        found.degrees,
        found.average.low,
        found.average.high,
    )
    assert given == pytest.approx(expected, rel=2e-6)
    assert (found.of_these_readers.low, found.of_these_readers.high) == pytest.approx(fixed)


def test_leaving_a_case_out_gives_the_area_of_the_others() -> None:
    random = stream(1, "jackknife")
    high, low = np.rint(random.normal(1, 1, (2, 7)) * 2), np.rint(random.normal(0, 1, (2, 9)) * 2)
    found = areas_without_each_case(high, low)
    assert found.shape == (2, 16)
    for reader in range(2):
        without = [area_under_curve(np.delete(high[reader], i), low[reader]) for i in range(7)]
        without += [area_under_curve(high[reader], np.delete(low[reader], j)) for j in range(9)]
        assert found[reader] == pytest.approx([one.auc for one in without])


def test_the_jackknife_nearly_agrees_with_delong() -> None:
    random = stream(2, "jackknife")
    case_high, case_low = random.normal(1.2, 1, 50), random.normal(0, 1, 60)
    high, low = (case + random.normal(0, 1, (3, len(case))) for case in (case_high, case_low))
    left_out = areas_without_each_case(high, low)
    _, delong = delong_covariance(high, low)
    assert jackknife_covariance(left_out) == pytest.approx(delong, rel=0.05, abs=1e-5)


def drawn_study(
    random: np.random.RandomState, readers: int, cases: int, mean: float, spread: float
) -> tuple[np.ndarray, np.ndarray]:
    """Ratings of readers whose d′ scatters, who share what is hard in a case."""
    shifts = random.normal(mean, spread, readers)[:, None]
    high = shifts + random.normal(0, 0.7, cases) + random.normal(0, 0.714, (readers, cases))
    low = random.normal(0, 0.7, cases) + random.normal(0, 0.714, (readers, cases))
    return high, low


def test_the_interval_for_other_readers_and_cases_covers_the_true_average() -> None:
    random = stream(3, "study")
    population = random.normal(0.9, 0.3, 200_000)
    true = float(norm.cdf(population / np.sqrt(2)).mean())
    wide = narrow = 0
    for _ in range(500):
        areas, covariance = delong_covariance(*drawn_study(random, 5, 50, 0.9, 0.3))
        found = average_over_readers(areas, covariance)
        wide += found.average.includes(true)
        narrow += found.of_these_readers.includes(true)
    assert 0.92 <= wide / 500 <= 0.985
    assert narrow < wide


def test_drawing_readers_and_cases_anew_gives_an_interval_about_the_average() -> None:
    random = stream(4, "study")
    true = float(norm.cdf(random.normal(0.9, 0.3, 200_000) / np.sqrt(2)).mean())
    covered = 0
    for _ in range(60):
        high, low = drawn_study(random, 8, 50, 0.9, 0.3)
        found = bootstrap_average(high, low, resamples=300)
        assert found.value == pytest.approx(delong_covariance(high, low)[0].mean())
        assert found.low < found.value < found.high
        covered += found.includes(true)
    assert covered >= 50


def test_equal_seeds_draw_equal_intervals() -> None:
    high, low = drawn_study(stream(5, "study"), 4, 20, 0.5, 0.1)
    assert bootstrap_average(high, low, seed=7) == bootstrap_average(high, low, seed=7)
    assert bootstrap_average(high, low, seed=7) != bootstrap_average(high, low, seed=8)


def test_readers_who_agree_exactly_still_have_an_interval() -> None:
    covariance = np.full((3, 3), 0.002)
    found = average_over_readers([0.7, 0.7, 0.7], covariance)
    assert found.degrees == np.inf
    assert found.average.high - 0.7 == pytest.approx(norm.ppf(0.975) * np.sqrt(0.002))


def test_the_mean_over_readers_is_that_of_students_t() -> None:
    values = [3.0, 14.0, 3.0, 3.0]
    expected = t.interval(0.95, 3, loc=5.75, scale=sem(values))
    found = mean_over_readers(values)
    assert (found.value, found.low, found.high) == pytest.approx((5.75, *expected))
    assert mean_over_readers(values, bounds=(0, np.inf)).low == 0


def test_one_reader_alone_is_no_average() -> None:
    for call in (
        lambda: average_over_readers([0.7], [[0.1]]),
        lambda: average_over_readers([0.7, 0.8], np.eye(3)),
        lambda: jackknife_covariance([[0.5]]),
        lambda: mean_over_readers([1.0]),
        lambda: bootstrap_average([[1.0]], [[0.0]], resamples=0),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

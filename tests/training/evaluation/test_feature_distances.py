from __future__ import annotations

import numpy as np
import pytest
from scipy import linalg

from training.evaluation.comparison import halves
from training.evaluation.frechet import frechet_distance, frechet_measure
from training.evaluation.kernel_distance import (
    SCALE,
    kernel_distance,
    kernel_measure,
    polynomial_kernel,
)
from training.evaluation.manifolds import (
    density_coverage,
    distances,
    manifold_measures,
    precision_recall,
)


def cloud(count: int, size: int = 8, *, shift: float = 0.0, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, size)) + shift


def patients_of(count: int) -> np.ndarray:
    return np.array([f"p{number // 2}" for number in range(count)])


def whitened(count: int, size: int, seed: int) -> np.ndarray:
    """A set whose mean is exactly 0 and whose covariance is exactly the unit matrix."""
    centred = cloud(count, size, seed=seed)
    centred -= centred.mean(axis=0)
    root = np.linalg.cholesky(np.cov(centred, rowvar=False))
    return centred @ np.linalg.inv(root).T


def test_the_frechet_distance_of_gaussians_is_the_closed_form() -> None:
    # Independent components: |μ₁ − μ₂|² + Σ (σ₁ − σ₂)².
    first = whitened(50, 3, seed=1) * [1.0, 2.0, 0.5]
    second = whitened(70, 3, seed=2) * [2.0, 2.0, 1.5] + [0.0, 3.0, 0.0]
    assert frechet_distance(first, second) == pytest.approx(9 + 1 + 1)


def test_the_singular_values_give_the_trace_of_the_matrix_root() -> None:
    first, second = cloud(60, 5, seed=1), cloud(40, 5, shift=0.3, seed=2) @ cloud(5, 5, seed=3)
    covariances = [np.cov(each, rowvar=False) for each in (first, second)]
    root = np.real(np.asarray(linalg.sqrtm(covariances[0] @ covariances[1])))
    between = np.sum((first.mean(axis=0) - second.mean(axis=0)) ** 2)
    expected = between + sum(np.trace(each) for each in covariances) - 2 * np.trace(root)
    assert frechet_distance(first, second) == pytest.approx(expected, rel=1e-8)


def test_the_frechet_distance_of_a_set_to_itself_is_zero() -> None:
    assert frechet_distance(cloud(30, 50), cloud(30, 50)) == pytest.approx(0, abs=1e-9)


def test_the_kernel_distance_is_that_of_the_definition() -> None:
    x, y = cloud(6, 4, seed=1), cloud(5, 4, shift=1, seed=2)

    def k(a: np.ndarray, b: np.ndarray) -> float:
        return float((a @ b / 4 + 1) ** 3)

    within_x = np.mean([k(x[i], x[j]) for i in range(6) for j in range(6) if i != j])
    within_y = np.mean([k(y[i], y[j]) for i in range(5) for j in range(5) if i != j])
    across = np.mean([k(a, b) for a in x for b in y])
    kernel = polynomial_kernel(np.concatenate([x, y]))
    found = kernel_distance(kernel, np.arange(6), np.arange(6, 11))
    assert found == pytest.approx(within_x + within_y - 2 * across)


def test_the_kernel_distance_of_one_distribution_is_zero_on_average() -> None:
    found = [
        kernel_distance(
            polynomial_kernel(cloud(200, seed=seed)), np.arange(100), np.arange(100, 200)
        )
        for seed in range(40)
    ]
    assert abs(np.mean(found)) < 3 * np.std(found) / np.sqrt(40)
    assert min(found) < 0 < max(found)


def test_a_shifted_distribution_is_far_beyond_the_floor_and_an_equal_one_is_not() -> None:
    patients = patients_of(200)
    plan = halves(patients, splits=4)
    for shift, least, most in ((0.0, -3, 3), (0.5, 10, np.inf)):
        items = np.concatenate([cloud(200, seed=1), cloud(200, shift=shift, seed=2)])
        measure = kernel_measure(polynomial_kernel(items), plan, "all")
        assert measure.floor is not None
        assert measure.low is not None
        assert measure.floor > 0
        assert least < measure.value / measure.floor < most
        assert (measure.low > 0) == (shift > 0)
        assert measure.value < SCALE * 100


def test_the_jackknife_interval_of_a_distance_covers_what_new_samples_give() -> None:
    plan = halves(patients_of(160), splits=4)
    runs = []
    for seed in range(24):
        items = np.concatenate(
            [cloud(160, seed=3 * seed), cloud(160, shift=0.4, seed=3 * seed + 1)]
        )
        runs.append(kernel_measure(polynomial_kernel(items), plan, "all"))
    truth = np.mean([run.value for run in runs])
    covered = sum(run.low <= truth <= run.high for run in runs)  # type: ignore[operator]
    assert covered >= 19


def test_drawn_views_amid_few_real_ones_are_precise_and_recall_little() -> None:
    real = np.concatenate([cloud(50, 2, seed=1), cloud(50, 2, shift=100, seed=2)])
    drawn = cloud(100, 2, seed=3) * 0.1
    between = distances(np.concatenate([real, drawn]))
    precision, recall = precision_recall(between, np.arange(100), np.arange(100, 200))
    assert precision == 1
    assert recall <= 0.15
    density, coverage = density_coverage(between, np.arange(100), np.arange(100, 200))
    assert density > 1
    assert coverage <= 0.5


def test_drawn_views_far_away_have_neither_precision_nor_recall() -> None:
    between = distances(np.concatenate([cloud(40), cloud(40, shift=50)]))
    sets = np.arange(40), np.arange(40, 80)
    assert precision_recall(between, *sets) == (0, 0)
    assert density_coverage(between, *sets) == (0, 0)


def test_a_copy_of_the_real_views_has_all_of_both() -> None:
    between = distances(np.concatenate([cloud(40), cloud(40)]))
    assert precision_recall(between, np.arange(40), np.arange(40, 80)) == (1, 1)
    assert density_coverage(between, np.arange(40), np.arange(40, 80))[1] == 1


def test_coverage_of_one_distribution_is_the_value_of_the_paper() -> None:
    # Naeem et al. 2020, equation 10: 1 − 2^−k for large sets of one distribution.
    between = distances(cloud(2000, 16))
    found = density_coverage(between, np.arange(1000), np.arange(1000, 2000), k=5)
    assert found[1] == pytest.approx(1 - 2**-5, abs=0.02)
    assert found[0] == pytest.approx(1, abs=0.1)


def test_real_against_real_gives_the_floor_and_the_same_set_size() -> None:
    patients = patients_of(120)
    plan = halves(patients, splits=3)
    items = np.concatenate([cloud(120, seed=1), cloud(120, seed=2)])
    measures = {each.name: each for each in manifold_measures(distances(items), plan, "all")}
    for name in ("precision", "recall", "coverage"):
        assert measures[name].ratio == pytest.approx(1, abs=0.15)
    assert frechet_measure(items, plan, "all").ratio == pytest.approx(1, abs=0.25)

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.agreement import (
    KappaWeights,
    cohen_kappa,
    kappa_of_table,
    simple_matching,
)


def test_simple_matching_is_the_share_of_equal_answers() -> None:
    found = simple_matching([1, 1, 0, 0, 1], [1, 0, 0, 0, 1])
    assert (found.count, found.total) == (4, 5)


def test_kappa_of_a_published_table_is_the_published_one() -> None:
    """Fleiss, Cohen and Everitt 1969: κ = 0.429."""
    table = np.array([[106.0, 10, 4], [22, 28, 10], [2, 12, 6]])
    found = kappa_of_table(table)
    assert found is not None
    assert found.observed == pytest.approx(0.70)
    assert found.by_chance == pytest.approx(0.475)
    assert found.kappa.value == pytest.approx(0.429, abs=5e-4)


@pytest.mark.parametrize("weights", list(KappaWeights))
def test_kappa_is_that_of_another_library(weights: KappaWeights) -> None:
    random = stream(1, "kappa")
    first = random.randint(1, 7, 80)
    second = np.clip(first + random.randint(-1, 2, 80), 1, 6)
    found = cohen_kappa(first.tolist(), second.tolist(), categories=range(1, 7), weights=weights)
    named = None if weights is KappaWeights.NONE else weights.value
    assert found is not None
    assert found.kappa.value == pytest.approx(cohen_kappa_score(first, second, weights=named))


@pytest.mark.parametrize("weights", list(KappaWeights))
def test_the_standard_error_is_the_scatter_of_kappa_over_drawn_tables(
    weights: KappaWeights,
) -> None:
    shares = np.array([[0.25, 0.05, 0.02], [0.08, 0.2, 0.05], [0.01, 0.06, 0.28]])
    draws = stream(2, "kappa").multinomial(400, shares.ravel(), 1500).reshape(-1, 3, 3)
    found = [kappa_of_table(one.astype(float), weights=weights) for one in draws]
    kappas = [one.kappa.value for one in found if one is not None]
    exact = kappa_of_table(shares * 400, weights=weights)
    assert exact is not None
    assert np.std(kappas) == pytest.approx(exact.standard_error, rel=0.06)
    covered = np.mean([one.kappa.includes(exact.kappa.value) for one in found if one is not None])
    assert 0.93 <= covered <= 0.97


def test_full_agreement_has_a_kappa_of_1_and_one_answer_alone_has_none() -> None:
    full = cohen_kappa("abab", "abab", categories="ab")
    assert full is not None
    assert full.kappa.value == full.kappa.low == full.kappa.high == 1
    assert cohen_kappa("aaaa", "aaaa", categories="ab") is None
    assert cohen_kappa("aaaa", "abab", categories="ab") is None


def test_answers_that_cannot_be_compared_are_refused_with_a_sentence() -> None:
    for call in (
        lambda: simple_matching([], []),
        lambda: simple_matching([1], [1, 2]),
        lambda: cohen_kappa("ac", "ab", categories="ab"),
        lambda: kappa_of_table(np.zeros((2, 2))),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

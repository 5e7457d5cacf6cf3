"""How far views are brought together, where the right answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from training.controls.components import PrincipalComponents
from training.controls.one_woman import BETWEEN_VIEWS, Samples, _changes, _gradients, _share
from training.controls.regression import regress
from training.evaluation.case_consistency import Likeness

TRUE = np.array([[0.9, 0, 0, 0], [0, 0.8, 0, 0], [0.3, 0.3, 0.5, 0]])


def likeness(ratio: float) -> Likeness:
    return Likeness(
        attribute="area",
        pair=BETWEEN_VIEWS,
        cases=50,
        ratio=ratio,
        low=ratio - 0.05,
        high=ratio + 0.05,
    )


@pytest.mark.parametrize(
    ("drawn", "real", "told", "share"),
    [
        (0.5, 0.25, 1.0, 0.5),
        (0.5, 0.5, 1.0, 0.0),
        (0.5, 0.7, 1.0, 0.0),
        (0.5, 0.25, 0.01, 0.0),
        (0.5, 0.1, 0.6, 1.0),
        (0.5, 0.4, 0.6, 1 - np.sqrt((0.16 - 0.1) / 0.15)),
    ],
)
def test_the_share_makes_drawn_views_differ_as_real_ones_do(
    drawn: float, real: float, told: float, share: float
) -> None:
    found = _share("area", BETWEEN_VIEWS, [likeness(drawn)], [likeness(real)], told)
    assert found == pytest.approx(share, abs=1e-6)


def test_without_a_real_figure_nothing_is_brought_together() -> None:
    assert _share("area", BETWEEN_VIEWS, [likeness(0.5)], [], 1.0) == 0


@pytest.fixture
def samples() -> Samples:
    random = np.random.RandomState(0)
    whitened = random.standard_normal((1200, 4))
    conditions = np.arange(1200) % 2
    values = whitened @ TRUE.T + 0.2 * random.standard_normal((1200, 3))
    values[conditions == 1] = 5 * values[conditions == 1] + 100
    same = PrincipalComponents(mean=np.zeros(4), vectors=np.eye(4), sd=np.ones(4))
    return Samples(whitened=whitened, table=values, conditions=conditions, components=same)


def test_gradients_are_in_standard_deviations_of_each_condition(samples: Samples) -> None:
    regression = regress(samples.whitened, samples.table, samples.conditions, 2, seed=0)
    found = _gradients(samples, regression, np.array([True, True, False]), 2)
    expected = TRUE[:2] / np.sqrt(np.square(TRUE[:2]).sum(axis=1) + 0.04)[:, None]
    for of_condition in found:
        assert np.abs(of_condition[:2] - expected).max() < 0.08
        assert not of_condition[2].any()


def test_a_change_moves_its_attribute_and_hardly_the_others() -> None:
    gradients = np.stack([TRUE, TRUE])
    found = _changes(gradients, np.array([2]))
    effect = TRUE @ found[0, 0]
    assert effect[2] > 0.2
    assert np.abs(effect[:2]).max() < 0.4 * effect[2]

"""Regression on w, and directions from it, where the right answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from inference.controls_manifest import LayerRange
from training.controls.components import PrincipalComponents
from training.controls.directions import (
    Moves,
    chosen_directions,
    moves_of,
    regressed_directions,
    solve,
)
from training.controls.regression import regress

GRADIENTS = np.array([[1.0, 0, 0, 0, 0], [0.6, 0.8, 0, 0, 0]])


@pytest.fixture
def samples() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.RandomState(3)
    coordinates = random.standard_normal((800, 5))
    conditions = np.arange(800) % 2
    noise = 0.5 * random.standard_normal((800, 2))
    values = 10 * (coordinates @ GRADIENTS.T + noise) + 100 * conditions[:, None]
    return coordinates, values, conditions


def test_regression_finds_the_gradients_within_conditions(samples):
    coordinates, values, conditions = samples
    found = regress(coordinates, values, conditions, 2, seed=0)
    expected = GRADIENTS / np.sqrt(1.25)
    assert np.abs(found.gradients - expected).max() < 0.06
    assert found.sd == pytest.approx(10 * np.sqrt([1.25, 1.25]), rel=0.08)
    assert np.abs(np.diff(found.mean, axis=0) - 100).max() < 2


def test_r2_of_held_out_samples_is_what_the_noise_leaves(samples):
    coordinates, values, conditions = samples
    found = regress(coordinates, values, conditions, 2, seed=0)
    assert found.r2 == pytest.approx([0.8, 0.8], abs=0.06)


def test_an_attribute_that_w_does_not_tell_has_no_r2_and_a_high_penalty(samples):
    coordinates, _, conditions = samples
    noise = np.random.RandomState(4).standard_normal((800, 1))
    found = regress(coordinates, noise, conditions, 2, seed=0)
    assert found.r2[0] < 0.05
    assert found.penalties[0] >= 1


def test_an_attribute_that_is_hardly_seen_is_not_fitted(samples):
    coordinates, values, conditions = samples
    values[30:, 1] = np.nan
    found = regress(coordinates, values, conditions, 2, seed=0)
    assert not found.gradients[1].any()
    assert np.isnan(found.r2[1])
    assert found.r2[0] > 0.7


def identity(size: int) -> PrincipalComponents:
    return PrincipalComponents(mean=np.zeros(size), vectors=np.eye(size), sd=np.ones(size))


def ranges() -> list[LayerRange]:
    return [
        LayerRange(name="coarse", first_layer=0, last_layer=0),
        LayerRange(name="fine", first_layer=1, last_layer=3),
    ]


BOTH = ~np.eye(2, dtype=bool)
NEITHER = np.zeros((2, 2), dtype=bool)


def moves(held: np.ndarray = BOTH) -> Moves:
    return moves_of(regressed_directions(GRADIENTS, held), identity(5), ranges(), 4)


def effects_of(found: Moves, gradients: np.ndarray = GRADIENTS, views: int = 12) -> np.ndarray:
    """Views that answer linearly, to the mean over layers."""
    one = np.einsum("ad,bld->ab", gradients, found.changes) / 4
    return np.repeat(one[None], views, axis=0)


def done(changes: np.ndarray, gradients: np.ndarray = GRADIENTS) -> np.ndarray:
    return np.einsum("ald,bd->ab", changes, gradients) / 4


def test_regressed_directions_move_one_and_hold_the_other():
    changed = regressed_directions(GRADIENTS, BOTH) @ GRADIENTS.T
    assert np.diag(changed) == pytest.approx([1, 1])
    assert np.abs(changed - np.eye(2)).max() < 0.05


def test_what_is_not_held_may_move_and_the_direction_is_shorter():
    free = regressed_directions(GRADIENTS, NEITHER)
    holding = regressed_directions(GRADIENTS, BOTH)
    assert (np.linalg.norm(free, axis=1) < np.linalg.norm(holding, axis=1)).all()
    assert (free @ GRADIENTS.T)[0, 1] == pytest.approx(0.6)


def test_a_move_acts_in_its_layers_alone():
    found = moves()
    assert found.changes.shape == (4, 4, 5)
    assert not found.changes[0, 1:].any() and not found.changes[2, 0].any()
    lengths = np.sqrt(np.square(found.changes).sum(axis=2).mean(axis=1))
    assert np.sqrt(np.diag(found.gram)) == pytest.approx(lengths)


def test_directions_that_do_what_they_should_stay():
    found = moves()
    directions = solve(effects_of(found), found, BOTH)
    straight = found.start @ found.changes.reshape(4, -1)
    assert directions.changes.reshape(2, -1) == pytest.approx(straight, abs=0.06)
    assert np.diag(done(directions.changes)) == pytest.approx([1, 1])


def test_directions_are_corrected_by_what_moves_really_do():
    found = moves()
    # What views do differs from what the regression took for granted.
    true = np.array([[0.8, -0.3, 0, 0, 0], [0.2, 0.7, 0, 0, 0]])
    before = done(np.einsum("ab,blw->alw", found.start, found.changes), true)
    directions = solve(effects_of(found, true), found, BOTH)
    after = done(directions.changes, true)
    assert np.abs(before - np.eye(2)).max() > 0.3
    assert np.abs(after - np.eye(2)).max() < 0.05
    assert directions.errors[1] < 0.1 * directions.errors[0]


def test_effects_that_are_mere_noise_correct_nothing():
    found = moves()
    noise = np.random.RandomState(0).standard_normal((24, 2, 4))
    directions = solve(effects_of(found, views=24) + noise, found, BOTH)
    assert np.abs(done(directions.changes) - np.eye(2)).max() < 0.35


def test_an_attribute_without_a_gradient_gets_no_direction():
    gradients = GRADIENTS.copy()
    gradients[1] = 0
    found = moves_of(regressed_directions(gradients, BOTH), identity(5), ranges(), 4)
    directions = solve(effects_of(found, gradients), found, BOTH)
    assert not directions.changes[1].any()
    assert directions.lengths[1] == 0
    assert done(directions.changes)[0, 0] == pytest.approx(1)


def test_the_candidate_that_really_moves_its_attribute_is_chosen():
    candidates = np.stack([3.0 * np.eye(2, 5), np.eye(2, 5)])
    effects = np.zeros((6, 2, 4))  # (views, attributes, prices · attributes)
    effects[:, 0, 0], effects[:, 1, 0] = 0.05, 0.0  # cheap: long, and does next to nothing
    effects[:, 0, 2], effects[:, 1, 2] = 0.6, 0.1
    effects[:, 1, 1], effects[:, 0, 1] = 0.9, 0.0  # for the other, the cheap one does well
    effects[:, 1, 3], effects[:, 0, 3] = 0.6, 0.5
    found = chosen_directions(candidates, effects, BOTH)
    np.testing.assert_array_equal(found[0], candidates[1, 0])
    np.testing.assert_array_equal(found[1], candidates[0, 1])


def test_an_attribute_that_no_candidate_moves_gets_no_direction():
    found = chosen_directions(np.ones((2, 2, 5)), np.zeros((3, 2, 4)), BOTH)
    assert not found.any()

"""Claims about local edits: which channels follow the reference, how far, and where that shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from inference.bundle_manifest import StyledLayer
from inference.case_generator import CaseGenerator
from inference.controls import Controls, load_controls
from inference.errors import RecipeError
from inference.local_edit import (
    edited_locally,
    painted,
    parts_map,
    place_shares,
    query,
    run_lengths,
)
from inference.model_bundle import load_bundle
from inference.recipe import ViewName
from inference.recipe_edits import LocalEdit

RHO = 0.1 / 0.9
"""Such that ρ / (1 + ρ) = 0.1."""


@pytest.fixture(scope="module")
def controls(tiny_controlled_bundle: Path) -> Controls:
    found = load_controls(load_bundle(tiny_controlled_bundle))
    assert found is not None
    return found


def layer(channels: int, offset: int = 0) -> StyledLayer:
    return StyledLayer(
        name="a",
        rows=10,
        columns=8,
        style_offset=offset,
        style_channels=channels,
        noise_offset=None,
        w_index=0,
    )


@given(arrays(float, 24, elements=st.floats(0, 1)), st.floats(0, 1))
def test_the_query_is_the_best_that_its_budget_buys(shares: np.ndarray, strength: float) -> None:
    q = query(shares, strength, (layer(24),))
    budget = 100 * strength * 24 / 512
    best = linprog(
        -(shares - RHO * (1 - shares)),
        A_ub=[1 - shares],
        b_ub=[budget],
        bounds=[(0, 1)] * 24,
    )
    assert (q >= 0).all() and (q <= 1).all()
    assert q @ (1 - shares) <= budget + 1e-9
    if strength > 0:
        assert q @ (shares - RHO * (1 - shares)) == pytest.approx(-best.fun, abs=1e-6)


def test_channels_with_a_small_share_stay_whatever_the_strength() -> None:
    q = query(np.array([0.05, 0.1, 0.2, 1.0]), 1, (layer(4),))
    assert q[0] == q[1] == 0
    assert q[3] == 1


def test_each_layer_has_a_budget_of_its_own_that_grows_with_its_channels() -> None:
    shares = np.full(96, 0.5)
    q = query(shares, 0.4, (layer(32), layer(64, offset=32)))
    assert q[:32].sum() == pytest.approx(40 * 32 / 512 / 0.5)
    assert q[32:].sum() == pytest.approx(40 * 64 / 512 / 0.5)


def test_with_strength_0_nothing_follows() -> None:
    assert not query(np.array([1.0, 0.5, 0.9]), 0, (layer(3),)).any()


def test_more_strength_never_takes_back_a_channel() -> None:
    shares = np.random.RandomState(0).uniform(size=64)
    before = np.zeros(64)
    for strength in np.linspace(0, 1, 30):
        now = query(shares, strength, (layer(64),))
        assert (now >= before).all()
        before = now


def test_styles_go_to_the_reference_by_the_query(
    controls: Controls, tiny_controlled_bundle: Path
) -> None:
    model = load_bundle(tiny_controlled_bundle).manifest
    edit = LocalEdit(part=2, seed=1, strength=0.7)
    own, other = np.zeros(model.styles_size), np.ones(model.styles_size)
    moved = edited_locally(own, other, edit, controls, model)
    assert np.array_equal(moved, query(controls.part_queries[2], 0.7, model.layers))
    assert 0 < moved.sum() < model.styles_size


def test_the_shares_of_a_painted_region_add_up_over_its_cells(controls: Controls) -> None:
    region = np.zeros((10, 8), bool)
    region[2:5, 1:3] = True
    edit = LocalEdit(mask=run_lengths(region), seed=1, strength=1)
    assert controls.style_energies is not None
    expected = controls.style_energies[:, 2:5, 1:3].sum(axis=(1, 2))
    assert place_shares(edit, controls) == pytest.approx(expected)


def test_painting_the_place_of_a_part_is_as_naming_it(controls: Controls) -> None:
    quarter = np.arange(80).reshape(10, 8) // 20 == 1
    painted_quarter = LocalEdit(mask=run_lengths(quarter), seed=1, strength=1)
    named = LocalEdit(part=1, seed=1, strength=1)
    assert place_shares(painted_quarter, controls) == pytest.approx(
        place_shares(named, controls), abs=1e-6
    )


@given(arrays(bool, (10, 8)))
def test_a_region_survives_its_run_lengths(region: np.ndarray) -> None:
    runs = run_lengths(region)
    assert sum(runs) == 80
    assert np.array_equal(painted(runs, 10, 8), region)


def test_a_model_that_does_not_tell_where_channels_act_refuses_painting(
    controls: Controls,
) -> None:
    from dataclasses import replace

    blind = replace(controls, style_energies=None)
    with pytest.raises(RecipeError, match="choose a part instead"):
        place_shares(LocalEdit(mask=(0, 80), seed=1, strength=1), blind)


def test_each_place_belongs_to_the_part_whose_direction_it_shows(controls: Controls) -> None:
    expected = np.random.RandomState(0).randint(4, size=(10, 8))
    scale = np.random.RandomState(1).uniform(0.5, 20, (10, 8))
    features = np.moveaxis(controls.part_centroids[expected] * scale[..., None], -1, 0)
    assert np.array_equal(parts_map(features.astype(np.float32), controls), expected)


def test_the_parts_of_a_case_lie_on_the_grid(tiny_controlled_bundle: Path) -> None:
    cases = CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)
    found = cases.parts(cases.recipe(7), ViewName.L_MLO)
    assert found.shape == (10, 8)
    assert set(found.ravel()) <= set(range(4))

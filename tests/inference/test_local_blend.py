"""Claims about local edits in the picture: what changes, where, and from which recipes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.case_generator import CaseGenerator
from inference.controls import Controls, load_controls
from inference.local_blend import blended, edited_share, softened, without_blended
from inference.local_edit import run_lengths
from inference.model_bundle import load_bundle
from inference.recipe import Recipe, ViewName, from_json, to_json
from inference.recipe_edits import LocalEdit

NAME = ViewName.L_MLO


@pytest.fixture(scope="module")
def cases(tiny_controlled_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def controls(tiny_controlled_bundle: Path) -> Controls:
    found = load_controls(load_bundle(tiny_controlled_bundle))
    assert found is not None
    return found


def upper_half() -> tuple[int, ...]:
    region = np.zeros((10, 8), bool)
    region[:5] = True
    return run_lengths(region)


def edited(recipe: Recipe, **values: object) -> Recipe:
    edit = LocalEdit(mask=upper_half(), seed=9, strength=1, **values)  # type: ignore[arg-type]
    return replace(recipe, local_edits=(edit,))


def test_a_local_edit_changes_its_place_alone(cases: CaseGenerator) -> None:
    recipe = cases.recipe(7)
    before = cases.image(recipe, NAME)
    inside = cases.image(edited(recipe), NAME)
    spread = cases.image(edited(recipe, feather=None), NAME)
    rows = before.shape[0]
    below, above = slice(round(rows * 0.55) + 1, None), slice(0, round(rows * 0.45) - 1)
    assert (spread[below] != before[below]).any()
    np.testing.assert_array_equal(inside[below], before[below])
    np.testing.assert_allclose(inside[above], spread[above], atol=1e-6)
    assert (inside[above] != before[above]).any()


def test_a_part_is_changed_where_the_map_shows_it(cases: CaseGenerator) -> None:
    recipe = cases.recipe(7)
    parts = cases.parts(recipe, NAME)
    part = int(np.bincount(parts.ravel()).argmax())
    moved = replace(recipe, local_edits=(LocalEdit(part=part, seed=9, strength=1),))
    change = np.abs(cases.image(moved, NAME) - cases.image(recipe, NAME))
    scale = change.shape[0] // 10
    here = np.kron(parts == part, np.ones((scale, scale), bool))
    assert change[here].sum() > 0.7 * change.sum()
    np.testing.assert_array_equal(cases.parts(moved, NAME), parts)


def test_the_first_recipes_name_no_feather_and_keep_their_pixels_and_ids(
    cases: CaseGenerator,
) -> None:
    recipe = edited(cases.recipe(7), feather=None)
    values = json.loads(to_json(recipe))
    assert set(values["local_edits"][0]) == {"seed", "strength", "part", "mask"}
    again = from_json(json.dumps(values))
    assert again == recipe and again.case_id == recipe.case_id
    assert without_blended(recipe) == recipe


def test_the_feather_is_in_the_recipe(cases: CaseGenerator) -> None:
    recipe = edited(cases.recipe(7), feather=0.25)
    again = from_json(to_json(recipe))
    assert again == recipe and again.local_edits[0].feather == 0.25
    assert again.case_id != edited(recipe).case_id


def test_a_place_is_whole_inside_nothing_outside_and_soft_between() -> None:
    cells = np.zeros((10, 8))
    cells[2:6, 1:5] = 1
    found = softened(cells, (100, 80), 0.5)
    assert (found[30:50, 20:40] == 1).all()
    assert not found[:15].any() and not found[:, 55:].any()
    across = found[:60, 30]
    assert (np.diff(across[:40]) >= 0).all()
    assert np.abs(np.flatnonzero(across >= 0.5)[0] - 20) <= 1
    assert ((across > 0) & (across < 1)).sum() == pytest.approx(5, abs=2)


def test_a_place_that_is_all_of_the_grid_leaves_nothing_of_the_unedited_picture() -> None:
    assert (softened(np.ones((10, 8)), (64, 51), 1.0) == 1).all()


def test_places_that_meet_leave_what_each_of_them_leaves(controls: Controls) -> None:
    features = np.zeros((controls.part_centroids.shape[1], 10, 8), np.float32)
    one = LocalEdit(mask=upper_half(), seed=1, strength=1)
    other = LocalEdit(mask=(24, 40, 16), seed=2, strength=1)
    single = [edited_share((each,), features, controls, (50, 40)) for each in (one, other)]
    both = edited_share((one, other), features, controls, (50, 40))
    np.testing.assert_allclose(1 - both, (1 - single[0]) * (1 - single[1]))


def test_a_place_between_two_parts_goes_over_without_a_leap(controls: Controls) -> None:
    a, b = controls.part_centroids[:2]
    shares = []
    for mix in np.linspace(0.48, 0.52, 41):
        features = np.tile(((1 - mix) * a + mix * b)[:, None, None], (1, 10, 8))
        edit = LocalEdit(part=1, seed=1, strength=1, feather=1.0)
        shares.append(edited_share((edit,), features.astype(np.float32), controls, (10, 8)).mean())
    assert shares[0] == 0 and shares[-1] == 1
    assert np.abs(np.diff(shares)).max() < 0.25


def test_shares_of_0_and_1_are_the_pictures_themselves() -> None:
    random = np.random.RandomState(0)
    one, other = random.uniform(-1, 1, (2, 6, 5)).astype(np.float32)
    np.testing.assert_array_equal(blended(one, other, np.zeros((6, 5))), other)
    np.testing.assert_array_equal(blended(one, other, np.ones((6, 5))), one)

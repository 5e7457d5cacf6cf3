"""Claims about edited cases: what each edit moves, what it leaves, and that it is repeatable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.case_generator import CaseGenerator
from inference.controls import Controls, load_controls
from inference.edits import edited_noise, edited_styles, edited_ws
from inference.errors import RecipeError
from inference.generator import Generator
from inference.latents import ASYMMETRY, side_z, view_noise
from inference.model_bundle import load_bundle
from inference.random_edits import randomly_edited
from inference.recipe import Recipe, ViewName, from_json, to_json
from inference.recipe_edits import (
    AttributeSetting,
    ComponentEdit,
    Interpolation,
    LocalEdit,
    StyleMix,
)
from tests.tiny_controls import grey_attributes

NAME = ViewName.R_CC


@pytest.fixture(scope="module")
def cases(tiny_controlled_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def generator(tiny_controlled_bundle: Path) -> Generator:
    return Generator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def controls(tiny_controlled_bundle: Path) -> Controls:
    found = load_controls(load_bundle(tiny_controlled_bundle))
    assert found is not None
    return found


def everything(recipe: Recipe) -> Recipe:
    return replace(
        recipe,
        attributes=(AttributeSetting(name="brightness", position=-0.5),),
        components=(ComponentEdit(index=1, amount=1, first_layer=0, last_layer=3),),
        mixing=(StyleMix(seed=8, first_layer=4, last_layer=6),),
        local_edits=(
            LocalEdit(part=1, seed=9, strength=0.5),
            LocalEdit(mask=(20, 30, 30), seed=9, strength=0.5),
        ),
        interpolation=(Interpolation(seed=10, weight=0.25),),
        texture_seed=11,
        texture_strength=0.5,
        asymmetry=0.1,
    )


def test_a_recipe_with_every_edit_gives_the_same_pixels_after_save_and_load(
    cases: CaseGenerator, tiny_controlled_bundle: Path
) -> None:
    recipe = everything(cases.recipe(7))
    first = cases.generate(recipe)
    other = CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=2)
    again = other.generate(from_json(to_json(recipe)))
    assert [view.pixels.tobytes() for view in again.views] == [
        view.pixels.tobytes() for view in first.views
    ]
    assert again.case_id == first.case_id


@pytest.mark.parametrize(
    "field",
    [
        "attributes",
        "components",
        "mixing",
        "local_edits",
        "interpolation",
        "texture_seed",
        "texture_strength",
        "asymmetry",
    ],
)
def test_each_edit_shows_in_every_view(cases: CaseGenerator, field: str) -> None:
    plain = cases.recipe(7)
    edited = replace(plain, **{field: getattr(everything(plain), field)})
    for name in plain.views:
        assert not np.array_equal(cases.image(edited, name), cases.image(plain, name))


def test_an_unedited_recipe_takes_the_plain_way(generator: Generator) -> None:
    recipe = CaseGenerator(generator.bundle, provider="cpu", threads=1).recipe(7)
    condition = (NAME.view_position, recipe.technique)
    w = generator.w(side_z(7, "R", generator.bundle.manifest.z_dim), *condition)
    expected = generator.styles(generator.truncated(w, 0.65, *condition))
    assert np.array_equal(edited_styles(recipe, NAME, generator, None), expected)
    size = generator.bundle.manifest.noise_size
    assert edited_noise(recipe, NAME, size) is view_noise(7, NAME, size)


def test_a_slider_moves_its_attribute_up_and_down(cases: CaseGenerator) -> None:
    for seed in range(3):
        recipe = cases.recipe(seed)
        greys = [
            grey_attributes(cases.image(recipe.with_position("brightness", position), NAME))
            for position in (-2, 0, 2)
        ]
        assert greys[0]["brightness"] < greys[1]["brightness"] < greys[2]["brightness"]


def test_sliders_add_up_and_their_order_makes_no_difference(
    cases: CaseGenerator, generator: Generator, controls: Controls
) -> None:
    plain = cases.recipe(7)
    both = plain.with_position("density", 1).with_position("brightness", 0.5)
    turned = plain.with_position("brightness", 0.5).with_position("density", 1)
    assert both == turned
    moved = edited_ws(both, NAME, generator, controls) - edited_ws(plain, NAME, generator, controls)
    expected = controls.direction("density") + 0.5 * controls.direction("brightness")
    assert moved == pytest.approx(expected)


def test_a_component_moves_its_layers_alone_by_its_standard_deviations(
    cases: CaseGenerator, generator: Generator, controls: Controls
) -> None:
    plain = cases.recipe(7)
    step = ComponentEdit(index=2, amount=-1.5, first_layer=2, last_layer=4)
    before = edited_ws(plain, NAME, generator, controls)
    after = edited_ws(replace(plain, components=(step,)), NAME, generator, controls)
    change = -1.5 * controls.component_sd[-1, 2] * controls.components[-1, 2]
    assert after[2:5] - before[2:5] == pytest.approx(np.tile(change, (3, 1)))
    assert np.array_equal(np.delete(after, [2, 3, 4], axis=0), np.delete(before, [2, 3, 4], axis=0))


def test_mixed_layers_are_those_of_the_other_seed_and_the_later_mix_wins(
    cases: CaseGenerator, generator: Generator
) -> None:
    own, other, third = (edited_ws(cases.recipe(seed), NAME, generator, None) for seed in (7, 8, 9))
    mixed = replace(
        cases.recipe(7),
        mixing=(
            StyleMix(seed=8, first_layer=3, last_layer=6),
            StyleMix(seed=9, first_layer=5, last_layer=5),
        ),
    )
    ws = edited_ws(mixed, NAME, generator, None)
    for layers, expected in (([0, 1, 2], own), ([3, 4, 6], other), ([5], third)):
        assert np.array_equal(ws[layers], expected[layers])


def test_a_case_of_weight_1_is_the_other_case_with_the_own_noise(
    cases: CaseGenerator, generator: Generator
) -> None:
    there = replace(cases.recipe(7), interpolation=(Interpolation(seed=8, weight=1),))
    assert edited_ws(there, NAME, generator, None) == pytest.approx(
        edited_ws(cases.recipe(8), NAME, generator, None)
    )
    half = replace(there, interpolation=(Interpolation(seed=8, weight=0.5),))
    middle = (
        edited_ws(cases.recipe(7), NAME, generator, None)
        + edited_ws(cases.recipe(8), NAME, generator, None)
    ) / 2
    assert edited_ws(half, NAME, generator, None) == pytest.approx(middle)


def test_attributes_are_not_truncated(
    cases: CaseGenerator, generator: Generator, controls: Controls
) -> None:
    average = cases.recipe(7, truncation_psi=0)
    moved = edited_ws(average.with_position("density", 2), NAME, generator, controls)
    assert moved - edited_ws(average, NAME, generator, controls) == pytest.approx(
        2 * controls.direction("density")
    )


def test_without_asymmetry_both_breasts_are_one_and_with_1_they_are_strangers() -> None:
    right, left = (side_z(7, side, 500, 0) for side in "RL")
    assert np.array_equal(right, left)
    right, left = (side_z(7, side, 5000, 1) for side in "RL")
    assert abs(right @ left) / 5000 < 0.05


def test_the_usual_asymmetry_is_that_of_a_recipe_without_one(cases: CaseGenerator) -> None:
    plain = cases.recipe(7)
    asked = replace(plain, asymmetry=ASYMMETRY)
    assert np.array_equal(cases.image(asked, NAME), cases.image(plain, NAME))


def test_texture_is_noise_alone(cases: CaseGenerator, generator: Generator) -> None:
    recipe = cases.recipe(7)
    size = generator.bundle.manifest.noise_size
    assert not edited_noise(replace(recipe, texture_strength=0), NAME, size).any()
    doubled = edited_noise(replace(recipe, texture_strength=2), NAME, size)
    assert np.array_equal(doubled, 2 * view_noise(7, NAME, size))
    other = edited_noise(replace(recipe, texture_seed=8), NAME, size)
    assert np.array_equal(other, view_noise(8, NAME, size))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"attributes": (AttributeSetting(name="size", position=1),)},
            r"no attribute 'size'; there are brightness \(-3 to \+3 sd",
        ),
        (
            {"attributes": (AttributeSetting(name="density", position=3.5),)},
            r"slider of density goes from -3 to \+3 sd, and \+3.5 was asked for",
        ),
        (
            {"components": (ComponentEdit(index=6, amount=1, first_layer=0, last_layer=1),)},
            "no component 6; the components are 0 to 5",
        ),
        (
            {"components": (ComponentEdit(index=0, amount=1, first_layer=0, last_layer=99),)},
            "no layer 99; the layers are 0 to",
        ),
        ({"mixing": (StyleMix(seed=1, first_layer=90, last_layer=99),)}, "no layer 99"),
        ({"local_edits": (LocalEdit(part=4, seed=1, strength=1),)}, "no part 4; the parts are 0"),
        (
            {"local_edits": (LocalEdit(mask=(1, 5), seed=1, strength=1),)},
            "covers 6 cells, and this model's grid has 10 × 8",
        ),
    ],
)
def test_what_the_controls_do_not_allow_is_a_sentence(
    cases: CaseGenerator, changes: dict, sentence: str
) -> None:
    with pytest.raises(RecipeError, match=sentence):
        cases.generate(replace(cases.recipe(7), **changes))


def test_without_controls_a_model_mixes_but_has_no_sliders(tiny_bundle: Path) -> None:
    plain = CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)
    recipe = plain.recipe(7, views=(NAME,))
    mixed = replace(recipe, mixing=(StyleMix(seed=8, first_layer=0, last_layer=2),))
    assert plain.generate(mixed).views
    with pytest.raises(RecipeError, match="comes without controls"):
        plain.generate(recipe.with_position("density", 1))


def test_random_edits_come_as_often_as_asked_and_stay_in_range(
    cases: CaseGenerator, controls: Controls
) -> None:
    plain = [cases.recipe(seed) for seed in range(400)]
    edited = [randomly_edited(recipe, controls, strength=3) for recipe in plain]
    share = np.mean([recipe.is_edited for recipe in edited])
    assert share == pytest.approx(0.35, abs=0.07)
    positions = [one.position for recipe in edited for one in recipe.attributes]
    assert -3 <= min(positions) < -2 and 2 < max(positions) <= 3
    for recipe in edited:
        cases.check(recipe)


def test_a_random_edit_depends_on_the_seed_alone(cases: CaseGenerator, controls: Controls) -> None:
    often = [randomly_edited(cases.recipe(s), controls, probability=0.8) for s in range(30)]
    seldom = [
        randomly_edited(cases.recipe(s), controls, probability=0.2) for s in range(29, -1, -1)
    ]
    for few, many in zip(reversed(seldom), often, strict=True):
        assert few == many or not few.is_edited
    assert randomly_edited(cases.recipe(1), controls, probability=0) == cases.recipe(1)

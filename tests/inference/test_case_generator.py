"""Claims about drawing cases: recipes determine pixels, and views do not depend on each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.case import Case, PixelSpacingSource
from inference.case_generator import CaseGenerator
from inference.errors import RecipeError
from inference.latents import ASYMMETRY, side_z
from inference.model_bundle import load_bundle
from inference.recipe import Technique, ViewName, from_json, to_json
from tests.tiny_bundle import TINY, write_tiny_bundle


@pytest.fixture(scope="module")
def generator(tiny_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)


def pixels(case: Case) -> dict[ViewName | None, bytes]:
    return {view.name: view.pixels.tobytes() for view in case.views}


def test_the_same_recipe_gives_the_same_pixels(generator: CaseGenerator, tiny_bundle: Path) -> None:
    recipe = generator.recipe(7)
    first = pixels(generator.generate(recipe))
    another = CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=2)
    assert pixels(another.generate(from_json(to_json(recipe)))) == first


def test_a_case_does_not_depend_on_what_was_drawn_before(generator: CaseGenerator) -> None:
    first = pixels(generator.generate(generator.recipe(7)))
    list(generator.generate_all(generator.recipe(seed) for seed in range(8, 14)))
    assert pixels(generator.generate(generator.recipe(7))) == first


@pytest.mark.parametrize("name", list(ViewName))
def test_a_view_alone_equals_the_view_among_four(generator: CaseGenerator, name: ViewName) -> None:
    all_four = generator.generate(generator.recipe(3))
    alone = generator.generate(generator.recipe(3, views=(name,)))
    assert pixels(alone) == {name: pixels(all_four)[name]}
    assert alone.case_id == all_four.case_id


def test_views_come_in_the_order_in_which_they_were_asked_for(generator: CaseGenerator) -> None:
    asked = (ViewName.L_MLO, ViewName.R_CC)
    case = generator.generate(generator.recipe(3, views=asked))
    assert tuple(view.name for view in case.views) == asked


@pytest.mark.parametrize(
    "change", [{"seed": 8}, {"truncation_psi": 1.0}, {"technique": Technique.FILM}]
)
def test_each_part_of_the_recipe_matters(generator: CaseGenerator, change: dict) -> None:
    recipe = generator.recipe(7)
    changed = pixels(generator.generate(replace(recipe, **change)))
    assert all(changed[name] != old for name, old in pixels(generator.generate(recipe)).items())


def test_at_truncation_0_only_the_noise_tells_seeds_apart(generator: CaseGenerator) -> None:
    views = [
        generator.generate(generator.recipe(seed, truncation_psi=0)).views[0].pixels.astype(float)
        for seed in (1, 2)
    ]
    wide = [
        generator.generate(generator.recipe(seed, truncation_psi=1)).views[0].pixels.astype(float)
        for seed in (1, 2)
    ]
    assert np.abs(views[0] - views[1]).mean() < 0.2 * np.abs(wide[0] - wide[1]).mean()


def test_views_are_12_bit_synthetic_and_scaled(generator: CaseGenerator) -> None:
    manifest = generator.bundle.manifest
    for view in generator.generate(generator.recipe(7)).views:
        assert view.pixels.dtype == np.uint16
        assert view.pixels.max() <= 4095
        assert (view.rows, view.columns) == (manifest.rows, manifest.columns)
        assert view.pixel_spacing_mm == (manifest.pixel_mm, manifest.pixel_mm)
        assert view.pixel_spacing_source is PixelSpacingSource.GENERATED
        assert view.synthetic


def test_cases_are_drawn_only_when_they_are_asked_for(generator: CaseGenerator) -> None:
    def recipes():
        yield generator.recipe(1)
        pytest.fail("nobody asked for a second case")

    assert next(generator.generate_all(recipes())).recipe == generator.recipe(1)


def test_the_two_breasts_of_a_woman_resemble_each_other_as_stated() -> None:
    many = [(side_z(seed, "R", 512), side_z(seed, "L", 512)) for seed in range(40)]
    right, left = (np.concatenate(side) for side in zip(*many, strict=True))
    assert np.std(right) == pytest.approx(1, abs=0.02)
    assert np.corrcoef(right, left)[0, 1] == pytest.approx(1 - ASYMMETRY**2, abs=0.02)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"bundle_name": "other"}, "is for the model other"),
        ({"bundle_hash": "0" * 64}, "is for another state of the model"),
    ],
)
def test_a_recipe_for_another_model_is_refused_with_a_sentence(
    generator: CaseGenerator, change: dict, sentence: str
) -> None:
    with pytest.raises(RecipeError, match=sentence):
        generator.generate(replace(generator.recipe(7), **change))


def test_a_model_draws_only_what_it_was_trained_on(tmp_path: Path) -> None:
    film_cc = replace(TINY, view_positions=("CC",), techniques=("film",))
    bundle = write_tiny_bundle(tmp_path / "film-cc", shape=film_cc)
    generator = CaseGenerator(bundle, provider="cpu", threads=1)
    recipe = generator.recipe(7)
    assert recipe.technique is Technique.FILM
    assert recipe.views == (ViewName.R_CC, ViewName.L_CC)
    assert len(generator.generate(recipe).views) == 2
    with pytest.raises(RecipeError, match=r"was not trained on L-MLO; it draws R-CC, L-CC, film"):
        generator.recipe(7, views=(ViewName.L_MLO,))
    with pytest.raises(RecipeError, match="was not trained on digital"):
        generator.generate(replace(recipe, technique=Technique.DIGITAL))

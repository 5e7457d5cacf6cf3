"""Claims about the views of a case: how far they are brought together, and that it is stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.bundle_manifest import FileRole
from inference.case_generator import CaseGenerator
from inference.controls import Controls, from_files, load_controls, pack_controls
from inference.controls_manifest import OneWoman
from inference.edits import edited_ws
from inference.errors import BundleError
from inference.generator import Generator
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import Recipe, Technique, ViewName

SEED = 7


@pytest.fixture(scope="module")
def bundle(tiny_controlled_bundle: Path) -> ModelBundle:
    return load_bundle(tiny_controlled_bundle)


@pytest.fixture(scope="module")
def generator(bundle: ModelBundle) -> Generator:
    return Generator(bundle, provider="cpu", threads=1)


def woman(bundle: ModelBundle, views: float, sides: float) -> Controls:
    """Controls with two attributes that are orthogonal directions of w."""
    found = load_controls(bundle)
    assert found is not None
    sets, w_dim = found.component_mean.shape
    random = np.random.RandomState(0)
    axes = np.linalg.qr(random.standard_normal((w_dim, 2)))[0].T
    how = OneWoman(
        attributes=("breast_area", "density"),
        between_views=(views, views),
        between_sides=(sides, sides),
    )
    return replace(
        found,
        manifest=found.manifest.model_copy(update={"one_woman": how}),
        woman_gradients=np.tile(axes, (sets - 1, 1, 1)),
        woman_changes=np.tile(axes, (sets - 1, 1, 1)),
    )


def values(recipe: Recipe, generator: Generator, controls: Controls) -> dict[ViewName, np.ndarray]:
    """What the two directions tell of each view."""
    assert controls.woman_gradients is not None
    found = {}
    for name in ViewName:
        ws = edited_ws(recipe, name, generator, controls)
        deviation = ws[0] - generator.w_avg(name.view_position, recipe.technique)
        found[name] = controls.woman_gradients[0] @ deviation
    return found


def recipe_of(bundle: ModelBundle, **more: object) -> Recipe:
    return Recipe(
        bundle_name=bundle.name,
        bundle_hash=bundle.hash,
        seed=SEED,
        technique=Technique.DIGITAL,
        **more,  # type: ignore[arg-type]
    )


def test_views_of_a_breast_agree_and_the_breasts_keep_their_difference(
    bundle: ModelBundle, generator: Generator
) -> None:
    recipe = recipe_of(bundle)
    apart = values(recipe, generator, woman(bundle, 0, 0))
    together = values(recipe, generator, woman(bundle, 1, 0))
    for side in "RL":
        cc, mlo = ViewName(f"{side}-CC"), ViewName(f"{side}-MLO")
        assert np.abs(apart[cc] - apart[mlo]).max() > 1e-3
        np.testing.assert_allclose(together[cc], together[mlo], atol=1e-9)
        np.testing.assert_allclose(together[cc], (apart[cc] + apart[mlo]) / 2, atol=1e-9)
    assert np.abs(together[ViewName.R_CC] - together[ViewName.L_CC]).max() > 1e-3


def test_the_share_says_how_much_of_a_difference_goes(
    bundle: ModelBundle, generator: Generator
) -> None:
    recipe = recipe_of(bundle)

    def difference(controls: Controls, *, of_sides: bool) -> np.ndarray:
        found = values(recipe, generator, controls)
        if not of_sides:
            return found[ViewName.R_CC] - found[ViewName.R_MLO]
        return np.sum([v if n.image_laterality == "R" else -v for n, v in found.items()], axis=0)

    plain = woman(bundle, 0, 0)
    for of_sides, controls in ((False, woman(bundle, 0.4, 0)), (True, woman(bundle, 0, 0.4))):
        expected = 0.6 * difference(plain, of_sides=of_sides)
        np.testing.assert_allclose(difference(controls, of_sides=of_sides), expected, atol=1e-9)


def test_breasts_of_two_women_are_not_brought_together(
    bundle: ModelBundle, generator: Generator
) -> None:
    strangers = recipe_of(bundle, asymmetry=1.0)
    apart = values(strangers, generator, woman(bundle, 0, 0))
    after = values(strangers, generator, woman(bundle, 0, 1))
    for name in ViewName:
        np.testing.assert_allclose(after[name], apart[name], atol=1e-9)


def test_a_case_is_the_same_after_its_controls_were_stored(bundle: ModelBundle) -> None:
    described = woman(bundle, 0.5, 0.25)
    files = pack_controls(described)
    graph = bundle.manifest.files[FileRole.SYNTHESIS].sha256
    read = from_files(
        files[FileRole.CONTROLS],
        files[FileRole.CONTROL_ARRAYS],
        bundle.manifest,
        synthesis_sha256=graph,
    )
    cases = [
        CaseGenerator(bundle, provider="cpu", threads=1, controls=controls)
        for controls in (described, read, load_controls(bundle))
    ]
    recipe = cases[0].recipe(SEED)
    first, second, plain = (each.image(recipe, ViewName.R_MLO) for each in cases)
    np.testing.assert_allclose(first, second, atol=1e-3)
    assert np.abs(first - plain).max() > 1e-3


@pytest.mark.parametrize("field", ["woman_gradients", "woman_changes"])
def test_arrays_that_do_not_fit_are_refused(bundle: ModelBundle, field: str) -> None:
    found = woman(bundle, 0.5, 0.5)
    for wrong in (None, np.zeros((2, 2, 2))):
        files = pack_controls(replace(found, **{field: wrong}))
        with pytest.raises(BundleError, match="other sizes"):
            from_files(
                files[FileRole.CONTROLS],
                files[FileRole.CONTROL_ARRAYS],
                bundle.manifest,
                synthesis_sha256=bundle.manifest.files[FileRole.SYNTHESIS].sha256,
            )

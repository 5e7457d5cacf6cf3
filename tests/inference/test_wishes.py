"""Claims about wishes: what can be typed, what becomes of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inference.calibration import value_at
from inference.case_generator import CaseGenerator
from inference.case_measurement import density_range, measured_attributes
from inference.controls import Controls, load_controls
from inference.errors import RecipeError
from inference.measurements.dense_tissue import CLASS_THRESHOLDS, density_class
from inference.model_bundle import load_bundle
from inference.recipe import Recipe
from inference.wishes import Wish, WishKind, granted, parse_wish
from tests.tiny_controls import grey_attributes


@pytest.fixture(scope="module")
def cases(tiny_controlled_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def controls(tiny_controlled_bundle: Path) -> Controls:
    found = load_controls(load_bundle(tiny_controlled_bundle))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("brightness=+1sd", WishKind.MOVE, 1),
        ("brightness = -0.5 SD", WishKind.MOVE, -0.5),
        ("Brightness=\u22120.5sd", WishKind.MOVE, -0.5),
        ("brightness=1.5sd", WishKind.POSITION, 1.5),
        ("brightness==-1.5sd", WishKind.POSITION, -1.5),
        ("density=+15%", WishKind.CHANGE, 15),
        ("density=+.5", WishKind.CHANGE, 0.5),
        ("density=-1e1 percent", WishKind.CHANGE, -10),
        ("density=40%", WishKind.VALUE, 40),
        ("density=40", WishKind.VALUE, 40),
        ("density==-4", WishKind.VALUE, -4),
        ("density=c", WishKind.CLASS, sum(CLASS_THRESHOLDS[1:]) / 2),
        ("density=A", WishKind.CLASS, CLASS_THRESHOLDS[0] / 2),
    ],
)
def test_wishes_are_read_as_they_are_meant(
    controls: Controls, text: str, kind: WishKind, amount: float
) -> None:
    wish = parse_wish(text, controls, density_range)
    assert (wish.kind, wish.amount) == (kind, amount)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("density", "no setting; write NAME=VALUE"),
        ("density=", "no setting; write NAME=VALUE"),
        ("=3", "no setting; write NAME=VALUE"),
        ("size=+1sd", r"no attribute 'size'; there are brightness \(-3 to \+3 sd, .* %\), density"),
        ("density=e", "neither a number nor a class of density"),
        ("brightness=c", "neither a number nor a class of brightness"),
        ("density=+3cm", "density is in % or in sd, not in cm"),
        ("density=+1e999", "the number is too large"),
        ("density=++3", "neither a number"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(controls: Controls, text: str, sentence: str) -> None:
    with pytest.raises(RecipeError, match=sentence):
        parse_wish(text, controls, density_range)


def test_units_may_be_written_plainly(controls: Controls) -> None:
    values = controls.attribute("density").model_dump()
    for unit, ways in {"cm²": ["cm2", "cm²", "CM^2"], "°": ["°", "deg", "degrees"]}.items():
        attribute = type(controls.attribute("density")).model_validate({**values, "unit": unit})
        manifest = controls.manifest.model_copy(update={"attributes": (attribute,)})
        from dataclasses import replace

        for way in ways:
            wish = parse_wish(f"density=+15{way}", replace(controls, manifest=manifest))
            assert wish.kind is WishKind.CHANGE


def never(recipe: Recipe) -> dict[str, float]:
    raise AssertionError("moves need no measuring")


def test_moves_are_looked_up_in_the_calibration(cases: CaseGenerator, controls: Controls) -> None:
    start = cases.recipe(7).with_position("brightness", 0.5)
    wishes = [parse_wish(text, controls) for text in ("brightness=+1sd", "density=+15%")]
    done = granted(start, wishes, controls, never)
    assert done.position("brightness") == 1.5
    density = controls.attribute("density")
    expected = value_at(density, 0) + 15
    assert value_at(density, done.position("density")) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("text", ["density=+4sd", "density=-3.1sd", "density=5sd", "density=+500%"])
def test_a_move_beyond_the_range_is_a_sentence_with_the_range(
    cases: CaseGenerator, controls: Controls, text: str
) -> None:
    with pytest.raises(RecipeError, match=r"Its range is density \(-3 to \+3 sd, .* to .* %\)"):
        granted(cases.recipe(7), [parse_wish(text, controls)], controls, never)


@pytest.mark.parametrize("seed", range(4))
def test_a_value_is_reached_by_drawing_the_case(
    cases: CaseGenerator, controls: Controls, seed: int
) -> None:
    drawn = []

    def measured(recipe: Recipe) -> dict[str, float]:
        drawn.append(recipe)
        return grey_attributes(cases.image(recipe, recipe.views[0]))

    recipe = cases.recipe(seed)
    before = measured(recipe)["brightness"]
    target = before + 0.8 * controls.attribute("brightness").sd
    wish = parse_wish(f"brightness={target:.6f}", controls)
    done = granted(recipe, [wish], controls, measured)
    sd = controls.attribute("brightness").sd
    assert measured(done)["brightness"] == pytest.approx(target, abs=0.031 * sd)
    assert len(drawn) <= 9


def test_a_case_that_fits_already_is_left_as_it_is(
    cases: CaseGenerator, controls: Controls
) -> None:
    recipe = cases.recipe(7)
    wish = parse_wish("density=c", controls, density_range)
    inside = CLASS_THRESHOLDS[1] + 0.1
    assert granted(recipe, [wish], controls, lambda _: {"density": inside}) == recipe


STEP = Wish(attribute="density", kind=WishKind.VALUE, amount=60, low=59.9, high=60.1)


@pytest.mark.parametrize(
    "curve",
    [
        lambda p: 50 + 5 * p,
        lambda p: 50 + p**3,
        lambda p: 50 + 15 * np.tanh(3 * p - 2),
        lambda p: 50 + 4 * p + 2 * np.sin(4 * p),
    ],
)
def test_values_are_found_on_curved_ways(controls: Controls, curve) -> None:
    def measured(recipe: Recipe) -> dict[str, float]:
        return {"density": float(curve(recipe.position("density")))}

    recipe = Recipe(bundle_name="m", bundle_hash="0", seed=1)
    done = granted(recipe, [STEP], controls, measured)
    allowed = 0.25 * controls.attribute("density").sd
    assert measured(done)["density"] == pytest.approx(60, abs=allowed)


def test_a_value_that_the_slider_does_not_reach_is_a_sentence_with_what_it_reaches(
    controls: Controls,
) -> None:
    recipe = Recipe(bundle_name="m", bundle_hash="0", seed=1)
    with pytest.raises(
        RecipeError, match=r"could not be brought to 60 %: .* it was seen from .*53"
    ):
        granted(recipe, [STEP], controls, lambda r: {"density": 50 + r.position("density")})


def test_an_attribute_that_no_view_shows_is_a_sentence(controls: Controls) -> None:
    recipe = Recipe(bundle_name="m", bundle_hash="0", seed=1)
    with pytest.raises(RecipeError, match="density could not be measured in the views"):
        granted(recipe, [STEP], controls, lambda _: {"density": None})


@pytest.mark.parametrize("word", "abcd")
def test_the_middle_of_a_class_is_of_that_class(word: str) -> None:
    ends = density_range("density", word)
    assert ends is not None
    low, middle, high = ends
    assert density_class(low).value == density_class(middle).value == word
    assert density_class(high).value == word or high < 100
    assert density_range("contrast", word) is None


def test_a_case_is_measured_by_the_means_of_its_views(cases: CaseGenerator) -> None:
    attributes = measured_attributes(cases, cases.recipe(7))
    assert {"breast_area", "density", "pectoral_angle"} <= set(attributes)

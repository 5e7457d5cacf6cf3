"""Claims about sequences between cases, and about the distance that makes them even."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inference.case_generator import CaseGenerator
from inference.errors import RecipeError
from inference.interpolation import (
    CasePath,
    distances,
    places_even_in_w,
    places_even_to_the_eye,
    unevenness,
)
from inference.model_bundle import load_bundle
from inference.picture_distance import distance, normalised_pyramid
from inference.recipe import Recipe, ViewName

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def cases(tiny_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)


def path(cases: CaseGenerator, *, closed: bool = True) -> CasePath:
    start = cases.recipe(1, views=(ViewName.R_CC, ViewName.L_MLO))
    return CasePath(start=start, seeds=SEEDS, closed=closed)


def test_whole_places_are_the_cases_and_others_lie_between(cases: CaseGenerator) -> None:
    loop = path(cases)
    assert loop.at(0) == loop.start
    assert [(o.seed, o.weight) for o in loop.at(1).interpolation] == [(2, 1)]
    assert [(o.seed, o.weight) for o in loop.at(1.25).interpolation] == [(2, 0.75), (3, 0.25)]
    assert [(o.seed, o.weight) for o in loop.at(2.5).interpolation] == [(3, 0.5)]
    assert loop.at(3) == loop.start


@pytest.mark.parametrize(("closed", "steps"), [(True, 24), (False, 25), (True, 3), (False, 3)])
def test_a_sequence_has_its_steps_and_all_cases_among_them(
    cases: CaseGenerator, closed: bool, steps: int
) -> None:
    way = path(cases, closed=closed)
    places = places_even_in_w(way, steps)
    assert len(places) == steps
    assert {0.0, 1.0, 2.0} <= set(places)
    assert places[-1] == 2 if not closed else places[-1] < 3
    assert (np.diff(places) > 0).all()
    if steps > 3:
        assert places == pytest.approx(np.arange(steps) / (8 if closed else 12), abs=1e-6)


def bent(recipe: Recipe) -> list[np.ndarray]:
    """A picture that changes nine times as fast at the end of the first way as at its beginning."""
    weights = {one.seed: one.weight for one in recipe.interpolation}
    share = weights.get(2, 0.0)
    ramp = np.tile(np.linspace(-1, 1, 32), (32, 1)) * share**3
    return [ramp.astype(np.float32)]


def test_steps_are_even_to_the_eye_where_pictures_change_unevenly() -> None:
    way = CasePath(start=Recipe(bundle_name="m", bundle_hash="0", seed=1), seeds=(1, 2))

    def of(places: np.ndarray) -> float:
        return unevenness(distances([way.at(place) for place in places], bent))

    before, after = of(places_even_in_w(way, 9)), of(places_even_to_the_eye(way, 9, bent))
    assert before > 0.5
    assert after < before / 3


def test_steps_between_drawn_cases_become_more_even(cases: CaseGenerator) -> None:
    loop = path(cases)

    def pictures(recipe: Recipe) -> list[np.ndarray]:
        return [cases.image(recipe, name) for name in recipe.views]

    told = []
    eye = places_even_to_the_eye(loop, 24, pictures, lambda done, of: told.append((done, of)))

    def of(places: np.ndarray) -> float:
        return unevenness(distances([loop.at(place) for place in [*places, 0]], pictures))

    assert of(eye) < of(places_even_in_w(loop, 24))
    assert told[-1] == (loop.probe_count, loop.probe_count)


def test_a_way_without_any_change_is_walked_in_equal_steps() -> None:
    way = CasePath(start=Recipe(bundle_name="m", bundle_hash="0", seed=1), seeds=(1, 2))
    still = places_even_to_the_eye(way, 5, lambda _: [np.zeros((32, 32), np.float32)])
    assert still == pytest.approx([0, 0.25, 0.5, 0.75, 1])


@pytest.mark.parametrize("seeds", [(1,), (1, 2, 1), (1, 2, 3, 4, 5), (2, 1)])
def test_other_ways_are_refused(seeds: tuple[int, ...]) -> None:
    with pytest.raises(RecipeError, match="A sequence"):
        CasePath(start=Recipe(bundle_name="m", bundle_hash="0", seed=1), seeds=seeds)


@pytest.mark.parametrize("steps", [0, 2, 1001])
def test_too_few_and_too_many_steps_are_refused(cases: CaseGenerator, steps: int) -> None:
    with pytest.raises(RecipeError, match=f"3 to 1000 steps, not {steps}"):
        places_even_in_w(path(cases), steps)


def grating(period: float, contrast: float) -> np.ndarray:
    wave = np.sin(2 * np.pi * np.arange(64) / period)
    return (contrast * np.tile(wave, (64, 1))).astype(np.float32)


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return distance(normalised_pyramid(a), normalised_pyramid(b))


def test_equal_pictures_are_no_distance_apart_and_it_goes_both_ways() -> None:
    a, b = grating(8, 0.3), grating(8, 0.5)
    assert apart(a, a) == 0
    assert apart(a, b) == pytest.approx(apart(b, a))


def test_more_change_is_more_distance() -> None:
    plain = grating(8, 0.2)
    steps = [apart(plain, grating(8, 0.2 + more)) for more in (0.05, 0.1, 0.2, 0.4)]
    assert steps == sorted(steps)


def test_a_change_shows_less_beside_much_contrast() -> None:
    change = grating(5, 0.05)
    faint, strong = grating(8, 0.05), grating(8, 0.8)
    assert apart(strong, strong + change) < 0.6 * apart(faint, faint + change)


def test_the_pyramid_halves_down_to_a_small_rest() -> None:
    levels = normalised_pyramid(np.zeros((80, 64), np.float32))
    assert [level.shape for level in levels] == [(80, 64), (40, 32), (20, 16), (10, 8)]

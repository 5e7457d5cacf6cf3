"""Claims about taking lesions away: nothing changes elsewhere, and what was there is gone."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from inference.__main__ import main
from inference.birads import FindingKind, Region
from inference.case import Case, PixelSpacingSource, View
from inference.case_generator import CaseGenerator
from inference.errors import LesionError, RecipeError
from inference.imaging.greyscale import Greyscale, Window
from inference.imaging.polygons import polygons_mask
from inference.lesions import network_insertion
from inference.lesions.case_lesions import with_lesions
from inference.lesions.contextual import NetworkKind
from inference.lesions.removal import MARGIN_MM, take_away, with_removals
from inference.lesions.removal_spec import (
    MAX_POINTS,
    MAX_REMOVALS,
    Removal,
    RemovalEngine,
    removal_of,
)
from inference.lesions.spec import LesionSpec, Place
from inference.lesions.truth import Finding
from inference.recipe import ViewName, from_json, to_json
from tests.inference.lesions.phantom_breast import PIXEL_MM, phantom_breast, phantom_view
from tests.inference.lesions.test_contextual import DiskSession, network

REMOVALS = 120


@lru_cache
def healthy(name: ViewName, seed: int) -> View:
    return phantom_view(name, seed=seed)


def circle(center: tuple[float, float], radius: float, corners: int = 24) -> list:
    angles = [2 * math.pi * one / corners for one in range(corners)]
    return [
        (center[0] + radius * math.sin(angle), center[1] + radius * math.cos(angle))
        for angle in angles
    ]


def inner_points(view: View, numbers: np.random.RandomState, count: int) -> np.ndarray:
    inside = ndimage.distance_transform_edt(view.pixels > 0) * PIXEL_MM > 14
    places = np.argwhere(inside)
    return places[numbers.randint(len(places), size=count)] + 0.5


def with_mass(side: str = "L", seed: int = 3) -> tuple[Case, Case, Finding]:
    case = Case(case_id="c", views=tuple(phantom_breast(side)))
    spec = LesionSpec(
        kind=FindingKind.MASS, size_mm=14, contrast=2, place=Place(region=Region.UPPER_OUTER)
    )
    sick = with_lesions(case, [spec], seed=seed)
    return case, sick, sick.findings[0]


def test_over_random_outlines_nothing_changes_outside_their_margin() -> None:
    for number in range(REMOVALS):
        name = list(ViewName)[number % 4]
        view = healthy(name, number % 3)
        numbers = np.random.RandomState(number)
        center = inner_points(view, numbers, 1)[0]
        outline = circle(tuple(center), numbers.uniform(3, 9) / PIXEL_MM)
        removed = take_away(view, outline)
        inside = polygons_mask([outline], view.pixels.shape)
        away = np.asarray(ndimage.distance_transform_edt(~inside)) * PIXEL_MM
        outside = away > MARGIN_MM
        assert np.array_equal(removed.view.pixels[outside], view.pixels[outside])
        assert not removed.changed[outside].any()
        assert (removed.view.pixels != view.pixels)[inside].any()
        assert np.array_equal(removed.view.pixels == 0, view.pixels == 0)


def test_lesions_that_were_put_in_go_again_from_both_views() -> None:
    rises: list[tuple[float, float]] = []
    for seed in range(6):
        before, sick, finding = with_mass("RL"[seed % 2], seed)
        for healthy_view, view in zip(before.views, sick.views, strict=True):
            one = finding.in_view(str(view.name))
            assert one is not None
            outline = polygons_mask(one.outlines, (view.rows, view.columns))
            healed = take_away(view, outline).view
            rise, left = (
                float((shown.pixels.astype(float) - healthy_view.pixels)[outline].mean())
                for shown in (view, healed)
            )
            rises.append((rise, left))
    rise, left = np.array(rises).T
    assert (rise > 100).all()
    assert abs(left.mean()) < 0.2 * rise.mean()
    assert np.abs(left).mean() < 0.5 * rise.mean()  # breasts differ from place to place, too


def test_a_fill_has_no_seam() -> None:
    view = healthy(ViewName.L_CC, 0)
    center = (view.rows / 2, 45 / PIXEL_MM)
    removed = take_away(view, circle(center, 8 / PIXEL_MM))
    rim = ndimage.binary_dilation(removed.changed) & ~ndimage.binary_erosion(removed.changed)
    steps = [
        np.abs(np.diff(one.pixels.astype(float), axis=0))[rim[1:] & rim[:-1]].mean()
        for one in (view, removed.view)
    ]
    assert steps[1] < 1.3 * steps[0]


def test_a_finding_that_was_taken_away_is_told_no_longer() -> None:
    _, sick, finding = with_mass()
    spacing = (PIXEL_MM, PIXEL_MM)
    removals = [
        removal_of(one.view, circle(one.center, 0.6 * one.diameter_mm / PIXEL_MM), spacing)
        for one in finding.views
    ]
    one_left = with_removals(sick, removals[:1])
    assert [one.view for one in one_left.findings[0].views] == [finding.views[1].view]
    assert with_removals(sick, removals).findings == ()
    elsewhere = removal_of("L-CC", circle((60, 20), 4), spacing)
    assert with_removals(sick, [elsewhere]).findings == sick.findings


def test_an_altered_real_view_says_so_and_a_drawn_one_stays_synthetic() -> None:
    view = healthy(ViewName.L_CC, 0)
    outline = circle((view.rows / 2, 45), 8)
    assert not take_away(view, outline).view.altered
    real = replace(view, synthetic=False, pixel_spacing_source=PixelSpacingSource.IMAGER)
    removed = take_away(real, outline).view
    assert removed.altered and not removed.synthetic
    assert Case(case_id="c", views=(real, removed)).altered
    assert not Case(case_id="c", views=(real,)).altered


def test_an_inverted_view_of_signed_values_without_a_spacing_is_healed_alike() -> None:
    view = healthy(ViewName.L_CC, 0)
    turned = View(
        name=None,
        pixels=(4095 - view.pixels.astype(np.int32)).astype(np.int16),
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),), inverted=True),
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=False,
    )
    removed = take_away(turned, circle((view.rows / 2, 45), 8))
    assert removed.view.pixels.dtype == np.int16
    assert (removed.view.pixels != turned.pixels).any()
    assert np.array_equal(removed.view.pixels[~removed.changed], turned.pixels[~removed.changed])


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        (circle((20, 140), 6), "does not lie in the breast"),
        (circle((125, 45), 0.2), "holds hardly anything"),
        (circle((125, 30), 60), "Draw a smaller one"),
    ],
)
def test_an_outline_that_cannot_be_filled_is_refused(outline: list, sentence: str) -> None:
    with pytest.raises(LesionError, match=sentence):
        take_away(healthy(ViewName.L_CC, 0), outline)


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_network_takes_away_within_the_outline_and_its_margin_alone(side: str) -> None:
    view = healthy(ViewName(f"{side}-CC"), 0)
    column = 50 if side == "L" else view.columns - 50
    outline = circle((125, column), 8)
    own = network(DiskSession(sign=-1), NetworkKind.REMOVAL)
    removed = take_away(view, outline, engine=RemovalEngine.NETWORK, network=own).view
    change = removed.pixels.astype(int) - view.pixels
    inside = polygons_mask([outline], (view.rows, view.columns))
    assert (change[inside] < -400).mean() > 0.9
    away = np.asarray(ndimage.distance_transform_edt(~inside)) * PIXEL_MM
    assert not change[away > MARGIN_MM].any()


def test_a_network_that_is_not_there_or_finds_nothing_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view, outline = healthy(ViewName.L_CC, 0), circle((125, 50), 8)
    brighter = network(DiskSession(sign=1), NetworkKind.REMOVAL)
    with pytest.raises(LesionError, match="found nothing to take away"):
        take_away(view, outline, engine=RemovalEngine.NETWORK, network=brighter)
    edge = circle((125, view.columns - 57), 12)
    with pytest.raises(LesionError, match="Or take the filling instead"):
        take_away(view, edge, engine=RemovalEngine.NETWORK, network=brighter)
    monkeypatch.setattr(network_insertion, "lesion_networks_folder", lambda: None)
    network_insertion.shipped_network.cache_clear()
    with pytest.raises(LesionError, match="is not installed"):
        take_away(view, outline, engine=RemovalEngine.NETWORK)


def test_a_long_outline_is_thinned_and_a_removal_keeps_hundredths_of_a_millimetre() -> None:
    removal = removal_of("R-CC", circle((100, 60), 30, corners=5000), (0.45, 0.45))
    assert 300 < len(removal.outline_mm) <= MAX_POINTS
    assert all(round(at, 2) == at for point in removal.outline_mm for at in point)


GOOD = {"view": "R-CC", "outline_mm": [[1, 2], [3, 4], [5, 2]]}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({**GOOD, "view": "R-XX"}, "not in 'R-XX'"),
        ({**GOOD, "engine": "magic"}, "there are filling, network"),
        ({**GOOD, "outline_mm": [[1, 2], [3, 4]]}, "3 to 400 corners"),
        ({**GOOD, "outline_mm": [[1, 2]] * 401}, "3 to 400 corners"),
        ({**GOOD, "outline_mm": [[1, 2], [3, 4], [float("nan"), 2]]}, "between 0 and 1000"),
        ({**GOOD, "outline_mm": [[1, 2], [3, 4], [5]]}, "pairs of row and column"),
        ({**GOOD, "outline_mm": 7}, "3 to 400 corners"),
        ({"view": "R-CC"}, "lacks outline_mm"),
        ({**GOOD, "more": 1}, "fields this program does not know: more"),
    ],
)
def test_a_bad_removal_in_a_recipe_is_refused(
    generator: CaseGenerator, value: dict, sentence: str
) -> None:
    plain = json.loads(to_json(generator.recipe(7)))
    text = json.dumps({**plain, "format": 2, "removals": [value]})
    with pytest.raises(RecipeError, match=sentence):
        from_json(text)


def test_too_many_removals_are_refused(generator: CaseGenerator) -> None:
    one = Removal(**GOOD)
    with pytest.raises(RecipeError, match="at most"):
        replace(generator.recipe(7), removals=(one,) * (MAX_REMOVALS + 1))


@pytest.fixture(scope="module")
def generator() -> CaseGenerator:
    from inference.model_bundle import load_bundle
    from inference.resources import shipped_bundle

    return CaseGenerator(load_bundle(shipped_bundle()), provider="cpu", threads=1)


def test_a_recipe_with_a_removal_is_kept_and_drawn_alike(
    generator: CaseGenerator, tmp_path: Path
) -> None:
    removal = removal_of("L-CC", circle((320, 120), 25), (0.45, 0.45))
    recipe = replace(generator.recipe(7, views=(ViewName.L_CC,)), removals=(removal,))
    assert from_json(to_json(recipe)) == recipe
    assert recipe.case_id != recipe.without_removals.case_id
    case, twin = generator.generate_with_twin(recipe)
    plain = generator.generate(recipe.without_removals)
    changed = case.views[0].pixels != plain.views[0].pixels
    assert changed.any()
    away = ndimage.distance_transform_edt(~polygons_mask([circle((320, 120), 25)], changed.shape))
    assert np.asarray(away)[changed].max() * 0.45 <= MARGIN_MM + 0.45
    assert np.array_equal(twin.views[0].pixels, case.views[0].pixels)
    (tmp_path / "r.json").write_text(to_json(recipe))
    out = ["--format", "npz", "--out", str(tmp_path / "o"), "--provider", "cpu", "--threads", "1"]
    assert main(["make", "--recipe", str(tmp_path / "r.json"), *out]) == 0
    assert (tmp_path / "o" / "seed-7_L-CC.npz").exists()

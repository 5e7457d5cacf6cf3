"""Claims about lesions that a network draws: where they lie, how large, and what stays."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from inference.birads import FindingKind
from inference.errors import LesionError
from inference.imaging.polygons import polygons_mask
from inference.lesions import network_insertion
from inference.lesions.breast import SeenBreast, seen_breast
from inference.lesions.contextual import ContextualNetwork, NetworkKind
from inference.lesions.insertion import MARGIN_MM
from inference.lesions.network_insertion import shipped_network
from inference.lesions.spec import Engine, LesionSpec, Place
from inference.recipe import ViewName
from tests.inference.lesions.disk_network import disk_network
from tests.inference.lesions.phantom_breast import PIXEL_MM, phantom_breast


def breast(side: str = "L", network: ContextualNetwork | None = None) -> SeenBreast:
    found = seen_breast(phantom_breast(side))
    return SeenBreast(
        views=found.views, seen=found.seen, network=lambda kind: network or disk_network(kind)
    )


def spec(size_mm: float = 14, *, place: Place | None = None, seed: int = 0) -> LesionSpec:
    return LesionSpec(
        kind=FindingKind.MASS,
        size_mm=size_mm,
        seed=seed,
        engine=Engine.NETWORK,
        place=place or Place(),
    )


@pytest.mark.parametrize("side", ["L", "R"])
@pytest.mark.parametrize("size_mm", [8.0, 14.0, 20.0])
def test_a_drawn_lesion_has_its_size_in_both_views_and_nothing_else_changes(
    side: str, size_mm: float
) -> None:
    seen = breast(side)
    for seed in range(4):
        views, (finding,) = seen.with_lesions([spec(size_mm, seed=seed)], seed=seed)
        assert len(finding.views) == 2
        for one in finding.views:
            assert one.diameter_mm == pytest.approx(size_mm, abs=2 * PIXEL_MM)
            assert one.contrast_to_noise > 0
            view, before = views[ViewName(one.view)], seen.views[one.view.split("-")[1]]
            rise = view.pixels.astype(int) - before.pixels
            inside = polygons_mask(one.outlines, (view.rows, view.columns))
            away = np.asarray(ndimage.distance_transform_edt(~inside)) * PIXEL_MM
            assert rise[inside].mean() > 200
            assert not rise[away > MARGIN_MM].any()
        depths = [one.behind_nipple_mm for one in finding.views]
        assert abs(depths[0] - depths[1]) <= 2 * PIXEL_MM


def test_the_same_seed_draws_the_same_and_another_one_something_else() -> None:
    first, again, other = (
        breast().with_lesions([spec(seed=seed)], seed=3)[0][ViewName.L_CC].pixels
        for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_contrast_multiplies_what_the_network_adds() -> None:
    one, two = (
        LesionSpec(
            kind=FindingKind.MASS,
            contrast=contrast,
            engine=Engine.NETWORK,
            place=Place(view="L-CC", row_mm=112, column_mm=45),
        )
        for contrast in (0.4, 0.8)
    )
    seen = breast()
    before = seen.views["CC"].pixels.astype(int)
    rises = [
        seen.with_lesions([spec], seed=0)[0][ViewName.L_CC].pixels - before for spec in (one, two)
    ]
    middle = rises[0] > 0.9 * rises[0].max()
    assert rises[1][middle].mean() == pytest.approx(2 * rises[0][middle].mean(), rel=0.05)


def test_it_lies_where_it_was_clicked() -> None:
    place = Place(view="L-CC", row_mm=112, column_mm=45)
    _, (finding,) = breast().with_lesions([spec(place=place)], seed=0)
    cc = next(one for one in finding.views if one.view == "L-CC")
    assert np.multiply(cc.center, PIXEL_MM) == pytest.approx((112, 45), abs=PIXEL_MM)


def test_a_place_with_too_little_tissue_is_a_sentence_that_names_the_view() -> None:
    place = Place(view="L-CC", row_mm=112, column_mm=88)
    with pytest.raises(LesionError, match=r"L CC.*show tissue.*further inside"):
        breast().with_lesions([spec(place=place)], seed=0)


def test_a_lesion_that_no_network_draws_is_a_sentence() -> None:
    distortion = LesionSpec(
        kind=FindingKind.ARCHITECTURAL_DISTORTION, engine=Engine.NETWORK, size_mm=20
    )
    with pytest.raises(LesionError, match="none for architectural distortion"):
        breast().with_lesions([distortion], seed=0)
    for size_mm in (4, 40):
        with pytest.raises(LesionError, match="6 to 24 mm"):
            breast().with_lesions([spec(size_mm)], seed=0)


def test_the_words_of_a_drawn_lesion_are_those_of_what_networks_draw() -> None:
    asked = LesionSpec(
        kind=FindingKind.MASS,
        words={"shape": "round", "margin": "circumscribed"},
        engine=Engine.NETWORK,
    )
    _, (finding,) = breast().with_lesions([asked], seed=0)
    assert finding.spec == asked
    assert finding.spec.word("shape") == "irregular"
    assert finding.spec.word("margin") == "indistinct"


def test_a_network_that_draws_hardly_anything_is_a_sentence() -> None:
    with pytest.raises(LesionError, match="drew no mass that lasts"):
        breast(network=disk_network(radius=6)).with_lesions([spec()], seed=0)


def test_networks_that_are_not_installed_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_insertion, "lesion_networks_folder", lambda: None)
    shipped_network.cache_clear()
    try:
        with pytest.raises(LesionError, match=r"not installed.*engine physical"):
            shipped_network(NetworkKind.MASS)
    finally:
        shipped_network.cache_clear()

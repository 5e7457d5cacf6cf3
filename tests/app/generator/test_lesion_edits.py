"""What can be done to a lesion of a recipe, and how one grows: plain values and known answers."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from app.generator.lesion_edits import (
    at_point,
    copied,
    encloses,
    findings_of,
    for_another_breast,
    is_movable,
    offered_kinds,
    offered_words,
    pinned,
    place_px,
    size_ends,
    with_engine,
    with_kind,
    with_region,
    with_side,
    with_size,
    with_word,
)
from app.generator.lesion_growth import Growth, growth_of
from app.generator.locks import LESIONS, Locks
from inference.birads import FindingKind, Region
from inference.errors import RecipeError
from inference.lesions.breast import SeenBreast, seen_breast
from inference.lesions.calcification_kinds import why_not_visible
from inference.lesions.spec import Engine, LesionSpec, Place
from inference.recipe import ALL_VIEWS, Recipe, ViewName
from tests.inference.lesions.phantom_breast import PIXEL_MM, phantom_breast

SPACING = (PIXEL_MM, PIXEL_MM)
MASS = LesionSpec(kind=FindingKind.MASS, size_mm=12, seed=3, place=Place(side="R"))


@lru_cache
def breast() -> SeenBreast:
    return seen_breast(phantom_breast("R", seed=0))


def drawn(spec: LesionSpec):
    views, (finding,) = breast().with_lesions([spec], seed=1)
    return views, finding


def recipe(*lesions: LesionSpec) -> Recipe:
    return Recipe(bundle_name="test", bundle_hash="0" * 64, seed=1, lesions=lesions)


def test_only_what_something_draws_is_offered():
    assert FindingKind.MASS in offered_kinds()
    assert FindingKind.SKIN_LESION not in offered_kinds()
    assert "suture" not in offered_words(FindingKind.CALCIFICATIONS, "morphology")
    for kind in offered_kinds():
        spec = LesionSpec(kind=kind)
        assert with_kind(MASS, kind).kind is kind
        for name, _ in spec.words:
            assert offered_words(kind, name)


def test_another_kind_has_its_own_words_and_a_size_that_they_allow():
    calcifications = with_kind(replace(MASS, size_mm=60), FindingKind.CALCIFICATIONS)
    least, most = size_ends(calcifications)
    assert least <= calcifications.extent_mm <= most
    assert calcifications.place == MASS.place and calcifications.seed == MASS.seed
    segmental = with_word(calcifications, "distribution", "segmental")
    least, most = size_ends(segmental)
    assert least <= segmental.extent_mm <= most
    assert with_size(segmental, 1e6).extent_mm == most
    assert with_size(segmental, 0.0).extent_mm == least


@pytest.mark.parametrize("kind", offered_kinds())
def test_every_word_that_is_offered_can_be_drawn_at_its_usual_size(kind: FindingKind):
    spec = with_kind(MASS, kind)
    chosen = [spec]
    for name, _ in spec.words:
        chosen += [with_word(spec, name, str(term)) for term in offered_words(kind, name)]
    for one in chosen:
        if not why_not_visible(one, PIXEL_MM):
            drawn(one)


def test_another_engine_keeps_to_the_sizes_that_it_draws():
    drawn_by_network = with_engine(replace(MASS, size_mm=60), Engine.NETWORK)
    assert drawn_by_network.extent_mm == size_ends(drawn_by_network)[1] < 60
    plain = with_kind(drawn_by_network, FindingKind.ARCHITECTURAL_DISTORTION)
    assert plain.engine is Engine.PHYSICAL


def test_a_lesion_that_is_moved_in_one_view_keeps_its_height_in_the_other():
    views, finding = drawn(MASS)
    cc, mlo = finding.views
    to = (cc.center[0] + 8, cc.center[1] - 10)
    _, moved = drawn(at_point(MASS, finding, views[ViewName.R_CC], to))
    assert moved.in_view("R-CC").center == pytest.approx(to, abs=0.05)
    assert moved.in_view("R-MLO").above_line_mm == pytest.approx(mlo.above_line_mm, abs=0.02)
    # One place in the breast: both views tell the same depth behind the nipple.
    cc, mlo = moved.views
    assert cc.behind_nipple_mm == pytest.approx(mlo.behind_nipple_mm, abs=0.01)
    back = (mlo.center[0] + 6, mlo.center[1])
    _, again = drawn(at_point(moved.spec, moved, views[ViewName.R_MLO], back))
    assert again.in_view("R-MLO").center == pytest.approx(back, abs=0.05)
    now = moved.in_view("R-CC").above_line_mm
    assert again.in_view("R-CC").above_line_mm == pytest.approx(now, abs=0.02)


def test_a_point_beside_the_picture_counts_as_its_edge():
    views, finding = drawn(MASS)
    place = at_point(MASS, finding, views[ViewName.R_CC], (-50, 1e5)).place
    assert place.row_mm == 0
    assert place.column_mm == pytest.approx(views[ViewName.R_CC].columns * PIXEL_MM, abs=0.01)


def test_a_pinned_lesion_lies_where_it_lay_at_any_size():
    views, finding = drawn(MASS)
    fixed = pinned(MASS, finding, SPACING)
    for size in (5, 12, 30):
        _, one = drawn(with_size(fixed, size))
        for view in ("R-CC", "R-MLO"):
            assert one.in_view(view).center == pytest.approx(finding.in_view(view).center, abs=0.1)
    assert pinned(fixed, finding, SPACING) is fixed
    assert place_px(fixed, None, views[ViewName.R_CC]) == pytest.approx(
        finding.in_view("R-CC").center, abs=0.05
    )


def test_what_lies_where_it_does_is_neither_movable_nor_pinned():
    skin = LesionSpec(kind=FindingKind.ASSOCIATED_FEATURES, words={"feature": "skin_thickening"})
    assert not is_movable(skin) and is_movable(MASS)
    views, finding = drawn(MASS)
    assert pinned(skin, finding, SPACING) is skin
    fixed = at_point(MASS, finding, views[ViewName.R_CC], finding.views[0].center)
    implant = with_word(with_kind(fixed, skin.kind), "feature", "silicone_implant")
    assert implant.place == Place(side="R")


def test_side_region_and_copies_give_a_point_up():
    views, finding = drawn(MASS)
    fixed = at_point(MASS, finding, views[ViewName.R_CC], finding.in_view("R-CC").center)
    assert with_side(fixed, "L").place == Place(side="L")
    assert with_region(fixed, finding, Region.UPPER_OUTER).place == Place(
        side="R", region=Region.UPPER_OUTER
    )
    copy = copied(fixed, finding, 99)
    assert (copy.seed, copy.place) == (99, Place(side="R"))


def test_for_another_breast_a_point_becomes_the_region_it_lies_in():
    asked = replace(MASS, place=Place(side="R", region=Region.UPPER_OUTER))
    views, finding = drawn(asked)
    fixed = at_point(asked, finding, views[ViewName.R_CC], finding.in_view("R-CC").center)
    assert for_another_breast(fixed, finding).place == asked.place
    assert for_another_breast(asked, finding) is asked


def test_each_lesion_finds_its_own_truth_whatever_the_order():
    other = replace(MASS, seed=4)
    _, one = drawn(MASS)
    _, two = drawn(other)
    assert findings_of([MASS, other, MASS], [two, one]) == (one, two, None)


def test_a_new_seed_keeps_lesions_when_they_are_locked_and_nothing_that_was_taken_away():
    with_mass = recipe(MASS)
    assert Locks().reseeded(with_mass, 2).lesions == ()
    kept = Locks().with_lock(LESIONS, True).reseeded(with_mass, 2)
    assert kept.lesions == (MASS,)
    assert kept.removals == ()


def test_a_lesion_grows_by_equal_factors_through_its_present_size():
    _, finding = drawn(MASS)
    growth = growth_of(recipe(MASS), 0, finding, SPACING)
    sizes = [growth.size_mm(step / 10) for step in range(11)]
    ratios = {round(later / now, 6) for now, later in pairwise(sizes)}
    assert len(ratios) == 1 and ratios.pop() > 1
    assert growth.size_mm(growth.present) == pytest.approx(12)
    assert growth.doublings(growth.present) == pytest.approx(0, abs=1e-9)
    assert growth.first_mm < 12 < growth.last_mm
    # Twice the diameter is three doublings of the volume.
    half = replace(growth, first_mm=6.0)
    assert half.doublings(0) == pytest.approx(3)


def test_a_growing_lesion_stays_where_it_is_and_covers_more_and_more():
    spec = LesionSpec(
        kind=FindingKind.MASS,
        words={"shape": "irregular", "margin": "indistinct"},
        size_mm=14,
        seed=5,
        place=Place(side="R"),
    )
    _, finding = drawn(spec)
    growth = growth_of(recipe(spec), 0, finding, SPACING)
    areas, center = [], finding.in_view("R-CC").center
    for one in growth.recipes(6):
        _, found = drawn(one.lesions[0])
        shown = found.in_view("R-CC")
        assert shown.center == pytest.approx(center, abs=0.1)
        areas.append(area(shown.outlines[0]))
    assert areas == sorted(areas)
    assert areas[-1] > 4 * areas[0]


def test_a_lesion_of_one_size_does_not_grow():
    with pytest.raises(RecipeError, match="room to grow"):
        Growth(recipe=recipe(MASS), at=0, first_mm=12, last_mm=12)


def test_a_series_shows_the_breast_of_its_lesion_alone():
    other = replace(MASS, seed=9, place=Place(side="L"))
    _, finding = drawn(MASS)
    growth = growth_of(recipe(other, MASS), 1, finding, SPACING)
    own = growth.of_one_breast([replace(finding, side="L"), finding])
    assert own.recipe.views == tuple(name for name in ALL_VIEWS if name.image_laterality == "R")
    assert len(own.recipe.lesions) == 1 and own.at == 0
    assert own.present_mm == growth.present_mm


@pytest.mark.parametrize(
    ("point", "inside"), [((5, 5), True), ((5, 15), False), ((-1, 5), False), ((9.9, 9.9), True)]
)
def test_a_point_lies_within_an_outline_or_not(point: tuple[float, float], inside: bool):
    assert encloses([(0, 0), (0, 10), (10, 10), (10, 0)], point) is inside


def area(polygon) -> float:
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return abs(sum(a[1] * b[0] - b[1] * a[0] for a, b in pairs)) / 2

"""Claims about insertion: nothing changes elsewhere, both views agree, the step is the view's."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pytest
from scipy import ndimage

from inference.birads import FindingKind, MassDensity, MassMargin, MassShape, Region
from inference.case import Case, View
from inference.errors import LesionError
from inference.lesions.breast import SeenBreast, seen_breast
from inference.lesions.case_lesions import with_lesions
from inference.lesions.insertion import MARGIN_MM, insert
from inference.lesions.seen_view import SeenView
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM, LesionShape
from inference.lesions.spec import QUADRANTS, LesionSpec, Place
from inference.lesions.truth import Finding, FindingInView
from inference.measurements.lesion_location import locate, view_frame
from inference.recipe import ViewName
from inference.seeds import stream
from tests.inference.lesions.phantom_breast import PIXEL_MM, phantom_breast

INSERTIONS = 500
AGREE_MM = 10.0


@lru_cache
def breast(side: str, seed: int) -> SeenBreast:
    return seen_breast(phantom_breast(side, seed=seed))


def random_spec(number: int) -> LesionSpec:
    numbers = np.random.RandomState(number)
    words = {
        "shape": numbers.choice([str(one) for one in MassShape]),
        "margin": numbers.choice([str(one) for one in MassMargin]),
        "density": numbers.choice([str(one) for one in MassDensity]),
    }
    return LesionSpec(
        kind=FindingKind.MASS,
        words=words,
        size_mm=float(numbers.uniform(4, 24)),
        contrast=float(numbers.uniform(0.2, 3)),
        seed=number,
        place=Place(region=QUADRANTS[number % 4]),
    )


def filled_polygons(one: FindingInView, shape: tuple[int, int]) -> np.ndarray:
    """The mask that outlines stand for: pixels whose middle lies within one (even-odd rule)."""
    mask = np.zeros(shape, bool)
    for outline in one.outlines:
        turns = np.zeros((shape[0], shape[1] + 1), int)
        for (row, column), following in zip(outline, [*outline[1:], outline[0]], strict=True):
            top, bottom = sorted((int(row), int(following[0])))
            turns[top:bottom, int(column)] += 1
        mask |= turns.cumsum(axis=1)[:, :-1] % 2 == 1
    return mask


def changes_outside(view: View, without: View, one: FindingInView) -> np.ndarray:
    away = ndimage.distance_transform_edt(~filled_polygons(one, without.pixels.shape))
    outside = np.asarray(away) * PIXEL_MM > MARGIN_MM
    return (view.pixels.astype(int) - without.pixels.astype(int))[outside]


def test_over_500_insertions_nothing_changes_outside_and_both_views_agree() -> None:
    changed = 0
    for number in range(INSERTIONS):
        side, spec = "RL"[number % 2], random_spec(number)
        seen = breast(side, number % 3)
        views, (finding,) = seen.with_lesions([spec], seed=number)
        assert len(finding.views) == 2
        for one in finding.views:
            view, without = views[ViewName(one.view)], seen.views[one.view.split("-")[1]]
            assert not changes_outside(view, without, one).any(), spec
            changed += not np.array_equal(view.pixels, without.pixels)
        assert finding.region is spec.place.region
        cc, mlo = (outline_depth_mm(seen, one) for one in finding.views)
        assert abs(cc - mlo) <= AGREE_MM, spec
    assert changed > 1.98 * INSERTIONS  # a faint one in dense tissue may leave a view as it was


def outline_depth_mm(seen: SeenBreast, one: FindingInView) -> float:
    """How far behind the nipple the middle of an outline lies, from its polygon alone."""
    view = seen.seen[one.view.split("-")[1]]
    largest = np.array(one.outlines[0])
    middle = (largest.min(axis=0) + largest.max(axis=0)) / 2
    return view.offsets_mm(view.hung((float(middle[0]), float(middle[1]))))[0]


def test_the_pictures_with_a_lesion_tell_the_same_quadrant_and_depth() -> None:
    for number in range(24):
        seen = breast("RL"[number % 2], number % 3)
        spec = random_spec(number)
        views, (finding,) = seen.with_lesions([spec], seed=number)
        frames = [(view_frame(views[ViewName(one.view)]), one.center) for one in finding.views]
        assert locate(frames).region is spec.place.region
        depths = []
        for frame, center in frames:
            assert frame.landmarks is not None
            depths.append(frame.landmarks.offsets(center)[0] * PIXEL_MM)
        assert abs(depths[0] - depths[1]) <= AGREE_MM


def put_in(
    spec: LesionSpec, side: str = "L", seed: int = 0
) -> tuple[dict[ViewName, View], Finding]:
    views, findings = breast(side, 0).with_lesions([spec], seed=seed)
    return views, findings[0]


def flat_rise(view: SeenView, attenuation: float, contrast: float = 1.0) -> float:
    """How far a wide lesion of one attenuation rises in its middle."""
    center = view.point(45, 0)
    rows, columns = np.ogrid[: view.rows, : view.columns]
    disk = np.hypot(rows - center[0], columns - center[1]) < 10
    shape = LesionShape(attenuation=np.float32(attenuation) * disk.astype(np.float32), outline=disk)
    level = np.full_like(view.values, view.fat)
    numbers = stream(0, "noise")
    result = insert(view, level, shape, contrast=contrast, numbers=numbers).values
    middle = np.hypot(rows - center[0], columns - center[1]) < 5
    return float((result - level)[middle].mean())


def test_the_step_is_that_between_the_views_own_fat_and_dense_tissue() -> None:
    view = breast("L", 0).seen["CC"]
    gland_path = (GLAND_PER_MM - FAT_PER_MM) * 12.0
    half = flat_rise(view, gland_path / 2)
    assert half == pytest.approx((view.gland - view.fat) / 2, rel=0.05)
    assert flat_rise(view, gland_path / 4, contrast=2) == pytest.approx(half, rel=0.05)


def test_nothing_becomes_brighter_than_white() -> None:
    views, _ = put_in(LesionSpec(kind=FindingKind.MASS, size_mm=30, contrast=3))
    assert max(int(view.pixels.max()) for view in views.values()) <= 4095


def test_spicules_end_at_the_skin() -> None:
    place = Place(view="L-CC", row_mm=112, column_mm=80)
    words = {"margin": "spiculated", "density": "high_density"}
    spec = LesionSpec(kind=FindingKind.MASS, words=words, size_mm=20, contrast=3, place=place)
    views, finding = put_in(spec)
    air = breast("L", 0).views["CC"].pixels == 0
    assert not views[ViewName.L_CC].pixels[air].any()
    one = finding.in_view("L-CC")
    assert one is not None
    assert np.count_nonzero(filled_polygons(one, air.shape) & air) < 12


def test_more_contrast_is_less_difficult() -> None:
    noise = [
        put_in(LesionSpec(kind=FindingKind.MASS, size_mm=14, contrast=contrast))[1]
        for contrast in (0.3, 1, 2)
    ]
    ratios = [finding.contrast_to_noise for finding in noise]
    assert 0 < ratios[0] < ratios[1] < ratios[2]


def test_a_moved_and_a_resized_lesion_stay_the_same_lesion() -> None:
    def shape_at(row_mm: float, size_mm: float) -> np.ndarray:
        place = Place(view="L-CC", row_mm=row_mm, column_mm=45)
        spec = LesionSpec(
            kind=FindingKind.MASS, words={"shape": "irregular"}, size_mm=size_mm, place=place
        )
        one = put_in(spec)[1].in_view("L-CC")
        assert one is not None
        mask = filled_polygons(one, breast("L", 0).views["CC"].pixels.shape)
        top, left = np.argwhere(mask).min(axis=0)
        return mask[top : top + 60, left : left + 60]

    # So far apart that the pixels fall alike.
    assert np.array_equal(shape_at(90.0, 18), shape_at(90.0 + 20 * PIXEL_MM, 18))
    assert shape_at(90.0, 24).sum() > 1.3 * shape_at(90.0, 18).sum()


def test_a_point_of_a_view_is_where_the_lesion_lies() -> None:
    for name, side in (("R-CC", "R"), ("L-MLO", "L")):
        place = Place(view=name, row_mm=110, column_mm=50 if side == "L" else 90)
        _, finding = put_in(LesionSpec(kind=FindingKind.MASS, size_mm=10, place=place), side)
        one = finding.in_view(name)
        assert one is not None and place.point_mm is not None
        assert np.multiply(one.center, PIXEL_MM) == pytest.approx(place.point_mm)


def test_a_right_breast_is_the_mirror_image_of_a_left_one() -> None:
    spec = LesionSpec(kind=FindingKind.MASS, size_mm=12, place=Place(region=Region.UPPER_OUTER))
    left, in_left = put_in(spec, "L")
    right, in_right = put_in(spec, "R")
    assert in_left.region is in_right.region is Region.UPPER_OUTER
    assert in_left.clock is not None and in_right.clock is not None
    assert (in_left.clock + in_right.clock) % 12 == 0
    assert 1 <= in_left.clock <= 3
    for position in ("CC", "MLO"):
        mirrored = right[ViewName(f"R-{position}")].pixels[:, ::-1]
        original = left[ViewName(f"L-{position}")].pixels
        assert np.mean(mirrored != original) < 0.02


@pytest.mark.parametrize(
    ("size_mm", "place", "sentence"),
    [
        (12, Place(view="L-CC", row_mm=5, column_mm=120), "outside the breast in L CC"),
        (12, Place(view="L-CC", row_mm=900, column_mm=900), "whose picture has 225 × 140 mm"),
        (60, Place(region=Region.LOWER_INNER), "does not fit into the lower inner quadrant .*Make"),
        (12, Place(side="R"), "is to lie in the breast R, and there are views of L alone"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_possible(
    size_mm: float, place: Place, sentence: str
) -> None:
    spec = LesionSpec(kind=FindingKind.MASS, size_mm=size_mm, place=place)
    case = Case(case_id="c", views=tuple(phantom_breast("L", depth_mm=45)))
    with pytest.raises(LesionError, match=sentence):
        with_lesions(case, [spec])


def test_several_lesions_are_all_there_and_the_rest_is_untouched() -> None:
    case = Case(case_id="c", views=(*phantom_breast("R"), *phantom_breast("L")))
    lesions = [
        LesionSpec(kind=FindingKind.MASS, size_mm=10, seed=seed, place=Place(side="L"))
        for seed in range(3)
    ]
    changed = with_lesions(case, lesions, seed=5)
    assert [finding.side for finding in changed.findings] == ["L"] * 3
    for old, new in zip(case.views[:2], changed.views[:2], strict=True):
        assert old is new
    alone = with_lesions(case, lesions[1:2], seed=5)
    assert alone.findings[0].views[0].center == changed.findings[1].views[0].center


def test_a_view_without_a_breast_is_refused_with_a_sentence() -> None:
    view = phantom_breast("L")[0]
    empty = View(
        name=view.name,
        pixels=np.zeros_like(view.pixels),
        greyscale=view.greyscale,
        pixel_spacing_mm=view.pixel_spacing_mm,
        pixel_spacing_source=view.pixel_spacing_source,
        synthetic=True,
    )
    with pytest.raises(LesionError, match="No breast was found in L CC"):
        seen_breast([empty])


def test_distances_told_in_the_truth_are_those_of_the_picture() -> None:
    _, finding = put_in(LesionSpec(kind=FindingKind.MASS, size_mm=10))
    for one in finding.views:
        view = breast("L", 0).seen[one.view.split("-")[1]]
        nipple = view.point(0, 0)
        apart = math.dist(nipple, one.center) * PIXEL_MM
        assert math.hypot(one.behind_nipple_mm, one.above_line_mm) == pytest.approx(apart, rel=1e-6)

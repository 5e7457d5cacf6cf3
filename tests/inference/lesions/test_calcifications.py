from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.birads import Distribution, FindingKind, Morphology
from inference.errors import LesionError
from inference.lesions.calcification_grains import grain
from inference.lesions.calcification_kinds import KINDS, size_range_mm, why_not_visible
from inference.lesions.calcification_layouts import layout
from inference.lesions.calcifications import calcification_solids, render_calcifications
from inference.lesions.shape import film_axes
from inference.lesions.solids import thickness_mm
from inference.lesions.spec import LesionSpec
from inference.seeds import stream
from tests.inference.lesions.lesion_canvas import calcifications, extent_mm, tissue_canvas

FINE = (Morphology.AMORPHOUS, Morphology.FINE_PLEOMORPHIC, Morphology.FINE_LINEAR)
LARGE = (
    Morphology.COARSE,
    Morphology.RIM,
    Morphology.VASCULAR,
    Morphology.COARSE_HETEROGENEOUS,
    Morphology.LARGE_ROD_LIKE,
)


@pytest.mark.parametrize("pixel_mm", [0.45, 0.225, 0.1])
@pytest.mark.parametrize("morphology", ["coarse", "rim"])
@pytest.mark.parametrize("size_mm", [4.0, 9.0])
def test_a_single_calcification_measures_its_size(
    morphology: str, size_mm: float, pixel_mm: float
) -> None:
    seen = [
        render_calcifications(
            calcifications(morphology, size_mm), tissue_canvas(pixel_mm, view, side_mm=30)
        ).attenuation
        for view in ("CC", "MLO")
    ]
    extents = [extent_mm(one > 0.02, pixel_mm) + pixel_mm for one in seen]
    # A view looks along the longest extent at times, and pixels at the edge count in full.
    assert max(extents) <= size_mm + 2 * pixel_mm
    assert max(extents) >= 0.7 * size_mm - pixel_mm


@pytest.mark.parametrize("distribution", list(Distribution))
def test_the_grains_of_a_distribution_lie_as_far_apart_as_its_size(
    distribution: Distribution,
) -> None:
    size = size_range_mm(Morphology.ROUND, distribution)[0] * 1.5
    for seed in range(5):
        places = layout(distribution, size, 12, stream(seed, "layout")).points
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        assert apart.max() == pytest.approx(size)
        assert np.abs((places.max(axis=0) + places.min(axis=0)) / 2).max() < 1e-9


def test_linear_calcifications_lie_along_a_line_to_the_nipple() -> None:
    for seed in range(5):
        places = layout(Distribution.LINEAR, 20, 14, stream(seed, "layout")).points
        spread = np.linalg.svd(places - places.mean(axis=0))[1]
        assert spread[1] < 0.12 * spread[0]
        assert abs(places[:, 0]).max() > 8


def test_a_segment_is_narrow_toward_the_nipple() -> None:
    places = layout(Distribution.SEGMENTAL, 60, 200, stream(1, "layout")).points
    front = places[places[:, 0] < -15, 1:]
    behind = places[places[:, 0] > 15, 1:]
    assert np.abs(front).max() < np.abs(behind).max() / 1.5


@pytest.mark.parametrize("morphology", sorted(set(KINDS) - set(FINE)))
@pytest.mark.parametrize("distribution", ["grouped", "regional"])
def test_both_views_show_the_same_grains_at_the_same_depth(
    morphology: Morphology, distribution: str
) -> None:
    spec = calcifications(morphology, 20 if distribution == "grouped" else 24, distribution)
    columns = [
        np.flatnonzero(
            render_calcifications(spec, tissue_canvas(0.2, view)).attenuation.any(axis=0)
        )
        for view in ("CC", "MLO")
    ]
    assert abs(columns[0][0] - columns[1][0]) <= 2
    assert abs(columns[0][-1] - columns[1][-1]) <= 2
    mass = [
        float(render_calcifications(spec, tissue_canvas(0.2, view)).attenuation.sum())
        for view in ("CC", "MLO")
    ]
    assert mass[0] == pytest.approx(mass[1], rel=0.15)


@pytest.mark.parametrize("distribution", ["linear", "segmental"])
def test_ducts_run_to_the_nipple_of_each_view(distribution: str) -> None:
    spec = calcifications("large_rod_like", 40, distribution)
    canvas = tissue_canvas(0.2)
    below = replace(canvas, nipple=(canvas.rows * 3.0, canvas.center[1]))
    down = render_calcifications(spec, below)
    rows, columns = np.nonzero(down.attenuation)
    assert np.ptp(rows) > 1.3 * np.ptp(columns)


def test_a_group_has_at_least_five_grains_and_a_large_region_many() -> None:
    for seed in range(10):
        numbers = stream(seed, "count")
        group = calcification_solids(Morphology.ROUND, Distribution.GROUPED, 5, numbers)
        assert 5 <= group.bodies <= 20
    region = calcification_solids(
        Morphology.AMORPHOUS, Distribution.REGIONAL, 120, stream(1, "count")
    )
    assert 100 <= region.bodies <= 160


@pytest.mark.parametrize("morphology", LARGE)
@pytest.mark.parametrize("pixel_mm", [0.45, 0.225, 0.1])
def test_large_calcifications_are_visible_at_every_pixel_size(
    morphology: Morphology, pixel_mm: float
) -> None:
    assert not why_not_visible(calcifications(morphology, 10), pixel_mm)


@pytest.mark.parametrize("morphology", FINE)
def test_fine_calcifications_are_refused_where_pixels_are_too_large(
    morphology: Morphology,
) -> None:
    spec = calcifications(morphology, 10)
    with pytest.raises(LesionError, match=r"0\.45 mm: a grain would stand out by \d+ %.*coarse"):
        render_calcifications(spec, tissue_canvas(0.45))
    assert not why_not_visible(spec, 0.1)
    assert render_calcifications(spec, tissue_canvas(0.1, side_mm=30)).attenuation.max() > 0


def test_other_lesions_are_visible_at_every_pixel_size() -> None:
    assert why_not_visible(LesionSpec(kind=FindingKind.MASS), 0.9) == ""


@pytest.mark.parametrize("morphology", sorted(set(KINDS) - {Morphology.VASCULAR}))
def test_the_share_that_is_full_is_what_is_drawn(morphology: Morphology) -> None:
    kind = KINDS[morphology]
    if kind.alone:
        return
    volumes = []
    for seed in range(30):
        one = grain(morphology, 1.0, np.array([-1.0, 0, 0]), stream(seed, "grain"))
        side = 40 * int(np.ceil(one.reach_mm))
        made = thickness_mm(one, film_axes("CC"), (side, side), 0.05, (side / 2, side / 2))
        volumes.append(float(made.sum()) * 0.05**2)
    length = sum(kind.length) / 2
    assert np.mean(volumes) / length == pytest.approx(kind.full, rel=0.25)


def test_a_size_that_does_not_go_with_the_words_is_refused_with_the_sizes_that_do() -> None:
    with pytest.raises(LesionError, match="regional measure 20 to 120 mm, not 12 mm"):
        render_calcifications(calcifications("round", 12, "regional"), tissue_canvas())
    with pytest.raises(LesionError, match="no model of suture calcifications"):
        render_calcifications(calcifications("suture", 12), tissue_canvas())


def test_calcifications_are_brighter_and_lie_within_their_outline() -> None:
    for morphology in sorted(set(KINDS) - set(FINE) - {Morphology.RIM}):
        for seed in range(3):
            spec = calcifications(morphology, 14, seed=seed)
            shape = render_calcifications(spec, tissue_canvas(0.2, seed=seed))
            assert shape.attenuation.min() >= 0
            assert shape.attenuation.max() > 0.1
            assert not shape.attenuation[~shape.outline].any()
            assert shape.displacement is None


def test_an_oil_cyst_is_lucent_within_its_rim_where_it_displaces_tissue() -> None:
    canvas = tissue_canvas(0.2)
    canvas.glandular[:] = 1
    spec = calcifications("rim", 16)
    dense = render_calcifications(spec, canvas).attenuation
    fatty = render_calcifications(spec, tissue_canvas(0.2)).attenuation
    middle = canvas.rows // 2
    assert dense[middle, middle] < fatty[middle, middle]
    assert dense.max() > 3 * dense[middle, middle]


@pytest.mark.parametrize("size_mm", [15.0, 40.0, 90.0])
def test_a_vessel_is_as_long_as_its_size(size_mm: float) -> None:
    for seed in range(4):
        vessel = calcification_solids(
            Morphology.VASCULAR, Distribution.GROUPED, size_mm, stream(seed, "vessel")
        )
        assert vessel.diameter_mm == pytest.approx(size_mm, rel=0.1)
        assert vessel.bodies > size_mm


def test_equal_seeds_give_equal_grains_and_others_differ() -> None:
    spec = calcifications("coarse_heterogeneous", 14)
    one, same, other = (
        render_calcifications(spec, tissue_canvas(0.3, seed=seed)).attenuation for seed in (4, 4, 5)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)

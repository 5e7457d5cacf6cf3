from __future__ import annotations

import itertools

import numpy as np
import pytest

from inference.case import PixelSpacingSource
from inference.errors import InputError
from inference.imaging.greyscale import to_grey
from inference.measurements.texture import spectral_slope
from inference.recipe import ALL_VIEWS, ViewName
from inference.seeds import MAX_SEED
from training.simulation.anatomy import DENSITY_FREQUENCY, DensityClass, draw_breast
from training.simulation.cases import SimulatedCase, simulate_case, simulate_cases
from training.simulation.frame import Frame
from training.simulation.geometry import view_geometry
from training.simulation.imaging import grow_tissue, image_view

ROWS = 160
SEEDS = (1, 2, 3, 4, 5, 6, 9, 13, 16, 20, 31)


@pytest.fixture(scope="module")
def cases() -> dict[int, SimulatedCase]:
    return {seed: simulate_case(seed, rows=ROWS) for seed in SEEDS}


def canonical(case: SimulatedCase, name: ViewName) -> np.ndarray:
    pixels = case.case.views[list(ALL_VIEWS).index(name)].pixels
    return pixels[:, ::-1] if name.image_laterality == "R" else pixels


def test_the_same_seed_gives_the_same_pixels(cases: dict[int, SimulatedCase]) -> None:
    again = simulate_case(3, rows=ROWS)
    for first, second in zip(cases[3].case.views, again.case.views, strict=True):
        assert np.array_equal(first.pixels, second.pixels)
    assert again.truth == cases[3].truth


def test_leaving_views_out_does_not_change_the_others(cases: dict[int, SimulatedCase]) -> None:
    one = simulate_case(3, rows=ROWS, views=(ViewName.R_MLO,))
    assert np.array_equal(one.case.views[0].pixels, cases[3].case.views[2].pixels)
    assert one.truth.views[0] == cases[3].truth.views[2]
    assert one.case.case_id == cases[3].case.case_id


def test_consecutive_seeds_are_simulated_in_turn(cases: dict[int, SimulatedCase]) -> None:
    made = simulate_cases(2, 1, rows=ROWS, views=(ViewName.L_CC,))
    assert [one.truth.seed for one in made] == [1, 2]


def test_different_seeds_give_different_women(cases: dict[int, SimulatedCase]) -> None:
    assert len({one.case.case_id for one in cases.values()}) == len(SEEDS)
    assert not np.array_equal(cases[1].case.views[0].pixels, cases[2].case.views[0].pixels)


def test_left_and_right_are_alike_but_no_mirror_images(cases: dict[int, SimulatedCase]) -> None:
    def correlation(first: np.ndarray, second: np.ndarray) -> float:
        return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])

    own, strange = [], []
    for seed, other in itertools.pairwise(SEEDS):
        left = canonical(cases[seed], ViewName.L_CC)
        assert not np.array_equal(left, canonical(cases[seed], ViewName.R_CC))
        own.append(correlation(left, canonical(cases[seed], ViewName.R_CC)))
        strange.append(correlation(left, canonical(cases[other], ViewName.R_CC)))
    assert np.mean(own) > np.mean(strange) + 0.1


def test_cc_and_mlo_show_the_same_breast(cases: dict[int, SimulatedCase]) -> None:
    for one in cases.values():
        truth = {view.view: view for view in one.truth.views}
        for side in "RL":
            cc, mlo = truth[f"{side}-CC"], truth[f"{side}-MLO"]
            assert cc.density == mlo.density
            assert cc.glandular_fraction == mlo.glandular_fraction
            assert mlo.breast_area_mm2 == pytest.approx(cc.breast_area_mm2, rel=0.5)
            assert mlo.dense_fraction == pytest.approx(cc.dense_fraction, abs=0.25)
            assert mlo.nipple_chest_wall_mm == pytest.approx(cc.nipple_chest_wall_mm, rel=0.08)


def test_areas_and_density_of_cc_and_mlo_go_together(cases: dict[int, SimulatedCase]) -> None:
    views = [one.truth.views for one in cases.values()]
    areas = np.array([(cc.breast_area_mm2, mlo.breast_area_mm2) for cc, _, mlo, _ in views])
    dense = np.array([(cc.dense_fraction, mlo.dense_fraction) for cc, _, mlo, _ in views])
    assert np.corrcoef(areas.T)[0, 1] > 0.9
    assert np.corrcoef(dense.T)[0, 1] > 0.9


def test_denser_classes_look_denser_and_brighter(cases: dict[int, SimulatedCase]) -> None:
    dense: dict[str, list[float]] = {name: [] for name in DensityClass}
    grey: dict[str, list[float]] = {name: [] for name in DensityClass}
    for one in cases.values():
        truth, pixels = one.truth.views[0], one.case.views[0].pixels
        dense[truth.density].append(truth.dense_fraction)
        grey[truth.density].append(float(pixels[pixels > 0].mean()))
    for values in (dense, grey):
        means = [float(np.mean(values[name])) for name in DensityClass]
        assert means == sorted(means)
        assert means[3] > means[0] * 1.5


def test_the_classes_come_in_their_natural_frequency() -> None:
    drawn = [draw_breast(seed, "L").density for seed in range(600)]
    for density, frequency in DENSITY_FREQUENCY.items():
        assert drawn.count(density) / len(drawn) == pytest.approx(frequency, abs=0.05)


def test_the_wanted_share_of_gland_is_grown() -> None:
    for seed in (5, 1, 4, 16):
        breast = draw_breast(seed, "R")
        tissue = grow_tissue(breast, Frame(rows=ROWS))
        wanted = breast.glandular_fraction
        assert tissue.parenchyma.glandular_fraction == pytest.approx(wanted, rel=0.1)


def test_air_is_exactly_black_and_the_breast_is_not(cases: dict[int, SimulatedCase]) -> None:
    frame = Frame(rows=ROWS)
    for seed in (1, 2, 5, 16):
        breast = draw_breast(seed, "L")
        tissue = grow_tissue(breast, frame)
        for position in ("CC", "MLO"):
            exposure = image_view(tissue, position, frame)
            outline = exposure.outline
            air = (outline.depth_mm < -frame.pixel_mm) & (outline.nipple_mm == 0)
            assert air.mean() > 0.2
            assert not exposure.pixels[air].any()
            assert exposure.pixels[outline.depth_mm > frame.pixel_mm].min() > 0
            assert exposure.pixels.max() <= 4095


def test_mlo_has_muscle_in_its_upper_chest_wall_corner_and_cc_has_none(
    cases: dict[int, SimulatedCase],
) -> None:
    frame = Frame(rows=ROWS)
    for seed in (1, 5, 9):
        tissue = grow_tissue(draw_breast(seed, "L"), frame)
        cc, mlo = (image_view(tissue, position, frame) for position in ("CC", "MLO"))
        assert not cc.muscle.inside.any()
        assert mlo.muscle.inside[:20, :5].all()
        fat = (mlo.outline.depth_mm > 8) & ~mlo.muscle.inside & (mlo.gland_mm < 0.5)
        assert mlo.pixels[2:20, 2:6].mean() > 1.5 * mlo.pixels[fat].mean()
        assert np.isfinite(mlo.muscle.angle_deg)
    for one in cases.values():
        angles = {view.view: view.pectoral_angle_deg for view in one.truth.views}
        assert angles["R-CC"] is None
        assert angles["L-CC"] is None
        assert 10 < (angles["R-MLO"] or 0) < 40


def test_the_nipple_is_where_the_outline_reaches_farthest(cases: dict[int, SimulatedCase]) -> None:
    pixel_mm = Frame(rows=ROWS).pixel_mm
    for one in cases.values():
        for view, truth in zip(one.case.views, one.truth.views, strict=True):
            name = ViewName(truth.view)
            body = canonical(one, name) > 0
            reach = np.where(body.any(axis=1), body.shape[1] - 1 - body[:, ::-1].argmax(axis=1), 0)
            farthest = np.flatnonzero(reach == reach.max()).mean()
            column = truth.nipple_column
            if name.image_laterality == "R":
                column = view.columns - 1 - column
            assert reach.max() == pytest.approx(column, abs=4 / pixel_mm)
            assert farthest == pytest.approx(truth.nipple_row, abs=12 / pixel_mm)


def test_right_breasts_have_their_chest_wall_on_the_right(cases: dict[int, SimulatedCase]) -> None:
    for one in cases.values():
        for view in one.case.views:
            assert view.name is not None
            wall = -1 if view.name.image_laterality == "R" else 0
            assert view.pixels[:, wall].any()
            assert not view.pixels[:, -1 - wall].any()


def test_a_view_knows_its_scale_and_that_it_shows_nobody(cases: dict[int, SimulatedCase]) -> None:
    view = cases[1].case.views[0]
    assert (view.rows, view.columns) == (160, 128)
    assert view.pixel_spacing_mm == (1.8, 1.8)
    assert view.pixel_spacing_source is PixelSpacingSource.GENERATED
    assert view.synthetic
    assert to_grey(view.pixels, view.greyscale).min() == 0


def test_a_breast_fits_its_frame_whatever_the_seed() -> None:
    for seed in range(500):
        breast = draw_breast(seed, "L")
        for position in ("CC", "MLO"):
            geometry = view_geometry(breast, position)
            _, tip_mm = geometry.to_mm(1.05, 0.0)
            lower_mm, _ = geometry.to_mm(0.0, 1.0)
            assert tip_mm + breast.nipple_mm[1] < 225
            assert lower_mm < 286


def test_the_texture_has_the_spectral_slope_of_mammograms() -> None:
    frame = Frame(rows=640)
    slopes: dict[str, list[float]] = {"CC": [], "MLO": []}
    for seed in (4, 10):
        tissue = grow_tissue(draw_breast(seed, "L"), frame)
        for position, found in slopes.items():
            exposure = image_view(tissue, position, frame)
            inside = (exposure.outline.depth_mm > 12) & ~exposure.muscle.inside
            found.append(spectral_slope(exposure.pixels, inside, frame.pixel_mm))
    assert np.mean(slopes["CC"]) == pytest.approx(3.17, abs=0.3)
    assert np.mean(slopes["MLO"]) == pytest.approx(3.30, abs=0.3)


@pytest.mark.parametrize(
    ("count", "seed"), [(0, 1), (1, -1), (2, MAX_SEED)], ids=["none", "negative", "too large"]
)
def test_numbers_out_of_range_are_refused_with_a_sentence(count: int, seed: int) -> None:
    with pytest.raises(InputError):
        next(simulate_cases(count, seed, rows=ROWS))


def test_a_frame_of_other_rows_is_refused() -> None:
    with pytest.raises(InputError, match="640"):
        simulate_case(1, rows=200)


def test_views_named_twice_are_refused() -> None:
    with pytest.raises(InputError, match="different views"):
        simulate_case(1, rows=ROWS, views=(ViewName.R_CC, ViewName.R_CC))

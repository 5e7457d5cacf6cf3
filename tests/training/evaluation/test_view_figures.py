from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from training.evaluation.breast_interior import breast, interior
from training.evaluation.comparison import halves
from training.evaluation.moments import grey_moments, grey_shares
from training.evaluation.outlines import NAMES_AND_UNITS, outline
from training.evaluation.texture_figures import co_occurrence, pattern_measure, pattern_shares
from training.evaluation.view_analysis import analyse_views, frequencies
from training.evaluation.view_figures import ViewFigure, distance_measure, mean_measure

PIXEL_MM = 0.9
PATIENTS = np.array([f"p{number}" for number in range(200)])


def half_disk(rows: int = 320, columns: int = 256, radius: int = 120) -> np.ndarray:
    y, x = np.ogrid[:rows, :columns]
    return (y - rows / 2 + 0.5) ** 2 + (x + 0.5) ** 2 <= radius**2


def power_law_view(beta: float, seed: int) -> np.ndarray:
    """A half disk filled with 1 / f^β noise, uint8."""
    frequency = np.hypot(np.fft.fftfreq(512)[:, None], np.fft.rfftfreq(512)[None, :])
    frequency[0, 0] = 1
    white = np.fft.rfft2(np.random.default_rng(seed).standard_normal((512, 512)))
    noise = np.fft.irfft2(white * frequency ** (-beta / 2), s=(512, 512))[:320, :256]
    inside = half_disk()
    noise = (noise - noise[inside].mean()) / noise[inside].std()
    return np.where(inside, np.clip(np.rint(128 + 30 * noise), 1, 255), 0).astype(np.uint8)


def test_the_moments_of_known_greys_are_those_of_the_textbook() -> None:
    picture = np.zeros((40, 32), np.uint8)
    picture[:20, :20] = np.random.default_rng(0).integers(50, 151, (20, 20))
    mean, deviation, skewness, kurtosis, fifth = grey_moments(picture)
    assert mean == pytest.approx(100, abs=3)
    assert deviation == pytest.approx(np.sqrt((101**2 - 1) / 12), abs=2)
    assert skewness == pytest.approx(0, abs=0.2)
    assert kurtosis == pytest.approx(1.8, abs=0.15)
    assert fifth == pytest.approx(0, abs=1)
    assert grey_shares(picture).sum() == pytest.approx(1)


def test_an_empty_picture_has_no_moments() -> None:
    assert np.isnan(grey_moments(np.zeros((40, 32), np.uint8))).all()


def test_the_outline_of_half_a_disk_is_that_of_geometry() -> None:
    found = dict(zip(NAMES_AND_UNITS, outline(half_disk(radius=100), 0.5), strict=True))
    assert found["breast area"] == pytest.approx(np.pi * 50**2 / 200, rel=0.01)
    assert found["breast height"] == pytest.approx(100, abs=0.6)
    assert found["breast width"] == pytest.approx(50, abs=0.6)
    assert found["chest wall length"] == pytest.approx(100, abs=1)
    # 4π (πr²/2) / (πr + 2r)²
    assert found["compactness"] == pytest.approx(2 * np.pi**2 / (np.pi + 2) ** 2, rel=0.06)
    assert found["nipple-side height"] == pytest.approx(0.5, abs=0.01)
    assert found["outline raggedness"] < 0.5


def test_a_ragged_outline_is_more_ragged_than_a_smooth_one() -> None:
    ragged = half_disk()
    ragged[::2, 60:] = False
    place = list(NAMES_AND_UNITS).index("outline raggedness")
    assert outline(ragged, PIXEL_MM)[place] > 10 * outline(half_disk(), PIXEL_MM)[place]


def test_the_interior_keeps_its_distance_from_the_air_but_not_from_the_chest_wall() -> None:
    picture = half_disk().astype(np.uint8) * 100
    inside = interior(picture, PIXEL_MM)
    assert inside[:, 0].any()
    depth = np.asarray(ndimage.distance_transform_edt(breast(picture)))
    assert depth[inside].min() * PIXEL_MM >= 5


@pytest.mark.parametrize("beta", [2.0, 3.2])
def test_the_slope_of_power_law_views_is_their_exponent(beta: float) -> None:
    pictures = np.stack([power_law_view(beta, seed) for seed in range(4)])
    found = analyse_views(pictures, PIXEL_MM)
    assert found.slopes.mean() == pytest.approx(beta, abs=0.2)
    assert found.spectra.shape == (4, len(frequencies(PIXEL_MM)))
    assert (np.diff(found.spectra.mean(axis=0)[:10]) < 0).all()


def test_a_view_too_small_for_a_spectrum_has_the_other_figures() -> None:
    picture = np.zeros((1, 320, 256), np.uint8)
    picture[0, 100:130, :25] = np.random.default_rng(0).integers(50, 200, (30, 25))
    found = analyse_views(picture, PIXEL_MM)
    assert np.isnan(found.slopes).all()
    assert np.isfinite(found.moments).all()
    assert np.isfinite(found.outlines).all()


def test_co_occurrence_of_a_chessboard_is_known() -> None:
    board = np.where(np.indices((40, 40)).sum(axis=0) % 2, 255, 8).astype(np.uint8)
    contrast, homogeneity, correlation, _ = co_occurrence(board, np.ones((40, 40), dtype=bool))
    # Along rows and columns every pair differs by 30 levels, along diagonals none does.
    assert contrast == pytest.approx(30**2 / 2)
    assert homogeneity == pytest.approx((1 / (1 + 30**2) + 1) / 2)
    assert correlation == pytest.approx(0, abs=1e-6)


def test_what_lies_outside_the_mask_has_no_part_in_the_texture() -> None:
    picture = power_law_view(3.0, 0)
    inside = interior(picture, PIXEL_MM)
    other = np.where(inside, picture, 77).astype(np.uint8)
    assert co_occurrence(other, inside) == pytest.approx(co_occurrence(picture, inside))


def test_noise_changes_the_patterns_and_the_same_kind_of_texture_does_not() -> None:
    views = [power_law_view(3.2, seed) for seed in range(16)]
    random = np.random.default_rng(9)
    noisy = [
        np.where(view, np.clip(view + random.normal(0, 6, view.shape), 1, 255), 0).astype(np.uint8)
        for view in views[8:]
    ]
    plan = halves(np.array([str(i) for i in range(8)]), splits=3)
    for drawn, least, most in ((views[8:], 0, 4), (noisy, 10, np.inf)):
        shares = [pattern_shares(view, interior(view, PIXEL_MM)) for view in views[:8] + drawn]
        ratio = pattern_measure(np.stack(shares), plan, "all").ratio
        assert ratio is not None
        assert least < ratio < most


def figure(shift: float, spread: float = 1.0) -> ViewFigure:
    random = np.random.default_rng(1)
    real, drawn = random.standard_normal((2, 200))
    return ViewFigure(name="grey", real=5 + 2 * real, drawn=5 + 2 * spread * drawn + shift)


def test_a_shift_by_one_deviation_is_a_distance_of_one() -> None:
    measure = distance_measure(figure(2.0), halves(PATIENTS, splits=4), "all")
    assert measure.value == pytest.approx(1, abs=0.2)
    assert measure.low is not None
    assert measure.floor is not None
    assert measure.low > measure.floor


def test_equal_distributions_are_at_the_floor_and_narrow_ones_are_not() -> None:
    plan = halves(PATIENTS, splits=6)
    assert distance_measure(figure(0.0), plan, "all").ratio == pytest.approx(1, abs=0.6)
    narrow = distance_measure(figure(0.0, 0.3), plan, "all").ratio
    assert narrow is not None
    assert narrow > 2


def test_the_mean_of_a_figure_stands_beside_that_of_real_views() -> None:
    measure = mean_measure(figure(2.0), np.ones(200, dtype=bool), "all")
    assert measure.value == pytest.approx(7, abs=0.3)
    assert measure.floor == pytest.approx(5, abs=0.3)
    assert measure.low is not None
    assert measure.floor is not None
    assert measure.low > measure.floor


def test_views_without_a_figure_are_left_out() -> None:
    known = figure(0.0)
    drawn = known.drawn.copy()
    drawn[:50] = np.nan
    partly = ViewFigure(name="grey", real=known.real, drawn=drawn)
    plan = halves(PATIENTS, splits=4)
    assert np.isfinite(distance_measure(partly, plan, "all").value)
    assert mean_measure(partly, np.ones(200, dtype=bool), "all").value == pytest.approx(
        drawn[50:].mean()
    )

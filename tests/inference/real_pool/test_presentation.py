"""Claims about what every picture of a round has in common."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from inference.drawn_view import breast_mask, to_view
from inference.errors import ImageFileError, InputError
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import prepare_view
from inference.real_pool.presentation import (
    CUT_PX,
    from_png,
    present,
    present_drawn,
    to_png,
)
from inference.real_pool.sharpness import LIMIT, limited, relative_amplitudes
from inference.recipe import ViewName
from tests.phantom_film import draw_film


def share(position: str = "CC", seed: int = 0, **drawing) -> NDArray[np.float64]:
    """A prepared phantom, 0 to 1."""
    grey = draw_film(view_position=position, seed=seed, **drawing).grey
    frame = Frame(rows=640)
    view = prepare_view(
        grey, view_position=position, pixel_mm=0.45, fitted_area_mm2=1.0, frame=frame
    )
    return view.pixels / 255


@pytest.fixture(scope="module")
def noisy() -> NDArray[np.float64]:
    """A phantom with more fine structure than any generator draws."""
    plain = share()
    noise = np.random.default_rng(5).standard_normal(plain.shape)
    return np.clip(plain + 0.05 * noise * (plain > 0), 0, 1)


def test_air_is_zero_and_tissue_is_not() -> None:
    shown = present(share(), view_position="CC").pixels
    assert shown.dtype == np.uint8
    assert shown.shape == (640, 512)
    assert shown[:, -1].max() == 0
    assert ndimage.label(shown > 0)[1] == 1
    assert ndimage.label(shown == 0)[1] == 1


def test_the_brightest_tissue_has_one_grey_in_all_pictures() -> None:
    whole = share(seed=2)
    for dimmed in (1.0, 0.8, 0.6):
        shown = present(whole * dimmed, view_position="CC").pixels
        assert np.percentile(shown[shown > 0], 99.5) == pytest.approx(235, abs=5)
        assert shown.max() <= 246


def test_the_same_picture_is_always_shown_the_same() -> None:
    one, other = (present(share(seed=1), view_position="CC").pixels for _ in range(2))
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("up", "left"), [(0, 0), (-9, 0), (14, 3)])
def test_a_picture_that_lies_elsewhere_is_brought_to_the_same_place(up: int, left: int) -> None:
    whole = share()
    moved = np.roll(whole, (up, left), axis=(0, 1))
    first = present(whole, view_position="CC").pixels
    second = present(moved, view_position="CC").pixels
    assert ((first > 0) ^ (second > 0)).mean() < 0.004
    rows = np.flatnonzero((second > 0).any(axis=1))
    assert abs(rows[0] + rows[-1] - 639) <= 2
    assert (second > 0)[:, 0].any()


def test_an_oblique_view_begins_at_the_top() -> None:
    moved = np.roll(share("MLO"), 11, axis=0)
    shown = present(moved, view_position="MLO").pixels
    assert shown[0].max() > 0


def test_what_lies_next_to_the_chest_wall_is_cut_off() -> None:
    striped = share()
    striped[:, : CUT_PX - 1] *= 0.3
    plain = present(share(), view_position="CC").pixels[300, 2:40].astype(int)
    other = present(striped, view_position="CC").pixels[300, 2:40].astype(int)
    assert np.abs(plain - other).max() <= 12


def test_fine_structure_is_limited_and_coarse_structure_stays(noisy: NDArray[np.float64]) -> None:
    breast = breast_mask(noisy)
    before = relative_amplitudes(noisy, breast)
    after = relative_amplitudes(limited(noisy, breast), breast)
    assert before is not None
    assert after is not None
    for periods, most in LIMIT.items():
        if periods in (12, 16, 24):
            assert before[periods] > 1.5 * most
            assert after[periods] == pytest.approx(most, rel=0.35)
    np.testing.assert_allclose(after[2:5], before[2:5], rtol=0.12)


def test_a_soft_picture_stays_as_it_is() -> None:
    soft = ndimage.gaussian_filter(share(), 6)
    breast = breast_mask(soft)
    np.testing.assert_allclose(limited(soft, breast)[breast], soft[breast], atol=0.01)


def test_a_breast_with_too_few_squares_is_limited_as_well() -> None:
    small = np.zeros((640, 512))
    small[300:360, :40] = np.random.default_rng(0).uniform(0.3, 0.8, (60, 40))
    assert limited(small, small > 0)[310:350, 5:35].std() < 0.6 * small[310:350, 5:35].std()


def test_a_right_breast_is_shown_as_it_hangs() -> None:
    image = (2 * share() - 1).astype(np.float32)
    right = present_drawn(to_view(image, ViewName.R_CC, pixel_mm=0.45))
    left = present_drawn(to_view(image, ViewName.L_CC, pixel_mm=0.45))
    np.testing.assert_array_equal(right.pixels, left.pixels)
    hung = right.as_view(ViewName.R_CC).pixels
    np.testing.assert_array_equal(hung[:, ::-1], right.pixels)
    assert hung.flags.c_contiguous


def test_an_open_question_does_not_say_whether_anybody_is_shown() -> None:
    image = (2 * share() - 1).astype(np.float32)
    shown = present_drawn(to_view(image, ViewName.L_CC, pixel_mm=0.45)).as_view()
    assert not shown.synthetic
    assert shown.description == ""
    assert shown.source is None


def test_files_of_pictures_are_equally_long_and_say_nothing() -> None:
    pictures = [present(share(seed=seed), view_position="CC") for seed in range(3)]
    files = [to_png(picture) for picture in pictures]
    assert len({len(file) for file in files}) == 1
    assert b"tEXt" not in files[0]
    np.testing.assert_array_equal(from_png(files[0]).pixels, pictures[0].pixels)


def test_a_damaged_file_is_refused_with_a_sentence() -> None:
    content = to_png(present(share(), view_position="CC"))
    for damaged in (b"", content[:500], bytes(3_000_000)):
        with pytest.raises(ImageFileError, match="Begin the round again"):
            from_png(damaged)


def test_a_coarser_model_is_brought_to_the_same_frame() -> None:
    coarse = np.asarray(share()[::2, ::2])
    assert present(coarse, view_position="CC").pixels.shape == (640, 512)


def test_a_model_with_other_sides_is_refused() -> None:
    with pytest.raises(InputError, match="5 : 4"):
        present(np.zeros((512, 512)), view_position="CC")


def test_an_empty_picture_stays_empty() -> None:
    assert present(np.zeros((640, 512)), view_position="CC").pixels.max() == 0

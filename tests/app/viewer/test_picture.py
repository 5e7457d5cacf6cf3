"""Views made ready for the screen."""

from __future__ import annotations

import numpy as np
import pytest

from app.viewer.picture import make_picture
from inference.imaging.greyscale import Greyscale, Window, to_grey
from tests.app.conftest import view_of


def shown(view, window=None, inverted=False):
    picture = make_picture(view)
    return picture.grey_table(window, inverted)[picture.copies[0]]


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32])
def test_looking_up_gives_the_greys_of_the_dicom_chain(dtype):
    low = -1000 if np.issubdtype(dtype, np.signedinteger) else 0
    high = 255 if dtype == np.uint8 else 3000
    rng = np.random.default_rng(1)
    pixels = rng.integers(low, high, (50, 40)).astype(dtype)
    greyscale = Greyscale(windows=(Window(center=200, width=900),), inverted=True)
    view = view_of(pixels, greyscale=greyscale)
    expected = np.rint(to_grey(pixels, greyscale) * 255)
    np.testing.assert_array_equal(shown(view), expected)


def test_fractional_values_are_shown_within_one_grey_level():
    rng = np.random.default_rng(2)
    pixels = rng.normal(0, 1, (60, 50)).astype(np.float32)
    greyscale = Greyscale(windows=(Window(center=0.5, width=3.0),), padding=(-9.0, -2.0))
    pixels[:3] = -5
    view = view_of(pixels, greyscale=greyscale)
    expected = to_grey(pixels, greyscale) * 255
    assert np.abs(shown(view) - expected).max() <= 1
    assert not shown(view)[:3].any()


def test_inverting_exchanges_black_and_white_but_leaves_padding_dark():
    pixels = np.array([[0, 100, 4095]], np.uint16)
    greyscale = Greyscale(windows=(Window(center=2048, width=4096),), padding=(0, 0))
    assert shown(view_of(pixels, greyscale=greyscale), inverted=True).tolist() == [[0, 249, 0]]


def test_a_smaller_copy_holds_the_means_of_four():
    pixels = np.arange(300 * 301, dtype=np.uint32).reshape(300, 301) % 4096
    first, second = make_picture(view_of(pixels.astype(np.uint16))).copies[:2]
    assert second.shape == (150, 151)
    block = first[10:12, 20:22].astype(float)
    assert second[5, 10] == pytest.approx(block.mean(), abs=0.5)


def test_no_copy_is_coarser_than_the_screen():
    picture = make_picture(view_of(np.zeros((1024, 1024), np.uint16)))
    assert [picture.copy_for(scale) for scale in (2, 1, 0.6, 0.5, 0.26, 0.01)] == [0, 0, 0, 1, 1, 3]


def test_a_picture_of_one_value_is_shown():
    assert shown(view_of(np.full((3, 3), 7.5, np.float32))).shape == (3, 3)

from __future__ import annotations

import numpy as np
import pytest

from inference.case import PixelSpacingSource, View
from inference.imaging.breast_window import breast_window, full_range, window_of_breast
from inference.imaging.greyscale import Greyscale, VoiFunction, Window, apply_window, to_grey

ANY = Window(center=7, width=9)
PLAIN = Greyscale(windows=(ANY,))
AIR, DARKEST, BRIGHTEST = 100, 800, 3000


def inside_of(rows: int = 300, columns: int = 200) -> np.ndarray:
    y, x = np.mgrid[:rows, :columns]
    return ((y - rows / 2) / (0.4 * rows)) ** 2 + (x / (0.7 * columns)) ** 2 < 1


def film(label: int = 65535) -> np.ndarray:
    """A breast from 800 at the skin to 3000 in the middle, air at 100, and a bright label."""
    inside = inside_of()
    y, x = np.mgrid[: inside.shape[0], : inside.shape[1]]
    depth = 1 - np.sqrt(((y - 150) / 120) ** 2 + (x / 140) ** 2)
    pixels = np.where(inside, DARKEST + (BRIGHTEST - DARKEST) * np.clip(depth, 0, 1), AIR)
    pixels[10:24, 150:190] = label
    return pixels.astype(np.uint16)


def ends(window: Window) -> tuple[float, float]:
    """The values that become black and white: PS3.3 C.11.2.1.2.1."""
    assert window.function is VoiFunction.LINEAR
    return window.center - window.width / 2, window.center + window.width / 2 - 1


def test_the_window_spans_the_breast_and_not_the_label():
    low, high = ends(window_of_breast(film(), PLAIN))
    assert AIR < low < DARKEST + 100
    assert BRIGHTEST - 400 < high < BRIGHTEST + 200


def test_the_contrast_of_tissue_is_many_times_that_of_the_full_range():
    pixels, inside = film(), inside_of()
    spread = [
        float(np.ptp(apply_window(pixels, window)[inside]))
        for window in (full_range(pixels, PLAIN), window_of_breast(pixels, PLAIN))
    ]
    assert spread[0] < 0.04
    assert spread[1] > 0.9


def test_monochrome1_gives_the_mirrored_window():
    pixels = film(label=4095)
    low, high = ends(window_of_breast(pixels, PLAIN))
    turned = window_of_breast(4095 - pixels, Greyscale(windows=(ANY,), inverted=True))
    assert ends(turned) == pytest.approx((4095 - high, 4095 - low), abs=1)


@pytest.mark.parametrize("padding", [0, 65535])
def test_padding_has_no_say(padding):
    pixels = film(label=AIR)
    expected = window_of_breast(pixels, PLAIN)
    padded = pixels.copy()
    padded[:, 180:] = padding
    greyscale = Greyscale(windows=(ANY,), padding=(padding, padding))
    assert ends(window_of_breast(padded, greyscale)) == pytest.approx(ends(expected), abs=30)


def test_signed_and_broken_values_give_the_window_of_the_same_breast():
    low, high = ends(window_of_breast(film(), PLAIN))
    signed = film(label=4000).astype(np.int32) - 2000
    assert ends(window_of_breast(signed, PLAIN)) == pytest.approx((low - 2000, high - 2000), abs=1)
    scaled = film(label=4000).astype(np.float32) * np.float32(0.001)
    assert ends(window_of_breast(scaled, PLAIN))[0] == pytest.approx(low / 1000, abs=0.01)


def test_air_stays_black():
    low, _ = ends(window_of_breast(film(), PLAIN))
    shown = to_grey(film(), Greyscale(windows=(window_of_breast(film(), PLAIN),)))
    assert low >= AIR
    assert shown[0, 0] == 0


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((64, 64), np.uint16),
        np.full((64, 64), 9, np.uint16),
        np.arange(12, dtype=np.uint16).reshape(3, 4),
    ],
)
def test_without_a_breast_it_is_the_full_range(pixels):
    assert window_of_breast(pixels, PLAIN) == full_range(pixels, PLAIN)
    assert full_range(pixels, PLAIN).explanation == "Full range"


def test_a_picture_of_nothing_but_padding_has_a_window():
    pixels = np.zeros((64, 64), np.uint16)
    greyscale = Greyscale(windows=(ANY,), padding=(0, 0))
    assert window_of_breast(pixels, greyscale).width == 1


def test_a_view_is_given_the_window_of_its_own_pixels():
    view = View(
        name=None,
        pixels=film(),
        greyscale=PLAIN,
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=False,
    )
    assert breast_window(view) == window_of_breast(film(), PLAIN)
    assert breast_window(view).explanation == "Breast"


def test_a_hung_breast_keeps_its_window_whichever_way_its_pixels_are_turned():
    expected = window_of_breast(film(), PLAIN)
    mirrored = window_of_breast(np.ascontiguousarray(film()[:, ::-1]), PLAIN)
    assert ends(mirrored) == pytest.approx(ends(expected), rel=0.03)

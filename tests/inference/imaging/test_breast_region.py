"""The part of a view that holds the breast."""

from __future__ import annotations

import numpy as np

from inference.case import PixelSpacingSource, View
from inference.imaging.breast_region import breast_region
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ViewName


def view_of(pixels: np.ndarray) -> View:
    return View(
        name=ViewName.L_CC,
        pixels=pixels,
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=False,
    )


def test_the_box_holds_the_breast_and_little_else():
    rows, columns = np.mgrid[0:2000, 0:1600]
    breast = ((rows - 900) / 600) ** 2 + (columns / 700) ** 2 < 1
    noise = np.random.default_rng(0).normal(0, 60, breast.shape)
    pixels = np.where(breast, 2500 + 3 * noise, 100 + noise).clip(0).astype(np.uint16)
    pixels[100:180, 1300:1500] = 4095  # a label
    region = breast_region(view_of(pixels))
    top, left, height, width = region.box
    assert left == 0
    assert 240 <= top <= 300
    assert 1500 <= top + height <= 1560
    assert 700 <= width <= 760
    assert region.share((900, 0), (2000, 1600)) == 1
    assert abs(region.share((450, 400), (900, 800)) - 0.5) < 0.02
    assert region.share((1900, 1500), (200, 200)) == 0


def test_without_a_breast_the_box_is_the_whole_view():
    region = breast_region(view_of(np.zeros((300, 200), np.uint16)))
    assert region.box == (0, 0, 300, 200)

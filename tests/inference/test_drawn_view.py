"""Claims about finishing a drawn image: values, clean air, side."""

from __future__ import annotations

import numpy as np
import pytest

from inference.drawn_view import breast_mask, to_view
from inference.recipe import ViewName


def half_disc(rows: int = 80, columns: int = 64, radius: float = 35) -> np.ndarray:
    row, column = np.mgrid[:rows, :columns]
    return np.hypot(row - rows / 2, column) < radius


def image(grey: float = 0.5) -> np.ndarray:
    return np.where(half_disc(), 2 * grey - 1, -1).astype(np.float32)


def test_minus_one_to_one_becomes_12_bits() -> None:
    ramp = np.linspace(-1.5, 1.5, 64, dtype=np.float32)[None].repeat(80, 0)[:, ::-1]
    pixels = to_view(ramp, ViewName.L_CC, pixel_mm=0.9).pixels
    assert pixels.max() == 4095 and pixels.min() == 0
    assert to_view(image(0.5), ViewName.L_CC, pixel_mm=0.9).pixels[40, 3] == 2048


@pytest.mark.parametrize("name", list(ViewName))
def test_right_breasts_have_their_chest_wall_on_the_right_edge(name: ViewName) -> None:
    pixels = to_view(image(), name, pixel_mm=0.9).pixels
    chest_wall = pixels[:, -1] if name.image_laterality == "R" else pixels[:, 0]
    assert (chest_wall > 0).sum() > 60


def test_specks_and_haze_in_the_air_become_exactly_0() -> None:
    picture = image()
    picture[5, 60] = 0.8
    picture[70:, 50:] = -0.97
    pixels = to_view(picture, ViewName.L_CC, pixel_mm=0.9).pixels
    assert (pixels[~half_disc()] == 0).all()
    assert (pixels[half_disc()] == 2048).all()


def test_specks_at_the_chest_wall_are_no_breast_either() -> None:
    picture = image()
    picture[0:2, 0:2] = 0.8
    assert to_view(picture, ViewName.L_CC, pixel_mm=0.9).pixels[0, 0] == 0


def test_dark_fat_inside_the_breast_stays_as_it_is() -> None:
    picture = image()
    picture[38:42, 10:14] = -0.99
    assert to_view(picture, ViewName.L_CC, pixel_mm=0.9).pixels[40, 12] == round(0.005 * 4095)


def test_an_empty_image_stays_empty_and_a_floating_breast_stays() -> None:
    assert not breast_mask(np.zeros((80, 64))).any()
    floating = np.zeros((80, 64))
    floating[30:40, 30:40] = 0.5
    assert (breast_mask(floating) == (floating > 0)).all()


def test_a_picture_whose_air_is_kept_stays_as_it_was_drawn() -> None:
    picture = image()
    picture[5, 60] = 0.8
    pixels = to_view(picture, ViewName.R_CC, pixel_mm=0.9, keep_air=True).pixels
    assert pixels[5, 3] == round(0.9 * 4095)


def test_a_view_whose_position_is_not_known_says_so() -> None:
    assert to_view(image(), ViewName.L_MLO, pixel_mm=0.9).label == "L MLO"
    either = to_view(image(), ViewName.L_MLO, pixel_mm=0.9, position_known=False)
    assert either.label == "L CC or MLO"

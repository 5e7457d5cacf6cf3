from __future__ import annotations

import math

import numpy as np
import pytest

from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window
from inference.measurements.breast_landmarks import BreastLandmarks, breast_landmarks
from inference.measurements.pectoral_muscle import find_pectoral_edge
from inference.recipe import ViewName
from tests.phantom_film import draw_film

PIXEL_MM = 0.45


def film_view(name: ViewName | None, *, spacing: tuple[float, float] | None = (0.45, 0.45)) -> View:
    """A film of a breast 150 mm high and 80 mm deep, hung by its name."""
    position = name.view_position if name is not None else "CC"
    film = draw_film(view_position=position, cluttered=False)
    if name is not None and name.image_laterality == "R":
        film = film.mirrored()
    return View(
        name=name,
        pixels=np.rint(film.grey * 4095).astype(np.uint16),
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=spacing,
        pixel_spacing_source=(
            PixelSpacingSource.UNKNOWN if spacing is None else PixelSpacingSource.IMAGER
        ),
        synthetic=True,
    )


def found(view: View) -> BreastLandmarks:
    landmarks = breast_landmarks(view)
    assert landmarks is not None
    return landmarks


def test_the_line_of_a_cc_view_runs_straight_back_for_the_depth_of_the_breast() -> None:
    landmarks = found(film_view(ViewName.L_CC))
    assert landmarks.back == (0.0, -1.0)
    assert landmarks.nipple == pytest.approx((280, 80 / PIXEL_MM), abs=8)
    assert landmarks.depth * PIXEL_MM == pytest.approx(80, abs=3)


def test_a_right_breast_runs_back_to_the_right() -> None:
    left, right = found(film_view(ViewName.L_CC)), found(film_view(ViewName.R_CC))
    assert right.back == (0.0, 1.0)
    assert right.nipple == pytest.approx((left.nipple[0], 400 - left.nipple[1]), abs=2)


def test_the_muscle_of_a_drawn_mlo_view_is_found_to_a_few_degrees() -> None:
    film = draw_film(view_position="MLO", cluttered=False)
    edge = find_pectoral_edge(film.grey, film.breast, chest_wall_is_right=False)
    assert edge is not None
    drawn = math.atan2(0.6 * 560 * PIXEL_MM, 0.55 * 80)
    rows, columns = edge.bottom[0] - edge.top[0], edge.top[1] - edge.bottom[1]
    assert math.degrees(math.atan2(rows, columns)) == pytest.approx(math.degrees(drawn), abs=5)


def test_a_breast_without_a_muscle_has_no_pectoral_edge() -> None:
    film = draw_film(cluttered=False)
    assert find_pectoral_edge(film.grey, film.breast, chest_wall_is_right=False) is None


def test_the_line_of_an_mlo_view_meets_the_muscle_at_a_right_angle() -> None:
    for name in (ViewName.L_MLO, ViewName.R_MLO):
        landmarks = found(film_view(name))
        edge = landmarks.pectoral
        assert edge is not None
        along = (edge.top[0] - edge.bottom[0], edge.top[1] - edge.bottom[1])
        assert along[0] * landmarks.back[0] + along[1] * landmarks.back[1] == pytest.approx(0)
        # From the nipple the muscle lies behind and above.
        assert landmarks.back[0] < 0
        assert (landmarks.back[1] > 0) == (name is ViewName.R_MLO)
        assert landmarks.up[0] < 0


def test_oblong_pixels_count_by_their_size() -> None:
    square = found(film_view(ViewName.L_CC))
    oblong = found(film_view(ViewName.L_CC, spacing=(0.45, 0.9)))
    assert oblong.depth == pytest.approx(2 * square.depth)
    assert oblong.offsets((280.0, 0.0))[0] == pytest.approx(2 * square.offsets((280.0, 0.0))[0])


def test_a_view_without_a_breast_has_no_landmarks() -> None:
    view = View(
        name=ViewName.L_CC,
        pixels=np.zeros((100, 80), dtype=np.uint16),
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=True,
    )
    assert breast_landmarks(view) is None

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.mark_values import (
    ValueWords,
    mark_values,
    pixel_statistics,
    region_mask,
    value_lines,
)
from app.reading.marks import Mark, MarkKind
from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window

GREYSCALE = Greyscale(windows=(Window(center=50, width=100),))


def view(
    pixels: np.ndarray | None = None,
    spacing: tuple[float, float] | None = (0.5, 0.5),
    source: PixelSpacingSource = PixelSpacingSource.GENERATED,
) -> View:
    return View(
        name=None,
        pixels=np.arange(10_000).reshape(100, 100) if pixels is None else pixels,
        greyscale=GREYSCALE,
        pixel_spacing_mm=spacing,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN if spacing is None else source,
        synthetic=True,
    )


def mark(kind: MarkKind, *points: tuple[float, float]) -> Mark:
    return Mark(mark_id="m1", view=0, kind=kind, points=points)


def test_a_ruler_of_three_four_five():
    values = mark_values(mark(MarkKind.RULER, (10, 10), (16, 18)), view())
    assert (values.length, values.unit) == (5.0, "mm")


def test_a_ruler_over_pixels_that_are_not_square():
    # 10 rows of 0.3 mm and 10 columns of 0.4 mm.
    values = mark_values(mark(MarkKind.RULER, (0, 0), (10, 10)), view(spacing=(0.3, 0.4)))
    assert values.length == pytest.approx(5.0)


def test_without_a_spacing_lengths_are_in_pixels():
    values = mark_values(mark(MarkKind.RULER, (0, 0), (6, 8)), view(spacing=None))
    assert (values.length, values.unit) == (10.0, "px")
    assert value_lines(values) == ("10.0 px",)


@pytest.mark.parametrize(
    ("points", "degrees"),
    [
        (((0, 10), (0, 0), (10, 0)), 90),
        (((0, 10), (0, 0), (10, 10)), 45),
        (((0, 10), (0, 0), (0, -10)), 180),
        (((0, 10), (0, 0), (0, 5)), 0),
        (((10, 10), (0, 0), (10, -10)), 90),
        (((5, 5), (5, 5), (0, 5)), 0),
    ],
)
def test_angles_of_square_pixels(points, degrees):
    values = mark_values(mark(MarkKind.ANGLE, *points), view())
    assert values.angle_deg == pytest.approx(degrees, abs=1e-9)


def test_an_angle_over_pixels_that_are_not_square():
    # One column is twice as wide as a row is high: the diagonal of a pixel rises by atan(1/2).
    values = mark_values(mark(MarkKind.ANGLE, (0, 10), (0, 0), (10, 10)), view(spacing=(0.25, 0.5)))
    assert values.angle_deg == pytest.approx(26.565051)


def test_a_rectangle_counts_the_pixels_whose_middle_it_holds():
    values = mark_values(mark(MarkKind.RECTANGLE, (2.4, 3.6), (5.4, 5.6)), view())
    found = values.statistics
    # Rows 2, 3, 4 and columns 4, 5.
    inside = [204, 205, 304, 305, 404, 405]
    assert found is not None
    assert found.count == 6
    assert found.mean == np.mean(inside)
    assert found.sd == pytest.approx(np.std(inside, ddof=1))
    assert (found.minimum, found.maximum) == (204, 405)
    assert (values.height, values.width) == (pytest.approx(1.5), pytest.approx(1.0))
    assert values.area == pytest.approx(1.5)


def test_corners_in_any_order_give_the_same():
    corners = ((8.0, 30.0), (20.0, 4.0))
    one = mark_values(mark(MarkKind.RECTANGLE, *corners), view())
    other = mark_values(mark(MarkKind.RECTANGLE, (20, 30), (8, 4)), view())
    assert one == other


def test_an_ellipse_has_the_area_of_its_axes_and_about_as_many_pixels():
    values = mark_values(mark(MarkKind.ELLIPSE, (20, 10), (80, 90)), view(spacing=(0.5, 0.25)))
    assert (values.height, values.width) == (30, 20)
    assert values.area == pytest.approx(np.pi * 15 * 10)
    assert values.statistics is not None
    assert values.statistics.count == pytest.approx(np.pi * 30 * 40, rel=0.01)
    # It is symmetric, and the values rise evenly: the mean is the value at the middle.
    assert values.statistics.mean == pytest.approx(49.5 * 100 + 49.5)


def test_the_smallest_ellipse_holds_one_pixel():
    found = pixel_statistics(mark(MarkKind.ELLIPSE, (3, 4), (4, 5)), view())
    assert found is not None
    assert (found.count, found.mean, found.sd) == (1, 304, 0)


def test_an_outline_of_a_triangle():
    values = mark_values(mark(MarkKind.OUTLINE, (0, 0), (0, 40), (40, 0)), view(spacing=(1, 1)))
    assert values.area == 800
    assert (values.height, values.width) == (40, 40)
    assert values.statistics is not None
    # Middles with row + column + 1 < 40; those upon the slope are outside.
    assert values.statistics.count == sum(range(40))


def test_an_outline_in_either_direction_gives_the_same():
    corners = [(10.0, 10.0), (12.0, 60.0), (50.0, 70.0), (40.0, 5.0)]
    one = mark_values(mark(MarkKind.OUTLINE, *corners), view())
    other = mark_values(mark(MarkKind.OUTLINE, *reversed(corners)), view())
    assert one.area == pytest.approx(other.area)
    assert one.statistics == other.statistics


@given(
    st.lists(st.tuples(st.floats(-5, 35), st.floats(-5, 45)), min_size=3, max_size=12, unique=True)
)
def test_outlines_hold_the_same_pixels_as_another_library_finds(corners):
    points_in_poly = pytest.importorskip("skimage.measure").points_in_poly
    rows, columns, inside = region_mask(mark(MarkKind.OUTLINE, *corners), 30, 40)
    ours = np.zeros((30, 40), bool)
    ours[rows, columns] = inside
    middles = np.argwhere(np.ones((30, 40), bool)) + 0.5
    around = [
        points_in_poly(middles + 1e-6 * np.array(shift), corners).reshape(30, 40)
        for shift in ((-1, -2), (-1, 2), (1, -2), (1, 2))
    ]
    # A middle upon a line may count on either side.
    is_clear = np.all(np.array(around) == around[0], axis=0)
    assert np.array_equal(ours[is_clear], around[0][is_clear])


def test_padding_and_what_is_not_finite_is_no_measurement():
    pixels = np.full((10, 10), 7.0, np.float32)
    pixels[:5] = -100
    pixels[5, 5] = np.nan
    shown = replace(view(pixels), greyscale=replace(GREYSCALE, padding=(-100, -100)))
    found = pixel_statistics(mark(MarkKind.RECTANGLE, (0, 0), (10, 10)), shown)
    assert found is not None
    assert (found.count, found.mean, found.sd) == (49, 7, 0)


@pytest.mark.parametrize("kind", [MarkKind.RECTANGLE, MarkKind.ELLIPSE])
def test_a_region_without_the_middle_of_a_pixel_has_no_statistics(kind):
    assert pixel_statistics(mark(kind, (3.1, 3.1), (3.3, 3.3)), view()) is None
    assert pixel_statistics(mark(kind, (3, 3), (3, 3)), view()) is None


def test_a_region_beside_the_picture_has_no_statistics():
    assert pixel_statistics(mark(MarkKind.RECTANGLE, (-50, -50), (-1, -1)), view()) is None
    assert pixel_statistics(mark(MarkKind.RECTANGLE, (200, 200), (300, 300)), view()) is None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (PixelSpacingSource.GENERATED, "5.0 mm"),
        (PixelSpacingSource.IMAGER, "5.0 mm (detector)"),
        (PixelSpacingSource.MAGNIFICATION_CORRECTED, "5.0 mm (ERMF)"),
    ],
)
def test_millimetres_say_where_they_hold(source, text):
    values = mark_values(mark(MarkKind.RULER, (0, 0), (10, 0)), view(source=source))
    assert value_lines(values) == (text,)


def test_the_words_beside_a_region():
    values = mark_values(mark(MarkKind.RECTANGLE, (0, 0), (20, 40)), view())
    assert value_lines(values) == (
        "20.0 × 10.0 mm",
        "Area 200.0 mm²",
        "Mean 970 ± 577",
        "Min 0  Max 1939",
    )
    german = value_lines(values, ValueWords(area="Fläche", mean="Mittel"))
    assert german[1:3] == ("Fläche 200.0 mm²", "Mittel 970 ± 577")


def test_arrows_and_texts_measure_nothing():
    for made in (mark(MarkKind.ARROW, (0, 0), (5, 5)), mark(MarkKind.TEXT, (0, 0))):
        assert value_lines(mark_values(made, view())) == ()


def test_statistics_can_wait():
    values = mark_values(mark(MarkKind.ELLIPSE, (0, 0), (20, 40)), view(), with_statistics=False)
    assert values.statistics is None
    assert values.area is not None

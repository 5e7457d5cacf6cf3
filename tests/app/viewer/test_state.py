"""Zoom, position and window, as plain values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.reading.hanging import Side
from app.viewer.state import (
    LARGEST_SCALE,
    PRESETS,
    Viewport,
    ViewState,
    WindowPreset,
    fitted,
    panned,
    placement,
    preset_window,
    scaled,
    stored_window,
    windowed,
    zoomed,
)
from inference.imaging.greyscale import Greyscale, VoiLut, Window, to_grey

AREA = Viewport(height=400, width=600, rows=200, columns=160, fit_scale=2.0)
GREYS = Greyscale(windows=(Window(center=2048, width=4096),))
MIDDLE = np.array([[2048]])


def moved_area(chest_wall: Side) -> Viewport:
    return Viewport(
        height=400, width=600, rows=200, columns=160, fit_scale=2.0, chest_wall=chest_wall
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    factor=st.floats(0.7, 1.5),
    y=st.floats(0, 400),
    x=st.floats(0, 600),
    aspect=st.floats(0.5, 2),
)
def test_zooming_keeps_the_point_under_the_cursor(factor, y, x, aspect):
    area = Viewport(
        height=400, width=600, rows=200, columns=160, pixel_aspect=aspect, fit_scale=2.0
    )
    before = placement(ViewState(), area).image_point(y, x)
    after = placement(zoomed(ViewState(), area, factor, (y, x)), area).image_point(y, x)
    assert after == pytest.approx(before, abs=1e-6)


@pytest.mark.parametrize(("side", "left"), [(Side.LEFT, 0), (Side.RIGHT, 280), (Side.NONE, 140)])
def test_a_fitted_view_lies_at_its_chest_wall(side, left):
    assert placement(ViewState(), moved_area(side)).left == left


def test_panning_moves_the_picture_with_the_mouse():
    start = scaled(ViewState(), AREA, 4.0)
    before = placement(start, AREA)
    after = placement(panned(start, AREA, down=30, right=-20), AREA)
    assert (after.top - before.top, after.left - before.left) == pytest.approx((30, -20))


def test_a_view_cannot_be_lost_by_panning():
    lost = panned(ViewState(), AREA, down=1e6, right=1e6)
    assert lost.center == (0, 0)


def test_zoom_ends_somewhere():
    assert zoomed(ViewState(), AREA, 1e9).scale == LARGEST_SCALE


def test_fitting_keeps_the_window():
    window = Window(center=1, width=2)
    state = ViewState(scale=3, center=(1, 1), voi=window, inverted=True)
    assert fitted(state) == ViewState(voi=window, inverted=True)


def test_dragging_right_widens_and_down_lowers_the_center():
    window = windowed(ViewState(), GREYS, wider=0.25, brighter=0.125).voi
    assert window is not None
    assert (window.center, window.width) == (2048 - 512, 4096 + 1024)


@pytest.mark.parametrize("inverted_file", [False, True])
@pytest.mark.parametrize("inverted_here", [False, True])
def test_brighter_is_brighter_whichever_way_round_the_greys_are(inverted_file, inverted_here):
    greyscale = Greyscale(windows=GREYS.windows, inverted=inverted_file)
    state = ViewState(inverted=inverted_here)
    seen = Greyscale(windows=GREYS.windows, inverted=inverted_file != inverted_here)
    brighter = windowed(state, greyscale, wider=0, brighter=0.1).voi
    assert to_grey(MIDDLE, seen, brighter)[0, 0] > to_grey(MIDDLE, seen)[0, 0]


def test_a_window_never_gets_narrower_than_dicom_allows():
    window = windowed(ViewState(), GREYS, wider=-50, brighter=0).voi
    assert window is not None
    assert window.width == 1


def test_dragging_starts_from_the_range_of_the_look_up_table_in_use():
    lut = VoiLut(first_value=100, entries=np.arange(1000, dtype=np.uint16), bits=10)
    window = stored_window(Greyscale(windows=(Window(center=1, width=2),), voi_luts=(lut,)))
    assert (window.center, window.width) == (600, 1000)


def test_the_first_preset_is_what_the_file_wants():
    assert preset_window(PRESETS[0], GREYS) is None


def test_a_preset_is_relative_to_the_file_s_own_window():
    preset = WindowPreset(name="narrow", shift=0.25, width=0.5)
    window = preset_window(preset, GREYS)
    assert window is not None
    assert (window.center, window.width) == (2048 + 1024, 2048)

"""Views that are zoomed and moved together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.reading.hanging import Side
from app.viewer.linking import Links, Seen, followed
from app.viewer.state import Viewport, ViewState, panned, placement, scaled, zoomed

RIGHT = Viewport(height=400, width=300, rows=200, columns=160, fit_scale=2.0, chest_wall=Side.RIGHT)
LEFT = replace(RIGHT, chest_wall=Side.LEFT)
# The same breast with pixels half as large.
FINE = replace(LEFT, rows=400, columns=320, fit_scale=1.0)


def seen(state: ViewState, viewport: Viewport) -> Seen:
    return Seen(state=state, viewport=viewport, chest_wall=viewport.chest_wall)


def middle(state: ViewState, viewport: Viewport) -> tuple[float, float]:
    at = placement(state, viewport)
    return at.image_point(viewport.height / 2, viewport.width / 2)


def test_a_right_and_a_left_breast_stay_mirror_images():
    before = ViewState()
    after = zoomed(before, RIGHT, 3.0, at=(120.0, 90.0))
    left = followed(seen(before, LEFT), seen(before, RIGHT), seen(after, RIGHT), Links())
    row, column = middle(after, RIGHT)
    assert middle(left, LEFT) == pytest.approx((row, 160 - column))
    assert left.scale == after.scale


def test_pixels_of_another_size_move_by_the_same_length():
    start = scaled(ViewState(), RIGHT, 4.0)
    after = panned(start, RIGHT, down=-80, right=40)
    fine_start = scaled(ViewState(), FINE, 2.0)
    fine = followed(seen(fine_start, FINE), seen(start, RIGHT), seen(after, RIGHT), Links())
    row, column = middle(fine, FINE)
    row_before, column_before = middle(fine_start, FINE)
    # 80 device pixels are 20 rows of the coarse view, and 40 of the fine one.
    assert row - row_before == pytest.approx(40)
    # The right breast's picture went to the right, so we look farther to its left: outward.
    assert column - column_before == pytest.approx(20)
    assert fine.scale == 2.0


def test_with_zoom_alone_the_middle_stays():
    before = ViewState()
    after = zoomed(before, RIGHT, 3.0, at=(120.0, 90.0))
    links = Links(pan=False)
    left = followed(seen(before, LEFT), seen(before, RIGHT), seen(after, RIGHT), links)
    assert middle(left, LEFT) == pytest.approx(middle(before, LEFT))
    assert placement(left, LEFT).row_scale == pytest.approx(6.0)


def test_with_pan_alone_the_scale_stays():
    start = scaled(ViewState(), RIGHT, 4.0)
    after = panned(start, RIGHT, down=-40, right=0)
    links = Links(zoom=False)
    left = followed(seen(ViewState(), LEFT), seen(start, RIGHT), seen(after, RIGHT), links)
    assert placement(left, LEFT).row_scale == 2.0
    assert middle(left, LEFT)[0] == pytest.approx(110)


def test_fitting_one_fits_those_that_follow():
    zoomed_in = scaled(ViewState(), LEFT, 8.0)
    start = scaled(ViewState(), RIGHT, 8.0)
    left = followed(seen(zoomed_in, LEFT), seen(start, RIGHT), seen(ViewState(), RIGHT), Links())
    assert (left.scale, left.center) == (None, None)

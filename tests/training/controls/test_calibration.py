"""Calibrating sliders on tables whose right answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from training.controls.calibration import POSITIONS, Reference, calibrate, turns_back


def usual(sd: float = 2.0) -> Reference:
    return Reference(
        mean=np.array([10.0, 0.0]),
        sd=np.array([sd, 1.0]),
        low=np.array([0.0, -3.0]),
        high=np.array([20.0, 3.0]),
        lowest=np.array([0.0, -3.0]),
        highest=np.array([20.0, 3.0]),
        reach=np.array([[[0.0, -3.0], [20.0, 3.0]]]),
    )


def table(own: float = 2.0, other: float = 0.25, views: int = 30) -> np.ndarray:
    """Views that answer linearly, each from a start of its own."""
    random = np.random.RandomState(0)
    starts = np.stack([random.normal(10, 2, views), random.uniform(-1, 1, views)], axis=1)
    return starts + np.array(POSITIONS)[:, None, None] * np.array([own, other])


def test_a_linear_slider_keeps_its_scale_and_its_leak():
    found = calibrate(0, table(), usual())
    assert found.values == pytest.approx(10 + 2 * np.array(POSITIONS))
    assert found.slopes == pytest.approx([1, 0.25])
    assert (found.low, found.high) == (-3, 3)


def test_a_slider_is_in_standard_deviations_whatever_its_direction_does():
    found = calibrate(0, table(own=1.0), usual())
    assert found.scale == pytest.approx(0.5)
    assert found.positions == pytest.approx(0.5 * np.array(POSITIONS))
    assert found.values == pytest.approx(10 + 1 * np.array(POSITIONS))
    assert found.slopes == pytest.approx([1, 0.5])
    assert (found.low, found.high) == (-1.5, 1.5)


def test_values_never_fall_even_where_the_views_do():
    values = table()
    values[-1, :, 0] = values[-2, :, 0] - 1
    found = calibrate(0, values, usual())
    assert (np.diff(found.values) >= 0).all()
    assert found.high == 2


def test_a_slider_ends_where_one_view_in_ten_more_is_unusual():
    values = table(other=0)
    values[6, :12, 1] = 5  # at +3, 12 of 30 views show what hardly any view does
    found = calibrate(0, values, usual())
    assert found.high == pytest.approx(2 + 0.1 / 0.4, abs=0.06)
    assert found.low == -3


def test_a_slider_ends_where_artefacts_begin():
    odd = np.zeros((len(POSITIONS), 10))
    odd[1] = odd[0] = 1
    found = calibrate(0, table(), usual(), odd)
    assert found.low == pytest.approx(-1.1)
    assert found.high == 3


def test_a_slider_ends_where_its_attribute_leaves_what_is_usual():
    found = calibrate(0, table(own=4), usual(sd=4))
    assert (found.low, found.high) == (-2, 2)


def test_an_attribute_that_views_do_not_show_is_left_out_of_the_means():
    values = table()
    values[:, ::2, 1] = np.nan
    found = calibrate(0, values, usual())
    assert found.slopes == pytest.approx([1, 0.25])


def test_real_views_widen_what_is_usual():
    random = np.random.RandomState(1)
    drawn = random.normal(0, 1, (2000, 1))
    real = random.normal(0, 3, (2000, 1))
    alone = Reference.of(drawn, np.ones(1))
    both = Reference.of(drawn, np.ones(1), real)
    assert both.high[0] > 2 * alone.high[0]
    assert both.low[0] < 2 * alone.low[0]
    assert both.mean == pytest.approx(alone.mean)


def test_a_direction_that_is_too_long_is_known_by_its_attribute_turning_back():
    steady = table()
    turning = table()
    turning[-1, :, 0] = turning[-3, :, 0]
    assert not turns_back(0, steady, usual())
    assert turns_back(0, turning, usual())

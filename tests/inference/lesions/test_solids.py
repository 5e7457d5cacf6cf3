from __future__ import annotations

import math

import numpy as np
import pytest

from inference.lesions.shape import film_axes
from inference.lesions.solids import Solids, joined, one_body, thickness_mm


def ball(radius: float, at: tuple[float, float, float] = (0, 0, 0), hollow: float = 0.0) -> Solids:
    return one_body(np.array([at], float), np.eye(3)[None] * radius, hollow)


@pytest.mark.parametrize("pixel_mm", [0.45, 0.225, 0.1])
@pytest.mark.parametrize("radius", [0.1, 0.4, 3.0])
def test_a_ball_keeps_its_volume_at_every_pixel_size(radius: float, pixel_mm: float) -> None:
    side = round(10 / pixel_mm)
    center = (side / 2 + 0.3, side / 2 - 0.2)
    made = thickness_mm(ball(radius), film_axes("CC"), (side, side), pixel_mm, center)
    volume = float(made.sum()) * pixel_mm**2
    assert volume == pytest.approx(4 / 3 * math.pi * radius**3, rel=0.04)


def test_a_ball_is_as_thick_in_its_middle_as_its_diameter() -> None:
    made = thickness_mm(ball(2.0), film_axes("MLO"), (101, 101), 0.05, (50.5, 50.5))
    assert made[50, 50] == pytest.approx(4.0, rel=0.01)
    row = made[50, 70 + np.arange(3)]
    beside = (np.arange(70, 73) - 50) * 0.05
    assert row == pytest.approx(2 * np.sqrt(4 - beside**2), rel=0.01)


def test_a_shell_is_thickest_along_its_wall() -> None:
    made = thickness_mm(ball(2.0, hollow=0.9), film_axes("CC"), (101, 101), 0.05, (50.5, 50.5))
    assert made[50, 50] == pytest.approx(0.4, rel=0.02)
    assert made.max() == pytest.approx(2 * math.sqrt(4 - 1.8**2), rel=0.06)


def test_ellipsoids_of_one_body_do_not_add_up_and_bodies_do() -> None:
    twice = ball(1.0), ball(1.0)
    one = one_body(np.zeros((2, 3)), np.repeat(np.eye(3)[None], 2, axis=0))
    axes, shape, center = film_axes("CC"), (61, 61), (30.5, 30.5)
    assert thickness_mm(one, axes, shape, 0.05, center).max() == pytest.approx(2, rel=0.01)
    assert thickness_mm(joined(list(twice)), axes, shape, 0.05, center).max() == pytest.approx(
        4, rel=0.01
    )


def test_the_views_show_a_body_where_the_axes_of_the_breast_say() -> None:
    lateral = ball(0.5, at=(0, 4, 0))
    in_cc = thickness_mm(lateral, film_axes("CC"), (100, 100), 0.1, (50, 50))
    in_mlo = thickness_mm(lateral, film_axes("MLO"), (100, 100), 0.1, (50, 50))
    assert np.argwhere(in_cc == in_cc.max()).mean(axis=0) == pytest.approx([9.5, 49.5], abs=1)
    up_in_mlo = 4 * math.sqrt(0.5) / 0.1
    middle = np.argwhere(in_mlo == in_mlo.max()).mean(axis=0)
    assert middle == pytest.approx([49.5 - up_in_mlo, 49.5], abs=1)


def test_what_lies_beyond_the_picture_is_cut_off() -> None:
    half = thickness_mm(ball(2.0), film_axes("CC"), (80, 80), 0.1, (0, 40))
    assert float(half.sum()) * 0.01 == pytest.approx(2 / 3 * math.pi * 8, rel=0.02)
    assert not thickness_mm(ball(2.0), film_axes("CC"), (80, 80), 0.1, (-100, 40)).any()


def test_the_diameter_is_the_largest_extent() -> None:
    pair = joined([ball(1.0, at=(0, 0, -3)), ball(1.0, at=(0, 0, 3))])
    assert pair.diameter_mm == pytest.approx(8.0, rel=0.03)
    assert pair.scaled(0.5).diameter_mm == pytest.approx(4.0, rel=0.03)
    assert pair.reach_mm >= 4.0

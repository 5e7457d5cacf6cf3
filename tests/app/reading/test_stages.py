"""The stages of a reading."""

from __future__ import annotations

import pytest

from app.reading.hanging import Side, alone, hang
from app.reading.stages import (
    Stage,
    hang_some,
    hang_together,
    quadrant_groups,
    stages_of,
    tile_centers,
    views_of,
)
from inference.recipe import ALL_VIEWS, ViewName

R_CC, L_CC, R_MLO, L_MLO = ALL_VIEWS


def test_a_whole_case_has_all_stages_in_the_order_of_reading():
    assert stages_of(ALL_VIEWS) == tuple(Stage)


def test_a_pair_has_no_stage_that_would_show_the_same_again():
    assert stages_of((R_CC, L_CC)) == (Stage.ALL, Stage.RIGHT, Stage.LEFT, Stage.QUADRANTS)


@pytest.mark.parametrize("names", [(None,), (None, None, None), (R_CC,)])
def test_views_without_names_and_single_ones_have_two_stages(names):
    assert stages_of(names) == (Stage.ALL, Stage.QUADRANTS)


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        (Stage.CC, {R_CC: Side.RIGHT, L_CC: Side.LEFT}),
        (Stage.MLO, {R_MLO: Side.RIGHT, L_MLO: Side.LEFT}),
        (Stage.RIGHT, {R_CC: Side.RIGHT, R_MLO: Side.RIGHT}),
        (Stage.LEFT, {L_CC: Side.LEFT, L_MLO: Side.LEFT}),
    ],
)
def test_a_pair_hangs_side_by_side_with_its_chest_walls_where_they_belong(stage, shown):
    hanging = hang_some(ALL_VIEWS, views_of(ALL_VIEWS, stage))
    assert (hanging.rows, hanging.columns) == (1, 2)
    hung = {ALL_VIEWS[place.view]: place.chest_wall for place in hanging.places}
    assert hung == shown
    assert [ALL_VIEWS[place.view] for place in hanging.places] == list(shown)


def test_four_views_of_two_cases_hang_beside_each_other():
    both = hang_together(hang(ALL_VIEWS), hang(ALL_VIEWS), 4)
    assert (both.rows, both.columns) == (2, 4)
    assert {(p.view, p.row, p.column) for p in both.places if p.view >= 4} == {
        (p.view + 4, p.row, p.column + 2) for p in hang(ALL_VIEWS).places
    }


def test_pairs_of_two_cases_hang_above_each_other():
    pair = hang_some(ALL_VIEWS, views_of(ALL_VIEWS, Stage.CC))
    both = hang_together(pair, pair, 4)
    assert (both.rows, both.columns) == (2, 2)
    assert [place.row for place in both.places] == [0, 0, 1, 1]


def test_single_views_of_two_cases_hang_beside_each_other():
    both = hang_together(alone(1), alone(0), 4)
    assert [(place.view, place.column) for place in both.places] == [(1, 0), (4, 1)]


def test_the_walk_goes_through_cc_then_mlo_right_beside_left():
    names = (L_MLO, R_CC, R_MLO, L_CC)
    assert quadrant_groups(names) == [[1, 3], [2, 0]]
    assert quadrant_groups((None, None)) == [[0], [1]]
    assert quadrant_groups((ViewName.L_MLO,)) == [[0]]


def test_the_tiles_cover_a_view_and_end_at_its_edges():
    tiles = tile_centers((1000, 800), (600, 400), Side.LEFT)
    assert tiles == [(300, 200), (300, 600), (700, 200), (700, 600)]


def test_tiles_of_a_right_and_a_left_breast_correspond():
    left = tile_centers((1000, 800), (400, 300), Side.LEFT)
    right = tile_centers((1000, 800), (400, 300), Side.RIGHT)
    assert right == [(row, 800 - column) for row, column in left]
    assert len(left) == 9


def test_a_view_that_fits_is_one_tile_with_its_chest_wall_at_the_edge():
    assert tile_centers((100, 80), (400, 300), Side.LEFT) == [(50, 150)]
    assert tile_centers((100, 80), (400, 300), Side.RIGHT) == [(50, 80 - 150)]
    assert tile_centers((100, 80), (400, 300), Side.NONE) == [(50, 40)]

"""Where views hang."""

from __future__ import annotations

import numpy as np
import pytest

from app.reading.hanging import Side, common_scale, hang, sizes_in_one_unit
from inference.recipe import ALL_VIEWS, ViewName
from tests.app.conftest import view_of


def cells(names: tuple[ViewName | None, ...]) -> dict[int, tuple[int, int, Side]]:
    return {place.view: (place.row, place.column, place.chest_wall) for place in hang(names).places}


def test_the_right_breast_hangs_left_and_the_chest_walls_touch():
    assert cells(ALL_VIEWS) == {
        ALL_VIEWS.index(ViewName.R_CC): (0, 0, Side.RIGHT),
        ALL_VIEWS.index(ViewName.L_CC): (0, 1, Side.LEFT),
        ALL_VIEWS.index(ViewName.R_MLO): (1, 0, Side.RIGHT),
        ALL_VIEWS.index(ViewName.L_MLO): (1, 1, Side.LEFT),
    }


def test_the_order_of_the_files_does_not_matter():
    names = (ViewName.L_MLO, ViewName.R_CC, ViewName.R_MLO, ViewName.L_CC)
    hung = cells(names)
    assert hung[0] == (1, 1, Side.LEFT)
    assert hung[1] == (0, 0, Side.RIGHT)


def test_a_pair_leaves_out_the_empty_row():
    hanging = hang((ViewName.R_MLO, ViewName.L_MLO))
    assert (hanging.rows, hanging.columns) == (1, 2)


def test_three_views_keep_their_places():
    hanging = hang((ViewName.R_CC, ViewName.L_CC, ViewName.L_MLO))
    assert (hanging.rows, hanging.columns) == (2, 2)
    assert {(place.row, place.column) for place in hanging.places} == {(0, 0), (0, 1), (1, 1)}


def test_a_single_view_is_centred():
    assert cells((ViewName.L_CC,)) == {0: (0, 0, Side.NONE)}


@pytest.mark.parametrize(
    ("names", "grid"),
    [
        ((None, None), (1, 2)),
        ((None,) * 7, (3, 3)),
    ],
)
def test_views_without_a_name_of_their_own_hang_in_their_order(names, grid):
    hanging = hang(names)
    assert (hanging.rows, hanging.columns) == grid
    assert [place.view for place in hanging.places] == list(range(len(names)))


def test_one_scale_fits_the_view_that_needs_most():
    # 100 mm high in 500 px is 5 px/mm; 300 mm wide in 600 px is 2 px/mm.
    assert common_scale([(100, 50), (100, 300)], [(500, 600), (500, 600)]) == 2


def test_sizes_are_in_mm_only_if_every_view_has_a_spacing():
    pixels = np.zeros((40, 20), np.uint16)
    known = view_of(pixels, spacing_mm=(0.5, 0.25))
    unknown = view_of(pixels.copy(), spacing_mm=None)
    assert sizes_in_one_unit([known, known]) == [(20, 5), (20, 5)]
    assert sizes_in_one_unit([known, unknown]) == [(40, 20), (40, 20)]


def test_a_view_without_a_name_leaves_the_others_in_their_places():
    names = (ViewName.R_CC, None, ViewName.L_CC, ViewName.R_MLO, ViewName.L_MLO, ViewName.R_CC)
    hung = cells(names)
    for index in (0, 2, 3, 4):
        name = names[index]
        assert name is not None
        row, column, _ = hung[index]
        assert (row, column) == (
            int(name.view_position == "MLO"),
            int(name.image_laterality == "L"),
        )
    assert (hung[1], hung[5]) == ((0, 2, Side.NONE), (1, 2, Side.NONE))
    assert (hang(names).rows, hang(names).columns) == (2, 3)

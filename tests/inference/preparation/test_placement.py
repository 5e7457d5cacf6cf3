from __future__ import annotations

import numpy as np
import pytest

from inference.errors import ImageFileError, InputError
from inference.preparation.frame import Frame
from inference.preparation.placement import chest_wall_is_right, place
from tests.phantom_film import draw_film

FRAME = Frame(rows=640)


def extent(mask: np.ndarray) -> tuple[int, int]:
    return int(mask.any(axis=1).sum()), int(mask.any(axis=0).sum())


def test_the_frame_is_five_to_four_and_288_mm_high() -> None:
    assert (FRAME.columns, FRAME.pixel_mm) == (512, 0.45)
    assert Frame(rows=320).pixel_mm == 0.9
    with pytest.raises(InputError, match="multiple of 5"):
        Frame(rows=321)


@pytest.mark.parametrize("pixel_mm", [0.1, 0.25, 0.45, 0.7])
def test_a_breast_of_100_mm_is_222_pixels_high_whatever_the_scan(pixel_mm: float) -> None:
    shape = (round(200 / pixel_mm), round(120 / pixel_mm))
    film = draw_film(height_mm=100, depth_mm=60, pixel_mm=pixel_mm, shape=shape)
    placement = place(film.breast, view_position="CC", pixel_mm=pixel_mm, frame=FRAME)
    rows, columns = extent(placement.mask(film.breast, FRAME))
    assert rows == pytest.approx(100 / 0.45, abs=3)
    assert columns == pytest.approx(60 / 0.45, abs=3)


@pytest.mark.parametrize("view_position", ["CC", "MLO"])
def test_the_chest_wall_comes_to_the_left_edge_from_either_side(view_position: str) -> None:
    film = draw_film(view_position=view_position)
    for stored in (film, film.mirrored()):
        placement = place(stored.breast, view_position=view_position, pixel_mm=0.45, frame=FRAME)
        placed = placement.mask(stored.breast, FRAME)
        assert placement.mirrored == chest_wall_is_right(stored.breast)
        assert placed[:, 0].sum() > 0.9 * placed.any(axis=1).sum()
        assert not placed[:, -1].any()


def test_a_film_edge_beyond_the_chest_wall_is_cut_off() -> None:
    film = draw_film(cluttered=False)
    breast = np.pad(film.breast, ((0, 0), (37, 0)))
    placed = place(breast, view_position="CC", pixel_mm=0.45, frame=FRAME).mask(breast, FRAME)
    assert placed[:, 0].any()


def test_an_mlo_view_begins_at_the_top_edge_and_a_cc_view_is_centred() -> None:
    mlo = draw_film(view_position="MLO")
    placed = place(mlo.breast, view_position="MLO", pixel_mm=0.45, frame=FRAME)
    assert placed.mask(mlo.breast, FRAME)[0].any()
    low = np.pad(mlo.breast, ((60, 0), (0, 0)))
    assert place(low, view_position="MLO", pixel_mm=0.45, frame=FRAME).mask(low, FRAME)[0].any()
    cc = np.pad(draw_film().breast, ((0, 70), (0, 0)))
    lit = np.flatnonzero(
        place(cc, view_position="CC", pixel_mm=0.45, frame=FRAME).mask(cc, FRAME).any(axis=1)
    )
    assert lit[0] + lit[-1] == pytest.approx(FRAME.rows - 1, abs=2)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_box_lands_where_its_pixels_land(mirrored: bool) -> None:
    film = draw_film()
    marked = np.zeros(film.breast.shape, dtype=bool)
    marked[250:300, 40:70] = True
    breast = film.breast
    left = 40
    if mirrored:
        breast, marked = breast[:, ::-1], marked[:, ::-1]
        left = breast.shape[1] - 70
    placement = place(breast, view_position="CC", pixel_mm=0.3, frame=FRAME)
    rows, columns = np.nonzero(placement.mask(marked, FRAME))
    box = placement.box(left, 250, 30, 50, breast.shape[1])
    found = (columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)
    assert box == pytest.approx(found, abs=1.6)


@pytest.mark.parametrize(
    ("pixel_mm", "words"),
    [(1.3, "coarse"), (float("inf"), "coarse"), (1.0, "does not fit"), (0.01, "scale is wrong")],
)
def test_what_does_not_fit_is_refused_with_a_sentence(pixel_mm: float, words: str) -> None:
    film = draw_film(height_mm=160, depth_mm=110)
    with pytest.raises(ImageFileError, match=words):
        place(film.breast, view_position="CC", pixel_mm=pixel_mm, frame=FRAME)

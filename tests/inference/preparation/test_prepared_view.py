from __future__ import annotations

import numpy as np
import pytest

from inference.errors import ImageFileError
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import PreparedView, breast_area_px, prepare_view
from tests.phantom_film import PhantomFilm, draw_film

FRAME = Frame(rows=640)


def prepared(
    film: PhantomFilm, *, view_position: str = "CC", pixel_mm: float | None = 0.45
) -> PreparedView:
    return prepare_view(
        film.grey,
        view_position=view_position,
        pixel_mm=pixel_mm,
        fitted_area_mm2=12_000,
        frame=FRAME,
    )


@pytest.mark.parametrize("view_position", ["CC", "MLO"])
@pytest.mark.parametrize("stored", ["left", "right"])
def test_outside_is_exactly_zero_and_inside_at_least_one(view_position: str, stored: str) -> None:
    film = draw_film(view_position=view_position)
    view = prepared(film if stored == "left" else film.mirrored(), view_position=view_position)
    assert view.pixels.shape == view.breast.shape == (640, 512)
    assert np.array_equal(view.pixels > 0, view.breast)
    clutter = film.clutter if stored == "left" else film.mirrored().clutter
    seen = view.placement.mask(clutter, FRAME)
    assert not view.pixels[seen].any()


@pytest.mark.parametrize("view_position", ["CC", "MLO"])
def test_a_mirrored_film_gives_the_same_picture(view_position: str) -> None:
    film = draw_film(view_position=view_position)
    view = prepared(film, view_position=view_position)
    mirrored = prepared(film.mirrored(), view_position=view_position)
    assert (view.breast != mirrored.breast).mean() < 0.002
    both = view.breast & mirrored.breast
    assert np.abs(view.pixels[both].astype(int) - mirrored.pixels[both]).mean() < 0.5


def test_the_same_breast_scanned_finer_gives_the_same_picture() -> None:
    coarse = prepared(draw_film(cluttered=False))
    fine = prepared(draw_film(cluttered=False, pixel_mm=0.225, shape=(1120, 800)), pixel_mm=0.225)
    assert (coarse.breast != fine.breast).mean() < 0.003


def test_a_breast_of_unknown_scale_gets_the_area_it_is_given() -> None:
    film = draw_film(cluttered=False)
    view = prepared(film, pixel_mm=None)
    assert view.breast.sum() * FRAME.pixel_mm**2 == pytest.approx(12_000, rel=0.02)
    assert view.pixel_mm == pytest.approx(np.sqrt(12_000 / breast_area_px(film.grey)))


def test_a_fitted_breast_never_leaves_the_frame() -> None:
    film = draw_film(height_mm=240, depth_mm=40, cluttered=False)
    view = prepare_view(
        film.grey, view_position="CC", pixel_mm=None, fitted_area_mm2=30_000, frame=FRAME
    )
    assert not view.breast[0].any()
    assert not view.breast[-1].any()


def test_a_lower_frame_shows_the_same_field_of_view() -> None:
    film = draw_film(cluttered=False)
    low = prepare_view(
        film.grey, view_position="CC", pixel_mm=0.45, fitted_area_mm2=1, frame=Frame(rows=320)
    )
    high = prepared(film)
    assert (high.breast[::2, ::2] != low.breast).mean() < 0.005


@pytest.mark.parametrize(
    ("grey", "pixel_mm"),
    [
        (np.zeros((560, 400)), 0.45),
        (np.ones((560, 400)), 0.45),
        (np.full((3, 3), 0.5), 0.45),
        (draw_film().grey, 1.4),
        (draw_film(height_mm=230, depth_mm=150).grey, 0.9),
    ],
    ids=["dark", "without background", "tiny", "coarse", "too big"],
)
def test_what_cannot_be_prepared_is_refused_with_a_sentence(
    grey: np.ndarray, pixel_mm: float
) -> None:
    with pytest.raises(ImageFileError):
        prepare_view(
            grey.astype(np.float32),
            view_position="CC",
            pixel_mm=pixel_mm,
            fitted_area_mm2=12_000,
            frame=FRAME,
        )

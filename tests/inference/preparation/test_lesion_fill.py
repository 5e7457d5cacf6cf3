from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import ndimage

from inference.preparation.lesion_fill import RIM_MM, fill_lesions
from tests.phantom_film import draw_film

PIXEL_MM = 0.45


def disk(shape: tuple[int, int], row: int, column: int, radius: float) -> np.ndarray:
    y, x = np.ogrid[: shape[0], : shape[1]]
    return (y - row) ** 2 + (x - column) ** 2 <= radius**2


def film_with(lesion: np.ndarray, grey: int = 250) -> tuple[np.ndarray, np.ndarray]:
    film = draw_film(cluttered=False)
    pixels = np.where(film.breast, np.rint(film.grey * 255), 0).astype(np.uint8)
    return np.where(lesion & film.breast, grey, pixels).astype(np.uint8), film.breast


def ring(mask: np.ndarray, breast: np.ndarray, width: int) -> np.ndarray:
    return ndimage.binary_dilation(mask, iterations=width) & ~mask & breast


def test_nothing_changes_outside_the_lesion_and_its_rim() -> None:
    lesion = disk((560, 400), 280, 70, 14)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    grown = ndimage.binary_dilation(lesion, iterations=round(RIM_MM / PIXEL_MM)) & breast
    assert np.array_equal(fill.replaced, grown)
    assert np.array_equal(fill.pixels[~grown], pixels[~grown])
    assert fill.unfilled == 0


def test_a_bright_blob_becomes_like_the_tissue_around_it() -> None:
    lesion = disk((560, 400), 280, 70, 14)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    around = pixels[ring(fill.replaced, breast, 6)].astype(float)
    inside = fill.pixels[lesion].astype(float)
    assert inside.mean() == pytest.approx(around.mean(), abs=6)
    assert 0.4 < inside.std() / around.std() < 1.7  # texture, neither a smear nor an edge


def test_a_fill_at_the_skin_leaves_the_outline() -> None:
    breast = draw_film(cluttered=False).breast
    edge = int(np.flatnonzero(breast[280])[-1])
    lesion = disk(breast.shape, 280, edge - 4, 12)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion & breast, PIXEL_MM)
    assert np.array_equal(fill.pixels > 0, breast)
    assert fill.unfilled == 0
    assert fill.pixels[lesion & breast].max() < 200


def test_a_fill_at_the_chest_wall_and_at_the_frames_corner_works() -> None:
    lesion = disk((560, 400), 280, 0, 15)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion & breast, PIXEL_MM)
    assert fill.unfilled == 0
    assert fill.pixels[lesion & breast].max() < 240


def test_a_large_lesion_is_filled_in_pieces_without_a_seam() -> None:
    lesion = np.zeros((560, 400), dtype=bool)
    lesion[180:380, 40:75] = True
    pixels, breast = film_with(lesion)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    assert fill.unfilled == 0
    assert fill.pixels[lesion].max() < 230


def test_two_lesions_are_filled_and_neither_is_a_source_for_the_other() -> None:
    lesion = disk((560, 400), 260, 60, 12) | disk((560, 400), 310, 70, 12)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    assert fill.unfilled == 0
    assert fill.pixels[lesion].max() < 230


def test_a_lesion_of_most_of_the_breast_is_reported_as_unfilled() -> None:
    lesion = disk((560, 400), 280, 60, 110)
    pixels, breast = film_with(lesion)
    fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    assert fill.unfilled == 1
    assert np.array_equal(fill.pixels, pixels)


def test_a_picture_without_lesions_stays_as_it_is() -> None:
    pixels, breast = film_with(np.zeros((560, 400), dtype=bool))
    fill = fill_lesions(pixels, breast, np.zeros_like(breast), PIXEL_MM)
    assert np.array_equal(fill.pixels, pixels)
    assert not fill.replaced.any()

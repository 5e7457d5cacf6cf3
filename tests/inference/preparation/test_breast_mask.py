from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import ndimage

from inference.errors import ImageFileError
from inference.preparation.breast_mask import edge_contact, find_breast
from tests.phantom_film import AIR, draw_film


def overlap(found: np.ndarray, true: np.ndarray) -> float:
    return float((found & true).sum() / (found | true).sum())


@pytest.mark.parametrize("view_position", ["CC", "MLO"])
@pytest.mark.parametrize("cluttered", [False, True])
def test_the_breast_of_a_film_is_found_to_a_few_pixels(view_position: str, cluttered: bool) -> None:
    film = draw_film(view_position=view_position, cluttered=cluttered)
    assert overlap(find_breast(film.grey), film.breast) > 0.97


@pytest.mark.parametrize("view_position", ["CC", "MLO"])
def test_label_tape_and_bright_border_are_no_breast(view_position: str) -> None:
    film = draw_film(view_position=view_position)
    assert not (find_breast(film.grey) & film.clutter).any()


def test_the_mask_is_one_region_without_holes() -> None:
    film = draw_film()
    grey = film.grey.copy()
    grey[270:290, 60:80] = 0.03  # fat as dark as air
    found = find_breast(grey)
    _, regions = ndimage.label(found)  # pyright: ignore[reportGeneralTypeIssues]
    assert regions == 1
    assert np.array_equal(np.asarray(ndimage.binary_fill_holes(found)), found)


def test_the_outline_in_a_fine_picture_has_no_stairs() -> None:
    film = draw_film(pixel_mm=0.1125, shape=(2240, 1200), cluttered=False)
    ends = find_breast(film.grey).sum(axis=1)[600:-600].astype(float)
    smooth = ndimage.gaussian_filter1d(ends, 20)
    # A pixel of the working height is seven pixels here.
    assert np.abs(ends - smooth)[40:-40].max() < 2.5


def test_dark_fat_at_the_chest_wall_stays_in_the_breast() -> None:
    film = draw_film(cluttered=False)
    grey = film.grey.copy()
    grey[260:300, :30] = 0.03
    assert overlap(find_breast(grey), film.breast) > 0.97


def test_the_chest_wall_is_the_side_that_is_touched() -> None:
    film = draw_film()
    left, right = edge_contact(film.breast)
    assert left > 0.9
    assert right < 0.3


@pytest.mark.parametrize(
    ("grey", "words"),
    [
        (np.zeros((200, 160)), "no breast"),
        (np.ones((200, 160)), "no "),
        (np.pad(np.full((12, 12), 0.9), ((90, 90), (0, 148))), "no breast"),
        (np.ones((4, 1000)), "too small"),
        (np.full((200, 160), np.nan), "no numbers"),
    ],
    ids=["dark", "bright", "a speck", "a strip", "not a number"],
)
def test_what_is_no_mammogram_is_refused_with_a_sentence(grey: np.ndarray, words: str) -> None:
    with pytest.raises(ImageFileError, match=words):
        find_breast(grey.astype(np.float32))


def test_a_breast_with_fat_as_dark_as_air_is_refused() -> None:
    film = draw_film(cluttered=False)
    grey = film.grey.copy()
    for row in range(180, 400, 44):
        grey[row : row + 20, 90:] = AIR
    with pytest.raises(ImageFileError, match="ragged"):
        find_breast(grey)


def test_a_picture_without_background_is_refused() -> None:
    random = np.random.default_rng(0)
    grey = 0.5 + 0.1 * random.random((200, 160)).astype(np.float32)
    with pytest.raises(ImageFileError, match=r"no background|no breast"):
        find_breast(grey)


@settings(max_examples=40, deadline=None)
@given(
    arrays.arrays(
        np.float32,
        arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=60),
        elements=st.sampled_from([0.0, 0.02, 0.3, 0.6, 0.95, 1.0]),
        fill=st.sampled_from([0.0, 1.0]),
    )
)
def test_any_picture_gives_a_mask_of_its_shape_or_a_sentence(grey: np.ndarray) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = find_breast(grey)
        except ImageFileError:
            return
    assert found.shape == grey.shape
    assert found.any()

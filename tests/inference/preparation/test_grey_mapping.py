from __future__ import annotations

import warnings

import numpy as np
import pytest

from inference.errors import ImageFileError
from inference.preparation.grey_mapping import BRIGHT_LEVEL, MEDIAN_RANGE, map_greys
from tests.phantom_film import AIR, draw_film


def test_the_map_keeps_the_order_of_greys_and_their_range() -> None:
    film = draw_film()
    mapped = map_greys(film.grey, film.breast)
    order = np.argsort(film.grey[film.breast])
    assert (np.diff(mapped[film.breast][order]) >= 0).all()
    assert mapped.min() >= 0
    assert mapped.max() <= 1
    assert not mapped[~film.breast].any()


def test_the_brightest_tissue_comes_to_one_level() -> None:
    film = draw_film(cluttered=False)
    for factor in (0.4, 0.7, 1.0):
        mapped = map_greys((film.grey * factor).astype(np.float32), film.breast)
        assert np.percentile(mapped[film.breast], 99.5) == pytest.approx(BRIGHT_LEVEL, abs=0.02)


@pytest.mark.parametrize("power", [0.65, 1.0, 3.0])
def test_the_median_of_dark_and_bright_films_comes_into_one_range(power: float) -> None:
    film = draw_film(cluttered=False)
    grey = (AIR + (film.grey - AIR).clip(0) ** power).clip(0, 1).astype(np.float32)
    inner = film.breast & (film.grey > np.percentile(film.grey[film.breast], 10))
    median = np.median(map_greys(grey, film.breast)[inner])
    assert MEDIAN_RANGE[0] - 0.05 < median < MEDIAN_RANGE[1] + 0.08


def test_a_linear_change_of_greys_changes_nothing() -> None:
    film = draw_film(cluttered=False)
    mapped = map_greys(film.grey, film.breast)
    changed = map_greys((0.1 + 0.6 * film.grey).astype(np.float32), film.breast)
    assert np.abs(mapped - changed).max() < 1e-5


def test_a_breast_of_one_grey_is_mapped_without_a_warning() -> None:
    film = draw_film(cluttered=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mapped = map_greys(np.where(film.breast, 0.5, 0).astype(np.float32), film.breast)
    assert np.unique(mapped[film.breast]) == pytest.approx([BRIGHT_LEVEL])


def test_a_picture_without_contrast_is_refused() -> None:
    film = draw_film()
    with pytest.raises(ImageFileError, match="no contrast"):
        map_greys(np.full(film.grey.shape, 0.5, np.float32), film.breast)

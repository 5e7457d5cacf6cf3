from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from training.registration import locate, window_sums


def picture(seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).standard_normal((90, 70))
    smooth = ndimage.gaussian_filter(noise, 2)
    return (0.5 + 0.1 * smooth / smooth.std()).astype(np.float32)


def test_a_patch_is_found_where_it_was_cut_with_the_relation_of_its_greys() -> None:
    whole = picture()
    noise = 0.01 * np.random.default_rng(1).standard_normal((30, 25))
    patch = ((whole[41:71, 13:38] - 0.2) / 0.6 + noise).astype(np.float32)
    found = locate(patch, whole)
    assert found is not None
    assert (found.top, found.left) == (41, 13)
    assert found.correlation == pytest.approx(0.995, abs=0.01)
    assert (found.factor, found.offset) == pytest.approx((0.6, 0.2), abs=0.01)


def test_the_correlation_is_pearsons() -> None:
    whole, patch = picture(0), picture(1)[:20, :15]
    found = locate(patch, whole)
    assert found is not None
    there = whole[found.top : found.top + 20, found.left : found.left + 15]
    expected = np.corrcoef(there.ravel(), patch.ravel())[0, 1]
    assert found.correlation == pytest.approx(expected, abs=1e-6)
    others = [
        np.corrcoef(whole[y : y + 20, x : x + 15].ravel(), patch.ravel())[0, 1]
        for y in range(0, 71, 7)
        for x in range(0, 56, 7)
    ]
    assert found.correlation >= max(others) - 1e-9


def test_a_place_of_one_grey_is_never_the_best() -> None:
    whole = picture()
    whole[:40] = 0.3
    found = locate(whole[50:70, 20:40].copy(), whole)
    assert found is not None
    assert (found.top, found.left) == (50, 20)


@pytest.mark.parametrize("shape", [(91, 10), (10, 71)])
def test_a_patch_larger_than_the_picture_is_not_found(shape: tuple[int, int]) -> None:
    patch = np.random.default_rng(0).random(shape, dtype=np.float32)
    assert locate(patch, picture()) is None


def test_a_patch_of_one_grey_is_not_found() -> None:
    assert locate(np.full((10, 10), 0.4, np.float32), picture()) is None


def test_window_sums_are_those_of_a_loop() -> None:
    values = np.arange(30).reshape(5, 6)
    sums = window_sums(values, (2, 3))
    expected = [[values[y : y + 2, x : x + 3].sum() for x in range(4)] for y in range(4)]
    assert np.array_equal(sums, expected)
    assert window_sums(values, (6, 3)).size == 0
    assert window_sums(values, (9, 3)).size == 0

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import ndimage

from inference.imaging.regions import closed, disk, filled, label_regions, largest_region

MASKS = arrays.arrays(bool, st.tuples(st.integers(1, 24), st.integers(1, 24)))


@given(MASKS, st.integers(1, 4))
def test_closing_by_distances_is_closing_by_a_disk(mask: np.ndarray, radius: int) -> None:
    inside = np.pad(mask, 2 * radius + 1)
    assert np.array_equal(closed(inside, radius), ndimage.binary_closing(inside, disk(radius)))


@pytest.mark.parametrize("value", [False, True])
def test_closing_leaves_an_even_mask_as_it_is(value: bool) -> None:
    mask = np.full((5, 7), value)
    assert np.array_equal(closed(mask, 3), mask)


@given(MASKS)
def test_the_largest_region_is_connected_and_none_is_larger(mask: np.ndarray) -> None:
    largest = largest_region(mask)
    labels, count = label_regions(mask)
    sizes = [int((labels == number).sum()) for number in range(1, count + 1)]
    assert int(largest.sum()) == max(sizes, default=0)
    assert label_regions(largest)[1] == min(count, 1)
    assert not (largest & ~mask).any()


@given(MASKS)
def test_holes_are_those_that_scipy_fills(mask: np.ndarray) -> None:
    assert np.array_equal(filled(mask), ndimage.binary_fill_holes(mask))

"""Claims about the pictures of a set: no value is lost, and they are smaller than PNG."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from inference.case_sets.coded_pictures import decoded, encoded, from_bits, to_bits
from inference.errors import CaseSetError, InputError
from inference.recipe import ViewName
from tests.inference.case_sets.made_sets import small_view

SHAPES = arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12)


@given(arrays.arrays(np.uint16, SHAPES, elements=st.integers(0, 4095)))
@settings(max_examples=60, deadline=None)
def test_any_picture_of_twelve_bits_comes_back(values: np.ndarray) -> None:
    assert np.array_equal(
        decoded(encoded(values, 12), values.shape[0], values.shape[1], 12), values
    )


@given(arrays.arrays(np.uint8, SHAPES))
@settings(max_examples=60, deadline=None)
def test_any_picture_of_eight_bits_comes_back(values: np.ndarray) -> None:
    rows, columns = values.shape
    assert np.array_equal(decoded(encoded(values, 8), rows, columns, 8), values)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_a_picture_fail_otherwise_than_with_a_sentence(content: bytes) -> None:
    with pytest.raises(CaseSetError, match="picture of the set"):
        decoded(content, 9, 7, 12)


def test_a_smooth_picture_is_smaller_than_as_png() -> None:
    pixels = small_view(1, ViewName.L_CC, rows=320, columns=256).pixels
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG")
    assert len(encoded(pixels, 12)) < 0.9 * len(png.getvalue())


def test_eight_bits_are_spread_over_the_whole_range() -> None:
    kept = to_bits(np.arange(4096), 8).astype(np.uint16)
    assert np.array_equal(kept, np.arange(4096) // 16)
    spread = from_bits(np.arange(256, dtype=np.uint16), 8)
    assert (spread[0], spread[255]) == (0, 4095)
    assert np.array_equal(to_bits(spread, 8), np.arange(256))


@pytest.mark.parametrize("value", [-1, 256])
def test_a_value_that_its_bits_cannot_hold_is_refused(value: int) -> None:
    with pytest.raises(InputError, match="8 bits"):
        encoded(np.array([[value, 7]]), 8)

"""Claims about outlines: they run along the edges of pixels, clockwise, once for each region."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from inference.imaging.regions import label_regions
from inference.lesions.outlines import Polygon, outline_polygons


def area(polygon: Polygon) -> float:
    """Positive where (row, column) points run clockwise on the screen."""
    rows, columns = np.array(polygon).T
    return float((columns * np.roll(rows, -1) - np.roll(columns, -1) * rows).sum() / 2)


def label_corners(mask: np.ndarray) -> np.ndarray:
    """Regions whose pixels may touch at corners."""
    return np.asarray(ndimage.label(mask, np.ones((3, 3)))[0])  # pyright: ignore[reportIndexIssue]


def test_a_rectangle_has_four_corners() -> None:
    mask = np.zeros((5, 6), bool)
    mask[1:3, 2:5] = True
    assert outline_polygons(mask) == (((1, 2), (1, 5), (3, 5), (3, 2)),)


def test_an_empty_mask_has_no_outline() -> None:
    assert outline_polygons(np.zeros((4, 4), bool)) == ()


@given(arrays(bool, (9, 9)))
def test_each_region_has_the_area_of_its_pixels_and_holes(mask: np.ndarray) -> None:
    labels, count = label_regions(mask)
    outlines = outline_polygons(mask)
    assert len(outlines) == count
    areas = sorted(area(outline) for outline in outlines)
    expected = []
    for label in range(1, count + 1):
        # What touches the outside at a corner is no hole: the border turns into it there.
        background = label_corners(~np.pad(labels == label, 1))
        expected.append(int((background != background[0, 0]).sum()))
    assert areas == sorted(expected)


@given(st.integers(1, 6))
def test_of_many_regions_the_largest_comes_first(size: int) -> None:
    mask = np.zeros((20, 20), bool)
    mask[0, 0] = True
    mask[5 : 6 + size, 5 : 6 + size] = True
    assert area(outline_polygons(mask)[0]) == (size + 1) ** 2

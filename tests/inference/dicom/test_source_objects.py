from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from inference.case import SourceObject
from inference.dicom.orientation import Turn
from inference.dicom.read import read_view
from tests.inference.dicom.small_pictures import breast

TURNS = list(product((False, True), repeat=3))

STORED = SourceObject(
    path=Path("view.dcm"),
    sop_class_uid="1.2",
    sop_instance_uid="1.2.3",
    series_instance_uid="",
    study_instance_uid="",
    rows=4,
    columns=6,
)

# Of a stored picture of 4 rows and 6 columns, the point one row and two columns from its corner.
HUNG_POINTS = {
    (False, False, False): (1, 2),
    (False, False, True): (1, 4),
    (False, True, False): (3, 2),
    (False, True, True): (3, 4),
    (True, False, False): (2, 1),
    (True, False, True): (2, 3),
    (True, True, False): (4, 1),
    (True, True, True): (4, 3),
}


def turned(transposed: bool, upside_down: bool, mirrored: bool) -> SourceObject:
    return replace(STORED, transposed=transposed, upside_down=upside_down, mirrored=mirrored)


@pytest.mark.parametrize("turn", TURNS)
def test_a_point_moves_with_each_of_the_eight_turns(turn):
    source = turned(*turn)
    assert source.to_hung((1, 2)) == HUNG_POINTS[turn]
    assert source.to_stored(HUNG_POINTS[turn]) == (1, 2)


@pytest.mark.parametrize("turn", TURNS)
def test_the_middle_of_each_pixel_lands_in_the_pixel_that_the_turn_makes_of_it(turn):
    source = turned(*turn)
    stored = np.arange(24).reshape(4, 6)
    hung = Turn(transposed=turn[0], upside_down=turn[1], mirrored=turn[2]).apply(stored)
    for (row, column), value in np.ndenumerate(hung):
        at = source.to_stored((row + 0.5, column + 0.5))
        assert stored[int(at[0]), int(at[1])] == value
        assert source.to_hung(at) == (row + 0.5, column + 0.5)


def test_a_view_from_a_file_says_where_it_comes_from(save_mammogram):
    path = save_mammogram(
        breast(80, 64)[:, ::-1],
        ImageLaterality="L",
        ViewPosition="CC",
        PatientOrientation=["P", "R"],
        SOPInstanceUID="1.2.3.4",
        SeriesInstanceUID="1.2.3.5",
    )
    view = read_view(path)
    assert view.source == SourceObject(
        path=path,
        sop_class_uid="1.2.840.10008.5.1.4.1.1.1.2",
        sop_instance_uid="1.2.3.4",
        series_instance_uid="1.2.3.5",
        study_instance_uid="1.2.3",
        rows=80,
        columns=64,
        mirrored=True,
    )


def test_missing_uids_are_empty_texts(save_mammogram):
    source = read_view(save_mammogram(SOPInstanceUID=None, StudyInstanceUID=None)).source
    assert source is not None
    assert (source.sop_instance_uid, source.series_instance_uid) == ("", "")
    assert source.study_instance_uid == ""


def test_a_drawn_view_has_no_source(synthetic_case):
    assert all(view.source is None for view in synthetic_case.views)

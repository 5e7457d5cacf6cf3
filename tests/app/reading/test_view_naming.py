"""Names that a reader gives to views, the turns that go with them, and marks that stay in place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.reading.case_notes import CaseNotes, KeyImage, with_view_named
from app.reading.marks import Mark, MarkKind
from app.reading.view_naming import (
    NamedView,
    named,
    named_view,
    names_from_plain,
    names_to_plain,
)
from inference.case import SourceObject, View
from inference.errors import InputError
from inference.recipe import ViewName
from tests.app.conftest import view_of
from tests.inference.dicom.small_pictures import breast

R_CC, L_CC, R_MLO, L_MLO = ViewName


def opened(name: ViewName | None = None, *, wall_is_right: bool = False) -> View:
    """A breast with its chest wall on one edge, as a file without a side shows it."""
    pixels = breast(200, 160)
    pixels = np.ascontiguousarray(pixels[:, ::-1]) if wall_is_right else pixels
    return view_of(pixels, name, synthetic=False)


def test_a_view_is_turned_so_that_the_chest_wall_lies_on_its_side():
    views = [opened(), opened(wall_is_right=True)]
    for name, mirrored in ((R_CC, (True, False)), (L_MLO, (False, True))):
        for number, view in enumerate(views):
            names = named(views, (), number, name)
            assert names[number] == NamedView(name=name, mirrored=mirrored[number])
            hung = named_view(view, names[number])
            assert hung.name is name
            outer = hung.pixels[:, :80] if name.image_laterality == "R" else hung.pixels[:, 80:]
            inner = hung.pixels[:, 80:] if name.image_laterality == "R" else hung.pixels[:, :80]
            assert inner.mean() > outer.mean()


def test_a_view_that_hangs_on_the_side_of_its_name_stays_as_it_is():
    # The picture would say otherwise; the file knew.
    views = [opened(R_CC, wall_is_right=False)]
    assert named(views, (), 0, R_MLO) == (NamedView(name=R_MLO, mirrored=False),)


def test_two_views_change_places_instead_of_having_one_name():
    views = [opened(R_CC, wall_is_right=True), opened(L_CC), opened()]
    names = named(views, (), 0, L_CC)
    assert names == (
        NamedView(name=L_CC, mirrored=True),
        NamedView(name=R_CC, mirrored=True),
        NamedView(name=None),
    )
    names = named(views, names, 2, R_CC)
    assert [item.name for item in names] == [L_CC, None, R_CC]
    assert not names[1].mirrored


def test_names_as_the_files_tell_them_are_no_names_of_the_reader():
    views = [opened(R_CC, wall_is_right=True), opened()]
    names = named(views, (), 1, L_CC)
    assert names
    assert named(views, names, 1, None) == ()
    assert named(views, (), 0, R_CC) == ()
    exchanged = named(views, (), 1, R_CC)
    assert named(views, exchanged, 0, R_CC) == ()


def test_the_source_of_a_turned_view_leads_back_to_the_stored_pixels():
    stored = np.arange(4 * 6, dtype=np.uint16).reshape(4, 6)
    source = SourceObject(
        path=Path("view.dcm"),
        sop_class_uid="",
        sop_instance_uid="1",
        series_instance_uid="",
        study_instance_uid="",
        rows=4,
        columns=6,
        transposed=True,
        upside_down=True,
    )
    view = replace(view_of(stored.T[::-1].copy(), None), source=source)
    turned = named_view(view, NamedView(name=R_CC, mirrored=True))
    assert turned.source is not None
    for point in ((0.5, 0.5), (2.5, 5.5), (3.25, 1.0)):
        before, after = source.to_hung(point), turned.source.to_hung(point)
        assert after == (before[0], turned.columns - before[1])
        assert turned.source.to_stored(after) == point
    row, column = source.to_hung((2.5, 5.5))
    hung_row, hung_column = turned.source.to_hung((2.5, 5.5))
    assert view.pixels[int(row), int(column)] == stored[2, 5]
    assert turned.pixels[int(hung_row), int(hung_column)] == stored[2, 5]


def mark(view: int, *points: tuple[float, float]) -> Mark:
    return Mark(mark_id=f"m{view + 1}", view=view, kind=MarkKind.RULER, points=points)


def test_marks_and_key_images_stay_on_the_same_tissue():
    views = [opened(), opened()]
    notes = CaseNotes(
        marks=(mark(0, (10.0, 20.0), (30.5, 40.25)), mark(1, (1.0, 2.0), (3.0, 4.0))),
        key_images=(KeyImage(view=0, center=(50.0, 60.0), scale=2.0), KeyImage(view=1)),
    )
    after = with_view_named(notes, views, 0, R_CC)
    assert after.marks[0].points == ((10.0, 140.0), (30.5, 119.75))
    assert after.marks[1] == notes.marks[1]
    assert after.key_images[0].center == (50.0, 100.0)
    assert [image.label for image in after.key_images] == ["R CC", ""]
    for point, turned in zip(notes.marks[0].points, after.marks[0].points, strict=True):
        hung = named_view(views[0], after.view_names[0])
        at, there = (int(point[0]), int(point[1])), (int(turned[0]), int(turned[1] - 1e-6))
        assert views[0].pixels[at] == hung.pixels[there]
    # From one side to the other and back, nothing is lost on the way.
    left = with_view_named(after, views, 0, L_CC)
    assert left.marks == notes.marks
    assert with_view_named(left, views, 0, None) == notes


def test_names_come_back_from_json_as_they_were():
    names = (NamedView(name=L_MLO, mirrored=True), NamedView(name=None), NamedView(name=R_CC))
    assert names_from_plain(json.loads(json.dumps(names_to_plain(names))), 3) == names
    assert names_from_plain([], 3) == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (None, "one for each of the 2"),
        ([{"name": None, "mirrored": False}], "one for each of the 2"),
        ([1, 2], "other fields"),
        ([{"name": "R-CC"}] * 2, "other fields"),
        ([{"name": "X-CC", "mirrored": False}] * 2, "no view 'X-CC'"),
        ([{"name": ["R-CC"], "mirrored": False}] * 2, "no view"),
        ([{"name": None, "mirrored": 1}] * 2, "true or false"),
        ([{"name": "R-CC", "mirrored": False}] * 2, "one name"),
    ],
)
def test_damaged_names_are_refused_with_a_sentence(values, words):
    with pytest.raises(InputError, match=words):
        names_from_plain(values, 2)

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.mark_annotations import VALUES_LAYER, annotations_of, marks_of
from app.reading.mark_files import marks_from_json, marks_to_json, read_marks, write_marks
from app.reading.marks import MAX_MARKS, Mark, MarkKind
from inference.case import PixelSpacingSource, SourceObject, View
from inference.dicom.annotations import Annotation, AnnotationKind, ViewPresentation
from inference.errors import InputError
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ALL_VIEWS, ViewName


def view(name: ViewName | None = ViewName.R_CC, rows: int = 80, columns: int = 64) -> View:
    return View(
        name=name,
        pixels=np.zeros((rows, columns), np.uint16),
        greyscale=Greyscale(windows=(Window(center=50, width=100),)),
        pixel_spacing_mm=(0.5, 0.5),
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
    )


def mark(kind: MarkKind, *points: tuple[float, float], text: str = "", number: int = 1) -> Mark:
    return Mark(mark_id=f"m{number}", view=0, kind=kind, points=points, text=text)


MARKS = (
    mark(MarkKind.RULER, (10.25, 20.5), (30.0, 40.0), text="mass", number=1),
    mark(MarkKind.ANGLE, (10.0, 10.0), (20.0, 20.0), (5.0, 60.0), number=2),
    mark(MarkKind.RECTANGLE, (10.0, 10.0), (20.0, 30.0), number=3),
    mark(MarkKind.ELLIPSE, (40.0, 10.0), (70.0, 30.0), text="cyst", number=4),
    mark(MarkKind.OUTLINE, (1.0, 1.0), (1.0, 20.0), (30.0, 10.0), (15.0, 2.0), number=5),
    mark(MarkKind.OUTLINE, (10.0, 10.0), (10.0, 30.0), (20.0, 30.0), (20.0, 10.0), number=6),
    mark(MarkKind.TEXT, (50.0, 50.0), text="vessel\nor not", number=7),
    mark(MarkKind.ARROW, (60.0, 10.0), (70.0, 50.0), text="here", number=8),
)
VIEWS = tuple(view(name) for name in ALL_VIEWS)


def test_marks_come_back_from_a_file_as_they_were(tmp_path):
    marks = (*MARKS, replace(MARKS[0], mark_id="m9", view=3))
    write_marks(tmp_path / "marks.json", marks, "CASE", VIEWS)
    assert read_marks(tmp_path / "marks.json", VIEWS) == marks


def test_views_are_found_by_their_names():
    text = marks_to_json([replace(MARKS[0], view=3)], "CASE", VIEWS)
    (found,) = marks_from_json(text, VIEWS[::-1])
    assert found.view == 0
    (alone,) = marks_from_json(text, VIEWS[3:])
    assert alone.view == 0


def test_views_without_names_are_found_by_their_number():
    text = marks_to_json([replace(MARKS[0], view=1)], "CASE", [view(None), view(None)])
    assert marks_from_json(text, [view(None), view(None)])[0].view == 1


def test_marks_on_views_that_the_case_lacks_stay_out():
    text = marks_to_json([MARKS[0], replace(MARKS[1], view=2)], "CASE", VIEWS)
    assert [one.mark_id for one in marks_from_json(text, VIEWS[:2])] == ["m1"]
    with pytest.raises(InputError, match="other views"):
        marks_from_json(text, [view(ViewName.L_MLO)])


def test_marks_on_a_picture_of_another_size_are_refused():
    text = marks_to_json(MARKS, "CASE", VIEWS)
    with pytest.raises(InputError, match="64 × 80 pixels, and this one has 64 × 81"):
        marks_from_json(text, [view(rows=81)])


def test_points_beside_the_picture_are_brought_to_its_edge():
    text = marks_to_json([mark(MarkKind.TEXT, (-5.0, 900.0), text="x")], "CASE", VIEWS)
    assert marks_from_json(text, VIEWS)[0].points == ((0, 64),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": 2}',
        '{"format": 1}',
        '{"format": 1, "views": [{"name": 3, "rows": 1, "columns": 1}], "marks": []}',
        '{"format": 1, "views": [{"name": null, "rows": "1", "columns": 1}], "marks": []}',
        '{"format": 1, "views": [], "marks": [{}]}',
        '{"format": 1, "views": [], "marks": 7}',
    ],
)
def test_a_file_that_holds_no_marks_is_refused_with_a_sentence(text, tmp_path):
    path = tmp_path / "marks.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"marks\.json.*\.$"):
        read_marks(path, VIEWS)


def test_a_missing_a_binary_and_a_huge_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="Could not read"):
        read_marks(tmp_path / "none.json", VIEWS)
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="Could not read"):
        read_marks(tmp_path / "binary.json", VIEWS)
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(InputError, match="too large"):
        read_marks(tmp_path / "huge.json", VIEWS)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x, max_size=3)))
def test_any_json_is_read_or_refused(value):
    values = {"format": 1, "views": value, "marks": value}
    try:
        marks_from_json(json.dumps(values), VIEWS)
    except InputError as error:
        assert str(error).endswith(".")


def test_marks_become_annotations_and_marks_again():
    annotations = annotations_of(MARKS, VIEWS[0])
    assert marks_of(annotations, 0, VIEWS[0]) == MARKS


def test_what_a_mark_measures_stands_on_a_layer_of_its_own():
    ruler, values = annotations_of(MARKS[:1], VIEWS[0])
    assert (ruler.layer, values.layer) == ("RULER", VALUES_LAYER)
    assert values.kind is AnnotationKind.TEXT
    assert values.text == "13.9 mm"


@pytest.mark.parametrize("turn", [{}, {"mirrored": True}, {"transposed": True}])
def test_marks_come_back_from_a_presentation_state(turn, tmp_path):
    from inference.dicom.presentation_state_reading import read_presentation_state
    from inference.dicom.presentation_state_writing import write_presentation_state
    from tests.inference.dicom.test_presentation_states import header_of

    rows, columns = (64, 80) if "transposed" in turn else (80, 64)
    source = SourceObject(
        path=Path("view.dcm"),
        sop_class_uid="1.2.840.10008.5.1.4.1.1.1.2",
        sop_instance_uid="1.2.3.4",
        series_instance_uid="1.2.3.5",
        study_instance_uid="1.2.3.6",
        rows=rows,
        columns=columns,
        **turn,
    )
    shown = replace(view(), source=source)
    state = ViewPresentation(annotations=annotations_of(MARKS, shown))
    path = tmp_path / "state.dcm"
    write_presentation_state(path, header_of(source), shown, state, created=datetime(2026, 1, 1))
    found = marks_of(read_presentation_state(path, [shown])[0].annotations, 0, shown)
    assert len(found) == len(MARKS)
    for ours, theirs in zip(MARKS, found, strict=True):
        assert (theirs.kind, theirs.text) == (ours.kind, ours.text)
        assert np.allclose(theirs.points, ours.points, atol=1e-4)


def annotation(kind: AnnotationKind, *points: tuple[float, float], text: str = "") -> Annotation:
    return Annotation(kind=kind, points=points, text=text, layer="LAYER1")


LINE, ROUND = AnnotationKind.POLYLINE, AnnotationKind.ELLIPSE


@pytest.mark.parametrize(
    ("drawn", "kind", "points"),
    [
        (annotation(LINE, (1, 2), (3, 4)), MarkKind.RULER, ((1, 2), (3, 4))),
        (annotation(LINE, (1, 2), (3, 4), (5, 1)), MarkKind.ANGLE, ((1, 2), (3, 4), (5, 1))),
        (
            annotation(LINE, (1, 2), (1, 9), (7, 9), (7, 2), (1, 2)),
            MarkKind.RECTANGLE,
            ((1, 2), (7, 9)),
        ),
        (
            annotation(LINE, (1, 2), (1, 9), (7, 9), (1, 2)),
            MarkKind.OUTLINE,
            ((1, 2), (1, 9), (7, 9)),
        ),
        (
            annotation(LINE, (1, 2), (3, 4), (5, 1), (7, 7)),
            MarkKind.OUTLINE,
            ((1, 2), (3, 4), (5, 1), (7, 7)),
        ),
        (
            annotation(ROUND, (5, 1), (5, 9), (3, 5), (7, 5)),
            MarkKind.ELLIPSE,
            ((3, 1), (7, 9)),
        ),
        (
            annotation(ROUND, (1, 5), (9, 5), (5, 3), (5, 7)),
            MarkKind.ELLIPSE,
            ((1, 3), (9, 7)),
        ),
        (annotation(AnnotationKind.POINT, (-4, 6)), MarkKind.TEXT, ((0, 6),)),
        (annotation(AnnotationKind.TEXT, (4, 6), text="x"), MarkKind.TEXT, ((4, 6),)),
    ],
)
def test_what_others_draw_becomes_the_nearest_mark(drawn, kind, points):
    (found,) = marks_of([drawn], 2, VIEWS[2])
    assert (found.kind, found.points, found.view) == (kind, points, 2)


def test_a_turned_ellipse_becomes_an_outline_of_its_shape():
    # Half axes of 20 and 10 along the diagonals.
    along, across = 20 / np.sqrt(2), 10 / np.sqrt(2)
    drawn = annotation(
        ROUND,
        (40 - along, 32 - along),
        (40 + along, 32 + along),
        (40 - across, 32 + across),
        (40 + across, 32 - across),
    )
    (found,) = marks_of([drawn], 0, VIEWS[0])
    assert found.kind is MarkKind.OUTLINE
    offsets = np.array(found.points) - (40, 32)
    u, v = offsets @ (1, 1) / np.sqrt(2), offsets @ (1, -1) / np.sqrt(2)
    assert (u / 20) ** 2 + (v / 10) ** 2 == pytest.approx(1)


def test_new_marks_get_new_names_and_keep_to_the_bound():
    drawn = annotation(LINE, (1, 2), (3, 4))
    assert [one.mark_id for one in marks_of([drawn, drawn], 0, VIEWS[0], MARKS)] == ["m9", "m10"]
    with pytest.raises(InputError, match=f"at most {MAX_MARKS}"):
        marks_of([drawn] * (MAX_MARKS + 1), 0, VIEWS[0])


def test_a_text_of_others_is_cut_and_cleaned():
    drawn = annotation(AnnotationKind.TEXT, (1, 1), text="a\x00b\r\n" + "x" * 900)
    (found,) = marks_of([drawn], 0, VIEWS[0])
    assert found.text.startswith("ab\nxxx")
    assert len(found.text) == 500

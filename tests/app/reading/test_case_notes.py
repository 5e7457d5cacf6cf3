from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.reading.case_notes import (
    CaseNotes,
    CaseNotesError,
    KeyImage,
    case_key,
    notes_from_plain,
    notes_to_plain,
)
from app.reading.marks import Mark, MarkKind
from app.reading.report import Report
from app.reading.view_naming import NamedView
from inference.birads import Composition
from inference.case import Case, PixelSpacingSource, SourceObject, View
from inference.errors import InputError
from inference.imaging.greyscale import Greyscale, VoiFunction, Window
from inference.recipe import Recipe, ViewName

KEY_IMAGE = KeyImage(
    view=1,
    label="L CC",
    center=(120.5, 80.0),
    scale=1.5,
    window_center=2048.0,
    window_width=1000.0,
    window_function=VoiFunction.SIGMOID,
    inverted=True,
    flipped_horizontally=True,
    note="Spicules.",
)
NOTES = CaseNotes(
    marks=(Mark(mark_id="m1", view=0, kind=MarkKind.RULER, points=((1.0, 2.0), (30.0, 40.0))),),
    report=Report(composition=Composition.C),
    key_images=(KEY_IMAGE, KeyImage(view=0)),
    view_names=(NamedView(name=ViewName.L_MLO, mirrored=True), NamedView(name=None)),
)


def view(uid: str | None = None, *, columns: int = 8) -> View:
    source = None
    if uid is not None:
        source = SourceObject(
            path=Path("/somewhere/Anna_Example.dcm"),
            sop_class_uid="",
            sop_instance_uid=uid,
            series_instance_uid="",
            study_instance_uid="",
            rows=10,
            columns=columns,
        )
    return View(
        name=ViewName.R_CC,
        pixels=np.zeros((10, columns), dtype=np.uint16),
        greyscale=Greyscale(windows=(Window(center=1, width=2),)),
        pixel_spacing_mm=None,
        pixel_spacing_source=PixelSpacingSource.UNKNOWN,
        synthetic=False,
        source=source,
    )


def test_notes_come_back_from_json_as_they_were() -> None:
    assert notes_from_plain(json.loads(json.dumps(notes_to_plain(NOTES))), views=2) == NOTES


def test_older_notes_without_names_of_views_are_read() -> None:
    plain = json.loads(json.dumps(notes_to_plain(NOTES)))
    del plain["view_names"]
    assert notes_from_plain(plain, views=2) == replace(NOTES, view_names=())


def test_notes_without_anything_are_empty() -> None:
    assert CaseNotes().empty
    assert not CaseNotes(view_names=NOTES.view_names).empty
    assert not replace(CaseNotes(), report=Report(text="x")).empty
    assert not NOTES.empty


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"view": -1}, "shows a view of the case"),
        ({"center": (float("nan"), 0.0)}, "centred on no picture"),
        ({"scale": 0.0}, "cannot have the scale"),
        ({"scale": float("inf")}, "cannot have the scale"),
        ({"window_center": 1.0}, "needs a center and a width"),
        ({"window_center": 1.0, "window_width": 0.5}, "cannot have the window"),
        ({"note": "x" * 1001}, "at most 1000"),
        ({"label": "x" * 81}, "at most 80"),
    ],
)
def test_a_key_image_out_of_range_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseNotesError, match=words):
        KeyImage(**{"view": 0, **changes})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"view": 2}, "which the case lacks"),
        ({"view": True}, "which the case lacks"),
        ({"center": [1]}, "a row and a column"),
        ({"center": "ab"}, "a row and a column"),
        ({"window_function": "CUBIC"}, "window function 'CUBIC'"),
        ({"window_function": ["LINEAR"]}, "window function"),
        ({"inverted": 1}, "inverted of a key image is '1'"),
        ({"scale": "1"}, "scale of a key image is '1'"),
        ({"scale": 10**400}, "scale of a key image"),
        ({"note": None}, "note of a key image is 'None'"),
        ({"colour": 1}, "other fields"),
    ],
)
def test_a_damaged_key_image_is_refused_with_a_sentence(change: dict[str, Any], words: str) -> None:
    plain = json.loads(json.dumps(notes_to_plain(NOTES)))
    plain["key_images"][0].update(change)
    with pytest.raises(CaseNotesError, match=words):
        notes_from_plain(plain, views=2)


@pytest.mark.parametrize("values", [None, [], {}, {"marks": []}, {"marks": 1, "report": 2}])
def test_what_is_no_notes_is_refused(values: object) -> None:
    with pytest.raises(InputError, match="consist of marks, a report and key images"):
        notes_from_plain(values, views=2)


def test_too_many_key_images_are_refused() -> None:
    with pytest.raises(CaseNotesError, match="at most 100 key images"):
        CaseNotes(key_images=(KeyImage(view=0),) * 101)


def test_a_drawn_case_is_known_by_its_id() -> None:
    recipe = Recipe(bundle_name="b", bundle_hash="0", seed=7)
    case = Case(case_id=recipe.case_id, views=(view(),), recipe=recipe)
    assert case_key(case) == recipe.case_id


def test_a_case_from_files_is_known_by_its_pictures_wherever_they_lie() -> None:
    first = Case(case_id="Anna Example", views=(view("1.2.3"), view("1.2.4")))
    again = Case(case_id="case 7", views=(view("1.2.4"), view("1.2.3")))
    other = Case(case_id="Anna Example", views=(view("1.2.3"), view("1.2.5")))
    assert case_key(first) == case_key(again)
    assert case_key(first) != case_key(other)


def test_a_case_without_uids_is_known_by_its_name_and_shapes() -> None:
    case = Case(case_id="Anna Example", views=(view(), view("")))
    assert case_key(case) == case_key(replace(case, views=(view(), view())))
    assert case_key(case) != case_key(replace(case, views=(view(), view(columns=9))))
    assert case_key(case) != case_key(replace(case, case_id="Eve Example"))


@pytest.mark.parametrize("case_id", ["Anna Example", "../../etc/passwd", "CON", "a" * 500, "", "Ä"])
def test_a_key_is_a_safe_file_name_and_holds_no_name(case_id: str) -> None:
    recipe = Recipe(bundle_name="b", bundle_hash="0", seed=7)
    for made in (None, recipe):
        key = case_key(Case(case_id=f"{case_id}!", views=(view(),), recipe=made))
        assert key.isascii()
        assert all(sign.isalnum() or sign == "-" for sign in key)
        assert len(key) <= 64
        assert "Anna" not in key

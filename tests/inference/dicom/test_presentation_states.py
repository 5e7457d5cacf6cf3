from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    ExplicitVRLittleEndian,
    GrayscaleSoftcopyPresentationStateStorage,
    ImplicitVRLittleEndian,
)

from inference.case import SourceObject, View
from inference.dicom.annotations import (
    MAX_ANNOTATION_POINTS,
    Annotation,
    AnnotationKind,
    ViewPresentation,
)
from inference.dicom.presentation_state_reading import read_presentation_state
from inference.dicom.presentation_state_writing import (
    presentation_state_content,
    read_image_header,
    synthetic_image_header,
    write_presentation_state,
)
from inference.dicom.read import read_view
from inference.dicom.write import write_case
from inference.errors import ImageFileError, InputError
from inference.imaging.greyscale import VoiFunction, VoiLut, Window

MADE = datetime(2026, 3, 4, 5, 6, 7)
RULER = Annotation(
    kind=AnnotationKind.POLYLINE,
    points=((10.5, 20.25), (30.0, 40.75)),
    text="12 mm",
    layer="RULER",
)
OUTLINE = Annotation(
    kind=AnnotationKind.POLYLINE,
    points=((1.0, 1.0), (1.0, 9.0), (8.0, 5.0), (1.0, 1.0)),
    layer="OUTLINE",
)
ELLIPSE = Annotation(
    kind=AnnotationKind.ELLIPSE,
    points=((20.0, 10.0), (20.0, 50.0), (10.0, 30.0), (30.0, 30.0)),
    layer="ELLIPSE",
)
WORDS = Annotation(
    kind=AnnotationKind.TEXT, points=((5.0, 6.0),), text="größer\nals zuvor", layer="TEXT"
)
POINT = Annotation(kind=AnnotationKind.POINT, points=((7.5, 8.5),))
ALL = (RULER, OUTLINE, ELLIPSE, WORDS, POINT)


def as_stored(**turn: bool) -> SourceObject:
    """A stored picture of 80 rows and 64 columns."""
    return SourceObject(
        path=Path("view.dcm"),
        sop_class_uid="1.2.840.10008.5.1.4.1.1.1.2",
        sop_instance_uid="1.2.3.4",
        series_instance_uid="1.2.3.5",
        study_instance_uid="1.2.3.6",
        rows=80,
        columns=64,
        **turn,
    )


def header_of(source: SourceObject, **attributes: object) -> Dataset:
    header = Dataset()
    header.SOPClassUID = source.sop_class_uid
    header.SOPInstanceUID = source.sop_instance_uid
    header.SeriesInstanceUID = source.series_instance_uid
    header.StudyInstanceUID = source.study_instance_uid
    header.Rows, header.Columns = source.rows, source.columns
    for keyword, value in attributes.items():
        setattr(header, keyword, value)
    return header


@pytest.fixture
def view(synthetic_case) -> View:
    return replace(synthetic_case.views[0], source=as_stored())


def turned(view: View, **turn: bool) -> View:
    source = as_stored(**turn)
    pixels = view.pixels.T if source.transposed else view.pixels
    return replace(view, pixels=pixels.copy(), source=source)


def written(view: View, shown: ViewPresentation, path: Path, **attributes: object) -> Dataset:
    assert view.source is not None
    header = header_of(view.source, **attributes)
    write_presentation_state(path, header, view, shown, created=MADE)
    return pydicom.dcmread(path)


def back(view: View, path: Path) -> ViewPresentation:
    return read_presentation_state(path, [view])[0]


def errors(path: Path) -> list[str]:
    run = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).splitlines()
    assert "GrayscaleSoftcopyPresentationState" in lines
    return [line for line in lines if line.startswith("Error")]


def test_what_was_written_is_read_again(view, tmp_path):
    window = Window(center=1000, width=500, function=VoiFunction.SIGMOID, explanation="Dense")
    shown = ViewPresentation(annotations=ALL, window=window, inverted=True)
    written(view, shown, tmp_path / "state.dcm")
    assert back(view, tmp_path / "state.dcm") == shown


def test_points_are_stored_as_column_and_row_from_the_corner_of_the_first_pixel(view, tmp_path):
    dataset = written(view, ViewPresentation(annotations=(RULER,)), tmp_path / "state.dcm")
    (item,) = dataset.GraphicAnnotationSequence
    (graphic,) = item.GraphicObjectSequence
    assert graphic.GraphicAnnotationUnits == "PIXEL"
    assert graphic.GraphicType == "POLYLINE"
    assert list(graphic.GraphicData) == [20.25, 10.5, 40.75, 30.0]
    assert list(item.TextObjectSequence[0].AnchorPoint) == [20.25, 10.5]
    assert item.GraphicLayer == "RULER"
    assert dataset.GraphicLayerSequence[0].GraphicLayer == "RULER"


@pytest.mark.parametrize(
    ("turn", "stored", "rotation", "flip", "first", "last"),
    [
        # The hung point (row 2, column 3); the stored picture has 80 rows and 64 columns.
        ({}, (3, 2), None, None, (1, 1), (64, 80)),
        ({"mirrored": True}, (61, 2), 0, "Y", (64, 1), (1, 80)),
        ({"upside_down": True}, (3, 78), 180, "Y", (1, 80), (64, 1)),
        ({"mirrored": True, "upside_down": True}, (61, 78), 180, "N", (64, 80), (1, 1)),
        ({"transposed": True}, (2, 3), 90, "Y", (1, 1), (64, 80)),
        ({"transposed": True, "mirrored": True}, (2, 77), 90, "N", (1, 80), (64, 1)),
    ],
)
def test_a_turned_picture_is_drawn_over_where_it_is_stored(
    view, tmp_path, turn, stored, rotation, flip, first, last
):
    point = Annotation(kind=AnnotationKind.POINT, points=((2.0, 3.0),))
    hung = turned(view, **turn)
    dataset = written(hung, ViewPresentation(annotations=(point,)), tmp_path / "state.dcm")
    graphic = dataset.GraphicAnnotationSequence[0].GraphicObjectSequence[0]
    assert tuple(graphic.GraphicData) == stored
    assert dataset.get("ImageRotation") == rotation
    assert dataset.get("ImageHorizontalFlip") == flip
    (area,) = dataset.DisplayedAreaSelectionSequence
    assert tuple(area.DisplayedAreaTopLeftHandCorner) == first
    assert tuple(area.DisplayedAreaBottomRightHandCorner) == last
    assert back(hung, tmp_path / "state.dcm").annotations[0].points == point.points


@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("upside_down", [False, True])
@pytest.mark.parametrize("mirrored", [False, True])
def test_rotation_and_flip_turn_the_stored_picture_into_the_hung_one(
    view, tmp_path, transposed, upside_down, mirrored
):
    turn = {"transposed": transposed, "upside_down": upside_down, "mirrored": mirrored}
    hung = turned(view, **turn)
    assert hung.source is not None
    dataset = written(hung, ViewPresentation(annotations=()), tmp_path / "state.dcm")
    stored = np.arange(80 * 64).reshape(80, 64)
    shown = np.rot90(stored, -(dataset.get("ImageRotation", 0) // 90))
    shown = shown[:, ::-1] if dataset.get("ImageHorizontalFlip") == "Y" else shown
    for row, column in ((0.5, 0.5), (3.5, 7.5), (10.5, 50.5)):
        at = hung.source.to_stored((row, column))
        assert shown[int(row), int(column)] == stored[int(at[0]), int(at[1])]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    points=st.lists(st.tuples(st.floats(0, 80), st.floats(0, 64)), min_size=2, max_size=12),
    upside_down=st.booleans(),
    mirrored=st.booleans(),
)
def test_any_points_come_back_to_a_thousandth_of_a_pixel(
    view, tmp_path, points, upside_down, mirrored
):
    hung = turned(view, upside_down=upside_down, mirrored=mirrored)
    line = Annotation(kind=AnnotationKind.POLYLINE, points=tuple(points))
    written(hung, ViewPresentation(annotations=(line,)), tmp_path / "state.dcm")
    (found,) = back(hung, tmp_path / "state.dcm").annotations
    assert np.abs(np.array(found.points) - points).max() < 1e-3


def test_equal_inputs_give_equal_bytes_and_others_another_object(view):
    header = header_of(as_stored())
    shown = ViewPresentation(annotations=ALL)
    one = presentation_state_content(header, view, shown, created=MADE)
    assert one == presentation_state_content(header, view, shown, created=MADE)
    other = presentation_state_content(header, view, ViewPresentation(annotations=()), created=MADE)
    uids = [pydicom.dcmread(BytesIO(x)).SOPInstanceUID for x in (one, other)]
    assert uids[0] != uids[1]


def test_a_state_belongs_to_the_study_of_its_picture(view, tmp_path):
    dataset = written(
        view,
        ViewPresentation(annotations=ALL),
        tmp_path / "state.dcm",
        PatientName="Doe^Jane",
        PatientID="17",
        StudyDate="20200102",
        StudyTime="noon",
        AccessionNumber="far too long for an accession number",
    )
    assert dataset.StudyInstanceUID == "1.2.3.6"
    assert dataset.SeriesInstanceUID != "1.2.3.5"
    assert str(dataset.PatientName) == "Doe^Jane"
    assert dataset.PatientID == "17"
    assert (dataset.StudyDate, dataset.StudyTime) == ("20200102", "")
    assert len(dataset.AccessionNumber) <= 16
    assert dataset.PresentationCreationDate == "20260304"
    (series,) = dataset.ReferencedSeriesSequence
    assert series.SeriesInstanceUID == "1.2.3.5"
    assert series.ReferencedImageSequence[0].ReferencedSOPInstanceUID == "1.2.3.4"


def test_the_modality_lut_of_the_picture_stays_in_force(view, tmp_path):
    dataset = written(
        view,
        ViewPresentation(annotations=()),
        tmp_path / "state.dcm",
        RescaleSlope="2",
        RescaleIntercept="-100",
    )
    assert (dataset.RescaleSlope, dataset.RescaleIntercept) == (2, -100)
    (voi,) = dataset.SoftcopyVOILUTSequence
    assert (voi.WindowCenter, voi.WindowWidth) == (2048, 4096)


def test_a_table_of_the_file_is_kept_where_no_window_is_chosen(view, tmp_path):
    table = VoiLut(first_value=5, entries=np.array([0, 7, 15], np.uint16), bits=4)
    shown = replace(view, greyscale=replace(view.greyscale, voi_luts=(table,)))
    dataset = written(shown, ViewPresentation(annotations=()), tmp_path / "state.dcm")
    (lut,) = dataset.SoftcopyVOILUTSequence[0].VOILUTSequence
    assert list(lut.LUTDescriptor) == [3, 5, 16]
    assert np.frombuffer(lut.LUTData, "<u2").tolist() == [0, 30583, 65535]
    assert back(shown, tmp_path / "state.dcm").window is None


@pytest.mark.parametrize("in_file", [False, True])
@pytest.mark.parametrize("by_reader", [False, True])
def test_inversion_counts_from_what_the_file_shows(view, tmp_path, in_file, by_reader):
    shown = replace(view, greyscale=replace(view.greyscale, inverted=in_file))
    state = ViewPresentation(annotations=(), inverted=by_reader)
    dataset = written(shown, state, tmp_path / "state.dcm")
    is_inverse = in_file != by_reader
    assert dataset.PresentationLUTShape == ("INVERSE" if is_inverse else "IDENTITY")
    assert back(shown, tmp_path / "state.dcm").inverted is by_reader


def test_what_leads_out_of_the_picture_ends_at_its_edge(view, tmp_path):
    line = Annotation(kind=AnnotationKind.POLYLINE, points=((-5.0, 10.0), (500.0, 70.0)))
    written(view, ViewPresentation(annotations=(line,)), tmp_path / "state.dcm")
    (found,) = back(view, tmp_path / "state.dcm").annotations
    assert found.points == ((0, 10), (80, 64))


@pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy is not installed (package dicom3tools)"
)
@pytest.mark.parametrize(
    "turn",
    [{}, {"mirrored": True}, {"transposed": True}, {"upside_down": True, "mirrored": True}],
)
def test_dciodvfy_finds_no_error(view, tmp_path, turn):
    window = Window(center=1234.5678901234567, width=500, explanation="Dense tissue")
    shown = ViewPresentation(annotations=ALL, window=window, inverted=True)
    written(
        turned(view, **turn), shown, tmp_path / "state.dcm", RescaleSlope="1", RescaleIntercept="0"
    )
    assert errors(tmp_path / "state.dcm") == []


@pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy is not installed (package dicom3tools)"
)
def test_a_drawn_case_is_referred_to_as_it_is_written(synthetic_case, tmp_path):
    paths = write_case(synthetic_case, tmp_path, stem="seed-7", derivation="Drawn")
    drawn = synthetic_case.views[2]
    header = synthetic_image_header(synthetic_case.case_id, drawn, "Drawn")
    path = tmp_path / "marks.dcm"
    write_presentation_state(path, header, drawn, ViewPresentation(annotations=ALL), created=MADE)
    assert header.SOPInstanceUID == pydicom.dcmread(paths[2]).SOPInstanceUID
    assert errors(path) == []
    # Read onto the files, and onto the drawn views whose UIDs are known.
    views = [read_view(path) for path in paths]
    assert list(read_presentation_state(path, views)) == [2]
    uids = [pydicom.dcmread(path).SOPInstanceUID for path in paths]
    found = read_presentation_state(path, synthetic_case.views, uids)
    assert found[2].annotations == ALL


def test_a_file_that_was_read_gets_a_state_of_its_own(save_mammogram, tmp_path):
    path = save_mammogram(
        ImageLaterality="R", ViewPosition="CC", SeriesInstanceUID="1.2.9", PatientName="Poe"
    )
    view = read_view(path)
    shown = ViewPresentation(annotations=ALL)
    header = read_image_header(path)
    write_presentation_state(tmp_path / "state.dcm", header, view, shown, created=MADE)
    assert back(view, tmp_path / "state.dcm").annotations == ALL


@pytest.mark.parametrize("keyword", ["SOPInstanceUID", "StudyInstanceUID", "SOPClassUID"])
def test_a_picture_without_uid_cannot_be_referred_to(view, keyword):
    header = header_of(as_stored(), **{keyword: ""})
    with pytest.raises(InputError, match=keyword):
        presentation_state_content(header, view, ViewPresentation(annotations=()), created=MADE)


def test_a_file_with_another_picture_is_refused(view):
    with pytest.raises(InputError, match="another size"):
        presentation_state_content(
            header_of(as_stored(), Rows=81), view, ViewPresentation(annotations=()), created=MADE
        )


def graphic(kind: str, *data: float, **attributes: object) -> Dataset:
    item = Dataset()
    item.GraphicAnnotationUnits = "PIXEL"
    item.GraphicDimensions = 2
    item.NumberOfGraphicPoints = len(data) // 2
    item.GraphicData = list(data)
    item.GraphicType = kind
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


def words(text: str, **attributes: object) -> Dataset:
    item = Dataset()
    item.UnformattedTextValue = text
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


def of_others(
    path: Path,
    graphics: list[Dataset],
    texts: list[Dataset] | None = None,
    uid: str = "1.2.3.4",
    syntax: str = ExplicitVRLittleEndian,
    **attributes: object,
) -> Path:
    """A presentation state as other programs write it: with as little as possible."""
    image = Dataset()
    image.ReferencedSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.2"
    image.ReferencedSOPInstanceUID = uid
    series = Dataset()
    series.ReferencedImageSequence = [image]
    item = Dataset()
    item.GraphicLayer = "LAYER1"
    item.GraphicObjectSequence = graphics
    item.TextObjectSequence = texts or []
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = GrayscaleSoftcopyPresentationStateStorage
    meta.MediaStorageSOPInstanceUID = "1.2.3.99"
    meta.TransferSyntaxUID = syntax
    dataset = Dataset()
    dataset.file_meta = meta
    dataset.SOPClassUID = GrayscaleSoftcopyPresentationStateStorage
    dataset.SOPInstanceUID = "1.2.3.99"
    dataset.ReferencedSeriesSequence = [series]
    dataset.GraphicAnnotationSequence = [item]
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)
    return path


def test_the_graphics_of_others_are_read(view, tmp_path):
    path = of_others(
        tmp_path / "state.dcm",
        [
            graphic("POINT", 3, 2),
            graphic("POLYLINE", 1, 2, 3, 4, 5, 6),
            graphic("INTERPOLATED", 1, 2, 3, 4),
            graphic("CIRCLE", 30, 20, 33, 24),
            graphic("ELLIPSE", 10, 20, 50, 20, 30, 10, 30, 30),
        ],
    )
    found = back(view, path)
    assert [one.kind for one in found.annotations] == [
        AnnotationKind.POINT,
        AnnotationKind.POLYLINE,
        AnnotationKind.POLYLINE,
        AnnotationKind.ELLIPSE,
        AnnotationKind.ELLIPSE,
    ]
    assert found.annotations[0].points == ((2, 3),)
    assert found.annotations[1].points == ((2, 1), (4, 3), (6, 5))
    # A circle about column 30, row 20 with radius 5.
    assert found.annotations[3].points == ((20, 25), (20, 35), (15, 30), (25, 30))
    assert found.annotations[4].points == ELLIPSE.points
    assert found.window is None
    assert not found.inverted


def test_texts_stand_at_their_anchor_or_in_the_middle_of_their_box(view, tmp_path):
    path = of_others(
        tmp_path / "state.dcm",
        [],
        [
            words(
                "anchored",
                AnchorPoint=[12.0, 34.0],
                AnchorPointAnnotationUnits="PIXEL",
                AnchorPointVisibility="Y",
                BoundingBoxTopLeftHandCorner=[0.0, 0.0],
                BoundingBoxBottomRightHandCorner=[1.0, 1.0],
                BoundingBoxAnnotationUnits="DISPLAY",
            ),
            words(
                "boxed\r\ntwice",
                BoundingBoxTopLeftHandCorner=[10.0, 20.0],
                BoundingBoxBottomRightHandCorner=[30.0, 60.0],
                BoundingBoxAnnotationUnits="PIXEL",
            ),
            words(
                "on the display",
                BoundingBoxTopLeftHandCorner=[0.5, 0.0],
                BoundingBoxBottomRightHandCorner=[1.0, 0.5],
                BoundingBoxAnnotationUnits="DISPLAY",
            ),
            words("nowhere"),
        ],
    )
    found = [(one.text, one.points) for one in back(view, path).annotations]
    assert found == [
        ("anchored", ((34, 12),)),
        ("boxed\ntwice", ((40, 20),)),
        ("on the display", ((20, 48),)),
    ]


def test_a_place_on_the_display_counts_from_the_displayed_area(view, tmp_path):
    area = Dataset()
    # Mirrored: the right edge of the picture is shown on the left.
    area.DisplayedAreaTopLeftHandCorner = [60, 11]
    area.DisplayedAreaBottomRightHandCorner = [21, 30]
    path = of_others(
        tmp_path / "state.dcm",
        [graphic("POINT", 0.25, 0.5, GraphicAnnotationUnits="DISPLAY")],
        DisplayedAreaSelectionSequence=[area],
        ImageHorizontalFlip="Y",
    )
    # From the right edge of column 60 a quarter of 40 columns to the left; row 10 + half of 20.
    assert back(view, path).annotations[0].points == ((20, 50),)


def test_a_text_beside_one_graphic_belongs_to_it(view, tmp_path):
    text = words("32.1 mm", AnchorPoint=[1.0, 1.0], AnchorPointAnnotationUnits="PIXEL")
    path = of_others(tmp_path / "state.dcm", [graphic("POLYLINE", 1, 2, 3, 4)], [text])
    (found,) = back(view, path).annotations
    assert (found.kind, found.text) == (AnnotationKind.POLYLINE, "32.1 mm")


@pytest.mark.parametrize(
    "broken",
    [
        graphic("POLYLINE", 1, 2),
        graphic("POLYLINE"),
        graphic("CIRCLE", 1, 2),
        graphic("SPIRAL", 1, 2, 3, 4),
        graphic("POINT", 1, 2, GraphicAnnotationUnits="MATRIX"),
        graphic("POLYLINE", 1, float("nan"), 2, 3),
    ],
)
def test_a_graphic_that_cannot_be_is_left_out(view, tmp_path, broken):
    path = of_others(tmp_path / "state.dcm", [broken, graphic("POINT", 1, 1)])
    assert [one.kind for one in back(view, path).annotations][-1] is AnnotationKind.POINT


def test_too_many_points_are_refused_with_a_sentence(view, tmp_path):
    data = [1.0] * (2 * MAX_ANNOTATION_POINTS + 2)
    path = of_others(
        tmp_path / "state.dcm", [graphic("POLYLINE", *data)], syntax=ImplicitVRLittleEndian
    )
    with pytest.raises(InputError, match="more than"):
        back(view, path)


def test_too_many_graphics_are_refused_with_a_sentence(view, tmp_path):
    path = of_others(tmp_path / "state.dcm", [graphic("POINT", 1, 1)] * 2_100)
    with pytest.raises(InputError, match="more than 2000"):
        back(view, path)


def test_a_state_of_other_pictures_is_refused(view, tmp_path):
    path = of_others(tmp_path / "state.dcm", [graphic("POINT", 1, 1)], uid="1.2.3.5.6")
    with pytest.raises(ImageFileError, match="other pictures"):
        back(view, path)


def test_a_mammogram_is_no_presentation_state(view, save_mammogram):
    with pytest.raises(ImageFileError, match="not a presentation state"):
        back(view, save_mammogram())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=4),
    kept=st.floats(0.1, 1),
)
def test_a_damaged_state_is_shown_or_refused_with_a_sentence(view, tmp_path, changes, kept):
    path = tmp_path / "whole.dcm"
    if not path.exists():
        written(view, ViewPresentation(annotations=ALL), path)
    content = bytearray(path.read_bytes())
    for where, new in changes:
        start = 132 + int(where * (len(content) - 132))
        content[start : start + len(new)] = new
    damaged = tmp_path / "damaged.dcm"
    damaged.write_bytes(content[: max(int(kept * len(content)), 140)])
    try:
        found = read_presentation_state(damaged, [view])
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert isinstance(found[0], ViewPresentation)


@pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy is not installed (package dicom3tools)"
)
def test_a_chosen_table_is_written_in_place_of_the_window(view, tmp_path):
    table = VoiLut(first_value=-3, entries=np.array([0, 255], np.uint16), bits=8)
    state = ViewPresentation(annotations=(), window=table)
    dataset = written(view, state, tmp_path / "state.dcm")
    (lut,) = dataset.SoftcopyVOILUTSequence[0].VOILUTSequence
    assert list(lut.LUTDescriptor) == [2, -3, 16]
    assert errors(tmp_path / "state.dcm") == []
    assert np.frombuffer(lut.LUTData, "<u2").tolist() == [0, 65535]
    assert "WindowCenter" not in dataset.SoftcopyVOILUTSequence[0]

"""The header of a file as rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ImplicitVRLittleEndian

from app.tags.tag_rows import DEEPEST, LONGEST_VALUE, MOST_ROWS, TagRow, read_tag_rows
from inference.errors import ImageFileError, MammogymError
from tests.inference.dicom.small_pictures import breast, mammogram_dataset


def saved(folder: Path, syntax: str | None = None, **attributes: object) -> Path:
    dataset = mammogram_dataset(breast(), **attributes)
    if syntax is not None:
        dataset.file_meta.TransferSyntaxUID = syntax
    dataset.save_as(folder / "view.dcm", enforce_file_format=True)
    return folder / "view.dcm"


def row_of(rows: tuple[TagRow, ...], tag: str) -> TagRow:
    (found,) = [row for row in rows if row.tag == tag and row.depth == 0]
    return found


def test_rows_tell_tag_name_kind_and_value(tmp_path: Path):
    rows = read_tag_rows(saved(tmp_path, PatientID="A-1", ImageType=["DERIVED", "PRIMARY"]))
    assert row_of(rows, "(0010,0020)") == TagRow(
        depth=0, tag="(0010,0020)", name="Patient ID", keyword="PatientID", vr="LO", value="A-1"
    )
    assert row_of(rows, "(0008,0008)").value == "DERIVED\\PRIMARY"


def test_the_file_meta_information_comes_first_and_uids_are_named(tmp_path: Path):
    rows = read_tag_rows(saved(tmp_path))
    assert rows[0].tag.startswith("(0002,")
    assert "Explicit VR Little Endian" in row_of(rows, "(0002,0010)").value


def test_pixels_are_not_among_the_rows(tmp_path: Path):
    assert not any(row.tag.startswith("(7FE0") for row in read_tag_rows(saved(tmp_path)))


def test_items_of_sequences_are_nested(tmp_path: Path):
    code = Dataset()
    code.CodeValue = "399162004"
    code.CodeMeaning = "cranio-caudal"
    rows = read_tag_rows(saved(tmp_path, ViewCodeSequence=Sequence([code])))
    start = next(i for i, row in enumerate(rows) if row.keyword == "ViewCodeSequence")
    assert rows[start].value == "1 item"
    assert [(row.depth, row.tag) for row in rows[start + 1 : start + 4]] == [
        (1, "#1"),
        (2, "(0008,0100)"),
        (2, "(0008,0104)"),
    ]


def test_bytes_are_shown_as_their_number(tmp_path: Path):
    rows = read_tag_rows(saved(tmp_path, ICCProfile=bytes(1234)))
    assert row_of(rows, "(0028,2000)").value == "1234 bytes"


def test_values_of_unknown_kind_are_shown_where_they_are_letters(tmp_path: Path):
    dataset = mammogram_dataset(breast())
    dataset.add_new(0x00131010, "UN", b"CBIS-DDSM ")
    dataset.add_new(0x00131011, "UN", b"\x00\x01ab")
    dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True)
    rows = read_tag_rows(tmp_path / "a.dcm")
    assert row_of(rows, "(0013,1010)").value == "CBIS-DDSM"
    assert row_of(rows, "(0013,1011)").value == "4 bytes"


def test_long_values_are_shortened_and_huge_ones_counted(tmp_path: Path):
    rows = read_tag_rows(saved(tmp_path, ImageComments="a" * 5000, DerivationDescription="b" * 900))
    assert len(row_of(rows, "(0020,4000)").value) == LONGEST_VALUE
    huge = read_tag_rows(saved(tmp_path, ImageComments="a" * 9000))
    assert row_of(huge, "(0020,4000)").value == "9000 bytes"


def test_private_tags_say_so(tmp_path: Path):
    dataset = mammogram_dataset(breast())
    dataset.private_block(0x0011, "MINE", create=True).add_new(1, "LO", "secret")
    dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True)
    rows = read_tag_rows(tmp_path / "a.dcm")
    assert (row_of(rows, "(0011,1001)").value, row_of(rows, "(0011,1001)").keyword) == (
        "secret",
        "",
    )
    assert "rivate" in row_of(rows, "(0011,1001)").name


def test_implicit_files_get_their_kinds_from_the_dictionary(tmp_path: Path):
    rows = read_tag_rows(saved(tmp_path, ImplicitVRLittleEndian, PatientID="A-1"))
    assert row_of(rows, "(0010,0020)").vr == "LO"


def test_depth_and_number_of_rows_are_bounded(tmp_path: Path):
    inner = Dataset()
    inner.CodeValue = "x"
    for _ in range(40):
        outer = Dataset()
        outer.ConceptNameCodeSequence = Sequence([inner])
        inner = outer
    rows = read_tag_rows(saved(tmp_path, ConceptNameCodeSequence=Sequence([inner])))
    assert max(row.depth for row in rows) <= DEEPEST + 1
    assert any("too deep" in row.name for row in rows)
    many = Sequence([Dataset() for _ in range(MOST_ROWS + 10)])
    rows = read_tag_rows(saved(tmp_path, ConceptNameCodeSequence=many))
    assert len(rows) == MOST_ROWS + 1
    assert "not shown" in rows[-1].name


def test_a_value_that_cannot_be_read_says_so_and_the_others_are_shown(tmp_path: Path):
    path = saved(tmp_path, PatientID="A-1", InstanceNumber=7, WindowCenter=2048)
    data = path.read_bytes()
    at = data.index(b"\x28\x00\x50\x10DS")
    path.write_bytes(data[: at + 4] + b"FD" + data[at + 6 :])  # four bytes, and eight are needed
    rows = read_tag_rows(path)
    assert row_of(rows, "(0028,1050)").value.startswith("cannot be read")
    assert row_of(rows, "(0010,0020)").value == "A-1"


def test_what_is_no_dicom_file_is_refused_with_a_sentence(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"no" * 300)
    for path in (tmp_path / "a", tmp_path / "none", tmp_path):
        with pytest.raises(ImageFileError, match=r"\."):
            read_tag_rows(path)


def test_a_row_is_copied_with_its_depth():
    row = TagRow(
        depth=2, tag="(0008,0100)", name="Code Value", keyword="CodeValue", vr="SH", value="x"
    )
    assert row.line == "    (0008,0100)\tSH\tCodeValue\tx"
    assert TagRow(depth=1, tag="#1").line == "  #1"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_files_are_shown_or_refused_and_never_crash(tmp_path: Path, changes):
    code = Dataset()
    code.CodeValue = "399162004"
    path = saved(tmp_path, PatientID="A-1", ViewCodeSequence=Sequence([code]))
    data = bytearray(path.read_bytes()[:1400])
    for place, value in changes:
        data[132 + int(place * (len(data) - 133))] = value
    path.write_bytes(bytes(data))
    try:
        rows = read_tag_rows(path)
    except MammogymError as error:
        assert str(error).endswith(".")
    else:
        assert all(len(row.value) <= LONGEST_VALUE + 20 for row in rows)

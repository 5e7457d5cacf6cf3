"""Files that are broken, or something else than a mammogram, end as a sentence."""

from __future__ import annotations

import struct
import tracemalloc
from contextlib import suppress
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.datadict import tag_for_keyword
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from inference.dicom.read import read_cases, read_facts, read_view
from inference.dicom.run_lengths import decode_run_lengths
from inference.dicom.stored_values import frame_size
from inference.errors import ImageFileError, UnsuitableImageError
from tests.inference.dicom.small_pictures import breast

TOMOSYNTHESIS = "1.2.840.10008.5.1.4.1.1.13.1.3"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.99])
@pytest.mark.parametrize(
    "syntax", [None, RLELossless, JPEGLSLossless, JPEG2000Lossless, JPEGLosslessSV1]
)
def test_a_truncated_file_is_refused_with_a_sentence(save_mammogram, share, syntax):
    path = save_mammogram(syntax=syntax)
    content = path.read_bytes()
    path.write_bytes(content[: max(140, int(share * len(content)))])
    with pytest.raises(ImageFileError, match=r"view\.dcm .*Copy it again"):
        read_view(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"This is a text.\n" * 20, "is not a DICOM file"),
        (b"\0" * 128 + b"DICM", "cut off|holds no picture|damaged"),
        (b"\0" * 128 + b"DICM" + b"\xff" * 400, "damaged|holds no picture|cut off"),
    ],
)
def test_a_file_that_only_has_the_name_is_refused(tmp_path, content, sentence):
    path = tmp_path / "view.dcm"
    path.write_bytes(content)
    with pytest.raises(ImageFileError, match=sentence) as caught:
        read_view(path)
    assert str(path) in str(caught.value)


def test_missing_paths_and_empty_folders_are_sentences(tmp_path):
    for read in (read_view, read_facts):
        with pytest.raises(ImageFileError, match="There is no file"):
            read(tmp_path / "nowhere.dcm")
    with pytest.raises(ImageFileError, match="not a file"):
        read_view(tmp_path)
    with pytest.raises(ImageFileError, match="There is no file or folder"):
        read_cases([tmp_path / "nowhere"])
    with pytest.raises(ImageFileError, match="There is no mammogram"):
        read_cases([tmp_path])
    with pytest.raises(ImageFileError, match="There is no mammogram"):
        read_cases([])


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ({"SOPClassUID": TOMOSYNTHESIS}, "tomosynthesis"),
        ({"NumberOfFrames": 3}, "stack of frames"),
        ({"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB"}, "colour"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "not a grey-scale"),
        ({"PresentationIntentType": "FOR PROCESSING"}, "raw detector values"),
        ({"BitsAllocated": 32, "BitsStored": 32}, "32 of 32 bits"),
    ],
)
def test_other_pictures_are_refused_and_skipped_in_folders(
    save_mammogram, tmp_path, attributes, sentence
):
    path = save_mammogram(name="other.dcm", **attributes)
    with pytest.raises(UnsuitableImageError, match=sentence):
        read_view(path)
    save_mammogram(name="view.dcm")
    told: list[ImageFileError] = []
    assert len(read_cases([tmp_path])) == 1
    assert len(read_cases([tmp_path], told.append)) == 1
    assert [type(error) for error in told] == [UnsuitableImageError]


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ({"Rows": 0}, "no rows and columns"),
        ({"Rows": 60000, "Columns": 60000}, "60000 × 60000 pixels"),
        ({"Rows": 81}, "damaged"),
        ({"BitsStored": None}, "cut off: it has no BitsStored"),
    ],
)
def test_a_header_that_cannot_be_is_refused(save_mammogram, attributes, sentence):
    with pytest.raises(ImageFileError, match=sentence):
        read_view(save_mammogram(**attributes))


def test_a_damaged_file_in_a_folder_is_an_error_unless_somebody_is_told(save_mammogram, tmp_path):
    save_mammogram(name="good.dcm")
    bad = save_mammogram(name="bad.dcm")
    bad.write_bytes(bad.read_bytes()[:-100])
    with pytest.raises(ImageFileError, match=r"bad\.dcm"):
        read_cases([tmp_path])
    told: list[ImageFileError] = []
    (case,) = read_cases([tmp_path], told.append)
    assert len(case.views) == 1
    assert "bad.dcm" in str(told[0])
    with pytest.raises(ImageFileError, match=r"bad\.dcm"):
        read_cases([bad], told.append)


def test_too_many_pixels_at_once_are_refused_before_any_is_read(
    save_mammogram, tmp_path, monkeypatch
):
    save_mammogram()
    monkeypatch.setattr("inference.dicom.read.MAX_OPEN_PIXELS", 1000)
    with pytest.raises(ImageFileError, match="Choose a smaller folder"):
        read_cases([tmp_path])


def test_a_compression_without_a_codec_is_named(save_mammogram):
    path = save_mammogram(syntax=RLELossless)
    dataset = pydicom.dcmread(path)
    dataset.file_meta.TransferSyntaxUID = HTJ2KLossless
    dataset.save_as(path)
    with pytest.raises(UnsuitableImageError, match="High-Throughput JPEG 2000"):
        read_view(path)


def test_a_deflated_file_that_unpacks_without_end_is_refused(save_mammogram, monkeypatch):
    path = save_mammogram(breast(400, 400), syntax=DeflatedExplicitVRLittleEndian)
    assert read_view(path).rows == 400
    monkeypatch.setattr("inference.dicom.inflation.MAX_INFLATED_BYTES", 100_000)
    with pytest.raises(ImageFileError, match="unpacks to more than"):
        read_view(path)


def test_a_deflated_file_that_is_cut_off_or_damaged_is_refused(save_mammogram):
    path = save_mammogram(syntax=DeflatedExplicitVRLittleEndian)
    content = path.read_bytes()
    for damaged in (content[:-40], content[:-40] + bytes(40)):
        path.write_bytes(damaged)
        with pytest.raises(ImageFileError, match=r"view\.dcm .*Copy it again"):
            read_view(path)


@pytest.mark.parametrize("keyword", ["PatientID", "PixelData"])
def test_a_length_of_4_gb_asks_for_no_memory(save_mammogram, keyword):
    path = save_mammogram(syntax=ImplicitVRLittleEndian)
    tag = struct.pack("<HH", *divmod(tag_for_keyword(keyword), 2**16))
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, content.index(tag) + 4, 0xFFFFFFF0)
    path.write_bytes(content)
    tracemalloc.start()
    with suppress(ImageFileError):
        read_view(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_run_lengths_stop_when_the_picture_is_full():
    header = struct.pack("<16L", 1, 64, *[0] * 14)
    endless = b"\x81\x07" * 1_000_000
    pixels = decode_run_lengths(header + endless, 3, 5, 1)
    assert np.array_equal(pixels, np.full((3, 5), 7))


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (b"\x01\0\0\0", "no header"),
        (struct.pack("<16L", 2, 64, 65, *[0] * 13) + b"\x81\x07", "2 segments instead of 1"),
        (struct.pack("<16L", 1, 900, *[0] * 14) + b"\x81\x07", "outside their frame"),
        (struct.pack("<16L", 1, 64, *[0] * 14) + b"\xfe\x07", "end too early"),
        (struct.pack("<16L", 1, 64, *[0] * 14) + b"\x80" * 50, "end too early"),
    ],
)
def test_run_lengths_that_fill_no_picture_are_refused(frame, sentence):
    with pytest.raises(ValueError, match=sentence):
        decode_run_lengths(frame, 3, 5, 1)


@pytest.mark.parametrize("syntax", [JPEGLSLossless, JPEG2000Lossless])
def test_a_frame_larger_than_its_header_says_is_refused(save_mammogram, syntax):
    path = save_mammogram(syntax=syntax)
    dataset = pydicom.dcmread(path)
    dataset.Rows = 40
    dataset.save_as(path)
    with pytest.raises(ImageFileError, match="do not fill"):
        read_view(path)


def test_the_size_of_a_jpeg_frame_is_found_behind_other_segments():
    segment = b"\xff\xe0" + struct.pack(">H", 4) + b"ab"
    start_of_frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 480, 640, 1) + b"\1\x11\0"
    assert frame_size(b"\xff\xd8" + segment + start_of_frame) == (480, 640)
    assert frame_size(b"\xff\xd8\xff\xe0") is None
    assert frame_size(b"") is None


def test_a_path_the_system_cannot_hold_is_a_sentence():
    for read in (read_view, lambda path: read_cases([path])):
        with pytest.raises(ImageFileError):
            read(Path("x" * 5000))


def test_sequences_without_an_end_do_not_exhaust_the_stack(save_mammogram):
    path = save_mammogram()
    opening = struct.pack("<HH2sHL", 0x0040, 0x0555, b"SQ", 0, 0xFFFFFFFF)
    item = struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
    path.write_bytes(path.read_bytes() + (opening + item) * 20_000)
    with pytest.raises(ImageFileError):
        read_view(path)


def test_a_file_cut_off_in_its_pixels_is_told_as_such_and_not_as_an_error_of_the_reader(
    save_mammogram,
):
    path = save_mammogram(syntax=RLELossless)
    content = path.read_bytes()
    path.write_bytes(content[: int(0.7 * len(content))])
    with pytest.raises(ImageFileError, match=r"view\.dcm .*Copy it again") as refused:
        read_view(path)
    assert "concatenate" not in str(refused.value)

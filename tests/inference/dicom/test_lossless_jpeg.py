"""JPEG Lossless, bit for bit: against frames by the letter of the standard, and of dcmcjpeg."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys

import numpy as np
import pydicom
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLossless, JPEGLosslessSV1

from inference.dicom import huffman_differences
from inference.dicom.lossless_jpeg import decode_lossless_jpeg
from inference.dicom.read import read_view
from inference.errors import ImageFileError
from tests.inference.dicom.lossless_jpeg_frames import COUNTS, encoded, segment
from tests.inference.dicom.mutations import (
    HEAD,
    change_bytes,
    cut_off,
    flip_bit,
    insert_bytes,
    remove_bytes,
    repeat_bytes,
)
from tests.inference.dicom.small_pictures import breast, mammogram_dataset

needs_dcmtk = pytest.mark.skipif(shutil.which("dcmcjpeg") is None, reason="dcmtk is not installed")
PREDICTORS = range(1, 8)

# The picture `JUMPS` as dcmcjpeg 3.6.7 writes it with --encode-lossless-sv1.
FRAME_OF_DCMTK = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffc3000b100009000901011100ffc400160001010100000000"
    "000000000000000000100100ffda0008010100010000004ba5d2ea012e974ba804ba5d2ea012e974ba807fffd9"
)


def jumps() -> np.ndarray:
    """Neighbours as far apart as 16 bits allow, 32768 among them."""
    pixels = np.zeros((9, 9), np.uint16)
    pixels[::2, 1::2] = 32768
    pixels[1::2, ::3] = 65535
    return pixels


def grainy(rows: int, columns: int, bits: int = 16) -> np.ndarray:
    noise = np.random.default_rng(rows * columns).normal(0, 20, (rows, columns))
    return (breast(rows, columns) + noise).clip(0, 2**bits - 1).astype(np.uint16)


def decoded(frame: bytes, like: np.ndarray) -> np.ndarray:
    return decode_lossless_jpeg(frame, *like.shape)[0]


def test_a_frame_of_another_encoder_is_decoded():
    assert np.array_equal(decoded(FRAME_OF_DCMTK, jumps()), jumps())


@pytest.mark.parametrize("predictor", PREDICTORS)
@pytest.mark.parametrize(
    "pixels",
    [
        jumps(),
        grainy(40, 34),
        np.random.default_rng(1).integers(0, 65536, (23, 31)).astype(np.uint16),
        grainy(1, 50),
        grainy(50, 1),
        np.array([[40000]], np.uint16),
    ],
    ids=["jumps", "breast", "noise", "a row", "a column", "a pixel"],
)
def test_every_predictor_gives_back_every_bit(pixels, predictor):
    assert np.array_equal(decoded(encoded(pixels, predictor=predictor), pixels), pixels)


@pytest.mark.parametrize("predictor", PREDICTORS)
def test_prediction_begins_anew_behind_a_restart_marker(predictor):
    pixels = grainy(40, 34)
    frame = encoded(pixels, predictor=predictor, rows_between_restarts=3)
    assert b"\xff\xd7" in frame
    assert np.array_equal(decoded(frame, pixels), pixels)


@pytest.mark.parametrize("precision", [2, 8, 10, 12, 16])
def test_samples_of_few_bits_begin_in_the_middle_of_their_range(precision):
    pixels = grainy(20, 17, precision)
    frame = encoded(pixels, precision=precision)
    values, bits = decode_lossless_jpeg(frame, 20, 17)
    assert np.array_equal(values, pixels)
    assert bits == precision


def test_a_point_transform_leaves_the_lower_bits_empty():
    pixels = grainy(20, 17)
    frame = encoded(pixels, predictor=4, shift=2)
    assert np.array_equal(decoded(frame, pixels), pixels & 0xFFFC)


def test_lanes_that_never_fall_into_step_are_read_from_their_true_beginning(monkeypatch):
    # Codes of three bits alone: a lane of 64 bits begins in step with the one before by chance.
    monkeypatch.setattr(huffman_differences, "LANE_BITS", 64)
    monkeypatch.setattr(huffman_differences, "RUN_IN_BITS", 16)
    monkeypatch.setattr(huffman_differences, "PIECE_BYTES", 101)
    flat = np.zeros((60, 50), np.uint16)
    flat[:, 25:] = 1
    for pixels in (flat, grainy(60, 50), jumps()):
        assert np.array_equal(decoded(encoded(pixels), pixels), pixels)


@pytest.mark.parametrize("columns", [13, 14, 15, 16, 17])
def test_codes_may_lie_across_pieces(monkeypatch, columns):
    monkeypatch.setattr(huffman_differences, "PIECE_BYTES", 3)
    pixels = np.random.default_rng(columns).integers(0, 65536, (11, columns)).astype(np.uint16)
    assert np.array_equal(decoded(encoded(pixels), pixels), pixels)


def save_frame(path, pixels: np.ndarray, frame: bytes, syntax: str, **attributes: object):
    dataset = mammogram_dataset(pixels, **attributes)
    dataset.HighBit = attributes.get("HighBit", dataset.HighBit)
    dataset.PixelData = encapsulate([frame])
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.save_as(path, enforce_file_format=True)
    return path


@pytest.mark.parametrize("syntax", [JPEGLossless, JPEGLosslessSV1])
def test_a_file_is_shown_as_it_was_before_compression(tmp_path, syntax):
    for number, (pixels, precision) in enumerate(
        [(grainy(40, 34), 16), (grainy(40, 34, 12), 12), (grainy(40, 34, 8).astype(np.uint8), 8)]
    ):
        path = save_frame(
            tmp_path / f"{number}.dcm",
            pixels,
            encoded(pixels, precision=precision),
            syntax,
            BitsStored=precision,
        )
        assert np.array_equal(read_view(path).pixels, pixels)


@pytest.mark.parametrize("precision", [12, 16])
def test_a_sign_survives_whether_the_value_was_coded_or_the_whole_word(tmp_path, precision):
    pixels = (grainy(40, 34, 12).astype(np.int16) - 1000).clip(-2048, 2047)
    words = pixels.view(np.uint16) & np.uint16(2**precision - 1)
    frame = encoded(words, precision=precision)
    path = save_frame(tmp_path / "view.dcm", pixels, frame, JPEGLosslessSV1, BitsStored=12)
    assert np.array_equal(read_view(path).pixels, pixels)


def test_values_in_the_upper_bits_are_found_where_the_whole_word_was_coded(tmp_path):
    pixels = grainy(40, 34, 12)
    for number, (coded, precision) in enumerate([(pixels << 4, 16), (pixels, 12)]):
        frame = encoded(coded, precision=precision)
        path = save_frame(
            tmp_path / f"{number}.dcm", pixels, frame, JPEGLosslessSV1, BitsStored=12, HighBit=15
        )
        assert np.array_equal(read_view(path).pixels, pixels)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda frame: frame[:-60], "end too early"),
        (lambda frame: frame.replace(b"\xff\xc3", b"\xff\xc0"), "of another kind"),
        (lambda frame: frame.replace(segment(0xDA, bytes([1, 1, 0, 1, 0, 0])), b""), "markers"),
        (lambda frame: frame.replace(bytes([1, 1, 0, 1, 0, 0]), bytes([1, 1, 0, 8, 0, 0])), "scan"),
        (lambda frame: frame.replace(COUNTS, bytes([9]) + COUNTS[1:]), "Huffman"),
        (lambda frame: frame.replace(COUNTS, bytes([3, *COUNTS[1:2], 4]) + COUNTS[3:]), "codes"),
        (lambda frame: b"\xff\xd8" + b"\xff\xe0\0\2" * 5000 + frame[2:], "rows and columns"),
    ],
    ids=["cut off", "baseline", "no scan", "predictor", "too few", "too many", "markers"],
)
def test_a_damaged_frame_is_refused_with_a_sentence(tmp_path, change, sentence):
    pixels = grainy(40, 34)
    path = save_frame(tmp_path / "view.dcm", pixels, change(encoded(pixels)), JPEGLosslessSV1)
    with pytest.raises(ImageFileError, match=rf"view\.dcm is damaged \(.*{sentence}"):
        read_view(path)


def test_a_frame_of_another_size_is_refused_before_it_is_decoded():
    frame = encoded(grainy(4, 5)).replace(bytes([0, 4, 0, 5, 1]), bytes([255, 255, 255, 255, 1]))
    with pytest.raises(ValueError, match="rows and columns"):
        decode_lossless_jpeg(frame, 4, 5)


@pytest.mark.parametrize("predictor", [1, 6, 7])
def test_a_mutated_frame_is_decoded_or_refused(predictor):
    pixels = grainy(30, 26)
    sound = encoded(pixels, predictor=predictor, rows_between_restarts=10 if predictor == 1 else 0)
    decoded_to = set()
    injuries = (change_bytes, flip_bit, remove_bytes, insert_bytes, repeat_bytes, cut_off)
    for number in range(300):
        chance = random.Random(f"{predictor} {number}")
        data = bytearray(bytes(HEAD) + sound)  # injuries leave the first bytes alone
        for _ in range(chance.choice((1, 1, 2, 4))):
            chance.choice(injuries)(data, chance)
        try:
            values, precision = decode_lossless_jpeg(bytes(data[HEAD:]), *pixels.shape)
        except ValueError:
            decoded_to.add(None)
        else:
            assert values.shape == pixels.shape
            assert 2 <= precision <= 16
            decoded_to.add(values.tobytes())
    assert None in decoded_to
    assert len(decoded_to) > 20


@needs_dcmtk
@pytest.mark.parametrize("options", [["+e1"], *(["+el", "+sv", str(n)] for n in PREDICTORS)])
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_files_of_dcmcjpeg_are_read_bit_for_bit(tmp_path, save_mammogram, options, bits):
    kind = np.uint8 if bits == 8 else np.uint16
    pixels = grainy(120, 96, bits).astype(kind)
    plain, compressed = save_mammogram(pixels, BitsStored=bits), tmp_path / "compressed.dcm"
    subprocess.run(["dcmcjpeg", *options, plain, compressed], check=True, timeout=60)
    syntax = JPEGLosslessSV1 if options == ["+e1"] else JPEGLossless
    assert pydicom.dcmread(compressed).file_meta.TransferSyntaxUID == syntax
    assert np.array_equal(read_view(compressed).pixels, pixels)


@needs_dcmtk
def test_a_point_transform_of_dcmcjpeg_is_undone_as_dcmdjpeg_does(tmp_path, save_mammogram):
    plain, compressed, back = save_mammogram(grainy(60, 48)), tmp_path / "c.dcm", tmp_path / "b.dcm"
    subprocess.run(["dcmcjpeg", "+el", "+sv", "5", "+pt", "3", plain, compressed], check=True)
    subprocess.run(["dcmdjpeg", compressed, back], check=True, timeout=60)
    assert np.array_equal(read_view(compressed).pixels, pydicom.dcmread(back).pixel_array)


def test_the_decoder_needs_no_library_but_numpy():
    code = (
        "import sys; import inference.dicom.lossless_jpeg; "
        "print([name for name in ('pydicom', 'PIL', 'imagecodecs', 'gdcm') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

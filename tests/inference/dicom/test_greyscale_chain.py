"""The whole grey-scale chain against pydicom's own, for every way in which a file can store it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileDataset
from pydicom.pixels.processing import (
    apply_modality_lut,
    apply_presentation_lut,
    apply_voi_lut,
    apply_windowing,
)
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from inference.case import View
from inference.dicom.read import read_view
from inference.imaging.greyscale import Window, apply_window, to_grey
from inference.imaging.greyscale import apply_voi_lut as apply_table
from tests.inference.dicom.small_pictures import breast as breast_pixels
from tests.inference.dicom.small_pictures import compress, mammogram_dataset

ONE_GREY_LEVEL = 1 / 255
SYNTAXES = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
    JPEGLSLossless,
    JPEG2000Lossless,
    JPEGLosslessSV1,
)
DEPTHS = [8, 10, 12, 14, 16]


def ramp(bits: int, signed: bool, rows: int = 80, columns: int = 64) -> np.ndarray:
    """Values over all that `bits` can hold, not in order."""
    count = rows * columns
    values = np.rint(np.linspace(0, 2**bits - 1, count)).astype(np.int64)[
        np.arange(count) * 7 % count
    ]
    kind = f"{'i' if signed else 'u'}{1 if bits <= 8 else 2}"
    return (values - (2 ** (bits - 1) if signed else 0)).astype(kind).reshape(rows, columns)


def table(first: int, entries: np.ndarray, bits: int, explanation: str = "a curve") -> Dataset:
    item = Dataset()
    kind = "SS" if first < 0 else "US"
    item.add_new("LUTDescriptor", kind, [len(entries) % 65536, first, bits])
    item.add_new("LUTData", "US", [int(entry) for entry in entries])
    item.LUTExplanation = explanation
    return item


def save(path: Path, pixels: np.ndarray, bits: int, syntax: str, **attributes: object) -> Path:
    dataset = mammogram_dataset(pixels, BitsStored=bits, **attributes)
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    if syntax not in (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian):
        compress(dataset, syntax)
        dataset.save_as(path, enforce_file_format=True)
        return path
    little = syntax != ExplicitVRBigEndian
    dataset.file_meta.TransferSyntaxUID = syntax
    if not little and pixels.dtype.itemsize == 2:
        dataset.PixelData = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes()
    pydicom.dcmwrite(
        path,
        dataset,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=little,
        force_encoding=True,
    )
    return path


def shown(view: View) -> np.ndarray:
    return to_grey(view.pixels, view.greyscale)


def range_of(dataset: FileDataset) -> tuple[float, float]:
    """The range of pydicom's window output: that of the stored values after the rescale."""
    low = -(2 ** (dataset.BitsStored - 1)) if dataset.PixelRepresentation else 0
    ends = (low, low + 2**dataset.BitsStored - 1)
    slope, intercept = float(dataset.RescaleSlope), float(dataset.RescaleIntercept)
    return ends[0] * slope + intercept, ends[1] * slope + intercept


@pytest.mark.parametrize(("bits", "signed"), list(product(DEPTHS, (False, True))))
@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_each_depth_and_sign_and_function_matches_pydicom(tmp_path, bits, signed, function):
    middle = 0 if signed else 2 ** (bits - 1)
    path = save(
        tmp_path / "view.dcm",
        ramp(bits, signed),
        bits,
        ExplicitVRLittleEndian,
        RescaleSlope="1.5",
        RescaleIntercept="-20",
        WindowCenter=middle * 1.5 - 20,
        WindowWidth=2**bits * 0.7,
        VOILUTFunction=function,
    )
    dataset = pydicom.dcmread(path)
    values = apply_modality_lut(dataset.pixel_array, dataset)
    low, high = range_of(dataset)
    expected = (apply_windowing(values, dataset) - low) / (high - low)
    assert np.abs(shown(read_view(path)) - expected).max() < ONE_GREY_LEVEL


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("bits", "signed"), [(8, False), (12, False), (16, False), (12, True), (16, True)]
)
def test_each_transfer_syntax_gives_the_same_grey(tmp_path, syntax, bits, signed):
    pixels = ramp(bits, signed)
    path = save(
        tmp_path / "view.dcm",
        pixels,
        bits,
        syntax,
        RescaleSlope="2",
        RescaleIntercept="-5",
        WindowCenter=100,
        WindowWidth=2**bits,
    )
    view = read_view(path)
    assert np.array_equal(view.pixels, pixels.astype(np.float64) * 2 - 5)
    plain = save(
        tmp_path / "plain.dcm",
        pixels,
        bits,
        ExplicitVRLittleEndian,
        RescaleSlope="2",
        RescaleIntercept="-5",
        WindowCenter=100,
        WindowWidth=2**bits,
    )
    assert np.array_equal(shown(view), shown(read_view(plain)))


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("signed", [False, True])
def test_tables_are_read_in_each_transfer_syntax(tmp_path, syntax, signed):
    pixels = ramp(12, signed)
    first = -2048 if signed else 0
    modality = np.rint(4095 * np.linspace(0, 1, 4096) ** 2)
    voi = np.rint(1023 * np.sqrt(np.linspace(0, 1, 4000)))
    attributes = {
        "ModalityLUTSequence": [table(first, modality, 16)],
        "VOILUTSequence": [table(50, voi, 10)],
    }
    view = read_view(save(tmp_path / "view.dcm", pixels, 12, syntax, **attributes))
    plain = save(tmp_path / "plain.dcm", pixels, 12, ExplicitVRLittleEndian, **attributes)
    dataset = pydicom.dcmread(plain)
    values = apply_modality_lut(dataset.pixel_array, dataset)
    assert np.array_equal(view.pixels, values)
    expected = apply_voi_lut(values, dataset) / 1023
    assert np.abs(shown(view) - expected).max() < 1e-6


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_of_several_tables_each_matches_pydicom(save_mammogram, bits):
    top = 2**bits - 1
    curves = [np.rint(top * np.linspace(0, 1, 1500) ** power) for power in (0.5, 1, 2)]
    path = save_mammogram(
        ramp(12, False),
        BitsStored=12,
        VOILUTSequence=[
            table(1000 * number, curve, bits, f"curve {number}")
            for number, curve in enumerate(curves)
        ],
    )
    view, dataset = read_view(path), pydicom.dcmread(path)
    tables = view.greyscale.voi_luts
    assert [one.explanation for one in tables] == ["curve 0", "curve 1", "curve 2"]
    for number, one in enumerate(tables):
        # pydicom clips the index of a table of 8 bits at 255.
        expected = curves[number][
            np.clip(dataset.pixel_array - 1000.0 * number, 0, 1499).astype(int)
        ]
        if bits > 8:
            assert np.array_equal(apply_voi_lut(dataset.pixel_array, dataset, number), expected)
        assert np.abs(apply_table(view.pixels, one) - expected / top).max() < 1e-6


def test_a_table_of_256_entries_of_8_bits_matches_pydicom(save_mammogram):
    curve = np.arange(255, -1, -1)
    path = save_mammogram(ramp(8, False), VOILUTSequence=[table(0, curve, 8)])
    dataset = pydicom.dcmread(path)
    expected = apply_voi_lut(dataset.pixel_array, dataset) / 255
    assert np.abs(shown(read_view(path)) - expected).max() < 1e-6


def test_entries_of_8_bits_may_share_a_word(save_mammogram):
    curve = (np.arange(300) % 256).astype(np.uint8)
    item = table(0, np.zeros(300), 8)
    item.add_new("LUTData", "OW", curve.tobytes())
    path = save_mammogram(ramp(8, False), VOILUTSequence=[item])
    assert np.array_equal(read_view(path).greyscale.voi_luts[0].entries, curve)


def test_a_table_with_more_bits_than_it_says_reaches_white_and_no_further(save_mammogram):
    path = save_mammogram(
        ramp(12, False), BitsStored=12, VOILUTSequence=[table(0, np.arange(0, 65520, 16), 12)]
    )
    grey = shown(read_view(path))
    assert 0.99 < grey.max() <= 1


@pytest.mark.parametrize(
    ("signed", "first", "meant"), [(True, 63488, -2048), (False, -16, 65520), (True, -2048, -2048)]
)
def test_a_first_value_with_the_wrong_sign_is_understood(save_mammogram, signed, first, meant):
    pixels = ramp(12, True) if signed else ramp(16, False)
    item = table(0, np.arange(16 if not signed else 4096), 12)
    item.add_new("LUTDescriptor", "SS" if first < 0 else "US", [item.LUTDescriptor[0], first, 12])
    if not signed:
        pixels = np.maximum(pixels, 60000)
    path = save_mammogram(pixels, BitsStored=12 if signed else 16, VOILUTSequence=[item])
    assert read_view(path).greyscale.voi_luts[0].first_value == meant


def test_of_several_windows_each_matches_pydicom(save_mammogram):
    path = save_mammogram(
        ramp(12, False),
        BitsStored=12,
        WindowCenter=[2000, 1000, 3000],
        WindowWidth=[4000, 500, 100],
        WindowCenterWidthExplanation=["NORMAL", "HARDER", "SOFTER"],
    )
    view, dataset = read_view(path), pydicom.dcmread(path)
    assert [one.explanation for one in view.greyscale.windows] == ["NORMAL", "HARDER", "SOFTER"]
    for number, window in enumerate(view.greyscale.windows):
        expected = apply_windowing(dataset.pixel_array, dataset, number) / 4095
        assert np.abs(apply_window(view.pixels, window) - expected).max() < ONE_GREY_LEVEL


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME1", None, True),
        ("MONOCHROME2", None, False),
    ],
)
def test_polarity_is_turned_once_and_after_the_window(
    save_mammogram, photometric, shape, inverted, signed
):
    path = save_mammogram(
        ramp(12, signed),
        BitsStored=12,
        PhotometricInterpretation=photometric,
        PresentationLUTShape=shape,
        WindowCenter=200,
        WindowWidth=900,
    )
    dataset = pydicom.dcmread(path)
    low = -2048 if signed else 0
    grey = np.rint(apply_windowing(dataset.pixel_array, dataset) - low).astype(np.uint16)
    if inverted:
        dataset.PresentationLUTShape = "INVERSE"
        grey = apply_presentation_lut(grey, dataset)
    assert np.abs(shown(read_view(path)) - grey / 4095).max() < ONE_GREY_LEVEL


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, RLELossless])
@pytest.mark.parametrize("signed", [False, True])
def test_a_value_in_the_upper_bits_is_brought_down(tmp_path, syntax, signed):
    pixels = ramp(12, signed)
    # The four lowest bits hold something else.
    stored = (pixels.astype(np.int32) * 16 + 9).astype(pixels.dtype)
    dataset = mammogram_dataset(stored, BitsStored=12)
    dataset.HighBit = 15
    if syntax == RLELossless:
        compress(dataset, syntax)
    dataset.file_meta.TransferSyntaxUID = syntax
    path = tmp_path / "view.dcm"
    dataset.save_as(path, implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True)
    assert np.array_equal(read_view(path).pixels, pixels)


@pytest.mark.parametrize("high_bit", [0, 99])
def test_an_impossible_high_bit_is_that_of_the_standard(save_mammogram, high_bit):
    path = save_mammogram(ramp(12, False), BitsStored=12)
    dataset = pydicom.dcmread(path)
    dataset.HighBit = high_bit
    dataset.save_as(path)
    assert np.array_equal(read_view(path).pixels, ramp(12, False))


@pytest.mark.parametrize(
    ("kind", "value", "limit", "meant"),
    [
        ("SS", -2000, None, (-2000, -2000)),
        ("SS", -2048, -2000, (-2048, -2000)),
        ("SS", -2000, -2048, (-2048, -2000)),
        ("US", 63536, None, (-2000, -2000)),
        ("US", 63488, 63536, (-2048, -2000)),
    ],
)
def test_padding_of_signed_pictures_is_dark_whatever_its_vr(
    save_mammogram, kind, value, limit, meant
):
    path = save_mammogram(ramp(12, True), BitsStored=12, WindowCenter=-2048, WindowWidth=4096)
    dataset = pydicom.dcmread(path)
    dataset.add_new("PixelPaddingValue", kind, value)
    if limit is not None:
        dataset.add_new("PixelPaddingRangeLimit", kind, limit)
    dataset.save_as(path)
    view = read_view(path)
    assert view.greyscale.padding == meant
    outside = (view.pixels >= meant[0]) & (view.pixels <= meant[1])
    assert outside.any()
    assert np.array_equal(shown(view) == 0, outside | (view.pixels <= -4095))


def test_a_file_with_a_breast_and_no_window_offers_the_breast_and_then_the_full_range(
    save_mammogram,
):
    breast, full = read_view(save_mammogram()).greyscale.windows
    assert (breast.explanation, full.explanation) == ("Breast", "Full range")
    top = int(breast_pixels().max())
    assert full == Window(center=(top + 1) / 2, width=top + 1, explanation="Full range")
    assert breast.width < full.width


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_the_breast_s_window_follows_the_modality_lut(save_mammogram, photometric):
    plain = read_view(save_mammogram(PhotometricInterpretation=photometric)).greyscale
    scaled = read_view(
        save_mammogram(
            PhotometricInterpretation=photometric, RescaleSlope="0.5", RescaleIntercept="-300"
        )
    ).greyscale
    window, expected = scaled.windows[0], plain.windows[0]
    assert window.explanation == expected.explanation
    assert window.width - 1 == pytest.approx((expected.width - 1) / 2, abs=2)
    assert window.center == pytest.approx(expected.center / 2 - 300, abs=2)

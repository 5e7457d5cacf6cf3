"""The grey-scale chain against pydicom's own, an implementation of the same sections."""

from __future__ import annotations

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels.processing import (
    apply_modality_lut,
    apply_presentation_lut,
    apply_voi_lut,
)
from pydicom.uid import (
    ExplicitVRBigEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from inference.dicom.greyscale_of import lossless_voi
from inference.dicom.read import read_view
from inference.errors import ImageFileError
from inference.imaging.greyscale import to_grey
from tests.inference.dicom.small_pictures import mammogram_dataset

RAMP = np.arange(4096, dtype=np.uint16).reshape(64, 64)
SIGNED = (np.arange(4096) - 2048).astype(np.int16).reshape(64, 64)
BYTES = np.arange(256, dtype=np.uint8).reshape(16, 16)


def table(first: int, entries: np.ndarray, bits: int, signed: bool = False) -> Dataset:
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if signed else "US", [len(entries) % 65536, first, bits])
    item.add_new("LUTData", "OW", entries.astype("<u2").tobytes())
    item.LUTExplanation = "a curve"
    return item


def pydicom_grey(path, low: float, high: float, invert: bool = False) -> np.ndarray:
    """What pydicom makes of the file, scaled to 0 … 1 by the range of its output."""
    dataset = pydicom.dcmread(path)
    values = apply_modality_lut(dataset.pixel_array, dataset)
    grey = (apply_voi_lut(values, dataset) - low) / (high - low)
    return 1 - grey if invert else grey


def shown(path) -> np.ndarray:
    view = read_view(path)
    return to_grey(view.pixels, view.greyscale)


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize(("center", "width"), [(2048, 4096), (1500.5, 800), (40, 1.5)])
def test_windows_match_pydicom(save_mammogram, function, center, width):
    path = save_mammogram(
        RAMP, BitsStored=12, WindowCenter=center, WindowWidth=width, VOILUTFunction=function
    )
    assert np.abs(shown(path) - pydicom_grey(path, 0, 4095)).max() < 1 / 4095


def test_a_signed_and_rescaled_picture_matches_pydicom(save_mammogram):
    path = save_mammogram(
        SIGNED,
        BitsStored=12,
        RescaleSlope="2.5",
        RescaleIntercept="-100",
        WindowCenter=300,
        WindowWidth=3000,
    )
    low, high = -2048 * 2.5 - 100, 2047 * 2.5 - 100
    assert np.abs(shown(path) - pydicom_grey(path, low, high)).max() < 1 / 4095
    expected = apply_modality_lut(SIGNED, pydicom.dcmread(path))
    assert np.allclose(read_view(path).pixels, expected)


def test_a_whole_intercept_keeps_whole_values(save_mammogram):
    view = read_view(save_mammogram(RAMP, RescaleSlope="1", RescaleIntercept="-1024"))
    assert view.pixels.dtype.kind == "i"
    assert np.array_equal(view.pixels, RAMP.astype(int) - 1024)


@pytest.mark.parametrize("function", ["LINEAR", "SIGMOID"])
def test_monochrome1_is_inverted_after_the_window(save_mammogram, function):
    path = save_mammogram(
        RAMP,
        BitsStored=12,
        PhotometricInterpretation="MONOCHROME1",
        PresentationLUTShape="INVERSE",
        WindowCenter=1500,
        WindowWidth=1000,
        VOILUTFunction=function,
    )
    expected = pydicom_grey(path, 0, 4095, invert=True)
    assert np.abs(shown(path) - expected).max() < 1 / 4095
    assert shown(path)[0, 0] > 0.9


def test_the_presentation_shape_inverse_matches_pydicom(save_mammogram):
    path = save_mammogram(
        RAMP, BitsStored=12, PresentationLUTShape="INVERSE", WindowCenter=2048, WindowWidth=4096
    )
    dataset = pydicom.dcmread(path)
    values = apply_voi_lut(dataset.pixel_array, dataset)
    expected = apply_presentation_lut(np.rint(values).astype(np.uint16), dataset) / 4095
    assert np.abs(shown(path) - expected).max() <= 1 / 4095


@pytest.mark.parametrize("bits", [10, 12, 16])
def test_a_voi_lut_matches_pydicom_and_wins_over_the_window(save_mammogram, bits):
    curve = np.rint((2**bits - 1) * np.sqrt(np.linspace(0, 1, 3000)))
    path = save_mammogram(
        RAMP,
        BitsStored=12,
        VOILUTSequence=[table(500, curve, bits)],
        WindowCenter=2048,
        WindowWidth=4096,
    )
    expected = pydicom_grey(path, 0, 2**bits - 1)
    assert np.abs(shown(path) - expected).max() < 1 / 4095
    view = read_view(path)
    assert view.greyscale.voi_luts[0].explanation == "a curve"
    assert len(view.greyscale.windows) == 1


def test_a_signed_voi_lut_begins_below_zero(save_mammogram):
    curve = np.linspace(4095, 0, 4096)
    path = save_mammogram(
        SIGNED, BitsStored=12, VOILUTSequence=[table(-2048, curve, 12, signed=True)]
    )
    assert np.allclose(shown(path).ravel(), np.floor(curve) / 4095, atol=1 / 4095)


def test_without_a_window_the_range_of_the_table_is_offered(save_mammogram):
    path = save_mammogram(RAMP, VOILUTSequence=[table(500, np.arange(1000), 10)])
    (window,) = read_view(path).greyscale.windows
    assert (window.center, window.width) == (1000, 1000)


def test_a_modality_lut_matches_pydicom(save_mammogram):
    curve = np.rint(4095 * np.linspace(0, 1, 4000) ** 2)
    path = save_mammogram(RAMP, BitsStored=12, ModalityLUTSequence=[table(50, curve, 16)])
    expected = apply_modality_lut(RAMP, pydicom.dcmread(path))
    assert np.array_equal(read_view(path).pixels[1:], expected[1:])


def test_all_windows_are_offered_and_impossible_ones_are_not(save_mammogram):
    path = save_mammogram(
        RAMP,
        WindowCenter=[100, 200, 300],
        WindowWidth=[10, 0, 30],
        WindowCenterWidthExplanation=["soft", "broken", "hard"],
    )
    windows = read_view(path).greyscale.windows
    assert [(window.center, window.explanation) for window in windows] == [
        (100, "soft"),
        (300, "hard"),
    ]


def test_an_unknown_function_is_read_as_linear(save_mammogram):
    path = save_mammogram(RAMP, WindowCenter=1, WindowWidth=2, VOILUTFunction="CURVED")
    assert read_view(path).greyscale.windows[0].function == "LINEAR"


def test_the_full_range_spans_what_is_no_padding(save_mammogram):
    pixels = RAMP.copy()
    pixels[0] = 60000
    path = save_mammogram(pixels, PixelPaddingValue=60000)
    view = read_view(path)
    assert view.greyscale.windows[-1].explanation == "Full range"
    grey = to_grey(view.pixels, view.greyscale, lossless_voi(view.greyscale))
    assert grey[0].max() == 0
    assert grey[1, 0] == 0
    assert grey[-1, -1] == 1


def test_a_range_of_padding_is_dark_even_where_low_is_white(save_mammogram):
    path = save_mammogram(
        RAMP,
        PhotometricInterpretation="MONOCHROME1",
        PixelPaddingValue=5,
        PixelPaddingRangeLimit=2,
    )
    grey = shown(path)
    assert np.array_equal(grey[0, :8] == 0, [False, False, True, True, True, True, False, False])


def test_signed_padding_follows_the_rescale(save_mammogram):
    path = save_mammogram(
        SIGNED, RescaleSlope="-1", RescaleIntercept="0", PixelPaddingValue=-2048, BitsStored=12
    )
    assert read_view(path).greyscale.padding == (2048, 2048)


def test_padding_that_no_pixel_can_have_is_none(save_mammogram):
    assert read_view(save_mammogram(BYTES, PixelPaddingValue=63536)).greyscale.padding is None


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless, JPEGLosslessSV1])
@pytest.mark.parametrize("pixels", [RAMP, BYTES])
def test_lossless_compression_loses_nothing(save_mammogram, syntax, pixels):
    assert np.array_equal(read_view(save_mammogram(pixels, syntax=syntax)).pixels, pixels)


def test_a_big_endian_file_is_read(tmp_path):
    curve = np.arange(4096)[::-1]
    tables = table(0, curve, 12)
    tables.LUTData = curve.astype(">u2").tobytes()
    dataset = mammogram_dataset(RAMP, BitsStored=12, VOILUTSequence=[tables])
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    dataset.PixelData = RAMP.astype(">u2").tobytes()
    path = tmp_path / "view.dcm"
    pydicom.dcmwrite(path, dataset, implicit_vr=False, little_endian=False, force_encoding=True)
    assert np.array_equal(read_view(path).pixels, RAMP)
    assert np.allclose(shown(path).ravel(), curve / 4095)


def test_overlays_above_the_stored_bits_are_dropped(save_mammogram):
    path = save_mammogram(RAMP | np.uint16(0x8000), BitsStored=12)
    assert np.array_equal(read_view(path).pixels, RAMP)


def test_a_sign_within_the_stored_bits_is_extended(save_mammogram):
    path = save_mammogram(SIGNED & np.int16(0x0FFF), BitsStored=12)
    assert np.array_equal(read_view(path).pixels, SIGNED)


@pytest.mark.parametrize(
    "attributes",
    [
        {"VOILUTSequence": [table(0, np.arange(10), 40)]},
        {"ModalityLUTSequence": [Dataset()]},
        {"RescaleSlope": "0", "RescaleIntercept": "1"},
        {"RescaleSlope": "1e300", "RescaleIntercept": "1"},
    ],
)
def test_a_damaged_table_or_rescale_is_a_sentence(save_mammogram, attributes):
    path = save_mammogram(RAMP, **attributes)
    with pytest.raises(ImageFileError, match=r"view\.dcm is damaged"):
        read_view(path)

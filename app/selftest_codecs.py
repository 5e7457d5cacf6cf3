"""Small DICOM files in every compression that mammograms come in, for the self-test to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    DigitalMammographyXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

_INSTANCE = UID("2.25.1")


def lossless_file(pixels: NDArray[np.uint16], compression: str) -> bytes:
    """A DICOM file whose picture is compressed without loss.

    Args:
        pixels: (rows, columns) of a right breast in CC, chest wall on the right edge; 12 bits.
        compression: one of `LOSSLESS`.
    """
    return LOSSLESS[compression](pixels)


def jpeg_file(pixels: NDArray[np.uint8]) -> bytes:
    """A DICOM file in JPEG, of a picture as `lossless_file` takes it, with 8 bits."""
    content = BytesIO()
    Image.fromarray(pixels).save(content, "JPEG", quality=95)
    dataset = _dataset(pixels, JPEGBaseline8Bit)
    return _file(dataset, encapsulate([content.getvalue()]))


def _by_pydicom(syntax: UID) -> Callable[[NDArray[np.uint16]], bytes]:
    def make(pixels: NDArray[np.uint16]) -> bytes:
        dataset = _dataset(pixels, ExplicitVRLittleEndian)
        dataset.PixelData = pixels.tobytes()
        dataset.compress(syntax, generate_instance_uid=False)
        return _saved(dataset)

    return make


def _deflated(pixels: NDArray[np.uint16]) -> bytes:
    return _file(_dataset(pixels, DeflatedExplicitVRLittleEndian), pixels.tobytes())


def _jpeg_2000(pixels: NDArray[np.uint16]) -> bytes:
    content = BytesIO()
    Image.fromarray(pixels).save(content, "JPEG2000", irreversible=False, no_jp2=True)
    return _file(_dataset(pixels, JPEG2000Lossless), encapsulate([content.getvalue()]))


LOSSLESS: Mapping[str, Callable[[NDArray[np.uint16]], bytes]] = {
    "RLE": _by_pydicom(RLELossless),
    "JPEG-LS": _by_pydicom(JPEGLSLossless),
    "JPEG 2000": _jpeg_2000,
    "deflated": _deflated,
}
"""By what it is called, how a file is made from a picture."""


def _dataset(pixels: NDArray[np.uint8] | NDArray[np.uint16], syntax: UID) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    dataset.file_meta.MediaStorageSOPInstanceUID = _INSTANCE
    dataset.SOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    dataset.SOPInstanceUID = _INSTANCE
    dataset.Modality = "MG"
    dataset.ImageLaterality = "R"
    dataset.ViewPosition = "CC"
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.PixelRepresentation = 0
    dataset.BitsAllocated = pixels.itemsize * 8
    dataset.BitsStored = 12 if pixels.itemsize == 2 else 8
    dataset.HighBit = dataset.BitsStored - 1
    return dataset


def _file(dataset: Dataset, pixel_data: bytes) -> bytes:
    encapsulated = dataset.file_meta.TransferSyntaxUID.is_encapsulated
    dataset.add_new("PixelData", "OB" if encapsulated else "OW", pixel_data)
    return _saved(dataset)


def _saved(dataset: Dataset) -> bytes:
    content = BytesIO()
    dataset.save_as(content, enforce_file_format=True)
    return content.getvalue()

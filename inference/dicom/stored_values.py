"""From a file's bytes to the values after the modality LUT."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset
from pydicom.encaps import get_frame
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import (
    UID,
    BreastTomosynthesisImageStorage,
    JPEG2000TransferSyntaxes,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSTransferSyntaxes,
    JPEGTransferSyntaxes,
    RLELossless,
)

from inference.dicom.elements import items, number, text, whole
from inference.dicom.lookup_tables import read_table
from inference.dicom.lossless_jpeg import decode_lossless_jpeg
from inference.dicom.run_lengths import decode_run_lengths
from inference.errors import ImageFileError, UnsuitableImageError

MAX_PIXELS = 100_000_000

_OWN_BIT_DEPTH = (*JPEGTransferSyntaxes, *JPEGLSTransferSyntaxes, *JPEG2000TransferSyntaxes)
"""Compressed so that the codec gives the value itself, wherever its bits lay before."""

_DECODED_HERE = (RLELossless, JPEGLossless, JPEGLosslessSV1)

_NEEDED = ("Rows", "Columns", "BitsAllocated", "BitsStored", "PhotometricInterpretation")


def check_suitable(header: FileDataset, path: Path) -> None:
    """Check that a file holds one grey-scale picture for viewing, of a bearable size.

    Raises:
        UnsuitableImageError: something else, for example tomosynthesis.
        ImageFileError: what the header says of the pixels cannot be.
    """
    if refusal := _refusal(header):
        raise UnsuitableImageError(f"{path} {refusal}")
    if missing := [keyword for keyword in _NEEDED if keyword not in header]:
        raise ImageFileError(
            f"{path} seems to be cut off: it has no {', '.join(missing)}. "
            "Copy it again from where it came from."
        )
    rows, columns = whole(header, "Rows", 0), whole(header, "Columns", 0)
    if rows < 1 or columns < 1:
        raise ImageFileError(f"{path} has no rows and columns of pixels. Leave it out.")
    if rows * columns > MAX_PIXELS:
        raise ImageFileError(
            f"{path} has {rows} × {columns} pixels; a mammogram has at most {MAX_PIXELS:,}."
        )
    bits, stored = whole(header, "BitsAllocated", 0), whole(header, "BitsStored", 0)
    if bits not in (8, 16) or not 1 <= stored <= bits:
        raise UnsuitableImageError(
            f"{path} stores {stored} of {bits} bits for each pixel; 8 to 16 are read. "
            "Choose an ordinary mammogram."
        )


def _refusal(header: FileDataset) -> str | None:
    sop_class = UID(
        text(header, "SOPClassUID") or text(header.file_meta, "MediaStorageSOPClassUID")
    )
    if "Rows" not in header and "Image Storage" not in sop_class.name:
        return f"holds no picture ({sop_class.name or 'of no known kind'}). Choose a mammogram."
    is_tomosynthesis = sop_class == BreastTomosynthesisImageStorage
    if is_tomosynthesis or whole(header, "NumberOfFrames", 1) > 1:
        return (
            "holds tomosynthesis or another stack of frames, and single pictures are read here. "
            "Choose the two-dimensional mammogram."
        )
    if whole(header, "SamplesPerPixel", 1) != 1:
        return "holds a colour picture. Choose a grey-scale mammogram."
    if text(header, "PhotometricInterpretation") not in ("", "MONOCHROME1", "MONOCHROME2"):
        return "is not a grey-scale picture. Choose a grey-scale mammogram."
    if text(header, "PresentationIntentType") == "FOR PROCESSING":
        return "holds raw detector values (FOR PROCESSING). Choose the FOR PRESENTATION picture."
    return None


def read_stored_values(dataset: FileDataset, path: Path) -> NDArray[np.integer]:
    """Decode the pixels: (rows, columns) integers of 8 or 16 bits, signed or unsigned.

    Raises:
        ImageFileError: no pixels, too few, damaged, or a compression that is not read.
    """
    if "PixelData" not in dataset or not dataset["PixelData"].value:
        raise ImageFileError(
            f"{path} has no pixels; it seems to be cut off. Copy it again from where it came from."
        )
    _check_decodable(dataset, path)
    pixels, high_bit = _decoded(dataset)
    if pixels.shape != (dataset.Rows, dataset.Columns):
        raise ImageFileError(f"{path} is damaged: its pixels do not fill its rows and columns.")
    allocated = pixels.dtype.itemsize * 8
    stored = whole(dataset, "BitsStored", allocated)
    return _significant_bits(pixels, stored, high_bit)


def _decoded(dataset: FileDataset) -> tuple[NDArray[np.integer], int]:
    """The pixels, and the highest bit of their values."""
    syntax = dataset.file_meta.TransferSyntaxUID
    own_high_bit = whole(dataset, "BitsStored", 16) - 1
    high_bit = whole(dataset, "HighBit", own_high_bit)
    if syntax not in _DECODED_HERE:
        # pydicom's correction knows no HighBit; `_significant_bits` makes up for both.
        options: dict[str, Any] = {"correct_unused_bits": syntax in _OWN_BIT_DEPTH}
        pixels, _ = get_decoder(syntax).as_array(dataset, **options)
        return pixels, own_high_bit if syntax in _OWN_BIT_DEPTH else high_bit
    frame = get_frame(dataset.PixelData, 0, number_of_frames=1)
    bytes_per_pixel = whole(dataset, "BitsAllocated", 16) // 8
    if syntax == RLELossless:
        pixels = decode_run_lengths(frame, dataset.Rows, dataset.Columns, bytes_per_pixel)
    else:
        pixels, precision = decode_lossless_jpeg(frame, dataset.Rows, dataset.Columns)
        if pixels.max() >= 1 << (8 * bytes_per_pixel):
            raise ValueError("its compressed pixels have more bits than it says")
        pixels = pixels.astype(f"<u{bytes_per_pixel}", copy=False)
        # Some encoders code the whole word, with the value where it lay.
        high_bit = high_bit if high_bit < precision else own_high_bit
    is_signed = whole(dataset, "PixelRepresentation", 0) == 1
    return pixels.view(f"<i{bytes_per_pixel}") if is_signed else pixels, high_bit


def to_modality_values(stored: NDArray[np.integer], dataset: Dataset) -> NDArray[np.generic]:
    """Apply the modality LUT or rescale; integers stay integers where they can.

    Raises:
        ValueError: the rescale or the table is damaged.

    Source: DICOM PS3.3 C.11.1.
    """
    if sequence := items(dataset, "ModalityLUTSequence"):
        table = read_table(sequence[0], dataset, stored)
        index = np.clip(stored.astype(np.int64) - table.first_value, 0, len(table.entries) - 1)
        return table.entries[index]
    slope, intercept = number(dataset, "RescaleSlope"), number(dataset, "RescaleIntercept")
    if slope is None or intercept is None or (slope == 1 and intercept == 0):
        return stored
    if slope == 0:
        raise ValueError("its RescaleSlope is 0")
    if slope == 1 and intercept.is_integer() and abs(intercept) < 2**30:
        return stored.astype(np.int32) + int(intercept)
    if max(abs(slope), abs(intercept)) > 1e30:
        raise ValueError(f"it rescales by {slope:g} and {intercept:g}")
    return (stored.astype(np.float64) * slope + intercept).astype(np.float32)


def _significant_bits(pixels: NDArray[np.integer], bits: int, high_bit: int) -> NDArray[np.integer]:
    """Keep what lies from HighBit downwards, BitsStored bits of it, with its sign.

    Old files keep overlays above, and some the value in the upper bits (PS3.5, section 8.1.1).
    """
    allocated = pixels.dtype.itemsize * 8
    if not bits <= high_bit + 1 <= allocated:
        high_bit = bits - 1
    if bits == allocated:
        return pixels
    # The left shift drops the high bits, the right shift extends the sign of signed values.
    return np.right_shift(np.left_shift(pixels, allocated - 1 - high_bit), allocated - bits)


def _check_decodable(dataset: FileDataset, path: Path) -> None:
    syntax = UID(dataset.file_meta.get("TransferSyntaxUID", ""))
    if not _is_read(syntax):
        raise UnsuitableImageError(
            f"{path} is compressed as {syntax.name or 'nothing known'}, which is not read here. "
            "Decompress it first, for example with gdcmconv --raw or dcmdjpeg."
        )
    if syntax in _OWN_BIT_DEPTH and syntax not in _DECODED_HERE:
        frame = get_frame(dataset.PixelData, 0, number_of_frames=1)
        # A codec makes room for what the frame says of itself, not for what the header says.
        if frame_size(frame) != (dataset.Rows, dataset.Columns):
            raise ImageFileError(
                f"{path} is damaged: its compressed pixels do not fill its rows and columns."
            )


def _is_read(syntax: UID) -> bool:
    try:
        return syntax in _DECODED_HERE or get_decoder(syntax).is_available
    except NotImplementedError:
        return False


def frame_size(frame: bytes) -> tuple[int, int] | None:
    """Rows and columns that a JPEG, JPEG-LS or JPEG 2000 frame claims; None where it claims none.

    Source: ITU-T T.81 B.2.2 (SOF), T.87 C.2.2 (SOF55), T.800 A.5.1 (SIZ).
    """
    size = frame.find(b"\xff\x4f\xff\x51")
    if size >= 0 and len(frame) >= size + 24:
        right, bottom, left, top = struct.unpack_from(">4I", frame, size + 8)
        return bottom - top, right - left
    position = 2
    while frame[:2] == b"\xff\xd8" and position + 9 <= len(frame) and frame[position] == 0xFF:
        marker = frame[position + 1]
        if (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)) or marker == 0xF7:
            rows, columns = struct.unpack_from(">2H", frame, position + 5)
            return rows, columns
        position += 2 + struct.unpack_from(">H", frame, position + 2)[0]
    return None

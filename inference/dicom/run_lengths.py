"""RLE Lossless: the run lengths of PackBits, decoded into no more than the picture they claim."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

HEADER_BYTES = 64


def decode_run_lengths(
    frame: bytes, rows: int, columns: int, bytes_per_pixel: int
) -> NDArray[np.unsignedinteger]:
    """Decode one grey-scale frame.

    pydicom's own decoder unpacks whatever the frame holds, and 12 MB can hold 800; this one stops
    when the picture is full.

    Args:
        frame: header and segments.
        rows: of the picture.
        columns: of the picture.
        bytes_per_pixel: 1 or 2.

    Returns:
        (rows, columns) of uint8 or uint16.

    Raises:
        ValueError: the frame is damaged, or does not fill the picture.

    Source: DICOM PS3.5, annex G.
    """
    if len(frame) < HEADER_BYTES:
        raise ValueError("its run lengths have no header")
    count, *offsets = struct.unpack_from("<16L", frame)
    if count != bytes_per_pixel:
        raise ValueError(f"its run lengths come in {count} segments instead of {bytes_per_pixel}")
    ends = [*offsets[1:count], len(frame)]
    # The segment of the most significant bytes comes first (G.2).
    planes = np.empty((rows * columns, bytes_per_pixel), dtype=np.uint8)
    for place, (start, end) in enumerate(zip(offsets, ends, strict=False)):
        if not HEADER_BYTES <= start < end <= len(frame):
            raise ValueError("its run lengths lie outside their frame")
        planes[:, bytes_per_pixel - 1 - place] = _unpacked(frame[start:end], rows * columns)
    return planes.view(f"<u{bytes_per_pixel}").reshape(rows, columns)


def _unpacked(segment: bytes, size: int) -> NDArray[np.uint8]:
    """The first `size` bytes that a segment stands for."""
    unpacked = bytearray()
    at, last = 0, len(segment) - 1
    while at < last and len(unpacked) < size:
        length = segment[at]
        if length < 128:
            unpacked += segment[at + 1 : at + length + 2]
            at += length + 2
        else:
            # 128 stands for nothing (G.3.1).
            if length > 128:
                unpacked += segment[at + 1 : at + 2] * (257 - length)
                at += 1
            at += 1
    if len(unpacked) < size:
        raise ValueError("its run lengths end too early")
    return np.frombuffer(unpacked, dtype=np.uint8, count=size)

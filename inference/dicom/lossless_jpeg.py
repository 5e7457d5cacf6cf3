"""JPEG Lossless (process 14): a grey-scale frame, decoded into no more than the picture it claims.

The libraries that read it end the process on damaged frames, or bring more than the rest of the
program weighs (README, Decisions); numpy alone is fast enough.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inference.dicom.huffman_differences import huffman_table, read_differences
from inference.dicom.lossless_prediction import add_predictions

_SOF3, _DHT, _SOI, _SOS, _DRI = 0xC3, 0xC4, 0xD8, 0xDA, 0xDD
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {_DHT, 0xC8, 0xCC})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKER = re.compile(rb"\xff([\x01-\xfe])")
_RESTART = re.compile(rb"[\xd0-\xd7]")
_MOST_MARKERS = 1000
"""Before the scan; sound frames have about ten."""


@dataclass(slots=True, kw_only=True)
class _Frame:
    """What the markers before the entropy-coded data say, as far as they have been read."""

    precision: int = 0
    rows: int = 0
    columns: int = 0
    restart_interval: int = 0
    tables: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)


def decode_lossless_jpeg(frame: bytes, rows: int, columns: int) -> tuple[NDArray[np.uint16], int]:
    """Decode one frame.

    Args:
        frame: from SOI on.
        rows: that the picture must have.
        columns: that the picture must have.

    Returns:
        (rows, columns) of samples as they were coded, and of how many bits they are, 2 to 16.

    Raises:
        ValueError: the frame is damaged, of another process, or does not fill the picture.

    Source: ITU-T T.81, annexes B and H.
    """
    said = _Frame()
    for marker, segment, behind in _segments(frame):
        if marker == _SOF3:
            _read_frame_header(said, segment)
        elif marker in _FRAMES:
            raise ValueError("its compressed pixels are of another kind than it says")
        elif marker == _DHT:
            said.tables.update(_read_tables(segment))
        elif marker == _DRI:
            said.restart_interval = int.from_bytes(segment)
        elif marker == _SOS:
            if (said.rows, said.columns) != (rows, columns):
                break
            return _read_scan(said, segment, frame[behind:]), said.precision
    raise ValueError("its compressed pixels do not fill its rows and columns")


def _segments(frame: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Markers, what their segments hold, and where what follows begins (B.1.1)."""
    if frame[:2] != bytes((0xFF, _SOI)):
        raise ValueError("its compressed pixels do not begin as JPEG does")
    at = 2
    for _ in range(_MOST_MARKERS):
        if frame[at : at + 1] != b"\xff" or at + 4 > len(frame):
            raise ValueError("its compressed pixels are no sequence of markers")
        marker = frame[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in _STANDALONE:
            at += 2
        else:
            end = at + 2 + struct.unpack_from(">H", frame, at + 2)[0]
            yield marker, frame[at + 4 : end], end
            at = end


def _read_frame_header(said: _Frame, segment: bytes) -> None:
    if len(segment) != 9:
        raise ValueError("its compressed pixels are in colour, or damaged")
    precision, said.rows, said.columns = struct.unpack_from(">BHH", segment)
    if not 2 <= precision <= 16:
        raise ValueError(f"its compressed pixels have {precision} bits")
    said.precision = precision


def _read_tables(segment: bytes) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Where each table is to be kept, its numbers of codes and what they stand for (B.2.4.2)."""
    at = 0
    while at < len(segment):
        place, counts = segment[at], segment[at + 1 : at + 17]
        end = at + 17 + sum(counts)
        yield place, (counts, segment[at + 17 : end])
        at = end


def _read_scan(said: _Frame, segment: bytes, data: bytes) -> NDArray[np.uint16]:
    """The picture; a piece behind a restart marker is predicted anew (H.1.1)."""
    if len(segment) != 6 or segment[2] >> 4 not in said.tables:
        raise ValueError("its scan is in colour, or damaged")
    table = huffman_table(*said.tables[segment[2] >> 4])
    predictor, shift = segment[3], segment[5] & 0x0F
    if not 1 <= predictor <= 7 or shift >= said.precision:
        raise ValueError("its scan is not one of JPEG Lossless")
    rows_each, remainder = divmod(said.restart_interval, said.columns)
    if remainder:
        raise ValueError("its restart intervals are not whole rows")
    picture = np.empty((said.rows, said.columns), dtype=np.uint16)
    rows_each = rows_each or said.rows
    pieces = _pieces(data)
    for first in range(0, said.rows, rows_each):
        part = picture[first : first + rows_each]
        differences = read_differences(next(pieces, b""), table, part.size).reshape(part.shape)
        part[:] = add_predictions(differences, predictor, 1 << (said.precision - shift - 1))
    picture <<= shift
    return picture


def _pieces(data: bytes) -> Iterator[bytes]:
    """What lies between restart markers, up to any other marker, without stuffing (B.1.1.5)."""
    start = 0
    for marker in _MARKER.finditer(data):
        yield data[start : marker.start()].replace(b"\xff\x00", b"\xff")
        start = marker.end()
        if not _RESTART.match(marker[1]):
            return
    yield data[start:].replace(b"\xff\x00", b"\xff")

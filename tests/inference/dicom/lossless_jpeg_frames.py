"""An encoder of JPEG Lossless by the letter of the standard: sample by sample, bit by bit."""

from __future__ import annotations

import struct

import numpy as np

# Every category has a code: 0 to 6 have three bits each, the others four to thirteen.
COUNTS = bytes([0, 0, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
CATEGORIES = bytes(range(17))


def predicted(
    samples: np.ndarray, row: int, column: int, predictor: int, first: int, origin: int
) -> int:
    """Px of T.81, table H.1, in a piece that begins at row `first`."""
    if row == first and column == 0:
        return origin
    left = int(samples[row, column - 1]) if column else 0
    if row == first:
        return left
    above = int(samples[row - 1, column])
    if column == 0:
        return above
    left_above = int(samples[row - 1, column - 1])
    return {
        1: left,
        2: above,
        3: left_above,
        4: left + above - left_above,
        5: left + ((above - left_above) >> 1),
        6: above + ((left - left_above) >> 1),
        7: (left + above) >> 1,
    }[predictor]


def codes() -> list[str]:
    """The code of each category, as T.81, annex C gives them out."""
    found, code = [], 0
    for length, count in enumerate(COUNTS, start=1):
        for _ in range(count):
            found.append(f"{code:0{length}b}")
            code += 1
        code <<= 1
    return found


def bits_of(difference: int) -> str:
    """Code and further bits of a difference, modulo 2¹⁶ (T.81, H.1.2.2)."""
    difference &= 0xFFFF
    if difference == 32768:
        return codes()[16]
    if difference > 32768:
        difference -= 65536
    category = abs(difference).bit_length()
    if category == 0:
        return codes()[0]
    extra = difference if difference > 0 else difference + (1 << category) - 1
    return codes()[category] + f"{extra:0{category}b}"


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def encoded(
    picture: np.ndarray,
    *,
    predictor: int = 1,
    precision: int = 16,
    shift: int = 0,
    rows_between_restarts: int = 0,
) -> bytes:
    """A frame of unsigned samples below 2^precision."""
    rows, columns = picture.shape
    samples = picture.astype(np.int64) >> shift
    frame = b"\xff\xd8" + segment(0xFE, b"a comment") + b"\xff"  # a fill byte
    frame += segment(0xC3, struct.pack(">BHHBBBB", precision, rows, columns, 1, 1, 0x11, 0))
    frame += segment(0xC4, bytes([0]) + COUNTS + CATEGORIES)
    if rows_between_restarts:
        frame += segment(0xDD, struct.pack(">H", rows_between_restarts * columns))
    frame += segment(0xDA, bytes([1, 1, 0, predictor, 0, shift]))
    step = rows_between_restarts or rows
    for number, first in enumerate(range(0, rows, step)):
        if number:
            frame += bytes([0xFF, 0xD0 + (number - 1) % 8])
        frame += _entropy_coded(
            samples, range(first, min(rows, first + step)), predictor, 1 << (precision - shift - 1)
        )
    return frame + b"\xff\xd9"


def _entropy_coded(samples: np.ndarray, rows: range, predictor: int, origin: int) -> bytes:
    bits = "".join(
        bits_of(
            int(samples[row, column])
            - predicted(samples, row, column, predictor, rows.start, origin)
        )
        for row in rows
        for column in range(samples.shape[1])
    )
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8).replace(b"\xff", b"\xff\x00")

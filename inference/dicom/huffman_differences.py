"""JPEG Lossless: Huffman codes and the differences they stand for, many at once.

Where a code begins is known only when the one before it has been read. A reader that begins at any
bit, however, is in step with the true one after a few codes. So the bits are cut into short lanes,
all lanes are read side by side, each from some bits ahead of its beginning, and a lane that did not
begin where the one before it ended is read again, until it is in step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LANE_BITS = 4096
RUN_IN_BITS = 512
PIECE_BYTES = 1 << 21
LONGEST_CODE = 16
LARGEST_CATEGORY = 16

_EXTRA_BITS = np.array([*range(16), 0], dtype=np.uint8)
"""How many bits follow the code of each category; 16 means 32768 and needs none (H.1.2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HuffmanTable:
    """What the next 16 bits of a scan begin with, whichever they are.

    Attributes:
        code_lengths: (65536,) bits of the code; 0 where no code fits.
        categories: (65536,) the category it stands for, 0 … 16.
        steps: (65536,) bits of the code and of the difference behind it; 1 where no code fits.
    """

    code_lengths: NDArray[np.uint8]
    categories: NDArray[np.uint8]
    steps: NDArray[np.uint8]


def huffman_table(counts: bytes, categories: bytes) -> HuffmanTable:
    """Build the table of a DHT segment.

    Args:
        counts: 16 numbers of codes, by their lengths of 1 to 16 bits.
        categories: what the codes stand for, in order.

    Raises:
        ValueError: no such code can be.

    Source: ITU-T T.81, annex C and H.1.2.2.
    """
    if len(counts) != LONGEST_CODE or not sum(counts) == len(categories) > 0:
        raise ValueError("its Huffman table is incomplete")
    if max(categories) > LARGEST_CATEGORY:
        raise ValueError("its Huffman table is not one of JPEG Lossless")
    lengths = np.repeat(np.arange(1, LONGEST_CODE + 1), list(counts))
    # A code of n bits begins 2^(16−n) of the 65536 prefixes; codes are given out in order.
    room = 1 << (LONGEST_CODE - lengths)
    if room.sum() > 1 << LONGEST_CODE:
        raise ValueError("its Huffman table has more codes than there can be")
    code_lengths = np.zeros(1 << LONGEST_CODE, dtype=np.uint8)
    found = np.zeros_like(code_lengths)
    code_lengths[: room.sum()] = np.repeat(lengths, room)
    found[: room.sum()] = np.repeat(np.frombuffer(categories, dtype=np.uint8), room)
    steps = np.maximum(code_lengths + _EXTRA_BITS[found], 1)
    return HuffmanTable(code_lengths=code_lengths, categories=found, steps=steps)


def read_differences(data: bytes, table: HuffmanTable, count: int) -> NDArray[np.uint16]:
    """Read differences, modulo 2¹⁶.

    Args:
        data: entropy-coded bytes without stuffing.
        table: of the codes.
        count: how many to read.

    Raises:
        ValueError: the bytes end too early or hold what is no code.
    """
    differences = np.empty(count, dtype=np.uint16)
    done, bit = 0, 0
    while done < count:
        start = bit // 8
        piece = data[start : start + PIECE_BYTES]
        if not piece:
            raise ValueError("its pixels end too early")
        # The last code of a piece may reach into the next.
        bits = _Bits(data[start : start + PIECE_BYTES + 8], table, 8 * len(piece))
        places, end = bits.code_places(bit - 8 * start)
        part = bits.differences_at(places[: count - done])
        differences[done : done + len(part)] = part
        done += len(part)
        bit = 8 * start + end
    return differences


class _Bits:
    """A piece of the bits, where each of its bytes begins a word of 32.

    Args:
        data: the piece, and some bytes of the next.
        table: of the codes.
        size: bits of the piece.
    """

    def __init__(self, data: bytes, table: HuffmanTable, size: int) -> None:
        padded = np.frombuffer(data + bytes(16), dtype=np.uint8).astype(np.uint32)
        self._words = padded[:-3] << 24 | padded[1:-2] << 16 | padded[2:-1] << 8 | padded[3:]
        self._available = 8 * len(data)
        self._table = table
        self._size = size

    def code_places(self, first: int) -> tuple[NDArray[np.intp], int]:
        """The bits at which codes begin, in order, and the first bit behind the last of them."""
        starts = np.arange(0, self._size, LANE_BITS)
        ends = np.minimum(starts + LANE_BITS, self._size)
        entries = self._walk(np.maximum(starts - RUN_IN_BITS, 0), starts, None)
        entries[0] = first
        is_code = np.zeros(self._size, dtype=np.bool_)
        exits = self._walk(entries, ends, is_code)
        end = exits[0]
        for lane in range(1, len(starts)):
            if entries[lane] != end:
                exits[lane] = self._reread(starts[lane], ends[lane], end, exits[lane], is_code)
            end = exits[lane]
        return np.flatnonzero(is_code), int(end)

    def differences_at(self, places: NDArray[np.intp]) -> NDArray[np.uint16]:
        """Read the differences whose codes begin at these bits.

        Raises:
            ValueError: one of them is none, or lies behind the end.

        Source: ITU-T T.81, F.2.2.1 (EXTEND) and H.1.2.2.
        """
        prefixes = self._prefixes(places)
        lengths = self._table.code_lengths[prefixes]
        if not lengths.all():
            raise ValueError("its pixels hold what is no code")
        category = self._table.categories[prefixes]
        if len(places) and places[-1] + self._table.steps[prefixes[-1]] > self._available:
            raise ValueError("its pixels end too early")
        extra_bits = _EXTRA_BITS[category].astype(np.int32)
        behind = self._prefixes(places + lengths).astype(np.int32) >> (16 - extra_bits)
        full = (1 << category.astype(np.int32)) - 1
        is_negative = behind <= full >> 1
        return np.where(category == 16, 32768, behind - is_negative * full).astype(np.uint16)

    def _prefixes(self, places: NDArray[np.intp]) -> NDArray[np.integer]:
        """The 16 bits that begin at each place."""
        shifts = (16 - (places & 7)).astype(np.uint32)
        return self._words[places >> 3] >> shifts & np.uint32(0xFFFF)

    def _walk(
        self, places: NDArray[np.intp], ends: NDArray[np.intp], is_code: NDArray[np.bool_] | None
    ) -> NDArray[np.intp]:
        """Go from code to code in all lanes until each has reached its end; where they then are."""
        exits = places.copy()
        lanes = np.arange(len(places))
        while True:
            goes_on = places < ends
            if not goes_on.all():
                exits[lanes] = places
                lanes, places, ends = lanes[goes_on], places[goes_on], ends[goes_on]
            if not len(lanes):
                return exits
            if is_code is not None:
                is_code[places] = True
            places = places + self._table.steps[self._prefixes(places)]

    def _reread(
        self, start: int, end: int, place: int, wrong_exit: int, is_code: NDArray[np.bool_]
    ) -> int:
        """Read a lane from where its first code is, until in step with what was read before."""
        steps = self._table.steps[self._prefixes(np.arange(start, end))].tobytes()
        lane = is_code[start:end]
        read_before, places = lane.tobytes(), []
        at, size = place - start, end - start
        while at < size and not read_before[at]:
            places.append(at)
            at += steps[at]
        lane[:at] = False
        lane[places] = True
        return wrong_exit if at < size else start + at

"""Damage to DICOM files: bytes, elements, lengths, value representations and values."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

HEAD = 132
LONG_VRS = (b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UN", b"UT", b"UC", b"UR")
VRS = (
    *LONG_VRS,
    b"US",
    b"SS",
    b"UL",
    b"SL",
    b"DS",
    b"IS",
    b"CS",
    b"LO",
    b"UI",
    b"AT",
    b"FD",
    b"??",
)
LENGTHS = (0, 1, 2, 3, 7, 8, 255, 4096, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
VALUES = (
    b"",
    b"\0\0",
    b"\xff\xff",
    b"\1\0",
    b"-1",
    b"0 ",
    b"1e999 ",
    b"1e308\\-1e308",
    b"nan ",
    b"inf ",
    b"9" * 40,
    b"\\" * 60,
    b"1\\2\\3\\4",
    b"../../../etc/passwd",
    b"\x1b$B\x1b(J\xff\xfe",
    b"%s%s%n{0}",
    b"MONOCHROME1 ",
    b"SIGMOID ",
    b"1.2.840.10008.1.2.4.50",
    b"1.2.840.10008.1.2.5\0",
    b"1.2.840.10008.1.2.1.99",
    b"P\\L ",
    bytes(range(256)),
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file with one to four injuries behind its preamble; always the same for equal chances."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if len(data) > HEAD + 16:
            chance.choice(INJURIES)(data, chance)
    return bytes(data)


def element_starts(data: bytes | bytearray) -> list[int]:
    """Where the elements of the top level begin, as far as they can be followed.

    Explicit and implicit little endian are told apart element by element.
    """
    starts, at = [], HEAD
    while at + 8 <= len(data):
        starts.append(at)
        vr = bytes(data[at + 4 : at + 6])
        if vr in LONG_VRS and at + 12 <= len(data):
            head, length = 12, struct.unpack_from("<L", data, at + 8)[0]
        elif vr.isalpha() and vr.isupper():
            head, length = 8, struct.unpack_from("<H", data, at + 6)[0]
        else:
            head, length = 8, struct.unpack_from("<L", data, at + 4)[0]
        at += head + length
    return starts


def change_bytes(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(HEAD, len(data))] = chance.randrange(256)


def flip_bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(HEAD, len(data))] ^= 1 << chance.randrange(8)


def remove_bytes(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(HEAD, len(data))
    del data[place : place + chance.choice((1, 2, 8, 100))]


def insert_bytes(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(HEAD, len(data))
    data[place:place] = chance.choice((*VALUES, chance.randbytes(chance.randint(1, 32))))


def repeat_bytes(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(HEAD, len(data))
    data[place:place] = data[max(HEAD, place - chance.randint(1, 200)) : place]


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(HEAD, len(data)) :]


def swap_elements(data: bytearray, chance: random.Random) -> None:
    starts = element_starts(data)
    if len(starts) < 4:
        return
    first, second = sorted(chance.sample(range(len(starts) - 1), 2))
    a, b = starts[first], starts[first + 1]
    c, d = starts[second], starts[second + 1]
    data[a:d] = data[c:d] + data[b:c] + data[a:b]


def remove_element(data: bytearray, chance: random.Random) -> None:
    starts = element_starts(data)
    if len(starts) > 2:
        place = chance.randrange(len(starts) - 1)
        del data[starts[place] : starts[place + 1]]


def change_length(data: bytearray, chance: random.Random) -> None:
    place = chance.choice(element_starts(data))
    length = chance.choice(LENGTHS)
    if bytes(data[place + 4 : place + 6]) in LONG_VRS and place + 12 <= len(data):
        struct.pack_into("<L", data, place + 8, length)
    elif data[place + 4 : place + 6].isalpha():
        struct.pack_into("<H", data, place + 6, length & 0xFFFF)
    else:
        struct.pack_into("<L", data, place + 4, length)


def change_vr(data: bytearray, chance: random.Random) -> None:
    place = chance.choice(element_starts(data))
    data[place + 4 : place + 6] = chance.choice(VRS)


def change_tag(data: bytearray, chance: random.Random) -> None:
    starts = element_starts(data)
    place, other = chance.choice(starts), chance.choice(starts)
    data[place : place + 4] = data[other : other + 4]


def change_value(data: bytearray, chance: random.Random) -> None:
    """Give an element another value, with a length that fits it."""
    starts = element_starts(data)
    if len(starts) < 2:
        return
    place = chance.randrange(len(starts) - 1)
    start, end = starts[place], starts[place + 1]
    value = chance.choice((*VALUES, chance.randbytes(2), chance.randbytes(4)))
    head, form = 8, "<H"
    if bytes(data[start + 4 : start + 6]) in LONG_VRS:
        head, form = 12, "<L"
    elif not data[start + 4 : start + 6].isalpha():
        form = "<L"
    if end - start < head:
        return
    data[start + head : end] = value
    struct.pack_into(form, data, start + head - struct.calcsize(form), len(value))


INJURIES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    change_bytes,
    flip_bit,
    remove_bytes,
    insert_bytes,
    repeat_bytes,
    cut_off,
    swap_elements,
    remove_element,
    change_length,
    change_vr,
    change_tag,
    change_value,
    change_value,
)

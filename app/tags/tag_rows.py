"""The header of a DICOM file as plain rows, whatever the file holds; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydicom.datadict import dictionary_description, dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag
from pydicom.uid import UID

from inference.dicom.files import open_dataset, reading

MOST_ROWS = 8000
DEEPEST = 10
LONGEST_VALUE = 240
"""Characters that are shown of a value."""
LARGEST_VALUE_BYTES = 8192
"""Longer values are not turned into text."""
LARGEST_SEQUENCE_BYTES = 4_000_000
"""Longer sequences are not taken apart: they could hold more items than there is memory for."""
BINARY = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
PIXELS = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """One element of a header, or one item of a sequence.

    Attributes:
        depth: 0 in the file itself, one more in each item.
        tag: as `(0010,0020)`; of an item its number, as `#1`.
        name: from the standard's dictionary; empty where it has none.
        keyword: from there too.
        vr: value representation, two letters; empty for items.
        value: in words, shortened; of bytes only how many.
    """

    depth: int
    tag: str
    name: str = ""
    keyword: str = ""
    vr: str = ""
    value: str = ""

    @property
    def line(self) -> str:
        """The row as text, to be copied."""
        name = self.keyword or self.name
        parts = (self.tag, self.vr, name, self.value)
        return "  " * self.depth + "\t".join(parts).rstrip()


def read_tag_rows(path: Path) -> tuple[TagRow, ...]:
    """The header of a file, with its file meta information first and without its pixels.

    At most `MOST_ROWS` rows and `DEEPEST` levels; a last row says what was left out. A value that
    cannot be read says so in its row.

    Raises:
        ImageFileError: the file cannot be opened, or is no DICOM file.
    """
    with reading(path):
        dataset = open_dataset(path, header_only=True)
        rows: list[TagRow] = []
        for part in (dataset.file_meta, dataset):
            for row in _rows_of(part, 0):
                if len(rows) == MOST_ROWS:
                    more = TagRow(depth=0, tag="…", name=f"More than {MOST_ROWS} rows: not shown")
                    return (*rows, more)
                rows.append(row)
        return tuple(rows)


def _rows_of(dataset: Dataset, depth: int) -> Iterator[TagRow]:
    for tag in sorted(dataset.keys()):
        if tag not in PIXELS:
            yield from _rows_of_element(dataset, tag, depth)


def _rows_of_element(dataset: Dataset, tag: BaseTag, depth: int) -> Iterator[TagRow]:
    raw = dataset.get_item(tag)
    vr = _vr(raw, tag)
    size = _size(raw)
    if vr in BINARY or size > (LARGEST_SEQUENCE_BYTES if vr == "SQ" else LARGEST_VALUE_BYTES):
        yield _row(tag, vr, _plain_ascii(raw, vr) or f"{size} bytes", depth)
        return
    try:
        element = dataset[tag]
        is_sequence = element.VR == "SQ"
        value = "" if is_sequence else _text(element)
    # Damaged values make pydicom raise almost anything.
    except Exception as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        yield _row(tag, vr, f"cannot be read: {reason}", depth)
        return
    if not is_sequence:
        yield _row(tag, element.VR, value, depth, element.name)
        return
    items = list(element.value or [])
    yield _row(tag, "SQ", _counted(len(items)), depth, element.name)
    if depth + 1 >= DEEPEST:
        yield TagRow(depth=depth + 1, tag="…", name="Nested too deep: not shown")
        return
    for number, item in enumerate(items, start=1):
        yield TagRow(depth=depth + 1, tag=f"#{number}")
        yield from _rows_of(item, depth + 2)


def _vr(raw: DataElement | RawDataElement, tag: BaseTag) -> str:
    if raw.VR is not None:
        return str(raw.VR)
    try:
        return dictionary_VR(tag)
    except KeyError:
        return "UN"


def _size(raw: DataElement | RawDataElement) -> int:
    """Bytes of a value that was not yet turned into Python's; sequences count as none."""
    value = raw.value
    return len(value) if isinstance(value, bytes | bytearray) else 0


def _plain_ascii(raw: DataElement | RawDataElement, vr: str) -> str:
    """A value of unknown kind that is nothing but letters and signs; else an empty text."""
    value = bytes(raw.value) if isinstance(raw.value, bytes | bytearray) else b""
    text = value[:LONGEST_VALUE].decode("ascii", "replace").rstrip(" \0")
    short = vr == "UN" and len(value) <= LONGEST_VALUE
    return text if short and text.isascii() and text.isprintable() else ""


def _text(element: DataElement) -> str:
    value = element.value
    if value is None:
        return ""
    values = value if isinstance(value, list | tuple) or element.VM > 1 else [value]
    text = "\\".join(_word(one) for one in values)
    text = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _word(value: object) -> str:
    if isinstance(value, UID) and value.name != value:
        return f"{value!s}  ({value.name})"
    return str(value)


def _counted(items: int) -> str:
    return "1 item" if items == 1 else f"{items} items"


def _row(tag: BaseTag, vr: str, value: str, depth: int, name: str = "") -> TagRow:
    if not name:
        try:
            name = dictionary_description(tag)
        except KeyError:
            name = "Private tag" if tag.is_private else ""
    return TagRow(
        depth=depth,
        tag=f"({tag.group:04X},{tag.element:04X})",
        name=name.strip("[]"),
        keyword=keyword_for_tag(tag),
        vr=vr,
        value=value,
    )

"""The parts of a case set's zip: written the same for the same input, read as from a stranger.

Parts are stored, not deflated: pictures are packed already, a declared size is then the real one,
and no part can unpack to more than the file holds.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inference.errors import CaseSetError

MAX_PARTS = 25_010
"""Five thousand cases with a thumbnail and four views each, the manifest and the truth."""

MAX_PART_BYTES = 64_000_000
"""Of one part: a picture of 16 million pixels, or the manifest."""

MAX_FILE_BYTES = 4_000_000_000
"""Of a whole set: what a zip holds without the extension zip64."""

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_DIRECTORY_BYTES_PER_PART = 400
_ENCRYPTED = 0x1

Part = tuple[str, Callable[[], bytes]]
"""A part's name, and what gives its bytes when they are needed."""


def write_parts(target: Path | BinaryIO, parts: Iterable[Part]) -> None:
    """Write a zip of these parts in this order; equal parts give equal bytes.

    Raises:
        CaseSetError: they are too many or too large for a set.
        OSError: the system refused.
    """
    total = 0
    with zipfile.ZipFile(target, "w", allowZip64=False) as archive:
        for number, (name, content) in enumerate(parts):
            data = content()
            total += len(data)
            if number >= MAX_PARTS or len(data) > MAX_PART_BYTES or total > MAX_FILE_BYTES:
                raise CaseSetError(
                    f"The set is too large: at most {MAX_PARTS} parts and "
                    f"{MAX_FILE_BYTES // 10**9} GB go into one. Divide it."
                )
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST_ZIP_TIME)
            entry.create_system = 3  # Unix, whatever the system: equal sets give equal files
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the bytes of a part lie in the file."""

    header_offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipParts:
    """The parts of a zip whose list was found to be sound.

    Attributes:
        path: of the file.
        places: where each part lies, by name.
    """

    path: Path
    places: dict[str, _Place]

    def size(self, name: str) -> int:
        """How many bytes a part has.

        Raises:
            CaseSetError: there is no such part.
        """
        return self._place(name).size

    def read(self, name: str, sha256: str = "") -> bytes:
        """The bytes of a part.

        Args:
            name: of the part.
            sha256: that they have to have, where one is known.

        Raises:
            CaseSetError: there is no such part, it cannot be read, or it was altered.
        """
        place = self._place(name)
        if place.size > MAX_PART_BYTES:
            raise damaged(self.path, f"its part {name} is larger than {MAX_PART_BYTES} bytes")
        try:
            with self.path.open("rb") as file:
                file.seek(place.header_offset)
                header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
                file.seek(header[9] + header[10], 1)
                content = file.read(place.size)
        except (OSError, struct.error) as error:
            raise CaseSetError(f"The case set {self.path} cannot be read: {error}.") from error
        if len(content) < place.size:
            raise damaged(self.path, f"its part {name} is cut off")
        if sha256 and hashlib.sha256(content).hexdigest() != sha256:
            raise damaged(self.path, f"its part {name} has another checksum than it should")
        return content

    def _place(self, name: str) -> _Place:
        if name not in self.places:
            raise damaged(self.path, f"its part {name} is missing")
        return self.places[name]


def open_parts(path: Path) -> ZipParts:
    """List the parts of a zip that nobody vouches for.

    Nothing is unpacked, and no name is used as a path. The number of parts is bounded before the
    list is read, and all parts together are no larger than the file.

    Raises:
        CaseSetError: it cannot be read, is no such zip, or holds what a case set never does.
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise damaged(path, f"it is larger than {MAX_FILE_BYTES // 10**9} GB")
        with path.open("rb") as file:
            _check_end(path, file, size)
            entries = _entries(path, file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CaseSetError(
            f"The case set {path} cannot be read: {reason}. Check the file and its rights."
        ) from error
    for entry in entries:
        _check_entry(path, entry)
    if len({entry.filename for entry in entries}) < len(entries):
        raise damaged(path, "it holds two parts of one name")
    if sum(entry.file_size for entry in entries) > size:
        raise damaged(path, "its parts claim to be larger than the file")
    places = {
        entry.filename: _Place(header_offset=entry.header_offset, size=entry.file_size)
        for entry in entries
    }
    return ZipParts(path=path, places=places)


def damaged(path: Path, what: str) -> CaseSetError:
    """The error for a file that is no sound case set.

    Args:
        path: of the file.
        what: is wrong, as the rest of a sentence.
    """
    return CaseSetError(
        f"{path} is no sound case set: {what}. Ask for the file again, or copy it again."
    )


def _check_end(path: Path, file: BinaryIO, size: int) -> None:
    """The zip's end record bounds the list before anything of it is read."""
    if size < _END.size:
        raise damaged(path, "it is too short")
    file.seek(size - _END.size)
    sign, disk, first_disk, here, entries, length, offset, comment = _END.unpack(
        file.read(_END.size)
    )
    if sign != b"PK\5\6" or comment or disk or first_disk or here != entries:
        raise damaged(path, "it is no zip file, or it is cut off")
    if entries > MAX_PARTS or length > entries * _DIRECTORY_BYTES_PER_PART:
        raise damaged(path, f"it holds more than {MAX_PARTS} parts, or its list is too long")
    if offset + length + _END.size != size:
        raise damaged(path, "other bytes lie before or within it")


def _entries(path: Path, file: BinaryIO) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, MemoryError) as error:
        raise damaged(path, f"its list of parts cannot be read ({error})") from error
    except (ValueError, EOFError, OverflowError, struct.error, KeyError) as error:
        raise damaged(path, f"its list of parts is damaged ({error})") from error


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename[-80:]
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or name.endswith("/"):
        raise damaged(path, f"its part {name!r} is a link or a folder")
    if entry.flag_bits & _ENCRYPTED or entry.compress_type != zipfile.ZIP_STORED:
        raise damaged(path, f"its part {name!r} is deflated or encrypted, which no set's parts are")
    if entry.file_size != entry.compress_size or entry.file_size < 0:
        raise damaged(path, f"the size of its part {name!r} contradicts itself")

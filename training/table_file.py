"""HDF5 files of tables that grow row by row and outlive a killed process and a full disk."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
from numpy.typing import NDArray

from inference.errors import OutputError
from training.errors import DatasetError

RESERVED_BYTES = 16_000_000
"""Nothing is added to a file when its disk has less room than this."""

TEXT = "text"
BLOB = "blob"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a kind of file holds.

    Attributes:
        name: what messages call such a file.
        format: number of the format that is written.
        readable: numbers of the formats that are read.
        tables: columns of each table with their kinds: `TEXT`, `BLOB`, or a numpy type. The length
            of a table's last column is the number of its rows, should writing break off.
    """

    name: str
    format: int
    readable: tuple[int, ...]
    tables: Mapping[str, Mapping[str, str]]


class TableFile:
    """An open file of tables; rows can be added to one opened for writing."""

    def __init__(self, file: h5py.File, layout: Layout) -> None:
        self._file = file
        self._layout = layout

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self._file.filename)

    @property
    def format(self) -> int:
        """Number of the format it was written in."""
        return int(np.asarray(self._file.attrs["format"]))

    def attribute(self, name: str) -> float:
        """A number that holds for the whole file.

        Raises:
            DatasetError: it is missing.
        """
        if name not in self._file.attrs:
            raise DatasetError(f"{self.path} is damaged: it lacks {name}.")
        return float(np.asarray(self._file.attrs[name]))

    def count(self, table: str) -> int:
        """Rows of a table."""
        return int(self._column(table, list(self._layout.tables[table])[-1]).shape[0])

    def append(self, table: str, values: Mapping[str, object]) -> None:
        """Add a row with a value for every column.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        self._check_space()
        index = self.count(table)
        with _writing(self.path):
            for name, kind in self._layout.tables[table].items():
                column = self._column(table, name)
                column.resize((index + 1,))
                column[index] = _stored(values[name], kind)

    def flush(self) -> None:
        """Put everything added so far on the disk, so that a killed process loses none of it.

        Raises:
            OutputError: the disk is full.
        """
        with _writing(self.path):
            self._file.flush()

    def texts(self, table: str, name: str) -> NDArray[np.object_]:
        """A column of texts: (rows,) strings."""
        count = self.count(table)
        with self._reading():
            return np.asarray(self._column(table, name).asstr()[:count], dtype=object)

    def numbers(self, table: str, name: str) -> NDArray[np.generic]:
        """A column of numbers: (rows,)."""
        count = self.count(table)
        with self._reading():
            return self._column(table, name)[:count]

    def blob(self, table: str, name: str, index: int) -> bytes:
        """The bytes in one row of a column."""
        with self._reading():
            return self._column(table, name)[index].tobytes()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DatasetError(f"{self.path} is damaged: {_reason(error)}.") from error

    def _check_space(self) -> None:
        """Stop before the disk is full: HDF5 files do not survive that."""
        if shutil.disk_usage(self.path.parent).free < RESERVED_BYTES:
            raise OutputError(
                f"The disk of {self.path} is nearly full. Make room; the same command then goes on."
            )

    def _column(self, table: str, name: str) -> h5py.Dataset:
        found = self._file.get(f"{table}/{name}")
        if not isinstance(found, h5py.Dataset):
            raise DatasetError(f"{self.path} is damaged: it lacks {table}/{name}.")
        return found


@contextmanager
def create_tables(
    path: Path, layout: Layout, attributes: Mapping[str, float], settings: Mapping[str, object]
) -> Iterator[TableFile]:
    """Open a file for adding; one that is there already is continued.

    Args:
        path: of the file.
        layout: its tables.
        attributes: numbers that hold for the whole file.
        settings: what must be equal for a file to be continued, kept as JSON.

    Raises:
        DatasetError: the file there is damaged, in use, of another format, or was made with other
            settings.
        OutputError: it cannot be written.
    """
    wanted = json.dumps(settings, sort_keys=True)
    try:
        file = h5py.File(path, "a")
    except BlockingIOError as error:
        raise _in_use(path) from error
    except OSError as error:
        if error.errno is None:
            raise DatasetError(
                f"{path} is no {layout.name}, or damaged: {_reason(error)}. "
                "Name another file, or delete it to start again."
            ) from error
        raise OutputError(f"Could not write {path}: {_reason(error)}.") from error
    try:
        if len(file) == len(file.attrs) == 0:
            with _writing(path):
                _lay_out(file, layout, {**attributes, "settings": wanted})
        _check_format(file, layout, (layout.format,))
        if file.attrs.get("settings") != wanted:
            raise DatasetError(
                f"{path} was made with {file.attrs.get('settings')}, not {wanted}. "
                "Delete it or name another file."
            )
        yield TableFile(file, layout)
    except BaseException:
        # On a full disk closing fails as well, in words that help less than the first ones.
        with suppress(OSError, RuntimeError):
            file.close()
        raise
    with _writing(path):
        file.close()


@contextmanager
def open_tables(path: Path, layout: Layout, command: str) -> Iterator[TableFile]:
    """Open a file for reading.

    Args:
        path: of the file.
        layout: its tables.
        command: that makes such a file.

    Raises:
        DatasetError: missing, damaged, in use, or of another format.
    """
    if not path.is_file():
        raise DatasetError(f"There is no {layout.name} {path}. Make one with: {command}")
    try:
        file = h5py.File(path, "r")
    except BlockingIOError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise DatasetError(f"{path} is no {layout.name}, or damaged: {_reason(error)}.") from error
    with file:
        _check_format(file, layout, layout.readable)
        yield TableFile(file, layout)


def storable(text: str) -> str:
    """The text as HDF5 can keep it: without null bytes and halves of Unicode pairs."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def _stored(value: object, kind: str) -> object:
    if kind == TEXT:
        return storable(str(value))
    return np.frombuffer(value, np.uint8) if isinstance(value, bytes) else value


def _check_format(file: h5py.File, layout: Layout, accepted: tuple[int, ...]) -> None:
    version = file.attrs.get("format")
    named = file.attrs.get("kind", layout.name)
    if version in accepted and named == layout.name:
        return
    known = " and ".join(str(number) for number in accepted)
    raise DatasetError(
        f"{file.filename} has {named} format {version}; this needs {layout.name} format {known}. "
        "Name another file, or delete it to start again."
    )


def _in_use(path: Path) -> DatasetError:
    return DatasetError(f"{path} is in use by another program. Wait until it has ended.")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn a failure to write into a sentence; HDF5 tells some of them as RuntimeError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise OutputError(
            f"Could not write {path}: {_reason(error)}. Check the free space."
        ) from error


def _reason(error: Exception) -> str:
    """The operating system's words out of a message of the HDF5 library."""
    found = re.search(r"error message = '([^']*)'", str(error))
    return found[1] if found else str(error)


def _lay_out(file: h5py.File, layout: Layout, attributes: Mapping[str, object]) -> None:
    kinds = {TEXT: h5py.string_dtype(), BLOB: h5py.vlen_dtype(np.uint8)}
    for table, columns in layout.tables.items():
        group = file.create_group(table)
        for name, kind in columns.items():
            group.create_dataset(
                name, dtype=kinds.get(kind, kind), shape=(0,), maxshape=(None,), chunks=(256,)
            )
    for name, value in attributes.items():
        file.attrs[name] = value
    file.attrs["kind"] = layout.name
    # Last, as it says that the layout is complete.
    file.attrs["format"] = layout.format

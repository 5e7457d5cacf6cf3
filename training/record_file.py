"""What files of prepared pictures share: a table of records, and one of what was left out."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from inference.preparation.frame import Frame
from training.table_file import TableFile

REJECTED = "rejected"
"""Name of the table of what was left out; it has a key and a reason."""


class RecordFile:
    """An open file of records; records can be added to one opened for writing.

    Attributes:
        table: name of the table of records.
        frame: whose pixels the pictures have.
    """

    table: ClassVar[str]

    def __init__(self, tables: TableFile) -> None:
        self._tables = tables
        self.frame = Frame(rows=int(tables.attribute("rows")))

    def __len__(self) -> int:
        return self._tables.count(self.table)

    def flush(self) -> None:
        """Put everything added so far on the disk, so that a killed process loses none of it.

        Raises:
            OutputError: the disk is full.
        """
        self._tables.flush()

    def rejected(self) -> list[tuple[str, str]]:
        """Key and reason of everything left out."""
        keys, reasons = (self._tables.texts(REJECTED, name) for name in ("key", "reason"))
        return list(zip(keys, reasons, strict=True))

    def texts(self, name: str) -> NDArray[np.object_]:
        """A column of texts: (records,) strings."""
        return self._tables.texts(self.table, name)

    def numbers(self, name: str) -> NDArray[np.generic]:
        """A column of numbers: (records,).

        Raises:
            DatasetError: the file is damaged.
        """
        return self._tables.numbers(self.table, name)

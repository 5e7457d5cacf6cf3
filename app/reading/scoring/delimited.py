"""Tables as CSV or TSV with a JSON file beside them that explains the columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import inference
from inference.atomic_files import write_text

FORMAT = 1
"""Number of the format of the file that explains the columns."""

SIDECAR_SUFFIX = ".json"

Cell = str | int | float | bool | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula in a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table to be written.

    Attributes:
        what: in a sentence.
        columns: what each column holds, by its name, in order.
        rows: one cell for each column.
    """

    what: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]


def write_table(path: Path, table: Table, separator: str) -> tuple[Path, Path]:
    """Write a table and, beside it, the file that explains it.

    Args:
        path: of the table.
        table: to be written.
        separator: a comma or a tab.

    Returns:
        The paths of both files; the second has the first one's name with `.json` after it.

    Raises:
        OutputError: a file could not be written.
    """
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    explained = {
        "format": FORMAT,
        "program": f"Mammogym {inference.__version__}",
        "table": path.name,
        "what": table.what,
        "separator": "comma" if separator == "," else "tab",
        "columns": dict(table.columns),
    }
    write_text(path, delimited(table, separator))
    write_text(sidecar, json.dumps(explained, indent=1, ensure_ascii=False) + "\n")
    return path, sidecar


def delimited(table: Table, separator: str) -> str:
    """The table as text, with the names of the columns first.

    Commas follow RFC 4180: lines end with CR LF, and cells with commas, quotes or line ends are
    quoted. In tables with tabs, tabs and line ends within a cell become spaces. A text that a
    spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        assert len(row) == len(table.columns)
        writer.writerow([_cell(value, separator) for value in row])
    return text.getvalue()


def _cell(value: Cell, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, int):
        return str(value)
    text = " ".join(value.split()) if separator == "\t" else value
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text

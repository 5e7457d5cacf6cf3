"""Marks of a case in a JSON file, to be kept and handed on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.reading.marks import Mark, marks_from_plain, marks_to_plain
from inference.atomic_files import write_text
from inference.case import View
from inference.errors import InputError

FORMAT = 1
"""Number of the format written here; other numbers are refused."""

MAX_FILE_BYTES = 20_000_000
MAX_VIEWS = 100


def marks_to_json(marks: Sequence[Mark], case_id: str, views: Sequence[View]) -> str:
    """The marks as JSON text, with the views they lie on."""
    values = {
        "format": FORMAT,
        "case": case_id,
        "views": [
            {
                "name": None if view.name is None else view.name.value,
                "rows": view.rows,
                "columns": view.columns,
            }
            for view in views
        ],
        "marks": marks_to_plain(marks),
    }
    return json.dumps(values, indent=1) + "\n"


def marks_from_json(text: str, views: Sequence[View], where: str = "The text") -> tuple[Mark, ...]:
    """Read marks onto the views of a case.

    A view is found by its name, as another program may order the views in another way; where names
    are missing or not unique, by its number. Marks on views that the case does not have stay out.

    Args:
        text: what `marks_to_json` wrote.
        views: of the case that gets the marks.
        where: how to name the source in a message, for example a file's path.

    Raises:
        InputError: not JSON, another format, marks that cannot be, or pictures of another size.
    """
    values = _checked_values(text, where)
    stored = _stored_views(values.get("views"), where)
    try:
        marks = marks_from_plain(values.get("marks"), len(stored))
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    target = _targets([name for name, _, _ in stored], views)
    found = [mark for mark in marks if mark.view in target]
    for mark in found:
        _, rows, columns = stored[mark.view]
        _check_size(views[target[mark.view]], rows, columns, where)
    if marks and not found:
        raise InputError(f"{where} holds marks on other views than this case has.")
    return tuple(_within(replace(mark, view=target[mark.view]), views) for mark in found)


def write_marks(path: Path, marks: Sequence[Mark], case_id: str, views: Sequence[View]) -> None:
    """Write the marks of a case to a file.

    Raises:
        OutputError: the file could not be written.
    """
    write_text(path, marks_to_json(marks, case_id, views))


def read_marks(path: Path, views: Sequence[View]) -> tuple[Mark, ...]:
    """Read marks from a file onto the views of a case.

    Raises:
        InputError: the file cannot be read, or `marks_from_json` refuses what it holds.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{path} is too large for marks. Choose a file of marks.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Could not read the marks in {path}: {error}.") from error
    return marks_from_json(text, views, where=str(path))


def _checked_values(text: str, where: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON: {error}. Choose a file of marks.") from error
    if not isinstance(values, dict) or "format" not in values:
        raise InputError(f"{where} is no file of marks: it has no format number.")
    if values["format"] != FORMAT:
        raise InputError(
            f"{where} has format {str(values['format'])[:20]} of marks; this program reads format "
            f"{FORMAT}. A newer version of Mammogym may read it."
        )
    return values


def _stored_views(value: object, where: str) -> list[tuple[str | None, int, int]]:
    if not isinstance(value, list) or len(value) > MAX_VIEWS:
        raise InputError(f"{where} does not tell on which views its marks lie.")
    return [_stored_view(item, where) for item in value]


def _stored_view(item: object, where: str) -> tuple[str | None, int, int]:
    if isinstance(item, dict):
        name, rows, columns = item.get("name"), item.get("rows"), item.get("columns")
        is_named = name is None or isinstance(name, str)
        if is_named and isinstance(rows, int) and isinstance(columns, int):
            return name, rows, columns
    raise InputError(f"{where} has a view without name, rows and columns.")


def _targets(stored: list[str | None], views: Sequence[View]) -> dict[int, int]:
    """Which view of the case each view of the file is."""
    names = [None if view.name is None else view.name.value for view in views]
    if _are_unique(stored) and _are_unique(names):
        return {i: names.index(name) for i, name in enumerate(stored) if name in names}
    return {index: index for index in range(min(len(stored), len(views)))}


def _are_unique(names: Sequence[str | None]) -> bool:
    return None not in names and len(set(names)) == len(names)


def _check_size(view: View, rows: int, columns: int, where: str) -> None:
    if (rows, columns) != (view.rows, view.columns):
        raise InputError(
            f"{where} holds marks on a picture of {columns} × {rows} pixels, and this one has "
            f"{view.columns} × {view.rows}. Open the case they were made on."
        )


def _within(mark: Mark, views: Sequence[View]) -> Mark:
    view = views[mark.view]
    points = tuple(
        (min(max(row, 0.0), view.rows), min(max(column, 0.0), view.columns))
        for row, column in mark.points
    )
    return replace(mark, points=points)

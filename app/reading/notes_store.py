"""The folder in which notes are kept, a JSON file for each case."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from app.reading.case_notes import CaseNotes, notes_from_plain, notes_to_plain
from inference.atomic_files import write_text
from inference.errors import InputError, writing

FORMAT = 2
"""Number of the format written here; 1 is read too, it has no names of views."""

MAX_FILE_BYTES = 40_000_000
MAX_DAMAGED = 20
"""So many damaged files of a case are kept apart."""

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")


class _NewerNotesError(InputError):
    """Notes of another format, which stay where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNotes:
    """What the store has of a case.

    Attributes:
        notes: empty where there are none that can be read.
        problem: a sentence if something is to be told, else empty.
        writable: False where notes of a newer program lie, which must not be written over.
    """

    notes: CaseNotes
    problem: str = ""
    writable: bool = True


class NotesStore:
    """Reads and writes the notes of cases.

    Args:
        folder: made when the first notes are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, key: str) -> Path:
        """The file of a case.

        Raises:
            InputError: `key` is none that `case_key` gives.
        """
        if not _KEY.fullmatch(key):
            raise InputError(f"{key[:40]!r} is no name for notes.")
        return self._folder / f"{key}.json"

    def read(self, key: str, views: int) -> FoundNotes:
        """Read the notes of a case; damaged ones are set aside.

        Args:
            key: from `case_key`.
            views: how many the case has.
        """
        path = self.path(key)
        if not path.exists():
            return FoundNotes(notes=CaseNotes())
        try:
            return FoundNotes(notes=_read(path, views))
        except _NewerNotesError as error:
            return FoundNotes(notes=CaseNotes(), problem=str(error), writable=False)
        except OSError as error:
            return FoundNotes(
                notes=CaseNotes(),
                problem=f"The notes in {path} could not be read: {error.strerror or error}. "
                "They stay as they are; check the rights of the file.",
                writable=False,
            )
        except (ValueError, RecursionError, InputError) as error:
            return _set_aside(path, error)

    def write(self, key: str, notes: CaseNotes) -> None:
        """Write the notes of a case in one step; empty notes leave no file.

        Raises:
            OutputError: they could not be written; what stood there before stays.
        """
        path = self.path(key)
        if notes.empty:
            with writing(path):
                path.unlink(missing_ok=True)
            return
        values = {"format": FORMAT, **notes_to_plain(notes)}
        write_text(path, json.dumps(values, indent=1, ensure_ascii=False) + "\n")


def _read(path: Path, views: int) -> CaseNotes:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise InputError(f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
    values = json.loads(path.read_bytes().decode("utf-8"), parse_constant=_refuse)
    if not isinstance(values, dict) or type(values.get("format")) is not int:
        raise InputError("it has no format number.")
    if values["format"] > FORMAT:
        raise _NewerNotesError(
            f"The notes in {path} have format {str(values['format'])[:20]}, and this program "
            f"reads formats 1 to {FORMAT}. They stay as they are; open the case with a newer "
            "Mammogym."
        )
    if values.pop("format") < 1:
        raise InputError(f"it does not have format {FORMAT}.")
    return notes_from_plain(values, views)


def _refuse(word: str) -> float:
    raise InputError(f"it holds {word}, which is no number.")


def _set_aside(path: Path, error: Exception) -> FoundNotes:
    aside = _free_name(path)
    try:
        path.replace(aside)
    except OSError:
        return FoundNotes(
            notes=CaseNotes(),
            problem=f"The notes in {path} could not be read ({error}). They stay as they are.",
            writable=False,
        )
    return FoundNotes(
        notes=CaseNotes(),
        problem=f"The notes of this case could not be read ({error}). They were set aside as "
        f"{aside}, and the case starts without.",
    )


def _free_name(path: Path) -> Path:
    """A name beside `path` that no earlier damaged file has; after `MAX_DAMAGED` the last one."""
    name = path.with_name(f"{path.name}.damaged")
    for number in range(2, MAX_DAMAGED):
        if not name.exists():
            break
        name = path.with_name(f"{path.name}.damaged-{number}")
    return name

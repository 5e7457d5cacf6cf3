"""The progress of readers: their profiles, sittings and scores, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from app.reading.quiz.errors import ProgressError, QuizError
from app.reading.quiz.plain_values import field_of, list_of, object_of, parsed
from app.reading.quiz.progress import (
    KeptScore,
    KeptSitting,
    sitting_from_plain,
    sitting_to_plain,
)
from app.reading.quiz.progress_tables import (
    connected,
    reader_of,
    scores_of,
    set_aside,
    sitting_of,
    write_sitting,
)
from app.reading.quiz.reader import Reader, reader_from_plain, reader_to_plain
from app.reading.quiz.rounds import RoundKind
from inference.atomic_files import make_folder, write_text
from inference.errors import InputError, OutputError

FILE_NAME = "progress.sqlite3"
EXPORT_FORMAT = 1
"""Number of the format of exported progress; higher numbers are refused."""

MOST_IMPORTED = 20_000
LARGEST_IMPORT_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPoint:
    """A score at the time of its sitting.

    Attributes:
        sitting_id: of the sitting.
        started_at: of the sitting, as UTC in ISO 8601.
        kind: of the round.
        repeats: whether the sitting repeats an earlier one; such points are not to be pooled.
        score: the number.
    """

    sitting_id: str
    started_at: str
    kind: RoundKind
    repeats: bool
    score: KeptScore


class ProgressStore:
    """Keeps readers and their sittings. It may be used from several threads.

    Open it with `open_progress`. Close it, or use it in a `with` statement.

    Attributes:
        path: of the file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    def readers(self) -> tuple[Reader, ...]:
        """All profiles, by name.

        Raises:
            ProgressError: the file cannot be read.
        """
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT reader_id, name, years_since_fellowship, board_certified, speciality "
                "FROM readers ORDER BY name, reader_id"
            ).fetchall()
            return tuple(reader_of(row) for row in rows)

    def keep_reader(self, reader: Reader) -> None:
        """Add a profile, or change the one of its id.

        Raises:
            OutputError: it could not be written.
        """
        values = (
            reader.reader_id,
            reader.name,
            reader.years_since_fellowship,
            reader.board_certified,
            reader.speciality,
        )
        with self._transaction(writes=True) as connection:
            connection.execute(
                "INSERT INTO readers VALUES (?, ?, ?, ?, ?) ON CONFLICT (reader_id) DO UPDATE SET "
                "name = excluded.name, years_since_fellowship = excluded.years_since_fellowship, "
                "board_certified = excluded.board_certified, speciality = excluded.speciality",
                values,
            )

    def remove_reader(self, reader_id: str) -> None:
        """Remove a profile and all that is kept of its sittings; their logs stay.

        Raises:
            OutputError: it could not be written.
        """
        with self._transaction(writes=True) as connection:
            connection.execute("DELETE FROM readers WHERE reader_id = ?", (reader_id,))

    def keep_sitting(self, sitting: KeptSitting) -> None:
        """Add a sitting, or replace the one of its name.

        Raises:
            ProgressError: its reader has no profile here.
            OutputError: it could not be written.
        """
        with self._transaction(writes=True) as connection:
            known = connection.execute(
                "SELECT 1 FROM readers WHERE reader_id = ?", (sitting.reader_id,)
            ).fetchone()
            if known is None:
                raise ProgressError(
                    f"The sitting {sitting.sitting_id} is of the reader {sitting.reader_id}, who "
                    "has no profile here. Add the profile first."
                )
            write_sitting(connection, sitting)

    def sittings(self, reader_id: str, kind: RoundKind | None = None) -> tuple[KeptSitting, ...]:
        """The sittings of a reader with their scores, the oldest first.

        Args:
            reader_id: of the profile.
            kind: of the rounds; None takes all.

        Raises:
            ProgressError: the file cannot be read.
        """
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT sitting_id, reader_id, kind, mode, started_at, set_hash, "
                "previous_sitting, answers, seconds FROM sittings "
                "WHERE reader_id = ? AND (? IS NULL OR kind = ?) ORDER BY started_at, sitting_id",
                (reader_id, kind, kind),
            ).fetchall()
            return tuple(sitting_of(row, scores_of(connection, row[0])) for row in rows)

    def history(
        self,
        reader_id: str,
        measure: str,
        *,
        kind: RoundKind | None = None,
        by: str = "",
        label: str = "",
    ) -> tuple[ProgressPoint, ...]:
        """One measure over time, the oldest sitting first; what was not determined is left out.

        Args:
            reader_id: of the profile.
            measure: its name.
            kind: of the rounds; None takes all.
            by: by what the answers are parted; empty for all of them.
            label: of the part.

        Raises:
            ProgressError: the file cannot be read.
        """
        return tuple(
            ProgressPoint(
                sitting_id=sitting.sitting_id,
                started_at=sitting.started_at,
                kind=sitting.kind,
                repeats=bool(sitting.previous_sitting),
                score=score,
            )
            for sitting in self.sittings(reader_id, kind)
            for score in sitting.scores
            if (score.measure, score.by, score.label) == (measure, by, label)
            and score.value is not None
        )

    def export(self, reader_id: str, path: Path) -> None:
        """Write what is kept of a reader as JSON, to be imported elsewhere.

        Raises:
            ProgressError: there is no such reader.
            OutputError: the file could not be written.
        """
        reader = next((one for one in self.readers() if one.reader_id == reader_id), None)
        if reader is None:
            raise ProgressError(f"There is no reader {reader_id}.")
        values = {
            "format": EXPORT_FORMAT,
            "reader": reader_to_plain(reader),
            "sittings": [sitting_to_plain(sitting) for sitting in self.sittings(reader_id)],
        }
        write_text(path, json.dumps(values, indent=1, ensure_ascii=False) + "\n")

    def import_from(self, path: Path) -> int:
        """Take in what `export` wrote. What is here already stays as it is.

        Returns:
            How many sittings were new.

        Raises:
            ProgressError: the file cannot be read or is none.
            OutputError: it could not be written here.
        """
        reader, sittings = _read_export(path)
        with self._transaction(writes=True) as connection:
            connection.execute(
                "INSERT OR IGNORE INTO readers VALUES (?, ?, ?, ?, ?)",
                tuple(reader_to_plain(reader).values()),
            )
            known = {row[0] for row in connection.execute("SELECT sitting_id FROM sittings")}
            new = [sitting for sitting in sittings if sitting.sitting_id not in known]
            for sitting in new:
                write_sitting(connection, sitting)
        return len(new)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[sqlite3.Connection]:
        """All or nothing of a block, one thread at a time."""
        with self._lock:
            try:
                with self._connection:
                    yield self._connection
            except sqlite3.Error as error:
                if writes:
                    raise OutputError(
                        f"Could not write {self.path}: {error}. Check the free space and the "
                        "rights of the folder."
                    ) from error
                raise ProgressError(
                    f"The progress in {self.path} cannot be read: {error}. Start the program "
                    "again; a damaged file is set aside then."
                ) from error


def open_progress(folder: Path) -> tuple[ProgressStore, str]:
    """Open the progress of a folder; a damaged file is set aside, and a new one begun.

    Returns:
        The store, and a sentence if something is to be told, else an empty text.

    Raises:
        ProgressError: the file is of a newer program; it stays as it is.
        OutputError: it cannot be made.
    """
    make_folder(folder)
    path = folder / FILE_NAME
    try:
        return ProgressStore(path, connected(path)), ""
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"Could not open {path}: {error}. Check the rights of the folder, and whether another "
            "program has it open."
        ) from error
    except sqlite3.DatabaseError as error:
        aside = set_aside(path)
        return (
            ProgressStore(path, connected(path)),
            f"The progress of readers could not be read ({error}). It was set aside as {aside}, "
            "and a new one begins; the logs of sittings are not touched and can be scored again.",
        )


def _read_export(path: Path) -> tuple[Reader, tuple[KeptSitting, ...]]:
    try:
        if path.stat().st_size > LARGEST_IMPORT_BYTES:
            raise QuizError("it is too large.")
        values = parsed(path.read_bytes(), "The file")
        if values.pop("format", None) != EXPORT_FORMAT:
            raise QuizError(f"it does not have format {EXPORT_FORMAT} of exported progress.")
        object_of(values, "The file", ("reader", "sittings"))
        reader = reader_from_plain(field_of(values, "reader", "The file"))
        sittings = list_of(
            field_of(values, "sittings", "The file"),
            "The sittings",
            MOST_IMPORTED,
            sitting_from_plain,
        )
        if any(sitting.reader_id != reader.reader_id for sitting in sittings):
            raise QuizError("it holds sittings of another reader.")
    except (OSError, InputError) as error:
        raise ProgressError(
            f"{path} cannot be imported: {error} Choose a file that the progress was exported to."
        ) from error
    return reader, sittings

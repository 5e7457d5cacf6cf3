"""The tables in which progress is kept: opening the file, its versions, rows and objects."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from app.reading.quiz.errors import ProgressError, QuizError
from app.reading.quiz.progress import KeptScore, KeptSitting
from app.reading.quiz.reader import Reader
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting_events import SittingMode
from inference.errors import OutputError

MOST_DAMAGED = 20
BUSY_S = 5.0
"""So long another program with the same file is waited for."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE readers (
        reader_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        years_since_fellowship REAL,
        board_certified INTEGER,
        speciality TEXT NOT NULL
    );
    CREATE TABLE sittings (
        sitting_id TEXT PRIMARY KEY,
        reader_id TEXT NOT NULL REFERENCES readers ON DELETE CASCADE,
        kind TEXT NOT NULL,
        mode TEXT NOT NULL,
        started_at TEXT NOT NULL,
        set_hash TEXT NOT NULL,
        previous_sitting TEXT NOT NULL,
        answers INTEGER NOT NULL,
        seconds REAL NOT NULL
    );
    CREATE INDEX sittings_of_readers ON sittings (reader_id, started_at);
    CREATE TABLE scores (
        sitting_id TEXT NOT NULL REFERENCES sittings ON DELETE CASCADE,
        place INTEGER NOT NULL,
        measure TEXT NOT NULL,
        part TEXT NOT NULL,
        label TEXT NOT NULL,
        value REAL,
        low REAL,
        high REAL,
        answers INTEGER,
        PRIMARY KEY (sitting_id, place)
    );
    CREATE INDEX scores_of_measures ON scores (measure, part, label);
    """,
)
"""What brings a file from each version of its tables (`user_version`) to the next one."""


def connected(path: Path) -> sqlite3.Connection:
    """Open a file and bring its tables to the newest version.

    Raises:
        sqlite3.DatabaseError: it is damaged, or none of this program.
        ProgressError: it is of a newer program.
    """
    connection = sqlite3.connect(path, timeout=BUSY_S, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if (found := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(str(found)[:200])
        _migrate(connection, path)
        # A file of another program may be sound and lack these tables.
        for table in ("readers", "sittings", "scores"):
            try:
                connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()
            except sqlite3.OperationalError as error:
                raise sqlite3.DatabaseError(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to the newest version, each step in a transaction of its own."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise ProgressError(
            f"{path} is of a newer Mammogym (version {version} of its tables, and this program "
            f"knows {len(MIGRATIONS)}). Open it with that one; the file stays as it is."
        )
    for number in range(max(0, version), len(MIGRATIONS)):
        step = f"BEGIN IMMEDIATE; {MIGRATIONS[number]}; PRAGMA user_version = {number + 1}; COMMIT;"
        try:
            connection.executescript(step)
        except sqlite3.OperationalError as error:
            connection.rollback()
            if "already exists" in str(error):
                raise sqlite3.DatabaseError(str(error)) from error
            raise


def set_aside(path: Path) -> Path:
    """Move a damaged file to a name that no earlier one has; after `MOST_DAMAGED` to the last."""
    aside = path.with_name(f"{path.name}.damaged")
    for number in range(2, MOST_DAMAGED):
        if not aside.exists():
            break
        aside = path.with_name(f"{path.name}.damaged-{number}")
    try:
        path.replace(aside)
        for suffix in ("-journal", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"The damaged file {path} could not be set aside: {error.strerror}. Move it away."
        ) from error
    return aside


def write_sitting(connection: sqlite3.Connection, sitting: KeptSitting) -> None:
    """Write the rows of a sitting, in place of those of its name."""
    connection.execute("DELETE FROM sittings WHERE sitting_id = ?", (sitting.sitting_id,))
    connection.execute(
        "INSERT INTO sittings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sitting.sitting_id,
            sitting.reader_id,
            sitting.kind.value,
            sitting.mode.value,
            sitting.started_at,
            sitting.set_hash,
            sitting.previous_sitting,
            sitting.answers,
            sitting.seconds,
        ),
    )
    connection.executemany(
        "INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                sitting.sitting_id,
                place,
                score.measure,
                score.by,
                score.label,
                score.value,
                score.low,
                score.high,
                score.answers,
            )
            for place, score in enumerate(sitting.scores)
        ],
    )


def scores_of(connection: sqlite3.Connection, sitting_id: str) -> tuple[KeptScore, ...]:
    """The scores of a sitting in their order."""
    rows = connection.execute(
        "SELECT measure, part, label, value, low, high, answers FROM scores "
        "WHERE sitting_id = ? ORDER BY place",
        (sitting_id,),
    )
    return tuple(
        KeptScore(
            measure=row[0],
            by=row[1],
            label=row[2],
            value=row[3],
            low=row[4],
            high=row[5],
            answers=row[6],
        )
        for row in rows
    )


def sitting_of(row: Sequence, scores: tuple[KeptScore, ...]) -> KeptSitting:
    """The sitting of a row.

    Raises:
        sqlite3.DatabaseError: no program wrote it.
    """
    try:
        kind, mode = RoundKind(row[2]), SittingMode(row[3])
    except ValueError as error:
        raise sqlite3.DatabaseError(str(error)) from error
    return KeptSitting(
        sitting_id=row[0],
        reader_id=row[1],
        kind=kind,
        mode=mode,
        started_at=row[4],
        set_hash=row[5],
        previous_sitting=row[6],
        answers=row[7],
        seconds=row[8],
        scores=scores,
    )


def reader_of(row: Sequence) -> Reader:
    """The reader of a row.

    Raises:
        sqlite3.DatabaseError: no program wrote it.
    """
    try:
        return Reader(
            reader_id=row[0],
            name=row[1],
            years_since_fellowship=row[2],
            board_certified=None if row[3] is None else bool(row[3]),
            speciality=row[4],
        )
    except QuizError as error:
        raise sqlite3.DatabaseError(str(error)) from error

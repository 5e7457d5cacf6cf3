"""The log of a sitting: JSON lines, of which each is on the disk before anything else happens."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from app.reading.quiz.errors import QuizError, SittingLogError
from app.reading.quiz.plain_values import parsed
from app.reading.quiz.sitting_events import Answered, EndReason, Event, Noted, SittingHeader
from app.reading.quiz.sitting_log_values import (
    event_from_plain,
    event_to_plain,
    header_from_plain,
    header_to_plain,
)
from inference.atomic_files import make_folder
from inference.errors import InputError, writing

FORMAT = 1
"""Number of the format of the log; higher numbers are refused."""

SUFFIX = ".jsonl"
LARGEST_FILE_BYTES = 100_000_000
LONGEST_LINE_BYTES = 4_000_000
MOST_EVENTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRecord:
    """All that a log tells.

    Attributes:
        header: of the sitting.
        events: in their order.
        torn: whether the last line was half written, and is left out.
    """

    header: SittingHeader
    events: tuple[Event, ...] = ()
    torn: bool = False

    @property
    def answers(self) -> tuple[Answered, ...]:
        """The answers in their order: one for each question that was answered."""
        return tuple(event for event in self.events if isinstance(event, Answered))

    @property
    def next_number(self) -> int:
        """Number of the first question that has no answer."""
        return len(self.answers)

    @property
    def end(self) -> EndReason | None:
        """Why the sitting ended; None where it goes on."""
        ends = (event.reason for event in self.events if isinstance(event, Noted))
        return next((reason for reason in ends if reason is not None), None)

    @property
    def elapsed_s(self) -> float:
        """Of the sitting, up to its last event."""
        return self.events[-1].elapsed_s if self.events else 0.0


class SittingLog:
    """A log that is being written. Close it, or use it in a `with` statement.

    Attributes:
        path: of the file.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    @classmethod
    def create(cls, folder: Path, header: SittingHeader) -> Self:
        """Begin the log of a sitting: a file of its name, which must not exist.

        Raises:
            OutputError: it could not be written.
        """
        make_folder(folder)
        path = folder / f"{header.sitting_id}{SUFFIX}"
        with writing(path):
            log = cls(path, path.open("xb", buffering=0))
        log._write({"format": FORMAT, **header_to_plain(header)})
        _sync_folder(folder)
        return log

    @classmethod
    def resume(cls, path: Path) -> tuple[Self, SittingRecord]:
        """Go on with a log, after a torn last line was cut off.

        Raises:
            SittingLogError: the log cannot be used.
            OutputError: it cannot be written.
        """
        record, length = _read(path)
        with writing(path):
            file = path.open("r+b", buffering=0)
            file.truncate(length)
            file.seek(length)
            log = cls(path, file)
            if length and not _ends_line(path, length):
                file.write(b"\n")
            os.fsync(file.fileno())
        return log, record

    def append(self, event: Event) -> None:
        """Write an event; it is on the disk when this returns.

        Raises:
            OutputError: it could not be written.
        """
        self._write(event_to_plain(event))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, values: dict[str, Any]) -> None:
        line = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        with writing(self.path):
            data = memoryview(line.encode("utf-8") + b"\n")
            while data:
                data = data[self._file.write(data) or 0 :]
            os.fsync(self._file.fileno())


def read_sitting(path: Path) -> SittingRecord:
    """Read the log of a sitting, the file left as it is.

    Raises:
        SittingLogError: it cannot be read, or holds what no sitting wrote.
    """
    return _read(path)[0]


def sittings_in(folder: Path) -> tuple[Path, ...]:
    """The logs in a folder, by name."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}"))) if folder.is_dir() else ()


def _read(path: Path) -> tuple[SittingRecord, int]:
    """A record, and how many bytes of the file are good."""
    lines = _lines(path)
    events: list[Event] = []
    good = answered = 0
    header: SittingHeader | None = None
    for number, line in enumerate(lines, 1):
        what = f"Line {number} of {path}"
        try:
            values = parsed(line, what)
            if header is None:
                _check_format(values.pop("format", None), path)
                header = header_from_plain(values)
            else:
                event = event_from_plain(values)
                _check_order(events, answered, event, header)
                events.append(event)
                answered += isinstance(event, Answered)
        except SittingLogError:
            raise
        except (InputError, RecursionError) as error:
            last = number == len(lines) and not line.endswith(b"\n")
            if last and header is not None:
                return SittingRecord(header=header, events=tuple(events), torn=True), good
            raise SittingLogError(
                f"{what} cannot be used: {error} Restore the file from a copy, or leave it out."
            ) from error
        good += len(line)
    if header is None:
        raise SittingLogError(f"{path} is empty: no sitting was begun. Delete it.")
    return SittingRecord(header=header, events=tuple(events)), good


def _lines(path: Path) -> list[bytes]:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise SittingLogError(
                f"{path} is larger than {LARGEST_FILE_BYTES // 1_000_000} MB: it is no log of a "
                "sitting. Choose another file."
            )
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise SittingLogError(
            f"The sitting {path} could not be read: {reason}. Check the rights of the file."
        ) from error
    if len(lines) > MOST_EVENTS or max(map(len, lines)) > LONGEST_LINE_BYTES:
        raise SittingLogError(
            f"{path} has more or longer lines than a sitting writes. Choose another file."
        )
    ended = [line + b"\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _check_format(version: object, path: Path) -> None:
    if type(version) is not int or version != FORMAT:
        raise SittingLogError(
            f"{path} has format {str(version)[:20]}, and this program reads format {FORMAT} of "
            "sittings. A newer Mammogym may read it."
        )


def _check_order(events: list[Event], answered: int, event: Event, header: SittingHeader) -> None:
    """Questions are answered one after the other, each once, and none after the end.

    Raises:
        QuizError: it is otherwise.
    """
    number = event.trial.number if isinstance(event, Answered) else event.number
    if number is not None and number != answered:
        raise QuizError(f"question {number} comes where question {answered} is due.")
    if isinstance(event, Answered) and event.trial.kind is not header.settings.kind:
        raise QuizError(f"the question is none of the round {header.settings.kind}.")
    if events and isinstance(events[-1], Noted) and events[-1].reason is not None:
        raise QuizError("the sitting had ended before.")
    if events and event.elapsed_s < events[-1].elapsed_s:
        raise QuizError("its time runs backward.")


def _ends_line(path: Path, length: int) -> bool:
    with path.open("rb") as file:
        file.seek(length - 1)
        return file.read(1) == b"\n"


def _sync_folder(folder: Path) -> None:
    """Make sure that the name of a new file is on the disk too."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

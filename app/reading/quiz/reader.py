"""Who reads: what the studies report of their readers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from typing import Any

from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import (
    field_of,
    flag,
    object_of,
    optional_number,
    shown,
    text,
)
from app.reading.quiz.trial_values import ID

LONGEST_NAME = 100
MOST_YEARS = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader's profile. None is what was not told.

    Attributes:
        reader_id: by chance; it stands in logs, the name does not.
        name: to be shown, as the reader wants it.
        years_since_fellowship: of training; 0 for somebody who is in it.
        board_certified: whether the reader is.
        speciality: in the reader's words.

    Raises:
        QuizError: a value is out of range.
    """

    reader_id: str
    name: str
    years_since_fellowship: float | None = None
    board_certified: bool | None = None
    speciality: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.reader_id, str) or not ID.fullmatch(self.reader_id):
            raise QuizError(f"The id of a reader cannot be {shown(self.reader_id)}.")
        if not text(self.name, "The name of a reader", LONGEST_NAME).strip():
            raise QuizError("A reader needs a name.")
        optional_number(self.years_since_fellowship, "The years since fellowship", 0, MOST_YEARS)
        if self.board_certified is not None:
            flag(self.board_certified, "Board certification")
        text(self.speciality, "The speciality", LONGEST_NAME)


def new_reader_id() -> str:
    """An id by chance, which tells nothing."""
    return f"r-{secrets.token_hex(6)}"


def reader_to_plain(reader: Reader) -> dict[str, Any]:
    """The profile as plain values for JSON."""
    return {item.name: getattr(reader, item.name) for item in fields(reader)}


def reader_from_plain(values: object) -> Reader:
    """Read what `reader_to_plain` gave, or what a stranger made of it.

    Raises:
        QuizError: it is no profile.
    """
    given = object_of(values, "A reader", [item.name for item in fields(Reader)])
    for name in ("reader_id", "name"):
        field_of(given, name, "A reader")
    return Reader(**given)

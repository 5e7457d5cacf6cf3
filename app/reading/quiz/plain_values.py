"""Reading values that came from a JSON file nobody vouches for, each with its bounds."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any, TypeVar

from app.reading.quiz.errors import QuizError

LONGEST_TEXT = 200
_SHOWN = 40
"""Signs of a wrong value that a message repeats."""

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)


def parsed(text: bytes | str, what: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        QuizError: it is none, or holds what is no number.
    """
    try:
        values = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise QuizError(f"{what} is not JSON: {str(error)[:80]}.") from None
    return object_of(values, what)


def object_of(values: object, what: str, known: Collection[str] | None = None) -> dict[str, Any]:
    """A copy of an object whose fields are all known.

    Raises:
        QuizError: it is no object, or has other fields.
    """
    if not isinstance(values, dict):
        raise QuizError(f"{what} has to be an object.")
    if known is not None and (unknown := sorted(set(values) - set(known))):
        named = ", ".join(unknown)[:LONGEST_TEXT]
        raise QuizError(f"{what} has fields this program does not know: {named}.")
    return dict(values)


def field_of(values: dict[str, Any], name: str, what: str) -> Any:
    """A field that has to be there.

    Raises:
        QuizError: it is not.
    """
    if name not in values:
        raise QuizError(f"{what} lacks {name}.")
    return values[name]


def list_of(values: object, what: str, most: int, read: Callable[[Any], Read]) -> tuple[Read, ...]:
    """Each value of a list of at most `most`, read by `read`.

    Raises:
        QuizError: it is no list, or too long.
    """
    if not isinstance(values, list):
        raise QuizError(f"{what} has to be a list.")
    if len(values) > most:
        raise QuizError(f"{what} holds {len(values)} entries; at most {most} are read.")
    return tuple(read(value) for value in values)


def whole(value: object, what: str, least: int, most: int) -> int:
    """A whole number within bounds.

    Raises:
        QuizError: it is none.
    """
    # Exactly this type: to Python, True would be a number as well.
    if type(value) is not int or not least <= value <= most:
        raise QuizError(
            f"{what} has to be a whole number from {least} to {most}, not {shown(value)}."
        )
    return value


def number(value: object, what: str, least: float, most: float) -> float:
    """A finite number within bounds.

    Raises:
        QuizError: it is none.
    """
    if type(value) not in (int, float) or not least <= value <= most:  # pyright: ignore[reportOperatorIssue]
        raise QuizError(
            f"{what} has to be a number from {least:g} to {most:g}, not {shown(value)}."
        )
    read = float(value)  # pyright: ignore[reportArgumentType]
    assert math.isfinite(read)  # as the bounds are
    return read


def optional_number(value: object, what: str, least: float, most: float) -> float | None:
    """A finite number within bounds, or None.

    Raises:
        QuizError: it is neither.
    """
    return None if value is None else number(value, what, least, most)


def flag(value: object, what: str) -> bool:
    """True or false.

    Raises:
        QuizError: it is neither.
    """
    if type(value) is not bool:
        raise QuizError(f"{what} has to be true or false, not {shown(value)}.")
    return value


def text(value: object, what: str, longest: int = LONGEST_TEXT) -> str:
    """A printable line.

    Raises:
        QuizError: it is none, or longer than `longest` signs.
    """
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise QuizError(f"{what} has to be a line of at most {longest} signs, not {shown(value)}.")
    return value


def one_of(choices: type[Choice], value: object, what: str) -> Choice:
    """A member of an enumeration, told by its value.

    Raises:
        QuizError: there is none of this value.
    """
    for choice in choices:
        if isinstance(value, str) and choice.value == value:
            return choice
    known = ", ".join(choice.value for choice in choices)
    raise QuizError(f"There is no {what} {shown(value)}; there are {known}.")


def shown(value: object) -> str:
    """A wrong value as a message may repeat it."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_SHOWN:
        return "a number that is too large"  # Python refuses to write huge ones
    return repr(value)[:_SHOWN]


def _refuse(word: str) -> float:
    raise QuizError(f"A file holds {word}, which is no number.")

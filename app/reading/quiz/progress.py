"""What is kept of a sitting to see how a reader gets on: when it was, and its scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import (
    field_of,
    list_of,
    number,
    object_of,
    one_of,
    optional_number,
    text,
    whole,
)
from app.reading.quiz.rounds import MOST_TRIALS, RoundKind
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.quiz.trial_values import id_of

MOST_SCORES = 2000
LONGEST_LABEL = 120
_LARGEST = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScore:
    """One number of a sitting's score.

    Attributes:
        measure: its name: `d_prime`, `auc`, `criterion`.
        by: by what the answers were parted: `kind`, `density`; empty for all of them.
        label: of the part; empty for all answers.
        value: None where the answers do not determine it.
        low, high: ends of the 95 % interval, or None.
        answers: how many it rests on; None where the score does not tell.
    """

    measure: str
    by: str = ""
    label: str = ""
    value: float | None
    low: float | None = None
    high: float | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSitting:
    """A sitting of a reader.

    Attributes:
        sitting_id: its name, which its log has too.
        reader_id: of the reader's profile.
        kind: of the round.
        mode: practice or exam.
        started_at: as UTC in ISO 8601.
        set_hash: of its questions.
        previous_sitting: that it repeats; empty for a first one.
        answers: how many were given.
        seconds: it took, without pauses.
        scores: at most `MOST_SCORES`.
    """

    sitting_id: str
    reader_id: str
    kind: RoundKind
    mode: SittingMode
    started_at: str
    set_hash: str
    previous_sitting: str = ""
    answers: int
    seconds: float
    scores: tuple[KeptScore, ...] = ()


def kept_sitting(record: SittingRecord, scores: tuple[KeptScore, ...]) -> KeptSitting:
    """What is kept of a log.

    Args:
        record: of the sitting.
        scores: of it.
    """
    header = record.header
    return KeptSitting(
        sitting_id=header.sitting_id,
        reader_id=header.reader_id,
        kind=header.settings.kind,
        mode=header.mode,
        started_at=header.started_at,
        set_hash=header.set_hash,
        previous_sitting=header.previous_sitting,
        answers=len(record.answers),
        seconds=record.elapsed_s,
        scores=scores[:MOST_SCORES],
    )


def sitting_to_plain(sitting: KeptSitting) -> dict[str, Any]:
    """A kept sitting as plain values for JSON."""
    plain = {item.name: getattr(sitting, item.name) for item in fields(sitting)}
    plain["kind"], plain["mode"] = sitting.kind.value, sitting.mode.value
    plain["scores"] = [
        {item.name: getattr(score, item.name) for item in fields(score)} for score in sitting.scores
    ]
    return plain


def sitting_from_plain(values: object) -> KeptSitting:
    """Read what `sitting_to_plain` gave, or what a stranger made of it.

    Raises:
        QuizError: it is no kept sitting.
    """
    given = object_of(values, "A sitting", [item.name for item in fields(KeptSitting)])
    previous = given.get("previous_sitting", "")
    readers: dict[str, Callable[[Any], Any]] = {
        "sitting_id": lambda value: id_of(value, "The name of a sitting"),
        "reader_id": lambda value: id_of(value, "The name of a reader"),
        "kind": lambda value: one_of(RoundKind, value, "round"),
        "mode": lambda value: one_of(SittingMode, value, "mode of a sitting"),
        "started_at": _time,
        "set_hash": lambda value: text(value, "A hash", 64),
        "answers": lambda value: whole(value, "The answers", 0, MOST_TRIALS),
        "seconds": lambda value: number(value, "The seconds", 0, _LARGEST),
        "scores": lambda value: list_of(value, "The scores", MOST_SCORES, _score),
    }
    read = {name: reader(field_of(given, name, "A sitting")) for name, reader in readers.items()}
    named = id_of(previous, "The name of a sitting") if previous else ""
    return KeptSitting(**read, previous_sitting=named)


def _score(values: object) -> KeptScore:
    given = object_of(values, "A score", [item.name for item in fields(KeptScore)])
    answers = given.get("answers")
    return KeptScore(
        measure=text(field_of(given, "measure", "A score"), "A measure", LONGEST_LABEL),
        by=text(given.get("by", ""), "A part", LONGEST_LABEL),
        label=text(given.get("label", ""), "A part", LONGEST_LABEL),
        answers=None if answers is None else whole(answers, "Its answers", 0, MOST_TRIALS),
        **{
            name: optional_number(given.get(name), f"Its {name}", -_LARGEST, _LARGEST)
            for name in ("value", "low", "high")
        },
    )


def _time(value: object) -> str:
    line = text(value, "A time", 40)
    try:
        zoned = datetime.fromisoformat(line).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        raise QuizError(f"A time is told as 2026-01-31T12:00:00+00:00, not as {line!r}.")
    return line

"""Header and events of a sitting's log as plain values for JSON."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from app.reading.quiz.answers import answer_from_plain, answer_to_plain
from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import (
    field_of,
    flag,
    list_of,
    number,
    object_of,
    one_of,
    text,
    whole,
)
from app.reading.quiz.round_values import round_from_plain, round_to_plain
from app.reading.quiz.rounds import MOST_TRIALS
from app.reading.quiz.sitting_events import (
    Answered,
    CaseSetFacts,
    DisplayState,
    EndReason,
    Event,
    EventKind,
    Noted,
    SittingHeader,
    SittingMode,
)
from app.reading.quiz.trial_values import (
    id_of,
    recipe_from_plain,
    recipe_to_plain,
    trial_from_plain,
    trial_to_plain,
)
from inference.seeds import MAX_SEED

LONGEST_TIME_S = 1e7
MOST_VERSIONS = 20

_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|\+00:00)")


def header_to_plain(header: SittingHeader) -> dict[str, Any]:
    """What is known of a sitting when it begins."""
    plain: dict[str, Any] = {item.name: getattr(header, item.name) for item in fields(header)}
    plain["mode"] = header.mode.value
    plain["settings"] = round_to_plain(header.settings)
    plain["repeated"] = [recipe_to_plain(recipe) for recipe in header.repeated]
    if (display := header.display) is not None:
        plain["display"] = {item.name: getattr(display, item.name) for item in fields(display)}
    if (facts := plain.pop("case_set")) is not None:
        plain["case_set"] = {item.name: getattr(facts, item.name) for item in fields(facts)}
    return plain


def header_from_plain(values: object) -> SittingHeader:
    """Read what `header_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no header.
    """
    what = "The header"
    given = object_of(values, what, [item.name for item in fields(SittingHeader)])

    def needed(name: str) -> Any:
        return field_of(given, name, what)

    order_seed, limit = given.get("order_seed"), given.get("time_limit_s")
    previous, pool_hash = given.get("previous_sitting", ""), given.get("pool_hash", "")
    display = given.get("display")
    return SittingHeader(
        sitting_id=id_of(needed("sitting_id"), "The name of a sitting"),
        reader_id=id_of(needed("reader_id"), "The name of a reader"),
        mode=one_of(SittingMode, needed("mode"), "mode of a sitting"),
        settings=round_from_plain(needed("settings")),
        seed=whole(needed("seed"), "The seed", 0, MAX_SEED),
        set_hash=_hash(needed("set_hash")),
        order_seed=None if order_seed is None else whole(order_seed, "A seed", 0, MAX_SEED),
        previous_sitting=id_of(previous, "The name of a sitting") if previous else "",
        repeated=list_of(
            given.get("repeated", []), "The repeated cases", MOST_TRIALS, recipe_from_plain
        ),
        trials=whole(needed("trials"), "The number of questions", 1, MOST_TRIALS),
        time_limit_s=None if limit is None else number(limit, "The limit", 1, LONGEST_TIME_S),
        bundle_name=text(needed("bundle_name"), "The name of the model"),
        bundle_hash=_hash(needed("bundle_hash")),
        pool_hash=_hash(pool_hash) if pool_hash else "",
        versions=_versions(needed("versions")),
        display=None if display is None else _display(display),
        case_set=_case_set(given["case_set"]) if "case_set" in given else None,
        started_at=_time(needed("started_at")),
    )


def _case_set(values: object) -> CaseSetFacts:
    what = "The case set"
    given = object_of(values, what, [item.name for item in fields(CaseSetFacts)])
    limit = given.get("seconds_per_case")
    return CaseSetFacts(
        set_id=id_of(field_of(given, "set_id", what), "The name of a case set"),
        title=text(field_of(given, "title", what), "Its title", 200),
        open_answers=flag(field_of(given, "open_answers", what), "Whether its answers are open"),
        told=text(field_of(given, "told", what), "When its answers are told"),
        seconds_per_case=None if limit is None else whole(limit, "Its seconds", 1, 100_000),
    )


def event_to_plain(event: Event) -> dict[str, Any]:
    """Something that happened; `event` says what."""
    plain: dict[str, Any] = {"at": event.at, "elapsed_s": round(event.elapsed_s, 3)}
    if isinstance(event, Noted):
        plain = {"event": event.kind.value, **plain}
        if event.number is not None:
            plain["number"] = event.number
        if event.reason is not None:
            plain["reason"] = event.reason.value
        return plain
    return {
        "event": "answered",
        **plain,
        "trial": trial_to_plain(event.trial),
        "answer": answer_to_plain(event.answer),
        "seconds": round(event.seconds, 3),
        "interrupted": event.interrupted,
        "correct": event.correct,
        "located": event.located,
    }


def event_from_plain(values: object) -> Event:
    """Read what `event_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no event.
    """
    what = "An event"
    given = object_of(values, what)
    kind = given.pop("event", None)
    at = _time(field_of(given, "at", what))
    elapsed = _seconds(field_of(given, "elapsed_s", what))
    if kind == "answered":
        return _answered(given, at, elapsed)
    object_of(given, what, ("at", "elapsed_s", "number", "reason"))
    noted = one_of(EventKind, kind, "event")
    shown, reason = given.get("number"), given.get("reason")
    if (noted is EventKind.SHOWN) != (shown is not None):
        raise QuizError("An event names a question exactly if one was shown.")
    if (noted is EventKind.FINISHED) != (reason is not None):
        raise QuizError("An event has a reason exactly if the sitting ended.")
    return Noted(
        kind=noted,
        at=at,
        elapsed_s=elapsed,
        number=None if shown is None else whole(shown, "A question", 0, MOST_TRIALS),
        reason=None if reason is None else one_of(EndReason, reason, "reason"),
    )


def _answered(given: dict[str, Any], at: str, elapsed_s: float) -> Answered:
    what = "An answer in the log"
    object_of(given, what, [item.name for item in fields(Answered)])
    return Answered(
        trial=trial_from_plain(field_of(given, "trial", what)),
        answer=answer_from_plain(field_of(given, "answer", what)),
        seconds=_seconds(field_of(given, "seconds", what)),
        interrupted=flag(field_of(given, "interrupted", what), "interrupted"),
        correct=_optional_flag(given, "correct"),
        located=_optional_flag(given, "located"),
        at=at,
        elapsed_s=elapsed_s,
    )


def _optional_flag(given: dict[str, Any], name: str) -> bool | None:
    value = given.get(name)
    return None if value is None else flag(value, name)


def _seconds(value: object) -> float:
    return number(value, "A time in seconds", 0, LONGEST_TIME_S)


def _time(value: object) -> str:
    line = text(value, "A time", 40)
    if not _TIME.fullmatch(line):
        raise QuizError(f"A time is told as 2026-01-31T12:00:00+00:00, not as {line!r}.")
    return line


def _hash(value: object) -> str:
    line = text(value, "A hash", 64)
    if not _HASH.fullmatch(line):
        raise QuizError("A hash has 64 hexadecimal digits.")
    return line


def _versions(values: object) -> dict[str, str]:
    given = object_of(values, "The versions")
    if len(given) > MOST_VERSIONS:
        raise QuizError(f"The versions are those of at most {MOST_VERSIONS} programs.")
    return {text(name, "A program", 60): text(one, "A version", 60) for name, one in given.items()}


def _display(values: object) -> DisplayState:
    what = "The check of the display"
    given = object_of(values, what, [item.name for item in fields(DisplayState)])
    return DisplayState(
        screen=text(field_of(given, "screen", what), "A screen"),
        checked_at=_time(field_of(given, "checked_at", what)),
        good=flag(field_of(given, "good", what), "good"),
    )

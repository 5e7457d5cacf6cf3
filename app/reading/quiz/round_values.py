"""The settings of a round as plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import (
    field_of,
    flag,
    list_of,
    number,
    object_of,
    one_of,
    whole,
)
from app.reading.quiz.rounds import (
    MOST_DRAWN,
    ROUNDS,
    LesionChoice,
    PictureForm,
    RoundKind,
    RoundSettings,
)
from inference.birads import FindingKind
from inference.recipe import Technique, ViewName


def round_to_plain(settings: RoundSettings) -> dict[str, Any]:
    """The settings, with the kind of the round first."""
    plain: dict[str, Any] = {"kind": settings.kind.value}
    for item in fields(settings):
        plain[item.name] = _plain(getattr(settings, item.name))
    return plain


def round_from_plain(values: object) -> RoundSettings:
    """Read what `round_to_plain` gave, or what a stranger made of it.

    Raises:
        QuizError: an unknown round or field, or a value out of range.
    """
    kind = one_of(RoundKind, field_of(object_of(values, "A round"), "kind", "A round"), "round")
    settings = ROUNDS[kind]
    given = object_of(values, "A round", ["kind", *(item.name for item in fields(settings))])
    del given["kind"]
    return settings(**{name: _READERS[name](value) for name, value in given.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, LesionChoice):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if hasattr(value, "value") else value


def _lesions(values: object) -> LesionChoice:
    known = [item.name for item in fields(LesionChoice)]
    given = object_of(values, "The lesions of a round", known)
    readers: dict[str, Callable[[Any], Any]] = {
        "kinds": lambda value: list_of(value, "The kinds of lesions", len(FindingKind), _kind),
        "sizes_mm": lambda value: _range(value, "The size of lesions"),
        "contrast_to_noise": lambda value: _range(value, "The contrast to noise of lesions"),
    }
    return LesionChoice(**{name: readers[name](value) for name, value in given.items()})


def _kind(value: object) -> FindingKind:
    return one_of(FindingKind, value, "kind of lesion")


def _range(values: object, what: str) -> tuple[float, float]:
    ends = list_of(values, what, 2, lambda value: number(value, what, 0, 1e6))
    if len(ends) != 2:
        raise QuizError(f"{what} is told by two numbers.")
    return ends[0], ends[1]


def _views(values: object) -> tuple[ViewName, ...]:
    return list_of(values, "The views", 4, lambda value: one_of(ViewName, value, "view"))


def _technique(value: object) -> Technique | None:
    return None if value is None else one_of(Technique, value, "technique")


def _share(value: object) -> float:
    return number(value, "A setting of a round", 0, 1000)


def _threshold(value: object) -> float | None:
    return None if value is None else _share(value)


def _count(value: object) -> int:
    return whole(value, "A setting of a round", 0, MOST_DRAWN)


def _flag(value: object) -> bool:
    return flag(value, "A setting of a round")


_READERS: dict[str, Callable[[Any], Any]] = {
    "form": lambda value: one_of(PictureForm, value, "form of pictures"),
    "truncation_psi": _share,
    "drawn_pool": _count,
    "edit_probability": _share,
    "leave_out_artefacts": _flag,
    "real": _count,
    "synthesized": _count,
    "edited": _count,
    "steps": _count,
    "pictures": _count,
    "wrong_answers": _count,
    "most_trials": _count,
    "pairs": _count,
    "lesions": _lesions,
    "technique": _technique,
    "focus_threshold": _threshold,
    "cases": _count,
    "prevalence": _share,
    "views": _views,
    "margin_mm": _share,
    "adaptive": _flag,
}
"""How the value of each setting is read; the settings themselves check its range."""

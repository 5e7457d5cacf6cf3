"""Lesions as people type them: `mass shape=irregular margin=spiculated at=upper-outer`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from inference.errors import RecipeError
from inference.lesions.spec import PLACES, WORDS, LesionSpec, Place
from inference.recipe import parse_view_name

RANDOM = "random"
_POINT = re.compile(r"([A-Za-z-]+):(\d+\.?\d*),(\d+\.?\d*)")
_SIDES = {"r": "R", "right": "R", "l": "L", "left": "L"}
_NUMBERS = ("size_mm", "contrast")


def lesion(text: str, number: int = 0) -> LesionSpec:
    """Read a lesion.

    Args:
        text: a kind, and properties with their words: those of the kind, `size_mm`, `contrast`,
            `seed`, `engine`, `side` (right, left) and `at` (a region, `random`, or a point in mm as
            `R-CC:120,60`: view, distance from the upper edge and from the left one).
        number: of lesions that were read before, which becomes the seed where none is given.

    Raises:
        RecipeError: it cannot be read.
    """
    kind, *pairs = text.split() or [""]
    values: dict[str, Any] = {"seed": number}
    words: dict[str, str] = {}
    place = Place()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise RecipeError(
                f"{pair!r} in the lesion {text!r} cannot be read; write NAME=VALUE, for example "
                "size_mm=14."
            )
        if name in _NUMBERS:
            values[name] = _number(name, value)
        elif name == "seed":
            values[name] = _whole(value)
        elif name == "engine":
            values[name] = value
        elif name == "side":
            place = replace(place, side=_side(value))
        elif name == "at":
            place = _place(value, place.side)
        else:
            words[name] = value
    _check_words(words)
    return LesionSpec(kind=kind, words=words, place=place, **values)  # pyright: ignore[reportArgumentType]


def _check_words(words: dict[str, str]) -> None:
    known = {name for of_kind in WORDS.values() for name in of_kind}
    if unknown := sorted(set(words) - known):
        others = ", ".join([*sorted(known), *_NUMBERS, "seed", "engine", "side", "at"])
        raise RecipeError(f"A lesion has no {unknown[0]!r}; there are {others}.")


def _place(text: str, side: str) -> Place:
    if text.lower() == RANDOM:
        return Place(side=side)
    if point := _POINT.fullmatch(text):
        view = parse_view_name(point[1]).value
        return Place(side=side, view=view, row_mm=float(point[2]), column_mm=float(point[3]))
    known = [region.value.replace("_", "-") for region in PLACES]
    if text.lower().replace("_", "-") not in known:
        raise RecipeError(
            f"There is no place {text!r}; there are {', '.join(known)}, random, and points in mm "
            "such as R-CC:120,60."
        )
    return Place(side=side, region=text)  # pyright: ignore[reportArgumentType]


def _side(text: str) -> str:
    if text.lower() not in _SIDES:
        raise RecipeError(f"The side of a lesion is right or left, not {text!r}.")
    return _SIDES[text.lower()]


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RecipeError(f"The {name} of a lesion has to be a number, not {text!r}.") from None


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,16}", text):
        raise RecipeError(f"The seed of a lesion has to be a whole number, not {text!r}.")
    return int(text)

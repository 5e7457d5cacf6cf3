"""Wanted lesions as JSON values, as recipes hold them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from inference.errors import RecipeError
from inference.lesions.spec import MAX_LESIONS, LesionSpec, Place

_USUAL_PLACE = Place()


def lesion_to_json(lesion: LesionSpec) -> dict[str, Any]:
    """The values of a lesion; of its place those that say something."""
    place = {
        field.name: value
        for field in fields(Place)
        if (value := getattr(lesion.place, field.name)) != getattr(_USUAL_PLACE, field.name)
    }
    return {
        "kind": lesion.kind.value,
        "words": dict(lesion.words),
        "size_mm": lesion.size_mm,
        "contrast": lesion.contrast,
        "seed": lesion.seed,
        "place": place,
        "engine": lesion.engine.value,
    }


def lesions_from_json(values: object, where: str) -> tuple[LesionSpec, ...]:
    """Read a list of lesions.

    Args:
        values: of a JSON file.
        where: how to name the place in a message.

    Raises:
        RecipeError: it is no such list, too long, or holds a bad value.
    """
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise RecipeError(f"{where} has to be a list of objects.")
    if len(values) > MAX_LESIONS:
        raise RecipeError(f"{where} holds {len(values)} lesions; at most {MAX_LESIONS} are put in.")
    return tuple(_lesion(one, where) for one in values)


def _lesion(values: dict[str, Any], where: str) -> LesionSpec:
    _check_names(values, [field.name for field in fields(LesionSpec)], where)
    place = values.get("place", {})
    if not isinstance(place, dict):
        raise RecipeError(f"{where}: place has to be an object.")
    _check_names(place, [field.name for field in fields(Place)], f"{where}: place")
    words = values.get("words", {})
    if not isinstance(words, dict):
        raise RecipeError(f"{where}: words has to be an object of properties and words.")
    if "kind" not in values:
        raise RecipeError(f"{where} lacks the kind of a lesion.")
    return LesionSpec(**{**values, "place": Place(**place), "words": words})


def _check_names(values: dict[str, Any], known: list[str], where: str) -> None:
    if unknown := sorted(set(values) - set(known)):
        raise RecipeError(f"{where} has fields this program does not know: {', '.join(unknown)}.")

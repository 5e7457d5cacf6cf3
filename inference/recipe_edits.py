"""The edits that a recipe can hold, as plain values with their bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from inference.errors import RecipeError
from inference.seeds import MAX_SEED

MAX_ATTRIBUTES = 64
MAX_COMPONENTS = 100
MAX_MIXES = 16
MAX_LOCAL_EDITS = 16
MAX_OTHER_SEEDS = 3
"""Interpolation is between two and four seeds, the case's own among them."""

MAX_POSITION = 10.0
"""Largest slider position in standard deviations; a model's controls mostly allow less."""
MAX_LAYER = 255
MAX_PART = 255
MAX_INDEX = 4095
MAX_RUNS = 4096
MAX_CELLS = 65536
MAX_TEXTURE_STRENGTH = 2.0

USUAL_FEATHER = 0.5
"""Width of the soft edge of a local edit, in cells of the parts' grid."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSetting:
    """Where the slider of an attribute stands.

    Attributes:
        name: of the attribute, as the model's controls name it.
        position: in standard deviations of the attribute; 0 leaves the case as its seed draws it.

    Raises:
        RecipeError: a value is out of range.
    """

    name: str
    position: float

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise RecipeError(f"{self.name!r} cannot be the name of an attribute.")
        what = f"The slider of {self.name}"
        _keep_float(self, "position", what, -MAX_POSITION, MAX_POSITION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentEdit:
    """A step along one principal component of w, on some layers.

    Attributes:
        index: of the component, from 0.
        amount: in standard deviations of the component.
        first_layer: first of the w vectors that move, from 0.
        last_layer: last of them.
        per_condition: whether the components are those of the view's own condition; otherwise all
            views take the same step along the components of all conditions together.

    Raises:
        RecipeError: a value is out of range.

    Source: Härkönen et al. 2020 (GANSpace).
    """

    index: int
    amount: float
    first_layer: int
    last_layer: int
    per_condition: bool = False

    def __post_init__(self) -> None:
        _check_whole(self.index, "The number of a component", MAX_INDEX)
        _keep_float(self, "amount", "The step of a component", -MAX_POSITION, MAX_POSITION)
        _check_layers(self.first_layer, self.last_layer)
        if not isinstance(self.per_condition, bool):
            raise RecipeError(f"per_condition has to be true or false, not {self.per_condition!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleMix:
    """Layers that take their w from another seed.

    Attributes:
        seed: of the case whose w they take.
        first_layer: first of the w vectors, from 0.
        last_layer: last of them.

    Raises:
        RecipeError: a value is out of range.

    Source: Karras et al. 2019, section 3.1 (style mixing).
    """

    seed: int
    first_layer: int
    last_layer: int

    def __post_init__(self) -> None:
        check_seed(self.seed)
        _check_layers(self.first_layer, self.last_layer)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEdit:
    """One place of the picture that takes after a reference case.

    Attributes:
        seed: of the reference case.
        strength: 0 (nothing changes) to 1.
        part: number of one of the model's parts, from 0; None where a region was painted.
        mask: a painted region: lengths of runs over the grid of the parts, row by row, which lie
            outside and inside in turn, outside first (perhaps 0 long); empty where a part is named.
        feather: width of the place's soft edge in cells of the grid, 0 to 1: the picture changes
            inside it alone. None lets the change spread as far as the styles carry it.

    Raises:
        RecipeError: a value is out of range, or not exactly one of part and mask is given.
    """

    seed: int
    strength: float
    part: int | None = None
    mask: tuple[int, ...] = ()
    feather: float | None = USUAL_FEATHER

    def __post_init__(self) -> None:
        check_seed(self.seed)
        _keep_float(self, "strength", "The strength of a local edit", 0, 1)
        if self.feather is not None:
            _keep_float(self, "feather", "The feather of a local edit", 0, 1)
        if (self.part is None) == (not self.mask):
            raise RecipeError("A local edit needs either a part or a painted region.")
        if self.part is not None:
            _check_whole(self.part, "The number of a part", MAX_PART)
        if not isinstance(self.mask, tuple) or len(self.mask) > MAX_RUNS:
            raise RecipeError(f"A painted region has at most {MAX_RUNS} runs.")
        for run in self.mask:
            _check_whole(run, "A run of a painted region", MAX_CELLS)
        if self.mask and not sum(self.mask[1::2]):
            raise RecipeError("A painted region needs at least one cell.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpolation:
    """Another case's share in the w of a case; the case's own seed has what is left of 1.

    Attributes:
        seed: of the other case.
        weight: 0 to 1.

    Raises:
        RecipeError: a value is out of range.
    """

    seed: int
    weight: float

    def __post_init__(self) -> None:
        check_seed(self.seed)
        _keep_float(self, "weight", "The weight of an interpolation", 0, 1)


Edit = ComponentEdit | StyleMix | LocalEdit | Interpolation
OneEdit = TypeVar("OneEdit", ComponentEdit, StyleMix, LocalEdit, Interpolation)


def check_seed(value: object, what: str = "The seed") -> None:
    """Refuse what is no seed.

    Raises:
        RecipeError: it is no whole number, or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise RecipeError(f"{what} has to be a whole number, not {value!r}.")
    if not 0 <= value <= MAX_SEED:
        raise RecipeError(f"{what} has to lie between 0 and {MAX_SEED}, not {value}.")


def checked_number(value: object, what: str, low: float, high: float) -> float:
    """A finite number within a range.

    Raises:
        RecipeError: it is none, or out of range.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return float(value) + 0.0  # −0 and 0 are one setting
    raise RecipeError(f"{what} has to lie between {low:g} and {high:g}, not {value!r}.")


def attributes_from_json(values: object, where: str) -> tuple[AttributeSetting, ...]:
    """Read `{"density": 1.5}`.

    Raises:
        RecipeError: it is something else, or holds too much.
    """
    if not isinstance(values, Mapping):
        raise RecipeError(f"{where}: attributes has to be an object of names and positions.")
    if len(values) > MAX_ATTRIBUTES:
        raise RecipeError(f"{where}: at most {MAX_ATTRIBUTES} attributes can be set.")
    return tuple(AttributeSetting(name=name, position=value) for name, value in values.items())


def edits_from_json(
    kind: type[OneEdit], values: object, where: str, most: int
) -> tuple[OneEdit, ...]:
    """Read a list of edits of one kind, each an object with its fields.

    Args:
        kind: which edits.
        values: of the JSON file.
        where: how to name the place in a message.
        most: how many there may be.

    Raises:
        RecipeError: it is no such list, or too long.
    """
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise RecipeError(f"{where} has to be a list of objects.")
    check_count(values, where, most)
    return tuple(_edit_from_json(kind, one, where) for one in values)


def check_count(values: tuple[Any, ...] | list[Any], where: str, most: int) -> None:
    """Refuse too many edits.

    Raises:
        RecipeError: there are more than `most`.
    """
    if len(values) > most:
        raise RecipeError(f"{where} holds {len(values)} edits; there can be at most {most}.")


def _edit_from_json(kind: type[OneEdit], values: dict[str, Any], where: str) -> OneEdit:
    names = [field.name for field in fields(kind)]
    if unknown := sorted(set(values) - set(names)):
        raise RecipeError(f"{where} has fields this program does not know: {', '.join(unknown)}.")
    if kind is LocalEdit:  # the first recipes name none, and their edits spread
        values = {"feather": None, **values}
    if isinstance(values.get("mask"), list):
        values = {**values, "mask": tuple(values["mask"])}
    elif "mask" in values:
        raise RecipeError(f"{where}: mask has to be a list of run lengths.")
    try:
        return kind(**values)
    except TypeError:
        raise RecipeError(f"{where} lacks a field; it needs {', '.join(names)}.") from None


def _keep_float(edit: object, field: str, what: str, low: float, high: float) -> None:
    object.__setattr__(edit, field, checked_number(getattr(edit, field), what, low, high))


def _check_whole(value: object, what: str, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= high:
        raise RecipeError(f"{what} has to be a whole number from 0 to {high}, not {value!r}.")


def _check_layers(first: object, last: object) -> None:
    _check_whole(first, "The first layer", MAX_LAYER)
    _check_whole(last, "The last layer", MAX_LAYER)
    if first > last:  # pyright: ignore[reportOperatorIssue] - both are whole numbers by now
        raise RecipeError(f"The first layer, {first}, comes after the last, {last}.")

"""Wishes such as `breast_area=+15cm2` or `density=c`, turned into slider positions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inference.calibration import out_of_range, position_of, value_at
from inference.controls import Controls
from inference.controls_manifest import AttributeControl
from inference.errors import RecipeError
from inference.recipe import Recipe

MOST_DRAWS = 8
"""How often a case is drawn at most to reach a value."""

NEAR_SD = 0.03
"""How near a value has to be reached, in standard deviations of the attribute."""

NEAR_ENOUGH_SD = 0.25
"""How near the best of all draws may stay where an attribute moves in jumps."""

POSITION_DIGITS = 4

_WISH = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=(?P<value>.+)", re.DOTALL)
_AMOUNT = re.compile(
    r"(?P<absolute>=?)(?P<number>[+\u2212-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*(?P<unit>\D.*)?"
)

Measured = Callable[[Recipe], Mapping[str, float | None]]
"""Draws a recipe and tells its attributes: means over its views, None where none shows one."""

Classes = Callable[[str, str], tuple[float, float, float] | None]
"""From an attribute's name and a word to the lowest, middle and highest value the word stands for;
None if it stands for none."""


class WishKind(StrEnum):
    """How a wish is meant."""

    POSITION = "position"
    """The slider stands at so many sd."""
    MOVE = "move"
    """The slider moves by so many sd."""
    CHANGE = "change"
    """The attribute changes by so much, in its unit."""
    VALUE = "value"
    """The attribute measures so much, in its unit."""
    CLASS = "class"
    """The attribute lies in a named range, as density c."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What one attribute is to become.

    Attributes:
        attribute: its name.
        kind: how the amount is meant.
        amount: in sd or in the attribute's unit; for a class, its middle.
        low: lowest value that will do, for a value or a class.
        high: highest value that will do.
    """

    attribute: str
    kind: WishKind
    amount: float
    low: float = -np.inf
    high: float = np.inf


def parse_wish(text: str, controls: Controls, classes: Classes | None = None) -> Wish:
    """Read a wish: `density=c`, `breast_area=+15cm2`, `brightness=+1sd`, `breast_area=120cm2`.

    With a sign it is a change, without one a value; `==-3` is a value below 0. Units may be left
    out, and ² may be written 2.

    Args:
        text: what was typed.
        controls: of the model.
        classes: knows words such as the density classes.

    Raises:
        RecipeError: it cannot be read, or there is no such attribute; the sentence names those that
            exist and their ranges.
    """
    match = _WISH.fullmatch(text.strip())
    if match is None:
        raise RecipeError(
            f"{text!r} is no setting; write NAME=VALUE, for example breast_area=+15cm2 or "
            "brightness=+1sd."
        )
    attribute = controls.attribute(match["name"].lower())
    value = match["value"].strip()
    ends = classes(attribute.name, value) if classes else None
    if ends is not None:
        low, middle, high = ends
        return Wish(
            attribute=attribute.name,
            kind=WishKind.CLASS,
            amount=middle,
            low=low,
            high=high,
        )
    return _amount(attribute, value, text)


def granted(
    recipe: Recipe, wishes: Iterable[Wish], controls: Controls, measured: Measured
) -> Recipe:
    """The recipe with its sliders where the wishes want them.

    Moves come first; then values are reached one after the other, each by drawing the case a few
    times. As sliders leak a little, a value reached early can move a little later.

    Args:
        recipe: what to start from.
        wishes: what each attribute is to become.
        controls: of the model.
        measured: see `Measured`.

    Raises:
        RecipeError: a wish goes beyond the range of its slider, or cannot be reached.
    """
    later = []
    for wish in wishes:
        if wish.kind in (WishKind.VALUE, WishKind.CLASS):
            later.append(wish)
        else:
            recipe = _moved(recipe, wish, controls.attribute(wish.attribute))
    for wish in later:
        recipe = _reached(recipe, wish, controls.attribute(wish.attribute), measured)
    return recipe


def _amount(attribute: AttributeControl, value: str, text: str) -> Wish:
    match = _AMOUNT.fullmatch(value)
    if match is None:
        raise RecipeError(
            f"{text!r} is no setting: {value!r} is neither a number nor a class of "
            f"{attribute.name}."
        )
    number = float(match["number"].replace("\u2212", "-"))
    if not np.isfinite(number):
        raise RecipeError(f"{text!r} is no setting: the number is too large.")
    signed = match["number"][0] in "+-\u2212" and not match["absolute"]
    unit = _plain_unit(match["unit"] or "")
    if unit == "sd":
        kind = WishKind.MOVE if signed else WishKind.POSITION
        return Wish(attribute=attribute.name, kind=kind, amount=number)
    if unit not in ("", _plain_unit(attribute.unit)):
        own = f"in {attribute.unit}" if attribute.unit else "a plain number"
        raise RecipeError(f"{attribute.name} is {own} or in sd, not in {match['unit'].strip()}.")
    if signed:
        return Wish(attribute=attribute.name, kind=WishKind.CHANGE, amount=number)
    near = NEAR_SD * attribute.sd
    return Wish(
        attribute=attribute.name,
        kind=WishKind.VALUE,
        amount=number,
        low=number - near,
        high=number + near,
    )


def _plain_unit(unit: str) -> str:
    plain = unit.strip().lower().replace("²", "2").replace("°", "deg").replace("^", "")
    return {"percent": "%", "degrees": "deg"}.get(plain, plain)


def _moved(recipe: Recipe, wish: Wish, attribute: AttributeControl) -> Recipe:
    """A wish that the calibration alone answers."""
    before = recipe.position(attribute.name)
    if wish.kind is WishKind.CHANGE:
        position = position_of(attribute, value_at(attribute, before) + wish.amount)
    else:
        position = wish.amount if wish.kind is WishKind.POSITION else before + wish.amount
    if not attribute.low <= position <= attribute.high:
        raise RecipeError(out_of_range(attribute))
    return recipe.with_position(attribute.name, _tidy(position, attribute))


def _tidy(position: float, attribute: AttributeControl) -> float:
    """A position in few digits, within the slider's range."""
    return float(np.clip(round(position, POSITION_DIGITS), attribute.low, attribute.high))


def _reached(recipe: Recipe, wish: Wish, attribute: AttributeControl, measured: Measured) -> Recipe:
    """A wish for a value of this very case: by the secant method, held between what is known."""
    search = _Search(recipe=recipe, wish=wish, attribute=attribute, measured=measured)
    position = _tidy(recipe.position(attribute.name), attribute)
    for _ in range(MOST_DRAWS):
        value = search.value_at(position)
        if wish.low <= value <= wish.high:
            return recipe.with_position(attribute.name, position)
        following = search.next_position()
        if following is None:
            raise RecipeError(search.complaint())
        position = following
    nearest = search.nearest()
    if abs(search.known[nearest] - wish.amount) <= NEAR_ENOUGH_SD * attribute.sd:
        return recipe.with_position(attribute.name, nearest)
    raise RecipeError(search.complaint())


class _Search:
    """Looks for the slider position at which a case measures a value.

    Attributes:
        known: value by position, of all draws so far.
    """

    def __init__(
        self, *, recipe: Recipe, wish: Wish, attribute: AttributeControl, measured: Measured
    ) -> None:
        self.known: dict[float, float] = {}
        self._recipe = recipe
        self._wish = wish
        self._attribute = attribute
        self._measured = measured

    def value_at(self, position: float) -> float:
        """Draw and measure the case with the slider at a position."""
        name = self._attribute.name
        value = self._measured(self._recipe.with_position(name, position)).get(name)
        if value is None:
            shown = " and ".join(self._attribute.view_positions)
            raise RecipeError(
                f"{name} could not be measured in the views of this case (it shows in {shown})."
            )
        self.known[position] = value
        return value

    def next_position(self) -> float | None:
        """Where to look next, or None when the wish lies beyond an end of the slider."""
        target = self._wish.amount
        below = [p for p, value in self.known.items() if value < target]
        above = [p for p, value in self.known.items() if value >= target]
        if len(self.known) == 1:
            position = self._by_calibration()
        elif below and above:
            position = self._between(max(below), min(above))
        else:
            position = self._beyond()
        position = _tidy(position, self._attribute)
        return None if position in self.known else position

    def _by_calibration(self) -> float:
        """A first guess: as far as the mean case would have to go."""
        ((position, value),) = self.known.items()
        steps = self._attribute.steps
        wanted = value_at(self._attribute, position) + self._wish.amount - value
        guess = float(np.interp(wanted, [s.value for s in steps], [s.position for s in steps]))
        return guess if guess != position else position + np.sign(self._wish.amount - value)

    def _between(self, low: float, high: float) -> float:
        """The secant's zero, kept off the ends; half-way where the attribute jumps to and fro."""
        a, b = self.known[low] - self._wish.amount, self.known[high] - self._wish.amount
        share = -a / (b - a) if low < high and b > a else 0.5
        return low + float(np.clip(share, 0.1, 0.9)) * (high - low)

    def _beyond(self) -> float:
        """Further on the same way, by the slope so far, at least half a standard deviation."""
        target = self._wish.amount
        last, before = list(self.known)[-1], list(self.known)[-2]
        rise = self.known[last] - self.known[before]
        slope = rise / (last - before)
        way = 1.0 if target > self.known[last] else -1.0
        step = (target - self.known[last]) / slope if slope > 0 else way
        return last + way * float(np.clip(abs(step), 0.5, 4))

    def nearest(self) -> float:
        """The position whose value is nearest to the wish."""
        return min(self.known, key=lambda p: abs(self.known[p] - self._wish.amount))

    def complaint(self) -> str:
        """That the wish was not reached, and what is possible."""
        attribute, values = self._attribute, self.known.values()
        unit = f" {attribute.unit}" if attribute.unit else ""
        wanted = f"{self._wish.amount:.3g}{unit}"
        if self._wish.kind is WishKind.CLASS:
            wanted = f"{self._wish.low:.3g} to {self._wish.high:.3g}{unit}"
        return (
            f"{attribute.name} of this case could not be brought to {wanted}: "
            f"with its slider from {attribute.low:+g} to {attribute.high:+g} sd it was seen from "
            f"{min(values):.3g} to {max(values):.3g}{unit}."
        )

"""What the mouse's buttons and wheel do, as plain values that know no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from inference.errors import InputError


class MouseMapError(InputError):
    """A table of mouse buttons cannot be used."""


class Button(StrEnum):
    """A button that can be held down."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Modifier(StrEnum):
    """A key that is held down together with a button or the wheel."""

    NONE = "none"
    SHIFT = "shift"
    CTRL = "ctrl"
    ALT = "alt"


class Drag(StrEnum):
    """What dragging with a button does."""

    TOOL = "tool"
    """What the tool in hand does."""
    WINDOW = "window"
    PAN = "pan"
    ZOOM = "zoom"
    LOUPE = "loupe"
    NONE = "none"


class Wheel(StrEnum):
    """What turning the wheel does."""

    ZOOM = "zoom"
    STAGE = "stage"
    CASE = "case"
    WIDTH = "width"
    BRIGHTNESS = "brightness"
    NONE = "none"


WHEEL_MODIFIERS = (Modifier.NONE, Modifier.CTRL, Modifier.SHIFT)
"""Without Alt, with which several systems turn the wheel sideways."""
_STRENGTH = (Modifier.CTRL, Modifier.SHIFT, Modifier.ALT)
"""Which key counts when several are down."""

_DRAGS: Mapping[tuple[Button, Modifier], Drag] = {
    (Button.LEFT, Modifier.NONE): Drag.TOOL,
    (Button.LEFT, Modifier.SHIFT): Drag.PAN,
    (Button.LEFT, Modifier.CTRL): Drag.WINDOW,
    (Button.MIDDLE, Modifier.NONE): Drag.PAN,
    (Button.MIDDLE, Modifier.SHIFT): Drag.ZOOM,
    (Button.MIDDLE, Modifier.CTRL): Drag.WINDOW,
    (Button.RIGHT, Modifier.NONE): Drag.ZOOM,
    (Button.RIGHT, Modifier.SHIFT): Drag.LOUPE,
    (Button.RIGHT, Modifier.CTRL): Drag.WINDOW,
}
_WHEELS: Mapping[Modifier, Wheel] = {
    Modifier.NONE: Wheel.ZOOM,
    Modifier.CTRL: Wheel.BRIGHTNESS,
    Modifier.SHIFT: Wheel.STAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MouseMap:
    """What dragging and turning do.

    A click without a drag is not part of the table: the left one chooses a view or a mark, the
    right one opens the menu of what lies below it.

    Attributes:
        drags: by button and key; what is absent does nothing.
        wheels: by key, of `WHEEL_MODIFIERS`; what is absent does nothing.
    """

    drags: Mapping[tuple[Button, Modifier], Drag] = field(default_factory=lambda: dict(_DRAGS))
    wheels: Mapping[Modifier, Wheel] = field(default_factory=lambda: dict(_WHEELS))

    def __post_init__(self) -> None:
        for modifier in self.wheels:
            if modifier not in WHEEL_MODIFIERS:
                raise MouseMapError(f"the wheel cannot be used together with {modifier.value}.")
        # What does nothing is left out, so that equal tables are equal.
        drags = {at: what for at, what in self.drags.items() if what is not Drag.NONE}
        wheels = {at: what for at, what in self.wheels.items() if what is not Wheel.NONE}
        object.__setattr__(self, "drags", drags)
        object.__setattr__(self, "wheels", wheels)

    def drag_for(self, button: Button, modifiers: Iterable[Modifier] = ()) -> Drag:
        """What dragging with a button does while keys are down."""
        return self.drags.get((button, strongest(modifiers)), Drag.NONE)

    def wheel_for(self, modifiers: Iterable[Modifier] = ()) -> Wheel:
        """What turning the wheel does while keys are down."""
        return self.wheels.get(strongest(modifiers), Wheel.NONE)

    def plain(self) -> dict[str, dict[str, str]]:
        """The table as settings keep it; `from_plain` reads it again."""
        return {
            "drags": {_written(at): what.value for at, what in self.drags.items()},
            "wheels": {at.value: what.value for at, what in self.wheels.items()},
        }


def strongest(modifiers: Iterable[Modifier]) -> Modifier:
    """The key that counts of those that are down."""
    down = set(modifiers)
    return next((key for key in _STRENGTH if key in down), Modifier.NONE)


def from_plain(values: Any) -> MouseMap:
    """A table as settings keep it.

    Raises:
        MouseMapError: the values are none that `MouseMap.plain` gives.
    """
    try:
        drags = {_read(at): Drag(what) for at, what in values["drags"].items()}
        wheels = {Modifier(at): Wheel(what) for at, what in values["wheels"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = str(error) or type(error).__name__
        raise MouseMapError(f"the table of mouse buttons is damaged: {reason}.") from error
    return MouseMap(drags=drags, wheels=wheels)


def _written(at: tuple[Button, Modifier]) -> str:
    button, modifier = at
    return button.value if modifier is Modifier.NONE else f"{modifier.value}+{button.value}"


def _read(text: str) -> tuple[Button, Modifier]:
    modifier, _, button = text.rpartition("+")
    return Button(button), Modifier(modifier or "none")

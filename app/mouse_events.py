"""Buttons and keys of Qt's mouse events in the words of `app.mouse`."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.mouse import Button, Drag, Modifier, MouseMap, Wheel

_BUTTONS = {
    Qt.MouseButton.LeftButton: Button.LEFT,
    Qt.MouseButton.MiddleButton: Button.MIDDLE,
    Qt.MouseButton.RightButton: Button.RIGHT,
}
_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: Modifier.SHIFT,
    Qt.KeyboardModifier.ControlModifier: Modifier.CTRL,
    Qt.KeyboardModifier.AltModifier: Modifier.ALT,
}


def drag_of(mouse: MouseMap, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> Drag:
    """What a drag does that begins with a button, as `QMouseEvent.button()` gives it."""
    known = _BUTTONS.get(button)
    return Drag.NONE if known is None else mouse.drag_for(known, _held(modifiers))


def wheel_of(mouse: MouseMap, modifiers: Qt.KeyboardModifier) -> Wheel:
    """What the wheel does while keys are down, as `QWheelEvent.modifiers()` gives them."""
    return mouse.wheel_for(_held(modifiers))


def _held(modifiers: Qt.KeyboardModifier) -> list[Modifier]:
    return [known for key, known in _MODIFIERS.items() if modifiers & key]

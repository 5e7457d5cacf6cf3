"""What buttons, wheel and what they do are called."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from app.mouse import Button, Drag, Modifier, Wheel

_BUTTONS = {
    Button.LEFT: QT_TRANSLATE_NOOP("Mouse", "Left button"),
    Button.MIDDLE: QT_TRANSLATE_NOOP("Mouse", "Middle button"),
    Button.RIGHT: QT_TRANSLATE_NOOP("Mouse", "Right button"),
}
_DRAGS = {
    Drag.TOOL: QT_TRANSLATE_NOOP("Mouse", "Tool in hand"),
    Drag.WINDOW: QT_TRANSLATE_NOOP("Mouse", "Window"),
    Drag.PAN: QT_TRANSLATE_NOOP("Mouse", "Move"),
    Drag.ZOOM: QT_TRANSLATE_NOOP("Mouse", "Zoom"),
    Drag.LOUPE: QT_TRANSLATE_NOOP("Mouse", "Loupe"),
    Drag.NONE: QT_TRANSLATE_NOOP("Mouse", "Nothing"),
}
_WHEELS = {
    Wheel.ZOOM: QT_TRANSLATE_NOOP("Mouse", "Zoom"),
    Wheel.STAGE: QT_TRANSLATE_NOOP("Mouse", "Next or previous stage"),
    Wheel.CASE: QT_TRANSLATE_NOOP("Mouse", "Next or previous case"),
    Wheel.WIDTH: QT_TRANSLATE_NOOP("Mouse", "Width of the window"),
    Wheel.BRIGHTNESS: QT_TRANSLATE_NOOP("Mouse", "Brightness"),
    Wheel.NONE: QT_TRANSLATE_NOOP("Mouse", "Nothing"),
}
_MODIFIERS = {
    Modifier.SHIFT: Qt.Modifier.SHIFT,
    Modifier.CTRL: Qt.Modifier.CTRL,
    Modifier.ALT: Qt.Modifier.ALT,
}


def button_text(button: Button) -> str:
    """What a button is called."""
    return QCoreApplication.translate("Mouse", str(_BUTTONS[button]))


def drag_text(drag: Drag) -> str:
    """What dragging does, in words."""
    return QCoreApplication.translate("Mouse", str(_DRAGS[drag]))


def wheel_text(wheel: Wheel) -> str:
    """What turning the wheel does, in words."""
    return QCoreApplication.translate("Mouse", str(_WHEELS[wheel]))


def modifier_text(modifier: Modifier) -> str:
    """What a key is called on this system; empty for none."""
    if modifier is Modifier.NONE:
        return ""
    # A key sequence knows what the system and the language call it: Strg, or ⌘ on a Mac.
    with_a_key = QKeySequence(int(_MODIFIERS[modifier].value) | int(Qt.Key.Key_A.value))
    return with_a_key.toString(QKeySequence.SequenceFormat.NativeText)[:-1].rstrip("+")

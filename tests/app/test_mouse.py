"""What buttons and wheel do."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from app.mouse import (
    Button,
    Drag,
    Modifier,
    MouseMap,
    MouseMapError,
    Wheel,
    from_plain,
)
from app.mouse_events import drag_of, wheel_of

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_usual_table_is_that_of_workstations():
    mouse = MouseMap()
    assert mouse.drag_for(Button.LEFT) is Drag.TOOL
    assert mouse.drag_for(Button.LEFT, [Modifier.SHIFT]) is Drag.PAN
    assert mouse.drag_for(Button.MIDDLE) is Drag.PAN
    assert mouse.drag_for(Button.RIGHT) is Drag.ZOOM
    assert mouse.drag_for(Button.RIGHT, [Modifier.ALT]) is Drag.NONE
    assert mouse.wheel_for() is Wheel.ZOOM
    assert mouse.wheel_for([Modifier.CTRL]) is Wheel.BRIGHTNESS
    assert mouse.wheel_for([Modifier.SHIFT]) is Wheel.STAGE
    assert mouse.wheel_for([Modifier.ALT]) is Wheel.NONE


def test_of_several_keys_ctrl_counts_first():
    both = [Modifier.SHIFT, Modifier.CTRL]
    assert MouseMap().drag_for(Button.LEFT, both) is Drag.WINDOW


def test_what_settings_keep_gives_the_same_table():
    mouse = MouseMap(
        drags={(Button.RIGHT, Modifier.ALT): Drag.LOUPE, (Button.LEFT, Modifier.NONE): Drag.NONE},
        wheels={Modifier.NONE: Wheel.CASE},
    )
    assert from_plain(json.loads(json.dumps(mouse.plain()))) == mouse
    assert from_plain(json.loads(json.dumps(MouseMap().plain()))) == MouseMap()


def test_doing_nothing_and_being_absent_are_equal():
    assert MouseMap(drags={(Button.LEFT, Modifier.NONE): Drag.NONE}) == MouseMap(drags={})


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {},
        {"drags": {}},
        {"drags": [], "wheels": {}},
        {"drags": {"left": "fly"}, "wheels": {}},
        {"drags": {"fourth": "pan"}, "wheels": {}},
        {"drags": {"meta+left": "pan"}, "wheels": {}},
        {"drags": {}, "wheels": {"alt": "zoom"}},
        {"drags": {}, "wheels": {"ctrl": 3}},
    ],
)
def test_a_damaged_table_is_refused_with_a_sentence(values: object):
    with pytest.raises(MouseMapError, match=r"\w+ \w+ .*\."):
        from_plain(values)


def test_events_of_qt_are_understood():
    mouse = MouseMap()
    assert drag_of(mouse, Qt.MouseButton.LeftButton, NONE) is Drag.TOOL
    assert drag_of(mouse, Qt.MouseButton.LeftButton, SHIFT) is Drag.PAN
    assert drag_of(mouse, Qt.MouseButton.BackButton, NONE) is Drag.NONE
    assert wheel_of(mouse, CTRL) is Wheel.BRIGHTNESS
    assert wheel_of(mouse, Qt.KeyboardModifier.KeypadModifier) is Wheel.ZOOM

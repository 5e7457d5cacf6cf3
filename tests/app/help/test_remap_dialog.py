"""Changing keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QTreeWidget
from pytestqt.qtbot import QtBot

from app.help.key_capture import KeyCapture, pressed_key
from app.help.keys_tab import CONFLICT, KEYS
from app.help.remap_dialog import RemapDialog
from app.keymap import Keymap
from app.mouse import Button, Drag, Modifier, MouseMap
from app.style import AMBER

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> RemapDialog:
    made = RemapDialog(Keymap(), MouseMap())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def field(dialog: RemapDialog) -> KeyCapture:
    found = dialog.findChild(KeyCapture)
    assert isinstance(found, KeyCapture)
    return found


def press(qtbot: QtBot, dialog: RemapDialog, action: str, key: Qt.Key, modifiers=NONE) -> None:
    """Choose an action, ask for a key with Return, and press it."""
    dialog.keys_tab.choose_action(action)
    tree = dialog.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert field(dialog).isVisible()
    qtbot.keyClick(field(dialog), key, modifiers)


def test_a_pressed_key_is_added(qtbot: QtBot, dialog: RemapDialog):
    press(qtbot, dialog, "invert", Qt.Key.Key_F8, CTRL)
    assert dialog.keymap.keys_of("invert") == ("I", "Ctrl+F8")
    assert dialog.isVisible()


def test_a_held_action_gets_one_plain_key(qtbot: QtBot, dialog: RemapDialog):
    press(qtbot, dialog, "loupe", Qt.Key.Key_Y, CTRL)
    assert dialog.keymap == Keymap()
    press(qtbot, dialog, "loupe", Qt.Key.Key_Y)
    assert dialog.keymap.keys_of("loupe") == ("Y",)


def test_escape_leaves_the_field_and_not_the_dialog(qtbot: QtBot, dialog: RemapDialog):
    press(qtbot, dialog, "invert", Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not field(dialog).isVisible()
    assert dialog.keymap == Keymap()


def test_shift_alone_is_waited_through(qtbot: QtBot, dialog: RemapDialog):
    press(qtbot, dialog, "invert", Qt.Key.Key_Shift)
    assert field(dialog).isVisible()


def test_keys_go_and_come_back(qtbot: QtBot, dialog: RemapDialog):
    tab = dialog.keys_tab
    tab.choose_action("redo")
    tab._keys._take_away.click()
    assert dialog.keymap.keys_of("redo") == ("Ctrl+Y",)
    tab._keys._clear.click()
    assert dialog.keymap.keys_of("redo") == ()
    tab._keys._reset.click()
    assert dialog.keymap == Keymap()
    tab.choose_action("undo")
    tab._keys._clear.click()
    tab._reset_all.click()
    assert dialog.keymap == Keymap()


def test_a_conflict_is_amber_and_names_the_other_action(qtbot: QtBot, dialog: RemapDialog):
    press(qtbot, dialog, "tool_ruler", Qt.Key.Key_W)
    tab = dialog.keys_tab
    for name, other in (("tool_ruler", "Window"), ("tool_window", "Distance")):
        item = tab._items[name]
        assert item.text(CONFLICT) == other
        assert item.foreground(KEYS).color() == QColor(AMBER)
        tab.choose_action(name)
        assert tab.sentence == (
            "“W” is wanted by “Distance” and “Window” at the same time. It does “Distance” until "
            "one of them has another key."
        )
    tab.choose_action("invert")
    assert tab.sentence == ""
    assert tab._items["invert"].foreground(KEYS).color() != QColor(AMBER)


def test_words_find_actions(dialog: RemapDialog):
    tab = dialog.keys_tab
    tab._search.setText("stage mlo")
    shown = [name for name, item in tab._items.items() if not item.isHidden()]
    assert shown == ["stage_mlo"]
    assert [branch.isHidden() for branch in tab._branches].count(False) == 1


def test_the_mouse_is_chosen_by_boxes(dialog: RemapDialog):
    tab = dialog.mouse_tab
    assert dialog.mouse == MouseMap()
    tab.choose_drag(Button.RIGHT, Modifier.ALT, Drag.LOUPE)
    assert dialog.mouse.drag_for(Button.RIGHT, (Modifier.ALT,)) is Drag.LOUPE
    assert tab.warning == ""
    tab.choose_drag(Button.LEFT, Modifier.NONE, Drag.NONE)
    assert "tool" in tab.warning
    tab._reset.click()
    assert dialog.mouse == MouseMap()
    assert tab.warning == ""


def test_ok_and_cancel_end_the_dialog(qtbot: QtBot, dialog: RemapDialog):
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert dialog.result() == RemapDialog.DialogCode.Accepted


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "expected"),
    [
        (Qt.Key.Key_A, SHIFT, "A", "Shift+A"),
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_Plus, SHIFT, "+", "+"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, "+", "+"),
        (Qt.Key.Key_Adiaeresis, SHIFT, "Ä", "Shift+Ä"),
        (Qt.Key.Key_Space, SHIFT, " ", "Shift+Space"),
        (Qt.Key.Key_Control, CTRL, "", None),
        (Qt.Key.Key_Tab, CTRL, "", "Ctrl+Tab"),
    ],
)
def test_signs_count_without_the_shift_that_makes_them(key, modifiers, text, expected):
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    assert pressed_key(event) == expected

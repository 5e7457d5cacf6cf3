"""The sheet of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS
from app.help.cheat_sheet import CheatSheet, sheet_sections
from app.keymap import Keymap
from app.mouse import Drag, MouseMap, Wheel


@pytest.fixture
def sheet(qtbot: QtBot) -> CheatSheet:
    made = CheatSheet(Keymap().with_keys("cheat_sheet", ["F2"]), MouseMap())
    qtbot.addWidget(made)
    made.show()
    return made


def search(sheet: CheatSheet) -> QLineEdit:
    found = sheet.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_every_action_and_every_use_of_the_mouse_has_a_line(qtbot: QtBot):
    mouse = MouseMap()
    lines = [row for section in sheet_sections(Keymap(), mouse) for row in section.rows]
    assert len(lines) == len(ACTIONS) + len(mouse.drags) + len(mouse.wheels) + 1


def test_the_sheet_shows_the_keys_in_use(qtbot: QtBot):
    keymap = Keymap().with_keys("invert", ["F8", "J"]).with_keys("tool_ruler", ["W"])
    keys = {
        row.text: row.keys for section in sheet_sections(keymap, MouseMap()) for row in section.rows
    }
    assert keys["Invert"] == ("F8", "J")
    assert keys["Distance"] == ("W",)


def test_what_the_mouse_does_not_do_has_no_line(qtbot: QtBot):
    idle = MouseMap(drags={}, wheels={})
    assert Drag.NONE not in idle.drags.values() and Wheel.NONE not in idle.wheels.values()
    assert len(sheet_sections(Keymap(), idle)[-1].rows) == 1  # the double click


def test_words_find_actions_by_text_menu_and_key(sheet: CheatSheet):
    search(sheet).setText("quad")
    assert sheet.found == ("Stage: quadrants at 1:1",)
    search(sheet).setText("greyscale 5")
    assert sheet.found == ("Preset 5",)
    search(sheet).setText("f11")
    assert sheet.found == ("Full screen",)
    search(sheet).setText("xyzzy")
    assert sheet.found == ()
    search(sheet).clear()
    assert len(sheet.found) > len(ACTIONS)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F2])
def test_escape_the_question_mark_and_its_own_key_close_the_sheet(
    qtbot: QtBot, sheet: CheatSheet, key: Qt.Key
):
    qtbot.keyClick(search(sheet), key)
    assert not sheet.isVisible()

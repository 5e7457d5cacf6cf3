"""The window as a whole."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLabel
from pytestqt.qtbot import QtBot

from app.actions import ACTIONS, MENUS, Scope
from app.background import THREAD_NAME
from app.main_window import MainWindow
from app.settings import Settings, read_settings
from inference.birads import Composition
from tests.app.conftest import LONGEST_WAIT_MS


def worker_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == THREAD_NAME]


def test_closing_while_a_case_is_drawn_leaves_no_thread(make_window):
    window = make_window()
    window.start()
    window.close()
    assert not worker_threads()


def test_closing_keeps_page_seed_and_overlay(qtbot: QtBot, window: MainWindow, folders):
    window.actions_by_name["next_seed"].trigger()
    window.actions_by_name["overlay"].trigger()
    window.show_page("read")
    window.close()
    settings, sentence = read_settings(folders.settings_file)
    assert sentence == ""
    assert (settings.page, settings.seed, settings.overlay) == ("read", 8, "few")


def test_the_window_comes_back_as_it_was(qtbot: QtBot, make_window, folders):
    first = make_window()
    first.resize(1011, 677)
    first.show_page("read")
    first.close()
    again = make_window(read_settings(folders.settings_file)[0], resized=False)
    assert again.page.name == "read"
    # The screen of the offscreen platform is 800 × 600, so Qt limits the width.
    assert again.height() == first.height()


def test_every_action_does_something(window: MainWindow):
    handled = set(window._handlers())
    assert {spec.name for spec in ACTIONS} == handled


def test_no_two_actions_share_a_key(window: MainWindow):
    keys = [
        (QKeySequence(key).toString(), page)
        for spec in ACTIONS
        for key in spec.keys
        for page in ([spec.page] if spec.page else ["read", "generate"])
    ]
    assert len(keys) == len(set(keys))


def test_every_action_stands_in_a_menu(window: MainWindow):
    assert {spec.menu for spec in ACTIONS} == set(MENUS)
    for menu_action in window.menuBar().actions():
        assert menu_action.text() in MENUS


def test_keys_of_the_viewer_leave_the_controls_alone():
    moving = {"Up", "Down", "Left", "Right", "Space", "Return", "Enter"}
    for spec in ACTIONS:
        assert not (moving & set(spec.keys)) or spec.scope is Scope.VIEWER


def test_actions_of_another_page_are_disabled(window: MainWindow):
    assert window.actions_by_name["new_case"].isEnabled()
    window.show_page("read")
    assert not window.actions_by_name["new_case"].isEnabled()
    assert not window.actions_by_name["paste_recipe"].isEnabled()


def test_every_control_has_a_name_for_those_who_cannot_see_it(window: MainWindow):
    for kind in (QAbstractButton, QAbstractSlider):
        for control in window.findChildren(kind):
            if control.isVisible():
                assert control.accessibleName() or getattr(control, "text", str)(), control


@pytest.mark.parametrize("key", ["1", "4"])
def test_number_keys_choose_presets(qtbot: QtBot, window: MainWindow, key: str):
    window.actions_by_name["wider"].trigger()
    window.actions_by_name[f"preset_{key}"].trigger()
    chosen = window.generate.viewer.states[0].voi
    assert (chosen is None) if key == "1" else (chosen is not None and chosen.width == 2048)


def test_settings_that_cannot_be_kept_do_not_hinder_closing(make_window, folders, tmp_path: Path):
    window = make_window(Settings())
    folders.settings_file.parent.write_text("in the way")
    window.close()
    assert not worker_threads()


def test_what_breaks_in_the_worker_is_told_as_a_crash(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    def broken(recipe):
        raise ZeroDivisionError("broken")

    monkeypatch.setattr(window.generate._drawing, "draw", broken)
    with qtbot.waitSignal(window.crashed, timeout=LONGEST_WAIT_MS) as told:
        window.actions_by_name["new_case"].trigger()
    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)


def test_arrows_walk_through_the_menus_and_leave_the_picture_alone(
    qtbot: QtBot, window: MainWindow
):
    window.activateWindow()
    before = window.page.viewer.states
    window.menuBar().setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down):
        qtbot.keyClick(window.menuBar(), key)
    assert window.page.viewer.states == before
    assert window.page.viewer.alone is None


def test_menus_show_the_keys_of_the_views_and_do_what_they_say(window: MainWindow):
    menus = [action.menu() for action in window.menuBar().actions()]
    entries = {entry.objectName(): entry for menu in menus for entry in menu.actions()}
    alone = entries["alone"]
    assert alone.text().endswith("\tReturn")
    assert alone.shortcut().isEmpty()
    alone.trigger()
    assert window.page.viewer.alone is not None


def test_the_window_is_no_larger_than_the_screen_at_the_first_start(make_window):
    window = make_window(resized=False)
    assert window.height() <= window.screen().availableGeometry().height()


def test_the_status_bar_tells_tool_stage_and_part(window: MainWindow):
    words = window.statusBar().findChildren(QLabel)[1]
    window.actions_by_name["tool_ruler"].trigger()
    assert words.text() == "Distance  ·  Stage: all views"
    window.actions_by_name["stage_quadrants"].trigger()
    assert words.text().startswith("Distance  ·  Stage: quadrants at 1:1  ·  1 of ")


def test_a_narrow_window_grows_rather_than_cut_what_lies_around_the_views(
    window: MainWindow, monkeypatch
):
    page = window.page
    wide = QSize(1111, 300)
    monkeypatch.setattr(type(page), "minimumSizeHint", lambda _: wide)
    monkeypatch.setattr(type(window.screen()), "size", lambda _: QSize(1920, 1080))
    window.actions_by_name["report"].trigger()
    assert window.minimumWidth() > wide.width()


def test_the_report_takes_the_keyboard_when_it_opens_and_gives_it_back(
    qtbot: QtBot, window: MainWindow
):
    window.activateWindow()
    window.actions_by_name["report"].trigger()
    qtbot.waitUntil(lambda: window.page.report.isAncestorOf(window.focusWidget()))
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.page.desk.notes.report.composition is Composition.A
    window.actions_by_name["report"].trigger()
    qtbot.waitUntil(lambda: window.page.viewer.isAncestorOf(window.focusWidget()))

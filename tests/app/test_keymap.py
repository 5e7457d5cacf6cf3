"""The user's own keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from app.actions import ACTIONS, make_actions
from app.keymap import (
    Conflict,
    Keymap,
    apply_keymap,
    default_keys,
    fits,
    normalized_key,
    read_keymap,
)

PORTABLE = QKeySequence.SequenceFormat.PortableText


def test_without_choices_every_action_has_the_keys_of_the_table():
    for spec in ACTIONS:
        assert len(default_keys(spec.name)) == len(spec.keys)
        assert Keymap().keys_of(spec.name) == default_keys(spec.name)


def test_the_table_has_no_conflicts():
    assert Keymap().conflicts() == ()


def test_a_chosen_key_goes_before_one_of_the_table():
    keymap = Keymap().with_keys("tool_ruler", ["W"])
    assert keymap.conflicts() == (Conflict(key="W", keeper="tool_ruler", loser="tool_window"),)
    assert keymap.keys_of("tool_ruler") == ("W",)
    assert keymap.keys_of("tool_window") == ()
    assert keymap.wanted_keys("tool_window") == ("W",)


def test_of_two_chosen_keys_the_one_higher_in_the_table_counts():
    keymap = Keymap().with_keys("tool_ruler", ["F8"]).with_keys("open_files", ["F8"])
    assert keymap.conflicts() == (Conflict(key="F8", keeper="open_files", loser="tool_ruler"),)


def test_actions_of_different_pages_may_share_a_key():
    # next_seed is possible on the page Generate alone, next_case on Read alone.
    assert Keymap().with_keys("next_case", ["PgDown"]).conflicts() == ()


def test_a_view_with_the_focus_hears_the_keys_of_the_window_too():
    keymap = Keymap().with_keys("invert", ["Up"])  # move_up counts in views alone
    assert [conflict.loser for conflict in keymap.conflicts()] == ["move_up"]


def test_the_key_of_a_held_action_can_conflict():
    keymap = Keymap().with_keys("invert", ["G"])
    assert keymap.keys_of("loupe") == ()


def test_three_actions_with_one_key_leave_it_to_one():
    keymap = Keymap()
    for name in ("tool_ruler", "tool_angle", "tool_text"):
        keymap = keymap.with_keys(name, ["F8"])
    with_key = [spec.name for spec in ACTIONS if "F8" in keymap.keys_of(spec.name)]
    assert with_key == ["tool_ruler"]


def test_an_action_gets_its_own_keys_back():
    keymap = Keymap().with_keys("redo", ["F8"])
    assert keymap.with_defaults("redo") == Keymap()
    assert keymap.with_keys("redo", ["Ctrl+Y", "Ctrl+Shift+Z"]) == Keymap()


def test_an_action_may_have_no_key():
    assert Keymap().with_keys("redo", []).keys_of("redo") == ()
    assert read_keymap({"redo": []})[0].keys_of("redo") == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ctrl+shift+i", "Ctrl+Shift+I"),
        (",", ","),
        ("Ctrl++", "Ctrl++"),
        ("ä", "Ä"),
        ("", None),
        ("Foo", None),
        ("Ctrl+", None),
        ("Shift", None),
        ("Esc", None),
        ("Tab", None),
        ("Ctrl+K, Ctrl+C", None),
        ("\0", None),
        ("A" * 1000, None),
    ],
)
def test_keys_are_read_as_qt_writes_them_or_refused(text: str, key: str | None):
    assert normalized_key(text) == key


@pytest.mark.parametrize(("key", "fitting"), [("G", True), ("+", True), ("Ctrl++", False)])
def test_what_is_held_down_has_a_key_without_others(key: str, fitting: bool):
    assert fits("loupe", key) is fitting
    assert fits("invert", key)


def test_what_settings_keep_gives_the_same_keymap():
    keymap = Keymap().with_keys("redo", ["F8", "?"]).with_keys("invert", [])
    assert read_keymap(keymap.plain()) == (keymap, ())


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("fly", ["F"]),
        ("redo", "F8"),
        ("redo", 3),
        ("redo", [3]),
        ("redo", ["Nonsense"]),
        ("redo", [f"F{n}" for n in range(1, 20)]),
        ("loupe", []),
        ("loupe", ["G", "L"]),
        ("loupe", ["Shift+G"]),
    ],
)
def test_keys_that_cannot_be_used_are_left_out_with_a_sentence(name: str, keys: object):
    keymap, sentences = read_keymap({name: keys, "invert": ["F8"]})
    assert keymap == Keymap().with_keys("invert", ["F8"])
    assert len(sentences) == 1


def test_actions_get_their_keys_and_held_ones_none(qtbot):
    parent = QObject()
    actions = make_actions(parent)
    apply_keymap(actions, Keymap().with_keys("tool_ruler", ["W", "F8"]))
    keys = {
        name: [shortcut.toString(PORTABLE) for shortcut in action.shortcuts()]
        for name, action in actions.items()
    }
    assert keys["tool_ruler"] == ["W", "F8"]
    assert keys["tool_window"] == []
    assert keys["loupe"] == []
    assert keys["redo"] == ["Ctrl+Y", "Ctrl+Shift+Z"]

"""Which keys do what: the table's own, or those that the user chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence

from app.actions import ACTIONS, ActionSpec, translated

MOST_KEYS = 6
"""Of one action."""
LONGEST_KEY = 40
"""Characters of a key's name."""
RESERVED = ("Esc", "Tab", "Backtab", "Shift+Tab", "Shift+Backtab")
"""They lead out of dialogs and from one control to the next."""
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText
_SPECS: Mapping[str, ActionSpec] = {spec.name: spec for spec in ACTIONS}
_ORDER = {name: number for number, name in enumerate(_SPECS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One key that two actions want at the same time.

    Attributes:
        key: in Qt's portable words.
        keeper: the action that the key does.
        loser: the action that goes without.
    """

    key: str
    keeper: str
    loser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keymap:
    """The keys of every action.

    Attributes:
        overrides: keys in Qt's portable words, by name of the action, where they are not those of
            the table; an action may have none.
    """

    overrides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def wanted_keys(self, name: str) -> tuple[str, ...]:
        """The keys that an action is to have, whether or not another one has them too."""
        if name in self.overrides:
            return self.overrides[name]
        return default_keys(name)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys that do an action; a key with a conflict does only one of the two."""
        lost = {conflict.key for conflict in self.conflicts() if conflict.loser == name}
        return tuple(key for key in self.wanted_keys(name) if key not in lost)

    def with_keys(self, name: str, keys: Iterable[str]) -> Keymap:
        """The keymap in which an action has other keys."""
        chosen = tuple(dict.fromkeys(keys))
        overrides = {other: had for other, had in self.overrides.items() if other != name}
        if chosen != default_keys(name):
            overrides[name] = chosen
        return Keymap(overrides=overrides)

    def with_defaults(self, name: str) -> Keymap:
        """The keymap in which an action has the keys of the table."""
        return self.with_keys(name, default_keys(name))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every key that two actions want at the same time.

        What the user chose goes before what the table says, and else the table's order counts.
        """
        wanting: dict[str, list[str]] = {}
        for name in _SPECS:
            for key in self.wanted_keys(name):
                wanting.setdefault(key, []).append(name)
        found = []
        for key, names in wanting.items():
            names.sort(key=lambda name: (name not in self.overrides, _ORDER[name]))
            found += [
                Conflict(key=key, keeper=names[i], loser=loser)
                for number, loser in enumerate(names)
                for i in range(number)
                if _can_meet(_SPECS[names[i]], _SPECS[loser])
            ]
        return tuple(found)

    def plain(self) -> dict[str, tuple[str, ...]]:
        """The keymap as settings keep it; `read_keymap` reads it again."""
        return dict(self.overrides)


@cache
def default_keys(name: str) -> tuple[str, ...]:
    """The keys that the table gives an action, in Qt's portable words."""
    keys = (normalized_key(key) for key in _SPECS[name].keys)
    return tuple(key for key in keys if key is not None)


def normalized_key(text: str) -> str | None:
    """A key in Qt's portable words, or None where the text names none that can be used."""
    if not 0 < len(text) <= LONGEST_KEY:
        return None
    sequence = QKeySequence.fromString(text, _PORTABLE)
    if sequence.count() != 1:
        return None
    portable = sequence.toString(_PORTABLE)
    key = _combination(sequence).key()
    modifier_alone = key in (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_unknown,
    )
    return None if modifier_alone or not portable or portable in RESERVED else portable


def plain_text(text: str) -> str:
    """A text of the table in the user's language, without the marks of menus."""
    return translated(text).replace("&", "").removesuffix("…")


def native_key(key: str) -> str:
    """A key as this system writes it, in the user's language."""
    return QKeySequence.fromString(key, _PORTABLE).toString(_NATIVE)


def native_keys(keys: Iterable[str]) -> str:
    """Keys one after the other, as this system writes them."""
    return "   ".join(native_key(key) for key in keys)


def fits(name: str, key: str) -> bool:
    """Whether an action can have a key: one that is held down can only have a plain one."""
    plain = Qt.KeyboardModifier.NoModifier
    sequence = QKeySequence.fromString(key, _PORTABLE)
    return not _SPECS[name].held or _combination(sequence).keyboardModifiers() == plain


def read_keymap(values: Mapping[str, Any]) -> tuple[Keymap, tuple[str, ...]]:
    """A keymap as settings keep it; what cannot be used is left out.

    Args:
        values: keys by name of the action.

    Returns:
        The keymap, and a sentence for everything that was left out.
    """
    keymap, sentences = Keymap(), []
    for name, keys in values.items():
        if name not in _SPECS:
            sentences.append(_unknown_action(name))
        elif (chosen := _usable(keys, _SPECS[name])) is None:
            sentences.append(_unusable_keys(_SPECS[name]))
        else:
            keymap = keymap.with_keys(name, chosen)
    return keymap, tuple(sentences)


def apply_keymap(actions: Mapping[str, QAction], keymap: Keymap) -> None:
    """Give actions their keys; one that lasts while its key is down gets none here."""
    for name, action in actions.items():
        held = _SPECS[name].held
        keys = () if held else keymap.keys_of(name)
        action.setShortcuts([QKeySequence.fromString(key, _PORTABLE) for key in keys])


def _usable(keys: Any, spec: ActionSpec) -> tuple[str, ...] | None:
    if not isinstance(keys, list | tuple) or len(keys) > MOST_KEYS:
        return None
    names = [normalized_key(key) if isinstance(key, str) else None for key in keys]
    chosen = [key for key in names if key is not None and fits(spec.name, key)]
    if len(chosen) != len(names) or (spec.held and len(chosen) != 1):
        return None
    return tuple(chosen)


def _can_meet(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether the keys of both can count at once: on one page; a view with focus hears both."""
    if (one.yields and other.page) or (other.yields and one.page):
        return False
    return not one.page or not other.page or one.page == other.page


def _combination(sequence: QKeySequence) -> QKeyCombination:
    return sequence[0]  # pyright: ignore[reportIndexIssue] - missing in Qt's type stubs


def _unknown_action(name: str) -> str:
    return QCoreApplication.translate(
        "Keymap", "The settings give keys to “{name}”, which is no action. They were left out."
    ).format(name=name[:LONGEST_KEY])


def _unusable_keys(spec: ActionSpec) -> str:
    return QCoreApplication.translate(
        "Keymap", "The keys in the settings for “{action}” cannot be used. The usual ones count."
    ).format(action=plain_text(spec.text))

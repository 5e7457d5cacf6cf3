"""The sheet of all actions with the keys that do them, and of what the mouse does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS
from app.help.mouse_words import button_text, drag_text, modifier_text, wheel_text
from app.keymap import Keymap, native_key, plain_text
from app.mouse import WHEEL_MODIFIERS, Button, Drag, Modifier, MouseMap, Wheel

COLUMNS = 3
LEAST_ROW_PX = 20
SIZE_PX = (1140, 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the sheet.

    Attributes:
        text: what is done.
        keys: by which, as this system writes them; empty where only the menu does it.
    """

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSection:
    """Lines that belong together.

    Attributes:
        title: of a menu, or the mouse.
        rows: in the order of the menu.
    """

    title: str
    rows: tuple[SheetRow, ...]


def sheet_sections(keymap: Keymap, mouse: MouseMap) -> tuple[SheetSection, ...]:
    """Everything the sheet shows."""
    menus = [
        SheetSection(
            title=plain_text(menu),
            rows=tuple(
                SheetRow(
                    text=plain_text(spec.text),
                    keys=tuple(native_key(key) for key in keymap.keys_of(spec.name)),
                )
                for spec in ACTIONS
                if spec.menu == menu
            ),
        )
        for menu in MENUS
    ]
    return (*menus, _mouse_section(mouse))


def _mouse_section(mouse: MouseMap) -> SheetSection:
    rows = []
    for button in Button:
        for modifier in Modifier:
            drag = mouse.drag_for(button, (modifier,))
            if drag is not Drag.NONE:
                keys = (modifier_text(modifier), button_text(button))
                rows.append(SheetRow(text=drag_text(drag), keys=(_together(keys),)))
    wheel_name = QCoreApplication.translate("Mouse", "Wheel")
    for modifier in WHEEL_MODIFIERS:
        wheel = mouse.wheel_for((modifier,))
        if wheel is not Wheel.NONE:
            keys = (modifier_text(modifier), wheel_name)
            rows.append(SheetRow(text=wheel_text(wheel), keys=(_together(keys),)))
    alone = QCoreApplication.translate("Mouse", "One view or all")
    rows.append(SheetRow(text=alone, keys=(QCoreApplication.translate("Mouse", "Double click"),)))
    return SheetSection(title=QCoreApplication.translate("Mouse", "Mouse"), rows=tuple(rows))


def _together(names: tuple[str, str]) -> str:
    return " + ".join(name for name in names if name)


class CheatSheet(QDialog):
    """Shows the keys in use; typing searches; Escape, `?` and the sheet's own keys close it.

    Args:
        keymap: the keys in use.
        mouse: what the mouse does.
    """

    def __init__(self, keymap: Keymap, mouse: MouseMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.resize(*SIZE_PX)
        self._closing_keys = {"?", *keymap.keys_of("cheat_sheet")}
        self._sections = [_Section(section) for section in sheet_sections(keymap, mouse)]
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search an action or a key"))
        self._search.setAccessibleName(self.tr("Search an action or a key"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._find)
        self._search.installEventFilter(self)
        self._nothing = QLabel(self.tr("Nothing is called so."))
        self._nothing.setObjectName("dim")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()
        self._lay_out()

    @property
    def found(self) -> tuple[str, ...]:
        """The texts of the lines that are shown now."""
        return tuple(text for section in self._sections for text in section.shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the keys that opened the sheet close it, also while words are typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = QKeySequence(event.keyCombination()).toString(
                QKeySequence.SequenceFormat.PortableText
            )
            if event.text() == "?" or typed in self._closing_keys:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(28)
        for sections in _shared_out(self._sections, COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(14)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
            columns.addLayout(column, 1)
        inside = QWidget()
        inside.setLayout(columns)
        inside.setObjectName("sheet")
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Actions and their keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 12, 12)
        layout.setSpacing(14)
        layout.addWidget(self._search)
        layout.addWidget(self._nothing)
        layout.addWidget(area, 1)

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        for section in self._sections:
            section.find(words)
        self._nothing.setVisible(not self.found)


class _Section(QFrame):
    """A heading with its lines."""

    def __init__(self, section: SheetSection) -> None:
        super().__init__()
        self._title = section.title.casefold()
        heading = QLabel(section.title)
        heading.setObjectName("heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(heading)
        self._rows = [(row, _Row(row)) for row in section.rows]
        for _, widget in self._rows:
            layout.addWidget(widget)

    @property
    def shown(self) -> list[str]:
        """The texts of the lines that match."""
        return [row.text for row, widget in self._rows if not widget.isHidden()]

    def find(self, words: list[str]) -> None:
        """Show only the lines in which every word stands; the title counts for all of them."""
        for row, widget in self._rows:
            text = " ".join((row.text, *row.keys, self._title)).casefold()
            widget.setVisible(all(word in text for word in words))
        self.setVisible(bool(self.shown))


class _Row(QWidget):
    """What is done at the left, the keys at the right."""

    def __init__(self, row: SheetRow) -> None:
        super().__init__()
        text = QLabel(row.text)
        text.setWordWrap(True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(": ".join((row.text, ", ".join(row.keys))).rstrip(": "))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.setMinimumHeight(LEAST_ROW_PX)
        layout.addWidget(text, 1)
        for key in row.keys:
            cap = QLabel(key)
            cap.setObjectName("keycap")
            layout.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)


def _shared_out(sections: list[_Section], columns: int) -> list[list[_Section]]:
    """The sections in columns, in their order, so that the longest column is as short as can be."""

    def parts(cuts: tuple[int, ...]) -> list[list[_Section]]:
        return [sections[a:b] for a, b in pairwise((0, *cuts, len(sections)))]

    def longest(cuts: tuple[int, ...]) -> int:
        return max(sum(len(section.shown) + 2 for section in part) for part in parts(cuts))

    return parts(min(combinations(range(1, len(sections)), columns - 1), key=longest))

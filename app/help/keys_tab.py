"""The tab on which every action's keys are seen and changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, MENUS
from app.help.action_keys import ActionKeys
from app.keymap import Conflict, Keymap, native_key, native_keys, plain_text
from app.style import AMBER

ACTION, KEYS, CONFLICT = range(3)
_TEXTS = {spec.name: spec.text for spec in ACTIONS}
_NAME_ROLE = Qt.ItemDataRole.UserRole


class KeysTab(QWidget):
    """A tree of menus and actions, a search, and below it the keys of the chosen action.

    Args:
        keymap: the keys in use.

    Signals:
        changed: the keymap that is wanted now.
    """

    changed = Signal(object)

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._items: dict[str, QTreeWidgetItem] = {}
        self._branches: list[QTreeWidgetItem] = []
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search an action or a key"))
        self._search.setAccessibleName(self.tr("Search an action or a key"))
        self._search.setClearButtonEnabled(True)
        self.setFocusProxy(self._search)
        self._search.textChanged.connect(self._find)
        self._tree = self._make_tree()
        self._sentence = QLabel()
        self._sentence.setObjectName("conflict")
        self._sentence.setWordWrap(True)
        self._keys = ActionKeys()
        self._keys.chosen.connect(self._choose)
        self._reset_all = QPushButton(self.tr("All keys as usual"))
        self._reset_all.clicked.connect(lambda: self._use(Keymap()))
        self._lay_out()
        self._tree.currentItemChanged.connect(self._show_action)
        self._tree.itemActivated.connect(lambda: self._keys.begin())
        self._use(keymap)
        self._tree.setCurrentItem(self._items[ACTIONS[0].name])

    @property
    def keymap(self) -> Keymap:
        """The keymap that is wanted now."""
        return self._keymap

    @property
    def sentence(self) -> str:
        """What is said of the conflicts of the chosen action."""
        return self._sentence.text()

    def choose_action(self, name: str) -> None:
        """Go to an action."""
        self._tree.setCurrentItem(self._items[name])

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(3)
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys"), self.tr("The same key has")])
        tree.setAccessibleName(self.tr("Actions and their keys"))
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(ACTION, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        for column, width in ((KEYS, 190), (CONFLICT, 200)):
            tree.header().resizeSection(column, width)
        for menu in MENUS:
            branch = QTreeWidgetItem(tree, [plain_text(menu)])
            self._branches.append(branch)
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for spec in ACTIONS:
                if spec.menu == menu:
                    item = QTreeWidgetItem(branch, [plain_text(spec.text)])
                    item.setData(ACTION, _NAME_ROLE, spec.name)
                    self._items[spec.name] = item
        tree.expandAll()
        return tree

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        top.addWidget(self._reset_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._keys)
        layout.addWidget(self._sentence)

    def _chosen_name(self) -> str | None:
        item = self._tree.currentItem()
        return item.data(ACTION, _NAME_ROLE) if item is not None else None

    def _choose(self, keys: tuple[str, ...]) -> None:
        name = self._chosen_name()
        if name is not None:
            self._use(self._keymap.with_keys(name, keys))

    def _use(self, keymap: Keymap) -> None:
        self._keymap = keymap
        conflicts = keymap.conflicts()
        for name, item in self._items.items():
            others = {_other(c, name): None for c in conflicts if name in (c.keeper, c.loser)}
            item.setText(KEYS, native_keys(keymap.wanted_keys(name)))
            item.setText(CONFLICT, ", ".join(plain_text(_TEXTS[other]) for other in others))
            changed = item.font(KEYS)
            changed.setBold(name in keymap.overrides)
            item.setFont(KEYS, changed)
            for column in (KEYS, CONFLICT):
                item.setForeground(column, QColor(AMBER) if others else QBrush())
        self._reset_all.setEnabled(keymap != Keymap())
        self._show_action()
        self.changed.emit(keymap)

    def _show_action(self) -> None:
        name = self._chosen_name()
        if name is None:
            return
        self._keys.show_action(name, self._keymap)
        self._sentence.setText(
            " ".join(
                self._told(conflict)
                for conflict in self._keymap.conflicts()
                if name in (conflict.keeper, conflict.loser)
            )
        )

    def _told(self, conflict: Conflict) -> str:
        return self.tr(
            "“{key}” is wanted by “{keeper}” and “{loser}” at the same time. It does “{keeper}” "
            "until one of them has another key."
        ).format(
            key=native_key(conflict.key),
            keeper=plain_text(_TEXTS[conflict.keeper]),
            loser=plain_text(_TEXTS[conflict.loser]),
        )

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items.values():
            line = f"{item.text(ACTION)} {item.text(KEYS)}".casefold()
            item.setHidden(not all(word in line for word in words))
        for branch in self._branches:
            leaves = [branch.child(number) for number in range(branch.childCount())]
            branch.setHidden(all(leaf is None or leaf.isHidden() for leaf in leaves))


def _other(conflict: Conflict, name: str) -> str:
    return conflict.loser if name == conflict.keeper else conflict.keeper

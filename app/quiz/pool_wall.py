"""The real pool as a wall of small pictures, each accepted, left out, or to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from app.style import ACCENT, AMBER, RAISED
from inference.real_pool.entries import PoolEntry

PICTURE_PX = 168
CELL_PX = (156, 222)
_KEYS = {Qt.Key.Key_A: True, Qt.Key.Key_X: False, Qt.Key.Key_U: None}


class PoolWall(QListWidget):
    """Small pictures, with the keys A (accept), X (leave out), U (undecided) and Delete.

    Signals:
        decided: True, False or None for the pictures that are chosen.
        removal_wanted: of those.
    """

    decided = Signal(object)
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("examples")
        self.setAccessibleName(self.tr("Real pictures"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        self.setGridSize(QSize(*CELL_PX))
        self.setWordWrap(True)
        self._items: dict[str, QListWidgetItem] = {}
        self._pictures: dict[str, QPixmap] = {}

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the pictures that are chosen, as they hang."""
        rows = sorted(self.row(item) for item in self.selectedItems())
        return tuple(self.item(row).data(Qt.ItemDataRole.UserRole) for row in rows)

    @property
    def without_picture(self) -> tuple[str, ...]:
        """Ids of the entries whose picture has still to be given."""
        return tuple(entry_id for entry_id in self._items if entry_id not in self._pictures)

    def show_entries(self, entries: Iterable[PoolEntry]) -> None:
        """Show these; what hangs already stays where it is."""
        wanted = {entry.id: entry for entry in entries}
        for entry_id in [known for known in self._items if known not in wanted]:
            self.takeItem(self.row(self._items.pop(entry_id)))
            self._pictures.pop(entry_id, None)
        for entry in wanted.values():
            if entry.id not in self._items:
                self._add(entry.id)
            item = self._items[entry.id]
            item.setText(f"{entry.name.label} · {entry.technique.value}\n{self._state(entry)}")
            item.setData(Qt.ItemDataRole.UserRole + 1, entry.accepted)
            self._paint(entry.id)

    def show_picture(self, entry_id: str, grey: NDArray[np.uint8] | None) -> None:
        """Show what a picture looks like.

        Args:
            entry_id: of the picture.
            grey: (rows, columns); None for a damaged one.
        """
        self._pictures[entry_id] = QPixmap()
        if grey is not None:
            rows, columns = grey.shape
            image = QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
            self._pictures[entry_id] = QPixmap.fromImage(image)
        if entry_id in self._items:
            self._paint(entry_id)

    def go_to_next_undecided(self) -> None:
        """Choose the next picture at which nobody looked, if there is one."""
        count = self.count()
        for step in range(1, count + 1):
            row = (self.currentRow() + step) % count
            if self.item(row).data(Qt.ItemDataRole.UserRole + 1) is None:
                self.clearSelection()
                self.setCurrentRow(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Decide by key."""
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers():
            self.decided.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, entry_id: str) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, entry_id)
        item.setSizeHint(QSize(CELL_PX[0] - 8, CELL_PX[1] - 6))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.addItem(item)
        self._items[entry_id] = item

    def _state(self, entry: PoolEntry) -> str:
        return {
            True: self.tr("✓ accepted"),
            False: self.tr("✗ left out"),
            None: self.tr("to be looked at"),
        }[entry.accepted]

    def _paint(self, entry_id: str) -> None:
        """The picture in a frame of what was decided."""
        item = self._items[entry_id]
        accepted = item.data(Qt.ItemDataRole.UserRole + 1)
        picture = self._pictures.get(entry_id)
        made = QPixmap(round(PICTURE_PX * 0.8), PICTURE_PX)
        made.fill(QColor(RAISED))
        painter = QPainter(made)
        if picture is not None and not picture.isNull():
            painter.setOpacity(0.3 if accepted is False else 1.0)
            painter.drawPixmap(made.rect(), picture)
            painter.setOpacity(1.0)
        if accepted is not None:
            painter.setPen(QPen(QColor(ACCENT if accepted else AMBER), 4))
            painter.drawRect(made.rect().adjusted(1, 1, -2, -2))
        painter.end()
        icon = QIcon(made)
        icon.addPixmap(made, QIcon.Mode.Selected)  # Chosen, it is not tinted.
        item.setIcon(icon)

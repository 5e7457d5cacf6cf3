"""A strip of small pictures, from which one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

PICTURE_PX = (72, 90)
"""Width and height of a picture."""
CELL_PX = (92, 124)
MOST = 200


@dataclass(frozen=True, slots=True, eq=False)
class StripPicture:
    """One picture of a strip.

    Attributes:
        key: what it stands for; equal keys are one picture.
        image: the picture.
        text: below it.
    """

    key: Any
    image: QImage
    text: str


class PictureStrip(QListWidget):
    """Small pictures in a row or a column.

    Args:
        orientation: which way they follow each other.

    Signals:
        chosen: the key of the picture that was clicked or reached with Return.
        menu_asked: the key of a picture, and where its menu was asked for in global coordinates.
    """

    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setIconSize(QSize(*PICTURE_PX))
        self.setGridSize(QSize(*CELL_PX))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        never, room = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, 12
        if orientation == Qt.Orientation.Horizontal:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setFixedHeight(CELL_PX[1] + room)
            self.setVerticalScrollBarPolicy(never)
        else:
            self.setFlow(QListView.Flow.TopToBottom)
            self.setFixedWidth(CELL_PX[0] + room)
            self.setHorizontalScrollBarPolicy(never)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    @property
    def keys(self) -> tuple[Any, ...]:
        """What the pictures stand for, in their order."""
        return tuple(self._key(self.item(row)) for row in range(self.count()))

    def show_pictures(self, pictures: list[StripPicture]) -> None:
        """Show these pictures and no others."""
        self.clear()
        for picture in pictures:
            self.addItem(_item(picture))

    def put(self, picture: StripPicture) -> None:
        """Show a picture as the one in use: a known key keeps its place, a new one comes last."""
        if picture.key not in self.keys:
            self.addItem(_item(picture))
            if self.count() > MOST:
                self.takeItem(0)
        self.show_chosen(picture.key)

    def show_chosen(self, key: Any) -> None:
        """Mark a picture as the one in use, without telling; no known key marks none."""
        keys = self.keys
        self.setCurrentRow(keys.index(key) if key in keys else -1)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._key(item))

    def _ask_for_menu(self, position: QPoint) -> None:
        item = self.itemAt(position)
        if item is not None:
            self.menu_asked.emit(self._key(item), self.viewport().mapToGlobal(position))

    @staticmethod
    def _key(item: QListWidgetItem) -> Any:
        return item.data(Qt.ItemDataRole.UserRole)[0]


def _item(picture: StripPicture) -> QListWidgetItem:
    item = QListWidgetItem(QPixmap.fromImage(picture.image), picture.text)
    # In a tuple, or Qt turns plain values such as tuples and dictionaries into its own.
    item.setData(Qt.ItemDataRole.UserRole, (picture.key,))
    item.setToolTip(picture.text)
    item.setSizeHint(QSize(*CELL_PX))
    return item

"""The findings of a report as a list, with what adds and removes them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QMenu, QPushButton, QVBoxLayout, QWidget

from app.report.words import word
from inference.birads import FindingKind


class _Rows(QListWidget):
    """A list as high as its rows, which leaves the wheel to the form.

    Signals:
        remove_asked: Delete or Backspace was pressed.
    """

    remove_asked = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete removes the finding."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Become as high as the rows."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(rows + 2 * self.frameWidth() + 8)
        self.setVisible(self.count() > 0)


class FindingList(QWidget):
    """Shows the findings by their titles and tells what is wanted with them.

    Signals:
        selected: the number of the finding to show.
        kind_added: a finding of this kind is wanted.
        removed: the number of the finding to remove.
        mark_wanted: the selected finding is to be taken from a mark.
    """

    selected = Signal(int)
    kind_added = Signal(object)
    removed = Signal(int)
    mark_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows()
        self._rows.setAccessibleName(self.tr("Findings"))
        self._rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._rows.currentRowChanged.connect(self._select)
        self._rows.remove_asked.connect(self._remove)
        self._add = QPushButton(self.tr("Add"))
        self._add.setAccessibleName(self.tr("Add a finding"))
        self._add.setMenu(self._kinds())
        self._remove_button = QPushButton(self.tr("Remove"))
        self._remove_button.setAccessibleName(self.tr("Remove the finding"))
        self._remove_button.clicked.connect(self._remove)
        self._take = QPushButton(self.tr("From mark"))
        self._take.setAccessibleName(self.tr("Take place and size from the selected mark"))
        self._take.setToolTip(self._take.accessibleName())
        self._take.clicked.connect(self.mark_wanted)
        self._lay_out()
        self.show_titles([], 0)

    @property
    def current(self) -> int:
        """The number of the finding that is shown; −1 without findings."""
        return self._rows.currentRow()

    def show_titles(self, titles: Sequence[str], current: int) -> None:
        """Show the findings without telling."""
        self._rows.blockSignals(True)
        # Rows stay the same objects, so that a screen reader keeps its place.
        while self._rows.count() > len(titles):
            self._rows.takeItem(self._rows.count() - 1)
        for row, title in enumerate(titles):
            if row == self._rows.count():
                self._rows.addItem(title)
            item = self._rows.item(row)
            item.setText(title)
            item.setToolTip(title)
        self._rows.setCurrentRow(min(current, len(titles) - 1))
        self._rows.blockSignals(False)
        self._rows.fit()
        self._remove_button.setEnabled(bool(titles))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._add, 1)
        row.addWidget(self._take, 1)
        row.addWidget(self._remove_button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._rows)
        layout.addLayout(row)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind in FindingKind:
            label = word(kind)
            action = menu.addAction(label[:1].upper() + label[1:])
            action.triggered.connect(lambda _=False, kind=kind: self.kind_added.emit(kind))
        return menu

    def _select(self, row: int) -> None:
        if row >= 0:
            self.selected.emit(row)

    def _remove(self) -> None:
        if self.current >= 0:
            self.removed.emit(self.current)

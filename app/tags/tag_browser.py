"""The window in which the tags of a case's files are looked through, searched and copied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.tags.tag_rows import TagRow, read_tag_rows
from inference.errors import MammogymError

LANE = "tags"
SIZE_PX = (980, 720)
SEARCH_MS = 120
"""So long typing rests before a search begins."""
TAG, NAME, VR, VALUE = range(4)
_ROW_ROLE = Qt.ItemDataRole.UserRole


class TagBrowser(QDialog):
    """Shows the tags of one file at a time, beside the main window.

    Args:
        background: the worker, which reads the headers.

    Signals:
        crashed: an exception nobody expected.
    """

    crashed = Signal(object)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("DICOM tags"))
        self.resize(*SIZE_PX)
        self._background = background
        self._files: tuple[tuple[str, Path], ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self._chooser = QComboBox()
        self._chooser.setAccessibleName(self.tr("View"))
        self._chooser.setMinimumWidth(140)
        self._chooser.currentIndexChanged.connect(self._read)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search a tag, a name or a value"))
        self._search.setAccessibleName(self.tr("Search a tag, a name or a value"))
        self._search.setClearButtonEnabled(True)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(SEARCH_MS)
        self._resting.timeout.connect(self._find)
        self._search.textChanged.connect(self._resting.start)
        self._tree = _Tree([self.tr("Tag"), self.tr("Name"), self.tr("VR"), self.tr("Value")])
        self._tree.setAccessibleName(self.tr("Tags of the file"))
        self._tree.copy_asked.connect(self.copy_selected)
        self._sentence = QLabel()
        self._sentence.setObjectName("dim")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._status = QLabel()
        self._status.setObjectName("dim")
        self._status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.show_files(())

    @property
    def sentence(self) -> str:
        """What stands in place of tags; empty when tags are shown."""
        return self._sentence.text() if self._stack.currentIndex() == 0 else ""

    def show_files(self, files: Sequence[tuple[str, Path]], first: int = 0) -> None:
        """Show the tags of a case's files; the search is at hand.

        Args:
            files: a label and the path of each; none for a case that was drawn.
            first: number of the file that is shown now.
        """
        files = tuple(files)
        self._search.setFocus()
        if files == self._files and files:
            self._chooser.setCurrentIndex(first)
            return
        self._files = files
        self._chooser.blockSignals(True)
        self._chooser.clear()
        self._chooser.addItems([label for label, _ in files])
        self._chooser.setCurrentIndex(first if files else -1)
        self._chooser.setVisible(len(files) > 1)
        self._chooser.blockSignals(False)
        if files:
            self._read(first)
        else:
            self._background.drop(LANE)
            self._tell(self.tr("This case was drawn here: there is no file, and so no tags."))

    def copy_selected(self) -> None:
        """Put the chosen rows on the clipboard; all that are shown where none is chosen."""
        chosen = [item for item in self._items if item.isSelected()]
        self._copy(chosen or self._shown())

    def copy_all(self) -> None:
        """Put all rows that are shown on the clipboard."""
        self._copy(self._shown())

    def _lay_out(self) -> None:
        copy = QPushButton(self.tr("Copy"))
        copy.setToolTip(self.tr("Copy the chosen rows"))
        copy.clicked.connect(self.copy_selected)
        everything = QPushButton(self.tr("Copy all"))
        everything.clicked.connect(self.copy_all)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._chooser)
        top.addWidget(self._search, 1)
        for button in (copy, everything):
            button.setAutoDefault(False)
            top.addWidget(button)
        self._buttons = (copy, everything)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._sentence)
        self._stack.addWidget(self._tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 10)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(middle, 1)
        layout.addWidget(self._status)

    def _read(self, number: int) -> None:
        if not 0 <= number < len(self._files):
            return
        path = self._files[number][1]
        self._tell(self.tr("Reading {name} …").format(name=path.name))
        # What is still being read for another file must not come after this one.
        self._background.drop(LANE)
        self._background.submit(
            LANE, lambda _: read_tag_rows(path), partial(self._show_rows, path), self._fail
        )

    def _show_rows(self, path: Path, rows: tuple[TagRow, ...]) -> None:
        self._tree.clear()
        self._items = self._tree.fill(rows)
        self._stack.setCurrentIndex(1)
        for button in self._buttons:
            button.setEnabled(True)
        self._status.setText(str(path))
        self._find()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, MammogymError):
            self._tell(str(error))
        else:
            self._tell(self.tr("The tags could not be read."))
            self.crashed.emit(error)

    def _tell(self, sentence: str) -> None:
        self._tree.clear()
        self._items = []
        self._sentence.setText(sentence)
        self._status.clear()
        self._stack.setCurrentIndex(0)
        for button in self._buttons:
            button.setEnabled(False)

    def _find(self) -> None:
        """Show the rows in which every word stands, and those in which they are nested."""
        words = self._search.text().casefold().split()
        for item in self._items:
            row: TagRow = item.data(TAG, _ROW_ROLE)
            text = f"{row.tag} {row.tag[1:-1]} {row.keyword} {row.name} {row.value}".casefold()
            item.setHidden(not all(word in text for word in words))
        if words:
            for item in self._items:
                if not item.isHidden():
                    _show_above(item)

    def _shown(self) -> list[QTreeWidgetItem]:
        return [item for item in self._items if not item.isHidden()]

    def _copy(self, items: list[QTreeWidgetItem]) -> None:
        rows: list[TagRow] = [item.data(TAG, _ROW_ROLE) for item in items]
        if rows:
            QGuiApplication.clipboard().setText("\n".join(row.line for row in rows) + "\n")


class _Tree(QTreeWidget):
    """Tags in columns.

    Signals:
        copy_asked: the chosen rows are to be copied.
    """

    copy_asked = Signal()

    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self.setHeaderLabels(titles)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for column, width in ((TAG, 190), (NAME, 270), (VR, 40)):
            self.header().resizeSection(column, width)

    def fill(self, rows: Sequence[TagRow]) -> list[QTreeWidgetItem]:
        """Show rows, each below the last one that is less deep."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        above: list[QTreeWidgetItem] = [self.invisibleRootItem()]
        made = []
        for row in rows:
            del above[row.depth + 1 :]
            item = QTreeWidgetItem(above[-1], [row.tag, row.name, row.vr, row.value])
            item.setData(TAG, _ROW_ROLE, row)
            item.setFont(TAG, fixed)
            item.setToolTip(NAME, row.keyword)
            item.setToolTip(VALUE, row.value)
            above.append(item)
            made.append(item)
        self.expandAll()
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy with the system's keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


def _show_above(item: QTreeWidgetItem) -> None:
    above = item.parent()
    while above is not None:
        above.setHidden(False)
        above = above.parent()

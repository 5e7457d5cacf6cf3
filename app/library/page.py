"""The Library page: named examples of rare findings, one click from the present case."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.library.example_panel import ExamplePanel
from app.page import Page
from app.style import RAISED
from inference.errors import MammogymError
from inference.lesions.library import Library, LibraryEntry, read_library

PICTURE_PX = 128
CELL_PX = (156, 184)


class LibraryPage(Page):
    """Examples as small pictures that can be searched, and one of them with what is known of it.

    Args:
        pixel_mm: gives the size of a pixel of the present case; None where it is unknown.
        read: gives the examples.

    Signals:
        lesions_wanted: the lesions (tuple of `LesionSpec`) to put into the present case.
    """

    name = "library"
    title = str(QT_TRANSLATE_NOOP("Page", "Library"))

    lesions_wanted = Signal(object)

    def __init__(
        self,
        pixel_mm: Callable[[], float | None],
        read: Callable[[], Library] = read_library,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pixel_mm = pixel_mm
        self._read = read
        self._library: Library | None = None
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search: a name, a word of the description"))
        self._search.setAccessibleName(self.tr("Search in the library"))
        self._search.setClearButtonEnabled(True)
        self._rare = QCheckBox(self.tr("Rare findings alone"))
        self._count = QLabel()
        self._count.setObjectName("dim")
        self._list = _example_list()
        self._list.setAccessibleName(self.tr("Examples"))
        self.example = ExamplePanel()
        self._lay_out()
        self._search.textChanged.connect(self._filter)
        self._rare.toggled.connect(self._filter)
        self._list.currentItemChanged.connect(self._show_current)
        self._list.itemActivated.connect(self._put_in)
        self.example.wanted.connect(self._put_in)

    @property
    def status(self) -> str:
        """How many examples there are."""
        return self._count.text()

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the examples that the search leaves."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(_entry(item).id for item in items if not item.isHidden())

    def search(self, text: str) -> None:
        """Leave the examples that hold all words of a text."""
        self._search.setText(text)

    def choose(self, entry_id: str) -> None:
        """Show an example."""
        for row in range(self._list.count()):
            if _entry(self._list.item(row)).id == entry_id:
                self._list.setCurrentRow(row)

    def take_focus(self) -> None:
        """Let the reader type at once."""
        self._search.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read the library when it is first wanted; say anew what can be seen at these pixels."""
        super().showEvent(event)
        if self._library is None:
            try:
                self._library = self._read()
            except MammogymError as error:
                self.problem.emit(str(error))
                return
            for entry in self._library.entries:
                self._list.addItem(_item(entry))
            self._filter()
        self._show_current()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._search, 1)
        top.addWidget(self._rare)
        top.addWidget(self._count)
        left = QVBoxLayout()
        left.setContentsMargins(18, 16, 12, 12)
        left.setSpacing(12)
        left.addLayout(top)
        left.addWidget(self._list, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self.example)

    def _filter(self) -> None:
        words = self._search.text().lower().split()
        for row in range(self._list.count()):
            item = self._list.item(row)
            entry = _entry(item)
            text = " ".join((entry.title, entry.paragraph, *_words_of(entry))).lower()
            is_meant = all(word in text for word in words)
            item.setHidden(not is_meant or (self._rare.isChecked() and not entry.rare))
        current = self._list.currentItem()
        if current is None or current.isHidden():
            rows = [row for row in range(self._list.count()) if not self._list.item(row).isHidden()]
            self._list.setCurrentRow(rows[0] if rows else -1)
        count = len(self.shown)
        self._count.setText(
            self.tr("1 example") if count == 1 else self.tr("{count} examples").format(count=count)
        )
        self.changed.emit()

    def _show_current(self) -> None:
        item = self._list.currentItem()
        if item is None:
            self.example.show_example(None, None, "")
            return
        entry, pixel_mm = _entry(item), self._pixel_mm()
        reason = "" if pixel_mm is None else entry.why_not_visible(pixel_mm)
        self.example.show_example(entry, picture_of(entry.picture), reason)

    def _put_in(self) -> None:
        if self.example.entry is not None and self.example.can_be_put_in:
            self.lesions_wanted.emit(self.example.entry.specs)


def _example_list() -> QListWidget:
    made = QListWidget()
    made.setObjectName("examples")
    made.setViewMode(QListView.ViewMode.IconMode)
    made.setMovement(QListView.Movement.Static)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
    made.setGridSize(QSize(*CELL_PX))
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    made.setSpacing(0)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _item(entry: LibraryEntry) -> QListWidgetItem:
    picture = picture_of(entry.picture) or _blank()
    icon = QIcon(picture)
    # Chosen, it is not tinted: it is a picture.
    icon.addPixmap(picture, QIcon.Mode.Selected)
    item = QListWidgetItem(icon, entry.title)
    item.setData(Qt.ItemDataRole.UserRole, entry)
    item.setSizeHint(QSize(CELL_PX[0] - 8, CELL_PX[1] - 6))
    item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    return item


def _entry(item: QListWidgetItem) -> LibraryEntry:
    return item.data(Qt.ItemDataRole.UserRole)


def _words_of(entry: LibraryEntry) -> list[str]:
    words = [word for spec in entry.specs for _, word in dict(spec.words).items()]
    kinds = [spec.kind.label for spec in entry.specs]
    return [word.replace("_", " ") for word in (*kinds, *words)]


@cache
def picture_of(path: Path) -> QPixmap | None:
    """The picture of an example; None where there is none."""
    try:
        # Not with Qt, whose plug-in for JPEG is not everywhere.
        with Image.open(path) as picture:
            grey = picture.convert("L")
    except (OSError, UnidentifiedImageError):
        return None
    size = grey.size
    image = QImage(grey.tobytes(), *size, size[0], QImage.Format.Format_Grayscale8)
    return QPixmap.fromImage(image)


@cache
def _blank() -> QPixmap:
    """In the place of what is too fine to be seen."""
    made = QPixmap(PICTURE_PX, PICTURE_PX)
    made.fill(QColor(RAISED))
    return made

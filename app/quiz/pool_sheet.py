"""The sheet of the real pool: pictures are imported, looked at, and accepted or left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.quiz.pool_desk import Imported, PoolDesk, SmallPictures
from app.quiz.pool_wall import PoolWall
from app.quiz.start_view import WHOLE_VIEWS
from app.quiz.words import words_of
from app.widgets.labels import dim, heading, side_by_side
from app.widgets.number_box import NumberBox
from app.widgets.work_progress import WorkProgress
from inference.errors import MammogymError
from inference.real_pool.sources import Assumed
from inference.recipe import Technique

SIZE_PX = (1180, 760)
SIDE_WIDTH_PX = 300


class PoolSheet(QDialog):
    """Shows the pool as a wall of small pictures; what is told is written at once.

    Args:
        desk: does the work.

    Attributes:
        desk: likewise.
        wall: the pictures.
        technique: what is taken for files that do not tell it.

    Signals:
        failed: an exception.
    """

    failed = Signal(object)

    def __init__(self, desk: PoolDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Real pictures"))
        self.resize(*SIZE_PX)
        self.setAcceptDrops(True)
        self.desk = desk
        self._bar: WorkProgress | None = None
        self.wall = PoolWall()
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show_bar(self.tr("Preparing the sample pictures …"))
        desk.open()

    @property
    def notes(self) -> str:
        """What the last import said."""
        return self._notes.toPlainText()

    def import_from(self, sources: Sequence[Path]) -> None:
        """Take files and folders in."""
        if self._bar is not None or self.desk.pool is None:
            return
        self._show_bar(self.tr("Preparing pictures …"))
        self.desk.begin_import(sources, self._assumed())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Import what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.import_from(paths)

    def done(self, result: int) -> None:
        """Nobody looks any more."""
        self.desk.close()
        self._hide_bar()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """As with the button."""
        self.done(0)
        super().closeEvent(event)

    def _show_bar(self, text: str) -> None:
        self._bar = WorkProgress(text, self.desk.stop, self)
        self.desk.progress.connect(self._bar.told)

    def _hide_bar(self) -> None:
        if self._bar is not None:
            self.desk.progress.disconnect(self._bar.told)
            self._bar.end()
            self._bar = None

    def _imported(self, done: Imported | None) -> None:
        self._hide_bar()
        if done is None:
            return
        words = self.tr(
            "{added} new, {known} known already, {trained_on} refused as a model learned from "
            "them, {refused} not usable."
        ).format(
            added=done.added,
            known=done.known,
            trained_on=done.trained_on,
            refused=done.refused,
        )
        if done.stopped:
            words += " " + self.tr("Stopped; the same import goes on from here.")
        self._notes.setPlainText("\n".join([words, "", *done.sentences]).strip())
        self._notes.setVisible(True)

    def _show(self) -> None:
        pool = self.desk.pool
        if pool is None:
            return
        self.wall.show_entries(pool.entries)
        accepted = len(pool.accepted)
        undecided = sum(entry.accepted is None for entry in pool.entries)
        counts = self.tr("{all} pictures: {accepted} accepted, {undecided} to be looked at")
        self._count.setText(
            counts.format(all=len(pool.entries), accepted=accepted, undecided=undecided)
        )
        self._needs.setText("\n".join(self._need_lines(accepted)))
        self._ask_for_pictures()
        self._follow()

    def _need_lines(self, accepted: int) -> list[str]:
        lines = []
        for kind, needed in WHOLE_VIEWS.items():
            sign = "✓" if accepted >= needed else "✗"
            words = self.tr("{sign} {round}: {needed} views")
            lines.append(words.format(sign=sign, round=words_of(kind).title, needed=needed))
        return lines

    def _ask_for_pictures(self) -> None:
        self.desk.make_pictures(self.wall.without_picture)

    def _take_pictures(self, made: SmallPictures) -> None:
        for entry_id, grey in made:
            self.wall.show_picture(entry_id, grey)
        self._ask_for_pictures()

    def _decide(self, accepted: bool | None) -> None:
        chosen = self.wall.chosen
        self.desk.decide(chosen, accepted)
        if accepted is not None and len(chosen) == 1:
            self.wall.go_to_next_undecided()

    def _remove(self) -> None:
        chosen = self.wall.chosen
        words = self.tr("Delete {count} pictures from the pool and the disk?")
        if chosen and (
            QMessageBox.question(self, self.tr("Delete pictures"), words.format(count=len(chosen)))
            is QMessageBox.StandardButton.Yes
        ):
            self.desk.remove(chosen)

    def _follow(self) -> None:
        for button in (self._accept, self._leave_out, self._delete):
            button.setEnabled(bool(self.wall.chosen))

    def _assumed(self) -> Assumed:
        return Assumed(
            image_laterality=self._side.currentData(),
            view_position=self._position.currentData(),
            technique=Technique(told) if (told := self.technique.currentData()) else None,
            pixel_mm=self._pixel.value() or None,
        )

    def _ask_for_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("DICOM files and pictures"))
        if names:
            self.import_from([Path(name) for name in names])

    def _ask_for_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self.tr("Folder of mammograms")):
            self.import_from([Path(name)])

    def _say(self, error: BaseException) -> None:
        if isinstance(error, MammogymError):
            self._notes.setPlainText(str(error))
            self._notes.setVisible(True)
        else:
            self.failed.emit(error)

    def _make_controls(self) -> None:
        self._files = QPushButton(self.tr("Import files …"))
        self._folder = QPushButton(self.tr("Import a folder …"))
        self._count, self._needs = QLabel(), QLabel()
        self._accept = QPushButton(self.tr("Accept (A)"))
        self._leave_out = QPushButton(self.tr("Leave out (X)"))
        self._delete = QPushButton(self.tr("Delete … (Del)"))
        self._next = QPushButton(self.tr("Next to look at"))
        self._side = _choices(self.tr("not assumed"), R=self.tr("right"), L=self.tr("left"))
        self._side.setAccessibleName(self.tr("Breast of files that do not tell"))
        self._position = _choices(self.tr("not assumed"), CC="CC", MLO="MLO")
        self._position.setAccessibleName(self.tr("View of files that do not tell"))
        self.technique = _choices(
            self.tr("not assumed"), digital=self.tr("digital"), film=self.tr("film")
        )
        self.technique.setAccessibleName(self.tr("Technique of files that do not tell"))
        self._pixel = NumberBox(decimals=4, largest=1, step=0.01)
        self._pixel.setSuffix(" mm")
        self._pixel.setSpecialValueText(self.tr("usual size"))
        self._pixel.setAccessibleName(self.tr("Size of a pixel of files that do not tell"))
        self._notes = QPlainTextEdit()
        self._notes.setReadOnly(True)
        self._notes.setAccessibleName(self.tr("What the import says"))
        self._notes.setFixedHeight(130)
        self._notes.setVisible(False)
        self._close = QPushButton(self.tr("Close"))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self._files.clicked.connect(self._ask_for_files)
        self._folder.clicked.connect(self._ask_for_folder)
        self._accept.clicked.connect(lambda: self._decide(True))
        self._leave_out.clicked.connect(lambda: self._decide(False))
        self._delete.clicked.connect(self._remove)
        self._next.clicked.connect(self.wall.go_to_next_undecided)
        self._close.clicked.connect(self.accept)
        self.wall.decided.connect(self._decide)
        self.wall.removal_wanted.connect(self._remove)
        self.wall.itemSelectionChanged.connect(self._follow)
        self.desk.changed.connect(self._show)
        self.desk.imported.connect(self._imported)
        self.desk.pictures_made.connect(self._take_pictures)
        self.desk.failed.connect(self._say)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(side_by_side(self._files, self._folder, self._count, wide=self._count))
        left.addWidget(self.wall, 1)
        left.addWidget(self._notes)
        side = QFrame()
        side.setObjectName("examplePanel")
        side.setFixedWidth(SIDE_WIDTH_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in self._side_widgets():
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._close)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(14, 0, 0, 0)
        whole.setSpacing(12)
        left.setContentsMargins(0, 12, 0, 12)
        whole.addLayout(left, 1)
        whole.addWidget(side)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    def _side_widgets(self) -> list[QWidget]:
        about = self.tr(
            "Pictures are prepared as those are that the model learned from. No name, date or "
            "other tag is kept."
        )
        assumed = self.tr(
            "For files that do not tell: breast, view, technique, and size of a pixel. Pictures "
            "may be named like 12_L_MLO.png."
        )
        return [
            dim(about, wraps=True),
            heading(self.tr("The chosen pictures")),
            self._accept,
            self._leave_out,
            self._delete,
            self._next,
            heading(self.tr("Whole views are shown from")),
            self._needs,
            dim(self.tr("With fewer, squares of tissue are shown."), wraps=True),
            heading(self.tr("Import")),
            dim(assumed, wraps=True),
            self._side,
            self._position,
            self.technique,
            self._pixel,
        ]


def _choices(none: str, **names: str) -> QComboBox:
    box = QComboBox()
    box.addItem(none, None)
    for value, name in names.items():
        box.addItem(name, value)
    return box

"""The check of the display: grey steps, dark and bright squares, and a search for faint ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.display.calibration import screen_name
from app.display.patterns import BRIGHT, DARK, GreySteps, SearchField, SquareInSquare
from app.reading.display_check import CELLS, SquareSearch
from app.reading.display_check_results import GOOD_CONTRAST, DisplayCheckResult, keep_result
from inference.errors import OutputError

WIDEST_TEXT_PX = 900


class DisplayCheckDialog(QDialog):
    """Leads through the check, and keeps its result.

    Args:
        screen: that is checked; the dialog is to be shown full on it.
        folder: of the program's data; None keeps nothing.
        mm_per_device_pixel: of the screen, if it is calibrated.
        seed: of the places of the squares.
        now: gives the time.
    """

    def __init__(
        self,
        screen: QScreen,
        folder: Path | None,
        mm_per_device_pixel: float | None,
        seed: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check the display"))
        self._screen = screen
        self._folder = folder
        self._mm = mm_per_device_pixel
        self._now = now
        self._search = SquareSearch(seed=seed)
        self._result: DisplayCheckResult | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._patterns())
        self._stack.addWidget(self._searching())
        self._stack.addWidget(self._ending())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.resize(1000, 760)

    @property
    def check_result(self) -> DisplayCheckResult | None:
        """What was found, once the check has ended."""
        return self._result

    @property
    def search(self) -> SquareSearch:
        """The search so far."""
        return self._search

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Name a place with the keys 1 to 9; N says that no square is seen."""
        digit = event.key() - Qt.Key.Key_0
        if self._stack.currentIndex() == 1 and 1 <= digit <= CELLS * CELLS:
            square = self._search.square
            self._answer(square is not None and square.cell == digit)
        elif self._stack.currentIndex() == 1 and event.key() == Qt.Key.Key_N:
            self._answer(False)
        else:
            super().keyPressEvent(event)

    def _patterns(self) -> QWidget:
        dark = SquareInSquare(*DARK, self.tr("A square of 5 % in black"))
        bright = SquareInSquare(*BRIGHT, self.tr("A square of 95 % in white"))
        self._steps_told = QCheckBox(self.tr("I can tell all 18 steps from their neighbours"))
        self._dark_seen = QCheckBox(self.tr("I see a square in the black one"))
        self._bright_seen = QCheckBox(self.tr("I see a square in the white one"))
        onward = QPushButton(self.tr("Continue"))
        onward.setObjectName("primary")
        onward.clicked.connect(self._begin_search)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 36, 48, 32)
        layout.setSpacing(18)
        layout.addWidget(
            _text(
                self.tr(
                    "Dim the room as for reading, sit as you sit when you read, and give your eyes "
                    "a few minutes. Tick what you see."
                )
            )
        )
        layout.addWidget(GreySteps(), 1)
        squares = QHBoxLayout()
        squares.setSpacing(18)
        squares.addWidget(dark)
        squares.addWidget(bright)
        layout.addLayout(squares, 2)
        for box in (self._steps_told, self._dark_seen, self._bright_seen):
            layout.addWidget(box)
        layout.addLayout(_at_the_right(onward))
        return page

    def _searching(self) -> QWidget:
        self._field = SearchField()
        self._field.pointed.connect(self._point)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(5)
        self._progress.setAccessibleName(self.tr("Progress of the search"))
        self._none = QPushButton(self.tr("I see none (N)"))
        self._none.setAutoDefault(False)
        self._none.clicked.connect(lambda: self._answer(False))
        text = _text(
            self.tr(
                "Click the faint square. By keyboard: 1 to 9 for its place, from the upper left to "
                "the lower right."
            )
        )
        bottom = QHBoxLayout()
        bottom.setContentsMargins(24, 10, 24, 14)
        bottom.addWidget(text, 1)
        bottom.addWidget(self._none)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._field, 1)
        layout.addWidget(self._progress)
        layout.addLayout(bottom)
        return page

    def _ending(self) -> QWidget:
        self._told = _text("")
        self._told.setObjectName("finding")
        self._told.setFixedWidth(WIDEST_TEXT_PX * 3 // 4)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton(self.tr("Close"))
        self._close.setObjectName("primary")
        self._close.clicked.connect(self.accept)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 36, 48, 32)
        layout.addStretch(1)
        layout.addLayout(_in_the_middle(self._told))
        layout.addStretch(2)
        layout.addLayout(_at_the_right(self._close))
        return page

    def _begin_search(self) -> None:
        self._stack.setCurrentIndex(1)
        self._show_square()

    def _show_square(self) -> None:
        square = self._search.square
        if square is None:
            self._end()
            return
        self._field.show_square(square)
        self._progress.setValue(round(100 * self._search.part_done))
        # The keys 1 to 9 and N are the dialog's.
        self.setFocus()

    def _point(self, row: float, column: float) -> None:
        square = self._search.square
        if square is not None:
            self._answer(square.covers(row, column))

    def _answer(self, found: bool) -> None:
        self._search = self._search.answered(found)
        self._show_square()

    def _end(self) -> None:
        size, ratio = self._screen.size(), self._screen.devicePixelRatio()
        self._result = DisplayCheckResult(
            checked_at=self._now().isoformat(timespec="seconds"),
            screen=screen_name(self._screen),
            height_px=round(size.height() * ratio),
            width_px=round(size.width() * ratio),
            mm_per_device_pixel=self._mm,
            all_steps_told=self._steps_told.isChecked(),
            dark_square_seen=self._dark_seen.isChecked(),
            bright_square_seen=self._bright_seen.isChecked(),
            smallest_seen=self._search.smallest_seen,
            seed=self._search.seed,
        )
        self._told.setText("\n".join([*self._findings(self._result), "", self._keep(self._result)]))
        self._stack.setCurrentIndex(2)
        self._close.setFocus()

    def _findings(self, result: DisplayCheckResult) -> list[str]:
        lines = [self._on_grey(grey, seen) for grey, seen in result.smallest_seen.items()]
        if not result.all_steps_told:
            lines.append(self.tr("Not all grey steps could be told apart."))
        if not result.dark_square_seen:
            lines.append(self.tr("The square of 5 % in black was not seen."))
        if not result.bright_square_seen:
            lines.append(self.tr("The square of 95 % in white was not seen."))
        verdict = self.tr("This display shows what the check asks for.")
        if not result.good:
            verdict = self.tr(
                "Something was not seen that this display should show. Look at its brightness and "
                "contrast, at reflections and at the light in the room, and check again."
            )
        return [*lines, "", verdict]

    def _on_grey(self, grey: int, seen: int | None) -> str:
        percent = round(100 * grey / 255)
        if seen is None:
            return self.tr("On a grey of {percent} %: no square was found.").format(percent=percent)
        text = self.tr("On a grey of {percent} %: the faintest square found was {contrast} % off.")
        told = text.format(percent=percent, contrast=f"{100 * seen / 255:.1f}")
        return told if seen <= GOOD_CONTRAST else told + "  " + self.tr("(coarse)")

    def _keep(self, result: DisplayCheckResult) -> str:
        if self._folder is None:
            return self.tr("The result was not kept.")
        try:
            keep_result(result, self._folder)
        except OutputError as error:
            return str(error)
        return self.tr("The result is kept with this screen, for later scores to refer to.")


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setMaximumWidth(WIDEST_TEXT_PX)
    return label


def _in_the_middle(label: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(label)
    row.addStretch(1)
    return row


def _at_the_right(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row

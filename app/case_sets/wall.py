"""The wall of a set's cases: small pictures in reading order, with signs of what they need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from app.reading.case_sets.draft import Draft, DraftCase, Verdict
from app.style import ACCENT, AMBER, RAISED
from inference.case_sets.case_set import SetCase
from inference.errors import CaseSetError

PICTURE_PX = (212, 72)
CELL_PX = (236, 122)
GREEN = "#8fcf9f"
RED = "#d98080"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """What the wall shows of a case.

    Attributes:
        case: of the set.
        text: below the picture.
        verdict: shown as a sign in the corner.
        doubtful: whether somebody should look at it.
        busy: whether another case is drawn for its place.
    """

    case: SetCase
    text: str
    verdict: Verdict = Verdict.OPEN
    doubtful: bool = False
    busy: bool = False


class Wall(QListWidget):
    """The cases of a set as small pictures.

    Signals:
        chosen: the id of the case in front; empty without one.
        opened: the id of a case that is to be looked at.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("examples")
        self.setAccessibleName(self.tr("Cases of the set"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(*PICTURE_PX))
        self.setGridSize(QSize(*CELL_PX))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tiles: list[Tile] = []
        self._pictures: dict[str, QPixmap] = {}
        self.currentRowChanged.connect(self._tell)
        self.itemActivated.connect(lambda _: self.opened.emit(self.current))

    @property
    def current(self) -> str:
        """The id of the case in front; empty without one."""
        row = self.currentRow()
        return self._tiles[row].case.case_id if 0 <= row < len(self._tiles) else ""

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What is shown."""
        return tuple(self._tiles)

    def show_tiles(self, tiles: list[Tile], preferred: str = "") -> None:
        """Show cases; the one in front stays there where it is still among them.

        Args:
            tiles: in reading order.
            preferred: the id of a case to go to where the one in front is gone.
        """
        before, row = self.current, self.currentRow()
        self.blockSignals(True)
        while self.count() > len(tiles):
            self.takeItem(self.count() - 1)
        for number, tile in enumerate(tiles):
            if number == self.count():
                self.addItem(self._fresh())
            if number >= len(self._tiles) or self._tiles[number] != tile:
                self._fill(self.item(number), number, tile)
        self._tiles = list(tiles)
        ids = [tile.case.case_id for tile in tiles]
        self._pictures = {name: self._pictures[name] for name in ids}
        wanted = next((name for name in (before, preferred) if name in ids), None)
        self.setCurrentRow(ids.index(wanted) if wanted else min(max(row, 0), len(ids) - 1))
        self.blockSignals(False)
        if self.current != before:
            self.chosen.emit(self.current)

    def step(self, step: int) -> None:
        """Go to the next or previous case."""
        if self._tiles:
            self.setCurrentRow(min(max(self.currentRow() + step, 0), len(self._tiles) - 1))

    def _tell(self) -> None:
        self.chosen.emit(self.current)

    def _fresh(self) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setSizeHint(QSize(CELL_PX[0] - 8, CELL_PX[1] - 6))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        return item

    def _fill(self, item: QListWidgetItem, number: int, tile: Tile) -> None:
        picture = _with_signs(self._picture(tile.case), number + 1, tile)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        item.setIcon(icon)
        item.setText(tile.text)
        words = [self.tr("Case {number}").format(number=number + 1), tile.text]
        words += [self.tr("doubtful")] if tile.doubtful else []
        words.append(
            {
                Verdict.OPEN: "",
                Verdict.ACCEPTED: self.tr("accepted"),
                Verdict.REJECTED: self.tr("rejected"),
            }[tile.verdict]
        )
        told = ", ".join(word for word in words if word)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        item.setToolTip(told)

    def _picture(self, case: SetCase) -> QPixmap:
        if case.case_id not in self._pictures:
            self._pictures[case.case_id] = _pixmap(case)
        return self._pictures[case.case_id]


def tiles_of(draft: Draft, names: list[str], redrawing: str | None) -> list[Tile]:
    """What the wall shows of a draft.

    Args:
        draft: the set.
        names: below each picture.
        redrawing: the id of the case that is drawn again.
    """
    return [
        Tile(
            case=case.drawn,
            text=name,
            verdict=case.verdict,
            doubtful=is_doubtful(case),
            busy=case.case_id == redrawing,
        )
        for case, name in zip(draft.cases, names, strict=True)
    ]


def is_doubtful(case: DraftCase) -> bool:
    """Whether somebody should look at a case before it is handed out."""
    return case.truth.flags.doubtful


def _pixmap(case: SetCase) -> QPixmap:
    """The case's thumbnail, as large as the wall shows it."""
    made = QPixmap(*PICTURE_PX)
    made.fill(QColor("#000000"))
    try:
        values = np.ascontiguousarray(case.thumbnail())
    except CaseSetError:
        made.fill(QColor(RAISED))
        return made
    rows, columns = values.shape
    image = QImage(values.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    small = image.scaled(
        QSize(*PICTURE_PX),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter = QPainter(made)
    painter.drawImage(
        (PICTURE_PX[0] - small.width()) // 2, (PICTURE_PX[1] - small.height()) // 2, small
    )
    painter.end()
    return made


def _with_signs(picture: QPixmap, number: int, tile: Tile) -> QPixmap:
    """The picture with its number and what the educator has to know of it."""
    made = QPixmap(picture)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tile.verdict is Verdict.REJECTED or tile.busy:
        painter.fillRect(made.rect(), QColor(22, 25, 28, 190))
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#c8d0d6"))
    painter.drawText(QRectF(5, 2, 60, 18), Qt.AlignmentFlag.AlignLeft, str(number))
    if tile.doubtful:
        at = 14 if tile.verdict is Verdict.OPEN else 36
        _sign(painter, made.width() - at, AMBER, "!")
    if tile.verdict is Verdict.ACCEPTED:
        _sign(painter, made.width() - 14, GREEN, "✓")
    if tile.verdict is Verdict.REJECTED:
        _sign(painter, made.width() - 14, RED, "✕")
    if tile.busy:
        painter.setPen(QPen(QColor(ACCENT), 2))
        painter.drawText(made.rect(), Qt.AlignmentFlag.AlignCenter, "…")
    painter.end()
    return made


def _sign(painter: QPainter, x: float, colour: str, sign: str) -> None:
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(x, 12), 9, 9)
    painter.setPen(QColor("#16191c"))
    painter.drawText(QRectF(x - 9, 3, 18, 18), Qt.AlignmentFlag.AlignCenter, sign)

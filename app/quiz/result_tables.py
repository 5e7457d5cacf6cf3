"""Tables of scores: measures with what they mean, parts of the answers, and the questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app import style
from app.quiz.result_words import (
    answer_words,
    group_words,
    measure_label,
    measure_meaning,
    right_words,
    truth_words,
    verdict_words,
)
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.measures import Group, Measure
from app.reading.scoring.wording import written, written_count, written_interval
from app.widgets.labels import dim

GOOD, BAD = "#8fcf9f", style.AMBER


class MeasureTable(QWidget):
    """Measures with their intervals; below each what it means, and what it says here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_tr("Measures"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show measures, the most telling ones first."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, title in enumerate(
            (_tr("Measure"), _tr("Value"), _tr("95 % interval"), _tr("Counted"))
        ):
            self._grid.addWidget(dim(title), 0, column)
        for number, measure in enumerate(measures):
            self._add(2 * number + 1, measure)

    def _add(self, row: int, measure: Measure) -> None:
        cells = (
            measure_label(measure.kind),
            written(measure.value, measure.kind.unit),
            written_interval(measure),
            written_count(measure),
        )
        for column, text in enumerate(cells):
            label = QLabel(text)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if column == 0:
                label.setObjectName("measureName")
            if column == 1:
                label.setObjectName("measureValue")
                label.setAccessibleName(f"{cells[0]}: {text}")
            self._grid.addWidget(label, row, column)
        self._grid.addWidget(self._meaning(measure), row + 1, 0, 1, len(cells))

    def _meaning(self, measure: Measure) -> QLabel:
        sentences = [measure_meaning(measure.kind)]
        if words := verdict_words(measure.verdict):
            sentences.append(f"<span style='color:{style.TEXT}'>{words}</span>")
        if measure.published:
            average = measure.published[-1]
            value = written(average.value, measure.kind.unit)
            sentences.append(f"{average.who}: {value}.")
        label = dim(" ".join(sentences), wraps=True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setContentsMargins(0, 0, 0, 10)
        return label


class Table(QTreeWidget):
    """Rows that can be read with the keyboard, and sorted by nothing.

    Args:
        name: for those who do not see it.
        columns: their titles.
    """

    def __init__(self, name: str, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[str]) -> None:
        """Change the titles."""
        self.setColumnCount(len(columns))
        self.setHeaderLabels(list(columns))
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.clear()
        self.addTopLevelItems([QTreeWidgetItem(list(row)) for row in rows])


class GroupTable(Table):
    """The measures of parts of the answers, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Parts of the answers"),
            (_tr("Part"), _tr("Answers"), _tr("Measure"), _tr("Value"), _tr("95 % interval")),
            parent,
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show groups; measures that have no value are left out."""
        rows = []
        for group in groups:
            first = True
            for one in group.measures:
                if one.value is None:
                    continue
                unit = one.kind.unit
                named = (group_words(group), str(group.answers)) if first else ("", "")
                value, interval = written(one.value, unit), written_interval(one)
                rows.append((*named, measure_label(one.kind), value, interval))
                first = False
        self.set_rows(rows)


class QuestionTable(Table):
    """The questions of a sitting with right or wrong and seconds.

    Signals:
        opened: place of a question in the sitting.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _tr("Questions"),
            ("#", _tr("Truth"), _tr("Your answer"), "", _tr("Seconds")),
            parent,
        )
        self.setMouseTracking(True)
        # A click and the Return key; where a click activates as well, the second one is the same.
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)

    def show_questions(self, record: SittingRecord) -> None:
        """Show the questions that were answered."""
        self.clear()
        settings = record.header.settings
        for number, one in enumerate(record.answers):
            item = QTreeWidgetItem(
                [
                    str(number + 1),
                    truth_words(one),
                    answer_words(one, settings),
                    right_words(one),
                    f"{one.seconds:.1f}" + (" *" if one.interrupted else ""),
                ]
            )
            if one.correct is not None:
                good = one.correct and one.located is not False
                item.setForeground(3, QBrush(QColor(GOOD if good else BAD)))
            if one.interrupted:
                item.setToolTip(4, _tr("Interrupted: the time tells little."))
            self.addTopLevelItem(item)

    def _open(self, item: QTreeWidgetItem) -> None:
        self.opened.emit(self.indexOfTopLevelItem(item))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)

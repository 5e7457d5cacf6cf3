"""The scores of a study: readers beside each other, their average, and the paper's table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.quiz.result_tables import Table
from app.quiz.result_words import measure_label, sentence_words
from app.quiz.words import words_of
from app.reading.scoring.measures import Measure
from app.reading.scoring.score_text import table_rows
from app.reading.scoring.study import Results, StudyScore
from app.reading.scoring.table_two import SEVERAL_SETS, has_too_many_sets, study_table
from app.reading.scoring.wording import written, written_interval
from app.widgets.labels import dim, heading

MOST_ROWS = 14
SCROLL_BAR_PX = 18
SHORT_HASH = 12
CURVE_PX = 380


class StudyView(QWidget):
    """Scores of the sittings of several readers.

    Signals:
        closed: back to where this page was opened.
        exported: the scores are to be written to a file.
    """

    closed = Signal()
    exported = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: list[Table] = []
        self._name_of: Callable[[str], str] = str
        self._waiting = QLabel()
        self._waiting.setObjectName("emptyHint")
        self._waiting.setWordWrap(True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Scores of the study"))
        self._lay_out()

    def wait(self) -> None:
        """Say that the study is being scored."""
        self._export.setEnabled(False)
        self._waiting.setText(self.tr("Scoring …"))
        self._stack.setCurrentIndex(0)

    def fail(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._export.setEnabled(False)
        self._waiting.setText(sentence)
        self._stack.setCurrentIndex(0)

    def show_results(self, results: Results, name_of: Callable[[str], str] = str) -> None:
        """Show the scores of one or more sets of questions.

        Args:
            results: of the study.
            name_of: the name of a reader by the id in the logs.
        """
        self.tables = []
        self._name_of = name_of
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 0, 24, 16)
        column.setSpacing(8)
        for widget in self._parts(results):
            if isinstance(widget, Table):
                self.tables.append(widget)
            column.addWidget(widget)
        column.addStretch(1)
        self._area.setWidget(sheet)
        self._export.setEnabled(True)
        self._stack.setCurrentIndex(1)

    def _parts(self, results: Results) -> Iterator[QWidget]:
        yield _title(self.tr("Scores of the study"))
        for note in results.notes:
            yield dim(sentence_words(note), wraps=True)
        if (table := study_table(results)) is not None:
            yield heading(self.tr("Table II of the MammoGANesis study"))
            titles, *rows = table_rows(table)
            rows = [[self._name_of(row[0]), *row[1:]] for row in rows]
            yield _table(self.tr("Table II of the MammoGANesis study"), titles, rows)
        elif has_too_many_sets(results):
            yield dim(QCoreApplication.translate("Score", SEVERAL_SETS), wraps=True)
        for study in results.studies:
            yield from self._study(study)

    def _study(self, study: StudyScore) -> Iterator[QWidget]:
        title = words_of(study.kind).title
        words = self.tr("{round}, set {name}").format(round=title, name=study.set_hash[:SHORT_HASH])
        yield _title(words)
        for note in study.notes:
            yield dim(sentence_words(note), wraps=True)
        yield heading(self.tr("Readers"))
        yield _readers(study, self._name_of)
        if study.averages:
            yield heading(self.tr("Average of {count} readers").format(count=len(study.readers)))
            yield _averages(study)
        if curves := _curves(study, self._name_of):
            yield curves
        if study.pooled:
            yield heading(self.tr("All answers against guessing"))
            titles = (self.tr("Test"), "p")
            yield _table(self.tr("All answers against guessing"), titles, _values(study.pooled))
        for retest in study.retests:
            words = self.tr("{reader}: sitting {second} against {first}").format(
                reader=self._name_of(retest.reader), second=retest.second, first=retest.first
            )
            yield heading(words)
            for note in retest.notes:
                yield dim(sentence_words(note), wraps=True)
            if retest.measures:
                titles = (self.tr("Measure"), self.tr("Value"), self.tr("95 % interval"))
                rows = [(*row, written_interval(one)) for row, one in _with_values(retest.measures)]
                yield _table(words, titles, rows)

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setObjectName("buttonBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 10, 24, 10)
        self._export = QPushButton(self.tr("Export …"))
        self._export.clicked.connect(self.exported)
        back = QPushButton(self.tr("Back (N)"))
        back.setObjectName("primary")
        back.clicked.connect(self.closed)
        row.addWidget(self._export)
        row.addStretch(1)
        row.addWidget(back)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._stack, 1)
        whole.addWidget(bar)


def _readers(study: StudyScore, name_of: Callable[[str], str]) -> Table:
    """A row for each reader, a column for each measure that anybody has."""
    kinds = {
        one.name: one.kind
        for reader in study.readers
        for one in reader.score.measures
        if one.value is not None
    }
    titles = [_tr("Reader"), _tr("Answers"), *map(measure_label, kinds.values())]
    rows = []
    for reader in study.readers:
        found = [reader.score.measure(name) for name in kinds]
        rows.append([name_of(reader.reader), str(reader.answers), *map(_cell, found)])
    return _table(_tr("Readers"), titles, rows)


def _averages(study: StudyScore) -> Table:
    titles = (_tr("Measure"), _tr("Average"), _tr("95 % interval"), _tr("How it was made"))
    rows = [
        (
            measure_label(one.measure.kind),
            written(one.measure.value, one.measure.kind.unit),
            written_interval(one.measure),
            QCoreApplication.translate("Score", one.method),
        )
        for one in study.averages
    ]
    return _table(_tr("Average over readers"), titles, rows)


def _curves(study: StudyScore, name_of: Callable[[str], str]) -> QWidget | None:
    """The ROC curves of all readers, or None."""
    found = [
        (curve, name_of(reader.reader))
        for reader in study.readers
        for curve in reader.score.curves
        if curve.name == "roc"
    ]
    if not found:
        return None
    from app.quiz.plots import CurvePlot  # late, as pyqtgraph takes long to load

    plot = CurvePlot(_tr("ROC curves of the readers"))
    plot.show_curves([curve for curve, _ in found], [name for _, name in found])
    plot.setFixedSize(CURVE_PX * 3 // 2, CURVE_PX)
    return plot


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return ""
    words, interval = written(measure.value, measure.kind.unit), written_interval(measure)
    return f"{words} ({interval})" if interval else words


def _values(measures: Sequence[Measure]) -> list[tuple[str, str]]:
    return [row for row, _ in _with_values(measures)]


def _with_values(measures: Sequence[Measure]) -> list[tuple[tuple[str, str], Measure]]:
    return [((measure_label(one.kind), written(one.value, one.kind.unit)), one) for one in measures]


def _table(name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(name, titles)
    table.set_rows(rows)
    rows_px = table.sizeHintForRow(0) * min(len(rows), MOST_ROWS)
    table.setFixedHeight(table.header().sizeHint().height() + rows_px + SCROLL_BAR_PX)
    return table


def _title(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("roundTitle")
    label.setIndent(0)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)

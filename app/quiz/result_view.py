"""What a sitting came to: its measures, plots, parts and questions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.quiz.result_tables import GroupTable, MeasureTable, QuestionTable
from app.quiz.result_words import end_words, mode_words, moment_words, sentence_words
from app.quiz.result_work import ScoredSitting
from app.quiz.words import words_of
from app.widgets.labels import dim

MEASURES_WIDTH_PX = 520


class ResultView(QWidget):
    """Scores of a sitting.

    Attributes:
        measures: the table of them.
        groups: the table of parts.
        questions: the table of questions.

    Signals:
        closed: the reader wants back to where this page was opened.
        exported: the scores are to be written to a file.
        repeated: the set is to be read again; whether in another order.
        opened: place of a question that is to be shown again.
    """

    closed = Signal()
    exported = Signal()
    repeated = Signal(bool)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measures, self.groups, self.questions = MeasureTable(), GroupTable(), QuestionTable()
        self.again = MeasureTable()
        self._plots: QWidget | None = None
        self._make_controls()
        self._lay_out()

    def wait(self) -> None:
        """Say that a sitting is being scored."""
        self._say(self.tr("Scoring …"))

    def fail(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._say(sentence)

    def show_scored(self, scored: ScoredSitting, reader: str, *, may_repeat: bool) -> None:
        """Show a sitting.

        Args:
            scored: the sitting.
            reader: the name of who sat.
            may_repeat: whether it is the reader who sits here now, so that it can be read again.
        """
        header, score = scored.record.header, scored.score.score
        self._title.setText(words_of(header.settings.kind).title)
        self._about.setText(self._about_words(scored, reader))
        notes = [*score.notes, *scored.notes]
        self._notes.setText("\n".join(map(sentence_words, notes)))
        self._notes.setVisible(bool(notes))
        self.measures.show_measures(score.measures)
        self.groups.show_groups(score.groups)
        self.questions.show_questions(scored.record)
        self._show_plots(scored)
        self._show_tabs(scored)
        for button in self._again_buttons:
            button.setEnabled(may_repeat and scored.may_be_repeated)
        self._stack.setCurrentIndex(1)

    def _show_plots(self, scored: ScoredSitting) -> None:
        # Late, as pyqtgraph takes long to load, and here: Qt's modules are not loaded beside Qt.
        from app.quiz.result_plots import ResultPlots

        if self._plots is None:
            self._plots = ResultPlots()
            self._right.insertWidget(0, self._plots, 3)
        assert isinstance(self._plots, ResultPlots)
        self._plots.show_score(scored.score.score)
        self._plots.setVisible(bool(scored.score.score.measures))

    def _show_tabs(self, scored: ScoredSitting) -> None:
        shown = self._tabs.currentWidget()
        self._tabs.clear()
        if scored.may_be_looked_at and scored.record.answers:
            self._tabs.addTab(self._question_sheet, self.tr("Questions"))
        if scored.score.score.groups:
            self._tabs.addTab(self.groups, self.tr("Parts"))
        if scored.retest is not None:
            self._again_notes.setText("\n".join(map(sentence_words, scored.retest.notes)))
            self.again.show_measures(scored.retest.measures)
            self._tabs.addTab(self._again_sheet, self.tr("Against the first sitting"))
        if shown is not None and self._tabs.indexOf(shown) >= 0:
            self._tabs.setCurrentWidget(shown)
        self._tabs.setVisible(self._tabs.count() > 0)

    def _about_words(self, scored: ScoredSitting, reader: str) -> str:
        record = scored.record
        minutes = record.elapsed_s / 60
        words = [
            reader,
            moment_words(record.header.started_at),
            mode_words(record.header.mode),
            self.tr("{count} answers in {minutes:.0f} min").format(
                count=scored.score.answers, minutes=minutes
            ),
            end_words(record.end),
        ]
        if record.header.previous_sitting:
            words.append(self.tr("second sitting of this set"))
        return "  ·  ".join(words)

    def _say(self, sentence: str) -> None:
        self._waiting.setText(sentence)
        self._stack.setCurrentIndex(0)

    def _make_controls(self) -> None:
        self._title, self._about, self._notes = QLabel(), dim("", wraps=True), dim("", wraps=True)
        self._title.setObjectName("roundTitle")
        self._title.setIndent(0)
        self._waiting = QLabel()
        self._waiting.setObjectName("emptyHint")
        self._waiting.setWordWrap(True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(self.tr("Questions and parts"))
        self._again_sheet, self._again_notes = QWidget(), dim("", wraps=True)
        sheet = QVBoxLayout(self._again_sheet)
        sheet.addWidget(self._again_notes)
        sheet.addWidget(_scrolled(self.again), 1)
        self._question_sheet = QWidget()
        sheet = QVBoxLayout(self._question_sheet)
        sheet.setContentsMargins(0, 6, 0, 0)
        sheet.addWidget(dim(self.tr("Click a question to see it again with its truth.")))
        sheet.addWidget(self.questions, 1)
        self.questions.opened.connect(self.opened)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("sheet")
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 0, 14, 12)
        column.setSpacing(8)
        for widget in (self._title, self._about, self._notes, self.measures):
            column.addWidget(widget)
        column.addStretch(1)
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(6, 12, 16, 12)
        self._right.setSpacing(10)
        self._right.addWidget(self._tabs, 2)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        measures = _scrolled(left)
        # In a narrow window the last columns can be reached, rather than be cut off.
        measures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        split.addWidget(measures)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([MEASURES_WIDTH_PX, 2 * MEASURES_WIDTH_PX])
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self._buttons())
        waiting = QWidget()
        covered = QVBoxLayout(waiting)
        covered.addWidget(self._waiting, 1)
        covered.addWidget(self._back_button(), 0, Qt.AlignmentFlag.AlignHCenter)
        covered.addSpacing(40)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(waiting)
        self._stack.addWidget(page)

    def _buttons(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("buttonBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 16, 10)
        export = QPushButton(self.tr("Export …"))
        export.setAccessibleName(self.tr("Export the scores as a table, JSON or a PDF report"))
        export.clicked.connect(self.exported)
        same = QPushButton(self.tr("Read the same set again"))
        other = QPushButton(self.tr("Again in another order"))
        same.clicked.connect(lambda: self.repeated.emit(False))
        other.clicked.connect(lambda: self.repeated.emit(True))
        self._again_buttons = (same, other)
        for button in (export, same, other):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._back_button())
        return bar

    def _back_button(self) -> QPushButton:
        back = QPushButton(self.tr("Back (N)"))
        back.setObjectName("primary")
        back.clicked.connect(self.closed)
        return back


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area

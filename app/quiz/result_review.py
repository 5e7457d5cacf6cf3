"""Where a question of a sitting is looked at again, with its truth beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.quiz.feedback import truth_lines, truth_outlines, verdict
from app.quiz.result_question import AnsweredQuestion
from app.quiz.result_words import answer_words
from app.quiz.spots import ring
from app.quiz.words import words_of
from app.reading.quiz.rounds import RoundSettings
from app.viewer.case_viewer import CaseViewer
from app.viewer.touch import Outline
from app.widgets.labels import dim, heading

WIDTH_PX = 320


class ReviewView(QWidget):
    """Shows questions that were answered.

    Args:
        viewer: shows the pictures; it is taken in when a question is shown, and lent out again.

    Signals:
        stepped: the next (1) or the previous (−1) question is wanted.
        closed: back to the result.
    """

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, viewer: CaseViewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._question: AnsweredQuestion | None = None
        self._make_controls()
        self._lay_out()

    @property
    def question(self) -> AnsweredQuestion | None:
        """The question that is shown; None while it is made."""
        return self._question

    def wait(self, number: int, count: int) -> None:
        """Say that a question is being made.

        Args:
            number: of the question, from 0.
            count: of all that were answered.
        """
        self._question = None
        self._number.setText(
            self.tr("Question {number} of {count}").format(number=number + 1, count=count)
        )
        self._verdict.setText(self.tr("Drawing it again …"))
        self._lines.setText("")
        self._answer.setText("")
        self._before.setEnabled(number > 0)
        self._after.setEnabled(number + 1 < count)

    def fail(self, sentence: str) -> None:
        """Say why the question cannot be shown."""
        self._verdict.setText(self.tr("Not to be shown"))
        self._lines.setText(sentence)

    def show_question(self, question: AnsweredQuestion, settings: RoundSettings) -> None:
        """Show a question, its answer and its truth."""
        self._question = question
        if self._row.indexOf(self._viewer) < 0:
            self._row.insertWidget(0, self._viewer, 1)
        self._viewer.show_case(question.shown.case, keep_window=True)
        self._viewer.set_outlines(self._outlines(question))
        trial, judgement = question.answered.trial, question.judgement
        self._title.setText(words_of(trial.kind).title)
        self._verdict.setText(verdict(judgement))
        self._verdict.setProperty("good", {True: "yes", False: "no", None: ""}[judgement.correct])
        self._verdict.style().unpolish(self._verdict)
        self._verdict.style().polish(self._verdict)
        self._answer.setText(
            self.tr("Your answer: {answer}, after {seconds:.1f} s").format(
                answer=answer_words(question.answered, settings), seconds=question.answered.seconds
            )
        )
        lines = truth_lines(trial, judgement)
        if self._has_twin:
            lines.append(self.tr("Hold S to see the same without the lesion."))
        self._lines.setText("\n".join(lines))

    def show_without(self, on: bool) -> None:
        """Show the pictures without their lesions for a while."""
        if self._question is None or not self._has_twin:
            return
        twin = self._question.shown.twin
        if on and twin is not None:
            self._viewer.preview(dict(enumerate(twin.pictures)))
            self._viewer.set_outlines({})
        else:
            self._viewer.end_preview()
            self._viewer.set_outlines(self._outlines(self._question))

    @property
    def _has_twin(self) -> bool:
        question = self._question
        return (
            question is not None
            and question.shown.twin is not None
            and bool(question.answered.trial.truth.findings)
        )

    @staticmethod
    def _outlines(question: AnsweredQuestion) -> dict[int, list[Outline]]:
        """The lesions, and around each marked place the ring that the reader put."""
        found = truth_outlines(question.answered.trial.truths)
        for mark in question.marks:
            spot = Outline(polygons=(ring((mark.row, mark.column)),))
            found.setdefault(mark.view, []).append(spot)
        return found

    def _make_controls(self) -> None:
        self._title, self._number = heading(""), dim("")
        self._verdict, self._answer, self._lines = QLabel(), QLabel(), QLabel()
        self._verdict.setObjectName("verdict")
        for label in (self._verdict, self._answer, self._lines):
            label.setWordWrap(True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._before = QPushButton(self.tr("Previous"))
        self._after = QPushButton(self.tr("Next (N)"))
        self._back = QPushButton(self.tr("Back to the result"))
        self._back.setObjectName("primary")
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._after.clicked.connect(lambda: self.stepped.emit(1))
        self._back.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        panel = QFrame()
        panel.setObjectName("questionPanel")
        panel.setFixedWidth(WIDTH_PX)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for label in (self._title, self._number, self._verdict, self._answer, self._lines):
            column.addWidget(label)
        column.addStretch(1)
        steps = QHBoxLayout()
        steps.addWidget(self._before)
        steps.addWidget(self._after)
        column.addLayout(steps)
        column.addWidget(self._back)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(panel, 0, Qt.AlignmentFlag.AlignRight)

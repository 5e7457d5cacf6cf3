"""What stands beside the pictures of a question: the question, its answer, and then the truth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.quiz.answer_parts import Buttons, SpotList
from app.quiz.spots import Spots
from app.quiz.words import words_of
from app.reading.quiz.answers import Answer, Choice, Marking, Rating, Reading
from app.reading.quiz.rounds import RoundKind, RoundSettings, scale_of
from app.reading.report import Report
from app.reading.taken_mark import TakenMark
from app.report.panel import ReportPanel
from app.viewer.ready_case import ReadyCase
from app.widgets.labels import dim, heading

WIDTH_PX = 320
SPOTS_HEIGHT_PX = 110
"""Of the list of places above a report."""
LARGEST_PX = 16_777_215
"""What Qt takes for no limit."""


class QuestionPanel(QFrame):
    """Asks, takes the answer, and tells the truth afterwards.

    Args:
        spots: places that are marked in the views.

    Signals:
        answered: an `Answer`.
        went_on: the truth was looked at.
        mark_wanted: a finding of the report is to be taken from a place, as of `ReportPanel`.
    """

    answered = Signal(object)
    went_on = Signal()
    mark_wanted = Signal(object)

    def __init__(self, spots: Spots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionPanel")
        self.setFixedWidth(WIDTH_PX)
        self._spots = spots
        self._kind: RoundKind | None = None
        self._buttons: Buttons | None = None
        self._spot_list: SpotList | None = None
        self._report: ReportPanel | None = None
        self._is_open = False
        self._told_number = ""
        self._make_controls()
        self._lay_out()

    @property
    def report(self) -> Report:
        """The report as it stands; empty in rounds without one."""
        return Report() if self._report is None else self._report.report

    def set_round(self, settings: RoundSettings) -> None:
        """Lay out the controls that answer this round's questions."""
        self._kind = settings.kind
        words = words_of(settings.kind)
        self._title.setText(words.title)
        self._question.setText(words.question)
        self._mixed.setVisible(settings.kind.needs_real_pictures)
        self._empty()
        scale = scale_of(settings)
        if settings.kind in (RoundKind.FIND_THE_LESION, RoundKind.READ_AND_REPORT):
            rated = scale is not None
            self._spot_list = SpotList(self._spots, rated=rated)
            self._answer_area.addWidget(self._spot_list)
        if scale is not None:
            if self._spot_list is not None:
                self._answer_area.addWidget(dim(self.tr("The case as a whole")))
            self._add_buttons(Buttons(words.question, scale.steps, words.least, words.most))
        if settings.kind is RoundKind.READ_AND_REPORT:
            self._report = ReportPanel()
            self._report.setObjectName("questionReport")
            self._report.mark_wanted.connect(self.mark_wanted)
            self._report_room.addWidget(self._report, 1)
        self.setFixedWidth(WIDTH_PX + 60 if self._report is not None else WIDTH_PX)
        self._area.setMaximumHeight(LARGEST_PX if self._report is None else SPOTS_HEIGHT_PX)
        self._submit.setVisible(self._needs_submit)
        self._steps = scale.steps if scale is not None else 1

    def ask(self, case: ReadyCase, number: int, count: int | None) -> None:
        """Open a question.

        Args:
            case: what is shown.
            number: of the question, from 1.
            count: of all questions; None where wrong answers end the round.
        """
        assert self._kind is not None
        self._is_open = True
        self._tell_number(number, count)
        self._truth.setVisible(False)
        self._next.setVisible(False)
        self._submit.setVisible(self._needs_submit)
        if self._kind in (RoundKind.PAIRS, RoundKind.FIND_THE_SYNTHETIC, RoundKind.ODD_ONE_OUT):
            self._empty()
            question = self._question.text()
            self._add_buttons(Buttons(question, len(case.pictures)))
        elif self._buttons is not None:
            self._renew_buttons(self._buttons)
        if self._spot_list is not None:
            self._spots.open(self._steps)
            self._spot_list.set_views(tuple(one.view.label for one in case.pictures))
        if self._report is not None:
            self._report.set_report(Report())
            self._report.set_case([one.view for one in case.pictures])
            self._report.setVisible(True)
            self._area.setMaximumHeight(SPOTS_HEIGHT_PX)
        self._set_enabled(True)

    def press(self, number: int) -> None:
        """Press an answer's button, or rate the chosen place."""
        if not self._is_open:
            return
        if self._spots.chosen >= 0:
            self._spots.rate(self._spots.chosen, number)
        elif self._buttons is not None:
            self._buttons.press(number)

    def submit(self) -> None:
        """Give the answer as it stands, or go on after the truth."""
        if not self._is_open:
            if self._next.isVisible():
                self.went_on.emit()
            return
        answer = self._answer()
        if answer is not None:
            self.answered.emit(answer)
        else:
            self._hint.setVisible(True)

    def close_now(self) -> None:
        """Give what was told so far, as the time of the case is over; nothing told is a no."""
        if self._is_open:
            sure = max((mark.rating for mark in self._spots.marks), default=1)
            nothing = Marking(rating=sure, marks=self._spots.marks)
            self.answered.emit(self._answer() or nothing)

    def shut(self) -> None:
        """Take no more answers to this question."""
        self._is_open = False
        self._spots.shut()
        self._set_enabled(False)
        self._submit.setVisible(False)

    def tell_truth(self, title: str, good: bool | None, lines: list[str]) -> None:
        """Show what is true, and how to go on.

        Args:
            title: whether the answer was right.
            good: likewise; None where it took no side.
            lines: what is true, a paragraph each.
        """
        self.shut()
        self._verdict.setText(title)
        self._verdict.setProperty("good", {True: "yes", False: "no", None: ""}[good])
        self._verdict.style().unpolish(self._verdict)
        self._verdict.style().polish(self._verdict)
        self._lines.setText("\n\n".join(lines))
        self._truth.setVisible(True)
        if self._report is not None:  # What was told stands beside what is right.
            self._report.setVisible(False)
            self._area.setMaximumHeight(LARGEST_PX)
        self._next.setVisible(True)
        self._next.setFocus()

    def take_mark(self, taken: TakenMark) -> None:
        """Give place and size to the finding that asked for them."""
        if self._report is not None and self._is_open:
            self._report.take_mark(taken)

    def tell_wrong(self, wrong: int, allowed: int) -> None:
        """Say how many wrong answers there were, of those that end the round."""
        words = self.tr("{wrong} of {allowed} wrong")
        self._number.setText(f"{self._told_number}, {words.format(wrong=wrong, allowed=allowed)}")

    def tell_time(self, words: str) -> None:
        """Show the time."""
        self._time.setText(words)

    def suggest_break(self, on: bool) -> None:
        """Say that a break would be good."""
        self._break.setVisible(on)

    @property
    def _needs_submit(self) -> bool:
        return self._kind in (RoundKind.FIND_THE_LESION, RoundKind.READ_AND_REPORT)

    def _answer(self) -> Answer | None:
        """The answer as it stands; None while something is missing."""
        value = self._buttons.value if self._buttons is not None else None
        if self._kind is RoundKind.READ_AND_REPORT and self._report is not None:
            return Reading(report=self._report.report, marks=self._spots.marks)
        if value is None:
            return None
        if self._kind is RoundKind.FIND_THE_LESION:
            return Marking(rating=value, marks=self._spots.marks)
        return (
            Rating(rating=value)
            if self._kind is RoundKind.REAL_OR_SYNTHETIC
            else Choice(chosen=value - 1)
        )

    def _pressed(self, _number: int) -> None:
        self._hint.setVisible(False)
        if self._is_open and not self._needs_submit:
            self.submit()

    def _add_buttons(self, buttons: Buttons) -> None:
        self._buttons = buttons
        buttons.chosen.connect(self._pressed)
        self._answer_area.insertWidget(self._answer_area.count(), buttons)

    def _renew_buttons(self, old: Buttons) -> None:
        assert self._kind is not None
        words = words_of(self._kind)
        new = Buttons(words.question, old.count, words.least, words.most)
        new.chosen.connect(self._pressed)
        self._answer_area.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        self._buttons = new

    def _empty(self) -> None:
        while (item := self._answer_area.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._report is not None:
            self._report_room.removeWidget(self._report)
            self._report.hide()
            self._report.deleteLater()
        self._buttons = self._spot_list = self._report = None

    def _set_enabled(self, on: bool) -> None:
        for widget in (self._buttons, self._spot_list, self._report):
            if widget is not None:
                widget.setEnabled(on)

    def _tell_number(self, number: int, count: int | None) -> None:
        words = self.tr("Question {number}")
        if count is not None:
            words = self.tr("Question {number} of {count}")
        self._told_number = words.format(number=number, count=count)
        self._number.setText(self._told_number)

    def _make_controls(self) -> None:
        self._title = heading("")
        self._number, self._time = dim(""), dim("")
        self._question = QLabel()
        self._question.setObjectName("question")
        self._question.setWordWrap(True)
        self._mixed = dim(
            self.tr("Real and synthetic pictures are mixed here. Each is named after the answer."),
            wraps=True,
        )
        self._hint = dim(self.tr("Say how sure you are first."), wraps=True)
        self._hint.setVisible(False)
        self._submit = QPushButton(self.tr("Submit (N)"))
        self._submit.setObjectName("primary")
        self._submit.clicked.connect(self.submit)
        self._verdict = QLabel()
        self._verdict.setObjectName("verdict")
        self._verdict.setIndent(0)
        self._verdict.setWordWrap(True)
        self._lines = QLabel()
        self._lines.setWordWrap(True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._next = QPushButton(self.tr("Go on (N)"))
        self._next.setObjectName("primary")
        self._next.clicked.connect(self.went_on)
        self._break = dim(
            self.tr("You have read for 20 minutes. A short break (Ctrl+B) keeps you sharp."),
            wraps=True,
        )
        self._break.setVisible(False)

    def _lay_out(self) -> None:
        self._truth = QWidget()
        truth = QVBoxLayout(self._truth)
        truth.setContentsMargins(0, 0, 0, 0)
        truth.addWidget(self._verdict)
        truth.addWidget(self._lines)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("questionInside")
        self._answer_area = QVBoxLayout()
        self._answer_area.setSpacing(10)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self._mixed)
        column.addLayout(self._answer_area)
        column.addWidget(self._hint)
        column.addWidget(self._truth)
        column.addStretch(1)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for widget in (self._title, self._number, self._question):
            layout.addWidget(widget)
        layout.addWidget(area, 1)
        self._report_room = QVBoxLayout()
        layout.addLayout(self._report_room, 3)
        for widget in (self._submit, self._next, self._break, self._time):
            layout.addWidget(widget)

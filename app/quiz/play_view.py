"""The pictures of a question, and beside them the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.quiz.desk import QuizDesk, feedback_of
from app.quiz.feedback import truth_lines, truth_outlines, verdict
from app.quiz.question_panel import QuestionPanel
from app.quiz.shown_trial import ShownTrial
from app.quiz.spots import Spots
from app.reading.quiz.judging import Judgement
from app.reading.quiz.rounds import wrong_answers_allowed
from app.reading.quiz.sitting import SittingState
from app.reading.taken_mark import TakenMark, taken_mark
from app.viewer.case_viewer import CaseViewer

COVER_WIDTH_PX = 560


class PlayView(QWidget):
    """Shows what the desk asks, and hands it the answers.

    Attributes:
        viewer: shows the pictures.
        panel: asks.
        spots: marked places.
        case_left_s: gives the seconds that are left for the open case; None without a limit.

    Signals:
        left: the sitting is to be laid aside.
        display_wanted: the check of the display is to be made.
        problem: a sentence.
    """

    left = Signal()
    display_wanted = Signal()
    problem = Signal(str)

    def __init__(self, desk: QuizDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewer = CaseViewer()
        self.spots = Spots(self)
        self.case_left_s: Callable[[], int | None] = lambda: None
        self.panel = QuestionPanel(self.spots)
        self._desk = desk
        self._has_round = False
        self._lay_out()
        desk.asked.connect(self._ask)
        desk.judged.connect(self._tell_truth)
        desk.changed.connect(self._follow)
        desk.preparing.connect(self._tell_preparing)
        self.panel.answered.connect(desk.answer)
        self.panel.went_on.connect(desk.go_on)
        self.panel.mark_wanted.connect(self._take_mark)
        self.spots.changed.connect(self._show_outlines)
        self.viewer.set_touch(self.spots)

    def begin(self) -> None:
        """Wait for the first question of another sitting."""
        if self._row.indexOf(self.viewer) < 0:  # It was lent to show a question again.
            self._row.insertWidget(0, self.viewer, 1)
        self._has_round = False
        self._cover_words(self.tr("Preparing the first question …"), "")

    def _tell_preparing(self, done: int, total: int) -> None:
        words = self.tr(
            "Preparing the real sample pictures for your pool: {done} of {total}. "
            "This is done once."
        )
        self._cover_words(words.format(done=done, total=total), "")

    def show_without(self, on: bool) -> None:
        """Show the pictures without their lesions for a while, once the truth is told."""
        shown = self._desk.shown
        if shown is None or shown.twin is None or self._desk.state is not SittingState.FEEDBACK:
            return
        if on:
            self.viewer.preview(dict(enumerate(shown.twin.pictures)))
            self.viewer.set_outlines({})
        else:
            self.viewer.end_preview()
            self._show_outlines()

    def press(self, number: int) -> None:
        """Answer with a number, or rate the chosen place."""
        if self._desk.state is SittingState.ASKING:
            self.panel.press(number)

    def submit(self) -> None:
        """Submit the answer, or go on: after the truth, a pause, or the lock of an exam."""
        state = self._desk.state
        if state in (SittingState.PAUSED, SittingState.LOCKED, SittingState.DISPLAY_CHECK):
            self._uncover()
        else:
            self.panel.submit()

    def _ask(self, shown: ShownTrial) -> None:
        sitting = self._desk.sitting
        assert sitting is not None
        settings = sitting.header.settings
        if not self._has_round:
            self.panel.set_round(settings)
            self._has_round = True
        self.spots.clear()
        self.spots.set_views(tuple(shown.case.case.views))
        self.viewer.show_case(shown.case, keep_window=True)
        until_wrong = wrong_answers_allowed(settings) is not None
        count = None if until_wrong else sitting.header.trials
        self.panel.ask(shown.case, sitting.next_number + 1, count)
        if until_wrong and sitting.gives_feedback:
            self._tell_wrong()
        self._show_outlines()
        self.viewer.setFocus()

    def _tell_truth(self, judgement: Judgement) -> None:
        shown = self._desk.shown
        if shown is None:
            return
        self._tell_wrong()
        trial = shown.ready.trial
        lines = truth_lines(trial, judgement)
        if shown.twin is not None and trial.truth.findings:
            lines.append(self.tr("Hold S to see the same without the lesion."))
        if shown.told is not None:
            self.viewer.show_case(shown.told, keep_window=True, keep_position=True)
        good = None if judgement.correct is None else judgement.mastered
        self.panel.tell_truth(verdict(judgement), good, lines)
        self._show_outlines()
        self.viewer.setFocus()

    def _tell_wrong(self) -> None:
        sitting = self._desk.sitting
        allowed = wrong_answers_allowed(sitting.header.settings) if sitting is not None else None
        if sitting is not None and allowed is not None:
            self.panel.tell_wrong(sitting.wrong_answers, allowed)

    def _take_mark(self, earlier_ids: Sequence[str]) -> None:
        """Place of the chosen spot, or of the last one, for the finding that asked for it."""
        shown, marks = self._desk.shown, self.spots.as_marks()
        if shown is None or not marks:
            self.problem.emit(self.tr("Mark a place in a view first; the finding is taken there."))
            return
        selected = marks[self.spots.chosen]
        earlier = [mark for mark in marks if mark.mark_id in earlier_ids and mark is not selected]
        views = shown.case.case.views

        def take(taken: TakenMark) -> None:
            if self._desk.shown is shown:
                self.panel.take_mark(taken)

        self._desk.work(lambda: taken_mark(selected, earlier, views), take)

    def _follow(self) -> None:
        sitting = self._desk.sitting
        if sitting is None:
            return
        self.panel.tell_time(self._time_words())
        self.panel.suggest_break(sitting.break_suggested and sitting.gives_feedback)
        if sitting.state is SittingState.PAUSED:
            later = self.tr("Lay aside, go on another time")
            self._cover_words(self.tr("Paused"), self.tr("Go on (N)"), back=later)
        elif sitting.state is SittingState.LOCKED:
            words = self.tr("The exam was left, which is noted. Its time runs on.")
            self._cover_words(words, self.tr("Back to the exam (N)"))
        elif sitting.state is SittingState.DISPLAY_CHECK:
            words = self.tr(
                "An exam begins with a look at the display: make sure that you see what a display "
                "for mammograms has to show. No check that was good is known of this screen."
            )
            self._cover_words(words, self.tr("Begin the exam (N)"), with_check=True)
        elif sitting.state is SittingState.NEXT and self._desk.shown is None:
            if not self._has_round:
                self._cover_words(self.tr("Preparing the first question …"), "")
            else:
                self.panel.shut()
        elif self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)
            self.viewer.setFocus()

    def _show_outlines(self) -> None:
        found = {view: list(rings) for view, rings in self.spots.outlines().items()}
        if feedback_of(self._desk) is not None and self._desk.shown is not None:
            for view, outlines in truth_outlines(self._desk.shown.ready.trial.truths).items():
                found.setdefault(view, []).extend(outlines)
        self.viewer.set_outlines(found)

    def _time_words(self) -> str:
        sitting = self._desk.sitting
        if sitting is None:
            return ""
        for_case, left = self.case_left_s(), sitting.time_left_s
        if for_case is not None:
            return self.tr("{time} left for this case").format(time=_clock(for_case))
        if left is not None:
            return self.tr("{time} left").format(time=_clock(left))
        return self.tr("{time} so far").format(time=_clock(sitting.elapsed_s))

    def _uncover(self) -> None:
        state = self._desk.state
        if state is SittingState.PAUSED:
            self._desk.go_on()
        elif state is SittingState.LOCKED:
            self._desk.unlock()
        elif state is SittingState.DISPLAY_CHECK:
            self._desk.accept_display()

    def _cover_words(
        self, words: str, button: str, *, with_check: bool = False, back: str = ""
    ) -> None:
        """Hide the pictures behind a sentence.

        Args:
            words: the sentence.
            button: what goes on; empty where there is nothing to go on with yet.
            with_check: whether the display can be checked.
            back: what leads to the rounds; empty offers it only while there is no other button.
        """
        is_new = self._stack.currentIndex() != 1 or self._cover_text.text() != words
        self._cover_text.setText(words)
        self._cover_button.setText(button)
        self._cover_button.setVisible(bool(button))
        self._check_button.setVisible(with_check)
        self._back_button.setText(back or self.tr("Back"))
        self._back_button.setVisible(bool(back) or not button)
        self._stack.setCurrentIndex(1)
        if is_new:
            (self._cover_button if button else self._back_button).setFocus()

    def _lay_out(self) -> None:
        pictures = QWidget()
        self._row = row = QHBoxLayout(pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.viewer, 1)
        row.addWidget(self.panel)
        self._cover_text = QLabel()
        self._cover_text.setObjectName("hint")
        self._cover_text.setWordWrap(True)
        self._cover_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cover_button, self._check_button = QPushButton(), QPushButton()
        self._back_button = QPushButton()
        self._back_button.clicked.connect(self.left)
        self._cover_button.setObjectName("primary")
        self._check_button.setText(self.tr("Check the display first …"))
        self._cover_button.clicked.connect(self._uncover)
        self._check_button.clicked.connect(self.display_wanted)
        cover = QWidget()
        cover.setObjectName("film")
        column = QVBoxLayout(cover)
        column.addStretch(1)
        self._cover_text.setFixedWidth(COVER_WIDTH_PX)
        row = QHBoxLayout()  # In a row of its own its height follows its width.
        row.addStretch(1)
        row.addWidget(self._cover_text)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(16)
        for button in (self._check_button, self._cover_button, self._back_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(pictures)
        self._stack.addWidget(cover)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"

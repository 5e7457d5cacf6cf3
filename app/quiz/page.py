"""The page on which rounds are chosen, played and looked back at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMessageBox, QStackedLayout, QWidget

from app.background import Background
from app.case_sets.case_clock import CaseClock
from app.case_sets.sitting import begin_set_sitting
from app.display.calibration import screen_name
from app.generator.drawing import Drawing
from app.page import OF_VIEWING, Page
from app.quiz.beginning import (
    SITTINGS,
    Wanted,
    accepted_views,
    begin_sitting,
    resume_sitting,
    unfinished,
)
from app.quiz.desk import Beginning, QuizDesk
from app.quiz.play_view import PlayView
from app.quiz.pool_desk import PoolDesk
from app.quiz.pool_sheet import PoolSheet
from app.quiz.profile_box import ProfileBox
from app.quiz.profile_desk import ProfileDesk
from app.quiz.repetition_desk import RepetitionDesk
from app.quiz.result_pages import ResultPages
from app.quiz.start_view import StartView
from app.reading.quiz.rounds import FindTheLesion, RoundSettings
from app.reading.quiz.sitting import Sitting, SittingState
from app.reading.quiz.sitting_events import SittingMode
from app.settings import Settings
from app.viewer.case_viewer import CaseViewer
from inference.case_sets.case_set import CaseSet
from inference.errors import MammogymError
from inference.recipe import ALL_VIEWS, Recipe

NUMBERS = range(1, 7)
"""Keys that answer."""


class QuizPage(Page):
    """Start, play and result, one after the other.

    Args:
        background: the worker.
        drawing: the model.
        data: folder of sittings, pool and profiles; None keeps nothing, and nothing can be played.
        reader_id: who read last; empty at first.

    Attributes:
        desk: plays the sitting.
        profiles: who reads.
        start: where a round is chosen.
        play: where it is played.
        result: where results and progress are looked at.

    Signals:
        display_wanted: the check of the display is to be made.
        set_finished: the log (`Path`) of a sitting of a case set that is over, and who read.
    """

    name = "quiz"
    title = "Quiz"

    display_wanted = Signal()
    set_finished = Signal(object, str)

    def __init__(
        self,
        background: Background,
        drawing: Drawing,
        data: Path | None,
        reader_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._drawing = drawing
        self._missed = RepetitionDesk(data)
        self._data = data
        self._wanted: Wanted | None = None
        self._set_again: Callable[[], None] | None = None
        self.desk = QuizDesk(background, self)
        self.start = StartView()
        self.play = PlayView(self.desk)
        self.case_clock = CaseClock(self.desk, self.play.panel.close_now, self)
        self.play.case_left_s = lambda: self.case_clock.left_s
        self.profiles = ProfileDesk(data, reader_id, self)
        self.profile_box = ProfileBox(self.profiles)
        self.start.corner.addWidget(self.profile_box)
        self.result = ResultPages(background, drawing, self.profiles, self.play.viewer, data)
        self._stack = QStackedLayout(self)
        for view in (self.start, self.play, self.result):
            self._stack.addWidget(view)
        self._connect()

    @property
    def viewer(self) -> CaseViewer:
        """Shows the pictures of a question."""
        return self.play.viewer

    @property
    def status(self) -> str:
        """How far the sitting is."""
        sitting = self.desk.sitting
        if sitting is None or self._stack.currentWidget() is not self.play:
            return ""
        return self.tr("{done} answered").format(done=len(sitting.answers))

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page does for its actions."""
        return {
            **{f"answer_{number}": partial(self.play.press, number) for number in NUMBERS},
            "submit_answer": self._submit,
            "pause_sitting": self.desk.pause,
            "end_sitting": self._ask_to_end,
            "without_lesion": lambda: None,
        }

    def can(self, action: str) -> bool:
        """Whether an action can be done now."""
        playing = self._stack.currentWidget() is self.play
        state = self.desk.state
        if action.startswith("answer_"):
            return playing and state is SittingState.ASKING
        if action == "submit_answer":
            return True
        if action in ("pause_sitting", "end_sitting"):
            return playing and state not in (None, SittingState.FINISHED)
        if action == "without_lesion":
            return self._looks_back or (playing and state is SittingState.FEEDBACK)
        if action.startswith("preset_"):
            return False  # The digits answer.
        shows = playing and state in (SittingState.ASKING, SittingState.FEEDBACK)
        if action in ("put_mark", "next_mark", "delete_mark"):
            return shows
        shows = shows or self._looks_back
        return super().can(action) and (shows or action not in OF_VIEWING)

    def take_focus(self) -> None:
        """The pictures while a sitting goes on, else the rounds or what is looked back at."""
        if self._stack.currentWidget() is self.result:
            self.result.take_focus()
        else:
            (self.play.viewer if self.desk.sitting is not None else self.start).setFocus()

    def remembered(self, settings: Settings) -> Settings:
        """Who read last."""
        return replace(settings, reader=self.profiles.reader.reader_id if self._data else "")

    def close_page(self) -> None:
        """Lay the sitting aside; it can be gone on with."""
        self.desk.close()
        self.result.close_page()
        self.profiles.close()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Offer sittings that were laid aside."""
        super().showEvent(event)
        self.profiles.open()
        self._refresh_start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another page is in front: an exam was left."""
        super().hideEvent(event)
        self.desk.leave_window()

    def begin(
        self,
        settings: RoundSettings,
        mode: SittingMode,
        time_limit_s: float | None,
        seed: int | None,
    ) -> None:
        """Begin a sitting."""
        wanted = Wanted(
            settings=settings,
            reader_id=self.reader_id,
            mode=mode,
            seed=seed,
            time_limit_s=time_limit_s,
        )
        self.begin_wanted(wanted)

    def begin_wanted(self, wanted: Wanted) -> None:
        """Begin a sitting, or repeat one, on the screen on which the window is."""
        if (data := self._data) is not None:
            wanted = self._wanted = replace(wanted, screen=screen_name(self.screen()))
            self._play(lambda told: begin_sitting(wanted, self._drawing.generator, data, told))

    def ask_missed_again(self, mode: SittingMode, time_limit_s: float | None) -> None:
        """Begin a sitting of the missed questions that are due."""
        if missed := self._due:
            wanted = Wanted(
                settings=FindTheLesion(views=ALL_VIEWS),
                reader_id=self.reader_id,
                mode=mode,
                time_limit_s=time_limit_s,
                missed=missed,
            )
            self.begin_wanted(wanted)

    def begin_set(self, case_set: CaseSet, path: Path | None) -> None:
        """Begin a sitting of a case set, as its settings want it.

        Args:
            case_set: to be played.
            path: its file, by which the sitting can go on later; None where it has none.
        """
        if (data := self._data) is not None:
            reader, screen = self.reader_id, screen_name(self.screen())
            self._wanted = None
            self._set_again = partial(self.begin_set, case_set, path)
            self._play(lambda _: begin_set_sitting(case_set, path, reader, screen, data))

    def resume(self, path: Path) -> None:
        """Go on with a sitting."""
        if (data := self._data) is not None:
            self._wanted = self._set_again = None
            self._play(lambda told: resume_sitting(path, self._drawing.generator, data, told))

    @property
    def reader_id(self) -> str:
        """Of the reader's profile."""
        self.profiles.open()
        return self.profiles.reader.reader_id

    @property
    def _looks_back(self) -> bool:
        """Whether a question of an earlier sitting is shown with its truth."""
        return self._stack.currentWidget() is self.result and self.result.shows_pictures

    def _play(self, beginning: Beginning) -> None:
        self.play.begin()
        self._stack.setCurrentWidget(self.play)
        self.desk.begin(beginning)
        self.play.viewer.setFocus()
        self.changed.emit()

    def _submit(self) -> None:
        if self._stack.currentWidget() is self.start:
            self.start.begin()
        elif self._stack.currentWidget() is self.result:
            self.result.submit()
        else:
            self.play.submit()

    def _ask_to_end(self) -> None:
        answer = QMessageBox.question(
            self,
            self.tr("End the sitting"),
            self.tr("End this sitting now? What was answered is kept and scored."),
        )
        if answer is QMessageBox.StandardButton.Yes:
            self.desk.stop()

    def _show_result(self, sitting: Sitting) -> None:
        self.desk.close()
        facts = sitting.header.case_set
        if facts is not None:
            self.set_finished.emit(sitting.path, self.profiles.reader.name)
        if facts is not None and not (facts.open_answers and facts.told != "never"):
            self._show_start()
            self.note.emit(
                self.tr("The sitting is over. Its answers are kept, and told by others.")
            )
            return
        self._stack.setCurrentWidget(self.result)
        self.result.show_sitting(sitting.path)

    def _show_progress(self) -> None:
        self._stack.setCurrentWidget(self.result)
        self.result.show_progress()

    def _show_start(self) -> None:
        self.desk.close()
        self._refresh_start()
        self._stack.setCurrentWidget(self.start)
        self.start.setFocus()
        self.changed.emit()

    def _refresh_start(self) -> None:
        if self._data is None or self.desk.sitting is not None or not self.isVisible():
            return
        self.start.show_unfinished(unfinished(self._data / SITTINGS))
        try:
            self._missed.open(self.reader_id)
            self.start.show_pool(accepted_views(self._data))
        except MammogymError as error:
            self.fail(error)
        self.start.show_due(len(self._due))

    @property
    def _due(self) -> tuple[Recipe, ...]:
        """Missed cases of the reader and the model in front whose time has come."""
        model = self._drawing.bundle_hash
        return self._missed.due(model) if model else ()

    def _keep_missed(self, _judgement: object) -> None:
        """Enter a missed question of practice, or say when it comes again."""
        sitting = self.desk.sitting
        if sitting is None or sitting.header.reader_id != self.reader_id:
            return
        try:
            self._missed.open(self.reader_id)
            self._missed.take(sitting.answers[-1])
        except MammogymError as error:
            self.fail(error)

    def _show_pool(self) -> None:
        if self._data is None:
            return
        desk = PoolDesk(self._background, self._data, self)
        sheet = PoolSheet(desk, self)
        sheet.failed.connect(self.fail)
        sheet.exec()
        sheet.deleteLater()
        desk.deleteLater()
        self._refresh_start()

    def _check_display(self) -> None:
        """Check the display before an exam, which then begins with what was found."""
        self.display_wanted.emit()
        if self.desk.state is not SittingState.DISPLAY_CHECK:
            return
        if self._wanted is not None:
            self.begin_wanted(self._wanted)
        elif self._set_again is not None:
            self._set_again()

    def _failed(self, error: BaseException) -> None:
        self.fail(error)
        if self.desk.sitting is None or self.desk.shown is None:
            self._show_start()

    def _leave(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.desk.leave_window()

    def _hold(self, action: str, on: bool) -> None:
        if action == "without_lesion" and self._stack.currentWidget() is self.result:
            self.result.hold_without_lesion(on)
        elif action == "without_lesion":
            self.play.show_without(on)

    def _connect(self) -> None:
        self.start.wanted.connect(self.begin)
        self.start.resumed.connect(self.resume)
        self.start.due_wanted.connect(self.ask_missed_again)
        self.start.pool_wanted.connect(self._show_pool)
        self.start.problem.connect(self.problem)
        self.play.display_wanted.connect(self._check_display)
        self.play.left.connect(self._show_start)
        self.play.problem.connect(self.problem)
        self.result.closed.connect(self._show_start)
        self.result.repeat_wanted.connect(self.begin_wanted)
        self.result.failed.connect(self.fail)
        self.result.note.connect(self.note)
        self.result.changed.connect(self.changed)
        self.profile_box.progress_wanted.connect(self._show_progress)
        self.profiles.failed.connect(self.fail)
        self.profiles.note.connect(self.note)
        self.profiles.changed.connect(self._refresh_start)
        self.desk.changed.connect(self.changed)
        self.desk.judged.connect(self._keep_missed)
        self.desk.finished.connect(self._show_result)
        self.desk.failed.connect(self._failed)
        self.viewer.held.connect(self._hold)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._leave)

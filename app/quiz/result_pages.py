"""Looking back: the result of a sitting, its questions, a reader's progress, and studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.background import Background
from app.generator.drawing import Drawing
from app.quiz.beginning import SITTINGS, Wanted
from app.quiz.profile_desk import ProfileDesk
from app.quiz.progress_study import StudyView
from app.quiz.progress_view import ProgressView
from app.quiz.result_files import ask_for_logs, ask_for_scores_file
from app.quiz.result_jobs import progress_of, score_and_enter
from app.quiz.result_question import AnsweredQuestion, QuestionsAgain
from app.quiz.result_review import ReviewView
from app.quiz.result_view import ResultView
from app.quiz.result_work import ScoredSitting, export_scores, read_logs, study_of
from app.reading.quiz.progress import KeptSitting
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.study import Results, score_sittings
from app.viewer.case_viewer import CaseViewer
from inference.errors import MammogymError

RESULT_LANE = "result of a sitting"
QUESTION_LANE = "question shown again"
PROGRESS_LANE = "progress of a reader"
STUDY_LANE = "scores of a study"

Written = tuple[Path, ...]


class ResultPages(QWidget):
    """Result, question, progress and study, one in front. Everything slow is in the worker.

    Args:
        background: the worker.
        drawing: the model.
        profiles: the readers, and the store of their progress.
        viewer: shows questions again; it is lent.
        data: folder of sittings and pool; None keeps nothing.

    Attributes:
        result: of a sitting.
        review: of a question.
        progress: of the reader.
        study: of logs from the disk.
        scored: the sitting whose result is shown last; None before.

    Signals:
        closed: back to the rounds.
        repeat_wanted: a `Wanted` of the same set.
        failed: an exception.
        note: a sentence about something that was done.
        changed: another page is in front.
        written: paths of files that were written.
    """

    closed = Signal()
    repeat_wanted = Signal(object)
    failed = Signal(object)
    note = Signal(str)
    changed = Signal()
    written = Signal(object)
    _caught_up = Signal(int, int)

    def __init__(
        self,
        background: Background,
        drawing: Drawing,
        profiles: ProfileDesk,
        viewer: CaseViewer,
        data: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._drawing = drawing
        self._profiles = profiles
        self._data = data
        self.result, self.progress, self.study = ResultView(), ProgressView(), StudyView()
        self.review = ReviewView(viewer)
        self.scored: ScoredSitting | None = None
        self._again: QuestionsAgain | None = None
        self._number = 0
        self._from_progress = False
        self._studied: tuple[Results, list[SittingRecord]] | None = None
        self._stack = QStackedLayout(self)
        for view in (self.result, self.review, self.progress, self.study):
            self._stack.addWidget(view)
        self._connect()

    @property
    def shows_pictures(self) -> bool:
        """Whether a question is shown again."""
        return self._stack.currentWidget() is self.review and self.review.question is not None

    def show_sitting(self, path: Path) -> None:
        """Score a sitting, enter it into the progress if it has ended, and show it."""
        self._from_progress = self._stack.currentWidget() is self.progress and self.isVisible()
        self.scored, self._again = None, None
        self.result.wait()
        self._bring(self.result)
        store = self._profiles.store
        self._background.submit(
            RESULT_LANE, lambda _: score_and_enter(path, store), self._show_scored, self._not_scored
        )

    def show_progress(self) -> None:
        """Show how the reader in front gets on."""
        self.progress.wait()
        self._bring(self.progress)
        store, data, reader = self._profiles.store, self._data, self._profiles.reader
        if store is None or data is None:
            self.progress.fail(
                self.tr("No progress is kept here: its file cannot be used, or has no place.")
            )
            return
        tell = self._caught_up.emit
        self._background.submit(
            PROGRESS_LANE,
            lambda ticket: progress_of(store, data / SITTINGS, reader.reader_id, ticket, tell),
            self._show_progress,
            partial(self._failed_in, self.progress.fail),
        )

    def show_question(self, number: int) -> None:
        """Show a question of the sitting again.

        Args:
            number: of the question, from 0.
        """
        scored, data = self.scored, self._data
        if scored is None or data is None or not 0 <= number < len(scored.record.answers):
            return
        again = self._again = self._again or QuestionsAgain(scored.record, data)
        self._number = number
        self.review.wait(number, len(scored.record.answers))
        self._bring(self.review)
        self._background.submit(
            QUESTION_LANE,
            lambda _: again.question(number, self._drawing.generator),
            partial(self._show_question, scored, number),
            partial(self._failed_in, self.review.fail),
        )

    def show_study(self, paths: Sequence[Path]) -> None:
        """Score logs of one or more readers, and show their study."""
        self._studied = None
        self.study.wait()
        self._bring(self.study)
        given = list(paths)
        self._background.submit(
            STUDY_LANE,
            lambda _: study_of(given),
            self._show_study,
            partial(self._failed_in, self.study.fail),
        )

    def export_result(self, path: Path) -> None:
        """Write the scores of the sitting that is shown."""
        if (scored := self.scored) is not None:
            self._write(lambda: export_scores(path, scored.results, [scored.record]))

    def export_sittings(self, path: Path, names: Sequence[str]) -> None:
        """Score sittings together and write that to one file.

        Args:
            path: of the file.
            names: of the logs.
        """
        if self._data is None:
            return
        logs = [self._data / SITTINGS / name for name in names]

        def work() -> Written:
            records = read_logs(logs)
            return export_scores(path, score_sittings(records), records)

        self._write(work)

    def export_study(self, path: Path) -> None:
        """Write the scores of the study that is shown."""
        if self._studied is not None:
            results, records = self._studied
            self._write(lambda: export_scores(path, results, records))

    def submit(self) -> None:
        """Go on: to the next question, or back."""
        count = 0 if self.scored is None else len(self.scored.record.answers)
        if self._stack.currentWidget() is self.review and self._number + 1 < count:
            self.show_question(self._number + 1)
        else:
            self.go_back()

    def go_back(self) -> None:
        """Back to where the page in front was opened."""
        front = self._stack.currentWidget()
        if front is self.review:
            self._background.drop(QUESTION_LANE)
            self._bring(self.result)
        elif front is self.study or (front is self.result and self._from_progress):
            self.show_progress()
        else:
            self.close_page()
            self.closed.emit()

    def hold_without_lesion(self, on: bool) -> None:
        """Show the question without its lesion for a while."""
        if self.shows_pictures:
            self.review.show_without(on)

    def take_focus(self) -> None:
        """Let the keyboard act on the page in front."""
        front = self._stack.currentWidget()
        if front is self.result:
            self.result.questions.setFocus()
        elif front is self.progress:
            self.progress.table.setFocus()
        else:
            self.setFocus()

    def close_page(self) -> None:
        """Forget what is being computed for these pages."""
        for lane in (RESULT_LANE, QUESTION_LANE, PROGRESS_LANE, STUDY_LANE):
            self._background.drop(lane)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _show_scored(self, found: tuple[ScoredSitting, MammogymError | None]) -> None:
        self.scored, problem = found
        header = self.scored.record.header
        is_mine = header.reader_id == self._profiles.reader.reader_id
        name = self._profiles.name_of(header.reader_id)
        self.result.show_scored(self.scored, name, may_repeat=is_mine)
        if problem is not None:
            self.failed.emit(problem)
        if self._stack.currentWidget() is self.result:
            self.take_focus()

    def _not_scored(self, error: BaseException) -> None:
        self._failed_in(self.result.fail, error)

    def _show_progress(self, found: tuple[tuple[KeptSitting, ...], list[str]]) -> None:
        sittings, problems = found
        self._profiles.reread()
        self.progress.show_progress(self._profiles.reader, sittings, problems)
        self.take_focus()

    def _show_question(self, scored: ScoredSitting, number: int, found: AnsweredQuestion) -> None:
        in_front = self._stack.currentWidget() is self.review
        if scored is self.scored and number == self._number and in_front:
            self.review.show_question(found, scored.record.header.settings)
            self.review.setFocus()
            self.changed.emit()

    def _show_study(self, found: tuple[Results, list[SittingRecord]]) -> None:
        self._studied = found
        self.study.show_results(found[0], self._profiles.name_of)

    def _failed_in(self, tell: Callable[[str], None], error: BaseException) -> None:
        """Say an expected error on the page that waits, and report any other one."""
        if isinstance(error, MammogymError):
            tell(str(error))
        else:
            tell(self.tr("This could not be shown."))
            self.failed.emit(error)

    def _repeat(self, reshuffled: bool) -> None:
        if self.scored is None:
            return
        header = self.scored.record.header
        self.repeat_wanted.emit(
            Wanted(
                settings=header.settings,
                reader_id=header.reader_id,
                mode=header.mode,
                time_limit_s=header.time_limit_s,
                screen=self.screen().name(),
                repeats=self.scored.path,
                reshuffled=reshuffled,
            )
        )

    def _write(self, work: Callable[[], Written]) -> None:
        self._background.submit(None, lambda _: work(), self._tell_written, self.failed.emit)

    def _tell_written(self, paths: Written) -> None:
        names = ", ".join(path.name for path in paths)
        self.note.emit(
            self.tr("Written to {folder}: {names}").format(folder=paths[0].parent, names=names)
        )
        self.written.emit(paths)

    def _ask_to_export_result(self) -> None:
        name = "" if self.scored is None else self.scored.record.header.sitting_id
        if name and (path := ask_for_scores_file(self, name)):
            self.export_result(path)

    def _ask_to_export_sittings(self, names: list[str]) -> None:
        if names and (path := ask_for_scores_file(self, self.tr("sittings"))):
            self.export_sittings(path, names)

    def _ask_to_export_study(self) -> None:
        if path := ask_for_scores_file(self, self.tr("study")):
            self.export_study(path)

    def _ask_for_study(self) -> None:
        folder = Path() if self._data is None else self._data / SITTINGS
        if paths := ask_for_logs(self, folder):
            self.show_study(paths)

    def _open_log(self, name: str) -> None:
        if self._data is not None:
            self.show_sitting(self._data / SITTINGS / name)

    def _bring(self, view: QWidget) -> None:
        self._stack.setCurrentWidget(view)
        self.take_focus()
        self.changed.emit()

    def _tell_caught_up(self, done: int, count: int) -> None:
        words = self.tr("Scoring sittings that were not entered yet: {done} of {count} …")
        self.progress.wait(words.format(done=done, count=count))

    def _connect(self) -> None:
        self.result.closed.connect(self.go_back)
        self.result.exported.connect(self._ask_to_export_result)
        self.result.repeated.connect(self._repeat)
        self.result.opened.connect(self.show_question)
        self.review.closed.connect(self.go_back)
        self.review.stepped.connect(lambda step: self.show_question(self._number + step))
        self.progress.closed.connect(self.go_back)
        self.progress.opened.connect(self._open_log)
        self.progress.exported.connect(self._ask_to_export_sittings)
        self.progress.study_wanted.connect(self._ask_for_study)
        self.study.closed.connect(self.go_back)
        self.study.exported.connect(self._ask_to_export_study)
        # From the worker's thread a queued call is the only safe one.
        self._caught_up.connect(self._tell_caught_up, Qt.ConnectionType.QueuedConnection)

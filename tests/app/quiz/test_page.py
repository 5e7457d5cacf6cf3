"""Rounds played in the window with keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.display.calibration import screen_name
from app.main_window import MainWindow
from app.quiz.beginning import POOL, SITTINGS
from app.quiz.page import QuizPage
from app.quiz.repetition_desk import RepetitionDesk
from app.reading.display_check_results import DisplayCheckResult, keep_result
from app.reading.quiz.answers import Choice, Marking, Rating, Reading
from app.reading.quiz.rounds import (
    FindTheLesion,
    OddOneOut,
    PictureForm,
    ReadAndReport,
    RealOrSynthetic,
    RoundSettings,
)
from app.reading.quiz.sitting import SittingState
from app.reading.quiz.sitting_events import EndReason, SittingMode
from app.reading.quiz.sitting_log import read_sitting, sittings_in
from app.settings import Folders
from inference.birads import BreastSide
from inference.recipe import ViewName
from inference.resources import shipped_bundle
from tests.app.test_case_work import drag
from tests.phantom_pool import phantom_pool

LONG_MS = 60_000
LESIONS = FindTheLesion(cases=2, views=(ViewName.L_CC,), focus_threshold=1.0)


@pytest.fixture
def page(make_window: Callable[..., MainWindow]) -> QuizPage:
    window = make_window(bundle=shipped_bundle())
    window.quiz._drawing.start()  # The model alone: no case is drawn on Generate meanwhile.
    window.activateWindow()
    window.show_page("quiz")
    return window.quiz


def begin(
    qtbot: QtBot,
    page: QuizPage,
    settings: RoundSettings,
    mode: SittingMode = SittingMode.PRACTICE,
    seed: int = 5,
) -> None:
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        page.begin(settings, mode, None, seed)


def press(qtbot: QtBot, page: QuizPage, name: str) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.actions_by_name[name].isEnabled()
    window.actions_by_name[name].trigger()


def only_log(folders: Folders) -> Path:
    (path,) = sittings_in(folders.data / SITTINGS)
    return path


def test_a_lesion_round_is_played_from_start_to_result(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    begin(qtbot, page, LESIONS)
    drag(page.viewer.canvases[0], QPointF(80, 90), QPointF(80, 90))
    press(qtbot, page, "answer_4")  # How sure of the place that is chosen.
    page.play.spots.cancel()
    press(qtbot, page, "answer_6")
    press(qtbot, page, "submit_answer")
    assert page.desk.state is SittingState.FEEDBACK
    (first,) = read_sitting(only_log(folders)).answers
    assert isinstance(first.answer, Marking)
    assert first.answer.rating == 6
    assert [mark.rating for mark in first.answer.marks] == [4]
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        press(qtbot, page, "submit_answer")
    press(qtbot, page, "answer_1")
    press(qtbot, page, "submit_answer")
    with qtbot.waitSignal(page.desk.finished, timeout=LONG_MS):
        press(qtbot, page, "submit_answer")
    record = read_sitting(only_log(folders))
    assert record.end is EndReason.ALL_ANSWERED
    assert len(record.answers) == 2
    assert page.result.isVisible()


def test_the_lesion_goes_while_its_key_is_held_after_the_answer_alone(qtbot: QtBot, page: QuizPage):
    begin(qtbot, page, FindTheLesion(cases=1, prevalence=1.0, views=(ViewName.L_CC,)))
    picture = page.viewer.looking.pictures[0]
    page.viewer.held.emit("without_lesion", True)
    assert page.viewer.looking.pictures[0] is picture
    press(qtbot, page, "answer_6")
    press(qtbot, page, "submit_answer")
    assert page.viewer.canvases[0].outlines
    page.viewer.held.emit("without_lesion", True)
    assert page.viewer.looking.pictures[0] is not picture
    assert not page.viewer.canvases[0].outlines
    page.viewer.held.emit("without_lesion", False)
    assert page.viewer.looking.pictures[0] is picture


def test_one_of_six_is_chosen_with_a_digit_and_the_digits_window_nothing(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    window = page.window()
    assert isinstance(window, MainWindow)
    begin(qtbot, page, OddOneOut(pictures=6, focus_threshold=1.0))
    assert len(page.viewer.canvases) == 6
    assert not window.actions_by_name["preset_3"].isEnabled()
    qtbot.keyClick(page.viewer.canvases[0], Qt.Key.Key_3)
    (answered,) = read_sitting(only_log(folders)).answers
    assert answered.answer == Choice(chosen=2)


def test_an_exam_gives_no_feedback_locks_when_it_is_left_and_goes_on_after(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    window = page.window()
    assert isinstance(window, MainWindow)
    page.begin(LESIONS, SittingMode.EXAM, 600.0, 5)
    qtbot.waitUntil(lambda: page.desk.state is SittingState.DISPLAY_CHECK, timeout=LONG_MS)
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        press(qtbot, page, "submit_answer")
    window.show_page("read")
    assert page.desk.state is SittingState.LOCKED
    window.show_page("quiz")
    assert not page.viewer.isVisible()
    press(qtbot, page, "submit_answer")
    assert page.desk.state is SittingState.ASKING
    press(qtbot, page, "answer_2")
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        press(qtbot, page, "submit_answer")
    assert page.desk.state is SittingState.ASKING
    assert len(read_sitting(only_log(folders)).answers) == 1


def test_a_sitting_that_was_laid_aside_goes_on_at_the_next_question(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    begin(qtbot, page, LESIONS)
    press(qtbot, page, "answer_1")
    press(qtbot, page, "submit_answer")
    page.desk.close()
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        page.resume(only_log(folders))
    assert page.desk.sitting is not None
    assert page.desk.sitting.next_number == 1


def test_real_and_synthetic_squares_are_told_apart_and_named_after_the_answer(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    phantom_pool(folders.data / POOL, 3)
    settings = RealOrSynthetic(
        real=2, synthesized=1, edited=1, drawn_pool=4, form=PictureForm.PATCH
    )
    begin(qtbot, page, settings)
    shown = page.viewer.shown
    assert shown is not None
    assert not shown.case.views[0].synthetic  # The answer is not told while it is asked.
    press(qtbot, page, "answer_5")
    (answered,) = read_sitting(only_log(folders)).answers
    assert answered.answer == Rating(rating=5)
    assert page.desk.state is SittingState.FEEDBACK
    told = page.viewer.shown
    assert told is not None
    (view,) = told.case.views
    assert page.desk.shown is not None
    is_synthetic = page.desk.shown.ready.trial.positive
    assert view.synthetic is is_synthetic
    assert ("real" in view.description) is not is_synthetic


def test_questions_are_drawn_ahead_while_one_is_open(qtbot: QtBot, page: QuizPage):
    begin(qtbot, page, replace(LESIONS, cases=5))
    qtbot.waitUntil(lambda: page.desk.drawn_ahead == (1, 2), timeout=LONG_MS)
    press(qtbot, page, "answer_1")
    press(qtbot, page, "submit_answer")
    press(qtbot, page, "submit_answer")
    assert page.desk.state is SittingState.ASKING  # At once, without a whole second.


def test_the_difficulty_follows_the_reader(qtbot: QtBot, page: QuizPage):
    settings = replace(LESIONS, cases=4, prevalence=1.0, adaptive=True)
    begin(qtbot, page, settings)
    wanted = []
    for _ in range(3):
        assert page.desk.sitting is not None
        assert page.desk.shown is not None
        number = page.desk.sitting.next_number
        difficulty = page.desk.sitting.difficulty(number)
        wanted.append(difficulty)
        assert page.desk.shown.ready.trial.truth.contrast_to_noise == pytest.approx(
            difficulty, rel=0.16
        )
        press(qtbot, page, "answer_1")  # Missed.
        press(qtbot, page, "submit_answer")
        with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
            press(qtbot, page, "submit_answer")
    assert wanted[2] > 1.5 * wanted[0]


def test_a_missed_question_is_offered_and_asked_again(
    qtbot: QtBot, page: QuizPage, monkeypatch: pytest.MonkeyPatch
):
    begin(qtbot, page, replace(LESIONS, cases=1, prevalence=1.0))
    assert page.desk.shown is not None
    missed = page.desk.shown.ready.trial.stimuli[0].recipe
    press(qtbot, page, "answer_1")
    press(qtbot, page, "submit_answer")
    with qtbot.waitSignal(page.desk.finished, timeout=LONG_MS):
        press(qtbot, page, "submit_answer")
    later = datetime.now(UTC) + timedelta(minutes=11)
    due = RepetitionDesk.due
    monkeypatch.setattr(RepetitionDesk, "due", lambda desk, model: due(desk, model, later))
    press(qtbot, page, "submit_answer")
    assert page.start.due == 1
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        page.start.ask_due()
    assert page.desk.sitting is not None
    assert page.desk.sitting.header.repeated == (missed,)
    assert page.desk.sitting.header.trials == 2  # Another one without a lesion comes with it.


def test_a_sitting_that_is_left_before_its_first_question_leaves_no_log(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    page.begin(LESIONS, SittingMode.EXAM, 600.0, 5)
    qtbot.waitUntil(lambda: page.desk.state is SittingState.DISPLAY_CHECK, timeout=LONG_MS)
    assert len(sittings_in(folders.data / SITTINGS)) == 1
    page.play.left.emit()
    assert page.start.isVisible()
    assert sittings_in(folders.data / SITTINGS) == ()


def test_an_exam_begins_after_a_good_check_of_the_display(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    good = DisplayCheckResult(
        checked_at="2026-01-02T03:04:05+00:00",
        screen=screen_name(page.screen()),
        height_px=1000,
        width_px=1600,
        mm_per_device_pixel=None,
        all_steps_told=True,
        dark_square_seen=True,
        bright_square_seen=True,
        smallest_seen={20: 2, 128: 2, 232: 2},
        seed=5,
    )
    page.display_wanted.disconnect()
    page.display_wanted.connect(lambda: keep_result(good, folders.data))
    page.begin(LESIONS, SittingMode.EXAM, 600.0, 5)
    qtbot.waitUntil(lambda: page.desk.state is SittingState.DISPLAY_CHECK, timeout=LONG_MS)
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        page.play.display_wanted.emit()
    record = read_sitting(only_log(folders))
    assert record.header.display is not None
    assert record.header.display.good


def test_a_finding_of_a_report_takes_its_place_from_a_mark(
    qtbot: QtBot, page: QuizPage, folders: Folders
):
    begin(qtbot, page, ReadAndReport(cases=1, views=(ViewName.R_MLO,), focus_threshold=1.0))
    page.viewer.put_mark()
    page.play.panel.mark_wanted.emit(())
    qtbot.waitUntil(lambda: page.play.panel.report.findings != (), timeout=LONG_MS)
    (finding,) = page.play.panel.report.findings
    assert finding.side is BreastSide.RIGHT
    press(qtbot, page, "submit_answer")
    (answered,) = read_sitting(only_log(folders)).answers
    assert isinstance(answered.answer, Reading)
    assert answered.answer.report.findings == (finding,)
    assert len(answered.answer.marks) == 1


def test_a_pause_hides_the_pictures_and_lets_the_sitting_be_laid_aside(
    qtbot: QtBot, page: QuizPage
):
    begin(qtbot, page, LESIONS)
    press(qtbot, page, "pause_sitting")
    assert not page.viewer.isVisible()
    press(qtbot, page, "submit_answer")
    assert page.viewer.isVisible()
    assert page.viewer.canvases[0].hasFocus() or page.viewer.hasFocus()
    press(qtbot, page, "pause_sitting")
    page.play.left.emit()
    assert page.start.isVisible()
    assert page.start.offered == 1

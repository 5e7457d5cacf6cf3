"""Claims about using a set in the window: opened, read, practised, examined, handed back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.reading.case_sets.returned_sittings import write_result
from app.reading.case_sets.set_plan import SetPlan
from app.reading.quiz.answers import Marking, Reading
from app.reading.quiz.playback import play
from app.reading.quiz.sitting import SittingState
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import read_sitting, sittings_in
from app.reading.report import Report
from app.settings import Folders
from inference.case_sets.case_set import CaseSet
from inference.case_sets.files import lock, write_case_set
from inference.case_sets.quiz_settings import QuizSettings
from tests.inference.case_sets.made_sets import PASSPHRASE, made_set

LONG_MS = 60_000


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.open([path])
    qtbot.waitUntil(lambda: window.sets.case_set is not None, timeout=LONG_MS)
    assert window.page is window.sets


def do(window: MainWindow, name: str) -> None:
    assert window.actions_by_name[name].isEnabled(), name
    window.actions_by_name[name].trigger()


def quiz_of(case_set: CaseSet, **settings: Any) -> CaseSet:
    return replace(case_set, quiz=QuizSettings(**settings), blueprint="")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "set.mgset"


def test_a_set_is_read_case_by_case_and_answers_come_when_they_are_asked_for(
    qtbot: QtBot, window: MainWindow, path: Path
):
    write_case_set(made_set(), path)
    opened(qtbot, window, path)
    with qtbot.waitSignal(window.read.case_shown, timeout=LONG_MS):
        do(window, "set_read")
    read = window.read
    assert window.page is read and read.viewer.shown is not None
    assert read.viewer.shown.case.findings == ()
    assert not read.answer.is_shown and read.answer.has_answer
    do(window, "show_answer")
    assert "Look at the edge." in read.answer.text.text()
    assert "Mass" in read.answer.text.text()
    assert read.viewer._outlines
    with qtbot.waitSignal(read.case_shown, timeout=LONG_MS):
        do(window, "next_case")
    qtbot.waitUntil(lambda: not read.answer.is_shown)
    assert not read.viewer._outlines
    do(window, "show_answer")
    assert "Nothing to find." in read.answer.text.text()


def test_locked_answers_are_not_shown_in_read(qtbot: QtBot, window: MainWindow, path: Path):
    write_case_set(lock(replace(made_set(), blueprint=""), PASSPHRASE), path)
    opened(qtbot, window, path)
    with qtbot.waitSignal(window.read.case_shown, timeout=LONG_MS):
        do(window, "set_read")
    assert not window.actions_by_name["show_answer"].isEnabled()
    assert not window.read.answer.button.isEnabled()


def test_a_set_is_practised_with_the_truth_after_each_case(
    qtbot: QtBot, window: MainWindow, path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        "app.case_sets.results_desk.QFileDialog.getSaveFileName", lambda *_, **__: ("", "")
    )
    write_case_set(quiz_of(made_set(2)), path)
    opened(qtbot, window, path)
    with qtbot.waitSignal(window.quiz.desk.asked, timeout=LONG_MS):
        do(window, "set_quiz")
    desk = window.quiz.desk
    desk.answer(Reading(report=Report()))
    assert desk.state is SittingState.FEEDBACK
    with qtbot.waitSignal(desk.asked, timeout=LONG_MS):
        desk.go_on()
    with qtbot.waitSignal(desk.judged):
        desk.answer(Reading(report=Report()))
    with qtbot.waitSignal(window.quiz.set_finished, timeout=LONG_MS):
        desk.go_on()
    (log,) = sittings_in(folders.data / "sittings")
    assert [one.correct for one in read_sitting(log).answers] == [False, True]


def test_a_locked_exam_is_laid_aside_gone_on_with_and_leaves_a_result_file(
    qtbot: QtBot,
    window: MainWindow,
    path: Path,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    target = tmp_path / "mine.mgresult"
    monkeypatch.setattr(
        "app.case_sets.results_desk.QFileDialog.getSaveFileName", lambda *_, **__: (str(target), "")
    )
    exam = quiz_of(made_set(2), mode="exam", question="find_the_lesion", answers="at the end")
    write_case_set(lock(exam, PASSPHRASE), path)
    opened(qtbot, window, path)
    desk = window.quiz.desk
    do(window, "set_quiz")
    qtbot.waitUntil(lambda: desk.state is SittingState.DISPLAY_CHECK, timeout=LONG_MS)
    with qtbot.waitSignal(desk.asked, timeout=LONG_MS):
        desk.accept_display()
    with qtbot.waitSignal(desk.asked, timeout=LONG_MS):
        desk.answer(Marking(rating=2))
    (log,) = sittings_in(folders.data / "sittings")
    window.quiz._show_start()
    with qtbot.waitSignal(desk.changed, timeout=LONG_MS):
        window.quiz.resume(log)
    qtbot.waitUntil(lambda: desk.state is SittingState.DISPLAY_CHECK, timeout=LONG_MS)
    with qtbot.waitSignal(desk.asked, timeout=LONG_MS):
        desk.accept_display()
    with qtbot.waitSignal(window.quiz.set_finished, timeout=LONG_MS):
        desk.answer(Marking(rating=1))
    qtbot.waitUntil(target.exists, timeout=LONG_MS)
    facts = read_sitting(target).header.case_set
    assert facts is not None and not facts.open_answers
    assert len(read_sitting(target).answers) == 2
    target.unlink()
    window.show_page("sets")
    do(window, "set_result")  # Whoever did not save it then can do so later.
    qtbot.waitUntil(target.exists, timeout=LONG_MS)


def test_a_case_closes_when_its_seconds_are_over_with_what_was_told(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        "app.case_sets.results_desk.QFileDialog.getSaveFileName", lambda *_, **__: ("", "")
    )
    limited = quiz_of(made_set(2), question="find_the_lesion", seconds_per_case=30)
    write_case_set(limited, path)
    opened(qtbot, window, path)
    desk, clock = window.quiz.desk, window.quiz.case_clock
    now = 100.0
    clock._seconds = lambda: now
    with qtbot.waitSignal(desk.asked, timeout=LONG_MS):
        do(window, "set_quiz")
    now += 29
    clock.tick()
    assert desk.state is SittingState.ASKING and clock.left_s == 1
    do(window, "pause_sitting")
    now += 500
    clock.tick()
    desk.go_on()
    now += 2
    with qtbot.waitSignal(desk.judged):
        clock.tick()
    assert desk.sitting is not None
    (answered,) = desk.sitting.answers
    assert answered.answer == Marking(rating=1)


def test_a_set_goes_out_as_dicom_folder_teaching_file_and_answer_key(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
):
    write_case_set(made_set(), path)
    opened(qtbot, window, path)
    case_set, exports = window.sets.case_set, window.sets.exports
    assert case_set is not None
    targets = {
        "set_export_dicom": tmp_path / "dicom",
        "set_export_html": tmp_path / "set.html",
        "set_export_csv": tmp_path / "answers.csv",
    }
    for name, target in targets.items():
        with qtbot.waitSignal(window.sets.note, timeout=LONG_MS):
            exports.write(name, case_set, target, with_answers=name != "set_export_dicom")
    assert (tmp_path / "dicom" / "DICOMDIR").is_file()
    assert "Look at the edge." in targets["set_export_html"].read_text()
    assert "Look at the edge." in targets["set_export_csv"].read_text(encoding="utf-8-sig")


def test_results_in_a_folder_are_looked_at_in_the_window(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
):
    exam = quiz_of(made_set(4), mode="exam", question="find_the_lesion", answers="never")
    write_case_set(exam, path)
    folder = tmp_path / "results"
    folder.mkdir()
    for number, name in enumerate(("Anna", "Ben")):
        record = play(
            SetPlan(exam),
            lambda trial, rating=3 + number: Marking(rating=rating),
            tmp_path / name,
            reader_id=f"r-{number}",
            mode=SittingMode.EXAM,
            start=datetime(2026, 11, 20, tzinfo=UTC),
        )
        log = tmp_path / name / f"{record.header.sitting_id}.jsonl"
        write_result(log, folder / f"{name}.mgresult")
    opened(qtbot, window, path)
    case_set = window.sets.case_set
    assert case_set is not None
    window.sets.results.show_folder(folder, case_set)
    results = window.sets.results.view
    qtbot.waitUntil(lambda: results.found is not None and results.isVisible(), timeout=LONG_MS)
    rows = [results.cases.topLevelItem(row) for row in range(results.cases.topLevelItemCount())]
    assert [row.text(6) for row in rows if row] == [
        *("missed (1 of 2)", "false alarm (1 of 2)") * 2
    ]
    assert results.study.tables[0].topLevelItem(0).text(0) == "Anna"  # pyright: ignore
    do(window, "set_overview")
    assert window.sets.cover.isVisible()

"""Results, questions shown again, progress and studies in the window, with sittings played."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.quiz.beginning import POOL, SITTINGS, the_pool
from app.quiz.page import QuizPage
from app.quiz.result_pages import ResultPages
from app.reading.quiz.answers import Answer, Choice, Marking, RatedMark, Rating
from app.reading.quiz.plan import Plan
from app.reading.quiz.playback import play
from app.reading.quiz.progress_store import FILE_NAME
from app.reading.quiz.rounds import (
    FindTheLesion,
    OddOneOut,
    Pairs,
    PictureForm,
    RealOrSynthetic,
    RoundSettings,
)
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord, read_sitting, sittings_in
from app.reading.quiz.trial import QuizTrial
from app.reading.quiz.trial_values import trial_to_plain
from app.reading.scoring.sitting_score import score_sitting
from app.reading.scoring.study import score_sittings
from app.reading.scoring.wording import written
from app.settings import Folders, Settings
from inference.recipe import ViewName
from tests.app.quiz.shown_texts import rows_of, words_on
from tests.app.reading.scoring.made_sittings import write_log, yes_or_no_test
from tests.phantom_pool import phantom_pool

LONG_MS = 60_000
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
LESIONS = FindTheLesion(cases=3, prevalence=1.0, views=(ViewName.L_CC,), focus_threshold=1.0)
SQUARES = RealOrSynthetic(real=3, synthesized=2, edited=1, drawn_pool=6, form=PictureForm.PATCH)
ODD = OddOneOut(pictures=3, wrong_answers=1, most_trials=3, focus_threshold=1.0)


@pytest.fixture
def window(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tiny_controlled_bundle: Path
) -> MainWindow:
    made = make_window(bundle=tiny_controlled_bundle)
    with qtbot.waitSignal(made.generate.case_shown, timeout=LONG_MS):
        made.start()
    made.show_page("quiz")
    return made


@pytest.fixture
def page(window: MainWindow) -> QuizPage:
    return window.quiz


def played(
    window: MainWindow,
    folders: Folders,
    settings: RoundSettings,
    *,
    seed: int = 5,
    day: int = 0,
    mode: SittingMode = SittingMode.PRACTICE,
    previous: SittingRecord | None = None,
) -> Path:
    """Let a simulated reader, who is right but for the first question, sit a whole round."""
    folder = folders.data / SITTINGS
    before = set(sittings_in(folder))
    generator = window.quiz._drawing.generator
    pool = the_pool(folders.data) if settings.kind.needs_real_pictures else None
    plan = Plan(settings, seed, generator, pool=pool)
    play(
        plan,
        answered,
        folder,
        reader_id=window.quiz.reader_id,
        start=START + timedelta(days=day),
        mode=mode,
        previous=previous,
    )
    (path,) = set(sittings_in(folder)) - before
    return path


def answered(trial: QuizTrial) -> Answer:
    right = trial.number > 0
    if trial.target is not None:
        other = (trial.target + 1) % len(trial.stimuli)
        return Choice(chosen=trial.target if right else other)
    yes = trial.positive is right
    if trial.kind.needs_real_pictures:
        return Rating(rating=5 if yes else 2)
    finding = trial.truth.findings[0] if trial.truth.findings else None
    if not yes or finding is None:
        return Marking(rating=1)
    row, column = finding.views[0].center
    return Marking(rating=6, marks=(RatedMark(view=0, row=row, column=column, rating=6),))


def show(qtbot: QtBot, page: QuizPage, path: Path) -> ResultPages:
    page._stack.setCurrentWidget(page.result)
    page.result.show_sitting(path)
    qtbot.waitUntil(lambda: page.result.scored is not None, timeout=LONG_MS)
    return page.result


def show_progress(qtbot: QtBot, page: QuizPage) -> ResultPages:
    page.profile_box.progress.click()
    waiting = ("Reading the progress", "Scoring sittings")
    qtbot.waitUntil(
        lambda: not any(words in words_on(page.result.progress) for words in waiting),
        timeout=LONG_MS,
    )
    return page.result


def open_question(qtbot: QtBot, pages: ResultPages, number: int) -> None:
    pages.result.questions.itemActivated.emit(pages.result.questions.topLevelItem(number), 0)
    qtbot.waitUntil(
        lambda: pages.shows_pictures or "Not to be shown" in words_on(pages.review),
        timeout=LONG_MS,
    )


def test_a_question_is_shown_again_with_its_lesion_and_where_the_reader_marked(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    path = played(window, folders, LESIONS)
    pages = show(qtbot, page, path)
    open_question(qtbot, pages, 1)
    question = pages.review.question
    assert question is not None
    logged = read_sitting(path).answers[1]
    assert trial_to_plain(question.shown.ready.trial) == trial_to_plain(logged.trial)
    assert page.viewer.isVisible()
    assert page.viewer.shown is question.shown.case
    assert question.shown.case.case.views[0].synthetic
    outlines = page.viewer.canvases[0].outlines
    assert len(outlines) == 2
    assert sorted(one.is_chosen for one in outlines) == [False, True]
    assert "Right" in words_on(pages.review)
    picture = page.viewer.looking.pictures[0]
    page.viewer.held.emit("without_lesion", True)
    assert page.viewer.looking.pictures[0] is not picture
    page.viewer.held.emit("without_lesion", False)
    assert window.actions_by_name["invert"].isEnabled()


def test_questions_are_gone_through_and_left_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    pages = show(qtbot, page, played(window, folders, LESIONS))
    assert pages.result.questions.hasFocus()
    open_question(qtbot, pages, 1)
    window.actions_by_name["submit_answer"].trigger()
    qtbot.waitUntil(lambda: pages.shows_pictures, timeout=LONG_MS)
    assert pages.review.question is not None
    assert pages.review.question.answered.trial.number == 2
    qtbot.keyClick(pages.review, Qt.Key.Key_Escape)
    assert pages.result.isVisible()
    window.actions_by_name["submit_answer"].trigger()
    assert page.start.isVisible()


def test_squares_say_where_they_come_from_when_they_are_shown_again(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    phantom_pool(folders.data / POOL, 3)
    path = played(window, folders, SQUARES)
    pages = show(qtbot, page, path)
    for number, one in enumerate(read_sitting(path).answers):
        open_question(qtbot, pages, number)
        qtbot.waitUntil(lambda: pages.shows_pictures, timeout=LONG_MS)
        shown = page.viewer.shown
        assert shown is not None
        assert shown.case.views[0].synthetic is one.trial.positive


def test_a_question_whose_pool_is_another_one_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    pool = phantom_pool(folders.data / POOL, 3)
    path = played(window, folders, SQUARES)
    pool.set_accepted(pool.entries[0].id, False)
    pages = show(qtbot, page, path)
    open_question(qtbot, pages, 0)
    assert "the pool of real pictures, is another one now" in words_on(pages.review)


def test_a_round_that_ends_shows_its_score_and_is_entered_into_the_progress(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    path = played(window, folders, ODD)
    pages = show(qtbot, page, path)
    record = read_sitting(path)
    score = score_sitting(record).score
    store = page.profiles.store
    assert store is not None
    (kept,) = store.sittings(page.reader_id)
    assert kept.sitting_id == record.header.sitting_id
    found = {one.measure: one.value for one in kept.scores if not one.by}
    assert found == {one.name: one.value for one in score.measures}
    rounds = score.measure("rounds")
    assert rounds is not None
    assert written(rounds.value, rounds.kind.unit) in words_on(pages.result)


def test_the_same_set_is_read_again_in_another_order_and_compared(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    phantom_pool(folders.data / POOL, 3)
    path = played(window, folders, SQUARES)
    pages = show(qtbot, page, path)
    with qtbot.waitSignal(page.desk.asked, timeout=LONG_MS):
        pages.result.repeated.emit(True)
    assert page.desk.sitting is not None
    header = page.desk.sitting.header
    first = read_sitting(path).header
    assert header.previous_sitting == first.sitting_id
    assert header.set_hash == first.set_hash
    assert header.order_seed is not None
    assert page.viewer.isVisible()


def test_progress_is_told_in_a_sentence_before_the_first_round(qtbot: QtBot, page: QuizPage):
    pages = show_progress(qtbot, page)
    assert "has not finished a round yet" in words_on(pages.progress)


def test_progress_has_the_numbers_of_each_score_and_leads_to_the_results(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    phantom_pool(folders.data / POOL, 3)
    pairs = Pairs(pairs=3, drawn_pool=6, form=PictureForm.PATCH)
    paths = [played(window, folders, pairs, seed=day, day=day) for day in range(3)]
    pages = show_progress(qtbot, page)
    assert "9 cases read" in words_on(pages.progress)
    rows = rows_of(pages.progress.table)
    assert [row[1] for row in rows] == ["Pairs"] * 3
    right = score_sitting(read_sitting(paths[-1])).score.measure("right")
    assert right is not None
    assert f"Right answers {written(right.value, right.kind.unit)}" in rows[0][4]
    from app.quiz.plots import TimePlot

    drawn = [one for one in pages.progress.findChildren(TimePlot) if one.isVisible()]
    assert [one.accessibleName() for one in drawn] == ["d′", "Right answers", "Seconds per answer"]
    pages.progress.table.itemActivated.emit(pages.progress.table.topLevelItem(0), 0)
    qtbot.waitUntil(lambda: pages.scored is not None, timeout=LONG_MS)
    assert pages.scored is not None
    assert pages.scored.path == paths[-1]
    pages.go_back()
    assert pages.progress.isVisible()


def test_chosen_sittings_go_into_one_file(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders, tmp_path: Path
):
    for day in range(2):
        played(window, folders, ODD, seed=day, day=day)
    pages = show_progress(qtbot, page)
    pages.progress.table.selectAll()
    names = pages.progress._names()
    with qtbot.waitSignal(pages.written, timeout=LONG_MS):
        pages.export_sittings(tmp_path / "all.json", names)
    studies = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["studies"]
    written_ones = {study["readers"][0]["sitting"] for study in studies}
    assert written_ones == {Path(name).stem for name in names}


def test_a_damaged_log_is_named_and_the_others_are_shown(
    qtbot: QtBot, window: MainWindow, page: QuizPage, folders: Folders
):
    played(window, folders, ODD)
    (folders.data / SITTINGS / "broken.jsonl").write_text("{]\n", encoding="utf-8")
    pages = show_progress(qtbot, page)
    assert "broken.jsonl" in words_on(pages.progress)
    assert len(rows_of(pages.progress.table)) == 1


def test_after_a_damaged_store_the_progress_comes_back_from_the_logs(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    tiny_controlled_bundle: Path,
    folders: Folders,
):
    (folders.data / SITTINGS).mkdir(parents=True)
    (folders.data / FILE_NAME).write_bytes(b"no database at all" * 100)
    record = yes_or_no_test("r-01", 31, 9)
    write_log(folders.data / SITTINGS, record)
    window = make_window(Settings(reader="r-01"), bundle=tiny_controlled_bundle)
    window.show_page("quiz")
    assert "set aside" in words_on(window.messages)
    assert window.quiz.reader_id == "r-01"
    pages = show_progress(qtbot, window.quiz)
    (row,) = rows_of(pages.progress.table)
    assert "0.74" in row[4]
    assert list(folders.data.glob(f"{FILE_NAME}.damaged*"))


def test_a_study_shows_each_reader_the_average_and_the_papers_table(
    qtbot: QtBot, page: QuizPage, tmp_path: Path
):
    records = [
        yes_or_no_test(f"reader-{number}", hits, false)
        for number, (hits, false) in enumerate([(28, 20), (31, 9), (20, 28), (15, 22)], start=1)
    ]
    paths = [write_log(tmp_path, record) for record in records]
    page._stack.setCurrentWidget(page.result)
    page.result.show_study(paths)
    qtbot.waitUntil(lambda: len(page.result.study.tables) >= 3, timeout=LONG_MS)
    two, readers, averages, *_ = map(rows_of, page.result.study.tables)
    (study,) = score_sittings(records).studies
    average = study.average("auc")
    assert average is not None
    value = written(average.measure.value, average.measure.kind.unit)
    assert [row[0] for row in readers] == [f"reader-{number}" for number in range(1, 5)]
    assert averages[0][:2] == ["Area under the ROC curve (AUC)", value]
    assert two[4][:2] == ["average", value]
    assert two[1][1:3] == ["0.74", "0.78"]
    with qtbot.waitSignal(page.result.written, timeout=LONG_MS):
        page.result.export_study(tmp_path / "study.csv")
    assert (tmp_path / "study-questions.csv").exists()


def test_a_study_of_a_log_that_cannot_be_read_says_so(qtbot: QtBot, page: QuizPage, tmp_path: Path):
    (tmp_path / "x.jsonl").write_text("nothing\n", encoding="utf-8")
    page._stack.setCurrentWidget(page.result)
    page.result.show_study([tmp_path / "x.jsonl"])
    qtbot.waitUntil(lambda: "x.jsonl" in words_on(page.result.study), timeout=LONG_MS)

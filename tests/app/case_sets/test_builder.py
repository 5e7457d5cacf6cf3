"""Claims about the builder: cases arrive, are judged, redrawn, edited, undone, kept and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.case_sets.page import SetsPage
from app.main_window import MainWindow
from app.reading.case_sets.draft import Verdict
from inference.case_sets.blueprint import Blueprint, blueprint_from_toml
from inference.case_sets.building import build
from inference.case_sets.case_set import TruthState
from inference.case_sets.files import read_case_set, unlock
from inference.model_bundle import load_bundle

LONG_MS = 60_000
SMALL = blueprint_from_toml(
    'title = "Small"\ncases = 3\nseed = 11\nviews = ["L-CC", "L-MLO"]\ndescription = "Three."\n'
)


@pytest.fixture
def page(window: MainWindow) -> SetsPage:
    window.show_page("sets")
    return window.sets


def built(qtbot: QtBot, page: SetsPage, blueprint: Blueprint = SMALL) -> SetsPage:
    page.build(blueprint)
    qtbot.waitUntil(lambda: not page.desk.is_building, timeout=LONG_MS)
    assert page.desk.draft is not None and len(page.desk.draft.cases) == blueprint.cases
    return page


def ids(page: SetsPage) -> list[str]:
    assert page.desk.draft is not None
    return [case.case_id for case in page.desk.draft.cases]


def do(page: SetsPage, name: str) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.actions_by_name[name].isEnabled(), name
    window.actions_by_name[name].trigger()


def saved(qtbot: QtBot, page: SetsPage, path: Path, *args: object) -> Path:
    with qtbot.waitSignal(page.note, timeout=LONG_MS):
        page.save(path, *(args or (TruthState.OPEN,)))  # pyright: ignore[reportArgumentType]
    return path


def test_an_untouched_set_has_the_bytes_that_the_command_gives(
    qtbot: QtBot, page: SetsPage, tmp_path: Path, tiny_bundle: Path
):
    built(qtbot, page)
    saved(qtbot, page, tmp_path / "here.mgset")
    for _ in build(SMALL, load_bundle(tiny_bundle), tmp_path / "command.mgset"):
        pass
    assert (tmp_path / "here.mgset").read_bytes() == (tmp_path / "command.mgset").read_bytes()


def test_cases_are_accepted_rejected_moved_and_all_of_it_can_be_undone(
    qtbot: QtBot, page: SetsPage, tmp_path: Path
):
    built(qtbot, page)
    first, second, third = ids(page)
    page.builder.wall.setCurrentRow(0)
    do(page, "set_accept")
    do(page, "set_next")
    do(page, "set_reject")
    do(page, "set_next")
    do(page, "set_earlier")
    assert ids(page) == [first, third, second]
    assert page.builder.wall.current == third
    path = saved(qtbot, page, tmp_path / "set.mgset")
    assert [case.case_id for case in read_case_set(path).cases] == [first, third]
    for _ in range(3):
        do(page, "undo")
    assert ids(page) == [first, second, third]
    assert page.desk.draft is not None
    assert all(case.verdict is Verdict.OPEN for case in page.desk.draft.cases)
    assert not page.can("undo")
    do(page, "redo")
    assert page.desk.draft.cases[0].verdict is Verdict.ACCEPTED


def test_a_redrawn_case_is_another_one_with_the_same_words_gone_and_comes_back_with_undo(
    qtbot: QtBot, page: SetsPage
):
    built(qtbot, page)
    before = ids(page)
    page.builder.wall.setCurrentRow(1)
    do(page, "set_redraw")
    qtbot.waitUntil(lambda: ids(page) != before, timeout=LONG_MS)
    assert ids(page)[0] == before[0] and ids(page)[2] == before[2]
    once = ids(page)[1]
    assert page.builder.wall.current == once
    do(page, "set_redraw")
    qtbot.waitUntil(lambda: ids(page)[1] != once, timeout=LONG_MS)
    assert ids(page)[1] != before[1]
    do(page, "undo")
    do(page, "undo")
    assert ids(page) == before
    draft = page.desk.draft
    assert draft is not None
    assert len(draft.cases[1].drawn.case().views) == 2  # Its pictures are still there.


def test_what_the_educator_writes_goes_into_the_set(qtbot: QtBot, page: SetsPage, tmp_path: Path):
    built(qtbot, page)
    page.builder.wall.setCurrentRow(2)
    panel = page.builder.case_panel
    panel.tags.setText("dense,  hard , dense")
    panel.teaching.setPlainText("Look twice.")
    panel.note.setPlainText("For Monday.")
    panel.flush()
    panel.abnormal.activated.emit(1)
    page.builder.about.title.setText("Monday")
    page.builder.about.title.editingFinished.emit()
    path = saved(qtbot, page, tmp_path / "set.mgset")
    made = read_case_set(path)
    truth = made.case(ids(page)[2]).truth
    assert made.title == "Monday"
    assert truth is not None
    assert (truth.tags, truth.teaching, truth.note) == (
        ("dense", "hard"),
        "Look twice.",
        "For Monday.",
    )
    assert truth.reference.abnormal is True


def test_text_that_cannot_be_kept_is_refused_with_a_sentence(qtbot: QtBot, page: SetsPage):
    built(qtbot, page)
    told: list[str] = []
    page.problem.connect(told.append)
    page.desk.say(ids(page)[0], tags=("x" * 100,))
    assert "That cannot be kept" in told[0]
    assert not page.can("undo")


def test_a_draft_survives_a_crash_with_verdicts_order_and_words(
    qtbot: QtBot, page: SetsPage, make_window: Callable[..., MainWindow]
):
    built(qtbot, page)
    page.desk.judge(ids(page)[0], Verdict.REJECTED)
    page.desk.say(ids(page)[1], teaching="Kept.")
    page.desk.move(ids(page)[2], -2)
    qtbot.waitUntil(lambda: not page.desk._keeping.isActive())
    qtbot.waitUntil(lambda: not page._background.busy, timeout=LONG_MS)
    # The window is not closed: nothing more is written.
    other = make_window().sets
    other.window().show_page("sets")  # pyright: ignore[reportAttributeAccessIssue]
    assert other.can("set_draft")
    do(other, "set_draft")
    qtbot.waitUntil(lambda: other.desk.draft is not None, timeout=LONG_MS)
    assert ids(other) == ids(page)
    mine, theirs = page.desk.draft, other.desk.draft
    assert mine is not None and theirs is not None
    assert [case.verdict for case in theirs.cases] == [case.verdict for case in mine.cases]
    assert [case.words for case in theirs.cases] == [case.words for case in mine.cases]
    assert theirs.blueprint == SMALL


def test_building_stops_and_goes_on_where_it_was(qtbot: QtBot, page: SetsPage):
    page.build(SMALL.model_copy(update={"cases": 6}))
    qtbot.waitUntil(lambda: len(ids(page)) >= 2, timeout=LONG_MS)
    do(page, "set_go_on")
    assert not page.desk.is_building
    qtbot.waitUntil(lambda: not page._background.busy, timeout=LONG_MS)
    before = ids(page)
    assert len(before) < 6
    do(page, "set_go_on")
    qtbot.waitUntil(lambda: not page.desk.is_building, timeout=LONG_MS)
    assert ids(page)[: len(before)] == before and len(ids(page)) == 6


def test_a_case_is_edited_in_generate_and_put_back_with_its_words(
    qtbot: QtBot, window: MainWindow, page: SetsPage
):
    built(qtbot, page)
    second = ids(page)[1]
    page.desk.say(second, teaching="Stays.")
    page.builder.wall.setCurrentRow(1)
    with qtbot.waitSignal(window.generate.case_shown, timeout=LONG_MS):
        do(page, "set_edit")
    assert window.page is window.generate
    drawn = window.generate.drawn
    assert drawn is not None and page.desk.draft is not None
    assert drawn.recipe == page.desk.draft.cases[1].truth.recipe
    with qtbot.waitSignal(window.generate.case_shown, timeout=LONG_MS):
        window.actions_by_name["next_seed"].trigger()
    do(page, "case_into_set")
    qtbot.waitUntil(lambda: ids(page)[1] != second, timeout=LONG_MS)
    assert window.page is page
    changed = page.desk.draft.cases[1]
    assert changed.truth.recipe == window.generate.drawn.recipe  # pyright: ignore
    assert changed.words.teaching == "Stays." and len(ids(page)) == 3
    window.show_page("generate")
    do(page, "case_into_set")  # Nothing is edited now: it is one more.
    qtbot.waitUntil(lambda: len(ids(page)) == 4, timeout=LONG_MS)


def test_a_saved_set_opens_locked_tells_no_answer_and_opens_with_its_passphrase(
    qtbot: QtBot, window: MainWindow, page: SetsPage, tmp_path: Path
):
    built(qtbot, page)
    path = tmp_path / "exam.mgset"
    saved(qtbot, page, path, TruthState.LOCKED, "four words and more")
    window.open([path])
    qtbot.waitUntil(lambda: page.can("set_unlock"), timeout=LONG_MS)
    assert not page.can("set_change") and not page.can("set_export_csv")
    with qtbot.waitSignal(page.problem, timeout=LONG_MS):
        page.unlock("another one")
    page.unlock("four words and more")
    qtbot.waitUntil(lambda: page.can("set_change"), timeout=LONG_MS)
    assert unlock(read_case_set(path), "four words and more").truth_state is TruthState.OPEN


def test_a_set_that_was_opened_is_changed_even_over_its_own_file(
    qtbot: QtBot,
    window: MainWindow,
    page: SetsPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    built(qtbot, page)
    path = saved(qtbot, page, tmp_path / "set.mgset")
    before = ids(page)
    monkeypatch.setattr(page, "_may_leave_draft", lambda: True)
    window.open([path])
    qtbot.waitUntil(lambda: page.can("set_change"), timeout=LONG_MS)
    do(page, "set_change")
    assert page.desk.draft is None  # The files of the earlier draft are gone.
    qtbot.waitUntil(lambda: page.desk.draft is not None and len(ids(page)) == 3, timeout=LONG_MS)
    assert ids(page) == before
    page.desk.judge(before[0], Verdict.REJECTED)
    saved(qtbot, page, path)
    saved(qtbot, page, path)
    assert [case.case_id for case in read_case_set(path).cases] == before[1:]


def test_every_control_of_the_builder_has_a_name_for_screen_readers(qtbot: QtBot, page: SetsPage):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    built(qtbot, page)
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for control in page.findChildren(kind):
            own = getattr(control, "text", str)() if isinstance(control, QAbstractButton) else ""
            inside = control.objectName().startswith("qt_") or control.inherits("QScrollBar")
            assert control.accessibleName() or own or inside, (control, control.objectName())

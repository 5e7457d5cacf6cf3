"""Naming views whose files do not tell what they show, in the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.menus import CONTEXT_MENU
from app.messages import MessageBar
from app.reader.name_menu import NameMenu
from app.reading.hanging import Side
from inference.recipe import ViewName
from tests.app.conftest import LONGEST_WAIT_MS
from tests.app.test_case_work import do, drag, marks, settle
from tests.inference.dicom.small_pictures import breast, mammogram_dataset

R_CC, L_CC, R_MLO, L_MLO = ViewName
WALL_IS_RIGHT = (False, True, True, False)


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """A folder with four views of a patient, and no word on what they show."""
    folder = tmp_path / "nameless"
    folder.mkdir()
    for number, wall_is_right in enumerate(WALL_IS_RIGHT):
        pixels = breast(200, 160) + np.uint16(number)
        pixels = np.ascontiguousarray(pixels[:, ::-1]) if wall_is_right else pixels
        dataset = mammogram_dataset(pixels, SeriesInstanceUID=f"1.2.4.{number}")
        dataset.SOPInstanceUID = f"1.2.3.{number}"
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.save_as(folder / f"{number}.dcm", enforce_file_format=True)
    return folder


def open_case(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.read.case_shown, timeout=LONGEST_WAIT_MS):
        window.open([path])
    settle(qtbot, window)


def views(window: MainWindow):
    shown = window.read.viewer.shown
    assert shown is not None
    return shown.case.views


def names(window: MainWindow) -> list[ViewName | None]:
    return [view.name for view in views(window)]


def canvas_of(window: MainWindow, view: int):
    viewer = window.read.viewer
    hung = [place.view for place in viewer.hanging.places]
    return viewer.canvases[hung.index(view)]


def name(qtbot: QtBot, window: MainWindow, view: int, wanted: ViewName | None) -> None:
    """Choose in the menu of a view what it shows."""
    canvas_of(window, view).setFocus()
    do(qtbot, window, "name_view")
    (menu,) = [menu for menu in window.findChildren(NameMenu) if menu.isVisible()]
    text = "Not named" if wanted is None else wanted.label
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.close()
    QApplication.sendPostedEvents()
    settle(qtbot, window)


def listed(window: MainWindow) -> str:
    """What the list of cases says of the case shown."""
    (item,) = [
        item
        for cases in window.read.findChildren(QListWidget)
        if (item := cases.currentItem()) is not None and "\n" in item.text()
    ]
    return item.text()


def test_files_that_tell_nothing_hang_in_their_order_and_a_note_says_so(
    qtbot: QtBot, make_window, nameless: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    assert names(window) == [None] * 4
    assert {place.chest_wall for place in window.read.viewer.hanging.places} == {Side.NONE}
    assert "4 of 4 views" in window.messages.text
    assert "name_view" in CONTEXT_MENU


def test_named_views_hang_at_once_with_their_chest_walls_together(
    qtbot: QtBot, make_window, nameless: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    for view, wanted in enumerate((R_MLO, L_MLO, R_CC, L_CC)):
        name(qtbot, window, view, wanted)
    places = window.read.viewer.hanging.places
    assert {(views(window)[p.view].name, p.row, p.column, p.chest_wall) for p in places} == {
        (R_CC, 0, 0, Side.RIGHT),
        (L_CC, 0, 1, Side.LEFT),
        (R_MLO, 1, 0, Side.RIGHT),
        (L_MLO, 1, 1, Side.LEFT),
    }
    for number, view in enumerate(views(window)):
        assert view.source is not None and view.name is not None
        is_right = view.name.image_laterality == "R"
        assert view.source.mirrored == (WALL_IS_RIGHT[number] != is_right)
        right, left = view.pixels[:, 80:].mean(), view.pixels[:, :80].mean()
        assert (right > left) == is_right
    assert listed(window).endswith("\nR MLO, L MLO, R CC, L CC")
    for _ in range(4):
        do(qtbot, window, "undo")
    assert names(window) == [None] * 4
    assert "4 views not named" in listed(window)
    assert not window.actions_by_name["undo"].isEnabled()
    do(qtbot, window, "redo")
    assert names(window) == [R_MLO, None, None, None]


def test_marks_stay_on_the_tissue_they_were_drawn_on(qtbot: QtBot, make_window, nameless: Path):
    window = make_window()
    open_case(qtbot, window, nameless)
    do(qtbot, window, "tool_ruler")
    drag(canvas_of(window, 0), QPointF(60, 90), QPointF(110, 150))
    (before,) = marks(window)
    stored = [views(window)[0].source.to_stored(point) for point in before.points]
    name(qtbot, window, 0, R_CC)
    (after,) = marks(window)
    assert after.points != before.points
    assert np.allclose([views(window)[0].source.to_stored(p) for p in after.points], stored)
    assert window.page.desk.notes.marks == (after,)
    name(qtbot, window, 0, L_CC)
    assert np.allclose(marks(window)[0].points, before.points)
    do(qtbot, window, "undo")
    assert marks(window) == (after,)
    do(qtbot, window, "undo")
    assert marks(window) == (before,)
    assert names(window)[0] is None


def test_two_views_change_places_and_a_name_can_be_taken_away(
    qtbot: QtBot, make_window, nameless: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    name(qtbot, window, 0, R_CC)
    name(qtbot, window, 1, L_CC)
    name(qtbot, window, 1, R_CC)
    assert names(window)[:2] == [L_CC, R_CC]
    name(qtbot, window, 1, None)
    assert names(window)[:2] == [L_CC, None]


def test_names_and_marks_are_there_again_when_the_case_is_opened_next_time(
    qtbot: QtBot, make_window, nameless: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    for view, wanted in enumerate((R_CC, L_CC, R_MLO, L_MLO)):
        name(qtbot, window, view, wanted)
    do(qtbot, window, "tool_ruler")
    drag(canvas_of(window, 0), QPointF(60, 60), QPointF(90, 90))
    drawn, pixels = marks(window), [view.pixels for view in views(window)]
    window.close()
    again = make_window()
    open_case(qtbot, again, nameless)
    assert names(again) == [R_CC, L_CC, R_MLO, L_MLO]
    assert marks(again) == drawn
    assert "views show" not in again.messages.text
    for mine, theirs in zip(views(again), pixels, strict=True):
        np.testing.assert_array_equal(mine.pixels, theirs)
    assert not again.actions_by_name["undo"].isEnabled()


def test_a_view_keeps_its_window_and_stays_the_active_one(
    qtbot: QtBot, make_window, nameless: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    viewer = window.read.viewer
    do(qtbot, window, "link_window")
    canvas_of(window, 2).setFocus()
    do(qtbot, window, "wider")
    window_before = viewer.states[2].voi
    assert window_before is not None
    assert viewer.states[1].voi is None
    name(qtbot, window, 2, R_CC)
    assert viewer.active_view == 2
    assert viewer.states[2].voi == window_before
    assert viewer.states[1].voi is None


def test_marks_of_a_named_view_go_out_where_the_file_has_them(
    qtbot: QtBot, make_window, nameless: Path, tmp_path: Path
):
    window = make_window()
    open_case(qtbot, window, nameless)
    name(qtbot, window, 0, R_CC)
    do(qtbot, window, "tool_ruler")
    drag(canvas_of(window, 0), QPointF(60, 90), QPointF(110, 150))
    (drawn,) = marks(window)
    window.exports.export_marks(tmp_path / "marks.dcm")
    settle(qtbot, window)
    name(qtbot, window, 0, L_CC)
    do(qtbot, window, "delete_marks")
    (written,) = tmp_path.glob("marks*.dcm")
    window.exports.import_marks(written)
    settle(qtbot, window)
    (back,) = marks(window)
    columns = views(window)[0].columns
    mirrored = [(row, columns - column) for row, column in drawn.points]
    assert np.allclose(back.points, mirrored, atol=0.01)


def test_a_drawn_case_has_its_names(window: MainWindow):
    assert not window.actions_by_name["name_view"].isEnabled()


def test_a_note_does_not_take_an_error_away(qtbot: QtBot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.error("A file was left out.")
    bar.note("Four views have no name.")
    assert bar.text == "A file was left out.\nFour views have no name."
    bar._timer.timeout.emit()
    assert bar.text == "A file was left out."
    bar.clear()
    bar.note("Written.")
    bar._timer.timeout.emit()
    assert bar.text == ""

"""Working on a case in the window: marks, report, key images, comparing, exporting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from app.case_actions import CaseActions
from app.keymap import Keymap
from app.main_window import MainWindow
from app.menus import context_menu
from app.mouse import Button, Drag, Modifier, MouseMap
from app.reading.marks import MarkKind
from app.reading.report import Report
from app.settings import Settings, read_settings
from app.viewer.canvas import Canvas
from app.viewer.window_dialog import WindowDialog
from inference.birads import Composition
from inference.dicom.read import read_cases
from inference.imaging.greyscale import Window
from tests.app.conftest import LONGEST_WAIT_MS


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)


def do(qtbot: QtBot, window: MainWindow, action: str) -> None:
    assert window.actions_by_name[action].isEnabled(), action
    window.actions_by_name[action].trigger()
    settle(qtbot, window)


def drag(canvas: Canvas, start: QPointF, end: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    for kind, at, which, held in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, (start + end) / 2, none, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        event = QMouseEvent(kind, at, canvas.mapToGlobal(at), which, held, plain)
        QApplication.sendEvent(canvas.viewport(), event)


def ruler_on(qtbot: QtBot, window: MainWindow, view: int) -> None:
    do(qtbot, window, "tool_ruler")
    drag(window.page.viewer.canvases[view], QPointF(40, 60), QPointF(110, 130))


def marks(window: MainWindow):
    return window.page.viewer.pointer.marks


def test_a_ruler_is_drawn_undone_redone_and_deleted(qtbot: QtBot, window: MainWindow):
    assert not window.actions_by_name["undo"].isEnabled()
    ruler_on(qtbot, window, 1)
    (ruler,) = marks(window)
    assert (ruler.kind, ruler.view) == (MarkKind.RULER, 1)
    canvas = window.page.viewer.canvases[1]
    assert ruler.points[0] == pytest.approx(canvas.image_point(QPointF(40, 60)), abs=0.01)
    do(qtbot, window, "undo")
    assert marks(window) == ()
    do(qtbot, window, "redo")
    assert marks(window) == (ruler,)
    window.page.viewer.pointer.select(ruler.mark_id)
    do(qtbot, window, "delete_mark")
    assert marks(window) == ()
    do(qtbot, window, "undo")
    assert marks(window) == (ruler,)


def test_undo_takes_back_marks_and_recipes_in_the_order_in_which_they_came(
    qtbot: QtBot, window: MainWindow
):
    ruler_on(qtbot, window, 0)
    do(qtbot, window, "next_seed")
    assert marks(window) == ()
    ruler_on(qtbot, window, 2)
    window.page.report.report_changed.emit(Report(composition=Composition.C))
    assert window.page.desk.notes.report.composition is Composition.C
    do(qtbot, window, "undo")
    assert window.page.desk.notes.report.composition is None
    assert len(marks(window)) == 1
    do(qtbot, window, "undo")
    assert marks(window) == ()
    do(qtbot, window, "undo")
    assert window.generate.history.current is not None
    assert window.generate.history.current.seed == 7
    assert [mark.view for mark in marks(window)] == [0]
    do(qtbot, window, "undo")
    assert marks(window) == ()
    assert not window.actions_by_name["undo"].isEnabled()
    for _ in range(4):
        do(qtbot, window, "redo")
    assert [mark.view for mark in marks(window)] == [2]
    assert window.page.desk.notes.report.composition is Composition.C


def test_what_a_reader_leaves_is_there_again_in_the_next_session(
    qtbot: QtBot, window: MainWindow, make_window
):
    ruler_on(qtbot, window, 3)
    window.page.report.report_changed.emit(Report(composition=Composition.B))
    do(qtbot, window, "invert")
    do(qtbot, window, "key_image")
    left = window.page.desk.notes
    assert left.key_images[0].inverted
    window.close()
    again = make_window(Settings(page="generate", seed=7))
    with qtbot.waitSignal(again.generate.case_shown, timeout=LONGEST_WAIT_MS):
        again.start()
    assert again.page.desk.notes == left
    assert marks(again) == left.marks
    assert again.page.report.report == left.report


def test_the_text_of_a_mark_is_asked_for_and_kept(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("look here", True))
    do(qtbot, window, "tool_text")
    drag(window.page.viewer.canvases[0], QPointF(60, 60), QPointF(60, 60))
    assert [mark.text for mark in marks(window)] == ["look here"]


def test_the_keyboard_alone_draws_moves_and_deletes_a_mark(qtbot: QtBot, window: MainWindow):
    do(qtbot, window, "tool_ellipse")
    do(qtbot, window, "put_mark")
    (before,) = marks(window)
    do(qtbot, window, "move_right")
    (after,) = marks(window)
    assert after.points[0][1] == before.points[0][1] + 1
    assert window.page.viewer.states[0].center is None
    do(qtbot, window, "delete_mark")
    assert marks(window) == ()


def test_place_and_size_of_the_selected_mark_reach_the_report(qtbot: QtBot, window: MainWindow):
    window.page.report.mark_wanted.emit(())
    assert "Select a mark" in window.messages.text
    ruler_on(qtbot, window, 0)
    window.page.viewer.pointer.select(marks(window)[0].mark_id)
    with qtbot.waitSignal(window.page.report.report_changed, timeout=LONGEST_WAIT_MS):
        window.page.report.mark_wanted.emit(())
    (finding,) = window.page.desk.notes.report.findings
    assert finding.mark_ids == (marks(window)[0].mark_id,)
    assert finding.size_mm is not None


def test_two_cases_of_the_session_are_compared(qtbot: QtBot, window: MainWindow):
    first = window.generate.history.current
    do(qtbot, window, "next_seed")
    assert window.page.strip.keys == (first, window.generate.history.current)
    assert not window.actions_by_name["compare"].isEnabled()
    window.page.compare_with(window.page.loader(first))
    settle(qtbot, window)
    assert len(window.page.viewer.canvases) == 8
    assert window.actions_by_name["compare"].isChecked()
    do(qtbot, window, "compare")
    assert len(window.page.viewer.canvases) == 4
    do(qtbot, window, "compare")
    do(qtbot, window, "exchange")
    shown = window.page.viewer.shown
    assert shown is not None and shown.case.recipe == first
    window.page.strip.chosen.emit(first)
    settle(qtbot, window)
    assert window.generate.history.current == first


def test_a_case_goes_out_as_a_dicom_folder_with_its_marks_and_comes_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    ruler_on(qtbot, window, 1)
    window.exports.export_dicom(tmp_path / "out")
    settle(qtbot, window)
    assert "Written to" in window.messages.text
    directory = pydicom.dcmread(tmp_path / "out" / "DICOMDIR")
    kinds = [record.DirectoryRecordType for record in directory.DirectoryRecordSequence]
    assert kinds.count("IMAGE") == 4
    assert kinds.count("PRESENTATION") == 1
    (case,) = read_cases([tmp_path / "out" / "DICOMDIR"])
    shown = window.page.viewer.shown
    assert shown is not None
    for mine, theirs in zip(shown.case.views, case.views, strict=True):
        np.testing.assert_array_equal(mine.pixels, theirs.pixels)


@pytest.mark.parametrize("ending", ["json", "dcm"])
def test_marks_go_out_and_come_back(qtbot: QtBot, window: MainWindow, tmp_path: Path, ending: str):
    ruler_on(qtbot, window, 2)
    (before,) = marks(window)
    window.exports.export_marks(tmp_path / f"marks.{ending}")
    settle(qtbot, window)
    do(qtbot, window, "delete_marks")
    (written,) = tmp_path.glob(f"*.{ending}")
    window.exports.import_marks(written)
    settle(qtbot, window)
    (after,) = marks(window)
    assert (after.kind, after.view) == (before.kind, before.view)
    assert np.allclose(after.points, before.points, atol=0.01)
    do(qtbot, window, "undo")
    assert marks(window) == ()


def test_marks_of_another_case_are_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    (tmp_path / "marks.json").write_text('{"format": 99}')
    window.exports.import_marks(tmp_path / "marks.json")
    settle(qtbot, window)
    assert "format" in window.messages.text
    assert marks(window) == ()


def test_the_view_goes_out_as_it_stands_on_the_screen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    do(qtbot, window, "invert")
    canvas = window.page.viewer.active_canvas
    assert canvas is not None
    size = (canvas.viewport().width(), canvas.viewport().height())
    window.exports.export_view(tmp_path / "view.png")
    settle(qtbot, window)
    with Image.open(tmp_path / "view.png") as image:
        assert "SYNTHETIC" in " ".join(map(str, image.info.values()))
        assert image.size == size
    do(qtbot, window, "copy_view")
    assert QGuiApplication.clipboard().image().width() == canvas.viewport().width()


def test_a_typed_window_is_seen_at_once_and_cancelling_brings_the_old_one_back(
    qtbot: QtBot, window: MainWindow
):
    viewer = window.page.viewer
    canvas = viewer.active_canvas
    assert canvas is not None and canvas.picture is not None
    dialog = WindowDialog(canvas.picture.view, canvas.state)
    qtbot.addWidget(dialog)
    dialog.tried.connect(viewer.looking.use_voi)
    dialog._center.setValue(1000)
    dialog._width.setValue(500)
    voi = viewer.states[0].voi
    assert isinstance(voi, Window)
    assert (voi.center, voi.width) == (1000, 500)
    dialog.reject()
    assert viewer.states[0].voi is None


def test_true_size_without_a_calibration_says_what_to_do(qtbot: QtBot, window: MainWindow):
    do(qtbot, window, "true_size")
    assert "Calibrate" in window.messages.text
    screen = window.screen()
    assert isinstance(window.case_actions, CaseActions)
    from app.display.calibration import calibrated

    window.program._settings = calibrated(window.program._settings, screen, 0.25)
    do(qtbot, window, "true_size")
    spacing = window.page.viewer.shown.case.views[0].pixel_spacing_mm  # type: ignore[union-attr]
    assert window.page.viewer.states[0].scale == pytest.approx(spacing[0] / 0.25)


def test_switches_act_on_both_pages_and_are_remembered(qtbot: QtBot, window: MainWindow, folders):
    for name in ("link_pan", "histogram", "thumbnails", "film_strip", "report"):
        do(qtbot, window, name)
    assert window.read.report.isVisibleTo(window.read)
    assert window.read.viewer.looking.links.pan
    window.close()
    settings, _ = read_settings(folders.settings_file)
    assert settings.link_pan and settings.histogram and settings.thumbnails
    assert settings.film_strip and settings.report


def test_other_keys_and_another_mouse_count_at_once_and_are_remembered(
    qtbot: QtBot, window: MainWindow, folders
):
    keymap = Keymap().with_keys("invert", ["Ctrl+I"])
    mouse = MouseMap(drags={(Button.LEFT, Modifier.NONE): Drag.PAN})
    window.program.use(keymap, mouse)
    assert window.actions_by_name["invert"].shortcut().toString() == "Ctrl+I"
    drag(window.page.viewer.canvases[0], QPointF(40, 60), QPointF(80, 60))
    assert window.page.viewer.states[0].center is not None
    window.close()
    settings, _ = read_settings(folders.settings_file)
    assert settings.keys == {"invert": ("Ctrl+I",)}
    assert settings.mouse == mouse


def test_keys_in_the_settings_that_are_nonsense_are_told(make_window):
    window = make_window(replace(Settings(), keys={"no_such_action": ("Ctrl+J",)}))
    assert "no_such_action" in window.messages.text


def open_written(qtbot: QtBot, window: MainWindow, paths: list[Path]) -> None:
    """Write the drawn case anew for each folder, under its own numbers, and open them all."""
    for number, path in enumerate(paths):
        if number:
            do(qtbot, window, "next_seed")
        window.exports.export_dicom(path)
        settle(qtbot, window)
    window.open([path.parent for path in paths[:1]])
    settle(qtbot, window)


def test_after_an_exchange_marks_belong_to_the_case_in_front(qtbot: QtBot, window: MainWindow):
    first = window.page.desk.key
    ruler_on(qtbot, window, 0)
    do(qtbot, window, "next_seed")
    second = window.page.desk.key
    recipe = window.page.strip.keys[0]
    window.page.compare_with(window.page.loader(recipe), recipe)
    settle(qtbot, window)
    do(qtbot, window, "exchange")
    assert window.page.desk.key == first
    assert [mark.view for mark in marks(window)] == [0]
    ruler_on(qtbot, window, 1)
    do(qtbot, window, "exchange")
    assert window.page.desk.key == second
    assert marks(window) == ()
    do(qtbot, window, "exchange")
    assert [mark.view for mark in marks(window)] == [0, 1]


def test_undo_takes_back_what_was_done_on_the_case_that_was_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    open_written(qtbot, window, [tmp_path / "both" / "a", tmp_path / "both" / "b"])
    ruler_on(qtbot, window, 0)
    do(qtbot, window, "next_case")
    assert not window.actions_by_name["undo"].isEnabled()
    do(qtbot, window, "previous_case")
    assert len(marks(window)) == 1
    do(qtbot, window, "undo")
    assert marks(window) == ()


def test_a_prior_goes_with_its_case_and_no_case_is_compared_with_itself(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    open_written(qtbot, window, [tmp_path / "both" / "a", tmp_path / "both" / "b"])
    problems: list[str] = []
    window.read.problem.connect(problems.append)
    own = window.read.strip.keys[0]
    window.read.compare_with(window.read.loader(own), own)
    settle(qtbot, window)
    assert not window.read.viewer.compares
    assert problems
    do(qtbot, window, "next_case")
    window.read.compare_with(window.read.loader(own), own)
    settle(qtbot, window)
    assert window.read.viewer.compares
    second = window.read.key
    do(qtbot, window, "exchange")
    assert window.read.key == own
    assert not window.actions_by_name["previous_case"].isEnabled()
    do(qtbot, window, "exchange")
    assert window.read.key == second
    do(qtbot, window, "previous_case")
    assert not window.read.viewer.compares


def test_key_images_are_shown_again_as_they_were_looked_at(qtbot: QtBot, window: MainWindow):
    viewer = window.page.viewer
    assert not window.actions_by_name["next_key_image"].isEnabled()
    viewer.canvases[1].setFocus()
    viewer.show_alone(1)
    viewer.looking.zoom(3)
    viewer.looking.invert()
    kept = viewer.states[1]
    do(qtbot, window, "key_image")
    viewer.reset()
    viewer.show_alone(None)
    do(qtbot, window, "next_key_image")
    assert viewer.alone == 1
    assert viewer.states[1].scale == kept.scale
    assert viewer.states[1].center == kept.center
    assert viewer.states[1].inverted


def test_a_report_waits_for_a_case(window: MainWindow):
    assert not window.read.report.isEnabled()
    assert window.generate.report.isEnabled()


def test_the_right_button_on_a_mark_selects_it_and_elsewhere_no_mark(
    qtbot: QtBot, window: MainWindow
):
    ruler_on(qtbot, window, 0)
    mark = marks(window)[0]
    canvas, pointer = window.page.viewer.canvases[0], window.page.viewer.pointer
    pointer.select(None)
    assert not window.actions_by_name["delete_mark"].isEnabled()
    pointer.select_at(0, mark.points[0], 5.0)
    assert pointer.selected == mark.mark_id
    assert window.actions_by_name["delete_mark"].isEnabled()
    menu = context_menu(window, window.actions_by_name, with_mark=True)
    menu.actions()[0].trigger()
    assert marks(window) == ()
    assert canvas.picture is not None

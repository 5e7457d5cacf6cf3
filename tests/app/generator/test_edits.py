"""Editing a case on the Generate page: sliders, components, mixing, parts, between cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QToolTip
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.settings import Settings
from app.viewer.canvas import Canvas
from app.widgets.work_progress import WorkProgress
from inference.case_files import CaseFormat
from inference.recipe import Recipe, from_json, to_json
from tests.app.conftest import LONGEST_WAIT_MS


@pytest.fixture
def window(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tiny_controlled_bundle: Path
) -> MainWindow:
    made = make_window(Settings(seed=7), tiny_controlled_bundle)
    with qtbot.waitSignal(made.generate.case_shown, timeout=LONGEST_WAIT_MS):
        made.start()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)


def do(qtbot: QtBot, window: MainWindow, action: str) -> None:
    assert window.actions_by_name[action].isEnabled(), action
    window.actions_by_name[action].trigger()
    settle(qtbot, window)


def current(window: MainWindow) -> Recipe:
    recipe = window.generate.history.current
    assert recipe is not None
    return recipe


def pixels(window: MainWindow) -> np.ndarray:
    drawn = window.generate.drawn
    assert drawn is not None
    return drawn.ready.case.views[0].pixels.astype(int)


def seen(window: MainWindow, view: int = 0) -> np.ndarray:
    picture = window.generate.viewer.canvases[view].picture
    assert picture is not None
    return picture.view.pixels.astype(int)


def choose(qtbot: QtBot, window: MainWindow, name: str, position: float) -> None:
    window.generate.tabs.sliders.sliders[name].chosen.emit(position)
    settle(qtbot, window)


def click(canvas: Canvas, at: QPointF, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    left = Qt.MouseButton.LeftButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(kind, at, canvas.mapToGlobal(at), left, held, modifiers)
        QApplication.sendEvent(canvas.viewport(), event)


def test_a_slider_changes_the_case_and_undo_takes_it_back(qtbot: QtBot, window: MainWindow):
    before = pixels(window)
    choose(qtbot, window, "brightness", 2.0)
    assert current(window).position("brightness") == 2.0
    assert pixels(window).mean() > before.mean()
    do(qtbot, window, "undo")
    np.testing.assert_array_equal(pixels(window), before)
    assert window.generate.tabs.sliders.sliders["brightness"].value == 0


def test_while_a_slider_moves_the_view_in_front_alone_is_drawn(qtbot: QtBot, window: MainWindow):
    before, other = seen(window, 0), seen(window, 1)
    window.generate.tabs.sliders.sliders["brightness"].tried.emit(2.0)
    settle(qtbot, window)
    assert (seen(window, 0) != before).any()
    np.testing.assert_array_equal(seen(window, 1), other)
    assert not current(window).is_edited


def test_an_edited_recipe_draws_the_same_after_saving_and_loading(qtbot: QtBot, window: MainWindow):
    choose(qtbot, window, "density", -1.5)
    edited, shown = current(window), pixels(window)
    do(qtbot, window, "next_seed")
    window.generate._use(from_json(to_json(edited), where="test"))
    settle(qtbot, window)
    np.testing.assert_array_equal(pixels(window), shown)


def test_a_new_seed_keeps_what_is_locked_and_nothing_else(qtbot: QtBot, window: MainWindow):
    choose(qtbot, window, "density", -1.0)
    choose(qtbot, window, "brightness", 1.0)
    window.generate.tabs.sliders._lock("density", True)
    do(qtbot, window, "next_seed")
    assert {one.name for one in current(window).attributes} == {"density"}


def test_the_case_without_edits_is_seen_while_its_key_is_down(qtbot: QtBot, window: MainWindow):
    plain = pixels(window)
    choose(qtbot, window, "brightness", 2.0)
    edited = seen(window)
    qtbot.keyPress(window.generate.viewer, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: (seen(window) == plain).all(), timeout=LONGEST_WAIT_MS)
    qtbot.keyRelease(window.generate.viewer, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: (seen(window) == edited).all(), timeout=LONGEST_WAIT_MS)


def test_the_difference_is_grey_where_nothing_changed(qtbot: QtBot, window: MainWindow):
    plain = pixels(window)
    assert not window.actions_by_name["difference"].isEnabled()
    choose(qtbot, window, "brightness", 2.0)
    edited = pixels(window)
    do(qtbot, window, "difference")
    np.testing.assert_array_equal(seen(window), edited - plain)
    picture = window.generate.viewer.canvases[0].picture
    assert picture is not None
    at_zero = picture.grey_table(None, False)[np.searchsorted(picture.values, 0)]
    assert 126 <= at_zero <= 129
    do(qtbot, window, "difference")
    np.testing.assert_array_equal(seen(window), edited)


def test_all_edits_are_taken_back_at_once(qtbot: QtBot, window: MainWindow):
    plain = pixels(window)
    choose(qtbot, window, "brightness", 2.0)
    window.generate.tabs.sliders._texture.chosen.emit(0.2)
    settle(qtbot, window)
    do(qtbot, window, "reset_edits")
    np.testing.assert_array_equal(pixels(window), plain)


def test_a_preset_is_kept_and_applied_to_another_seed(
    qtbot: QtBot, window: MainWindow, folders, monkeypatch: pytest.MonkeyPatch
):
    choose(qtbot, window, "density", 1.25)
    window.generate.tabs.sliders.keep_preset("denser")
    do(qtbot, window, "next_seed")
    assert not current(window).is_edited
    sliders = window.generate.tabs.sliders
    (preset,) = sliders._kept()
    sliders.use_preset(preset)
    settle(qtbot, window)
    assert current(window).position("density") == 1.25
    assert (folders.data / "slider-presets.json").exists()
    do(qtbot, window, "reset_edits")
    sliders.keep_preset("nothing")
    assert "Move some" in window.messages.text


def test_a_component_is_moved_on_its_layers_named_and_pinned(
    qtbot: QtBot, window: MainWindow, folders, monkeypatch: pytest.MonkeyPatch
):
    before = pixels(window)
    tab = window.generate.tabs.components
    tab.choose(2)
    tab._layers.set_value(0, 1)
    tab._amount.chosen.emit(2.0)
    settle(qtbot, window)
    (edit,) = current(window).components
    assert (edit.index, edit.amount, edit.first_layer, edit.last_layer) == (2, 2.0, 0, 1)
    assert (pixels(window) != before).any()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("wider", True))
    tab._ask_for_name()
    tab._pin.click()
    assert tab._list.item(0).text().startswith("3  wider")
    (names,) = folders.data.glob("names-*.json")
    assert "wider" in names.read_text(encoding="utf-8")


def test_layers_take_after_another_seed(qtbot: QtBot, window: MainWindow):
    before = pixels(window)
    tab = window.generate.tabs.components
    tab._mix_seed.set_quietly(99)
    tab._mix_layers.set_value(1, 2)
    tab.add_mix()
    settle(qtbot, window)
    (mix,) = current(window).mixing
    assert (mix.seed, mix.first_layer, mix.last_layer) == (99, 1, 2)
    assert (pixels(window) != before).any()
    tab._mixes.setCurrentRow(0)
    tab.remove_mix()
    settle(qtbot, window)
    np.testing.assert_array_equal(pixels(window), before)


def test_a_part_follows_a_reference(qtbot: QtBot, window: MainWindow):
    before = pixels(window)
    tabs = window.generate.tabs
    assert len(tabs.parts._references.keys) == 8
    tabs.parts.choose_part(1)
    reference = tabs.parts._references.keys[3]
    tabs.parts._references.chosen.emit(reference)
    settle(qtbot, window)
    (edit,) = current(window).local_edits
    assert (edit.part, edit.seed, edit.strength) == (1, reference, 0.5)
    assert (pixels(window) != before).any()
    tabs.parts._edits.setCurrentRow(0)
    tabs.parts.remove_edit()
    settle(qtbot, window)
    np.testing.assert_array_equal(pixels(window), before)


def test_a_new_seed_keeps_steps_mixes_and_local_edits_that_are_locked(
    qtbot: QtBot, window: MainWindow
):
    tabs = window.generate.tabs
    tabs.components.choose(1)
    tabs.components._amount.chosen.emit(1.0)
    settle(qtbot, window)
    tabs.components.add_mix()
    settle(qtbot, window)
    tabs.parts.choose_part(1)
    tabs.parts._references.chosen.emit(tabs.parts._references.keys[0])
    settle(qtbot, window)
    before = current(window)
    tabs.components._keep_steps.click()
    tabs.components._keep_mixes.click()
    tabs.parts._keep.click()
    do(qtbot, window, "next_seed")
    after = current(window)
    assert before.components and before.mixing and before.local_edits
    assert (after.components, after.mixing) == (before.components, before.mixing)
    assert after.local_edits == before.local_edits
    tabs.components._keep_mixes.click()
    do(qtbot, window, "next_seed")
    assert not current(window).mixing and current(window).components


def test_a_resting_pointer_is_told_the_name_of_the_part_under_it(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    tabs = window.generate.tabs
    tabs.show_tab("parts")
    tabs.parts._shown.setChecked(True)
    settle(qtbot, window)
    canvas = window.generate.viewer.canvases[1]
    grid, picture = canvas._grid_layer.grid, canvas.picture
    assert grid is not None and picture is not None
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: told.append(text))

    def rest() -> None:
        at = canvas._placement().viewport_point(picture.view.rows * 0.45, picture.view.columns / 3)
        point = QPoint(round(at[1]), round(at[0]))
        help_wanted = QHelpEvent(QEvent.Type.ToolTip, point, canvas.mapToGlobal(point))
        QApplication.sendEvent(canvas.viewport(), help_wanted)

    rest()
    part = int(grid.parts[4, 2])
    assert told == [tabs.parts.name(part)]
    tabs.parts.choose_part(part)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("behind the nipple", True))
    tabs.parts._ask_for_name()
    rest()
    assert told[-1] == "behind the nipple"


def test_a_click_on_the_picture_chooses_its_part_and_shift_paints_a_region(
    qtbot: QtBot, window: MainWindow
):
    tabs = window.generate.tabs
    tabs.show_tab("parts")
    tabs.parts._shown.setChecked(True)
    settle(qtbot, window)
    parts = window.generate.parts.parts
    right, left = window.generate.viewer.canvases[:2]
    for canvas, mirrored in ((right, True), (left, False)):
        grid = canvas._grid_layer.grid
        assert grid is not None and canvas.picture is not None
        name = canvas.picture.view.name
        assert name is not None
        whole = parts[name][:, ::-1] if mirrored else parts[name]
        np.testing.assert_array_equal(grid.parts, whole)
        rows, columns = canvas.picture.view.rows, canvas.picture.view.columns
        at = canvas._placement().viewport_point(rows * 0.45, columns * 0.55)
        click(canvas, QPointF(at[1], at[0]))
        assert tabs.parts.part == grid.parts[4, 4]
    rows, columns = left.picture.view.rows, left.picture.view.columns  # type: ignore[union-attr]
    for column in (0.05, 0.2):
        at = left._placement().viewport_point(rows * 0.05, columns * column)
        click(left, QPointF(at[1], at[0]), Qt.KeyboardModifier.ShiftModifier)
    assert tabs.parts.painted.sum() == 2
    tabs.parts._references.chosen.emit(tabs.parts._references.keys[0])
    settle(qtbot, window)
    (edit,) = current(window).local_edits
    assert edit.part is None
    assert sum(edit.mask[1::2]) == 2
    tabs.show_tab("case")
    assert left._grid_layer.grid is None


def test_the_way_between_two_cases_passes_through_both(qtbot: QtBot, window: MainWindow):
    between = window.generate.tabs.between
    first = pixels(window)
    between.add_case()
    do(qtbot, window, "next_seed")
    second = pixels(window)
    between.add_case()
    assert between.seeds == (7, 8)
    between._place.chosen.emit(0.5)
    settle(qtbot, window)
    halfway = pixels(window)
    assert current(window).interpolation[0].weight == 0.5
    assert (halfway != first).any() and (halfway != second).any()
    between._place.chosen.emit(0.0)
    settle(qtbot, window)
    np.testing.assert_array_equal(pixels(window), first)


def test_a_model_without_controls_says_how_to_get_them(qtbot: QtBot, make_window):
    plain = make_window()
    with qtbot.waitSignal(plain.generate.case_shown, timeout=LONGEST_WAIT_MS):
        plain.start()
    assert not plain.generate.tabs.sliders.sliders
    assert "mammogym-train controls" in plain.generate.tabs.sliders._none.text()
    assert not plain.generate.tabs.parts.isEnabled()


@pytest.mark.parametrize("case_format", [CaseFormat.PNG, CaseFormat.DICOM])
def test_the_way_is_written_with_a_strip_and_an_animation(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, case_format: CaseFormat
):
    between = window.generate.tabs.between
    between.add_case()
    do(qtbot, window, "next_seed")
    between.add_case()
    between._loop.setChecked(True)
    path = between.path()
    assert path is not None and path.closed
    window.generate.series.write_journey(path, 5, tmp_path / "way", case_format)
    settle(qtbot, window)
    assert "Written" in window.messages.text
    frames = list((tmp_path / "way").glob(f"frame-*.{case_format.ending}"))
    assert len(frames) == 5 * 4
    with Image.open(tmp_path / "way" / "animation.webp") as animation:
        assert getattr(animation, "n_frames", 1) == 5
    assert (tmp_path / "way" / "strip.png").exists()


def test_a_way_that_is_stopped_ends_without_a_word(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    between = window.generate.tabs.between
    between.add_case()
    do(qtbot, window, "next_seed")
    between.add_case()
    path = between.path()
    assert path is not None
    window.generate.series.write_journey(path, 200, tmp_path / "way", CaseFormat.PNG)
    (bar,) = window.generate.findChildren(WorkProgress)
    bar.canceled.emit()
    settle(qtbot, window)
    assert len(list((tmp_path / "way").glob("frame-*.png"))) < 800
    assert "Written" not in window.messages.text

"""The Generate page on the tiny bundle."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from app.generator.saving import OFFERED, SavePlan, file_names
from app.main_window import MainWindow
from app.widgets.number_box import NumberBox
from inference.case_files import CaseFormat
from inference.recipe import Technique, ViewName, from_json, read_recipe, to_json, write_recipe
from tests.app.conftest import LONGEST_WAIT_MS


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)


def do(qtbot: QtBot, window: MainWindow, action: str) -> None:
    window.actions_by_name[action].trigger()
    settle(qtbot, window)


def pixels(window: MainWindow) -> list[np.ndarray]:
    drawn = window.generate.drawn
    assert drawn is not None
    return [view.pixels for view in drawn.ready.case.views]


def current(window: MainWindow):
    recipe = window.generate.history.current
    assert recipe is not None
    return recipe


def test_the_first_case_is_that_of_the_seed_in_the_settings(window: MainWindow):
    assert current(window).seed == 7
    assert current(window).truncation_psi == 0.65
    assert len(window.generate.viewer.canvases) == 4


def test_undo_brings_back_the_former_recipe_and_picture(qtbot: QtBot, window: MainWindow):
    recipe, before = current(window), pixels(window)
    do(qtbot, window, "next_seed")
    assert current(window).seed == 8
    assert (pixels(window)[0] != before[0]).any()
    do(qtbot, window, "undo")
    assert current(window) == recipe
    for now, then in zip(pixels(window), before, strict=True):
        np.testing.assert_array_equal(now, then)
    do(qtbot, window, "redo")
    assert current(window).seed == 8


def test_n_draws_another_case(qtbot: QtBot, window: MainWindow):
    window.generate.viewer.canvases[0].setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N)
    settle(qtbot, window)
    assert current(window).seed != 7
    assert window.generate.history.can_undo


def test_the_newest_request_wins_and_stale_ones_are_never_drawn(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    drawing = window.generate._drawing
    release, drawn = threading.Event(), []
    draw_view = drawing.draw_view

    def draw_slowly(recipe, name):
        release.wait(10)
        drawn.append(draw_view(recipe, name))
        return drawn[-1]

    monkeypatch.setattr(drawing, "draw_view", draw_slowly)
    slider = window.generate.panel.findChild(QSlider)
    assert isinstance(slider, QSlider)
    slider.setSliderDown(True)
    for value in (10, 20, 30, 40, 50):
        slider.setValue(value)
    release.set()
    settle(qtbot, window)
    assert len(drawn) <= 2
    assert drawn[-1].recipe.truncation_psi == 0.5
    canvas = window.generate.viewer.canvases[0]
    assert canvas.picture is drawn[-1].picture
    # The case itself, which is saved and kept, is drawn when the slider is let go.
    assert window.generate.drawn is not None
    assert window.generate.drawn.recipe.truncation_psi == 0.65
    assert not window.generate.history.can_undo
    slider.setSliderDown(False)
    settle(qtbot, window)
    assert current(window).truncation_psi == 0.5
    assert window.generate.drawn.recipe.truncation_psi == 0.5
    assert canvas.picture is not None
    np.testing.assert_array_equal(canvas.picture.view.pixels, drawn[-1].picture.view.pixels)
    assert len(window.generate.history.recipes) == 2


def test_a_copied_recipe_draws_the_same_case_when_it_is_pasted(qtbot: QtBot, window: MainWindow):
    before = pixels(window)
    do(qtbot, window, "copy_recipe")
    assert from_json(QGuiApplication.clipboard().text()) == current(window)
    do(qtbot, window, "next_seed")
    do(qtbot, window, "paste_recipe")
    assert current(window).seed == 7
    np.testing.assert_array_equal(pixels(window)[0], before[0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda values: "not a recipe", "not JSON"),
        (lambda values: "", "no text"),
        (lambda values: json.dumps({**values, "seed": -1}), "seed"),
        (lambda values: json.dumps({**values, "format": 99}), "format 99"),
        (lambda values: json.dumps({**values, "bundle_name": "other"}), "model other"),
    ],
)
def test_a_bad_recipe_shows_a_sentence_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, change, words: str
):
    history, before = window.generate.history, pixels(window)
    text = change(json.loads(to_json(current(window))))
    QGuiApplication.clipboard().setText(text)
    do(qtbot, window, "paste_recipe")
    assert words in window.messages.text
    assert window.generate.history == history
    assert pixels(window)[0] is before[0]


def test_a_recipe_file_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    wanted = replace(
        current(window), seed=99, technique=Technique.FILM, views=(ViewName.L_CC, ViewName.L_MLO)
    )
    write_recipe(wanted, tmp_path / "recipe.json")
    window.open([tmp_path / "recipe.json"])
    settle(qtbot, window)
    assert current(window) == wanted
    assert len(window.generate.viewer.canvases) == 2


def test_one_view_can_be_chosen(qtbot: QtBot, window: MainWindow):
    window.generate.panel._views.chosen.emit("L-MLO")
    settle(qtbot, window)
    assert current(window).views == (ViewName.L_MLO,)
    assert len(window.generate.viewer.canvases) == 1


def test_a_typed_seed_is_drawn_and_the_keys_belong_to_the_viewer_again(
    qtbot: QtBot, window: MainWindow
):
    box = window.generate.panel.findChild(NumberBox)
    assert isinstance(box, NumberBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "9007199254740991")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert current(window).seed == 2**53 - 1
    assert not box.hasFocus()


@pytest.mark.parametrize("save_format", OFFERED)
def test_saving_writes_the_files_it_announced(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, save_format: CaseFormat
):
    plan = SavePlan(folder=tmp_path / "out", case_format=save_format, with_recipe=True)
    window.generate.save(plan)
    settle(qtbot, window)
    written = sorted(path.name for path in plan.folder.iterdir())
    assert written == sorted(file_names(current(window), plan))
    assert read_recipe(plan.folder / "recipe.json") == current(window)
    assert str(plan.folder) in window.messages.text


def test_the_mark_is_not_burned_into_a_saved_picture(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    plan = SavePlan(folder=tmp_path, case_format=CaseFormat.PNG, with_recipe=False)
    window.generate.save(plan)
    settle(qtbot, window)
    saved = np.asarray(Image.open(tmp_path / "seed-7_R-CC.png"))
    shown = window.generate.viewer.canvases[0].picture
    assert shown is not None
    expected = shown.grey_table(None, False)[shown.view.pixels]
    assert np.abs(saved.astype(int) - expected).max() <= 1


def test_saving_where_a_file_stands_shows_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    (tmp_path / "file").write_text("x")
    window.generate.save(
        SavePlan(folder=tmp_path / "file", case_format=CaseFormat.PNG, with_recipe=True)
    )
    settle(qtbot, window)
    assert "is a file" in window.messages.text


def test_a_missing_bundle_shows_a_sentence_and_draws_nothing(
    qtbot: QtBot, make_window, tmp_path: Path
):
    window = make_window(bundle=tmp_path / "nowhere")
    with qtbot.waitSignal(window.problem, timeout=LONGEST_WAIT_MS):
        window.start()
    assert "nowhere" in window.messages.text
    assert not window.actions_by_name["new_case"].isEnabled()

"""Lesions on the Generate page: the list, the form, the handles, undo, files and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from app.generator.drawing import Drawing, Model
from app.generator.lesion_pointer import Task
from app.generator.lesion_tab import LesionTab
from app.main_window import MainWindow
from app.program import make_application
from app.settings import Folders, Settings
from inference.__main__ import main
from inference.array_files import from_npz
from inference.birads import FindingKind, Region
from inference.case_files import CaseFormat
from inference.lesions.spec import MAX_LESIONS, LesionSpec, Place
from inference.lesions.truth import Finding
from inference.recipe import Recipe, from_json, to_json
from inference.resources import shipped_bundle
from tests.app.conftest import LONGEST_WAIT_MS

MASS = LesionSpec(
    kind=FindingKind.MASS,
    words={"shape": "irregular", "margin": "spiculated", "density": "high_density"},
    size_mm=16,
    seed=3,
    place=Place(side="R"),
)
CALCIFICATIONS = LesionSpec(
    kind=FindingKind.CALCIFICATIONS, size_mm=12, seed=4, place=Place(side="L")
)
LEFT = Qt.MouseButton.LeftButton
Point = tuple[float, float]


class StartedOnce(Drawing):
    """Keeps its model from window to window, which takes seconds to start."""

    model: Model | None = None

    def start(self) -> Model:
        if self.model is None:
            self.model = super().start()
        return self.model


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    """The model that ships: what an untrained one draws has no breasts."""
    return StartedOnce(shipped_bundle(), "cpu")


@pytest.fixture
def window(qtbot: QtBot, folders: Folders, drawing: Drawing) -> Iterator[MainWindow]:
    make_application()
    made = MainWindow(Settings(seed=7), folders, drawing)
    made.resize(1200, 800)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.generate.case_shown, timeout=LONGEST_WAIT_MS):
        made.start()
    settle(qtbot, made)
    yield made
    made.background.stop()


@pytest.fixture
def with_mass(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.generate.add_lesions([MASS])
    settle(qtbot, window)
    return window


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until what wheel or keys changed counts as chosen."""
    tab = tab_of(window)
    qtbot.waitUntil(lambda: not tab._settling.isActive(), timeout=LONGEST_WAIT_MS)
    settle(qtbot, window)


def do(qtbot: QtBot, window: MainWindow, action: str) -> None:
    assert window.actions_by_name[action].isEnabled(), action
    window.actions_by_name[action].trigger()
    settle(qtbot, window)


def tab_of(window: MainWindow) -> LesionTab:
    return window.generate.tabs.lesions


def current(window: MainWindow) -> Recipe:
    recipe = window.generate.history.current
    assert recipe is not None
    return recipe


def seen(window: MainWindow, view: int = 0) -> np.ndarray:
    picture = window.generate.viewer.canvases[view].picture
    assert picture is not None
    return picture.view.pixels.astype(int)


def pixels(window: MainWindow) -> list[np.ndarray]:
    assert window.generate.drawn is not None
    return [view.pixels.astype(int) for view in window.generate.drawn.ready.case.views]


def finding(window: MainWindow, number: int = 0) -> Finding:
    found = tab_of(window).findings[number]
    assert found is not None
    return found


def center(window: MainWindow, view: str = "R-CC", number: int = 0) -> Point:
    shown = finding(window, number).in_view(view)
    assert shown is not None
    return shown.center


def place_of(window: MainWindow, view: int, point: Point) -> QPointF:
    row, column = window.generate.viewer.canvases[view]._placement().viewport_point(*point)
    return QPointF(column, row)


def mouse(window: MainWindow, view: int, kind: QEvent.Type, point: Point) -> None:
    canvas, at = window.generate.viewer.canvases[view], place_of(window, view, point)
    up = kind is QEvent.Type.MouseButtonRelease
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if up else LEFT
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, modifiers)
    QApplication.sendEvent(canvas.viewport(), event)


def drag(window: MainWindow, view: int, points: Sequence[Point], *, release: bool = True) -> None:
    mouse(window, view, QEvent.Type.MouseButtonPress, points[0])
    for point in points[1:]:
        mouse(window, view, QEvent.Type.MouseMove, point)
    if release:
        mouse(window, view, QEvent.Type.MouseButtonRelease, points[-1])


def wheel(window: MainWindow, view: int, point: Point, notches: int) -> None:
    canvas, at = window.generate.viewer.canvases[view], place_of(window, view, point)
    event = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def circle(middle: Point, radius: float) -> list[Point]:
    turns = [2 * math.pi * step / 24 for step in range(24)]
    return [
        (middle[0] + radius * math.sin(turn), middle[1] + radius * math.cos(turn)) for turn in turns
    ]


def test_lesions_are_added_copied_changed_and_removed(qtbot: QtBot, window: MainWindow):
    plain, tab = pixels(window), tab_of(window)
    do(qtbot, window, "add_lesion")
    assert window.generate.tabs.tab == "lesions"
    assert [one.kind for one in current(window).lesions] == [FindingKind.MASS]
    do(qtbot, window, "duplicate_lesion")
    one, two = current(window).lesions
    assert one.words == two.words and one.seed != two.seed
    assert tab.current == 1
    do(qtbot, window, "another_lesion")
    assert current(window).lesions[1].seed != two.seed
    tab.form._choose_word("margin", "indistinct")
    settle(qtbot, window)
    assert current(window).lesions[1].word("margin") == "indistinct"
    do(qtbot, window, "delete_mark")
    assert current(window).lesions == (one,)
    tab.reset()
    settle(qtbot, window)
    for now, before in zip(pixels(window), plain, strict=True):
        np.testing.assert_array_equal(now, before)


def test_the_form_shows_the_words_of_the_kind_and_how_difficult_the_lesion_is(
    qtbot: QtBot, with_mass: MainWindow
):
    form = tab_of(with_mass).form
    assert list(form._words) == ["shape", "margin", "density"]
    assert f"{finding(with_mass).contrast_to_noise:.2f}" in form._truth.text()
    assert "right breast" in form._truth.text()
    form._kind.chosen.emit(FindingKind.CALCIFICATIONS)
    settle(qtbot, with_mass)
    assert list(form._words) == ["morphology", "distribution"]
    labels = [
        form._words["morphology"].itemText(row) for row in range(form._words["morphology"].count())
    ]
    assert "amorphous (too fine to be seen)" in labels
    assert "rim" in labels


def test_a_drag_moves_the_lesion_in_both_views_and_is_one_step(qtbot: QtBot, with_mass: MainWindow):
    cc, mlo = center(with_mass), center(with_mass, "R-MLO")
    before, steps = pixels(with_mass), len(with_mass.generate.history.recipes)
    drag(with_mass, 0, [cc, (cc[0] - 20, cc[1]), (cc[0] - 60, cc[1] - 20)], release=False)
    settle(qtbot, with_mass)
    assert (seen(with_mass, 0) != before[0]).any(), "it follows while it is held"
    assert (seen(with_mass, 2) != before[2]).any(), "in the other view too"
    assert not current(with_mass).lesions[0].place.view
    to = (cc[0] - 60, cc[1] - 20)
    mouse(with_mass, 0, QEvent.Type.MouseButtonRelease, to)
    settle(qtbot, with_mass)
    assert center(with_mass) == pytest.approx(to, abs=1.5)
    assert center(with_mass, "R-MLO")[1] < mlo[1], "nearer to the nipple there too"
    assert len(with_mass.generate.history.recipes) == steps + 1
    do(qtbot, with_mass, "undo")
    assert center(with_mass) == pytest.approx(cc)
    do(qtbot, with_mass, "redo")
    assert center(with_mass) == pytest.approx(to, abs=1.5)


def test_the_wheel_over_a_lesion_resizes_it_and_elsewhere_zooms(
    qtbot: QtBot, with_mass: MainWindow
):
    at = center(with_mass)
    steps = len(with_mass.generate.history.recipes)
    wheel(with_mass, 0, at, 2)
    wheel(with_mass, 0, at, 2)
    rest(qtbot, with_mass)
    assert current(with_mass).lesions[0].extent_mm == pytest.approx(16 * 1.06**4, abs=0.05)
    assert center(with_mass) == pytest.approx(at, abs=0.1)
    assert len(with_mass.generate.history.recipes) == steps + 1
    before = with_mass.generate.viewer.states[0]
    wheel(with_mass, 0, (at[0] + 200, at[1]), 1)
    assert with_mass.generate.viewer.states[0] != before


def test_keys_choose_move_and_delete_a_lesion(qtbot: QtBot, with_mass: MainWindow):
    with_mass.generate.add_lesions([CALCIFICATIONS])
    settle(qtbot, with_mass)
    assert tab_of(with_mass).current == 1
    do(qtbot, with_mass, "next_mark")
    assert tab_of(with_mass).current == 0
    at = center(with_mass)
    for _ in range(3):
        with_mass.actions_by_name["move_down"].trigger()
    rest(qtbot, with_mass)
    assert center(with_mass) == pytest.approx((at[0] + 3, at[1]), abs=0.05)
    do(qtbot, with_mass, "delete_mark")
    assert current(with_mass).lesions == (CALCIFICATIONS,)


def test_a_lesion_is_placed_by_a_click_or_in_a_quadrant(qtbot: QtBot, with_mass: MainWindow):
    form, pointer = tab_of(with_mass).form, with_mass.generate.lesions.pointer
    at = center(with_mass)
    to = (at[0] - 40, at[1] + 10)
    form.by_click.click()
    assert pointer.task is Task.PLACE
    drag(with_mass, 0, [to])
    settle(qtbot, with_mass)
    assert center(with_mass) == pytest.approx(to, abs=1.0)
    assert pointer.task is Task.NONE and not form.by_click.isChecked()
    form._region.chosen.emit(Region.LOWER_INNER)
    settle(qtbot, with_mass)
    assert finding(with_mass).region is Region.LOWER_INNER
    form.by_click.click()
    qtbot.keyClick(with_mass.generate.viewer, Qt.Key.Key_Escape)
    assert pointer.task is Task.NONE


def test_without_its_lesions_the_case_is_seen_while_the_key_is_down(
    qtbot: QtBot, window: MainWindow
):
    plain = pixels(window)
    window.generate.add_lesions([MASS])
    settle(qtbot, window)
    sick = seen(window)
    assert (sick != plain[0]).any()
    qtbot.keyPress(window.generate.viewer, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: (seen(window) == plain[0]).all(), timeout=LONGEST_WAIT_MS)
    qtbot.keyRelease(window.generate.viewer, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: (seen(window) == sick).all(), timeout=LONGEST_WAIT_MS)
    tab_of(window).without.pressed.emit()
    settle(qtbot, window)
    np.testing.assert_array_equal(seen(window), plain[0])
    tab_of(window).without.released.emit()
    np.testing.assert_array_equal(seen(window), sick)


def test_the_difference_on_this_tab_is_what_the_lesions_did(qtbot: QtBot, window: MainWindow):
    slider = next(iter(window.generate.tabs.sliders.sliders.values()))
    slider.chosen.emit(1.0)
    settle(qtbot, window)
    edited = pixels(window)[0]
    window.generate.add_lesions([MASS])
    settle(qtbot, window)
    sick = pixels(window)[0]
    do(qtbot, window, "difference")
    np.testing.assert_array_equal(seen(window), sick - edited)
    window.generate.tabs.show_tab("case")
    settle(qtbot, window)
    assert np.count_nonzero(seen(window)) > np.count_nonzero(sick - edited)


def test_outlines_lie_over_the_views_of_their_tab_and_can_be_hidden(
    qtbot: QtBot, with_mass: MainWindow
):
    viewer = with_mass.generate.viewer
    (outline,) = viewer.canvases[0].outlines
    shown = finding(with_mass).in_view("R-CC")
    assert shown is not None and outline.polygons == shown.outlines and outline.is_chosen
    assert not viewer.canvases[1].outlines
    do(qtbot, with_mass, "lesion_outlines")
    assert not viewer.canvases[0].outlines
    do(qtbot, with_mass, "lesion_outlines")
    with_mass.generate.tabs.show_tab("case")
    assert not viewer.canvases[0].outlines
    assert not with_mass.actions_by_name["lesion_outlines"].isEnabled()


def test_growth_is_looked_at_without_changing_the_case_and_written_as_a_series(
    qtbot: QtBot, with_mass: MainWindow, tmp_path: Path
):
    tab, before = tab_of(with_mass), seen(with_mass)
    recipe = current(with_mass)
    assert tab.growth.growth is not None
    tab.growth._time.tried.emit(0.0)
    settle(qtbot, with_mass)
    small = seen(with_mass)
    assert (small != before).any()
    assert current(with_mass) == recipe
    tab.growth._time.tried.emit(tab.growth.growth.present)
    settle(qtbot, with_mass)
    np.testing.assert_array_equal(seen(with_mass), before)
    with qtbot.waitSignal(tab.growth_wanted) as wanted:
        tab.growth_wanted.disconnect(with_mass.generate.series.ask_for_growth)
        do(qtbot, with_mass, "export_growth")
    growth, _ = wanted.args
    with_mass.generate.series.write_growth(growth, 3, tmp_path / "growth", CaseFormat.DICOM)
    settle(qtbot, with_mass)
    names = sorted(path.name for path in (tmp_path / "growth").glob("*.dcm"))
    assert names == [f"frame-{n}_{view}.dcm" for n in (1, 2, 3) for view in ("R-CC", "R-MLO")]
    with Image.open(tmp_path / "growth" / "animation.webp") as animation:
        assert getattr(animation, "n_frames", 1) == 3
    with Image.open(tmp_path / "growth" / "strip.png") as strip:
        assert strip.text["Title"] == "SYNTHETIC lesion that grows"  # type: ignore[attr-defined]


def test_what_is_drawn_round_goes_and_undo_brings_it_back(qtbot: QtBot, with_mass: MainWindow):
    at, before = center(with_mass), pixels(with_mass)
    do(qtbot, with_mass, "remove_finding")
    drag(with_mass, 0, circle(at, 30))
    settle(qtbot, with_mass)
    assert current(with_mass).lesions == (), "a lesion of the list goes from both views"
    do(qtbot, with_mass, "undo")
    np.testing.assert_array_equal(pixels(with_mass)[0], before[0])
    beside = (at[0] + 70, at[1])
    do(qtbot, with_mass, "remove_finding")
    drag(with_mass, 0, circle(beside, 15))
    settle(qtbot, with_mass)
    (removal,) = current(with_mass).removals
    assert removal.view == "R-CC" and len(current(with_mass).lesions) == 1
    changed = np.argwhere(pixels(with_mass)[0] != before[0])
    assert len(changed) and np.hypot(*(changed - beside).T).max() < 15 + 12
    np.testing.assert_array_equal(pixels(with_mass)[2], before[2])
    tab_of(with_mass).removals._back.click()
    settle(qtbot, with_mass)
    np.testing.assert_array_equal(pixels(with_mass)[0], before[0])


def test_what_does_not_fit_is_said_and_nothing_is_lost(qtbot: QtBot, with_mass: MainWindow):
    recipe, shown = current(with_mass), seen(with_mass)
    drag(with_mass, 0, [center(with_mass), (5, 5)])
    settle(qtbot, with_mass)
    assert "outside the breast" in with_mass.messages.text
    assert current(with_mass) == recipe
    np.testing.assert_array_equal(seen(with_mass), shown)
    tab_of(with_mass).form._kind.chosen.emit(FindingKind.CALCIFICATIONS)
    settle(qtbot, with_mass)
    visible = current(with_mass)
    tab_of(with_mass).form._choose_word("morphology", "amorphous")
    settle(qtbot, with_mass)
    assert "too little to be seen" in with_mass.messages.text
    assert current(with_mass) == visible
    assert tab_of(with_mass).form.spec == visible.lesions[0]
    assert not with_mass.actions_by_name["redo"].isEnabled()
    do(qtbot, with_mass, "undo")
    assert current(with_mass) == recipe


def test_more_lesions_than_a_case_holds_are_refused(qtbot: QtBot, with_mass: MainWindow):
    with_mass.generate.add_lesions([MASS] * MAX_LESIONS)
    assert f"up to {MAX_LESIONS} lesions" in with_mass.messages.text
    assert current(with_mass).lesions == (MASS,)
    with_mass.generate.add_lesions([MASS])
    settle(qtbot, with_mass)
    assert len({one.seed for one in current(with_mass).lesions}) == 2


def test_a_new_seed_keeps_the_lesions_when_they_are_locked(qtbot: QtBot, with_mass: MainWindow):
    tab_of(with_mass)._locked.setChecked(True)
    do(qtbot, with_mass, "next_seed")
    assert current(with_mass).seed == 8
    assert [one.words for one in current(with_mass).lesions] == [MASS.words]
    tab_of(with_mass)._locked.setChecked(False)
    do(qtbot, with_mass, "next_seed")
    assert current(with_mass).lesions == ()


def test_a_recipe_with_lesions_gives_the_same_pixels_anywhere(
    qtbot: QtBot, with_mass: MainWindow, tmp_path: Path
):
    at = center(with_mass)
    drag(with_mass, 0, [at, (at[0] - 30, at[1])])
    settle(qtbot, with_mass)
    recipe, shown = current(with_mass), pixels(with_mass)
    file = tmp_path / "recipe.json"
    file.write_text(to_json(recipe), encoding="utf-8")
    do(qtbot, with_mass, "next_seed")
    with_mass.generate.open_recipe(file)
    settle(qtbot, with_mass)
    for now, before in zip(pixels(with_mass), shown, strict=True):
        np.testing.assert_array_equal(now, before)
    assert from_json(to_json(recipe)) == recipe
    made = tmp_path / "made"
    arguments = ["--recipe", str(file), "--out", str(made), "--format", "npz"]
    assert main(["make", *arguments, "--provider", "cpu"]) == 0
    for view, before in zip(recipe.views, shown, strict=True):
        content = (made / f"seed-7_{view}.npz").read_bytes()
        np.testing.assert_array_equal(from_npz(content, max_bytes=4_000_000)["pixels"], before)


def test_while_a_slider_moves_lesions_of_either_breast_stay_in(qtbot: QtBot, with_mass: MainWindow):
    with_mass.generate.add_lesions([CALCIFICATIONS])
    settle(qtbot, with_mass)
    name, slider = next(iter(with_mass.generate.tabs.sliders.sliders.items()))
    slider.tried.emit(1.0)
    settle(qtbot, with_mass)
    live = seen(with_mass)
    assert not with_mass.messages.text
    slider.chosen.emit(1.0)
    settle(qtbot, with_mass)
    assert current(with_mass).position(name) == 1.0
    np.testing.assert_array_equal(seen(with_mass), live)


def test_every_control_of_the_tab_has_a_name(window: MainWindow):
    kinds = (QComboBox, QListWidget, QSlider, QSpinBox)
    tab = tab_of(window)
    for control in [one for kind in kinds for one in tab.findChildren(kind)]:
        assert control.accessibleName(), control
    for line in tab.findChildren(QLineEdit):
        assert line.accessibleName() or line.parentWidget().accessibleName()

"""The viewer: what mouse, wheel and keys do to a case on the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.mouse import Button, Drag, Modifier, MouseMap, Wheel
from app.reading.stages import Stage
from app.settings import OverlayLevel
from app.viewer.case_viewer import CaseViewer
from app.viewer.held_keys import LET_GO_AFTER_MS
from app.viewer.linking import Links
from app.viewer.loupe import Loupe
from app.viewer.state import PRESETS
from inference.imaging.breast_region import breast_region
from inference.imaging.greyscale import Window
from inference.recipe import ViewName
from tests.app.conftest import ready_case


@pytest.fixture
def viewer(qtbot: QtBot) -> CaseViewer:
    made = CaseViewer()
    made.set_look(overlay=OverlayLevel.NONE)
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_case(ready_case())
    QApplication.sendPostedEvents()
    return made


def pixels_of(widget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def wheel(canvas, at: QPointF, notches: int) -> None:
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


def drag(canvas, start: QPointF, end: QPointF, button: Qt.MouseButton) -> None:
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, at, which, held in (
        (QEvent.Type.MouseButtonPress, start, button, button),
        (QEvent.Type.MouseMove, end, none, button),
        (QEvent.Type.MouseButtonRelease, end, button, none),
    ):
        event = QMouseEvent(kind, at, canvas.mapToGlobal(at), which, held, plain)
        QApplication.sendEvent(canvas.viewport(), event)


def test_the_wheel_zooms_and_keeps_the_point_under_the_cursor(viewer: CaseViewer):
    canvas = viewer.canvases[0]
    at = QPointF(137, 91)
    before = canvas.image_point(at)
    wheel(canvas, at, 3)
    scale = canvas.state.scale
    assert scale is not None and scale > canvas.area.fit_scale * 1.5
    # The picture lies on whole device pixels.
    assert canvas.image_point(at) == pytest.approx(before, abs=1 / scale)


def test_dragging_right_widens_the_window_of_every_view(viewer: CaseViewer):
    drag(viewer.canvases[1], QPointF(50, 50), QPointF(90, 50), Qt.MouseButton.LeftButton)
    for state in viewer.states:
        assert state.voi is not None
        assert state.voi.width > 4096
        assert state.voi.center == 2048


def test_dragging_down_makes_the_picture_brighter(viewer: CaseViewer):
    before = pixels_of(viewer).mean()
    drag(viewer.canvases[0], QPointF(50, 50), QPointF(50, 120), Qt.MouseButton.LeftButton)
    window = viewer.states[0].voi
    assert window is not None and window.center < 2048
    assert pixels_of(viewer).mean() > before + 5


def test_dragging_with_the_middle_button_pans_one_view(viewer: CaseViewer):
    canvas = viewer.canvases[0]
    viewer.set_links(Links(zoom=False, pan=False))
    wheel(canvas, QPointF(400, 100), 5)
    before = canvas.image_point(QPointF(400, 100))
    drag(canvas, QPointF(400, 100), QPointF(420, 90), Qt.MouseButton.MiddleButton)
    assert canvas.image_point(QPointF(420, 90)) == pytest.approx(before, abs=0.5)
    assert viewer.states[1].center is None


def test_views_that_are_linked_follow_and_others_do_not(viewer: CaseViewer):
    viewer.set_links(Links(zoom=True, pan=False, window=False))
    wheel(viewer.canvases[0], QPointF(200, 100), 3)
    viewer.canvases[2].setFocus()
    viewer.looking.use_preset(PRESETS[3])
    assert len({state.scale for state in viewer.states}) == 1
    assert viewer.states[1].scale is not None
    assert [state.voi is not None for state in viewer.states] == [False, False, True, False]


def test_chest_walls_touch_in_the_middle(viewer: CaseViewer):
    right, left = viewer.canvases[0], viewer.canvases[1]
    assert right.geometry().right() + 1 == left.geometry().left()
    row = right.height() / 2
    assert right.image_point(QPointF(right.width(), row))[1] == pytest.approx(80, abs=0.5)
    assert left.image_point(QPointF(0, row))[1] == pytest.approx(0, abs=0.5)


def test_all_views_share_one_scale(viewer: CaseViewer):
    assert len({round(canvas.area.fit_scale, 9) for canvas in viewer.canvases}) == 1


def test_a_double_click_shows_one_view_and_another_all_again(viewer: CaseViewer, qtbot: QtBot):
    qtbot.mouseDClick(viewer.canvases[3].viewport(), Qt.MouseButton.LeftButton)
    assert len(viewer.canvases) == 1
    assert viewer.canvases[0].picture is not None
    assert viewer.canvases[0].picture.view.name is ViewName.L_MLO
    qtbot.mouseDClick(viewer.canvases[0].viewport(), Qt.MouseButton.LeftButton)
    assert len(viewer.canvases) == 4


def test_a_window_set_on_one_view_alone_holds_for_all(viewer: CaseViewer):
    viewer.toggle_alone(2)
    viewer.looking.use_preset(PRESETS[3])
    viewer.toggle_alone()
    assert len({canvas.state.voi for canvas in viewer.canvases}) == 1


def test_actual_pixels_are_device_pixels(viewer: CaseViewer):
    viewer.looking.actual_size()
    assert viewer.canvases[0].state.scale == 1
    picture = viewer.canvases[0].picture
    assert picture is not None
    table = picture.grey_table(None, False)
    shown = pixels_of(viewer.canvases[0].viewport())[..., 0]
    row, column = (round(value) for value in viewer.canvases[0].image_point(QPointF(0, 0)))
    expected = table[picture.view.pixels]
    top, left = -row, -column
    np.testing.assert_array_equal(shown[top : top + 100, left : left + 80], expected)


def test_inverting_twice_changes_nothing(viewer: CaseViewer):
    before = pixels_of(viewer)
    viewer.looking.invert()
    assert (pixels_of(viewer) != before).any()
    viewer.looking.invert()
    np.testing.assert_array_equal(pixels_of(viewer), before)


def test_reset_brings_everything_back(viewer: CaseViewer):
    before = pixels_of(viewer)
    viewer.looking.invert()
    viewer.looking.zoom(2)
    viewer.looking.use_preset(PRESETS[1])
    viewer.reset()
    np.testing.assert_array_equal(pixels_of(viewer), before)


def amber(pixels: np.ndarray) -> int:
    red, green, blue = (pixels[..., i].astype(int) for i in range(3))
    return int(((red > 150) & (red - blue > 80) & (red - green > 20)).sum())


def test_synthetic_is_shown_over_synthetic_views_even_without_the_overlay(viewer: CaseViewer):
    for canvas in viewer.canvases:
        assert amber(pixels_of(canvas.viewport())) > 50


def test_synthetic_is_never_shown_over_real_views(viewer: CaseViewer):
    viewer.show_case(ready_case(synthetic=False))
    viewer.set_look(overlay=OverlayLevel.ALL)
    assert not any(amber(pixels_of(canvas.viewport())) for canvas in viewer.canvases)


def test_the_overlay_can_be_hidden(viewer: CaseViewer):
    without = pixels_of(viewer)
    viewer.set_look(overlay=OverlayLevel.ALL)
    assert (pixels_of(viewer) != without).any()
    viewer.set_look(overlay=OverlayLevel.NONE)
    np.testing.assert_array_equal(pixels_of(viewer), without)


def test_a_changed_case_keeps_zoom_and_window_and_another_only_the_window(viewer: CaseViewer):
    wheel(viewer.canvases[0], QPointF(10, 10), 2)
    viewer.looking.use_preset(PRESETS[1])
    kept = viewer.states
    viewer.show_case(ready_case(), keep_window=True, keep_position=True)
    assert viewer.states == kept
    viewer.show_case(ready_case(), keep_window=True)
    assert viewer.states[0].scale is None
    assert viewer.states[0].voi == kept[0].voi
    viewer.show_case(ready_case())
    assert viewer.states[0].voi is None


def test_views_have_names_for_those_who_cannot_see_them(viewer: CaseViewer):
    names = [canvas.accessibleName() for canvas in viewer.canvases]
    assert names == ["R CC, synthetic", "L CC, synthetic", "R MLO, synthetic", "L MLO, synthetic"]


def test_going_alone_and_back_shows_the_whole_view_and_keeps_it_active(viewer: CaseViewer):
    viewer.toggle_alone(2)
    viewer.looking.zoom(3)
    viewer.toggle_alone()
    assert all(state.scale is None for state in viewer.states)
    viewer.looking.actual_size()
    assert viewer.states[2].scale == 1


def labels(viewer: CaseViewer) -> list[str]:
    pictures = [canvas.picture for canvas in viewer.canvases]
    return [picture.view.label for picture in pictures if picture is not None]


def test_the_stages_come_one_after_the_other_and_begin_again(viewer: CaseViewer):
    seen = []
    for _ in range(5):
        seen.append(labels(viewer))
        viewer.step_stage(1)
    assert seen == [
        ["R CC", "L CC", "R MLO", "L MLO"],
        ["R CC", "L CC"],
        ["R MLO", "L MLO"],
        ["R CC", "R MLO"],
        ["L CC", "L MLO"],
    ]
    assert viewer.stage is Stage.QUADRANTS
    while viewer.stage is Stage.QUADRANTS:
        viewer.step_stage(1)
    assert labels(viewer) == ["R CC", "L CC", "R MLO", "L MLO"]
    assert all(state.scale is None for state in viewer.states)


def test_the_walk_through_quadrants_shows_every_part_of_every_breast(viewer: CaseViewer):
    viewer.set_stage(Stage.QUADRANTS)
    seen = {name: np.zeros((100, 80), bool) for name in ("R CC", "L CC", "R MLO", "L MLO")}
    backward = []
    while viewer.stage is Stage.QUADRANTS:
        for canvas in viewer.canvases:
            assert canvas.picture is not None and canvas.state.scale is not None
            corners = [
                canvas.image_point(QPointF(x, y))
                for x, y in ((0, 0), (canvas.width(), canvas.height()))
            ]
            (top, left), (bottom, right) = corners
            part = seen[canvas.picture.view.label]
            part[max(round(top), 0) : round(bottom), max(round(left), 0) : round(right)] = True
        backward.append([canvas.state for canvas in viewer.canvases])
        viewer.step_stage(1)
    assert len(backward) >= 4
    for (name, part), picture in zip(seen.items(), ready_case().pictures, strict=True):
        breast = breast_region(picture.view).mask
        assert part[breast].mean() > 0.97, name
    # Backward it is the same walk.
    viewer.step_stage(-1)
    for expected in reversed(backward):
        assert [canvas.state for canvas in viewer.canvases] == expected
        viewer.step_stage(-1)


def test_a_second_case_hangs_beside_in_every_stage(viewer: CaseViewer):
    viewer.set_other(ready_case(synthetic=False))
    assert len(viewer.canvases) == 8
    assert len(viewer.states) == 4
    viewer.set_stage(Stage.CC)
    assert labels(viewer) == ["R CC", "L CC", "R CC", "L CC"]
    viewer.toggle_alone(1)
    assert labels(viewer) == ["L CC", "L CC"]
    synthetic = [canvas.picture.view.synthetic for canvas in viewer.canvases if canvas.picture]
    assert synthetic == [True, False]
    assert viewer.other is not None
    viewer.exchange(viewer.other)
    viewer.set_compare(False)
    assert viewer.shown is not None and not viewer.shown.case.synthetic
    assert len(viewer.canvases) == 2


def test_a_flipped_view_is_the_mirror_image_and_its_words_follow(viewer: CaseViewer):
    canvas = viewer.canvases[0]
    canvas.setFocus()
    before = pixels_of(canvas.viewport())[..., 0].astype(int)
    viewer.looking.flip(mirrored=True)
    flipped = pixels_of(canvas.viewport())[..., 0].astype(int)
    rows = slice(40, None)  # below the mark, which follows in its own way
    assert np.abs(flipped[rows, ::-1] - before[rows]).mean() < 2
    viewer.looking.flip(mirrored=True)
    np.testing.assert_array_equal(pixels_of(canvas.viewport())[..., 0], before)
    amber_before = amber(pixels_of(canvas.viewport())[:, :200])
    viewer.looking.flip(mirrored=True)
    assert amber_before > 50
    assert amber(pixels_of(canvas.viewport())[:, :200]) == 0


def test_true_size_needs_a_spacing_and_then_is_exact(viewer: CaseViewer):
    assert viewer.looking.true_size(0.25)
    assert viewer.states[0].scale == 2.0  # 0.5 mm a row, 0.25 mm a device pixel


def test_the_loupe_shows_source_pixels_and_the_wheel_changes_it(viewer: CaseViewer, qtbot: QtBot):
    told: list[Loupe] = []
    viewer.loupe_changed.connect(told.append)
    canvas = viewer.canvases[0]
    before = pixels_of(canvas.viewport())
    drag(canvas, QPointF(100, 100), QPointF(200, 150), Qt.MouseButton.NoButton)
    viewer.set_loupe(Loupe(size_px=120, power=4))
    viewer.set_held_keys({"loupe": "G"})
    qtbot.keyPress(viewer, Qt.Key.Key_G)
    held = pixels_of(canvas.viewport())
    changed = (held != before).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert 110 <= rows.max() - rows.min() <= 121
    assert (rows.min() + rows.max()) / 2 == pytest.approx(150, abs=3)
    assert (columns.min() + columns.max()) / 2 == pytest.approx(200, abs=3)
    wheel(canvas, QPointF(200, 150), 2)
    assert told[-1].power == pytest.approx(4 * 1.25**2)
    assert canvas.state.scale is None
    qtbot.keyRelease(viewer, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: canvas.loupe is None)
    np.testing.assert_array_equal(pixels_of(canvas.viewport()), before)


def test_the_mouse_does_what_it_is_told(viewer: CaseViewer):
    mouse = MouseMap(
        drags={(Button.LEFT, Modifier.NONE): Drag.PAN}, wheels={Modifier.NONE: Wheel.STAGE}
    )
    viewer.set_mouse(mouse, "tool_window")
    drag(viewer.canvases[0], QPointF(50, 50), QPointF(90, 50), Qt.MouseButton.LeftButton)
    assert viewer.states[0].voi is None
    assert viewer.states[0].center is not None
    wheel(viewer.canvases[0], QPointF(50, 50), -1)
    assert viewer.stage is Stage.CC
    wheel(viewer.canvases[0], QPointF(50, 50), 1)
    assert viewer.stage is Stage.ALL


def test_a_window_typed_for_one_view_reaches_linked_ones_in_proportion(viewer: CaseViewer):
    viewer.looking.use_voi(Window(center=1000, width=2048))
    assert {state.voi.width for state in viewer.states if isinstance(state.voi, Window)} == {2048}
    assert viewer.states[0].voi == Window(center=1000, width=2048)


def test_the_histogram_comes_and_goes(viewer: CaseViewer):
    before = pixels_of(viewer.canvases[0].viewport())
    viewer.set_look(histogram=True)
    assert (pixels_of(viewer.canvases[0].viewport()) != before).any()
    viewer.set_look(histogram=False)
    np.testing.assert_array_equal(pixels_of(viewer.canvases[0].viewport()), before)


def test_a_left_breast_alone_has_its_words_where_its_nipple_points(viewer: CaseViewer):
    viewer.show_alone(1)
    QApplication.sendPostedEvents()
    canvas = viewer.canvases[0]
    bare = pixels_of(canvas.viewport())
    viewer.set_look(overlay=OverlayLevel.ALL)
    words = (pixels_of(canvas.viewport()) != bare).any(axis=2)
    middle = slice(bare.shape[0] // 2 - 30, bare.shape[0] // 2 + 30)
    columns = np.nonzero(words[middle].any(axis=0))[0]
    assert columns.min() > bare.shape[1] / 2  # the A of anterior


def test_the_loupe_stays_while_its_key_repeats_itself_and_with_shift(
    viewer: CaseViewer, qtbot: QtBot
):
    canvas = viewer.canvases[0]
    viewer.set_held_keys({"loupe": "G"})
    qtbot.keyPress(viewer, Qt.Key.Key_G)
    # X11 repeats a key at times as if it were let go and pressed anew.
    qtbot.keyRelease(viewer, Qt.Key.Key_G)
    qtbot.keyPress(viewer, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    qtbot.wait(2 * LET_GO_AFTER_MS)
    assert canvas.loupe is not None
    qtbot.keyRelease(viewer, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: canvas.loupe is None)


def test_a_button_holds_the_loupe_that_was_chosen(viewer: CaseViewer):
    viewer.set_mouse(MouseMap(drags={(Button.LEFT, Modifier.NONE): Drag.LOUPE}), "tool_window")
    viewer.set_loupe(Loupe(size_px=150, power=5))
    canvas = viewer.canvases[0]
    at = QPointF(100, 100)
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    press = QMouseEvent(QEvent.Type.MouseButtonPress, at, canvas.mapToGlobal(at), left, left, plain)
    QApplication.sendEvent(canvas.viewport(), press)
    assert canvas.loupe == Loupe(size_px=150, power=5)
    release = QMouseEvent(
        QEvent.Type.MouseButtonRelease,
        at,
        canvas.mapToGlobal(at),
        left,
        Qt.MouseButton.NoButton,
        plain,
    )
    QApplication.sendEvent(canvas.viewport(), release)
    assert canvas.loupe is None

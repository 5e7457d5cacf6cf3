"""The viewer: what mouse, wheel and keys do to a case on the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewer.case_viewer import CaseViewer
from app.viewer.state import PRESETS
from inference.recipe import ViewName
from tests.app.conftest import ready_case


@pytest.fixture
def viewer(qtbot: QtBot) -> CaseViewer:
    made = CaseViewer()
    made.set_overlay(False)
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
        assert state.window is not None
        assert state.window.width > 4096
        assert state.window.center == 2048


def test_dragging_down_makes_the_picture_brighter(viewer: CaseViewer):
    before = pixels_of(viewer).mean()
    drag(viewer.canvases[0], QPointF(50, 50), QPointF(50, 120), Qt.MouseButton.LeftButton)
    window = viewer.states[0].window
    assert window is not None and window.center < 2048
    assert pixels_of(viewer).mean() > before + 5


def test_dragging_with_the_middle_button_pans_one_view(viewer: CaseViewer):
    canvas = viewer.canvases[0]
    wheel(canvas, QPointF(400, 100), 5)
    before = canvas.image_point(QPointF(400, 100))
    drag(canvas, QPointF(400, 100), QPointF(420, 90), Qt.MouseButton.MiddleButton)
    assert canvas.image_point(QPointF(420, 90)) == pytest.approx(before, abs=0.5)
    assert viewer.states[1].center is None


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
    viewer.use_preset(PRESETS[3])
    viewer.toggle_alone()
    assert len({canvas.state.window for canvas in viewer.canvases}) == 1


def test_actual_pixels_are_device_pixels(viewer: CaseViewer):
    viewer.actual_size()
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
    viewer.invert()
    assert (pixels_of(viewer) != before).any()
    viewer.invert()
    np.testing.assert_array_equal(pixels_of(viewer), before)


def test_reset_brings_everything_back(viewer: CaseViewer):
    before = pixels_of(viewer)
    viewer.invert()
    viewer.zoom(2)
    viewer.use_preset(PRESETS[1])
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
    viewer.set_overlay(True)
    assert not any(amber(pixels_of(canvas.viewport())) for canvas in viewer.canvases)


def test_the_overlay_can_be_hidden(viewer: CaseViewer):
    without = pixels_of(viewer)
    viewer.set_overlay(True)
    assert (pixels_of(viewer) != without).any()
    viewer.set_overlay(False)
    np.testing.assert_array_equal(pixels_of(viewer), without)


def test_a_changed_case_keeps_zoom_and_window_and_another_only_the_window(viewer: CaseViewer):
    wheel(viewer.canvases[0], QPointF(10, 10), 2)
    viewer.use_preset(PRESETS[1])
    kept = viewer.states
    viewer.show_case(ready_case(), keep_window=True, keep_position=True)
    assert viewer.states == kept
    viewer.show_case(ready_case(), keep_window=True)
    assert viewer.states[0].scale is None
    assert viewer.states[0].window == kept[0].window
    viewer.show_case(ready_case())
    assert viewer.states[0].window is None


def test_views_have_names_for_those_who_cannot_see_them(viewer: CaseViewer):
    names = [canvas.accessibleName() for canvas in viewer.canvases]
    assert names == ["R CC, synthetic", "L CC, synthetic", "R MLO, synthetic", "L MLO, synthetic"]


def test_going_alone_and_back_shows_the_whole_view_and_keeps_it_active(viewer: CaseViewer):
    viewer.toggle_alone(2)
    viewer.zoom(3)
    viewer.toggle_alone()
    assert all(state.scale is None for state in viewer.states)
    viewer.actual_size()
    assert viewer.states[2].scale == 1

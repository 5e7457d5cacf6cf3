"""Two fingers on a touch screen, as a reader of pairs uses them."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.program import make_application
from app.viewer.case_viewer import CaseViewer
from app.viewer.ready_case import make_ready
from inference.case import Case
from tests.app.conftest import view_of


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS brings gestures of its own")
def test_two_fingers_zoom_both_pictures_of_a_pair(qtbot: QtBot) -> None:
    make_application()
    pixels = np.arange(200 * 160, dtype=np.uint16).reshape(200, 160) % 4096
    views = tuple(view_of(pixels.copy(), None) for _ in range(2))
    viewer = CaseViewer()
    qtbot.addWidget(viewer)
    viewer.resize(900, 500)
    viewer.show()
    viewer.show_case(make_ready(Case(case_id="pair", views=views)))
    screen = QTest.createTouchDevice()
    area = viewer.canvases[0].viewport()
    middle = area.rect().center()
    for step, apart in enumerate((20, 30, 60, 120)):
        touch = QTest.touchEvent(area, screen)
        act = touch.press if step == 0 else touch.move
        for finger, side in ((0, -apart), (1, apart)):
            act(finger, middle + QPoint(side, 0), area)
        touch.commit(True)
    first, second = (state.scale for state in viewer.states)
    assert first is not None
    assert first > 5  # It was fitted at 2.5.
    assert second == first

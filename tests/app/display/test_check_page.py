"""The check of the display."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.display.check_page import DisplayCheckDialog
from app.display.patterns import BRIGHT, DARK, GreySteps, SearchField, SquareInSquare, step_greys
from app.reading.display_check import BACKGROUNDS, SQUARE_PART, Square
from app.reading.display_check_results import latest_display_check

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> DisplayCheckDialog:
    screen = QGuiApplication.primaryScreen()
    made = DisplayCheckDialog(screen, tmp_path / "data", 0.2, seed=4, now=lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    return made


def greys_of(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat[:, : image.width()].copy()


def begin(dialog: DisplayCheckDialog) -> SearchField:
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Continue"].click()
    field = dialog.findChild(SearchField)
    assert isinstance(field, SearchField)
    return field


def answer_by_mouse(qtbot: QtBot, dialog: DisplayCheckDialog, field: SearchField, faintest: int):
    while (square := dialog.search.square) is not None:
        beside = SQUARE_PART / 2 if square.contrast >= faintest else -SQUARE_PART / 2
        at = field.point_at(square.row + beside, square.column + beside)
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=at.toPoint())


def test_eighteen_steps_go_from_black_to_white(qtbot: QtBot):
    assert step_greys()[0] == 0 and step_greys()[-1] == 255
    widget = GreySteps()
    qtbot.addWidget(widget)
    widget.resize(360, 90)
    assert np.array_equal(greys_of(widget)[45, 10::20], step_greys())


@pytest.mark.parametrize(("greys", "part"), [(DARK, 0.05), (BRIGHT, 0.95)])
def test_squares_in_black_and_white_have_their_five_percent(qtbot: QtBot, greys, part):
    assert greys[1] / 255 == pytest.approx(part, abs=0.002)
    widget = SquareInSquare(*greys, "square")
    qtbot.addWidget(widget)
    widget.resize(200, 160)
    shown = greys_of(widget)
    assert (shown[5, 5], shown[80, 100]) == greys


def test_the_faint_square_is_drawn_where_it_counts(qtbot: QtBot):
    field = SearchField()
    qtbot.addWidget(field)
    field.resize(500, 400)
    square = Square(background=128, contrast=1, row=0.3, column=0.6)
    field.show_square(square)
    shown = greys_of(field)
    bright = np.argwhere(shown == 129)
    middle = field.point_at(square.row + SQUARE_PART / 2, square.column + SQUARE_PART / 2)
    assert bright.mean(axis=0) == pytest.approx((middle.y(), middle.x()), abs=1.5)


def test_the_check_leads_to_a_result_that_is_kept(
    qtbot: QtBot, dialog: DisplayCheckDialog, tmp_path: Path
):
    for box in dialog.findChildren(QCheckBox):
        box.click()
    answer_by_mouse(qtbot, dialog, begin(dialog), faintest=3)
    result = dialog.check_result
    assert result is not None
    assert result.smallest_seen == dict.fromkeys(BACKGROUNDS, 3)
    assert result.good
    assert result.checked_at == "2026-01-02T03:04:05+00:00"
    assert latest_display_check(tmp_path / "data", result.screen) == result


def test_keys_name_the_place_of_a_square(qtbot: QtBot, dialog: DisplayCheckDialog):
    begin(dialog)
    while (square := dialog.search.square) is not None:
        key = Qt.Key(Qt.Key.Key_0 + square.cell) if square.contrast >= 10 else Qt.Key.Key_N
        qtbot.keyClick(dialog, key)
    assert dialog.check_result is not None
    assert dialog.check_result.smallest_seen == dict.fromkeys(BACKGROUNDS, 10)
    assert not dialog.check_result.good


def test_escape_keeps_nothing(qtbot: QtBot, dialog: DisplayCheckDialog, tmp_path: Path):
    begin(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert latest_display_check(tmp_path / "data") is None


def test_a_result_that_cannot_be_kept_is_told(
    qtbot: QtBot, dialog: DisplayCheckDialog, tmp_path: Path
):
    (tmp_path / "data").write_text("in the way")
    answer_by_mouse(qtbot, dialog, begin(dialog), faintest=1)
    assert "is a file" in dialog._told.text()

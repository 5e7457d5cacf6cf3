"""True size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from app.display.calibration import (
    CARD_MM,
    calibrated,
    mm_per_device_pixel,
    screen_name,
    told_by_screen,
)
from app.display.calibration_dialog import CalibrationDialog
from app.settings import MM_PER_DEVICE_PIXEL, MOST_SCREENS, Settings


@pytest.fixture
def screen(qtbot: QtBot):
    return QGuiApplication.primaryScreen()


def test_a_screen_is_known_again(screen):
    assert mm_per_device_pixel(Settings(), screen) is None
    settings = calibrated(Settings(), screen, 0.2)
    assert mm_per_device_pixel(settings, screen) == 0.2
    assert mm_per_device_pixel(calibrated(settings, screen, 0.3), screen) == 0.3


def test_resolution_and_pixel_ratio_belong_to_the_name(screen):
    size = screen.size()
    assert screen_name(screen).endswith(f"{size.width()}×{size.height()} @1")


def test_the_oldest_of_too_many_screens_goes(screen):
    full = Settings(screens={f"screen {n}": 0.2 for n in range(MOST_SCREENS)})
    after = calibrated(full, screen, 0.3)
    assert len(after.screens) == MOST_SCREENS
    assert "screen 0" not in after.screens
    assert mm_per_device_pixel(after, screen) == 0.3


def test_what_a_screen_says_of_itself_is_within_reason(screen):
    assert MM_PER_DEVICE_PIXEL[0] <= told_by_screen(screen) <= MM_PER_DEVICE_PIXEL[1]


def test_the_width_of_the_card_gives_the_size_of_a_pixel(qtbot: QtBot, screen):
    dialog = CalibrationDialog(screen)
    qtbot.addWidget(dialog)
    dialog.set_card_width(428)
    assert dialog.mm_per_device_pixel == pytest.approx(85.6 / 428)


def test_the_drawn_card_is_as_wide_as_it_says(qtbot: QtBot, screen):
    dialog = CalibrationDialog(screen, known_mm=CARD_MM[0] / 300)
    qtbot.addWidget(dialog)
    dialog.show()
    image = dialog._card.grab().toImage()
    # A fifth above the middle, beside the words.
    row = image.height() // 2 - 40
    greys = [image.pixelColor(x, row).red() for x in range(image.width())]
    inside = [
        x for x, grey in enumerate(greys) if grey == image.pixelColor(image.width() // 2, row).red()
    ]
    assert abs((inside[-1] - inside[0] + 1) - 300) <= 2


def test_arrow_keys_change_the_width_by_a_pixel(qtbot: QtBot, screen):
    dialog = CalibrationDialog(screen, known_mm=CARD_MM[0] / 300)
    qtbot.addWidget(dialog)
    dialog.show()
    slider = dialog.findChild(QSlider)
    assert isinstance(slider, QSlider)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert dialog.mm_per_device_pixel == pytest.approx(CARD_MM[0] / 301)

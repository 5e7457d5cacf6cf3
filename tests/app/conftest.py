"""What tests of the program share: a window on the tiny bundle, and views with known values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import onnxruntime  # noqa: F401 - before Qt, as in the program
import pytest
from pytestqt.qtbot import QtBot

from app.generator.drawing import Drawing
from app.main_window import MainWindow
from app.program import make_application
from app.settings import Folders, Settings
from app.viewer.ready_case import ReadyCase, make_ready
from inference.case import Case, PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ALL_VIEWS, ViewName

LONGEST_WAIT_MS = 20_000


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(
        settings_file=tmp_path / "config" / "settings.json",
        logs=tmp_path / "logs",
        data=tmp_path / "data",
    )


@pytest.fixture
def make_window(
    qtbot: QtBot, tiny_bundle: Path, folders: Folders
) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows that are stopped after the test, however it ends."""
    make_application()
    made: list[MainWindow] = []

    def make(
        settings: Settings | None = None, bundle: Path = tiny_bundle, *, resized: bool = True
    ) -> MainWindow:
        window = MainWindow(settings or Settings(), folders, Drawing(bundle, "cpu"))
        if resized:
            window.resize(1200, 800)
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield make
    for window in made:
        window.background.stop()


@pytest.fixture
def window(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> MainWindow:
    """A window whose first case is drawn."""
    made = make_window()
    with qtbot.waitSignal(made.generate.case_shown, timeout=LONGEST_WAIT_MS):
        made.start()
    return made


def view_of(
    pixels: np.ndarray,
    name: ViewName | None = ViewName.R_CC,
    *,
    synthetic: bool = True,
    spacing_mm: tuple[float, float] | None = (0.5, 0.5),
    greyscale: Greyscale | None = None,
) -> View:
    return View(
        name=name,
        pixels=pixels,
        greyscale=greyscale or Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=spacing_mm,
        pixel_spacing_source=(
            PixelSpacingSource.UNKNOWN if spacing_mm is None else PixelSpacingSource.GENERATED
        ),
        synthetic=synthetic,
    )


def ready_case(
    names: tuple[ViewName, ...] = ALL_VIEWS, *, synthetic: bool = True, rows: int = 100
) -> ReadyCase:
    """A case of grey ramps of 4 : 5."""
    ramp = np.linspace(0, 4095, rows * rows * 4 // 5).astype(np.uint16).reshape(rows, -1)
    views = tuple(view_of(ramp.copy(), name, synthetic=synthetic) for name in names)
    return make_ready(Case(case_id="CASE", views=views))

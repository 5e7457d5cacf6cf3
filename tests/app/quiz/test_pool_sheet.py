"""The sheet on which real pictures are imported, accepted and left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.background import Background
from app.program import make_application
from app.quiz.beginning import POOL, accepted_views
from app.quiz.pool_desk import PoolDesk
from app.quiz.pool_sheet import PoolSheet
from app.quiz.pool_wall import PoolWall
from app.quiz.start_view import StartView
from app.reading.quiz.rounds import Pairs, PictureForm, RoundKind
from inference.real_pool.pool import open_pool
from tests.phantom_breast import draw_breast
from tests.phantom_pool import phantom_pool

LONG_MS = 60_000


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path) -> Iterator[PoolSheet]:
    make_application()
    phantom_pool(tmp_path / POOL, 3)
    background = Background()
    made = PoolSheet(PoolDesk(background, tmp_path))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.wall.count() == 3, timeout=LONG_MS)
    yield made
    made.reject()
    background.stop()


def picture(folder: Path, name: str, seed: int) -> Path:
    image = draw_breast(seed=seed, height_mm=160).image
    grey = np.clip(np.rint((image + 1) * 127.5), 0, 255).astype(np.uint8)
    Image.fromarray(grey).save(folder / name)
    return folder / name


def taken_in(qtbot: QtBot, sheet: PoolSheet, *sources: Path) -> None:
    sheet.technique.setCurrentIndex(sheet.technique.findData("film"))
    with qtbot.waitSignal(sheet.desk.imported, timeout=LONG_MS):
        sheet.import_from(sources)


def test_pictures_are_accepted_and_left_out_by_key(
    qtbot: QtBot, sheet: PoolSheet, tmp_path: Path
) -> None:
    sheet.wall.setCurrentRow(1)
    (chosen,) = sheet.wall.chosen
    QTest.keyClick(sheet.wall, Qt.Key.Key_X)
    assert open_pool(tmp_path / POOL).entry(chosen).accepted is False
    assert accepted_views(tmp_path) == 2
    QTest.keyClick(sheet.wall, Qt.Key.Key_A)
    assert open_pool(tmp_path / POOL).entry(chosen).accepted is True


def test_a_decision_leads_to_the_next_picture_nobody_looked_at(
    qtbot: QtBot, sheet: PoolSheet, tmp_path: Path
) -> None:
    first, _, third = open_pool(tmp_path / POOL).entries
    sheet.desk.decide([first.id, third.id], None)
    sheet.wall.setCurrentRow(0)
    QTest.keyClick(sheet.wall, Qt.Key.Key_A)
    assert sheet.wall.chosen == (third.id,)


def test_an_import_adds_what_can_be_used_and_says_why_the_rest_cannot(
    qtbot: QtBot, sheet: PoolSheet, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    picture(folder, "12_L_MLO.png", seed=40)
    (folder / "12_R_CC.png").write_bytes(b"no picture")
    taken_in(qtbot, sheet, folder)
    assert "1 new" in sheet.notes
    assert sheet.wall.count() == 4
    assert "12_R_CC.png was left out" in sheet.notes
    assert accepted_views(tmp_path) == 3  # Somebody has to look at the new one first.
    taken_in(qtbot, sheet, folder / "12_L_MLO.png")
    assert "1 known already" in sheet.notes
    assert sheet.wall.count() == 4


def test_an_import_that_is_stopped_keeps_what_it_took(
    qtbot: QtBot, sheet: PoolSheet, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(3):
        picture(folder, f"{number}_L_CC.png", seed=50 + number)
    sheet.desk.progress.connect(
        lambda done, total: sheet.desk.stop(), Qt.ConnectionType.DirectConnection
    )
    taken_in(qtbot, sheet, folder)
    assert "Stopped" in sheet.notes
    assert sheet.wall.count() == 4


def test_small_pictures_come_for_every_entry(qtbot: QtBot, sheet: PoolSheet) -> None:
    qtbot.waitUntil(lambda: not sheet.wall.without_picture, timeout=LONG_MS)


def test_a_damaged_picture_does_not_keep_the_others_from_being_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    wall = PoolWall()
    qtbot.addWidget(wall)
    pool = phantom_pool(tmp_path / POOL, 2)
    wall.show_entries(pool.entries)
    first, second = pool.entries
    wall.show_picture(first.id, None)
    wall.show_picture(second.id, pool.thumbnail(second.id))
    assert wall.without_picture == ()


def test_rounds_show_whole_views_once_the_pool_suffices(qtbot: QtBot) -> None:
    start = StartView()
    qtbot.addWidget(start)
    start.choose(RoundKind.PAIRS)
    for views, form in ((9, PictureForm.PATCH), (10, PictureForm.VIEW)):
        start.show_pool(views)
        settings = start.settings()
        assert isinstance(settings, Pairs)
        assert settings.form is form

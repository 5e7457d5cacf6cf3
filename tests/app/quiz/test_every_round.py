"""Every round is played from the keyboard, from its start to its result.

With the folder `MAMMOGYM_PICTURES` in the environment, a picture of each step is written there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.quiz.beginning import POOL, SITTINGS
from app.quiz.words import ORDER
from app.reading.quiz.rounds import ROUNDS, PictureForm, RoundKind, RoundSettings
from app.reading.quiz.sitting import SittingState
from app.reading.quiz.sitting_log import read_sitting, sittings_in
from app.settings import Folders
from inference.recipe import ViewName
from inference.resources import shipped_bundle
from tests.app.quiz.keyboard_reader import LONG_MS, KeyboardReader
from tests.phantom_pool import phantom_pool

SMALL: dict[RoundKind, dict[str, object]] = {
    RoundKind.FIND_THE_LESION: {"cases": 2, "views": (ViewName.L_CC, ViewName.L_MLO)},
    RoundKind.READ_AND_REPORT: {"cases": 1, "prevalence": 1.0, "views": (ViewName.L_CC,)},
    RoundKind.ODD_ONE_OUT: {"wrong_answers": 1, "most_trials": 2},
    RoundKind.REAL_OR_SYNTHETIC: {
        "real": 1,
        "synthesized": 1,
        "edited": 0,
        "form": PictureForm.PATCH,
    },
    RoundKind.PAIRS: {"pairs": 1, "form": PictureForm.PATCH},
    RoundKind.FIND_THE_SYNTHETIC: {
        "wrong_answers": 1,
        "most_trials": 2,
        "form": PictureForm.PATCH,
    },
}


def small(kind: RoundKind) -> RoundSettings:
    return replace(ROUNDS[kind](), **SMALL[kind])  # type: ignore[arg-type]


@pytest.fixture
def reader(
    qtbot: QtBot, make_window: Callable[..., MainWindow], folders: Folders
) -> KeyboardReader:
    phantom_pool(folders.data / POOL, 5)
    window = make_window(bundle=shipped_bundle())
    window.quiz._drawing.start()  # The model alone: no case is drawn on Generate meanwhile.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG_MS)
    window.show_page("quiz")
    wanted = os.environ.get("MAMMOGYM_PICTURES")
    return KeyboardReader(qtbot, window, Path(wanted) if wanted else None)


def answer(reader: KeyboardReader, kind: RoundKind) -> None:
    if kind is RoundKind.FIND_THE_LESION:
        reader.key(Qt.Key.Key_M)
        reader.key(Qt.Key.Key_4)
        reader.key(Qt.Key.Key_J)
        reader.key(Qt.Key.Key_5)
    elif kind is RoundKind.READ_AND_REPORT:
        reader.key(Qt.Key.Key_M)
    else:
        reader.key(Qt.Key.Key_2)
        return
    reader.picture(f"{kind}-answer")
    reader.key(Qt.Key.Key_N)


def test_each_round_is_played_from_the_keyboard_from_start_to_result(
    reader: KeyboardReader, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, kind in enumerate(ORDER, start=1):
        with monkeypatch.context() as patch:
            play(reader, kind, patch)
        path = sittings_in(folders.data / SITTINGS)[-1]
        record = read_sitting(path)
        assert len(sittings_in(folders.data / SITTINGS)) == number
        assert record.header.settings == small(kind)
        assert record.answers
        assert record.end is not None
        reader.key(Qt.Key.Key_N)
        assert reader.page.start.isVisible(), kind


def play(reader: KeyboardReader, kind: RoundKind, patch: pytest.MonkeyPatch) -> None:
    page = reader.page
    reader.choose(kind)
    reader.picture(f"{kind}-start")
    patch.setattr(page.start, "settings", lambda: small(kind))
    reader.begin()
    reader.picture(f"{kind}-question")
    while page.desk.sitting is not None:
        reader.go(lambda: answer(reader, kind), SittingState.FEEDBACK)
        reader.picture(f"{kind}-truth")
        reader.key(Qt.Key.Key_N)
        reader.qtbot.waitUntil(
            lambda: page.desk.state in (SittingState.ASKING, None), timeout=LONG_MS
        )
    assert page.result.isVisible(), kind
    reader.qtbot.wait(1500 if reader.takes_pictures else 0)
    reader.picture(f"{kind}-result")

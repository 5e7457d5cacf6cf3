"""Readers of a workstation: chosen, made, changed and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.program import make_application
from app.quiz.profile_box import ProfileBox
from app.quiz.profile_desk import ProfileDesk
from app.quiz.profile_dialog import ProfileDialog
from app.reading.quiz.progress_store import FILE_NAME
from app.reading.quiz.reader import Reader
from app.settings import Settings, SettingsError, read_settings, write_settings
from tests.app.quiz.shown_texts import words_on

ANN = Reader(
    reader_id="r-ann",
    name="AB",
    years_since_fellowship=11,
    board_certified=True,
    speciality="breast imaging",
)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> ProfileDesk:
    make_application()
    made = ProfileDesk(tmp_path)
    made.open()
    return made


def test_the_first_reader_has_a_profile_without_being_asked(desk: ProfileDesk):
    (reader,) = desk.readers
    assert desk.reader == reader
    assert reader.reader_id.startswith("r-")
    desk.close()


def test_a_reader_who_is_made_or_renamed_sits_and_keeps_the_id(desk: ProfileDesk):
    desk.keep(ANN)
    assert desk.reader == ANN
    renamed = Reader(reader_id="r-ann", name="Ann B.")
    desk.keep(renamed)
    assert desk.reader == renamed
    assert len(desk.readers) == 2
    assert desk.name_of("r-ann") == "Ann B."
    assert desk.name_of("r-nobody") == "r-nobody"
    desk.close()


def test_who_read_last_sits_at_the_next_start(desk: ProfileDesk, tmp_path: Path):
    desk.keep(ANN)
    desk.close()
    later = ProfileDesk(tmp_path, "r-ann")
    later.open()
    assert later.reader == ANN
    later.close()


def test_a_newer_store_is_left_alone_and_told(tmp_path: Path, qtbot: QtBot):
    import sqlite3

    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    desk = ProfileDesk(tmp_path, "r-ann")
    with qtbot.waitSignal(desk.failed) as told:
        desk.open()
    assert "newer Mammogym" in str(told.args)
    assert desk.reader.reader_id == "r-ann"
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_the_box_says_who_sits_and_changes_it(qtbot: QtBot, desk: ProfileDesk):
    box = ProfileBox(desk)
    qtbot.addWidget(box)
    box.show()
    first = desk.reader
    desk.keep(ANN)
    assert box.choice.currentText() == "AB"
    assert "11 years since fellowship · board certified · breast imaging" in words_on(box)
    box.choice.setCurrentIndex(box.choice.findData(first.reader_id))
    box.choice.activated.emit(box.choice.currentIndex())
    assert desk.reader == first
    with qtbot.waitSignal(box.progress_wanted):
        box.progress.click()
    desk.close()


def test_the_dialog_gives_back_the_profile_that_it_was_given(qtbot: QtBot):
    make_application()
    dialog = ProfileDialog(ANN)
    qtbot.addWidget(dialog)
    assert dialog.reader == ANN
    dialog.name.setText("CD")
    dialog.years.setValue(-1)
    dialog.certified.set_value("")
    assert dialog.reader == Reader(reader_id="r-ann", name="CD", speciality="breast imaging")


def test_a_reader_without_a_name_is_not_made(qtbot: QtBot):
    make_application()
    dialog = ProfileDialog()
    qtbot.addWidget(dialog)
    ok = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.name.setText("  ")
    assert not ok.isEnabled()
    dialog.name.setText("EF")
    assert ok.isEnabled()
    assert dialog.reader.reader_id.startswith("r-")


def test_the_reader_is_remembered_in_the_settings(tmp_path: Path):
    path = tmp_path / "settings.json"
    write_settings(Settings(reader="r-ann"), path)
    assert read_settings(path)[0].reader == "r-ann"
    with pytest.raises(SettingsError):
        Settings(reader="../../etc")

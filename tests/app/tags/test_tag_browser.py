"""The window of tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from app.background import Background
from app.tags.tag_browser import TagBrowser
from tests.inference.dicom.small_pictures import breast, mammogram_dataset


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[TagBrowser]:
    background = Background()
    made = TagBrowser(background)
    qtbot.addWidget(made)
    made.show()
    yield made
    background.stop()


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[str, Path]]:
    made = []
    for label in ("R CC", "L CC"):
        dataset = mammogram_dataset(breast(), PatientID="A-1", SeriesDescription=label)
        path = tmp_path / f"{label}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        made.append((label, path))
    return made


def tree(browser: TagBrowser) -> QTreeWidget:
    found = browser.findChild(QTreeWidget)
    assert isinstance(found, QTreeWidget)
    return found


def values(browser: TagBrowser, name: str) -> list[str]:
    return [item.text(3) for item in browser._items if item.text(1) == name]


def test_a_drawn_case_has_no_tags_and_says_so(browser: TagBrowser):
    browser.show_files([])
    assert "no file" in browser.sentence
    assert not any(button.isEnabled() for button in browser._buttons)


def test_the_view_is_chosen_and_its_tags_are_shown(qtbot: QtBot, browser: TagBrowser, files):
    browser.show_files(files)
    qtbot.waitUntil(lambda: values(browser, "Series Description") == ["R CC"])
    chooser = browser.findChild(QComboBox)
    assert isinstance(chooser, QComboBox) and chooser.isVisible()
    chooser.setCurrentIndex(1)
    qtbot.waitUntil(lambda: values(browser, "Series Description") == ["L CC"])
    browser.show_files(files[:1])
    qtbot.waitUntil(lambda: values(browser, "Series Description") == ["R CC"])
    assert not chooser.isVisible()


def test_words_find_tags_names_keywords_and_values(qtbot: QtBot, browser: TagBrowser, files):
    browser.show_files(files)
    qtbot.waitUntil(lambda: bool(browser._items))
    search = browser.findChild(QLineEdit)
    assert isinstance(search, QLineEdit)
    for words in ("0010,0020", "patientid a-1", "patient id"):
        search.setText(words)
        browser._find()
        assert "(0010,0020)" in [item.text(0) for item in browser._shown()]
        assert len(browser._shown()) < 5
    search.setText("no such thing")
    browser._find()
    assert browser._shown() == []


def test_what_is_found_in_an_item_shows_where_it_is_nested(
    qtbot: QtBot, browser: TagBrowser, tmp_path: Path
):
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence

    code = Dataset()
    code.CodeMeaning = "xyzzy"
    dataset = mammogram_dataset(breast(), AnatomicRegionSequence=Sequence([code]))
    dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True)
    browser.show_files([("a", tmp_path / "a.dcm")])
    qtbot.waitUntil(lambda: bool(browser._items))
    browser._search.setText("xyzzy")
    browser._find()
    assert [item.text(0) for item in browser._shown()] == ["(0008,2218)", "#1", "(0008,0104)"]


def test_chosen_rows_and_all_rows_are_copied(qtbot: QtBot, browser: TagBrowser, files):
    browser.show_files(files)
    qtbot.waitUntil(lambda: bool(browser._items))
    (item,) = [item for item in browser._items if item.text(0) == "(0010,0020)"]
    tree(browser).setCurrentItem(item)
    qtbot.keyClick(tree(browser), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "(0010,0020)\tLO\tPatientID\tA-1\n"
    browser.copy_all()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(browser._items)


def test_a_file_that_cannot_be_read_is_told_with_a_sentence(
    qtbot: QtBot, browser: TagBrowser, tmp_path: Path
):
    browser.show_files([("gone", tmp_path / "gone.dcm")])
    qtbot.waitUntil(lambda: "There is no file" in browser.sentence)

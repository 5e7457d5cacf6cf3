"""Claims about the Library page: found by words, told with its source, one click from the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.library.page import LibraryPage, picture_of
from app.main_window import MainWindow
from inference.errors import InputError
from inference.lesions.library import Library, read_library

LIBRARY = read_library()


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    made = LibraryPage(lambda: 0.45)
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_examples_are_listed_and_searched_by_their_words(page: LibraryPage):
    assert list(page.shown) == [entry.id for entry in LIBRARY.entries]
    assert page.status == f"{len(LIBRARY.entries)} examples"
    page.search("Oil CYST eggshell")
    assert page.shown == ("oil_cyst",)
    assert page.example.entry is not None and page.example.entry.id == "oil_cyst"
    page.search("unicorn")
    assert page.shown == () and not page.example.can_be_put_in
    assert "No example" in page.example.text


def test_an_example_is_told_with_how_often_it_is_met_and_where_that_stands(page: LibraryPage):
    page.choose("radial_scar")
    entry = LIBRARY.entry("radial_scar")
    assert entry.paragraph in page.example.text
    assert entry.prevalence.text in page.example.text
    assert entry.prevalence.source in page.example.text
    assert "second-hand" not in page.example.text
    page.choose("phyllodes_tumour")
    assert "second-hand" in page.example.text


def test_what_is_too_fine_for_the_pixels_cannot_be_put_in_and_says_why(page: LibraryPage):
    page.choose("dcis_casts")
    assert not page.example.can_be_put_in
    assert "0.45 mm" in page.example.text
    page.choose("hamartoma")
    assert page.example.can_be_put_in


def test_one_click_asks_for_the_lesions_of_the_example(qtbot: QtBot, page: LibraryPage):
    page.choose("simple_cyst")
    with qtbot.waitSignal(page.lesions_wanted) as asked:
        page.example.wanted.emit()
    assert asked.args == [LIBRARY.entry("simple_cyst").specs]


def test_what_can_be_seen_has_a_picture_that_ships_and_they_are_small():
    total = 0
    for entry in LIBRARY.entries:
        is_hidden = bool(entry.why_not_visible(0.45))
        picture = picture_of(entry.picture)
        assert (picture is None) == is_hidden, entry.id
        if picture is not None:
            assert picture.width() >= 160
            total += entry.picture.stat().st_size
            assert b"SYNTHETIC" in entry.picture.read_bytes()
    assert total < 300_000


def test_a_library_that_cannot_be_read_is_told_in_a_sentence(qtbot: QtBot):
    def read() -> Library:
        raise InputError("The library lies in pieces. Install Mammogym again.")

    page = LibraryPage(lambda: None, read)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.problem) as told:
        page.show()
    assert "in pieces" in told.args[0]


def test_a_picture_that_is_none_is_passed_over(tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    assert picture_of(tmp_path / "a.jpg") is None
    assert picture_of(tmp_path / "missing.jpg") is None


def test_an_example_goes_into_the_case_of_the_page_generate(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    window.show_page("library")
    assert window.page is window.library
    wanted = []
    monkeypatch.setattr(window.generate, "add_lesions", wanted.append)
    window.library.choose("simple_cyst")
    window.library.example.wanted.emit()
    assert window.page is window.generate
    assert wanted == [LIBRARY.entry("simple_cyst").specs]

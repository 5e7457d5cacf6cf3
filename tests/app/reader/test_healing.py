"""Claims about taking lesions away on the page Read: shown, said, undone, and no file changed."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.reader.healing import HealedCases, healed, place_as_opened
from app.reader.page import ReadPage
from app.reading.marks import Mark, MarkKind
from app.reading.view_naming import named, named_view
from app.viewer.overlay import Look, overlay_texts
from app.viewer.ready_case import ReadyCase, make_ready
from app.viewer.state import ViewState
from inference.case import Case
from inference.dicom.write import write_case
from inference.errors import InputError
from inference.lesions.removal_spec import MAX_REMOVALS
from inference.recipe import ViewName
from tests.app.conftest import LONGEST_WAIT_MS
from tests.inference.lesions.phantom_breast import phantom_breast


def outline(view: int = 0, mark_id: str = "m1", column: float = 45, row: float = 125) -> Mark:
    angles = [2 * math.pi * one / 20 for one in range(20)]
    points = tuple((row + 9 * math.sin(angle), column + 9 * math.cos(angle)) for angle in angles)
    return Mark(mark_id=mark_id, view=view, kind=MarkKind.OUTLINE, points=points)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    case = Case(case_id="PHANTOM", views=tuple(phantom_breast("L")))
    return list(write_case(case, tmp_path / "case", stem="case", derivation="Drawn by rule"))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, files: list[Path]) -> ReadPage:
    """The page Read with a case, and a region selected on its first view."""
    with qtbot.waitSignal(window.read.case_shown, timeout=LONGEST_WAIT_MS):
        window.open(files)
    pointer = window.read.viewer.pointer
    window.read.desk.set_marks((outline(),))
    pointer.set_marks((outline(),))
    pointer.select("m1")
    return window.read


def shown(page: ReadPage) -> ReadyCase:
    assert page.viewer.shown is not None
    return page.viewer.shown


def do(qtbot: QtBot, window: MainWindow, action: str) -> None:
    with qtbot.waitSignal(window.read.case_shown, timeout=LONGEST_WAIT_MS):
        window.actions_by_name[action].trigger()


def test_what_is_outlined_goes_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, page: ReadPage, files: list[Path]
):
    contents = [path.read_bytes() for path in files]
    before = shown(page).case.views[0]
    do(qtbot, window, "take_away")
    view, other = shown(page).case.views
    changed = view.pixels != before.pixels
    assert changed.any() and changed[116:134, 36:54].sum() > 0.9 * changed.sum() * 0.5
    assert view.altered and not other.altered
    assert page.viewer.pointer.marks == (outline(),)
    assert "hold Y" in window.messages.text
    do(qtbot, window, "undo")
    assert np.array_equal(shown(page).case.views[0].pixels, before.pixels)
    assert not shown(page).case.altered
    do(qtbot, window, "redo")
    assert shown(page).case.altered
    assert [path.read_bytes() for path in files] == contents


def test_the_file_is_seen_again_while_a_key_is_held(
    qtbot: QtBot, window: MainWindow, page: ReadPage
):
    before = shown(page).case.views[0].pixels
    do(qtbot, window, "take_away")
    page.viewer.held.emit("unaltered", True)
    held = page.viewer.canvases[0].picture
    assert held is not None and np.array_equal(held.view.pixels, before)
    assert not held.view.altered
    page.viewer.held.emit("unaltered", False)
    now = page.viewer.canvases[0].picture
    assert now is not None and now.view.altered
    window.actions_by_name["unaltered"].trigger()
    seen = page.viewer.canvases[0].picture
    assert seen is not None and not seen.view.altered
    window.actions_by_name["unaltered"].trigger()
    now = page.viewer.canvases[0].picture
    assert now is not None and now.view.altered


def test_an_altered_view_says_so_on_the_screen_and_in_what_is_exported(
    qtbot: QtBot, window: MainWindow, page: ReadPage, tmp_path: Path
):
    do(qtbot, window, "take_away")
    view = shown(page).case.views[0]
    assert overlay_texts(view, ViewState(), 1.0, Look()).synthetic == "SYNTHETIC  ALTERED"
    page.toggle_key_image()
    (image,) = page.desk.notes.key_images
    assert image.note.startswith("Altered")
    window.exports.export_view(tmp_path / "shown.png")
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    texts = Image.open(tmp_path / "shown.png").info
    assert "ALTERED" in texts["Altered"] and texts["Title"].startswith("ALTERED")
    window.exports.export_dicom(tmp_path / "folder")
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    assert "still in them" in window.messages.text


def test_a_case_that_is_opened_again_is_still_healed_in_this_session(
    qtbot: QtBot, window: MainWindow, page: ReadPage, files: list[Path]
):
    do(qtbot, window, "take_away")
    window.open(files)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=LONGEST_WAIT_MS)
    assert shown(page).case.altered


def test_without_a_selected_region_there_is_nothing_to_take_away(
    window: MainWindow, page: ReadPage
):
    assert window.actions_by_name["take_away"].isEnabled()
    page.viewer.pointer.select(None)
    assert not window.actions_by_name["take_away"].isEnabled()


def test_a_region_in_the_air_is_refused_in_a_sentence(
    qtbot: QtBot, window: MainWindow, page: ReadPage
):
    far = outline(column=140, row=15)
    page.viewer.pointer.set_marks((far,))
    page.viewer.pointer.select("m1")
    with qtbot.waitSignal(window.problem, timeout=LONGEST_WAIT_MS):
        window.actions_by_name["take_away"].trigger()
    assert "does not lie in the breast" in window.messages.text
    assert not shown(page).case.altered


def test_a_place_on_a_view_turned_by_its_name_heals_the_same_tissue():
    opened = make_ready(Case(case_id="c", views=tuple(phantom_breast("L"))))
    views = opened.case.views
    names = named(views, (), 0, ViewName.R_CC)
    turned = named_view(views[0], names[0])
    assert names[0].mirrored
    mark = outline(column=turned.columns - 45)
    place = place_as_opened(mark, names, views)
    expected = [(row, turned.columns - column) for row, column in mark.points]
    assert np.array(place.points) == pytest.approx(np.array(expected))
    assert (healed(opened, (place,)).case.views[0].pixels != views[0].pixels)[125, 45]


def test_only_so_many_places_of_a_view_can_be_taken_away():
    cases = HealedCases()
    for number in range(MAX_REMOVALS):
        cases.take("key", cases.with_place("key", outline(mark_id=f"m{number + 1}")))
    with pytest.raises(InputError, match="Undo one first"):
        cases.with_place("key", outline(mark_id="m99"))
    assert len(cases.with_place("key", outline(view=1))) == MAX_REMOVALS + 1
    cases.undo("key")
    assert len(cases.places("key")) == MAX_REMOVALS - 1

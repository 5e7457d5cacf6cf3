"""The search for faint squares, and what is kept of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.reading.display_check import (
    BACKGROUNDS,
    CONTRASTS,
    MOST_TRIALS,
    SQUARE_PART,
    Square,
    SquareSearch,
    Staircase,
)
from app.reading.display_check_results import (
    FILE_NAME,
    DisplayCheckResult,
    display_checks,
    keep_result,
    latest_display_check,
)
from inference.errors import OutputError

RESULT = DisplayCheckResult(
    checked_at="2026-01-02T03:04:05+00:00",
    screen="Eizo DP-1 2048×2560 @1",
    height_px=2560,
    width_px=2048,
    mm_per_device_pixel=0.165,
    all_steps_told=True,
    dark_square_seen=True,
    bright_square_seen=True,
    smallest_seen={20: 3, 128: 2, 232: None},
    seed=5,
)


def searched(faintest_by_grey: Mapping[int, int], seed: int = 1) -> SquareSearch:
    """The search of an eye that finds just what is as strong as the faintest it sees."""
    search = SquareSearch(seed=seed)
    while (square := search.square) is not None:
        search = search.answered(square.contrast >= faintest_by_grey[square.background])
    return search


@pytest.mark.parametrize("faintest", CONTRASTS)
def test_the_search_finds_what_an_eye_can_see(faintest: int):
    search = searched(dict.fromkeys(BACKGROUNDS, faintest))
    assert search.smallest_seen == dict.fromkeys(BACKGROUNDS, faintest)
    assert search.part_done == 1


def test_every_grey_has_its_own_result():
    faintest = dict(zip(BACKGROUNDS, (4, 1, 20), strict=True))
    assert searched(faintest).smallest_seen == faintest


def test_who_sees_nothing_gets_no_number_and_is_not_kept_long():
    search = searched(dict.fromkeys(BACKGROUNDS, 1000))
    assert set(search.smallest_seen.values()) == {None}
    assert all(len(stairs.answers) == 2 for stairs in search.staircases)


def test_one_lucky_find_is_no_result():
    stairs = Staircase()
    for found in (True, True, True, False, True, False):
        stairs = stairs.answered(found)
    # 20 was found twice; 14 once of three times.
    assert [c for c, _ in stairs.answers] == [20, 20, 14, 14, 20, 20]
    assert stairs.smallest_seen == 20


def test_the_search_ends_whatever_is_answered():
    search = SquareSearch(seed=2)
    count = 0
    while search.square is not None:
        search = search.answered(count % 3 == 0)
        count += 1
    assert count <= MOST_TRIALS * len(BACKGROUNDS)
    assert search.answered(True) == search


def test_places_come_from_the_seed_and_lie_within_the_field():
    first, again, other = (SquareSearch(seed=seed).square for seed in (3, 3, 4))
    assert first == again
    assert first != other
    places = set()
    search = SquareSearch(seed=3)
    while (square := search.square) is not None:
        assert 0 < square.row < 1 - SQUARE_PART
        assert 0 < square.column < 1 - SQUARE_PART
        places.add((square.row, square.column))
        search = search.answered(True)
    assert len(places) == len(BACKGROUNDS) * 2 * len(CONTRASTS)


@pytest.mark.parametrize(
    ("row", "column", "cell"), [(0.0, 0.0, 1), (0.1, 0.9, 3), (0.45, 0.45, 5), (0.9, 0.9, 9)]
)
def test_places_have_the_numbers_of_a_telephone(row: float, column: float, cell: int):
    assert Square(background=20, contrast=5, row=row, column=column).cell == cell


def test_only_points_on_the_square_count_as_found():
    square = Square(background=20, contrast=5, row=0.5, column=0.2)
    assert square.covers(0.5 + SQUARE_PART / 2, 0.2 + SQUARE_PART / 2)
    assert not square.covers(0.2 + SQUARE_PART / 2, 0.5 + SQUARE_PART / 2)
    assert not square.covers(0.49, 0.21)


def test_results_are_kept_line_by_line_and_found_again(tmp_path: Path):
    folder = tmp_path / "data"
    second = replace(RESULT, screen="other", mm_per_device_pixel=None, seed=6)
    keep_result(RESULT, folder)
    keep_result(second, folder)
    assert display_checks(folder) == (RESULT, second)
    assert latest_display_check(folder) == second
    assert latest_display_check(folder, RESULT.screen) == RESULT
    assert latest_display_check(folder, "none") is None
    assert len((folder / FILE_NAME).read_text(encoding="utf-8").splitlines()) == 2


def test_without_a_file_there_is_no_check(tmp_path: Path):
    assert latest_display_check(tmp_path) is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"seed": "5"},
        {"seed": True},
        {"all_steps_told": 1},
        {"smallest_seen": {"20": 6}},
        {"smallest_seen": {"a": 5}},
        {"smallest_seen": [1]},
        {"mm_per_device_pixel": "x"},
        {"more": 1},
    ],
)
def test_damaged_lines_are_passed_over(tmp_path: Path, change: dict[str, object]):
    keep_result(RESULT, tmp_path)
    path = tmp_path / FILE_NAME
    values = json.loads(path.read_text(encoding="utf-8"))
    with path.open("ab") as file:
        file.write(json.dumps({**values, **change}).encode() + b"\n")
        file.write(b"{\n\xff\n[]\n" + b"[" * 10_000 + b"\n")
    assert display_checks(tmp_path) == (RESULT,)


def test_a_folder_that_cannot_be_written_is_told_with_a_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(OutputError, match=r"data is a file.*\."):
        keep_result(RESULT, tmp_path / "data")


def test_a_display_is_good_when_everything_was_seen():
    assert not RESULT.good
    good = replace(RESULT, smallest_seen=dict.fromkeys(BACKGROUNDS, 5))
    assert good.good
    assert not replace(good, dark_square_seen=False).good
    assert not replace(good, smallest_seen={20: 7, 128: 1, 232: 1}).good

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.quiz.spots import RADIUS_PX, STEP_PX, Spots
from app.reading.quiz.answers import MOST_MARKS, RatedMark


@pytest.fixture
def spots(qtbot: QtBot) -> Spots:
    made = Spots()
    made.open(6)
    return made


def test_a_press_puts_a_place_that_is_as_sure_as_can_be(spots: Spots):
    assert spots.pressed(1, (30.0, 40.0), 2.0)
    assert spots.marks == (RatedMark(view=1, row=30, column=40, rating=6),)
    assert spots.chosen == 0


def test_a_press_on_a_ring_moves_it_and_puts_no_other(spots: Spots):
    spots.pressed(0, (30.0, 40.0), 2.0)
    spots.released(0, (30.0, 40.0))
    spots.pressed(0, (30.0 + RADIUS_PX, 40.0), 2.0)
    spots.moved(0, (35.0 + RADIUS_PX, 47.0))
    spots.released(0, (35.0 + RADIUS_PX, 47.0))
    (mark,) = spots.marks
    assert (mark.row, mark.column) == (35, 47)


def test_the_wheel_over_a_ring_changes_how_sure_it_is_and_elsewhere_nothing(spots: Spots):
    spots.put(0, (30.0, 40.0))
    assert spots.turned(0, (31.0, 40.0), 1.0, -1)
    assert spots.marks[0].rating == 5
    assert not spots.turned(0, (80.0, 40.0), 1.0, -1)
    assert not spots.turned(1, (31.0, 40.0), 1.0, -1)
    for _ in range(9):
        spots.turned(0, (31.0, 40.0), 1.0, -1)
    assert spots.marks[0].rating == 1


def test_keys_choose_move_and_delete_places(spots: Spots):
    spots.put(0, (30.0, 40.0))
    spots.put(0, (70.0, 40.0))
    assert spots.choose_next()
    assert spots.chosen == -1
    assert spots.choose_next()
    assert spots.nudge(0, 2, -3)
    assert spots.marks[0].row == 30 + 2 * STEP_PX
    assert spots.marks[0].column == 40 - 3 * STEP_PX
    assert spots.delete()
    assert [mark.row for mark in spots.marks] == [70]
    assert not spots.delete()


def test_a_shut_question_keeps_its_places_and_takes_no_more(spots: Spots):
    spots.put(0, (30.0, 40.0))
    spots.shut()
    assert not spots.pressed(0, (80.0, 80.0), 1.0)
    assert not spots.nudge(0, 1, 1)
    assert len(spots.marks) == 1
    assert spots.outlines()[0][0].handle is None


def test_no_more_places_are_put_than_an_answer_can_hold(spots: Spots):
    for number in range(MOST_MARKS + 3):
        spots.put(0, (30.0 * number, 40.0))
    assert len(spots.marks) == MOST_MARKS

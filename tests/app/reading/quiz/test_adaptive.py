from __future__ import annotations

import math
import random
from dataclasses import replace
from statistics import mean

import pytest

from app.reading.quiz.adaptive import EASIEST, HARDEST, Staircase, next_difficulty
from app.reading.quiz.answers import Marking
from app.reading.quiz.rounds import FindTheLesion, LesionChoice, Pairs
from app.reading.quiz.sitting_events import Answered
from tests.app.reading.quiz.examples import lesion_trial

ADAPTIVE = FindTheLesion(
    cases=40, adaptive=True, lesions=LesionChoice(contrast_to_noise=(0.5, 2.0))
)


def chance_of(contrast: float, threshold: float, guessing: float = 0.0) -> float:
    """A reader who finds 75 % of lesions at a contrast: a Weibull function of slope 3."""
    scale = threshold / (-math.log(0.25 / (1 - guessing))) ** (1 / 3)
    return 1 - (1 - guessing) * math.exp(-((contrast / scale) ** 3))


@pytest.mark.parametrize("guessing", [0.0, 1 / 6])
@pytest.mark.parametrize("threshold", [0.4, 1.0, 2.2])
def test_the_staircase_comes_to_rest_where_75_percent_are_right(
    threshold: float, guessing: float
) -> None:
    chance = random.Random(5)
    ends, right = [], []
    for _ in range(200):
        staircase = Staircase(1.0)
        values = []
        for number in range(120):
            found = chance.random() < chance_of(staircase.value, threshold, guessing)
            if number >= 40:
                values.append(staircase.value)
                right.append(found)
            staircase.follow(found)
        ends.append(mean(values))
    assert mean(right) == pytest.approx(0.75, abs=0.02)
    assert mean(ends) == pytest.approx(threshold, rel=0.08)


def test_a_staircase_stays_within_what_can_be_drawn() -> None:
    up, down = Staircase(1.0), Staircase(1.0)
    for _ in range(200):
        up.follow(right=False)
        down.follow(right=True)
    assert (up.value, down.value) == (EASIEST, HARDEST)


def answered(number: int, *, mastered: bool, with_lesion: bool = True) -> Answered:
    return Answered(
        trial=replace(lesion_trial(with_lesion=with_lesion), number=number),
        answer=Marking(rating=6),
        seconds=1,
        interrupted=False,
        correct=True,
        located=mastered if with_lesion else None,
        at="2026-01-31T12:00:01+00:00",
        elapsed_s=1,
    )


def test_the_first_lesion_lies_in_the_middle_of_the_range() -> None:
    assert next_difficulty(ADAPTIVE, (), 0) == pytest.approx(1.0)
    assert next_difficulty(ADAPTIVE, (), 1) == pytest.approx(1.0)


def test_the_next_question_does_not_depend_on_the_one_that_is_open() -> None:
    before = (answered(0, mastered=True), answered(1, mastered=False))
    with_open = (*before, answered(2, mastered=False))
    assert next_difficulty(ADAPTIVE, before, 3) == next_difficulty(ADAPTIVE, with_open, 3)
    harder, easier = (next_difficulty(ADAPTIVE, before, number) for number in (2, 3))
    assert harder is not None and easier is not None
    assert harder < 1 < easier


def test_cases_without_a_lesion_change_nothing() -> None:
    answers = (answered(0, mastered=True, with_lesion=False),)
    assert next_difficulty(ADAPTIVE, answers, 2) == next_difficulty(ADAPTIVE, (), 2)


def test_a_lesion_called_but_not_located_makes_it_easier() -> None:
    found = next_difficulty(ADAPTIVE, (answered(0, mastered=True),), 2)
    missed = next_difficulty(ADAPTIVE, (answered(0, mastered=False),), 2)
    assert found is not None and missed is not None
    assert found < missed


def test_rounds_that_do_not_follow_have_no_difficulty_of_their_own() -> None:
    assert next_difficulty(FindTheLesion(), (), 0) is None
    assert next_difficulty(Pairs(), (), 0) is None

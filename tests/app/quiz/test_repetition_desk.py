from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.quiz.repetition_desk import FOLDER, MOST_AT_ONCE, RepetitionDesk
from app.reading.quiz.errors import ProgressError
from app.reading.quiz.trial import Stimulus
from tests.app.reading.quiz.examples import RECIPE, START
from tests.app.reading.quiz.test_repetition import answered

LATER = START + timedelta(minutes=11)
MODEL = RECIPE.bundle_hash


@pytest.fixture
def desk(tmp_path: Path) -> RepetitionDesk:
    made = RepetitionDesk(tmp_path)
    made.open("r-1")
    return made


def test_a_missed_question_is_due_later_and_a_right_one_never(desk: RepetitionDesk) -> None:
    desk.take(answered(right=False))
    desk.take(answered(right=True, seed=8))
    assert desk.due(MODEL, START) == ()
    (recipe,) = desk.due(MODEL, LATER)
    assert recipe.seed == 7


def test_missed_questions_are_found_again_by_the_reader_who_missed_them(
    desk: RepetitionDesk, tmp_path: Path
) -> None:
    desk.take(answered(right=False))
    again = RepetitionDesk(tmp_path)
    again.open("r-1")
    assert again.due(MODEL, LATER) == desk.due(MODEL, LATER) != ()
    again.open("r-2")
    assert again.due(MODEL, LATER) == ()


def test_cases_of_another_model_wait_until_it_is_opened(desk: RepetitionDesk) -> None:
    missed = answered(right=False)
    other = replace(RECIPE, bundle_hash="cd" * 32)
    trial = replace(missed.trial, stimuli=(Stimulus(recipe=other),))
    desk.take(replace(missed, trial=trial))
    assert desk.due(MODEL, LATER) == ()
    assert desk.due("cd" * 32, LATER) == (other,)


def test_no_more_come_at_once_than_a_sitting_can_hold(desk: RepetitionDesk) -> None:
    for seed in range(MOST_AT_ONCE + 3):
        desk.take(answered(right=False, seed=seed))
    assert len(desk.due(MODEL, LATER)) == MOST_AT_ONCE


def test_a_damaged_file_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "r-1.json"
    path.parent.mkdir()
    path.write_text("{")
    desk = RepetitionDesk(tmp_path)
    with pytest.raises(ProgressError):
        desk.open("r-1")
    desk.take(answered(right=False))
    assert path.read_text() == "{"
    assert desk.due(MODEL, LATER) == ()


def test_without_a_folder_nothing_is_kept() -> None:
    desk = RepetitionDesk(None)
    desk.open("r-1")
    desk.take(answered(right=False))
    assert desk.due(MODEL, LATER) == ()

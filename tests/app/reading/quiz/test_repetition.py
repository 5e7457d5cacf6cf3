from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.reading.quiz.answers import Marking, Rating
from app.reading.quiz.errors import ProgressError
from app.reading.quiz.repetition import RepetitionDeck, read_deck, write_deck
from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.trial import PictureClass, Stimulus
from inference.atomic_files import write_text
from tests.app.reading.quiz.examples import MASS, RECIPE, START, lesion_trial, rating_trial

DAY = timedelta(days=1)


def answered(*, right: bool, days: float = 0, seed: int = 7, with_lesion: bool = True) -> Answered:
    recipe = replace(RECIPE, seed=seed, lesions=(MASS,) if with_lesion else ())
    trial = replace(lesion_trial(with_lesion=with_lesion), stimuli=(Stimulus(recipe=recipe),))
    return Answered(
        trial=trial,
        answer=Marking(rating=1),
        seconds=1,
        interrupted=False,
        correct=right,
        located=right if with_lesion else None,
        at=(START + days * DAY).isoformat(),
        elapsed_s=1,
    )


MISSED = RepetitionDeck().after(answered(right=False))


def test_a_missed_case_comes_again_and_a_found_one_does_not() -> None:
    assert len(MISSED.cases) == 1
    assert RepetitionDeck().after(answered(right=True)).cases == ()


def test_a_false_alarm_comes_again_too() -> None:
    deck = RepetitionDeck().after(answered(right=False, with_lesion=False))
    assert deck.cases[0].recipe.lesions == ()


def test_a_lesion_called_at_the_wrong_place_comes_again() -> None:
    misplaced = replace(answered(right=True), located=False)
    assert len(RepetitionDeck().after(misplaced).cases) == 1


def test_a_missed_case_is_due_after_ten_minutes_and_not_before() -> None:
    due = START + timedelta(minutes=10)
    assert MISSED.next_due == due
    assert MISSED.due(due - timedelta(seconds=1)) == ()
    assert MISSED.due(due) == MISSED.cases


def test_right_answers_put_a_case_off_longer_and_longer() -> None:
    deck, at, waits = MISSED, 1.0, []
    for _ in range(5):
        deck = deck.after(answered(right=True, days=at))
        assert deck.next_due is not None
        wait = (deck.next_due - START) / DAY - at
        waits.append(wait)
        at += wait
    assert waits == sorted(waits)
    assert waits[0] == pytest.approx(1)
    assert waits[-1] > 20


def test_a_case_missed_again_comes_back_soon() -> None:
    deck = MISSED
    for days in (1, 2, 10):
        deck = deck.after(answered(right=True, days=days))
    before = deck.cases[0]
    deck = deck.after(answered(right=False, days=40))
    assert deck.next_due == START + 40 * DAY + timedelta(minutes=10)
    assert deck.cases[0].stability_days < before.stability_days


def test_equal_answers_give_equal_days() -> None:
    decks = []
    for _ in range(2):
        deck = RepetitionDeck()
        for days, right in ((0, False), (1, True), (2, True), (9, True), (30, False)):
            deck = deck.after(answered(right=right, days=days))
        decks.append(deck)
    assert decks[0] == decks[1]


def test_the_longest_due_comes_first() -> None:
    deck = MISSED.after(answered(right=False, seed=8)).after(answered(right=False, seed=7, days=1))
    assert [case.recipe.seed for case in deck.due(START + 2 * DAY)] == [8, 7]


def test_pictures_of_other_rounds_do_not_come_again() -> None:
    drawn = replace(
        answered(right=False),
        trial=rating_trial(0, PictureClass.SYNTHESIZED),
        answer=Rating(rating=1),
    )
    assert RepetitionDeck().after(drawn) == RepetitionDeck()


def test_a_case_can_be_taken_out() -> None:
    assert MISSED.without([MISSED.cases[0].key]) == RepetitionDeck()
    assert MISSED.without(["other"]) == MISSED


def test_a_deck_is_read_as_it_was_written(tmp_path: Path) -> None:
    deck = MISSED.after(answered(right=False, seed=9)).after(answered(right=True, days=1))
    write_deck(deck, tmp_path / "r1.json")
    assert read_deck(tmp_path / "r1.json") == deck
    assert read_deck(tmp_path / "nobody.json") == RepetitionDeck()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", 4),
        ("step", -1),
        ("stability_days", 0),
        ("stability_days", 1e300),
        ("difficulty", True),
        ("due", "tomorrow"),
        ("due", "2026-01-31T12:00:00"),
        ("due", "9999-12-31T23:59:59+00:00"),
        ("recipe", {}),
        ("extra", 1),
    ],
)
def test_a_damaged_deck_is_refused_with_a_sentence(
    tmp_path: Path, field: str, value: object
) -> None:
    path = tmp_path / "r1.json"
    write_deck(MISSED, path)
    values = json.loads(path.read_text())
    values["cases"][0][field] = value
    write_text(path, json.dumps(values))
    with pytest.raises(ProgressError, match="Restore the file"):
        read_deck(path)


@pytest.mark.parametrize("content", ["", "[]", '{"format": 2, "cases": []}', "{" * 9999])
def test_what_is_no_deck_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "r1.json"
    path.write_text(content)
    with pytest.raises(ProgressError):
        read_deck(path)

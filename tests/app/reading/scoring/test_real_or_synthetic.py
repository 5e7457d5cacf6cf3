from __future__ import annotations

from dataclasses import replace

import pytest
from sklearn.metrics import roc_auc_score

from app.reading.scoring.measures import RoundScore, Verdict
from app.reading.scoring.sitting_score import score_sitting
from inference.statistics.answer_counts import AnswerCounts
from inference.statistics.roc import area_under_curve
from inference.statistics.signal_detection import detection
from tests.app.reading.scoring.made_sittings import turing_test, yes_or_no_test

REAL = [1, 2, 2, 3, 4, 6]
SYNTHESIZED = [3, 4, 5, 6]
EDITED = [2, 5, 6, 6]


def value(score: RoundScore, name: str) -> float:
    found = score.measure(name)
    assert found is not None
    assert found.value is not None
    return found.value


@pytest.mark.parametrize(
    ("hits", "false_alarms", "auc", "precision"),
    [(18, 13, 0.56, 0.58), (31, 9, 0.74, 0.78), (15, 21, 0.45, 0.42), (32, 46, 0.39, 0.41)],
)
def test_answers_of_the_papers_readers_have_the_papers_scores(
    hits: int, false_alarms: int, auc: float, precision: float
) -> None:
    score = score_sitting(yes_or_no_test("r", hits, false_alarms)).score
    assert round(value(score, "auc"), 2) == auc
    assert round(value(score, "precision"), 2) == precision
    published = [one.value for one in score.measures[0].published]
    assert auc in published
    assert published[-1] == 0.54


def test_all_measures_are_those_of_the_statistics() -> None:
    score = score_sitting(turing_test("r", REAL, SYNTHESIZED, EDITED)).score
    positives = SYNTHESIZED + EDITED
    area = area_under_curve(positives, REAL)
    found = score.measure("auc")
    assert found is not None
    assert (found.value, found.low, found.high) == (area.auc, area.low, area.high)
    truth = [1] * len(positives) + [0] * len(REAL)
    assert found.value == pytest.approx(roc_auc_score(truth, positives + REAL))
    counts = AnswerCounts(hits=6, misses=2, false_alarms=2, correct_rejections=4)
    assert value(score, "accuracy") == 10 / 14
    assert value(score, "sensitivity") == 6 / 8
    assert value(score, "specificity") == 4 / 6
    assert value(score, "d_prime") == pytest.approx(detection(counts).d_prime.value)
    assert value(score, "criterion") == pytest.approx(detection(counts).criterion.value)


def test_classes_and_views_are_scored_apart() -> None:
    score = score_sitting(turing_test("r", REAL, SYNTHESIZED, EDITED)).score
    groups = {(group.by, group.label): group for group in score.groups}
    assert [label for by, label in groups if by == "class"] == ["real", "synthesized", "edited"]
    edited = groups["class", "edited"]
    assert edited.answers == 4
    accuracy, area = edited.measures
    assert (accuracy.count, accuracy.total) == (3, 4)
    assert area.value == pytest.approx(area_under_curve(EDITED, REAL).auc)
    assert groups["view", "CC"].answers == groups["view", "MLO"].answers == 7


def test_the_middle_of_five_steps_takes_no_side_but_counts_for_the_area() -> None:
    score = score_sitting(turing_test("r", [1, 3, 5], [3, 5, 5], steps=5)).score
    found = score.measure("accuracy")
    assert found is not None
    assert (found.count, found.total) == (3, 4)
    assert value(score, "auc") == pytest.approx(area_under_curve([3, 5, 5], [1, 3, 5]).auc)
    assert any("2 answers in the middle" in note.text for note in score.notes)


def test_pictures_of_one_kind_alone_have_no_area_and_say_so() -> None:
    score = score_sitting(turing_test("r", [], [4, 5, 6])).score
    found = score.measure("auc")
    assert found is not None
    assert found.value is None
    assert value(score, "sensitivity") == 1
    assert not score.curves
    assert any("one kind" in note.text for note in score.notes)


def test_the_interval_says_whether_a_reader_guesses() -> None:
    def verdict(*ratings: list[int]) -> Verdict | None:
        found = score_sitting(turing_test("r", *ratings)).score.measure("auc")
        assert found is not None
        return found.verdict

    assert verdict([1] * 20, [6] * 20) is Verdict.ABOVE
    assert verdict([6] * 20, [1] * 20) is Verdict.BELOW
    assert verdict([1, 6], [1, 6]) is Verdict.UNDECIDED


def test_the_curve_goes_from_corner_to_corner() -> None:
    curves = score_sitting(turing_test("r", REAL, SYNTHESIZED, EDITED)).score.curves
    assert [curve.name for curve in curves] == ["roc", "binormal"]
    for curve in curves:
        assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)


def test_a_sitting_that_goes_on_is_scored_and_said_to_be_unfinished() -> None:
    record = turing_test("r", [1, 2], [5, 6], end=None)
    score = score_sitting(replace(record, events=record.events[:3])).score
    assert value(score, "auc") == 1
    assert any("3 of 4 questions" in note.text for note in score.notes)
    nothing = score_sitting(replace(record, events=())).score
    assert not nothing.measures
    assert any("no answer yet" in note.text for note in nothing.notes)

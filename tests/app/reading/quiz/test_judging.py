from __future__ import annotations

import math

import pytest

from app.reading.quiz.answers import Choice, Marking, RatedMark, Rating, Reading
from app.reading.quiz.errors import QuizError
from app.reading.quiz.judging import distance_px, judged
from app.reading.quiz.rounds import FindTheSynthetic, ReadAndReport, RealOrSynthetic, RoundKind
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus
from app.reading.report import Report, ReportFinding
from inference.birads import FindingKind
from tests.app.reading.quiz.examples import LESION_ROUND, SQUARE, lesion_trial, rating_trial

TURING = RealOrSynthetic()


def mark(row: float, column: float, rating: int = 6) -> RatedMark:
    return RatedMark(view=0, row=row, column=column, rating=rating)


@pytest.mark.parametrize(
    ("picture_class", "rating", "correct"),
    [
        (PictureClass.REAL, 1, True),
        (PictureClass.REAL, 4, False),
        (PictureClass.SYNTHESIZED, 4, True),
        (PictureClass.EDITED, 6, True),
        (PictureClass.EDITED, 3, False),
    ],
)
def test_a_confidence_is_right_on_the_side_of_the_truth(
    picture_class: PictureClass, rating: int, correct: bool
) -> None:
    assert judged(rating_trial(0, picture_class), Rating(rating=rating), TURING).correct is correct


def test_the_middle_of_five_steps_takes_no_side() -> None:
    settings = RealOrSynthetic(steps=5)
    assert judged(rating_trial(0), Rating(rating=3), settings).correct is None


def test_a_choice_is_right_where_the_target_is() -> None:
    real = PictureTruth(picture_class=PictureClass.REAL)
    trial = QuizTrial(
        trial_id="X",
        number=0,
        kind=RoundKind.FIND_THE_SYNTHETIC,
        stimuli=(Stimulus(picture_id="1"),) * 3,
        truths=(real, PictureTruth(picture_class=PictureClass.SYNTHESIZED), real),
        target=1,
    )
    settings = FindTheSynthetic(pictures=3)
    right = [judged(trial, Choice(chosen=place), settings).correct for place in range(3)]
    assert right == [False, True, False]
    with pytest.raises(QuizError, match="no picture 3"):
        judged(trial, Choice(chosen=3), settings)


@pytest.mark.parametrize(
    ("point", "distance"),
    [
        ((15, 15), 0),
        ((10.5, 19.5), 0),
        ((25, 15), 5),
        ((15, 7), 3),
        ((23, 24), 5),
        ((0, 0), math.hypot(10, 10)),
    ],
)
def test_the_distance_to_a_square_is_that_of_geometry(
    point: tuple[float, float], distance: float
) -> None:
    assert distance_px(point, (SQUARE,)) == pytest.approx(distance)


def test_a_point_in_the_bay_of_an_outline_lies_outside() -> None:
    horseshoe = ((0, 0), (0, 9), (9, 9), (9, 6), (3, 6), (3, 3), (9, 3), (9, 0))
    assert distance_px((7, 4.5), (horseshoe,)) == pytest.approx(1.5)
    assert distance_px((7, 1.5), (horseshoe,)) == 0
    assert distance_px((7, 4.5), ()) == math.inf


def test_a_mark_is_a_hit_within_the_outline_and_the_margin() -> None:
    # The margin is 2 mm, of pixels of 0.5 mm.
    marks = (mark(15, 15), mark(23.9, 15), mark(24.1, 15))
    judgement = judged(lesion_trial(), Marking(rating=6, marks=marks), LESION_ROUND)
    assert judgement.hits == (0, 0, None)
    assert (judgement.correct, judgement.located, judgement.mastered) == (True, True, True)


def test_a_lesion_called_at_the_wrong_place_is_not_mastered() -> None:
    answer = Marking(rating=6, marks=(mark(60, 60),))
    judgement = judged(lesion_trial(), answer, LESION_ROUND)
    assert (judgement.correct, judgement.located, judgement.mastered) == (True, False, False)


def test_a_case_without_a_lesion_has_nothing_to_locate() -> None:
    trial = lesion_trial(with_lesion=False)
    judgement = judged(trial, Marking(rating=1), LESION_ROUND)
    assert (judgement.correct, judgement.located, judgement.mastered) == (True, None, True)
    wrong = judged(trial, Marking(rating=5, marks=(mark(15, 15),)), LESION_ROUND)
    assert (wrong.correct, wrong.hits, wrong.mastered) == (False, (None,), False)


def test_a_report_is_right_where_it_tells_a_finding_that_is_there() -> None:
    settings = ReadAndReport(margin_mm=2.0)
    told = Report(findings=(ReportFinding(kind=FindingKind.MASS),))
    answer = Reading(report=told, marks=(mark(15, 15, 1),))
    judgement = judged(lesion_trial(), answer, settings)
    assert (judgement.correct, judgement.located) == (True, True)
    assert judgement.items
    assert judged(lesion_trial(), Reading(report=Report()), settings).correct is False


@pytest.mark.parametrize(
    "answer",
    [Choice(chosen=0), Rating(rating=3), Marking(rating=7), Marking(rating=0)],
)
def test_an_answer_to_another_question_is_refused(answer: Choice | Rating | Marking) -> None:
    with pytest.raises(QuizError):
        judged(lesion_trial(), answer, LESION_ROUND)


def test_a_mark_on_a_view_that_is_not_shown_is_refused() -> None:
    stray = RatedMark(view=1, row=0, column=0, rating=6)
    with pytest.raises(QuizError, match="not shown"):
        judged(lesion_trial(), Marking(rating=6, marks=(stray,)), LESION_ROUND)

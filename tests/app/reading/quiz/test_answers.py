from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.reading.quiz.answers import (
    Answer,
    Choice,
    ConfidenceScale,
    Marking,
    RatedMark,
    Rating,
    Reading,
    answer_from_plain,
    answer_to_plain,
)
from app.reading.quiz.errors import QuizError
from app.reading.report import Report, ReportFinding
from inference.birads import Assessment, FindingKind
from inference.errors import InputError

MARK = RatedMark(view=1, row=12.25, column=40.5, rating=5)


@pytest.mark.parametrize(
    "answer",
    [
        Rating(rating=6),
        Choice(chosen=3),
        Marking(rating=1),
        Marking(rating=4, marks=(MARK, MARK)),
        Reading(
            report=Report(
                findings=(ReportFinding(kind=FindingKind.MASS),), assessment=Assessment.SUSPICIOUS
            ),
            marks=(MARK,),
        ),
    ],
)
def test_an_answer_is_read_as_it_was_written(answer: Answer) -> None:
    assert answer_from_plain(answer_to_plain(answer)) == answer


def test_a_rating_above_the_middle_means_yes() -> None:
    six, five, two = (ConfidenceScale(steps=steps) for steps in (6, 5, 2))
    assert [six.says_yes(rating) for rating in six.ratings] == [False] * 3 + [True] * 3
    assert [five.says_yes(rating) for rating in five.ratings] == [False, False, None, True, True]
    assert [two.says_yes(rating) for rating in two.ratings] == [False, True]


@pytest.mark.parametrize("steps", [0, 3, 4, 7, True, 5.0])
def test_other_scales_than_those_of_the_studies_are_refused(steps: object) -> None:
    with pytest.raises(QuizError, match="2, 5 or 6 steps"):
        ConfidenceScale(steps=steps)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {},
        {"kind": "guess"},
        {"kind": ["rating"]},
        {"kind": "rating"},
        {"kind": "rating", "rating": True},
        {"kind": "rating", "rating": 10**400},
        {"kind": "rating", "rating": 3, "chosen": 1},
        {"kind": "choice", "chosen": -1},
        {"kind": "choice", "chosen": 24},
        {"kind": "marks", "rating": 3, "marks": [{}] * 21},
        {"kind": "marks", "rating": 3, "marks": [{"view": 0, "row": 1e300, "column": 0}]},
        {"kind": "report", "report": {"edition": "first"}},
    ],
)
def test_what_is_no_answer_is_refused(values: object) -> None:
    with pytest.raises(InputError):
        answer_from_plain(values)


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    some.fixed_dictionaries(
        {"kind": some.sampled_from(["rating", "choice", "marks", "report"])},
        optional=dict.fromkeys(("rating", "chosen", "marks", "report"), json_values),
    )
)
def test_any_json_is_an_answer_or_is_refused(values: dict) -> None:
    try:
        answer = answer_from_plain(values)
    except InputError:
        return
    assert answer_from_plain(answer_to_plain(answer)) == answer

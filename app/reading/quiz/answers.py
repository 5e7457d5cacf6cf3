"""What a reader answers: a confidence, a choice, marks with ratings, or a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import field_of, list_of, number, object_of, whole
from app.reading.report import Report, report_from_plain, report_to_plain

SCALE_STEPS = (2, 5, 6)
"""How fine a confidence can be told: yes or no, five steps with a middle, six without."""

MOST_MARKS = 20
MOST_PICTURES = 24
MOST_VIEWS = 8
FARTHEST_PX = 100_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceScale:
    """How sure a reader can say to be: 1 is surely not, the highest step is surely.

    Attributes:
        steps: how many ratings there are; one of `SCALE_STEPS`.

    Raises:
        QuizError: there is no such scale.
    """

    steps: int = 6

    def __post_init__(self) -> None:
        if type(self.steps) is not int or self.steps not in SCALE_STEPS:
            raise QuizError(f"A confidence has 2, 5 or 6 steps, not {self.steps!r}.")

    @property
    def ratings(self) -> tuple[int, ...]:
        """All ratings, the surest no first."""
        return tuple(range(1, self.steps + 1))

    def says_yes(self, rating: int) -> bool | None:
        """Whether a rating means yes; None for the middle of a scale that has one."""
        twice, middle = 2 * rating, self.steps + 1
        return None if twice == middle else twice > middle

    def check(self, rating: int) -> None:
        """Make sure that a rating is one of the scale.

        Raises:
            QuizError: it is none.
        """
        whole(rating, "A rating", 1, self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How sure the reader is that the answer is yes: synthetic, or a lesion is there.

    Attributes:
        rating: 1 to the steps of the round's scale.
    """

    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which of several pictures the reader chose.

    Attributes:
        chosen: index of the picture, as it was placed.
    """

    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedMark:
    """Where a reader saw a lesion, and how sure.

    Attributes:
        view: index of the view in the case.
        row: of the place, in pixels of the view as it hangs, corners of pixels at whole numbers.
        column: likewise.
        rating: 1 to the steps of the round's scale.
    """

    view: int
    row: float
    column: float
    rating: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Marked places, and how sure the reader is that the case has a lesion.

    Attributes:
        rating: of the case, 1 to the steps of the round's scale.
        marks: none where the reader sees nothing.
    """

    rating: int
    marks: tuple[RatedMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report of a case, with the places that its findings are about.

    Attributes:
        report: in BI-RADS terms.
        marks: of findings; their rating counts for nothing and is 1.
    """

    report: Report
    marks: tuple[RatedMark, ...] = ()


Answer = Rating | Choice | Marking | Reading

_NAMES: dict[type, str] = {Rating: "rating", Choice: "choice", Marking: "marks", Reading: "report"}


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """The answer as plain values for JSON."""
    plain: dict[str, Any] = {"kind": _NAMES[type(answer)]}
    if isinstance(answer, Rating | Marking):
        plain["rating"] = answer.rating
    if isinstance(answer, Choice):
        plain["chosen"] = answer.chosen
    if isinstance(answer, Reading):
        plain["report"] = report_to_plain(answer.report)
    if isinstance(answer, Marking | Reading):
        plain["marks"] = [
            {"view": one.view, "row": one.row, "column": one.column, "rating": one.rating}
            for one in answer.marks
        ]
    return plain


def answer_from_plain(values: object) -> Answer:
    """Read what `answer_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no answer.
    """
    fields = {
        "rating": ("kind", "rating"),
        "choice": ("kind", "chosen"),
        "marks": ("kind", "rating", "marks"),
        "report": ("kind", "report", "marks"),
    }
    kind = field_of(object_of(values, "An answer"), "kind", "An answer")
    if not isinstance(kind, str) or kind not in fields:
        raise QuizError(f"There is no answer of the kind {str(kind)[:40]!r}.")
    given = object_of(values, "An answer", fields[kind])
    if kind == "choice":
        chosen = field_of(given, "chosen", "A choice")
        return Choice(chosen=whole(chosen, "A choice", 0, MOST_PICTURES - 1))
    marks = list_of(given.get("marks", []), "The marks of an answer", MOST_MARKS, _mark)
    if kind == "report":
        report = report_from_plain(field_of(given, "report", "A report"))
        return Reading(report=report, marks=marks)
    rating = _rating(field_of(given, "rating", "An answer"))
    return Marking(rating=rating, marks=marks) if kind == "marks" else Rating(rating=rating)


def _mark(values: object) -> RatedMark:
    given = object_of(values, "A mark", ("view", "row", "column", "rating"))
    return RatedMark(
        view=whole(field_of(given, "view", "A mark"), "The view of a mark", 0, MOST_VIEWS - 1),
        row=_at(field_of(given, "row", "A mark")),
        column=_at(field_of(given, "column", "A mark")),
        rating=_rating(field_of(given, "rating", "A mark")),
    )


def _at(value: object) -> float:
    return number(value, "The place of a mark", -FARTHEST_PX, FARTHEST_PX)


def _rating(value: object) -> int:
    return whole(value, "A rating", 1, max(SCALE_STEPS))

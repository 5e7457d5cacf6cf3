"""Scores of the round `find the lesion`: cases with and without one, marked and rated."""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.quiz.answers import Marking
from app.reading.quiz.judging import hit_by
from app.reading.quiz.rounds import FindTheLesion
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.answer_sides import (
    area_of,
    counts_of,
    detection_measures,
    notes_on_sides,
    roc_curves,
    time_measures,
)
from app.reading.scoring.lesion_groups import density_groups, lesion_groups
from app.reading.scoring.measures import Curve, Group, Measure, RoundScore, measure, points
from inference.statistics.localisation import (
    UNMARKED,
    MarkedCase,
    OperatingPoints,
    afroc_curve,
    afroc_merit,
    false_marks_per_case,
    froc_curve,
    located_sensitivity,
    lroc_area,
    lroc_curve,
)


def score_find_the_lesion(answers: Sequence[Answered], settings: FindTheLesion) -> RoundScore:
    """AFROC, LROC and ROC areas, sensitivity with and without the place, specificity, marks."""
    cases = marked_cases(answers, settings)
    counts, area = counts_of(answers), area_of(answers)
    both = area is not None
    return RoundScore(
        measures=(
            measure("afroc_merit", afroc_merit(cases) if both else None, chance=0.5),
            measure("lroc_area", lroc_area(cases) if both else None),
            measure("auc", area and area.estimate, chance=0.5),
            measure("sensitivity", counts.sensitivity()),
            measure("located_sensitivity", located_sensitivity(cases)),
            measure("specificity", counts.specificity()),
            measure("false_marks_per_case", false_marks_per_case(cases)),
            measure("accuracy", counts.accuracy()),
            *detection_measures(counts),
            *time_measures(answers),
        ),
        groups=_groups(answers, settings),
        curves=(*_curves(cases), *roc_curves(answers, "with a lesion")) if both else (),
        notes=notes_on_sides(answers),
    )


def marked_cases(answers: Sequence[Answered], settings: FindTheLesion) -> list[MarkedCase]:
    """What was marked in each case; a mark is a hit within the round's margin."""
    return [_marked(answer, settings.margin_mm) for answer in answers]


def _marked(answer: Answered, margin_mm: float) -> MarkedCase:
    assert isinstance(answer.answer, Marking)  # as the log made sure
    truth = answer.trial.truth
    lesions = [UNMARKED] * len(truth.findings)
    false = []
    for mark in answer.answer.marks:
        hit = hit_by(mark, truth, margin_mm)
        if hit is None:
            false.append(float(mark.rating))
        else:
            lesions[hit] = max(lesions[hit], float(mark.rating))
    return MarkedCase(lesions=tuple(lesions), false_marks=tuple(false))


def _groups(answers: Sequence[Answered], settings: FindTheLesion) -> tuple[Group, ...]:
    normal = [answer for answer in answers if not answer.trial.positive]

    def of_lesions(part: Sequence[Answered]) -> tuple[Measure, ...]:
        """Of some lesions; what tells two kinds apart is against all cases without one."""
        area = area_of([*part, *normal])
        return (
            measure("located_sensitivity", located_sensitivity(marked_cases(part, settings))),
            measure("sensitivity", counts_of(part).sensitivity()),
            measure("auc", area and area.estimate, chance=0.5),
            *detection_measures(counts_of([*part, *normal]))[:2],
        )

    def of_density(part: Sequence[Answered]) -> tuple[Measure, ...]:
        cases, counts, area = marked_cases(part, settings), counts_of(part), area_of(part)
        both = area is not None
        return (
            measure("located_sensitivity", located_sensitivity(cases)),
            measure("specificity", counts.specificity()),
            measure("false_marks_per_case", false_marks_per_case(cases)),
            measure("afroc_merit", afroc_merit(cases) if both else None, chance=0.5),
            measure("auc", area and area.estimate, chance=0.5),
            *detection_measures(counts)[:2],
        )

    parted = [group for group in lesion_groups(answers, of_lesions) if group.by != "density"]
    return (*parted, *density_groups(answers, of_density))


def _curves(cases: Sequence[MarkedCase]) -> tuple[Curve, ...]:
    return (
        _curve(
            "afroc",
            "AFROC curve",
            afroc_curve(cases),
            "normal cases with a false mark",
            "lesions found",
        ),
        _curve(
            "lroc",
            "LROC curve",
            lroc_curve(cases),
            "normal cases called positive",
            "cases found at the place",
        ),
        _curve("froc", "FROC curve", froc_curve(cases), "false marks per case", "lesions found"),
    )


def _curve(name: str, label: str, found: OperatingPoints, x_label: str, y_label: str) -> Curve:
    return Curve(
        name=name,
        label=label,
        x_label=x_label,
        y_label=y_label,
        x=points(found.x),
        y=points(found.y),
    )

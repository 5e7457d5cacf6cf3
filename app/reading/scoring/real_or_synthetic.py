"""Scores of the round `real or synthetic`: one picture at a time, with a confidence."""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.trial import PictureClass
from app.reading.scoring.answer_sides import (
    area_of,
    binormal_area,
    counts_of,
    detection_measures,
    grouped,
    notes_on_sides,
    roc_curves,
    time_measures,
)
from app.reading.scoring.measures import Group, Measure, RoundScore, measure
from app.reading.scoring.published import published

AVERAGE_AUC, AVERAGE_PRECISION = 0.54, 0.55
"""As the paper states them of its four readers; Zakka et al. 2020."""


def score_real_or_synthetic(answers: Sequence[Answered]) -> RoundScore:
    """AUC, precision, accuracy, d′ and criterion, by class and view, beside the paper's readers.

    Synthetic, drawn or edited, is the positive kind.
    """
    counts, area = counts_of(answers), area_of(answers)
    return RoundScore(
        measures=(
            measure(
                "auc",
                area and area.estimate,
                chance=0.5,
                published=published("auc", of_average=AVERAGE_AUC),
            ),
            measure("binormal_auc", binormal_area(answers)),
            measure(
                "precision",
                counts.precision(),
                published=published("precision", of_average=AVERAGE_PRECISION),
            ),
            measure("accuracy", counts.accuracy()),
            measure("sensitivity", counts.sensitivity()),
            measure("specificity", counts.specificity()),
            *detection_measures(counts),
            *time_measures(answers),
        ),
        groups=(*_by_class(answers), *_by_view(answers)),
        curves=roc_curves(answers, "synthetic"),
        notes=notes_on_sides(answers),
    )


def _by_class(answers: Sequence[Answered]) -> tuple[Group, ...]:
    real = [answer for answer in answers if not answer.trial.positive]

    def measures_of(part: Sequence[Answered]) -> tuple[Measure, ...]:
        accuracy = measure("accuracy", counts_of(part).accuracy())
        if not part[0].trial.positive:
            return (accuracy,)
        area = area_of([*part, *real])
        return accuracy, measure("auc", area and area.estimate, chance=0.5)

    classes = [one.value for one in PictureClass]
    return grouped(
        "class", answers, lambda one: one.trial.truth.picture_class.value, measures_of, classes
    )


def _by_view(answers: Sequence[Answered]) -> tuple[Group, ...]:
    def label_of(answer: Answered) -> str | None:
        views = answer.trial.truth.views
        return views[0].rpartition("-")[2] or "unknown" if views else "unknown"

    def measures_of(part: Sequence[Answered]) -> tuple[Measure, ...]:
        area, counts = area_of(part), counts_of(part)
        return (
            measure("accuracy", counts.accuracy()),
            measure("auc", area and area.estimate, chance=0.5),
            *detection_measures(counts)[:2],
        )

    return grouped("view", answers, label_of, measures_of, ("CC", "MLO"))

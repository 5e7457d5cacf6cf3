"""Scores of the round `read and report`: each item of the reports against the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.reading.quiz.judging import Judgement, judged
from app.reading.quiz.report_items import ReportItem
from app.reading.quiz.rounds import ReadAndReport
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.answer_sides import counts_of, time_measures
from app.reading.scoring.lesion_groups import density_groups, lesion_groups
from app.reading.scoring.measure_kinds import MEASURES
from app.reading.scoring.measures import Measure, RoundScore, measure
from inference.birads import Composition
from inference.statistics.agreement import KappaWeights, cohen_kappa
from inference.statistics.estimate import Estimate
from inference.statistics.proportions import Proportion, exact_proportion


def score_read_and_report(answers: Sequence[Answered], settings: ReadAndReport) -> RoundScore:
    """Share right of each item, the density's κ, sensitivity, specificity and found places."""
    judgements = [judged(answer.trial, answer.answer, settings) for answer in answers]
    items = [item for judgement in judgements for item in judgement.items]
    counts = counts_of(answers)

    def of_part(part: Sequence[Answered]) -> tuple[Measure, ...]:
        found = [judged(answer.trial, answer.answer, settings) for answer in part]
        of_it = [item for judgement in found for item in judgement.items]
        wanted = ("kind", "margin", "assessment")
        shares = [measure(name, share) for name in wanted if (share := _share(of_it, name))]
        return measure("located_sensitivity", _located(found)), *shares

    parted = [group for group in lesion_groups(answers, of_part) if group.by != "density"]
    return RoundScore(
        measures=(
            *_item_measures(items),
            measure("composition_kappa", _composition_kappa(items)),
            measure("sensitivity", counts.sensitivity()),
            measure("specificity", counts.specificity()),
            measure("located_sensitivity", _located(judgements)),
            *time_measures(answers),
        ),
        groups=(*parted, *density_groups(answers, of_part)),
    )


def items_of(answers: Sequence[Answered], settings: ReadAndReport) -> list[tuple[ReportItem, ...]]:
    """The items of each report.

    Raises:
        QuizError: an answer is none to its question.
    """
    return [judged(answer.trial, answer.answer, settings).items for answer in answers]


def _item_measures(items: Sequence[ReportItem]) -> list[Measure]:
    """In the order of the table of measures; items of kinds that did not occur are left out."""
    names = {item.name for item in items}
    return [measure(name, _share(items, name)) for name in MEASURES if name in names]


def _share(items: Iterable[ReportItem], name: str) -> Proportion | None:
    right = [item.correct for item in items if item.name == name]
    return exact_proportion(sum(right), len(right)) if right else None


def _located(judgements: Iterable[Judgement]) -> Proportion | None:
    located = [one.located for one in judgements if one.located is not None]
    return exact_proportion(sum(located), len(located)) if located else None


def _composition_kappa(items: Iterable[ReportItem]) -> Estimate | None:
    told = [(item.given, item.right[0]) for item in items if item.name == "composition"]
    both = [(given, right) for given, right in told if given]
    if not both:
        return None
    found = cohen_kappa(
        [given for given, _ in both],
        [right for _, right in both],
        categories=[one.value for one in Composition],
        weights=KappaWeights.QUADRATIC,
    )
    return None if found is None else found.kappa

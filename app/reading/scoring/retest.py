"""A second sitting of the same questions by the same reader: how alike the answers are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from app.reading.quiz.answers import Choice, Marking, Rating, Reading
from app.reading.quiz.rounds import scale_of
from app.reading.quiz.sitting_events import Answered, SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.answer_sides import rating_of, ratings
from app.reading.scoring.measures import Measure, Sentence, measure
from inference.statistics.agreement import KappaWeights, cohen_kappa, simple_matching
from inference.statistics.auc_comparison import compare_areas

NOTHING_SHARED = "The two sittings have no answered question in common."
AFTER_FEEDBACK = (
    "The first sitting showed the truth after each answer: the second one measures learning, too."
)

_SIDES = ("yes", "no", "no side")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """Two sittings of one reader compared.

    Attributes:
        reader: who sat twice.
        first: name of the earlier sitting.
        second: name of the later one.
        questions: that were answered in both.
        measures: of agreement and change.
        notes: what has to be known to read them.
    """

    reader: str
    first: str
    second: str
    questions: int
    measures: tuple[Measure, ...]
    notes: tuple[Sentence, ...] = ()


def compare_sittings(first: SittingRecord, second: SittingRecord) -> Retest:
    """Compare the answers to the questions that both sittings have.

    Raises:
        InputError: an answer is none of the round's.
    """
    pairs = _shared(first.answers, second.answers)
    notes = [] if pairs else [Sentence(template=NOTHING_SHARED)]
    if first.header.mode is SittingMode.PRACTICE:
        notes.append(Sentence(template=AFTER_FEEDBACK))
    return Retest(
        reader=first.header.reader_id,
        first=first.header.sitting_id,
        second=second.header.sitting_id,
        questions=len(pairs),
        measures=_measures(first, pairs) if pairs else (),
        notes=tuple(notes),
    )


def _shared(
    first: Sequence[Answered], second: Sequence[Answered]
) -> list[tuple[Answered, Answered]]:
    again = {answer.trial.trial_id: answer for answer in second}
    return [
        (answer, again[answer.trial.trial_id]) for answer in first if answer.trial.trial_id in again
    ]


def _measures(
    record: SittingRecord, pairs: Sequence[tuple[Answered, Answered]]
) -> tuple[Measure, ...]:
    before, after = ([_said(one[index]) for one in pairs] for index in (0, 1))
    matching = measure("simple_matching", simple_matching(before, after))
    scale = scale_of(record.header.settings)
    if isinstance(pairs[0][0].answer, Choice):
        return (matching,)
    kappa = cohen_kappa(before, after, categories=_SIDES)
    sides = measure("kappa", None if kappa is None else kappa.kappa)
    if scale is None:
        return matching, sides
    weighted = cohen_kappa(
        [rating_of(one) for one, _ in pairs],
        [rating_of(other) for _, other in pairs],
        categories=scale.ratings,
        weights=KappaWeights.QUADRATIC,
    )
    steps = measure("weighted_kappa", None if weighted is None else weighted.kappa)
    return matching, sides, steps, *_change(pairs)


def _change(pairs: Sequence[tuple[Answered, Answered]]) -> tuple[Measure, ...]:
    """DeLong's test of the second area against the first; empty where a kind is missing."""
    high, low = ratings([one for one, _ in pairs])
    later_high, later_low = ratings([other for _, other in pairs])
    if not high or not low:
        return ()
    found = compare_areas(later_high, later_low, high, low)
    return measure("auc_change", found.difference), measure("p_of_change", found.p_value)


def _said(answered: Answered) -> Hashable:
    """What two answers have to share to be equal: the side taken, or the picture chosen."""
    answer, trial = answered.answer, answered.trial
    if isinstance(answer, Choice):
        return answer.chosen
    if isinstance(answer, Reading):
        return "yes" if answer.report.findings else "no"
    assert isinstance(answer, Rating | Marking)
    if answered.correct is None:
        return "no side"
    return "yes" if answered.correct == trial.positive else "no"

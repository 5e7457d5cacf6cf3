"""From the log of a sitting to what is kept of it: its scores, as a progress page needs them."""

from __future__ import annotations

from app.reading.quiz.progress import KeptScore, KeptSitting, kept_sitting
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.measures import Measure
from app.reading.scoring.sitting_score import SittingScore, score_sitting


def progress_entry(record: SittingRecord, scored: SittingScore | None = None) -> KeptSitting:
    """A sitting with its scores, of all answers and of each part of them.

    Args:
        record: of the sitting.
        scored: its score, where it is known; None computes it.

    Raises:
        QuizError: an answer is none to its question.
    """
    score = (scored or score_sitting(record)).score
    answers = len(record.answers)
    scores = [_kept(measure, answers) for measure in score.measures]
    for group in score.groups:
        scores += [_kept(one, group.answers, group.by, group.label) for one in group.measures]
    return kept_sitting(record, tuple(scores))


def _kept(measure: Measure, answers: int, by: str = "", label: str = "") -> KeptScore:
    return KeptScore(
        measure=measure.name,
        by=by,
        label=label,
        value=measure.value,
        low=measure.low,
        high=measure.high,
        answers=answers,
    )

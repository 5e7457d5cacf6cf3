"""Yes-or-no sides and ratings of answers, as every round with a confidence scores them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median

from app.reading.quiz.answers import Marking, Rating
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.measures import Curve, Group, Measure, Sentence, measure, points
from inference.statistics.answer_counts import AnswerCounts
from inference.statistics.roc import AreaUnderCurve, area_under_curve
from inference.statistics.roc_curve import fit_binormal, roc_curve
from inference.statistics.signal_detection import detection

NO_SIDE = "{count} answers in the middle of the scale take no side and count for the AUC alone."
ONE_KIND = "All pictures are of one kind, so that nothing measures how well two are told apart."

_CURVE_POINTS = [step / 100 for step in range(101)]


def rating_of(answer: Answered) -> int:
    """The confidence of an answer that has one."""
    assert isinstance(answer.answer, Rating | Marking)  # as the log made sure
    return answer.answer.rating


def ratings(answers: Iterable[Answered]) -> tuple[list[float], list[float]]:
    """Confidences of the positive and of the negative questions."""
    given = [(answer.trial.positive, float(rating_of(answer))) for answer in answers]
    return [one for yes, one in given if yes], [one for yes, one in given if not yes]


def area_of(answers: Iterable[Answered]) -> AreaUnderCurve | None:
    """AUC of the confidences, or None where questions of one kind are missing."""
    positives, negatives = ratings(answers)
    return area_under_curve(positives, negatives) if positives and negatives else None


def counts_of(answers: Iterable[Answered]) -> AnswerCounts:
    """Counts of the answers that take a side; the others count nowhere."""
    counts = {(truth, right): 0 for truth in (True, False) for right in (True, False)}
    for answer in answers:
        if answer.correct is not None:
            counts[answer.trial.positive, answer.correct] += 1
    return AnswerCounts(
        hits=counts[True, True],
        misses=counts[True, False],
        false_alarms=counts[False, False],
        correct_rejections=counts[False, True],
    )


def detection_measures(counts: AnswerCounts) -> tuple[Measure, ...]:
    """d′, criterion and β; empty values where a kind is missing."""
    if not counts.positives or not counts.negatives:
        return tuple(measure(name, None) for name in ("d_prime", "criterion", "beta"))
    found = detection(counts)
    return (
        measure("d_prime", found.d_prime, chance=0.0),
        measure("criterion", found.criterion),
        measure("beta", found.beta),
    )


def roc_curves(answers: Sequence[Answered], what: str) -> tuple[Curve, ...]:
    """The operating points and, where it can be fitted, the smooth curve.

    Args:
        answers: of one reader.
        what: the positives are, for the axes: `synthetic`, `with a lesion`.
    """
    positives, negatives = ratings(answers)
    if not positives or not negatives:
        return ()
    curve = roc_curve(positives, negatives)
    x_label, y_label = "1 − specificity", f"sensitivity ({what})"
    found = [
        Curve(
            name="roc",
            label="ROC curve",
            x_label=x_label,
            y_label=y_label,
            x=points(curve.false_positive_rates),
            y=points(curve.true_positive_rates),
        )
    ]
    if smooth := fit_binormal(positives, negatives):
        heights = points(smooth.true_positive_rates(_CURVE_POINTS))
        found.append(
            Curve(
                name="binormal",
                label="smooth (binormal) curve",
                x_label=x_label,
                y_label=y_label,
                x=tuple(_CURVE_POINTS),
                y=heights,
            )
        )
    return tuple(found)


def binormal_area(answers: Sequence[Answered]) -> float | None:
    """Area under the smooth curve, or None where none can be fitted."""
    positives, negatives = ratings(answers)
    if not positives or not negatives:
        return None
    smooth = fit_binormal(positives, negatives)
    return None if smooth is None else smooth.area


def time_measures(answers: Iterable[Answered]) -> tuple[Measure, ...]:
    """Mean and median time of the answers that were not interrupted."""
    times = [answer.seconds for answer in answers if not answer.interrupted]
    return (
        measure("seconds_per_answer", fmean(times) if times else None),
        measure("median_seconds", median(times) if times else None),
    )


def notes_on_sides(answers: Sequence[Answered]) -> tuple[Sentence, ...]:
    """What has to be said of answers without a side, and of questions of one kind alone."""
    notes = []
    if undecided := sum(answer.correct is None for answer in answers):
        notes.append(Sentence(template=NO_SIDE, values={"count": undecided}))
    if len({answer.trial.positive for answer in answers}) == 1:
        notes.append(Sentence(template=ONE_KIND))
    return tuple(notes)


def grouped(
    by: str,
    answers: Sequence[Answered],
    label_of: Callable[[Answered], str | None],
    measures_of: Callable[[Sequence[Answered]], tuple[Measure, ...]],
    order: Sequence[str] = (),
) -> tuple[Group, ...]:
    """Part answers by a label and measure each part.

    Args:
        by: what the label tells.
        answers: to be parted.
        label_of: the label of an answer; None leaves it out.
        measures_of: the measures of a part.
        order: labels that come first, in this order.
    """
    parts: dict[str, list[Answered]] = {label: [] for label in order}
    for answer in answers:
        if (label := label_of(answer)) is not None:
            parts.setdefault(label, []).append(answer)
    return tuple(
        Group(by=by, label=label, answers=len(part), measures=measures_of(part))
        for label, part in parts.items()
        if part
    )

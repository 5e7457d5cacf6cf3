"""Scores of the rounds in which one of several pictures is chosen: search, pairs, odd one out."""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.quiz.rounds import FindTheSynthetic, OddOneOut
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.answer_sides import grouped, time_measures
from app.reading.scoring.lesion_groups import lesion_groups
from app.reading.scoring.measures import Group, Measure, RoundScore, Sentence, measure
from app.reading.scoring.published import published
from inference.statistics.binomial import binomial_test, probability_of_lasting
from inference.statistics.proportions import Proportion, exact_proportion, proportion_until
from inference.statistics.signal_detection import d_prime_of_share_correct

AVERAGE_ROUNDS, AVERAGE_SECONDS = 5.75, 25.7
"""As the paper states them of its four readers; Zakka et al. 2020."""

STUDY_OF_PAIRS = (
    "In the study of Korkinof et al. 2021, the answers of 117 readers to ten pairs each were "
    "spread as by guessing (χ² against the binomial distribution, p = 0.999)."
)
NOT_ENDED = "The round was left before its wrong answers were used up."


def score_search(answers: Sequence[Answered], settings: FindTheSynthetic | OddOneOut) -> RoundScore:
    """Rounds, seconds per round, share found and d′ of a search among several pictures."""
    right = _right(answers)
    wrong = len(answers) - right
    until_wrong = wrong >= settings.wrong_answers
    among_real = isinstance(settings, FindTheSynthetic)
    share = proportion_until(right, wrong) if until_wrong else exact_proportion(right, len(answers))
    chance = 1 / settings.pictures
    mean_time, median = time_measures(answers)
    lasting = probability_of_lasting(right, wrong, chance) if until_wrong else None
    return RoundScore(
        measures=(
            measure(
                "rounds",
                float(len(answers)),
                published=published("rounds", of_average=AVERAGE_ROUNDS) if among_real else (),
            ),
            measure(
                "seconds_per_round",
                mean_time.value,
                published=(
                    published("seconds_per_round", of_average=AVERAGE_SECONDS) if among_real else ()
                ),
            ),
            median,
            measure("share_found", share, chance=chance),
            _d_prime(share, settings.pictures),
            measure("p_lasting", lasting),
        ),
        groups=_by_view(answers) if among_real else lesion_groups(answers, _share_found),
        notes=() if until_wrong else (Sentence(template=NOT_ENDED),),
    )


def score_pairs(answers: Sequence[Answered]) -> RoundScore:
    """Number right of pairs, its binomial test and d′."""
    test = binomial_test(_right(answers), len(answers), 0.5)
    return RoundScore(
        measures=(
            measure("right", test.share, chance=0.5),
            measure("p_value", test.p_value),
            _d_prime(test.share, 2),
            *time_measures(answers),
        ),
        groups=_by_view(answers),
        notes=(Sentence(template=STUDY_OF_PAIRS),),
    )


def _right(answers: Sequence[Answered]) -> int:
    return sum(answer.correct is True for answer in answers)


def _d_prime(share: Proportion, pictures: int) -> Measure:
    return measure("d_prime", d_prime_of_share_correct(share.estimate, pictures), chance=0.0)


def _share_found(part: Sequence[Answered]) -> tuple[Measure, ...]:
    return (measure("share_found", exact_proportion(_right(part), len(part))),)


def _by_view(answers: Sequence[Answered]) -> tuple[Group, ...]:
    def label_of(answer: Answered) -> str | None:
        views = answer.trial.truth.views
        return views[0].rpartition("-")[2] or None if views else None

    return grouped("view", answers, label_of, _share_found, ("CC", "MLO"))

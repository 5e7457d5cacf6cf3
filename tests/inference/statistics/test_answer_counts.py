from __future__ import annotations

import pytest
from sklearn.metrics import accuracy_score, precision_score, recall_score

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.answer_counts import AnswerCounts, count_answers
from inference.statistics.proportions import Proportion


def value(share: Proportion | None) -> float:
    assert share is not None
    return share.value


def test_shares_are_those_of_another_library() -> None:
    random = stream(1, "answers")
    truth, called = random.randint(0, 2, 100), random.randint(0, 2, 100)
    counts = count_answers(zip(truth == 1, called == 1, strict=True))
    assert counts.total == 100
    assert value(counts.sensitivity()) == pytest.approx(recall_score(truth, called))
    assert value(counts.specificity()) == pytest.approx(recall_score(truth, called, pos_label=0))
    assert value(counts.precision()) == pytest.approx(precision_score(truth, called))
    assert value(counts.accuracy()) == pytest.approx(accuracy_score(truth, called))
    assert value(counts.negative_predictive_value()) == pytest.approx(
        precision_score(truth, called, pos_label=0)
    )


@pytest.mark.parametrize(
    ("hits", "false_alarms", "auc", "precision"),
    [(18, 13, 0.56, 0.58), (31, 9, 0.74, 0.78), (15, 21, 0.45, 0.42), (32, 46, 0.39, 0.41)],
)
def test_yes_or_no_answers_give_the_rows_of_the_published_table(
    hits: int, false_alarms: int, auc: float, precision: float
) -> None:
    """Zakka et al. 2020, table II: 52 real images, 48 synthesized or edited."""
    counts = AnswerCounts(
        hits=hits,
        misses=48 - hits,
        false_alarms=false_alarms,
        correct_rejections=52 - false_alarms,
    )
    area = (value(counts.sensitivity()) + value(counts.specificity())) / 2
    assert round(area, 2) == auc
    assert round(value(counts.precision()), 2) == precision


def test_a_share_of_nothing_is_none() -> None:
    silent = AnswerCounts(hits=0, misses=3, false_alarms=0, correct_rejections=0)
    assert silent.precision() is None
    assert silent.specificity() is None
    assert silent.negative_predictive_value() == silent.accuracy()
    assert AnswerCounts(hits=0, misses=0, false_alarms=0, correct_rejections=0).accuracy() is None


def test_counts_below_zero_are_refused() -> None:
    with pytest.raises(InputError, match="counted"):
        AnswerCounts(hits=-1, misses=0, false_alarms=0, correct_rejections=0)

from __future__ import annotations

import numpy as np
import pytest

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.item_analysis import analyse_items, kuder_richardson_20


def test_a_question_that_good_readers_get_right_discriminates() -> None:
    answers = np.array(
        [[1, 1, 1, 0], [1, 1, 1, 0], [1, 0, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1]]
    )
    easy, good, other, turned = analyse_items(answers)
    assert easy.right is not None
    assert easy.right.value == 1
    assert easy.discrimination == 0
    assert easy.correlation is None
    assert good.discrimination == 1
    assert other.correlation is not None
    assert turned.discrimination == pytest.approx(-0.75)  # four readers tie for the lower group
    assert turned.correlation is not None
    assert turned.correlation < -0.5


def test_the_correlation_leaves_out_the_question_itself() -> None:
    random = stream(1, "items")
    answers = (random.uniform(size=(30, 5)) < 0.5).astype(float)
    rest = answers[:, 1:].mean(axis=1)
    expected = np.corrcoef(answers[:, 0], rest)[0, 1]
    assert analyse_items(answers)[0].correlation == pytest.approx(expected)


def test_missing_answers_count_neither_way() -> None:
    answers = np.array([[1, np.nan], [0, np.nan], [1, np.nan]])
    first, second = analyse_items(answers)
    assert first.right is not None
    assert (first.right.count, first.right.total) == (2, 3)
    assert second.right is None
    assert second.discrimination is None


def test_one_reader_alone_gives_shares_and_no_discrimination() -> None:
    (only,) = analyse_items([[1.0]])
    assert only.right is not None
    assert only.discrimination is None
    assert only.correlation is None


def test_reliability_is_that_of_the_formula_by_hand() -> None:
    answers = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]
    # Variance of the sums 3, 2, 1, 0 is 1.25; p·q are 3/16, 4/16 and 3/16.
    assert kuder_richardson_20(answers) == pytest.approx(1.5 * (1 - (10 / 16) / 1.25))
    assert kuder_richardson_20([[1, 0], [0, 1]]) is None


def test_what_is_no_table_of_answers_is_refused_with_a_sentence() -> None:
    for call in (
        lambda: analyse_items([1.0]),
        lambda: analyse_items([[0.5]]),
        lambda: analyse_items([[np.nan, np.nan], [1, 0]]),
        lambda: kuder_richardson_20([[1, np.nan]]),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()

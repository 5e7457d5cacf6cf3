from __future__ import annotations

import pytest
from scipy.stats import binomtest, nbinom

from app.reading.quiz.sitting_events import EndReason
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.measures import Measure
from app.reading.scoring.sitting_score import score_sitting
from inference.statistics.proportions import exact_proportion, proportion_until
from inference.statistics.signal_detection import share_correct_of
from tests.app.reading.scoring.made_sittings import pairs, search

FOURTEEN = [True] * 5 + [False] + [True] * 6 + [False] * 2


def measures_of(record: SittingRecord) -> dict[str, Measure]:
    return {one.name: one for one in score_sitting(record).score.measures}


def test_rounds_and_seconds_stand_beside_those_of_the_paper() -> None:
    found = measures_of(search("r", FOURTEEN, seconds=24.6))
    assert found["rounds"].value == 14
    assert found["seconds_per_round"].value == pytest.approx(24.6)
    assert [one.value for one in found["rounds"].published] == [3, 14, 3, 3, 5.75]
    assert found["seconds_per_round"].published[-1].value == 25.7


def test_the_share_found_allows_for_stopping_after_three_wrong_answers() -> None:
    found = measures_of(search("r", FOURTEEN))
    expected = proportion_until(11, 3)
    share = found["share_found"]
    assert (share.value, share.low, share.high) == (11 / 14, expected.low, expected.high)
    assert found["p_lasting"].value == pytest.approx(nbinom.sf(10, 3, 5 / 6))
    d_prime = found["d_prime"].value
    assert d_prime is not None
    assert share_correct_of(d_prime, 6) == pytest.approx(11 / 14)


def test_a_search_that_was_left_has_the_plain_interval_and_says_so() -> None:
    record = search("r", [True, True, False], end=EndReason.STOPPED)
    found = measures_of(record)
    assert found["share_found"].high == exact_proportion(2, 3).high
    assert found["p_lasting"].value is None
    assert any("left before" in note.text for note in score_sitting(record).score.notes)


def test_three_wrong_answers_at_once_have_no_d_prime_but_an_upper_end() -> None:
    found = measures_of(search("r", [False] * 3))
    assert found["rounds"].value == 3
    assert found["d_prime"].value is None
    assert found["d_prime"].low is None
    assert found["d_prime"].high is not None


@pytest.mark.parametrize("right", [0, 3, 5, 9, 10])
def test_pairs_are_tested_against_one_half(right: int) -> None:
    found = measures_of(pairs("r", right))
    assert (found["right"].count, found["right"].total) == (right, 10)
    assert found["p_value"].value == pytest.approx(binomtest(right, 10, 0.5).pvalue)

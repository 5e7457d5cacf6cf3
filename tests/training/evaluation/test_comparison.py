from __future__ import annotations

import numpy as np
import pytest

from training.errors import TrainingError
from training.evaluation.comparison import against, compare, halves

PATIENTS = np.array([f"p{number % 30}" for number in range(90)])


def test_views_of_a_patient_never_lie_in_both_halves() -> None:
    for pairing in halves(PATIENTS, splits=5).pairings:
        assert not set(PATIENTS[pairing.reference]) & set(PATIENTS[pairing.real])
        assert len(pairing.reference) + len(pairing.real) == 90


def test_drawn_views_take_the_place_of_the_half_whose_conditions_they_have() -> None:
    for pairing in halves(PATIENTS, splits=5).pairings:
        assert (pairing.drawn == pairing.real + 90).all()


def test_a_part_is_split_within_itself() -> None:
    chosen = np.arange(0, 90, 2)
    for pairing in halves(PATIENTS, chosen, splits=3).pairings:
        both = np.concatenate([pairing.reference, pairing.real])
        assert sorted(both) == sorted(chosen)


def test_views_of_a_patient_are_left_out_together() -> None:
    groups = halves(PATIENTS, splits=1).groups[:90]
    for patient in set(PATIENTS):
        assert len(set(groups[patient == PATIENTS])) == 1


def test_held_out_views_are_the_reference_of_both_others() -> None:
    held_out = np.array(["a", "a", "b"])
    (pairing,) = against(held_out, PATIENTS).pairings
    assert list(pairing.reference) == [90, 91, 92]
    assert list(pairing.real) == list(range(90))
    assert list(pairing.drawn) == list(range(93, 183))


def test_the_interval_of_a_mean_is_that_of_students_t() -> None:
    values = np.random.default_rng(0).standard_normal(180)
    plan = halves(np.array([str(i) for i in range(90)]), splits=1)

    def difference(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.array([values[second].mean() - values[first].mean()])

    found = compare(difference, plan)
    (pairing,) = plan.pairings
    error = np.sqrt(
        values[pairing.reference].var(ddof=1) / 45 + values[pairing.drawn].var(ddof=1) / 45
    )
    assert (found.high - found.low)[0] / 2 == pytest.approx(2.09 * error, rel=0.35)
    assert found.value[0] == pytest.approx((found.high + found.low)[0] / 2)


def test_too_few_patients_are_refused_with_a_sentence() -> None:
    with pytest.raises(TrainingError, match="4 patients"):
        halves(np.array(["a", "a", "b", "c"]), splits=1)

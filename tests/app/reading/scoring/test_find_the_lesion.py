from __future__ import annotations

import math

import pytest

from app.reading.quiz.rounds import FindTheLesion
from app.reading.scoring.find_the_lesion import marked_cases
from app.reading.scoring.sitting_score import score_sitting
from inference.statistics.localisation import (
    MarkedCase,
    afroc_merit_value,
    lroc_area_value,
)
from inference.statistics.roc import area_under_curve
from tests.app.reading.scoring.made_sittings import (
    FAR,
    HIT,
    NEAR,
    lesion_hunt,
    marking,
    mass,
)

SMALL, LARGE = mass(8, 0.5), mass(25, 1.5)
HUNT = (
    (SMALL, marking(5, HIT)),
    (LARGE, marking(4, NEAR, FAR)),
    (SMALL, marking(2)),
    (LARGE, marking(6, FAR)),
    (None, marking(1)),
    (None, marking(5, FAR)),
    (None, marking(2)),
    (None, marking(3, FAR)),
)


def test_a_mark_within_the_margin_hits_and_others_are_false() -> None:
    record = lesion_hunt("r", HUNT)
    settings = record.header.settings
    assert isinstance(settings, FindTheLesion)
    assert marked_cases(record.answers, settings) == [
        MarkedCase(lesions=(5.0,)),
        MarkedCase(lesions=(4.0,), false_marks=(4.0,)),
        MarkedCase(lesions=(-math.inf,)),
        MarkedCase(lesions=(-math.inf,), false_marks=(6.0,)),
        MarkedCase(),
        MarkedCase(false_marks=(5.0,)),
        MarkedCase(),
        MarkedCase(false_marks=(3.0,)),
    ]


def test_all_measures_are_those_of_the_marked_cases() -> None:
    record = lesion_hunt("r", HUNT)
    settings = record.header.settings
    assert isinstance(settings, FindTheLesion)
    cases = marked_cases(record.answers, settings)
    found = {one.name: one for one in score_sitting(record).score.measures}
    assert found["afroc_merit"].value == pytest.approx(afroc_merit_value(cases))
    assert found["lroc_area"].value == pytest.approx(lroc_area_value(cases))
    assert found["sensitivity"].value == 3 / 4
    assert found["located_sensitivity"].value == 2 / 4
    assert found["specificity"].value == 3 / 4
    assert found["false_marks_per_case"].value == 4 / 8
    for name in ("afroc_merit", "lroc_area", "false_marks_per_case"):
        assert found[name].low is not None
        assert found[name].high is not None


def test_lesions_are_scored_by_kind_size_difficulty_and_density() -> None:
    groups = {
        (group.by, group.label): group
        for group in score_sitting(lesion_hunt("r", HUNT)).score.groups
    }
    assert set(groups) == {
        ("kind", "mass"),
        ("size", "up to 10 mm"),
        ("size", "above 20 mm"),
        ("difficulty", "easy"),
        ("difficulty", "hard"),
        ("density", "scattered areas of fibroglandular density"),
        ("density", "extremely dense"),
    }
    located = groups["size", "up to 10 mm"].measures[0]
    assert (located.name, located.count, located.total) == ("located_sensitivity", 1, 2)
    small = {one.name: one.value for one in groups["size", "up to 10 mm"].measures}
    assert small["auc"] == pytest.approx(area_under_curve([5, 2], [1, 5, 2, 3]).auc)
    assert small["d_prime"] is not None
    dense = {one.name: one for one in groups["density", "extremely dense"].measures}
    assert dense["specificity"].total == 2


def test_cases_without_any_lesion_still_have_a_specificity() -> None:
    score = score_sitting(lesion_hunt("r", HUNT[4:])).score
    found = {one.name: one.value for one in score.measures}
    assert found["specificity"] == 3 / 4
    assert found["afroc_merit"] is None
    assert found["located_sensitivity"] is None
    assert not score.curves

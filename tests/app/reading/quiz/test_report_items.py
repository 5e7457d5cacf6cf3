from __future__ import annotations

from dataclasses import replace

import pytest

from app.reading.quiz.report_items import expected_assessments, report_items
from app.reading.quiz.trial import PictureClass, PictureTruth
from app.reading.report import Report, ReportFinding
from inference.birads import (
    Assessment,
    BreastSide,
    Composition,
    FindingKind,
    MassMargin,
    MassShape,
    Region,
)
from inference.lesions.spec import LesionSpec
from tests.app.reading.quiz.examples import FINDING

TRUTH = PictureTruth(
    picture_class=PictureClass.SYNTHESIZED,
    views=("L-CC",),
    findings=(FINDING,),
    composition=Composition.B,
)
GOOD = ReportFinding(
    kind=FindingKind.MASS,
    shape=MassShape.IRREGULAR,
    margin=MassMargin.SPICULATED,
    side=BreastSide.LEFT,
    region=Region.UPPER_OUTER,
    size_mm=14,
)
RIGHT = Report(composition=Composition.B, findings=(GOOD,), assessment=Assessment.HIGH_SUSPICION)


def correct(report: Report, truth: PictureTruth = TRUTH) -> dict[str, bool]:
    return {item.name: item.correct for item in report_items(report, truth)}


def test_a_right_report_is_right_in_every_item_it_tells() -> None:
    items = correct(RIGHT)
    assert items.pop("density") is False  # of the mass, which the report does not tell
    assert all(items.values())
    assert set(items) == {
        "composition",
        "finding",
        "kind",
        "side",
        "region",
        "shape",
        "margin",
        "size_mm",
        "assessment",
    }


def test_each_wrong_word_costs_its_own_item_alone() -> None:
    finding = replace(GOOD, margin=MassMargin.OBSCURED, side=BreastSide.RIGHT)
    wrong = correct(replace(RIGHT, findings=(finding,), composition=Composition.D))
    right = correct(RIGHT)
    changed = {name for name in right if right[name] != wrong[name]}
    assert changed == {"margin", "side", "composition"}


def test_a_half_of_the_right_quadrant_is_right() -> None:
    upper = replace(RIGHT, findings=(replace(GOOD, region=Region.UPPER),))
    lower = replace(RIGHT, findings=(replace(GOOD, region=Region.LOWER),))
    assert correct(upper)["region"]
    assert not correct(lower)["region"]


@pytest.mark.parametrize(
    ("size_mm", "right"), [(8.4, True), (15.6, True), (8.3, False), (16, False)]
)
def test_a_size_is_right_within_its_tolerance(size_mm: float, right: bool) -> None:
    told = replace(RIGHT, findings=(replace(GOOD, size_mm=size_mm),))
    assert correct(told)["size_mm"] is right


def test_the_finding_that_agrees_best_is_compared() -> None:
    other = ReportFinding(kind=FindingKind.CALCIFICATIONS, side=BreastSide.RIGHT)
    assert correct(replace(RIGHT, findings=(other, GOOD))) == correct(RIGHT)


def test_a_missed_lesion_leaves_its_items_untold() -> None:
    items = report_items(Report(), TRUTH)
    assert not any(item.correct for item in items)
    assert all(item.given in ("", "no finding") for item in items)


def test_a_case_without_lesions_asks_for_no_words_of_one() -> None:
    healthy = replace(TRUTH, findings=())
    items = correct(Report(composition=Composition.B, assessment=Assessment.NEGATIVE), healthy)
    assert items == {"composition": True, "finding": True, "assessment": True}


@pytest.mark.parametrize(
    ("words", "fits", "does_not"),
    [
        ({"shape": "irregular", "margin": "spiculated"}, "5", "2"),
        ({"shape": "oval", "margin": "circumscribed"}, "2", "4"),
        ({"shape": "oval", "margin": "indistinct"}, "4A", "1"),
        ({"margin": "obscured", "density": "fat_containing"}, "2", "5"),
    ],
)
def test_the_assessment_follows_the_words(words: dict[str, str], fits: str, does_not: str) -> None:
    spec = LesionSpec(kind=FindingKind.MASS, words=words)
    expected = expected_assessments((replace(FINDING, spec=spec),))
    assert Assessment(fits) in expected
    assert Assessment(does_not) not in expected

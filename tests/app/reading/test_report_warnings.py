from __future__ import annotations

from dataclasses import replace

import pytest

from app.reading.report import Report, ReportFinding
from app.reading.report_warnings import regions_at, report_warnings
from inference.birads import (
    Assessment,
    AsymmetryType,
    BreastSide,
    Composition,
    FindingKind,
    Management,
    MassDensity,
    MassMargin,
    MassShape,
    Morphology,
    Region,
)

MASS = ReportFinding(
    kind=FindingKind.MASS,
    shape=MassShape.IRREGULAR,
    margin=MassMargin.SPICULATED,
    density=MassDensity.HIGH,
    side=BreastSide.RIGHT,
    region=Region.UPPER_OUTER,
    clock=10,
    size_mm=12.0,
)
NODE = ReportFinding(
    kind=FindingKind.INTRAMAMMARY_LYMPH_NODE, side=BreastSide.LEFT, region=Region.UPPER_OUTER
)
SOUND = Report(
    composition=Composition.B,
    findings=(MASS,),
    assessment=Assessment.HIGH_SUSPICION,
    management=Management.TISSUE_DIAGNOSIS,
)


def with_finding(**changes: object) -> Report:
    return replace(SOUND, findings=(replace(MASS, **changes),))  # pyright: ignore[reportArgumentType]


def test_a_complete_report_and_one_not_begun_have_no_warnings() -> None:
    assert report_warnings(SOUND) == []
    assert report_warnings(Report()) == []
    negative = Report(
        composition=Composition.A,
        assessment=Assessment.NEGATIVE,
        management=Management.ROUTINE,
    )
    assert report_warnings(negative) == []


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (replace(SOUND, composition=None), "The breast composition is missing."),
        (replace(SOUND, management=None), "The management is missing."),
        (replace(SOUND, assessment=None, management=None), "The assessment is missing."),
        (
            Report(
                composition=Composition.B,
                assessment=Assessment.INCOMPLETE,
                management=Management.PRIORS,
            ),
            "Assessment 0 needs a finding or a reason in the text.",
        ),
        (
            replace(SOUND, assessment=None, right=Assessment.HIGH_SUSPICION),
            "The assessment of the left breast is missing.",
        ),
        (
            replace(
                SOUND,
                assessment=Assessment.BENIGN,
                management=Management.ROUTINE,
                right=Assessment.HIGH_SUSPICION,
                left=Assessment.NEGATIVE,
            ),
            "The overall assessment is 2, but the breasts ask for 4C.",
        ),
        (
            replace(SOUND, assessment=Assessment.NEGATIVE, management=Management.ROUTINE),
            "Assessment 1 is negative, but there are findings; benign ones are 2.",
        ),
        (
            replace(SOUND, findings=()),
            "Assessment 4C needs a finding.",
        ),
        (
            replace(SOUND, assessment=Assessment.BENIGN, management=Management.ROUTINE),
            "Assessment 2 does not fit a finding with suspicious features.",
        ),
        (
            replace(SOUND, findings=(NODE,)),
            "Assessment 4C does not fit findings that are typically benign.",
        ),
        (
            replace(SOUND, management=Management.ROUTINE),
            "Assessment 4C usually goes with tissue diagnosis, "
            "not with routine mammography screening.",
        ),
        (with_finding(shape=None), "Finding 1: the shape of the mass is missing."),
        (
            with_finding(shape=None, margin=None, density=None),
            "Finding 1: the shape, margin and density of the mass are missing.",
        ),
        (with_finding(side=None), "Finding 1: the breast is missing."),
        (
            with_finding(region=None, clock=None),
            "Finding 1: the place in the breast is missing.",
        ),
        (with_finding(size_mm=None), "Finding 1: the size of the mass is missing."),
        (
            with_finding(side=BreastSide.LEFT),
            "Finding 1: 10 o'clock in the left breast does not lie in the upper outer quadrant.",
        ),
        (
            with_finding(side=BreastSide.BOTH),
            "Finding 1: a clock position belongs to one breast, not to both.",
        ),
    ],
)
def test_each_gap_and_contradiction_is_one_sentence(report: Report, words: str) -> None:
    assert report_warnings(report) == [words]


def test_suspicious_calcifications_need_their_distribution() -> None:
    finding = ReportFinding(
        kind=FindingKind.CALCIFICATIONS,
        morphology=Morphology.AMORPHOUS,
        side=BreastSide.LEFT,
        region=Region.LOWER,
    )
    assert report_warnings(replace(SOUND, findings=(finding,))) == [
        "Finding 1: the distribution of the calcifications is missing."
    ]
    benign = replace(finding, morphology=Morphology.VASCULAR)
    report = replace(
        SOUND, findings=(benign,), assessment=Assessment.BENIGN, management=Management.ROUTINE
    )
    assert report_warnings(report) == []


def test_a_category_of_one_breast_is_held_against_the_findings_of_that_breast() -> None:
    report = replace(
        SOUND, assessment=None, right=Assessment.HIGH_SUSPICION, left=Assessment.BENIGN
    )
    assert report_warnings(report) == ["Assessment 2 of the left breast needs a finding."]


def test_an_asymmetry_without_its_type_is_told() -> None:
    finding = ReportFinding(kind=FindingKind.ASYMMETRY, side=BreastSide.LEFT, region=Region.CENTRAL)
    assert report_warnings(replace(SOUND, findings=(finding,))) == [
        "Finding 1: the type of the asymmetry is missing."
    ]
    told = replace(finding, asymmetry=AsymmetryType.FOCAL)
    assert report_warnings(replace(SOUND, findings=(told,))) == []


@pytest.mark.parametrize(
    ("clock", "side", "regions"),
    [
        (10, BreastSide.RIGHT, {"upper", "outer", "upper_outer"}),
        (10, BreastSide.LEFT, {"upper", "inner", "upper_inner"}),
        (4, BreastSide.LEFT, {"lower", "outer", "lower_outer"}),
        (9, BreastSide.RIGHT, {"upper", "lower", "outer", "upper_outer", "lower_outer"}),
        (12, BreastSide.LEFT, {"upper", "outer", "inner", "upper_outer", "upper_inner"}),
    ],
)
def test_a_clock_position_lies_in_these_regions(
    clock: int, side: BreastSide, regions: set[str]
) -> None:
    assert regions_at(clock, side) == {Region(name) for name in regions}

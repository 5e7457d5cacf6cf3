from __future__ import annotations

from app.reading.report import Report, ReportFinding
from app.reading.report_editing import new_finding, with_assessment, with_kind, with_taken
from app.reading.taken_mark import TakenMark
from inference.birads import (
    Assessment,
    AssociatedFeature,
    BreastSide,
    Depth,
    FindingKind,
    Management,
    MassMargin,
    Morphology,
    Region,
)
from inference.measurements.lesion_location import LesionLocation
from inference.recipe import ViewName
from tests.inference.measurements.test_breast_landmarks import film_view

MASS = ReportFinding(
    kind=FindingKind.MASS,
    margin=MassMargin.SPICULATED,
    features=(AssociatedFeature.SKIN_RETRACTION,),
    side=BreastSide.RIGHT,
    region=Region.UPPER_OUTER,
    clock=10,
    size_mm=12.0,
    note="New.",
)


def taken(size_mm: float | None = None, **place: object) -> TakenMark:
    location = LesionLocation(**place)  # pyright: ignore[reportArgumentType]
    return TakenMark(mark_ids=("m4",), location=location, size_mm=size_mm)


def test_another_kind_keeps_the_place_and_drops_the_terms_that_do_not_fit() -> None:
    changed = with_kind(MASS, FindingKind.CALCIFICATIONS)
    assert (changed.margin, changed.features) == (None, MASS.features)
    assert (changed.clock, changed.size_mm, changed.note) == (10, 12.0, "New.")
    assert with_kind(MASS, FindingKind.SKIN_LESION).features == ()


def test_marks_give_the_whole_place_and_a_rounded_size() -> None:
    changed = with_taken(
        ReportFinding(kind=FindingKind.CALCIFICATIONS, morphology=Morphology.RIM),
        taken(
            size_mm=12.34,
            side=BreastSide.LEFT,
            region=Region.LOWER_INNER,
            clock=8,
            depth=Depth.POSTERIOR,
            distance_from_nipple_mm=6.26,
        ),
    )
    assert changed == ReportFinding(
        kind=FindingKind.CALCIFICATIONS,
        morphology=Morphology.RIM,
        side=BreastSide.LEFT,
        region=Region.LOWER_INNER,
        clock=8,
        depth=Depth.POSTERIOR,
        distance_mm=6.3,
        size_mm=12.0,
        mark_ids=("m4",),
    )


def test_what_marks_do_not_tell_stays_if_it_fits() -> None:
    changed = with_taken(MASS, taken(side=BreastSide.RIGHT, region=Region.OUTER))
    assert (changed.region, changed.clock, changed.size_mm) == (Region.UPPER_OUTER, 10, 12.0)


def test_what_contradicts_a_mark_goes() -> None:
    lower = with_taken(MASS, taken(side=BreastSide.RIGHT, region=Region.LOWER))
    assert (lower.region, lower.clock) == (Region.LOWER, None)
    other = with_taken(MASS, taken(side=BreastSide.LEFT, region=Region.OUTER))
    assert (other.side, other.region, other.clock) == (BreastSide.LEFT, Region.OUTER, None)


def test_management_follows_the_assessment_until_another_one_is_chosen() -> None:
    report = with_assessment(Report(), assessment=Assessment.HIGH_SUSPICION)
    assert report.management is Management.TISSUE_DIAGNOSIS
    report = with_assessment(report, assessment=Assessment.PROBABLY_BENIGN)
    assert report.management is Management.SHORT_INTERVAL
    own = Report(assessment=Assessment.BENIGN, management=Management.TISSUE_DIAGNOSIS)
    changed = with_assessment(own, assessment=Assessment.PROBABLY_BENIGN)
    assert changed.management is Management.TISSUE_DIAGNOSIS
    assert with_assessment(report).management is None


def test_a_management_that_fits_the_new_assessment_stays() -> None:
    report = Report(assessment=Assessment.INCOMPLETE, management=Management.PRIORS)
    changed = with_assessment(report, right=Assessment.INCOMPLETE, left=Assessment.NEGATIVE)
    assert changed.management is Management.PRIORS


def test_a_new_finding_lies_in_the_one_breast_that_a_case_shows() -> None:
    right = (film_view(ViewName.R_CC), film_view(ViewName.R_MLO))
    assert new_finding(FindingKind.MASS, right).side is BreastSide.RIGHT
    both = (*right, film_view(ViewName.L_CC))
    assert new_finding(FindingKind.MASS, both).side is None
    assert new_finding(FindingKind.MASS, (*right, film_view(None))).side is None

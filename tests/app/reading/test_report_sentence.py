from __future__ import annotations

from typing import Any

import pytest

from app.reading.report import Report, ReportFinding
from app.reading.report_sentence import finding_sentence, finding_title, written_report
from inference.birads import (
    Assessment,
    AssociatedFeature,
    AsymmetryType,
    BreastSide,
    Composition,
    Depth,
    Distribution,
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
    depth=Depth.MIDDLE,
    distance_mm=45.0,
    size_mm=12.0,
)
CALCIFICATIONS = ReportFinding(
    kind=FindingKind.CALCIFICATIONS,
    morphology=Morphology.FINE_PLEOMORPHIC,
    distribution=Distribution.SEGMENTAL,
    side=BreastSide.LEFT,
    region=Region.LOWER_INNER,
    clock=7,
    depth=Depth.POSTERIOR,
    size_mm=24.0,
)


def test_a_full_report_of_one_mass() -> None:
    report = Report(
        composition=Composition.B,
        findings=(MASS,),
        assessment=Assessment.HIGH_SUSPICION,
        management=Management.TISSUE_DIAGNOSIS,
    )
    assert written_report(report) == (
        "There are scattered areas of fibroglandular density.\n\n"
        "In the right breast, upper outer quadrant, 10 o'clock, middle depth, 45 mm from the "
        "nipple, there is a 12 mm irregular, high-density mass with spiculated margins.\n\n"
        "Assessment: BI-RADS 4C, suspicious, high suspicion for malignancy.\n"
        "Management: tissue diagnosis."
    )


def test_a_negative_report() -> None:
    report = Report(
        composition=Composition.A,
        assessment=Assessment.NEGATIVE,
        management=Management.ROUTINE,
    )
    assert written_report(report) == (
        "The breasts are almost entirely fatty.\n\n"
        "There are no suspicious masses, calcifications or areas of architectural distortion.\n\n"
        "Assessment: BI-RADS 1, negative.\n"
        "Management: routine mammography screening."
    )


def test_both_breasts_with_findings_stand_right_before_left_and_get_an_overall_assessment() -> None:
    report = Report(
        composition=Composition.C,
        findings=(CALCIFICATIONS, MASS),
        right=Assessment.HIGHLY_SUGGESTIVE,
        left=Assessment.MODERATE_SUSPICION,
        management=Management.TISSUE_DIAGNOSIS,
    )
    assert written_report(report) == (
        "The breasts are heterogeneously dense, which may obscure small masses.\n\n"
        "In the right breast, upper outer quadrant, 10 o'clock, middle depth, 45 mm from the "
        "nipple, there is a 12 mm irregular, high-density mass with spiculated margins. "
        "In the left breast, lower inner quadrant, 7 o'clock, posterior depth, there are fine "
        "pleomorphic calcifications in a segmental distribution, spanning 24 mm.\n\n"
        "Assessment, right breast: BI-RADS 5, highly suggestive of malignancy.\n"
        "Assessment, left breast: BI-RADS 4B, suspicious, moderate suspicion for malignancy.\n"
        "Overall assessment: BI-RADS 5, highly suggestive of malignancy.\n"
        "Management: tissue diagnosis."
    )


def test_a_breast_called_negative_beside_the_other_is_said_to_be_so() -> None:
    report = Report(
        composition=Composition.D,
        findings=(MASS,),
        right=Assessment.HIGH_SUSPICION,
        left=Assessment.NEGATIVE,
    )
    assert written_report(report) == (
        "The breasts are extremely dense, which lowers the sensitivity of mammography.\n\n"
        "In the right breast, upper outer quadrant, 10 o'clock, middle depth, 45 mm from the "
        "nipple, there is a 12 mm irregular, high-density mass with spiculated margins. "
        "In the left breast, there are no suspicious masses, calcifications or areas of "
        "architectural distortion.\n\n"
        "Assessment, right breast: BI-RADS 4C, suspicious, high suspicion for malignancy.\n"
        "Assessment, left breast: BI-RADS 1, negative.\n"
        "Overall assessment: BI-RADS 4C, suspicious, high suspicion for malignancy."
    )


def test_free_text_stands_between_findings_and_assessment() -> None:
    report = Report(
        findings=(ReportFinding(kind=FindingKind.SKIN_LESION, side=BreastSide.LEFT),),
        assessment=Assessment.INCOMPLETE,
        management=Management.ADDITIONAL_IMAGING,
        text=" Spot compression is needed ",
    )
    assert written_report(report) == (
        "In the left breast, there is a skin lesion.\n\n"
        "Spot compression is needed.\n\n"
        "Assessment: BI-RADS 0, incomplete, needs additional imaging or prior mammograms.\n"
        "Management: recall for additional imaging."
    )


def test_nothing_told_is_nothing_written() -> None:
    assert written_report(Report()) == ""
    assert written_report(Report(composition=Composition.A)) == (
        "The breasts are almost entirely fatty."
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": FindingKind.MASS}, "There is a mass."),
        ({"kind": FindingKind.MASS, "shape": MassShape.OVAL}, "There is an oval mass."),
        (
            {"kind": FindingKind.MASS, "shape": MassShape.ROUND, "size_mm": 8.0},
            "There is an 8 mm round mass.",
        ),
        (
            {"kind": FindingKind.MASS, "density": MassDensity.FAT_CONTAINING, "size_mm": 18.0},
            "There is an 18 mm fat-containing mass.",
        ),
        (
            {
                "kind": FindingKind.MASS,
                "shape": MassShape.OVAL,
                "margin": MassMargin.CIRCUMSCRIBED,
                "density": MassDensity.EQUAL,
                "side": BreastSide.LEFT,
                "region": Region.RETROAREOLAR,
                "size_mm": 6.25,
            },
            "In the left breast, retroareolar region, there is a 6.2 mm oval, equal-density mass "
            "with circumscribed margins.",
        ),
        (
            {"kind": FindingKind.MASS, "size_mm": 20.0, "region": Region.AXILLARY_TAIL},
            "In the axillary tail, there is a 20 mm mass.",
        ),
        (
            {
                "kind": FindingKind.MASS,
                "margin": MassMargin.INDISTINCT,
                "features": (AssociatedFeature.NIPPLE_RETRACTION,),
            },
            "There is a mass with indistinct margins, with associated nipple retraction.",
        ),
        ({"kind": FindingKind.CALCIFICATIONS}, "There are calcifications."),
        (
            {
                "kind": FindingKind.CALCIFICATIONS,
                "morphology": Morphology.AMORPHOUS,
                "distribution": Distribution.GROUPED,
                "side": BreastSide.RIGHT,
                "region": Region.CENTRAL,
            },
            "In the right breast, central region, there are amorphous calcifications in a grouped "
            "distribution.",
        ),
        (
            {
                "kind": FindingKind.CALCIFICATIONS,
                "morphology": Morphology.VASCULAR,
                "side": BreastSide.BOTH,
            },
            "In both breasts, there are vascular calcifications.",
        ),
        (
            {
                "kind": FindingKind.CALCIFICATIONS,
                "morphology": Morphology.MILK_OF_CALCIUM,
                "clock": 6,
            },
            "At 6 o'clock, there is milk of calcium.",
        ),
        (
            {
                "kind": FindingKind.ARCHITECTURAL_DISTORTION,
                "side": BreastSide.LEFT,
                "region": Region.UPPER,
                "clock": 12,
                "size_mm": 30.0,
                "features": (
                    AssociatedFeature.SKIN_RETRACTION,
                    AssociatedFeature.SKIN_THICKENING,
                    AssociatedFeature.CALCIFICATIONS,
                ),
            },
            "In the left breast, upper half, 12 o'clock, there is architectural distortion, "
            "spanning 30 mm, with associated skin retraction, skin thickening and calcifications.",
        ),
        ({"kind": FindingKind.ASYMMETRY}, "There is an asymmetry."),
        (
            {
                "kind": FindingKind.ASYMMETRY,
                "asymmetry": AsymmetryType.FOCAL,
                "size_mm": 15.0,
                "depth": Depth.ANTERIOR,
            },
            "At anterior depth, there is a 15 mm focal asymmetry.",
        ),
        (
            {"kind": FindingKind.ASYMMETRY, "asymmetry": AsymmetryType.GLOBAL},
            "There is a global asymmetry.",
        ),
        (
            {
                "kind": FindingKind.INTRAMAMMARY_LYMPH_NODE,
                "size_mm": 7.0,
                "note": "Stable since 2019",
            },
            "There is a 7 mm intramammary lymph node. Stable since 2019.",
        ),
        ({"kind": FindingKind.INTRAMAMMARY_LYMPH_NODE}, "There is an intramammary lymph node."),
        ({"kind": FindingKind.SOLITARY_DILATED_DUCT}, "There is a solitary dilated duct."),
        (
            {
                "kind": FindingKind.ASSOCIATED_FEATURES,
                "features": (AssociatedFeature.AXILLARY_ADENOPATHY,),
                "side": BreastSide.LEFT,
            },
            "In the left breast, there is axillary adenopathy.",
        ),
        (
            {
                "kind": FindingKind.ASSOCIATED_FEATURES,
                "features": (
                    AssociatedFeature.SKIN_THICKENING,
                    AssociatedFeature.TRABECULAR_THICKENING,
                ),
            },
            "There are skin thickening and trabecular thickening.",
        ),
    ],
)
def test_a_finding_is_written_as_radiologists_write_it(values: dict[str, Any], words: str) -> None:
    assert finding_sentence(ReportFinding(**values)) == words


def test_every_term_can_be_written() -> None:
    for shape in MassShape:
        assert shape.label in finding_sentence(ReportFinding(kind=FindingKind.MASS, shape=shape))
    for morphology in Morphology:
        finding = ReportFinding(kind=FindingKind.CALCIFICATIONS, morphology=morphology)
        assert morphology.label in finding_sentence(finding)
    for assessment in Assessment:
        assert f"BI-RADS {assessment}, " in written_report(Report(assessment=assessment))


def test_a_finding_has_a_short_title_for_lists() -> None:
    assert finding_title(MASS) == "Irregular, high-density mass, right, 10 o'clock, 12 mm"
    assert finding_title(ReportFinding(kind=FindingKind.ASYMMETRY)) == "Asymmetry"

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading.report import (
    FIELDS_OF_KIND,
    MAX_FINDINGS,
    TERM_FIELDS,
    Report,
    ReportError,
    ReportFinding,
    cleaned_text,
    report_from_plain,
    report_to_plain,
)
from inference.birads import (
    Assessment,
    AssociatedFeature,
    AsymmetryType,
    BreastSide,
    Composition,
    Depth,
    Distribution,
    Edition,
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
    features=(AssociatedFeature.SKIN_RETRACTION, AssociatedFeature.CALCIFICATIONS),
    side=BreastSide.RIGHT,
    region=Region.UPPER_OUTER,
    clock=10,
    depth=Depth.MIDDLE,
    distance_mm=45.0,
    size_mm=12.0,
    mark_ids=("m1", "m2"),
    note="New.",
)
FULL = Report(
    edition=Edition.FIFTH,
    composition=Composition.B,
    findings=(
        MASS,
        ReportFinding(
            kind=FindingKind.CALCIFICATIONS,
            morphology=Morphology.ROUND,
            distribution=Distribution.DIFFUSE,
            side=BreastSide.BOTH,
        ),
        ReportFinding(kind=FindingKind.ASYMMETRY, asymmetry=AsymmetryType.FOCAL),
    ),
    right=Assessment.HIGH_SUSPICION,
    left=Assessment.BENIGN,
    management=Management.TISSUE_DIAGNOSIS,
    text="Compared with nothing.\nSecond line.",
)


def test_a_report_comes_back_from_json_as_it_was() -> None:
    assert report_from_plain(json.loads(json.dumps(report_to_plain(FULL)))) == FULL


def test_an_empty_report_comes_back_and_is_empty() -> None:
    plain = report_to_plain(Report())
    assert plain == {"edition": "v2025", "findings": []}
    assert report_from_plain(plain).empty
    assert not FULL.empty


def test_the_plain_form_holds_ids_and_leaves_out_what_was_not_told() -> None:
    plain = report_to_plain(FULL)
    assert plain["edition"] == "5th-2013"
    assert plain["findings"][2] == {"kind": "asymmetry", "asymmetry": "focal"}
    assert plain["findings"][0]["margin"] == "spiculated"
    assert plain["right"] == "4C"


def test_the_overall_assessment_is_that_of_the_breast_with_the_most_to_be_done() -> None:
    assert FULL.overall is Assessment.HIGH_SUSPICION
    both = Report(right=Assessment.PROBABLY_BENIGN, left=Assessment.INCOMPLETE)
    assert both.overall is Assessment.INCOMPLETE
    assert Report(assessment=Assessment.BENIGN).overall is Assessment.BENIGN
    assert Report().overall is None


@pytest.mark.parametrize("kind", FindingKind)
@pytest.mark.parametrize("name", [*TERM_FIELDS, "features"])
def test_a_finding_carries_only_the_terms_of_its_kind(kind: FindingKind, name: str) -> None:
    value = (
        (AssociatedFeature.SKIN_THICKENING,)
        if name == "features"
        else next(iter(TERM_FIELDS[name]))
    )
    values: dict[str, Any] = {"kind": kind, name: value}
    if name in FIELDS_OF_KIND[kind]:
        assert getattr(ReportFinding(**values), name) == value
    else:
        with pytest.raises(ReportError, match=f"cannot have a {name}"):
            ReportFinding(**values)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"clock": 0}, "There is no 0 o'clock"),
        ({"clock": 13}, "There is no 13 o'clock"),
        ({"size_mm": 0.0}, "The size lies between"),
        ({"size_mm": float("nan")}, "The size lies between"),
        ({"distance_mm": 401.0}, "The distance from the nipple lies between"),
        ({"note": "x" * 4001}, "printable and at most 4000"),
        ({"note": "a\x00b"}, "printable"),
        ({"mark_ids": ("../m1",)}, "named like m1"),
        ({"features": (AssociatedFeature.CALCIFICATIONS,) * 2}, "named twice"),
    ],
)
def test_values_out_of_range_are_refused_with_a_sentence(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ReportError, match=words):
        ReportFinding(kind=FindingKind.MASS, **changes)


def test_too_many_findings_are_refused() -> None:
    with pytest.raises(ReportError, match="at most 40 findings"):
        Report(findings=(MASS,) * (MAX_FINDINGS + 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"edition": "v2031"}, "edition of a report cannot be 'v2031'"),
        ({"edition": None}, "edition of a report cannot be"),
        ({"assessment": 4}, "assessment of a report cannot be '4'"),
        ({"composition": ["a"]}, "composition of a report cannot be"),
        ({"findings": {}}, "list of at most 40"),
        ({"findings": [[]]}, "A finding has to be a set of named values"),
        ({"findings": [{}]}, "kind of a report cannot be 'None'"),
        ({"findings": [{"kind": "mass", "clock": True}]}, "clock of a finding cannot be True"),
        ({"findings": [{"kind": "mass", "clock": 2.5}]}, "clock of a finding cannot be 2.5"),
        ({"findings": [{"kind": "mass", "size_mm": "12"}]}, "size_mm of a finding cannot be 12"),
        ({"findings": [{"kind": "mass", "size_mm": 10**400}]}, "size_mm of a finding"),
        ({"findings": [{"kind": "mass", "colour": "red"}]}, "does not know: colour"),
        ({"findings": [{"kind": "mass", "morphology": "rim"}]}, "mass cannot have a morphology"),
        ({"findings": [{"kind": "mass", "features": "calcifications"}]}, "list of at most 7"),
        ({"findings": [{"kind": "mass", "mark_ids": [1]}]}, "mark_ids of a report has to be text"),
        ({"text": 7}, "text of a report has to be text"),
        ({"text": "\ud800"}, "printable"),
        ({"patient": "X"}, "does not know: patient"),
    ],
)
def test_a_damaged_plain_report_is_refused_with_a_sentence(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ReportError, match=words):
        report_from_plain({**report_to_plain(FULL), **change})


def test_a_report_without_its_edition_is_refused() -> None:
    with pytest.raises(ReportError, match="does not name the edition"):
        report_from_plain({"findings": []})


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["edition", "findings", "kind", "features", "size_mm", "text"])
                | st.text(max_size=4),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_plain_value_is_a_report_or_refused_with_a_sentence(values: object) -> None:
    try:
        report = report_from_plain(values)
    except ReportError as error:
        assert str(error).endswith(".")
    else:
        assert report_from_plain(report_to_plain(report)) == report


def test_typed_text_keeps_its_lines_and_loses_what_cannot_be_printed() -> None:
    assert cleaned_text("a\tb\x07\u2028c\n d ") == "a b  c\n d "
    assert len(cleaned_text("x" * 9000)) == 4000

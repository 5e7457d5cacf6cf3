"""A report compared with the truth of a case, item by item."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.quiz.trial import PictureTruth
from app.reading.report import FIELDS_OF_KIND, TERM_FIELDS, Report, ReportFinding
from inference.birads import (
    Assessment,
    BreastSide,
    FindingKind,
    MassDensity,
    MassMargin,
    MassShape,
    Morphology,
    Region,
)
from inference.lesions.truth import Finding

SIZE_TOLERANCE = 0.3
"""A size is right within this share of the lesion's own, and always within `SIZE_MM`."""

SIZE_MM = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """One thing that a report tells, or should.

    Attributes:
        name: `composition`, `finding`, `kind`, a word of the kind such as `margin`, `side`,
            `region`, `size_mm`, or `assessment`.
        given: what was told; empty for nothing.
        right: what would be right; several for an assessment.
        correct: whether it is right.
    """

    name: str
    given: str
    right: tuple[str, ...]
    correct: bool


def report_items(report: Report, truth: PictureTruth) -> tuple[ReportItem, ...]:
    """Compare a report with the truth.

    Of several findings told, the one that agrees best with a true one is compared with it.
    """
    items = []
    if truth.composition is not None:
        items.append(_item("composition", report.composition, (truth.composition,)))
    told, there = bool(report.findings), bool(truth.findings)
    words = {True: "finding", False: "no finding"}
    items.append(_item("finding", words[told], (words[there],)))
    for finding in truth.findings:
        best = max(report.findings, key=lambda one: _agreement(one, finding), default=None)
        items += _finding_items(best, finding)
    items.append(_item("assessment", report.overall, expected_assessments(truth.findings)))
    return tuple(items)


def expected_assessments(findings: tuple[Finding, ...]) -> tuple[Assessment, ...]:
    """The assessments that suit a screening examination with these lesions.

    Source: the likelihoods of malignancy that BI-RADS pairs with its categories and terms.
    """
    if not findings:
        return Assessment.NEGATIVE, Assessment.BENIGN
    worst = max(_suspicion(finding) for finding in findings)
    return (
        (Assessment.NEGATIVE, Assessment.BENIGN),
        (Assessment.BENIGN, Assessment.PROBABLY_BENIGN, Assessment.INCOMPLETE),
        (Assessment.INCOMPLETE, *_FOUR),
        (Assessment.INCOMPLETE, *_FOUR, Assessment.HIGHLY_SUGGESTIVE),
    )[worst]


_FOUR = (
    Assessment.SUSPICIOUS,
    Assessment.LOW_SUSPICION,
    Assessment.MODERATE_SUSPICION,
    Assessment.HIGH_SUSPICION,
)
_BENIGN_KINDS = (
    FindingKind.INTRAMAMMARY_LYMPH_NODE,
    FindingKind.SKIN_LESION,
)


def _suspicion(finding: Finding) -> int:
    """0 (nothing to be told) to 3 (may be highly suggestive of malignancy)."""
    spec = finding.spec
    if finding.kind is FindingKind.MASS:
        return _mass_suspicion(spec.word("shape"), spec.word("margin"), spec.word("density"))
    if finding.kind is FindingKind.CALCIFICATIONS:
        return 2 if Morphology(spec.word("morphology")).suspicious else 1
    return 1 if finding.kind in _BENIGN_KINDS else 2


def _mass_suspicion(shape: str, margin: str, density: str) -> int:
    if density == MassDensity.FAT_CONTAINING:
        return 1
    if margin == MassMargin.SPICULATED or shape == MassShape.IRREGULAR:
        return 3
    return 1 if margin == MassMargin.CIRCUMSCRIBED else 2


def _finding_items(told: ReportFinding | None, finding: Finding) -> list[ReportItem]:
    side = BreastSide.RIGHT if finding.side == "R" else BreastSide.LEFT
    items = [
        _item("kind", told and told.kind, (finding.kind,)),
        _item("side", told and told.side, (side,)),
    ]
    if finding.region is not None:
        items.append(_item("region", told and told.region, _regions(finding.region)))
    for name in FIELDS_OF_KIND[finding.kind]:
        if name in TERM_FIELDS and (right := _word(finding, name)):
            items.append(_item(name, told and getattr(told, name), (right,)))
    items.append(_size_item(told, finding.spec.extent_mm))
    return items


def _agreement(told: ReportFinding, finding: Finding) -> int:
    return sum(item.correct for item in _finding_items(told, finding))


def _word(finding: Finding, field: str) -> str:
    """The true word of a field of the report; asymmetries call theirs a type."""
    return finding.spec.word("type" if field == "asymmetry" else field)


def _regions(region: Region) -> tuple[Region, ...]:
    """A region, and the halves it lies in: a report may tell less exactly, which is no error."""
    halves = (Region.UPPER, Region.LOWER, Region.OUTER, Region.INNER)
    parts = region.value.split("_")
    return (region, *(half for half in halves if half is not region and half.value in parts))


def _size_item(told: ReportFinding | None, size_mm: float) -> ReportItem:
    given = None if told is None else told.size_mm
    tolerance = max(SIZE_MM, SIZE_TOLERANCE * size_mm)
    return ReportItem(
        name="size_mm",
        given="" if given is None else f"{given:g}",
        right=(f"{size_mm:g}",),
        correct=given is not None and abs(given - size_mm) <= tolerance,
    )


def _item(name: str, given: str | None, right: tuple[str, ...]) -> ReportItem:
    return ReportItem(
        name=name,
        given="" if given is None else str(given),
        right=tuple(str(one) for one in right),
        correct=given is not None and given in right,
    )

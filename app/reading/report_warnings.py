"""What a report lacks, and where it contradicts itself, as sentences for its reader."""

from __future__ import annotations

from collections.abc import Iterator

from app.reading.report import Report, ReportFinding
from inference.birads import (
    Assessment,
    BreastSide,
    FindingKind,
    MassDensity,
    MassMargin,
    MassShape,
    Region,
    concern,
    usual_management,
)

_NAMED_REGIONS = (Region.CENTRAL, Region.RETROAREOLAR, Region.AXILLARY_TAIL)


def report_warnings(report: Report) -> list[str]:
    """Sentences about what is missing or contradictory; an empty report has none."""
    if report.empty:
        return []
    return [
        *_missing(report),
        *_contradictions(report),
        *_management(report),
        *(
            f"Finding {number}: {words}"
            for number, finding in enumerate(report.findings, 1)
            for words in _of_finding(finding)
        ),
    ]


def _missing(report: Report) -> Iterator[str]:
    if report.composition is None:
        yield "The breast composition is missing."
    if report.overall is None:
        yield "The assessment is missing."
    elif report.overall is Assessment.INCOMPLETE and not (report.findings or report.text.strip()):
        yield "Assessment 0 needs a finding or a reason in the text."
    if report.overall is not None and report.management is None:
        yield "The management is missing."
    for side, own, other in (
        (BreastSide.RIGHT, report.right, report.left),
        (BreastSide.LEFT, report.left, report.right),
    ):
        if own is None and other is not None:
            yield f"The assessment of the {side.label} is missing."


def _contradictions(report: Report) -> Iterator[str]:
    given = [each for each in (report.right, report.left) if each is not None]
    if report.assessment is not None and given:
        worst = max(given, key=concern)
        if report.assessment is not worst:
            yield (
                f"The overall assessment is {report.assessment}, but the breasts ask for {worst}."
            )
    for words, assessment, findings in _assessed(report):
        yield from _against_findings(words, assessment, findings)


def _assessed(report: Report) -> Iterator[tuple[str, Assessment, list[ReportFinding]]]:
    """Each assessment with the findings it is about."""
    if report.right is None and report.left is None:
        if report.assessment is not None:
            yield "", report.assessment, list(report.findings)
        return
    for side, assessment in ((BreastSide.RIGHT, report.right), (BreastSide.LEFT, report.left)):
        if assessment is not None:
            own = [item for item in report.findings if item.side in (side, BreastSide.BOTH)]
            yield f" of the {side.label}", assessment, own


def _against_findings(
    words: str, assessment: Assessment, findings: list[ReportFinding]
) -> Iterator[str]:
    if assessment is Assessment.NEGATIVE and findings:
        yield f"Assessment 1{words} is negative, but there are findings; benign ones are 2."
    if assessment not in (Assessment.NEGATIVE, Assessment.INCOMPLETE) and not findings:
        yield f"Assessment {assessment}{words} needs a finding."
    suspicious = any(_suspicious(finding) for finding in findings)
    if assessment in (Assessment.BENIGN, Assessment.PROBABLY_BENIGN) and suspicious:
        yield f"Assessment {assessment}{words} does not fit a finding with suspicious features."
    if assessment.asks_for_tissue and findings and all(_benign(each) for each in findings):
        yield f"Assessment {assessment}{words} does not fit findings that are typically benign."


def _management(report: Report) -> Iterator[str]:
    overall = report.overall
    if overall is None or report.management is None:
        return
    usual = usual_management(overall)
    if report.management not in usual:
        yield (
            f"Assessment {overall} usually goes with {usual[0].label}, "
            f"not with {report.management.label}."
        )


def _of_finding(finding: ReportFinding) -> Iterator[str]:
    missing = [name for name in _NEEDED[finding.kind] if not getattr(finding, name)]
    if finding.morphology is not None and finding.morphology.suspicious:
        missing += [] if finding.distribution else ["distribution"]
    if missing:
        missing = ["type" if name == "asymmetry" else name for name in missing]
        are = "is" if len(missing) == 1 else "are"
        yield f"the {_listed(missing)} of the {finding.kind.label} {are} missing."
    if finding.kind is FindingKind.ASSOCIATED_FEATURES and not finding.features:
        yield "no associated feature is named."
    if finding.side is None:
        yield "the breast is missing."
    elif finding.region is None and finding.clock is None and finding.side is not BreastSide.BOTH:
        yield "the place in the breast is missing."
    if finding.kind is FindingKind.MASS and finding.size_mm is None:
        yield "the size of the mass is missing."
    if finding.clock is not None and finding.side is not None:
        yield from _clock_against_region(finding, finding.clock, finding.side)


_NEEDED: dict[FindingKind, tuple[str, ...]] = {
    **dict.fromkeys(FindingKind, ()),
    FindingKind.MASS: ("shape", "margin", "density"),
    FindingKind.CALCIFICATIONS: ("morphology",),
    FindingKind.ASYMMETRY: ("asymmetry",),
}


def _clock_against_region(finding: ReportFinding, clock: int, side: BreastSide) -> Iterator[str]:
    if side is BreastSide.BOTH:
        yield "a clock position belongs to one breast, not to both."
        return
    region = finding.region
    if region is None or region in _NAMED_REGIONS or region in regions_at(clock, side):
        return
    yield f"{clock} o'clock in the {side.label} does not lie in the {region.label}."


def regions_at(clock: int, side: BreastSide) -> set[Region]:
    """The quadrants and halves to which a clock position can belong.

    Args:
        clock: 1 to 12, facing the patient.
        side: right or left.
    """
    along = {"upper"} if clock in (10, 11, 12, 1, 2) else set()
    along |= {"lower"} if clock in (4, 5, 6, 7, 8) else set()
    to_the_right = {1, 2, 3, 4, 5}
    outer_hours = to_the_right if side is BreastSide.LEFT else {7, 8, 9, 10, 11}
    across = {"outer", "inner"} if clock in (6, 12) else set()
    across |= set() if across else {"outer" if clock in outer_hours else "inner"}
    along |= set() if along else {"upper", "lower"}
    names = along | across | {f"{row}_{column}" for row in along for column in across}
    return {Region(name) for name in names}


def _suspicious(finding: ReportFinding) -> bool:
    return (
        finding.margin in (MassMargin.SPICULATED, MassMargin.INDISTINCT, MassMargin.MICROLOBULATED)
        or finding.shape is MassShape.IRREGULAR
        or (finding.morphology is not None and finding.morphology.suspicious)
        or finding.kind is FindingKind.ARCHITECTURAL_DISTORTION
    )


def _benign(finding: ReportFinding) -> bool:
    if finding.features:
        return False
    if finding.kind is FindingKind.CALCIFICATIONS:
        return finding.morphology is not None and not finding.morphology.suspicious
    return (
        finding.kind in (FindingKind.INTRAMAMMARY_LYMPH_NODE, FindingKind.SKIN_LESION)
        or finding.density is MassDensity.FAT_CONTAINING
    )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

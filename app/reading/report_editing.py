"""How a report changes: a finding's kind, what a mark tells, an assessment and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.reading.report import FIELDS_OF_KIND, TERM_FIELDS, Report, ReportFinding
from app.reading.report_warnings import regions_at
from app.reading.taken_mark import TakenMark
from inference.birads import Assessment, BreastSide, FindingKind, Region, usual_management
from inference.case import View

_HALVES = (Region.UPPER, Region.LOWER, Region.OUTER, Region.INNER)


def new_finding(kind: FindingKind, views: Sequence[View] = ()) -> ReportFinding:
    """A finding of which only the kind is told, and the breast where the case shows one alone."""
    sides = {view.name.image_laterality for view in views if view.name is not None}
    known = len(sides) == 1 and all(view.name is not None for view in views)
    side = (BreastSide.RIGHT if sides == {"R"} else BreastSide.LEFT) if known else None
    return ReportFinding(kind=kind, side=side)


def with_kind(finding: ReportFinding, kind: FindingKind) -> ReportFinding:
    """The finding as one of another kind, without the terms that do not fit it."""
    dropped: dict[str, Any] = {
        name: None for name in TERM_FIELDS if name not in FIELDS_OF_KIND[kind]
    }
    if "features" not in FIELDS_OF_KIND[kind]:
        dropped["features"] = ()
    return replace(finding, kind=kind, **dropped)


def with_taken(finding: ReportFinding, taken: TakenMark) -> ReportFinding:
    """The finding where and as large as marks tell; what they do not tell stays if it fits.

    Lengths are rounded to what can be told from a film: whole millimetres, below 10 to tenths.
    """
    place = taken.location
    moved = place.side is not None and place.side is not finding.side
    old = replace(finding, region=None, clock=None) if moved else finding
    region = _more_exact(old.region, place.region)
    clock = place.clock or old.clock
    side = place.side or old.side
    if place.clock is None and not _clock_fits(clock, region, side):
        clock = None
    distance, size = place.distance_from_nipple_mm, taken.size_mm
    return replace(
        old,
        side=side,
        region=region,
        clock=clock,
        depth=place.depth or old.depth,
        distance_mm=old.distance_mm if distance is None else _rounded(distance),
        size_mm=old.size_mm if size is None else _rounded(size),
        mark_ids=taken.mark_ids,
    )


def with_assessment(
    report: Report,
    *,
    assessment: Assessment | None = None,
    right: Assessment | None = None,
    left: Assessment | None = None,
) -> Report:
    """The report with these assessments; a management that followed the old ones follows."""
    changed = replace(report, assessment=assessment, right=right, left=left)
    before, after = report.overall, changed.overall
    followed = report.management is None or (
        before is not None and report.management in usual_management(before)
    )
    if not followed:
        return changed
    if after is None:
        return replace(changed, management=None)
    usual = usual_management(after)
    return changed if report.management in usual else replace(changed, management=usual[0])


def _more_exact(old: Region | None, told: Region | None) -> Region | None:
    """A half that one view tells does not take the place of a quadrant in it."""
    if told is None:
        return old
    if told in _HALVES and old is not None and told.value in old.value.split("_"):
        return old
    return told


def _clock_fits(clock: int | None, region: Region | None, side: BreastSide | None) -> bool:
    if clock is None or region is None or side in (None, BreastSide.BOTH):
        return True
    return region in regions_at(clock, side)


def _rounded(length_mm: float) -> float:
    return float(round(length_mm)) if length_mm >= 10 else round(length_mm, 1)

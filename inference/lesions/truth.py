"""The truth of a case: which lesions are in it, where, and how they look, in words and numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from inference.birads import Depth, FindingKind, Region
from inference.lesions.outlines import Polygon
from inference.lesions.spec import LesionSpec

TRUTH_FORMAT = 1
"""Number of the format of `truth.json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingInView:
    """How one lesion lies in one view; points in pixels of the view as it hangs.

    Attributes:
        view: its name, as `R-CC`.
        center: (row, column), continuous, corners of pixels at whole numbers.
        outlines: polygons of (row, column), the largest first.
        diameter_mm: largest extent of the largest outline, with spicules.
        behind_nipple_mm: distance of the centre behind the nipple, along its line.
        above_line_mm: distance above that line: lateral in CC, toward the armpit in MLO.
        contrast_to_noise: against the local background; the lower, the more difficult.
    """

    view: str
    center: tuple[float, float]
    outlines: tuple[Polygon, ...]
    diameter_mm: float
    behind_nipple_mm: float
    above_line_mm: float
    contrast_to_noise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A lesion that is in a case.

    Attributes:
        spec: what was asked for, with its BI-RADS words.
        side: `R` or `L`.
        region: quadrant, half or named region, as reports tell it; None where it cannot be told.
        clock: 1 to 12, facing the patient, or None.
        depth: third of the nipple's line.
        distance_from_nipple_mm: the larger one of both views.
        views: where it shows.
    """

    spec: LesionSpec
    side: str
    region: Region | None
    clock: int | None
    depth: Depth | None
    distance_from_nipple_mm: float | None
    views: tuple[FindingInView, ...]

    @property
    def kind(self) -> FindingKind:
        """What it is."""
        return self.spec.kind

    @property
    def contrast_to_noise(self) -> float:
        """That of the view that shows it best: how difficult it is to see."""
        return max((one.contrast_to_noise for one in self.views), default=0.0)

    def in_view(self, view: str) -> FindingInView | None:
        """How it lies in a view, or None where that does not show it."""
        return next((one for one in self.views if one.view == view), None)


def truth_json(case_id: str, findings: tuple[Finding, ...]) -> str:
    """The truth of a case as JSON text, with the format's number first."""
    values = {
        "format": TRUTH_FORMAT,
        "case_id": case_id,
        "findings": [_plain(finding) for finding in findings],
    }
    return json.dumps(values, indent=1) + "\n"


def _plain(finding: Finding) -> dict[str, Any]:
    spec = finding.spec
    return {
        "kind": spec.kind.value,
        "words": dict(spec.words),
        "size_mm": spec.size_mm,
        "contrast": spec.contrast,
        "engine": spec.engine.value,
        "side": finding.side,
        "region": finding.region,
        "clock": finding.clock,
        "depth": finding.depth,
        "distance_from_nipple_mm": _rounded(finding.distance_from_nipple_mm),
        "contrast_to_noise": _rounded(finding.contrast_to_noise),
        "views": {one.view: _view_plain(one) for one in finding.views},
    }


def _view_plain(one: FindingInView) -> dict[str, Any]:
    values = asdict(one)
    del values["view"]
    for name, value in values.items():
        if isinstance(value, float):
            values[name] = _rounded(value)
    values["center"] = [round(at, 2) for at in one.center]
    return values


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)

"""Lesions that are in a case, with their outlines, as plain values for JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.reading.quiz.answers import FARTHEST_PX, MOST_VIEWS
from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import (
    field_of,
    list_of,
    number,
    object_of,
    one_of,
    optional_number,
    text,
    whole,
)
from inference.birads import Depth, Region
from inference.lesions.outlines import MOST_POLYGONS, Polygon
from inference.lesions.spec_json import lesion_to_json, lesions_from_json
from inference.lesions.truth import Finding, FindingInView

MOST_CORNERS = 20_000
"""Of one outline: more than a lesion of any picture has."""

_FARTHEST_MM = 2000.0
_MOST_CONTRAST_TO_NOISE = 1e4


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """All that is known of a lesion; points to a hundredth of a pixel."""
    return {
        "spec": lesion_to_json(finding.spec),
        "side": finding.side,
        "region": None if finding.region is None else finding.region.value,
        "clock": finding.clock,
        "depth": None if finding.depth is None else finding.depth.value,
        "distance_from_nipple_mm": _rounded(finding.distance_from_nipple_mm),
        "views": [_view_to_plain(one) for one in finding.views],
    }


def finding_from_plain(values: object) -> Finding:
    """Read what `finding_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no lesion.
    """
    what = "A finding"
    given = object_of(values, what, [item.name for item in fields(Finding)])
    side = field_of(given, "side", what)
    if side not in ("R", "L"):
        raise QuizError(f"The side of a finding is R or L, not {str(side)[:40]!r}.")
    region, depth, clock = given.get("region"), given.get("depth"), given.get("clock")
    distance = given.get("distance_from_nipple_mm")
    return Finding(
        spec=lesions_from_json([field_of(given, "spec", what)], "A finding")[0],
        side=side,
        region=None if region is None else one_of(Region, region, "region"),
        clock=None if clock is None else whole(clock, "The clock of a finding", 1, 12),
        depth=None if depth is None else one_of(Depth, depth, "depth"),
        distance_from_nipple_mm=optional_number(
            distance, "Its distance from the nipple", 0, _FARTHEST_MM
        ),
        views=list_of(field_of(given, "views", what), "Its views", MOST_VIEWS, _view_from_plain),
    )


def _view_to_plain(one: FindingInView) -> dict[str, Any]:
    return {
        "view": one.view,
        "center": [_rounded(at) for at in one.center],
        "outlines": [[[_rounded(r), _rounded(c)] for r, c in outline] for outline in one.outlines],
        "diameter_mm": _rounded(one.diameter_mm),
        "behind_nipple_mm": _rounded(one.behind_nipple_mm),
        "above_line_mm": _rounded(one.above_line_mm),
        "contrast_to_noise": round(one.contrast_to_noise, 4),
    }


def _view_from_plain(values: object) -> FindingInView:
    what = "A finding in a view"
    given = object_of(values, what, [item.name for item in fields(FindingInView)])

    def length(name: str) -> float:
        return number(field_of(given, name, what), f"Its {name}", -_FARTHEST_MM, _FARTHEST_MM)

    return FindingInView(
        view=text(field_of(given, "view", what), "The view of a finding", 20),
        center=_point(field_of(given, "center", what)),
        outlines=list_of(
            field_of(given, "outlines", what), "Its outlines", MOST_POLYGONS, _polygon
        ),
        diameter_mm=length("diameter_mm"),
        behind_nipple_mm=length("behind_nipple_mm"),
        above_line_mm=length("above_line_mm"),
        contrast_to_noise=number(
            field_of(given, "contrast_to_noise", what),
            "Its contrast to noise",
            -_MOST_CONTRAST_TO_NOISE,
            _MOST_CONTRAST_TO_NOISE,
        ),
    )


def _polygon(values: object) -> Polygon:
    return list_of(values, "An outline", MOST_CORNERS, _point)


def _point(values: object) -> tuple[float, float]:
    pair = list_of(
        values, "A point", 2, lambda at: number(at, "A point", -FARTHEST_PX, FARTHEST_PX)
    )
    if len(pair) != 2:
        raise QuizError("A point has a row and a column.")
    return pair[0], pair[1]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)

"""The lesions of a case as values of a file: all that is known of them, each value bounded."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator

from inference.birads import Depth, Region
from inference.case_sets.values import Values
from inference.errors import RecipeError
from inference.lesions.spec_json import lesion_to_json, lesions_from_json
from inference.lesions.truth import Finding, FindingInView
from inference.recipe import ViewName

MOST_POLYGONS = 200
MOST_CORNERS = 20_000

Pixels = Annotated[float, Field(ge=-20_000, le=20_000)]
Mm = Annotated[float, Field(ge=-2000, le=2000)]
Point = tuple[Pixels, Pixels]
Outline = Annotated[tuple[Point, ...], Field(min_length=3, max_length=MOST_CORNERS)]


class ViewFindingRecord(Values):
    """How a lesion lies in a view; see `inference.lesions.truth.FindingInView`."""

    view: ViewName
    center: Point
    outlines: Annotated[tuple[Outline, ...], Field(max_length=MOST_POLYGONS)]
    diameter_mm: Mm
    behind_nipple_mm: Mm
    above_line_mm: Mm
    contrast_to_noise: Annotated[float, Field(ge=-1e4, le=1e4)]


class FindingRecord(Values):
    """A lesion that is in a case; see `inference.lesions.truth.Finding`."""

    spec: dict[str, Any]
    side: Annotated[str, Field(pattern=r"^[RL]$")]
    region: Region | None
    clock: Annotated[int, Field(ge=1, le=12)] | None
    depth: Depth | None
    distance_from_nipple_mm: Mm | None
    views: Annotated[tuple[ViewFindingRecord, ...], Field(max_length=4)]

    @field_validator("spec")
    @classmethod
    def _is_a_known_lesion(cls, values: dict[str, Any]) -> dict[str, Any]:
        try:
            lesions_from_json([values], "a lesion")
        except RecipeError as error:
            raise ValueError(str(error)) from None
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"it is no lesion ({error})") from None
        return values

    def finding(self) -> Finding:
        """The lesion as the engine knows it."""
        return Finding(
            spec=lesions_from_json([self.spec], "a lesion")[0],
            side=self.side,
            region=self.region,
            clock=self.clock,
            depth=self.depth,
            distance_from_nipple_mm=self.distance_from_nipple_mm,
            views=tuple(
                FindingInView(
                    view=one.view.value,
                    center=one.center,
                    outlines=one.outlines,
                    diameter_mm=one.diameter_mm,
                    behind_nipple_mm=one.behind_nipple_mm,
                    above_line_mm=one.above_line_mm,
                    contrast_to_noise=one.contrast_to_noise,
                )
                for one in self.views
            ),
        )


def record_of(finding: Finding) -> FindingRecord:
    """A lesion as values, points and lengths to a hundredth."""
    return FindingRecord(
        spec=lesion_to_json(finding.spec),
        side=finding.side,
        region=finding.region,
        clock=finding.clock,
        depth=finding.depth,
        distance_from_nipple_mm=_rounded(finding.distance_from_nipple_mm),
        views=tuple(
            ViewFindingRecord(
                view=ViewName(one.view),
                center=(round(one.center[0], 2), round(one.center[1], 2)),
                outlines=tuple(
                    tuple((round(float(row), 2), round(float(column), 2)) for row, column in points)
                    for points in one.outlines
                ),
                diameter_mm=round(float(one.diameter_mm), 2),
                behind_nipple_mm=round(float(one.behind_nipple_mm), 2),
                above_line_mm=round(float(one.above_line_mm), 2),
                contrast_to_noise=round(float(one.contrast_to_noise), 4),
            )
            for one in finding.views
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)

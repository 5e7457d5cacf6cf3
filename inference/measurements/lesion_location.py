"""Where in the breast a marked place lies, as far as one or two views tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inference.birads import BreastSide, Depth, Region
from inference.case import View
from inference.measurements.breast_landmarks import BreastLandmarks, breast_landmarks

LINE_MM = 5.0
"""So near to the nipple's line a place counts as on it: the nipple is not found more exactly."""

CENTRAL_MM = 15.0
"""So near to the nipple's line in both views a place counts as central."""

RETROAREOLAR_MM = 25.0
"""A central place so near to the nipple counts as behind the areola."""

USUAL_DEPTH_MM = 90.0
"""Stands for the posterior nipple line where there are no millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFrame:
    """What is needed of a view to tell places in it; finding it takes some 50 ms.

    Attributes:
        side: of the breast, or None where the view does not tell.
        view_position: `CC`, `MLO`, or empty where it is unknown.
        landmarks: or None where no breast was found.
    """

    side: BreastSide | None
    view_position: str
    landmarks: BreastLandmarks | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionLocation:
    """Where a place lies; None is what could not be told.

    Attributes:
        side: right or left breast.
        region: quadrant, half or named region.
        clock: 1 to 12, facing the patient.
        depth: third of the posterior nipple line.
        distance_from_nipple_mm: the larger one where two views tell it.
        how: sentences that say what this was taken from.
    """

    side: BreastSide | None = None
    region: Region | None = None
    clock: int | None = None
    depth: Depth | None = None
    distance_from_nipple_mm: float | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Offsets:
    """One view's account: behind the nipple, and above its line on the film; shares and mm."""

    back_share: float
    up: float
    distance: float
    in_mm: bool


def view_frame(view: View) -> ViewFrame:
    """Find what is needed to tell places in a view."""
    landmarks = breast_landmarks(view)
    if view.name is None:
        return ViewFrame(side=None, view_position="", landmarks=landmarks)
    side = BreastSide.RIGHT if view.name.image_laterality == "R" else BreastSide.LEFT
    position = view.name.view_position if view.position_known else ""
    return ViewFrame(side=side, view_position=position, landmarks=landmarks)


def locate(marked: Sequence[tuple[ViewFrame, tuple[float, float]]]) -> LesionLocation:
    """Tell where a place lies that is marked in one view, or in CC and MLO of one breast.

    In a hung CC view lateral is up. In MLO, up and down are told by the line through the nipple at
    a right angle to the pectoral edge, as reports do; that the film is oblique is not corrected.

    Args:
        marked: views and image points (row, column); of several in one position the first counts.
    """
    sides = {frame.side for frame, _ in marked if frame.side is not None}
    if len(sides) > 1:
        return LesionLocation(how="The marks lie in different breasts.")
    side = next(iter(sides), None)
    seen: dict[str, _Offsets] = {}
    hows: list[str] = []
    for frame, point in marked:
        if frame.view_position in seen:
            continue
        if frame.landmarks is None:
            hows.append(f"No breast was found in {_name(frame)}.")
            continue
        seen[frame.view_position] = _offsets(frame.landmarks, point)
        hows.append(_how(frame))
    cc, mlo = seen.get("CC"), seen.get("MLO")
    region = _region(cc, mlo)
    named = region in (Region.CENTRAL, Region.RETROAREOLAR)
    if cc is None and mlo is not None:
        hows.append("Inner or outer needs a mark in CC.")
    elif mlo is None and cc is not None:
        hows.append("Upper or lower needs a mark in MLO.")
    return LesionLocation(
        side=side,
        region=region,
        clock=None if named else _clock(side, cc, mlo),
        depth=_depth([view for view in (cc, mlo) if view is not None]),
        distance_from_nipple_mm=_distance(list(seen.values())),
        how=" ".join(hows),
    )


def locate_marks(marked: Sequence[tuple[View, tuple[float, float]]]) -> LesionLocation:
    """Tell where a place lies, finding the landmarks of its views first."""
    return locate([(view_frame(view), point) for view, point in marked])


def _offsets(landmarks: BreastLandmarks, point: tuple[float, float]) -> _Offsets:
    back, up = landmarks.offsets(point)
    in_mm = landmarks.row_mm is not None
    # Without millimetres the breast is taken to have a usual depth: enough for near and far.
    unit = landmarks.row_mm if landmarks.row_mm else USUAL_DEPTH_MM / landmarks.depth
    return _Offsets(
        back_share=back / landmarks.depth,
        up=up * unit,
        distance=math.hypot(back, up) * unit,
        in_mm=in_mm,
    )


def _region(cc: _Offsets | None, mlo: _Offsets | None) -> Region | None:
    if cc is None or mlo is None:
        return _half(cc, Region.OUTER, Region.INNER) or _half(mlo, Region.UPPER, Region.LOWER)
    if max(abs(cc.up), abs(mlo.up)) < CENTRAL_MM:
        near = max(cc.distance, mlo.distance) < RETROAREOLAR_MM
        return Region.RETROAREOLAR if near else Region.CENTRAL
    across, along = (
        _half(cc, Region.OUTER, Region.INNER),
        _half(mlo, Region.UPPER, Region.LOWER),
    )
    if across is None or along is None:
        return across or along
    return Region(f"{along}_{across}")


def _half(view: _Offsets | None, above: Region, below: Region) -> Region | None:
    if view is None or abs(view.up) < LINE_MM:
        return None
    return above if view.up > 0 else below


def _clock(side: BreastSide | None, cc: _Offsets | None, mlo: _Offsets | None) -> int | None:
    """Facing the patient, outer is 9 o'clock in the right breast and 3 o'clock in the left."""
    if side is None or cc is None or mlo is None:
        return None
    if max(abs(cc.up), abs(mlo.up)) < LINE_MM:
        return None
    to_the_right = cc.up if side is BreastSide.LEFT else -cc.up
    hour = round(math.degrees(math.atan2(to_the_right, mlo.up)) / 30) % 12
    return hour or 12


def _depth(views: Sequence[_Offsets]) -> Depth | None:
    if not views:
        return None
    share = sum(view.back_share for view in views) / len(views)
    if share < 1 / 3:
        return Depth.ANTERIOR
    return Depth.MIDDLE if share < 2 / 3 else Depth.POSTERIOR


def _distance(views: Sequence[_Offsets]) -> float | None:
    """A film shows at most the true distance, so the larger one is nearer to it."""
    return max((view.distance for view in views if view.in_mm), default=None)


def _name(frame: ViewFrame) -> str:
    return frame.view_position or "the marked view"


def _how(frame: ViewFrame) -> str:
    if frame.view_position == "CC":
        return "CC: outer is up, measured from the nipple that was found."
    if frame.view_position == "MLO":
        has_edge = frame.landmarks is not None and frame.landmarks.pectoral is not None
        line = (
            "at a right angle to the pectoral edge" if has_edge else "level, as no muscle was found"
        )
        return f"MLO: the nipple's line is taken {line}."
    return "The view's position is unknown, so only the distance is told."

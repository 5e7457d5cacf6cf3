"""Where a lesion lies: one place in a breast, told to CC and MLO alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inference.birads import Region
from inference.errors import LesionError
from inference.lesions.seen_view import SeenView
from inference.lesions.shape import Site
from inference.lesions.spec import LesionSpec, Place
from inference.measurements.lesion_location import CENTRAL_MM, LINE_MM

OFF_LINE_MM = {"CC": CENTRAL_MM + 2, "MLO": LINE_MM + 3}
"""A lesion of a quadrant lies at least so far off the nipple's line of a view: one of the two
distances keeps it from being central, both keep it from being on the line."""

WELL_CENTRAL_MM = CENTRAL_MM - 3
"""A central lesion lies within this distance of the nipple's line."""

CLEAR_MM = 2.0
"""A lesion keeps this distance from skin and muscle."""

OVERLAP = 0.3
"""This share of a lesion's radius may reach over the muscle or toward the skin."""

FATTY_WEIGHT = 0.03
"""How likely a place in fat is, compared with one in dense tissue."""

STEP_MM = 1.5
"""Places in MLO are tried at this distance from each other."""

TRIES = 60

AXILLA_SHARE = 0.3
"""An axillary lesion lies at this share of the pectoral edge, from the top,"""

AXILLA_BEHIND_MM = 10.0
"""and this far behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionPosition:
    """One place in a breast.

    Attributes:
        side: `R` or `L`.
        back_mm: distance behind the nipple along its line, the same in both views.
        cc_up_mm: how far above the line in CC, which is lateral; None where CC does not show it.
        mlo_up_mm: how far above the line in MLO; None where MLO does not show it.
    """

    side: str
    back_mm: float
    cc_up_mm: float | None
    mlo_up_mm: float | None

    def center(self, view: SeenView) -> tuple[float, float] | None:
        """The (row, column) in a view with the chest wall at the left, or None."""
        cc = view.name.view_position == "CC"
        up = self.cc_up_mm if cc else self.mlo_up_mm
        return None if up is None else view.point(self.back_mm, up)


def place_lesion(
    spec: LesionSpec,
    site: Site,
    views: Mapping[str, SeenView],
    numbers: np.random.RandomState,
) -> LesionPosition:
    """Find a place for a lesion.

    Args:
        spec: what is wanted.
        site: where lesions of its kind lie.
        views: those of one breast by their positions: `CC`, `MLO` or both.
        numbers: random numbers of the lesion's place.

    Raises:
        LesionError: it does not fit there.
    """
    side = next(iter(views.values())).name.image_laterality
    if site is Site.AXILLA:
        return _in_axilla(spec, side, views)
    if site is not Site.TISSUE:
        return LesionPosition(
            side=side,
            back_mm=0.0,
            cc_up_mm=0.0 if "CC" in views else None,
            mlo_up_mm=0.0 if "MLO" in views else None,
        )
    if spec.place.point_mm is not None:
        return _at_point(spec, side, views, numbers)
    return _in_region(spec, side, views, numbers)


def _in_region(
    spec: LesionSpec, side: str, views: Mapping[str, SeenView], numbers: np.random.RandomState
) -> LesionPosition:
    """A random place in dense tissue; where one view allows it and the other not, another one."""
    first, *others = (views[name] for name in ("CC", "MLO") if name in views)
    back, up, weight = _places(first, spec)
    for _ in range(TRIES if len(back) else 0):
        chosen = int(numbers.choice(len(back), p=weight))
        ups = {first.name.view_position: float(up[chosen])}
        for other in others:
            found = _beside(other, spec, float(back[chosen]), numbers)
            if found is not None:
                ups[other.name.view_position] = found
        if len(ups) == 1 + len(others):
            return LesionPosition(
                side=side,
                back_mm=float(back[chosen]),
                cc_up_mm=ups.get("CC"),
                mlo_up_mm=ups.get("MLO"),
            )
    raise LesionError(_too_large(spec, views))


def _at_point(
    spec: LesionSpec, side: str, views: Mapping[str, SeenView], numbers: np.random.RandomState
) -> LesionPosition:
    """The place that a point of one view tells, and a fitting height in the other view."""
    place = spec.place
    position = place.view.split("-")[1]
    if position not in views:
        raise LesionError(f"The case has no view {place.view}, in which the lesion is to lie.")
    view = views[position]
    point = _left_point(place, view)
    at = view.small(point)
    if at is None or not view.tissue.breast[at]:
        rows, columns = (round(size * view.pixel_mm) for size in (view.rows, view.columns))
        raise LesionError(
            f"The point {place.row_mm:g}, {place.column_mm:g} mm lies outside the breast in "
            f"{view.name.label}, whose picture has {rows} × {columns} mm. Choose one in the breast."
        )
    back, up = view.offsets_mm(point)
    ups = {position: up}
    for name, other in views.items():
        if name != position:
            found = _across(other, spec, back)
            if found is None:
                found = _beside(other, spec, back, numbers, anywhere=True)
            if found is not None:
                ups[name] = found
    return LesionPosition(side=side, back_mm=back, cc_up_mm=ups.get("CC"), mlo_up_mm=ups.get("MLO"))


def _left_point(place: Place, view: SeenView) -> tuple[float, float]:
    assert place.point_mm is not None
    row, column = place.point_mm
    return view.hung((row / view.pixel_mm, column / view.pixel_mm))


def _in_axilla(spec: LesionSpec, side: str, views: Mapping[str, SeenView]) -> LesionPosition:
    view = views.get("MLO")
    edge = None if view is None else view.landmarks.pectoral
    if view is None or edge is None:
        raise LesionError(
            f"{spec.kind.label.capitalize()} in the axilla need an MLO view that shows the "
            "pectoral muscle, and none was found."
        )
    row, column = (
        top + AXILLA_SHARE * (bottom - top)
        for top, bottom in zip(edge.top, edge.bottom, strict=True)
    )
    back, up = view.offsets_mm((row, column))
    back = min(back + AXILLA_BEHIND_MM, back + column * view.pixel_mm / 2)
    return LesionPosition(side=side, back_mm=back, cc_up_mm=None, mlo_up_mm=up)


def _places(view: SeenView, spec: LesionSpec) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where in a view a lesion fits: behind the nipple, above its line, probability; (n,) each."""
    rows, columns = np.nonzero(view.room_mm >= _needed_room(spec))
    middle = np.stack([rows, columns]) + 0.5
    points = middle * (view.tissue.pixel_mm / view.pixel_mm)
    marks = view.landmarks
    scale = marks.row_mm or view.pixel_mm
    down = points[0] - marks.nipple[0]
    right = points[1] * marks.column_scale - marks.nipple[1]
    back = (down * marks.back[0] + right * marks.back[1]) * scale
    up = (down * marks.up[0] + right * marks.up[1]) * scale
    dense = view.dense[rows, columns]
    kept = _in_half(up, spec.place.region, view.name.view_position) & (back > 0)
    weight = np.where(dense, 1.0, FATTY_WEIGHT)[kept]
    return back[kept], up[kept], weight / max(weight.sum(), 1e-9)


def _beside(
    view: SeenView,
    spec: LesionSpec,
    back_mm: float,
    numbers: np.random.RandomState,
    *,
    anywhere: bool = False,
) -> float | None:
    """A random height in a second view, at a depth behind the nipple that the first one told."""
    ups = np.arange(-150, 150, STEP_MM)
    if not anywhere:
        ups = ups[_in_half(ups, spec.place.region, view.name.view_position)]
    weights = np.zeros(len(ups))
    for number, up in enumerate(ups):
        at = view.small(view.point(back_mm, float(up)))
        if at is not None and view.room_mm[at] >= _needed_room(spec):
            weights[number] = 1.0 if view.dense[at] else FATTY_WEIGHT
    if not weights.any():
        return None
    return float(ups[int(numbers.choice(len(ups), p=weights / weights.sum()))])


def _across(view: SeenView, spec: LesionSpec, back_mm: float) -> float | None:
    """The height in a second view that is wanted there, or the nearest one that shows tissue."""
    wanted = spec.place.across_mm
    if wanted is None:
        return None
    ups = np.arange(-150, 150, STEP_MM)
    for up in (wanted, *ups[np.argsort(np.abs(ups - wanted))]):
        at = view.small(view.point(back_mm, float(up)))
        if at is not None and view.tissue.breast[at]:
            return float(up)
    return None


def _in_half(up: np.ndarray, region: Region | None, view_position: str) -> np.ndarray:
    """Which heights in a view agree with a region."""
    if region is Region.CENTRAL:
        return np.abs(up) < WELL_CENTRAL_MM
    above, below = ("outer", "inner") if view_position == "CC" else ("upper", "lower")
    words = () if region is None else region.value.split("_")
    if above in words:
        return up > OFF_LINE_MM[view_position]
    if below in words:
        return up < -OFF_LINE_MM[view_position]
    return np.ones(up.shape, dtype=bool)


def _needed_room(spec: LesionSpec) -> float:
    return spec.extent_mm / 2 * (1 - OVERLAP) + CLEAR_MM


def _too_large(spec: LesionSpec, views: Mapping[str, SeenView]) -> str:
    """What does not fit, and what would."""
    most = min(float(view.room_mm.max()) for view in views.values())
    size = math.floor(2 * (most - CLEAR_MM) / (1 - OVERLAP))
    region = spec.place.region
    where = "this breast" if region is None else f"the {region.label} of this breast"
    what = f"A {spec.kind.label} of {spec.extent_mm:g} mm does not fit into {where}"
    if spec.extent_mm > size:
        return f"{what}: at most about {max(size, 0)} mm would. Make it smaller."
    return f"{what} so that both views show it. Choose another region or make it smaller."

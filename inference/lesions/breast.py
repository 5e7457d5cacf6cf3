"""The views of one breast with lesions put in, and what is then true of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from inference.birads import BreastSide
from inference.case import View
from inference.errors import LesionError
from inference.lesions.contextual import ContextualNetwork, NetworkKind
from inference.lesions.insertion import insert
from inference.lesions.models import lesion_model
from inference.lesions.network_insertion import (
    NetworkInsertion,
    insert_by_network,
    network_kind,
    shipped_network,
)
from inference.lesions.outlines import Polygon, outline_polygons
from inference.lesions.placement import LesionPosition, place_lesion
from inference.lesions.seen_view import SeenView, seen_view
from inference.lesions.shape import Site
from inference.lesions.spec import Engine, LesionSpec
from inference.lesions.truth import Finding, FindingInView
from inference.measurements.lesion_location import LesionLocation, ViewFrame, locate
from inference.recipe import ViewName
from inference.seeds import stream

PLACES_TRIED = 8
"""Random places that a network is offered."""

_DIRECTIONS = 48


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenBreast:
    """The views of one breast without lesions, and what was found of them.

    Made once, it takes lesions again and again: while one is dragged, only `with_lesions` runs.

    Attributes:
        views: as they hang, by position: `CC`, `MLO` or both.
        seen: what was found of each.
        network: gives the contextual network of a kind, when a lesion first asks for it.
    """

    views: dict[str, View]
    seen: dict[str, SeenView]
    network: Callable[[NetworkKind], ContextualNetwork] = shipped_network

    def with_lesions(
        self, lesions: Iterable[LesionSpec], seed: int
    ) -> tuple[dict[ViewName, View], tuple[Finding, ...]]:
        """The views with lesions, one put in after the other, and the truth.

        Args:
            lesions: all of this breast.
            seed: of the case.

        Raises:
            LesionError: one does not fit, or nothing draws it.
        """
        values = {position: seen.values for position, seen in self.seen.items()}
        findings = [self._put_in(spec, seed, values) for spec in lesions]
        views = {
            seen.name: _with_values(self.views[position], values[position])
            for position, seen in self.seen.items()
        }
        return views, tuple(findings)

    def _put_in(
        self, spec: LesionSpec, seed: int, values: dict[str, NDArray[np.float32]]
    ) -> Finding:
        if spec.engine is Engine.NETWORK:
            return self._let_draw(spec, seed, values)
        model, site = lesion_model(spec)
        place = place_lesion(spec, site, self.seen, _stream(seed, spec, "place"))
        shown: dict[str, FindingInView] = {}
        for position, seen in self.seen.items():
            center = _center(place, seen, site)
            if center is None:
                continue
            shape = model(spec, seen.canvas(center, _stream(seed, spec, "shape")))
            shape = replace(shape, outline=shape.outline & seen.breast)
            if not shape.outline.any():
                continue
            inserted = insert(
                seen,
                values[position],
                shape,
                contrast=spec.contrast,
                numbers=_stream(seed, spec, "noise", position),
            )
            values[position] = inserted.values
            if site is Site.BREAST:
                center = _middle(shape.outline)
            shown[position] = _in_view(seen, shape.outline, center, inserted.contrast_to_noise)
        return _finding(spec, place, self.seen, _needed(shown, spec))

    def _let_draw(
        self, spec: LesionSpec, seed: int, values: dict[str, NDArray[np.float32]]
    ) -> Finding:
        """Let a network draw; of random places it takes the first that shows it enough tissue."""
        network = self.network(network_kind(spec))
        numbers = _stream(seed, spec, "place")
        tries = PLACES_TRIED if spec.place.point_mm is None else 1
        for left in reversed(range(tries)):
            place = place_lesion(spec, Site.TISSUE, self.seen, numbers)
            try:
                drawn = self._drawn_at(place, spec, seed, values, network)
            except LesionError:
                if not left:
                    raise
                continue
            values |= {position: one.values for position, one in drawn.items()}
            shown = {
                position: _in_view(
                    self.seen[position], one.outline, _middle(one.outline), one.contrast_to_noise
                )
                for position, one in drawn.items()
            }
            return _finding(spec, place, self.seen, _needed(shown, spec))
        raise AssertionError  # the last place raised

    def _drawn_at(
        self,
        place: LesionPosition,
        spec: LesionSpec,
        seed: int,
        values: dict[str, NDArray[np.float32]],
        network: ContextualNetwork,
    ) -> dict[str, NetworkInsertion]:
        drawn: dict[str, NetworkInsertion] = {}
        for position, seen in self.seen.items():
            center = _center(place, seen, Site.TISSUE)
            if center is not None:
                numbers = _stream(seed, spec, "network")
                drawn[position] = insert_by_network(
                    seen, values[position], network, spec, center, numbers
                )
        return drawn


def seen_breast(views: Sequence[View]) -> SeenBreast:
    """Find what insertion needs of the views of one breast.

    Args:
        views: one or two views of the same side, of different positions.

    Raises:
        LesionError: a view has no name, or no breast with tissue is found.
    """
    named = {view.name.view_position: view for view in views if view.name is not None}
    if len(named) < len(views) or not views:
        raise LesionError("A lesion needs views of one breast, at most one CC and one MLO.")
    return SeenBreast(
        views=named, seen={position: seen_view(view) for position, view in named.items()}
    )


def side_of(spec: LesionSpec, seed: int, sides: Sequence[str]) -> str:
    """Which breast a lesion lies in: the one it names, or one at random.

    Args:
        spec: of the lesion.
        seed: of the case.
        sides: those that there are, `R` and `L`.

    Raises:
        LesionError: the case has no such side.
    """
    if not spec.place.side:
        return sides[int(_stream(seed, spec, "side").randint(len(sides)))]
    if spec.place.side not in sides:
        raise LesionError(
            f"The {spec.kind.label} is to lie in the breast {spec.place.side}, and there are views "
            f"of {' and '.join(sides)} alone."
        )
    return spec.place.side


def _needed(shown: dict[str, FindingInView], spec: LesionSpec) -> dict[str, FindingInView]:
    if not shown:
        raise LesionError(
            f"The {spec.kind.label} shows in none of the views. Choose another place."
        )
    return shown


def _stream(seed: int, spec: LesionSpec, *names: str) -> np.random.RandomState:
    return stream(seed, "lesion", spec.kind.value, spec.seed, *names)


def _center(place: LesionPosition, seen: SeenView, site: Site) -> tuple[float, float] | None:
    if site is Site.BREAST:
        rows, columns = np.nonzero(seen.breast)
        return float(rows.mean()) + 0.5, float(columns.mean()) + 0.5
    center = place.center(seen)
    if center is None or not (0 <= center[0] <= seen.rows and 0 <= center[1] <= seen.columns):
        return None
    return center


def _middle(outline: NDArray[np.bool_]) -> tuple[float, float]:
    rows, columns = np.nonzero(outline)
    return float(rows.mean()) + 0.5, float(columns.mean()) + 0.5


def _in_view(
    seen: SeenView,
    outline: NDArray[np.bool_],
    center: tuple[float, float],
    contrast_to_noise: float,
) -> FindingInView:
    outlines = outline_polygons(outline)
    back, up = seen.offsets_mm(center)
    return FindingInView(
        view=seen.name.value,
        center=seen.hung(center),
        outlines=tuple(tuple(seen.hung(point) for point in outline) for outline in outlines),
        diameter_mm=_diameter(outlines[0]) * seen.pixel_mm,
        behind_nipple_mm=back,
        above_line_mm=up,
        contrast_to_noise=contrast_to_noise,
    )


def _diameter(outline: Polygon) -> float:
    """The largest extent of a polygon in any direction."""
    angle = np.arange(_DIRECTIONS) * math.pi / _DIRECTIONS
    along = np.asarray(outline) @ np.stack([np.cos(angle), np.sin(angle)])
    return float((along.max(axis=0) - along.min(axis=0)).max())


def _finding(
    spec: LesionSpec,
    place: LesionPosition,
    seen: Mapping[str, SeenView],
    shown: Mapping[str, FindingInView],
) -> Finding:
    location = _location(place.side, seen, shown)
    return Finding(
        spec=spec,
        side=place.side,
        region=location.region,
        clock=location.clock,
        depth=location.depth,
        distance_from_nipple_mm=location.distance_from_nipple_mm,
        views=tuple(shown.values()),
    )


def _location(
    side: str, seen: Mapping[str, SeenView], shown: Mapping[str, FindingInView]
) -> LesionLocation:
    """As a report would tell it of the same views."""
    breast = BreastSide.RIGHT if side == "R" else BreastSide.LEFT
    marked = []
    for position, one in shown.items():
        view = seen[position]
        known = position if view.position_known else ""
        frame = ViewFrame(side=breast, view_position=known, landmarks=view.landmarks)
        marked.append((frame, view.hung(one.center)))
    return locate(marked)


def _with_values(view: View, values: NDArray[np.float32]) -> View:
    """A view with other values, given with the chest wall at the left."""
    assert view.name is not None
    hung = values[:, ::-1] if view.name.image_laterality == "R" else values
    dtype = view.pixels.dtype
    if dtype.kind in "iu":
        limits = np.iinfo(dtype.str)
        hung = np.clip(np.rint(hung), limits.min, limits.max)
    return replace(view, pixels=np.ascontiguousarray(hung.astype(dtype)))

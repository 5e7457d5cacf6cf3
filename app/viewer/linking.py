"""Views that move together: what one of them did, done to another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.reading.hanging import Side
from app.viewer.state import (
    LARGEST_SCALE,
    SMALLEST_SCALE,
    Viewport,
    ViewState,
    centred,
    placement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What views share.

    Attributes:
        zoom: nearer or farther together.
        pan: moved together, a right and a left breast as mirror images.
        window: window, inversion and presets together, each relative to its own file's.
    """

    zoom: bool = True
    pan: bool = True
    window: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A view as it is looked at in its viewport.

    Attributes:
        state: how it is looked at.
        viewport: in which.
        chest_wall: the image's edge on which the chest wall lies.
    """

    state: ViewState
    viewport: Viewport
    chest_wall: Side


def followed(follower: Seen, before: Seen, after: Seen, links: Links) -> ViewState:
    """What a view becomes when another one of its links was zoomed or moved.

    Lengths are compared at the scale at which both hang, so that equal lengths in the breasts move
    equally whatever the pixels' size.

    Args:
        follower: the view that follows.
        before: the leading view before.
        after: the same view afterwards.
        links: what follows.
    """
    if after.state.scale is None:
        return replace(
            follower.state,
            scale=None if links.zoom else follower.state.scale,
            center=None if links.pan or links.zoom else follower.state.center,
        )
    state = follower.state
    if links.zoom:
        factor = _scale(after) / _scale(before)
        state = _enlarged(state, follower.viewport, factor)
    if links.pan:
        (row, column), (row_before, column_before) = _middle(after), _middle(before)
        down = (row - row_before) * before.viewport.fit_scale
        right = (column - column_before) * before.viewport.fit_scale * _aspect(before)
        if {follower.chest_wall, before.chest_wall} == {Side.LEFT, Side.RIGHT}:
            right = -right
        if down or right:
            state = _moved(state, follower, down, right)
    return state


def _enlarged(state: ViewState, viewport: Viewport, factor: float) -> ViewState:
    if factor == 1:
        return state
    at = placement(state, viewport)
    scale = min(max(at.row_scale * factor, SMALLEST_SCALE), LARGEST_SCALE)
    return centred(
        replace(state, scale=scale),
        viewport,
        at.image_point(viewport.height / 2, viewport.width / 2),
    )


def _moved(state: ViewState, follower: Seen, down: float, right: float) -> ViewState:
    viewport = follower.viewport
    at = placement(state, viewport)
    row, column = at.image_point(viewport.height / 2, viewport.width / 2)
    row += down / viewport.fit_scale
    column += right / (viewport.fit_scale * viewport.pixel_aspect)
    # The middle cannot leave so far that nothing is seen.
    point = (min(max(row, 0.0), viewport.rows), min(max(column, 0.0), viewport.columns))
    return centred(replace(state, scale=at.row_scale), viewport, point)


def _scale(seen: Seen) -> float:
    return placement(seen.state, seen.viewport).row_scale


def _middle(seen: Seen) -> tuple[float, float]:
    viewport = seen.viewport
    return placement(seen.state, viewport).image_point(viewport.height / 2, viewport.width / 2)


def _aspect(seen: Seen) -> float:
    return seen.viewport.pixel_aspect

"""Taking a lesion away: what an outline encloses becomes healthy tissue of the same breast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.case import Case, View
from inference.drawn_view import breast_mask
from inference.errors import ImageFileError, InputError, LesionError
from inference.imaging.greyscale import to_grey
from inference.imaging.polygons import polygons_mask
from inference.lesions.contextual import ContextualNetwork, NetworkKind
from inference.lesions.removal_spec import Removal, RemovalEngine
from inference.lesions.seen_view import USUAL_DEPTH_MM
from inference.lesions.truth import Finding, FindingInView
from inference.preparation.breast_mask import find_breast
from inference.preparation.lesion_fill import LARGEST_SHARE, RIM_MM, fill_region

MARGIN_MM = RIM_MM
"""Nothing changes farther than this outside the outline."""

GONE_SHARE = 0.5
"""A lesion of which at least this share was taken away is no finding any more."""

SKIN_MM = 6.0
"""Air so near to the breast counts as tissue: the skin fades into it, and it is a rim like any
other. Of a real view half of it is filled along with the skin, which has no sharp edge there."""

SKIN_LINE_MM = 2.5

REACH = 4.0
"""Fitting tissue is looked for within so many sizes of the outline."""

LEAST_PIXELS = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Removed:
    """A view from which something was taken away.

    Attributes:
        view: the new one; one that was acquired or comes from a file is marked as altered.
        changed: bool (rows, columns) as it hangs, what was replaced: the outline and its margin.
    """

    view: View
    changed: NDArray[np.bool_]


def take_away(
    view: View,
    region: NDArray[np.bool_] | Sequence[tuple[float, float]],
    *,
    engine: RemovalEngine = RemovalEngine.FILLING,
    network: ContextualNetwork | None = None,
    seed: int = 0,
) -> Removed:
    """Replace what lies within an outline by healthy tissue of the same breast.

    Equal inputs give equal pixels. Nothing changes in the air, nor farther than `MARGIN_MM` outside
    the outline.

    Args:
        view: drawn or real, with or without a name or a spacing.
        region: bool (rows, columns), or the corners (row, column) of a polygon, in pixels of the
            hung view.
        engine: what fills it.
        network: for removal; None takes the one that ships, where that engine needs it.
        seed: of the network's random numbers.

    Raises:
        LesionError: no breast is found, the outline lies outside it or is too large for it, or the
            network is missing or finds nothing to take away.
        ProviderError: the network failed.
    """
    shape = (view.rows, view.columns)
    inside = region if isinstance(region, np.ndarray) else polygons_mask([region], shape)
    breast = _breast(view)
    _check_region(inside, breast, view)
    spacing = view.pixel_spacing_mm
    pixel_mm = spacing[0] if spacing else USUAL_DEPTH_MM / max(int(breast.any(axis=0).sum()), 1)
    place = _place(inside, breast, pixel_mm, keep_air=view.synthetic)
    if engine is RemovalEngine.NETWORK:
        values = _by_network(view, inside, breast, place, pixel_mm, network, seed)
    else:
        values = _by_filling(view, place)
    changed = np.zeros(shape, dtype=bool)
    changed[place.box] = place.changed
    return Removed(view=_with_values(view, values, changed), changed=changed)


def with_removals(
    case: Case, removals: Sequence[Removal], *, network: ContextualNetwork | None = None
) -> Case:
    """A case with all that was outlined taken away, one after the other, and what is then true.

    An outline in a view that the case does not list changes nothing. A finding is told no longer
    in a view where at least half of it was taken away.

    Args:
        case: with its lesions.
        removals: of its recipe.
        network: as for `take_away`.

    Raises:
        LesionError: one of them cannot be taken away.
        ProviderError: the network failed.
    """
    views = {view.name: view for view in case.views if view.name is not None}
    names = {name.value: name for name in views}
    gone: dict[str, NDArray[np.bool_]] = {}
    for number, removal in enumerate(removals):
        if removal.view not in names:
            continue
        view = views[names[removal.view]]
        outline = outline_px(removal, view)
        removed = take_away(view, outline, engine=removal.engine, network=network, seed=number)
        views[names[removal.view]] = removed.view
        inside = polygons_mask([outline], (view.rows, view.columns))
        gone[removal.view] = gone.get(removal.view, inside) | inside
    return replace(
        case,
        views=tuple(view if view.name is None else views[view.name] for view in case.views),
        findings=tuple(
            left for finding in case.findings if (left := _left_of(finding, gone)) is not None
        ),
    )


def outline_px(removal: Removal, view: View) -> tuple[tuple[float, float], ...]:
    """The outline of a removal in pixels of the hung view it is for.

    Raises:
        LesionError: the view has no spacing.
    """
    if view.pixel_spacing_mm is None:
        raise LesionError(
            f"The outline in {removal.view} is in millimetres, and this view has no pixel spacing."
        )
    down, right = view.pixel_spacing_mm
    return tuple((row / down, column / right) for row, column in removal.outline_mm)


def _left_of(finding: Finding, gone: dict[str, NDArray[np.bool_]]) -> Finding | None:
    """A finding in the views that still show it, or None."""
    views = tuple(
        one for one in finding.views if one.view not in gone or not _is_gone(one, gone[one.view])
    )
    if len(views) == len(finding.views):
        return finding
    return replace(finding, views=views) if views else None


def _is_gone(one: FindingInView, gone: NDArray[np.bool_]) -> bool:
    rows, columns = gone.shape
    outline = polygons_mask(one.outlines, (rows, columns))
    return bool(np.count_nonzero(outline & gone) >= GONE_SHARE * np.count_nonzero(outline))


def _breast(view: View) -> NDArray[np.bool_]:
    """Where the breast lies in a view as it hangs."""
    grey = to_grey(view.pixels, view.greyscale)
    if view.synthetic:
        right = view.name is not None and view.name.image_laterality == "R"
        left = grey[:, ::-1] if right else grey
        mask = breast_mask(np.ascontiguousarray(left, dtype=np.float64))
        return np.ascontiguousarray(mask[:, ::-1]) if right else mask
    try:
        return find_breast(grey)
    except ImageFileError as error:
        raise LesionError(f"Nothing can be taken away from this view: {error}.") from error


def _check_region(inside: NDArray[np.bool_], breast: NDArray[np.bool_], view: View) -> None:
    where = view.label or "this view"
    if inside.shape != breast.shape:
        raise LesionError(
            f"The outline is of a picture of {inside.shape}, and {where} has {breast.shape}."
        )
    tissue = int(np.count_nonzero(inside & breast))
    if tissue < max(LEAST_PIXELS, inside.sum() / 2):
        raise LesionError(
            f"The outline in {where} does not lie in the breast, or holds hardly anything. "
            "Draw it round what is to go."
        )
    if tissue > LARGEST_SHARE * breast.sum():
        raise LesionError(
            f"The outline in {where} holds {tissue / breast.sum():.0%} of the breast, and at most "
            f"{LARGEST_SHARE:.0%} can be filled believably. Draw a smaller one."
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Place:
    """The part of a view about an outline; all arrays are of its size.

    Attributes:
        box: rows and columns of the view.
        tissue: where fitting tissue is taken from, with a little air.
        own: where the view may change: the breast, of a real view a little air too.
        away_mm: distance outside the outline.
        changed: what is replaced.
    """

    box: tuple[slice, slice]
    tissue: NDArray[np.bool_]
    own: NDArray[np.bool_]
    away_mm: NDArray[np.float64]
    changed: NDArray[np.bool_]


def _place(
    inside: NDArray[np.bool_], breast: NDArray[np.bool_], pixel_mm: float, *, keep_air: bool
) -> _Place:
    """The part of a view about an outline.

    Args:
        inside: within the outline.
        breast: of the view.
        pixel_mm: size of a pixel.
        keep_air: whether the air is black and has to stay so.
    """
    box = _about(inside)
    away = np.asarray(ndimage.distance_transform_edt(~inside[box])) * pixel_mm
    outside = np.asarray(ndimage.distance_transform_edt(~breast[box])) * pixel_mm
    own = outside <= (0 if keep_air else SKIN_MM / 2)
    # The margin leaves the line of the skin alone, which no patch continues by chance.
    depth = np.asarray(ndimage.distance_transform_edt(breast[box])) * pixel_mm
    changed = own & (inside[box] | ((away <= MARGIN_MM) & (depth > SKIN_LINE_MM)))
    return _Place(box=box, tissue=outside <= SKIN_MM, own=own, away_mm=away, changed=changed)


def _by_filling(view: View, place: _Place) -> NDArray[np.float64]:
    """Values of the view with a fitting patch of its own tissue in the place."""
    values = view.pixels.astype(np.float64)
    filled = fill_region(values[place.box], place.tissue, place.changed)
    if filled is None:
        raise LesionError(
            f"No tissue of {view.label or 'this view'} fits into so large an outline. Draw a "
            "smaller one, or several."
        )
    # Nothing in it is darker or brighter than the breast about it: black would be air.
    about = values[place.box][place.own]
    values[place.box] = np.where(
        place.changed, np.clip(filled, about.min(), about.max()), values[place.box]
    )
    return values


def _about(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The part of a picture in which tissue for a mask is looked for."""
    spans = [np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0)]
    reach = round(REACH * max(int(np.ptp(span)) + 1 for span in spans)) + 32
    row, column = (
        slice(max(0, int(span[0]) - reach), min(size, int(span[-1]) + 1 + reach))
        for span, size in zip(spans, mask.shape, strict=True)
    )
    return row, column


def _by_network(
    view: View,
    inside: NDArray[np.bool_],
    breast: NDArray[np.bool_],
    place: _Place,
    pixel_mm: float,
    network: ContextualNetwork | None,
    seed: int,
) -> NDArray[np.float64]:
    """Values of the view with what the network takes away within the outline and its margin."""
    own = network or _shipped_network()
    right = view.name is not None and view.name.image_laterality == "R"
    grey = to_grey(view.pixels, view.greyscale)
    rows, columns = np.nonzero(inside)
    center = (float(rows.mean()) + 0.5, float(columns.mean()) + 0.5)
    levels = np.rint(grey * 255).astype(np.uint8)
    if right:
        levels = np.ascontiguousarray(levels[:, ::-1])
        breast = np.ascontiguousarray(breast[:, ::-1])
        center = (center[0], view.columns - center[1])
    size_mm = (max(int(np.ptp(rows)), int(np.ptp(columns))) + 1) * pixel_mm
    try:
        found = own.lesion_in_view(levels, breast, center, pixel_mm, seed, size_mm=size_mm)
    except InputError as error:
        raise LesionError(f"{error} Or take the filling instead.") from error
    if found is None:
        raise LesionError(
            "The network found nothing to take away within the outline. Take the filling instead."
        )
    change = found.difference[:, ::-1] if right else found.difference
    fall = np.clip((MARGIN_MM - place.away_mm) / MARGIN_MM, 0, 1)
    weight = np.zeros(inside.shape)
    weight[place.box] = fall * fall * (3 - 2 * fall)  # within the outline 1
    return _with_greys(view, grey, np.clip(grey + change / 255 * weight, 0, 1))


def _shipped_network() -> ContextualNetwork:
    # It brings onnxruntime along, which filling does not need.
    from inference.lesions.network_insertion import shipped_network

    try:
        return shipped_network(NetworkKind.REMOVAL)
    except LesionError as error:
        raise LesionError(
            "The network that takes lesions away is not installed. Take the filling instead."
        ) from error


def _with_greys(
    view: View, grey: NDArray[np.float32], wanted: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The values that show wanted greys, where these differ from those shown now."""
    values = view.pixels.astype(np.float64)
    changed = wanted != grey
    # The greys that the view's own values show, each with the values' mean: a falling one too.
    known, place = np.unique(grey, return_inverse=True)
    sums = np.bincount(place.ravel(), weights=values.ravel())
    shown = np.interp(wanted[changed], known, sums / np.bincount(place.ravel()))
    values[changed] = shown
    return values


def _with_values(view: View, values: NDArray[np.float64], changed: NDArray[np.bool_]) -> View:
    """A view with other values in one place; outside not a bit changes."""
    dtype = view.pixels.dtype
    # Nothing is darker or brighter than the view's own tissue is.
    bounded = np.clip(values, float(view.pixels.min()), float(view.pixels.max()))
    if dtype.kind in "iu":
        bounded = np.rint(bounded)
    pixels = np.where(changed, bounded.astype(dtype), view.pixels)
    altered = not view.synthetic or view.source is not None
    return replace(view, pixels=np.ascontiguousarray(pixels), altered=altered)

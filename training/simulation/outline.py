"""The outline of a compressed breast: skin, nipple, and how thick the breast is at each pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from inference.seeds import stream
from training.simulation.frame import Frame
from training.simulation.geometry import Geometry

Field = NDArray[np.floating]

NEAR_SKIN_MM = 6.0
"""Nearer than this the distance to the skin is taken from the curve, not from pixels."""
WIDEST_MUSCLE = 0.58
WIDEST_AXILLA = 0.80
"""Width of muscle and body at the upper edge of MLO, at most, as shares of the breast's depth."""
EDGE_SHARE = 0.5
"""Width of the rounded edge, as a share of the thickness: a half circle."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """The body of a breast in a view; fields are (rows, columns).

    Attributes:
        depth_mm: distance to the skin, positive inside, without the nipple.
        thickness_mm: path of a ray through the breast.
        skin_mm: part of that path in the skin.
        nipple_mm: path of a ray through the nipple, outside the breast's body too.
        nipple_tip_mm: (row, column) of the most anterior point.
        nipple_base_mm: (row, column) where the nipple sits on the breast.
    """

    depth_mm: Field
    thickness_mm: Field
    skin_mm: Field
    nipple_mm: Field
    nipple_tip_mm: tuple[float, float]
    nipple_base_mm: tuple[float, float]


def trace(geometry: Geometry, frame: Frame) -> Outline:
    """The outline of a breast in a view."""
    breast = geometry.breast
    depth = _signed_depth(geometry, frame)
    thickness = _rounded(depth, geometry.thickness_mm)
    base, direction = _nipple_axis(geometry)
    along, aside = _nipple_coordinates(frame, base, direction)
    width, length = breast.nipple_mm
    # The areola's skin is thicker.
    areola = np.exp(-0.5 * (np.hypot(along, aside) / 11) ** 2)
    skin_depth = breast.skin_mm * (1 + 0.9 * areola)
    inner = _rounded(depth - skin_depth, geometry.thickness_mm - 2 * skin_depth)
    tip = (base[0] + direction[0] * length, base[1] + direction[1] * length)
    return Outline(
        depth_mm=depth,
        thickness_mm=thickness,
        skin_mm=np.maximum(thickness - inner, 0).astype(np.float32),
        nipple_mm=_nipple_path(along, aside, width, length),
        nipple_tip_mm=tip,
        nipple_base_mm=base,
    )


def body_profile(distance: Field, roundness: tuple[float, float]) -> Field:
    """How far the breast reaches (0 to 1) at a distance from its axis (in radii)."""
    p, q = roundness
    return (np.clip(1 - np.abs(distance) ** p, 0, 1) ** (1 / q)).astype(np.float32)


def _reach(geometry: Geometry, across: Field) -> Field:
    """How far the body reaches at each `across`, with a soft hollow below the arm-pit."""
    grid = np.linspace(-5, 4, 4501, dtype=np.float32)
    sharp = _sharp_reach(geometry, grid)
    if geometry.view_position == "MLO":
        soft = ndimage.gaussian_filter1d(sharp, 0.16 / (grid[1] - grid[0]), mode="nearest")
        sharp = sharp + (soft - sharp) * np.clip((-0.35 - grid) / 0.4, 0, 1)
    return np.interp(across, grid, sharp).astype(np.float32)


def _sharp_reach(geometry: Geometry, across: Field) -> Field:
    """How far the breast, its axillary tail and the belly below reach at each `across`."""
    breast = geometry.breast
    random = stream(breast.seed, "outline", breast.laterality, geometry.view_position)
    reach = body_profile(across, breast.roundness)
    if geometry.view_position == "MLO":
        # Towards the arm-pit the breast slopes instead of rounding off.
        slope = body_profile(across, (breast.roundness[0], 1.15))
        reach = np.where(across < 0, slope + (reach - slope) * np.clip(1 + across * 2, 0, 1), reach)
    tip = across - geometry.nipple_across
    reach = reach + random.uniform(0.01, 0.045) * np.exp(-0.5 * (tip / 0.13) ** 2)
    for wave in range(2, 6):
        phase, size = random.uniform(0, 2 * np.pi), 0.012 * random.standard_normal() / wave
        reach = reach * (1 + size * np.cos(wave * across * 2 + phase))
    if geometry.view_position == "MLO":
        top = muscle_width_mm(geometry) + breast.axillary_fat_mm
        top = min(top, WIDEST_AXILLA * geometry.depth_mm)
        reach = _blend(reach, _tail(geometry, across, top))
        reach = _blend(reach, _belly(geometry, across))
    return reach.astype(np.float32)


def muscle_width_mm(geometry: Geometry) -> float:
    """Width of the pectoral muscle at the upper edge of the frame."""
    slope = np.tan(np.deg2rad(geometry.breast.muscle_angle_deg)).item()
    return min(muscle_length_mm(geometry) * slope, WIDEST_MUSCLE * geometry.depth_mm)


def muscle_length_mm(geometry: Geometry) -> float:
    """Row at which the pectoral muscle leaves the picture through the chest wall."""
    return geometry.center_mm + geometry.breast.muscle_end * geometry.radius_mm


def _tail(geometry: Geometry, across: Field, top_mm: float) -> Field:
    """The axillary tail: from its width at the upper edge straight down to nothing."""
    top = -geometry.center_mm / geometry.radius_mm
    share = np.clip((0.4 - across) / (0.4 - top), 0, None)
    return (top_mm / geometry.depth_mm * share).astype(np.float32)


def _belly(geometry: Geometry, across: Field) -> Field:
    """The rise of the belly below the breast, a shallow bow."""
    below = np.clip((across - 0.97) * geometry.radius_mm / 45, 0, 1)
    bow = geometry.breast.fold_mm * np.sqrt(below * (2 - below))
    return (bow / geometry.depth_mm).astype(np.float32)


def _blend(first: Field, second: Field) -> Field:
    """A smooth maximum: the hollow between breast and arm-pit."""
    power = 2.2
    return ((first**power + second**power) ** (1 / power)).astype(np.float32)


def _signed_depth(geometry: Geometry, frame: Frame) -> Field:
    """Distance of every pixel to the skin, positive inside."""
    down, right = frame.positions_mm()
    anterior, across = geometry.from_mm(
        np.broadcast_to(down, (frame.rows, frame.columns)),
        np.broadcast_to(right, (frame.rows, frame.columns)),
    )
    inside = anterior < _reach(geometry, across)
    distance = (_to_skin_px(inside) * frame.pixel_mm).astype(np.float32)
    near = distance < NEAR_SKIN_MM
    line = KDTree(np.stack(_outline_points(geometry), axis=-1))
    places = np.stack(np.broadcast_arrays(down, right), axis=-1)[near]
    distance[near] = line.query(places)[0]
    return np.where(inside, distance, -distance)


def _to_skin_px(inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Distance of every pixel to the edge of the mask; the frame's edges are none."""
    if not inside.any() or inside.all():
        return np.full(inside.shape, float(max(inside.shape)))
    within = np.asarray(ndimage.distance_transform_edt(inside))
    beyond = np.asarray(ndimage.distance_transform_edt(~inside))
    return np.maximum(within, beyond) - 0.5


def _outline_points(geometry: Geometry) -> tuple[Field, Field]:
    """Dense points (row, column) of the skin, also beyond the frame's edges."""
    across = np.linspace(-3.5, 2.5, 6000, dtype=np.float32)
    reach = _reach(geometry, across)
    row, column = geometry.to_mm(reach, across)
    skin = (reach > 0) & (np.abs(row - 144) < 170)
    # Towards the chest wall the profile falls steeply: fill the last stretch.
    rows, columns = row[skin], column[skin]
    steps = np.linspace(0, 1, 8, endpoint=False, dtype=np.float32)[None, :]
    fine_rows = rows[:-1, None] + np.diff(rows)[:, None] * steps
    fine_columns = columns[:-1, None] + np.diff(columns)[:, None] * steps
    return fine_rows.ravel(), fine_columns.ravel()


def _rounded(depth_mm: Field, thickness_mm: Field | float) -> Field:
    """Path of a ray at a distance from the outline, for an edge that is a half circle."""
    radius = np.maximum(np.asarray(thickness_mm) * EDGE_SHARE, 1e-3)
    share = np.clip(depth_mm / radius, 0, 1)
    return (np.asarray(thickness_mm) * np.sqrt(1 - (1 - share) ** 2)).astype(np.float32)


def _nipple_axis(geometry: Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the nipple sits and its direction outwards, both (row, column)."""
    across = geometry.nipple_across + np.array([-0.03, 0.0, 0.03], dtype=np.float32)
    row, column = geometry.to_mm(_reach(geometry, across), across)
    tangent = np.array([row[2] - row[0], column[2] - column[0]], dtype=float)
    normal = np.array([-tangent[1], tangent[0]]) / np.hypot(*tangent)
    return (float(row[1]), float(column[1])), (float(normal[0]), float(normal[1]))


def _nipple_coordinates(
    frame: Frame, base: tuple[float, float], direction: tuple[float, float]
) -> tuple[Field, Field]:
    """Distance of every pixel from the nipple's base along its axis and across it."""
    down, right = frame.positions_mm()
    row, column = down - base[0], right - base[1]
    along = row * direction[0] + column * direction[1]
    aside = row * direction[1] - column * direction[0]
    return along.astype(np.float32), aside.astype(np.float32)


def _nipple_path(along: Field, aside: Field, width: float, length: float) -> Field:
    """Path through a round peg with a rounded tip, which fades into the breast behind it."""
    cap = min(0.95 * width / 2, 0.9 * length)
    tip = np.clip((along - (length - cap)) / cap, 0, 1)
    # The peg widens where it rises from the areola.
    foot = 2.2 * np.exp(-np.maximum(along, 0) / 1.1)
    radius = (width / 2 + foot) * np.sqrt(1 - tip**2) * (along < length)
    chord = 2 * np.sqrt(np.clip(radius**2 - aside**2, 0, None))
    root = np.clip(1 + along / 5, 0, 1)
    return (chord * root).astype(np.float32)

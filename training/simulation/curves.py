"""Thin structures as curves in a breast: ligaments, ducts and vessels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.seeds import stream
from training.simulation.anatomy import Breast
from training.simulation.outline import body_profile

Points = NDArray[np.floating]

STEP_MM = 0.3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curves:
    """Many curves as one list of points.

    Attributes:
        anterior: position as a share of the depth.
        lateral: position as a share of the radius.
        superior: position as a share of the radius.
        width_mm: seen width at each point.
        path_mm: path of a ray through the middle of the structure.
    """

    anterior: Points
    lateral: Points
    superior: Points
    width_mm: Points
    path_mm: Points


def draw_curves(breast: Breast) -> Curves:
    """All thin structures of a breast."""
    kinds = (_ligaments, _anchors, _axillary, _ducts, _vessels)
    return _joined([kind(breast) for kind in kinds])


def _ligaments(breast: Breast) -> Curves:
    """Strands in the fat that run about toward the nipple."""
    random = stream(breast.seed, "ligaments", breast.laterality)
    count = breast.ligaments
    start = _inside(breast, random, count)
    toward = _unit(_nipple(breast) - start)
    direction = _unit(toward * random.choice([-1, 1], (count, 1)) + 0.55 * _sphere(random, count))
    length = np.clip(19 * np.exp(0.6 * random.standard_normal(count)), 7, 70)
    paths = _walk(random, start, direction, 70.0, wander=0.075)
    width = np.clip(0.5 * np.exp(0.4 * random.standard_normal(count)), 0.25, 1.2)
    ribbon = 2.2 * width * np.exp(0.7 * random.standard_normal(count))
    return _curves(breast, paths, length, width, ribbon, taper=True)


def _anchors(breast: Breast) -> Curves:
    """Arcs from the gland through the subcutaneous fat to the skin."""
    random = stream(breast.seed, "anchors", breast.laterality)
    count = breast.ligaments // 3
    start = _inside(breast, random, count)
    axis = start.copy()
    axis[:, 0] = 0.35 * breast.depth_mm
    axis[:, 1:] *= 0.1
    outward = _unit(start - axis)
    direction = _unit(outward + 0.5 * _sphere(random, count))
    length = random.uniform(8, 36, count)
    paths = _walk(random, start, direction, 36.0, wander=0.11)
    width = random.uniform(0.3, 0.7, count)
    return _curves(
        breast,
        paths,
        length,
        width,
        2.2 * width * np.exp(0.5 * random.standard_normal(count)),
        taper=True,
    )


def _axillary(breast: Breast) -> Curves:
    """Strands above the breast, from the arm-pit downwards; CC does not reach them."""
    random = stream(breast.seed, "axillary", breast.laterality)
    count = breast.ligaments // 5
    upward = random.uniform(0.8, 2.4, count) * breast.radius_mm / np.sqrt(2)
    start = np.stack([random.uniform(0, 0.8, count) * breast.depth_mm, upward, upward], axis=1)
    direction = _unit(np.array([0.35, -0.6, -0.6]) + 0.5 * _sphere(random, count))
    length = random.uniform(10, 40, count)
    paths = _walk(random, start, direction, 40.0, wander=0.12)
    width = random.uniform(0.3, 0.8, count)
    ribbon = width * random.uniform(0.8, 3.0, count)
    return _curves(breast, paths, length, width, ribbon, taper=True, below_skin=False)


def _ducts(breast: Breast) -> Curves:
    """Trees that converge on the nipple."""
    random = stream(breast.seed, "ducts", breast.laterality)
    count = random.randint(8, 14)
    tip = np.repeat(_nipple(breast)[None], count, axis=0)
    tip = tip + random.standard_normal((count, 3)) * [0.5, 1.6, 1.6]
    back = np.concatenate([-np.ones((count, 1)), 0.5 * random.standard_normal((count, 2))], axis=1)
    trees, start, direction = [], tip, _unit(back)
    for generation, (reach, width) in enumerate(((32.0, 1.3), (24.0, 0.9), (18.0, 0.6))):
        paths = _walk(random, start, direction, reach, wander=0.09)
        widths = width * random.uniform(0.7, 1.3, len(start))
        lengths = np.full(len(start), reach)
        trees.append(_curves(breast, paths, lengths, widths, 1.5 * widths, taper=False))
        start, direction = _fork(random, paths, spread=0.55)
        if generation == 0:
            start = start.astype(np.float64)
    return _joined(trees)


def _vessels(breast: Breast) -> Curves:
    """Tortuous trees from the chest wall through the fat."""
    random = stream(breast.seed, "vessels", breast.laterality)
    count = breast.vessels
    angle, away = random.uniform(0, 2 * np.pi, count), random.uniform(0.35, 0.92, count)
    start = np.stack(
        [
            random.uniform(-0.05, 0.1, count) * breast.depth_mm,
            np.cos(angle) * away * breast.radius_mm,
            np.sin(angle) * away * breast.radius_mm,
        ],
        axis=1,
    )
    direction = _unit(_nipple(breast) - start + 25 * _sphere(random, count))
    trees, width = [], random.uniform(1.1, 2.2, count)
    for reach in (75.0, 45.0, 28.0):
        paths = _walk(random, start, direction, reach, wander=0.16)
        lengths = random.uniform(0.7, 1.0, len(start)) * reach
        trees.append(_curves(breast, paths, lengths, width, 2.2 * width, taper=False))
        start, direction = _fork(random, paths, spread=0.6)
        width = np.repeat(width, 2) * random.uniform(0.5, 0.8, 2 * len(width))
    return _joined(trees)


def _walk(
    random: np.random.RandomState,
    start: NDArray[np.floating],
    direction: NDArray[np.floating],
    reach_mm: float,
    wander: float,
) -> NDArray[np.float64]:
    """Smoothly turning paths, (curves, points, 3) in mm; `wander` is radians per √mm."""
    steps = int(reach_mm / STEP_MM)
    paths = np.empty((len(start), steps, 3))
    place, heading = np.array(start, dtype=np.float64), np.array(direction, dtype=np.float64)
    turn = np.zeros_like(heading)
    for step in range(steps):
        paths[:, step] = place
        # Turning itself has a memory of a few millimetres: bends, not jitter.
        kick = random.standard_normal(heading.shape) * np.sqrt(STEP_MM)
        turn += -turn * STEP_MM / 3.0 + wander * kick / 2.0
        heading = _unit(heading + turn * STEP_MM)
        place = place + heading * STEP_MM
    return paths


def _fork(
    random: np.random.RandomState, paths: NDArray[np.float64], spread: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two branches for every path, leaving it in its second half and at its end."""
    curves, steps, _ = paths.shape
    at = np.stack([random.randint(steps // 2, steps - 1, curves), np.full(curves, steps - 1)], 1)
    rows = np.arange(curves)[:, None]
    start = paths[rows, at].reshape(-1, 3)
    heading = (paths[rows, at] - paths[rows, at - 8]).reshape(-1, 3)
    return start, _unit(_unit(heading) + spread * _sphere(random, len(start)))


def _curves(
    breast: Breast,
    paths: NDArray[np.float64],
    length_mm: NDArray[np.floating],
    width_mm: NDArray[np.floating],
    path_mm: NDArray[np.floating],
    *,
    taper: bool,
    below_skin: bool = True,
) -> Curves:
    """Cut paths to their lengths, fade their ends, and keep what lies below the skin."""
    share = np.arange(paths.shape[1]) * STEP_MM / length_mm[:, None]
    if taper:
        strength = np.sqrt(np.clip(4 * share * (1 - share), 0, 1))
    else:
        strength = np.clip((1 - share) * 4, 0, 1)
    lateral, superior = paths[..., 1] / breast.radius_mm, paths[..., 2] / breast.radius_mm
    if below_skin:
        strength = strength * _room(breast, paths[..., 0] / breast.depth_mm, lateral, superior)
    keep = (share < 1) & (strength > 0.02)
    thinned = (0.45 + 0.55 * strength) * width_mm[:, None]
    return Curves(
        anterior=(paths[..., 0] / breast.depth_mm)[keep].astype(np.float32),
        lateral=lateral[keep].astype(np.float32),
        superior=superior[keep].astype(np.float32),
        width_mm=thinned[keep].astype(np.float32),
        path_mm=(strength * path_mm[:, None])[keep].astype(np.float32),
    )


def _room(
    breast: Breast, anterior: NDArray[np.floating], *aside: NDArray[np.floating]
) -> NDArray[np.floating]:
    """1 in the breast, falling to 0 just below the skin."""
    skin = body_profile(np.hypot(*aside).astype(np.float32), breast.roundness)
    return np.clip(((skin - anterior) * breast.depth_mm - 1.5) / 2, 0, 1)


def _joined(parts: list[Curves]) -> Curves:
    return Curves(
        anterior=np.concatenate([part.anterior for part in parts]),
        lateral=np.concatenate([part.lateral for part in parts]),
        superior=np.concatenate([part.superior for part in parts]),
        width_mm=np.concatenate([part.width_mm for part in parts]),
        path_mm=np.concatenate([part.path_mm for part in parts]),
    )


def _inside(breast: Breast, random: np.random.RandomState, count: int) -> NDArray[np.float64]:
    """Points spread evenly through the breast, in mm."""
    cloud = random.uniform(-1, 1, (count * 12, 3))
    cloud[:, 0] = (cloud[:, 0] + 1) / 2
    distance = np.hypot(cloud[:, 1], cloud[:, 2]).astype(np.float32)
    chosen = cloud[cloud[:, 0] < body_profile(distance, breast.roundness)][:count]
    return chosen * [breast.depth_mm, breast.radius_mm, breast.radius_mm]


def _nipple(breast: Breast) -> NDArray[np.float64]:
    lateral, superior = breast.nipple_offset
    return np.array([breast.depth_mm, lateral * breast.radius_mm, superior * breast.radius_mm])


def _sphere(random: np.random.RandomState, count: int) -> NDArray[np.float64]:
    return _unit(random.standard_normal((count, 3)))


def _unit(vectors: NDArray[np.floating]) -> NDArray[np.float64]:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)

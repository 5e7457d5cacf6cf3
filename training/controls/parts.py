"""Parts of a picture: spherical k-means on the features of one low layer, and names for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.mapping_network import Array
from inference.seeds import stream

COUNT = 10
AIR_PARTS = 1
"""Parts for the cells without breast: most of the frame, which would take half of the parts."""

RESTARTS = 8
MOST_ROUNDS = 200
AIR_SHARE = 0.2
"""Share of a part's cells that may show breast for it to be called air."""
EDGE_SHARE = 0.5
"""Share of a part's cells that lie next to air for it to be called an edge."""
UPPER, LOWER = 0.36, 0.64
"""Where a part's middle lies in the height of the breast for it to be called upper or lower."""
CHEST_WALL, FRONT = 0.3, 0.65
"""Where it lies on the way to the nipple for it to be at the chest wall, or in front."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clusters:
    """What k-means found.

    Attributes:
        centroids: (k, channels) unit vectors.
        labels: (n, rows, columns) the cluster of each cell.
        coherence: mean cosine between cells and their centroids.
    """

    centroids: Array
    labels: NDArray[np.intp]
    coherence: float


def unit_features(taps: Array) -> Array:
    """Features (n, channels, rows, columns) as unit vectors (n, rows, columns, channels)."""
    moved = np.moveaxis(np.asarray(taps, np.float64), 1, -1)
    return moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-12)


def cluster(taps: Array, breast: NDArray[np.bool_], seed: int, count: int = COUNT) -> Clusters:
    """Spherical k-means, breast and air apart; from top to bottom, chest wall first, air last.

    Each cell then belongs to the part whose centroid is nearest, whatever it shows.

    Args:
        taps: (n, channels, rows, columns) features.
        breast: (n, rows, columns) whether a cell shows breast.
        seed: of the starts.
        count: how many clusters, more than `AIR_PARTS`.

    Source: Collins et al. 2020, Editing in Style, section 3.1; Dhillon & Modha 2001 (spherical
    k-means); Arthur & Vassilvitskii 2007 (k-means++ seeding).
    """
    units = unit_features(taps)
    random = stream(seed, "controls parts")
    groups = [(units[breast], count - AIR_PARTS), (units[~breast], AIR_PARTS)]
    if min(len(points) for points, _ in groups) == 0:
        groups = [(units.reshape(-1, units.shape[-1]), count)]
    centroids = np.concatenate([_best_run(points, k, random) for points, k in groups])
    places = _nearest(units, centroids)
    order = _reading_order(places, len(centroids), last=AIR_PARTS if len(groups) > 1 else 0)
    cosines = units @ centroids[order].T
    return Clusters(
        centroids=centroids[order],
        labels=cosines.argmax(axis=-1),
        coherence=float(cosines.max(axis=-1).mean()),
    )


def _nearest(units: Array, centroids: Array) -> NDArray[np.intp]:
    return (units @ centroids.T).argmax(axis=-1)


def _best_run(points: Array, count: int, random: np.random.RandomState) -> Array:
    """The centroids of the most coherent of several runs."""
    runs = [_one_run(points, count, random) for _ in range(RESTARTS)]
    return max(runs, key=lambda run: run[1])[0]


def _one_run(points: Array, count: int, random: np.random.RandomState) -> tuple[Array, float]:
    """Centroids, and the mean cosine of the points with theirs."""
    centroids = _seeds(points, count, random)
    labels = np.full(len(points), -1)
    for _ in range(MOST_ROUNDS):
        cosines = points @ centroids.T
        found = cosines.argmax(axis=1)
        if np.array_equal(found, labels):
            break
        labels = found
        for index in range(count):
            members = points[labels == index]
            # A cluster that lost all its cells starts anew where the fit is worst.
            total = members.sum(axis=0) if len(members) else points[cosines.max(axis=1).argmin()]
            centroids[index] = total / max(float(np.linalg.norm(total)), 1e-12)
    return centroids, float((points @ centroids.T).max(axis=1).mean())


def _seeds(points: Array, count: int, random: np.random.RandomState) -> Array:
    """Points far from one another, at random."""
    chosen = [points[random.randint(len(points))]]
    farness = 1 - points @ chosen[0]
    for _ in range(count - 1):
        weights = np.maximum(farness, 0)
        total = weights.sum()
        share = weights / total if total > 0 else None
        chosen.append(points[random.choice(len(points), p=share)])
        farness = np.minimum(farness, 1 - points @ chosen[-1])
    return np.array(chosen)


def _reading_order(labels: NDArray[np.intp], count: int, last: int) -> NDArray[np.intp]:
    """Clusters by the middle of their cells: by thirds of the height, then from the chest wall.

    Args:
        labels: (n, rows, columns).
        count: how many clusters.
        last: how many of the last ones stay behind all others.
    """
    middles = []
    for index in range(count):
        cells = np.argwhere(labels == index)[:, 1:]
        row, column = cells.mean(axis=0) if len(cells) else (np.inf, np.inf)
        third = np.floor(3 * row / labels.shape[1])
        middles.append((index >= count - last, third, column))
    return np.lexsort(np.array(middles).T[::-1]).astype(np.intp)


def part_names(labels: NDArray[np.intp], breast: NDArray[np.bool_], count: int) -> tuple[str, ...]:
    """A name for each part, from where it lies in the breasts.

    Args:
        labels: (n, rows, columns) the part of each cell.
        breast: (n, rows, columns) whether a cell shows breast.
        count: how many parts.
    """
    names: list[str] = []
    for index in range(count):
        name = _name(labels == index, breast)
        taken = sum(other == name or other.startswith(f"{name} ") for other in names)
        names.append(f"{name} {taken + 1}" if taken else name)
    return tuple(names)


def _name(here: NDArray[np.bool_], breast: NDArray[np.bool_]) -> str:
    if not here.any():
        return "unused"
    inside = here & breast
    if inside.sum() < AIR_SHARE * here.sum():
        return "air"
    row, column = _place(inside, breast)
    height = "upper" if row < UPPER else "lower" if row > LOWER else "central"
    at_edge = (inside & _beside_air(breast)).sum() > EDGE_SHARE * inside.sum()
    if column < CHEST_WALL:
        return f"{height} edge at chest wall" if at_edge else f"{height} chest wall"
    if at_edge:
        return "front edge" if height == "central" else f"{height} edge"
    return f"{height} {'front' if column > FRONT else 'middle'}"


def _place(inside: NDArray[np.bool_], breast: NDArray[np.bool_]) -> tuple[float, float]:
    """Where cells lie in their breasts, from top to bottom and from chest wall to front: 0 to 1."""
    places = []
    for cells, whole in zip(inside, breast, strict=True):
        if not cells.any():
            continue
        rows, columns = np.nonzero(whole)
        size = np.array([np.ptp(rows) + 1, np.ptp(columns) + 1])
        middle = np.argwhere(cells) + 0.5 - np.array([rows.min(), columns.min()])
        places.append(middle / size)
    row, column = np.concatenate(places).mean(axis=0)
    return float(row), float(column)


def _beside_air(breast: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells with air above, below or in front of them."""
    padded = np.pad(breast, ((0, 0), (1, 1), (0, 1)), mode="edge")
    air = ~padded
    return breast & (air[:, :-2, :-1] | air[:, 2:, :-1] | air[:, 1:-1, 1:])

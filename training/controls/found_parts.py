"""The parts of a model: where its low layer tells places apart, and which styles act there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.drawn_view import breast_mask
from inference.mapping_network import Array
from training.controls.channel_energies import (
    FeatureGraph,
    cell_moments,
    energies,
    normalised,
    on_grid,
)
from training.controls.drawing import Drawing, Progress
from training.controls.parts import COUNT, cluster, part_names

VIEWS = 160
"""How many views are looked at: all their features lie in memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundParts:
    """The parts of a model.

    Attributes:
        tap: name of the graph's output that tells them apart.
        names: of the parts.
        centroids: (K, channels) unit vectors.
        queries: (K, S), share of each style channel's energy that lies in each part.
        style_energies: (S, rows, columns), share of it that lies in each cell.
        coherence: mean cosine between features and the centroid of their part.
        shares: (K,) of all cells.
    """

    tap: str
    names: tuple[str, ...]
    centroids: Array
    queries: Array
    style_energies: Array
    coherence: float
    shares: Array


def find_parts(
    drawing: Drawing, progress: Progress, *, views: int = VIEWS, count: int = COUNT
) -> FoundParts | None:
    """Find the parts of a model on fresh views; None for a model that gives no features.

    Args:
        drawing: the model.
        progress: told how many views are drawn.
        views: how many to draw.
        count: how many parts to find.
    """
    if not drawing.bundle.manifest.taps:
        return None
    graph = FeatureGraph(drawing)
    starts = drawing.starts("parts", views)
    taps, moments, breasts = [], [], []
    for number, (image, tap, features) in enumerate(graph.run(drawing, starts)):
        shape = (tap.shape[1], tap.shape[2])
        taps.append(tap)
        size = drawing.bundle.manifest.styles_size
        moments.append(cell_moments(graph.scaled, features, size, shape))
        breasts.append(_cells_of_breast(image, shape))
        progress("parts", number + 1, views)
    breast = np.stack(breasts)
    clusters = cluster(np.stack(taps), breast, drawing.seed, count)
    energy = energies(np.stack(moments))
    members = [clusters.labels == index for index in range(count)]
    by_part = np.stack(
        [np.einsum("nshw,nhw->s", energy, here, dtype=np.float64) for here in members]
    )
    return FoundParts(
        tap=graph.tap,
        names=part_names(clusters.labels, breast, count),
        centroids=clusters.centroids,
        queries=normalised(by_part, axis=0),
        style_energies=normalised(energy.sum(axis=0, dtype=np.float64), axis=(1, 2)),
        coherence=clusters.coherence,
        shares=np.array([here.mean() for here in members]),
    )


def _cells_of_breast(image: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Cells of which half or more is breast."""
    mask = breast_mask(np.clip((image.astype(np.float64) + 1) / 2, 0, 1))
    return on_grid(mask[None].astype(np.float32), shape)[0] >= 0.5

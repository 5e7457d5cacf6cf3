"""Principal components of w, within each condition and of all together, and ranges of layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inference.bundle_manifest import BundleManifest
from inference.controls_manifest import LayerRange
from inference.mapping_network import Array
from inference.seeds import stream
from training.controls.drawing import Drawing, Progress

COUNT = 100
SAMPLES = 100_000
"""Random w for each condition."""

BLOCK = 5000

COARSE_ROWS, MIDDLE_ROWS = 2, 8
"""Layers up to so many times the height of the first are coarse, or middle; the others are fine."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PrincipalComponents:
    """The components of one set of w, the widest first.

    Attributes:
        mean: (w_dim,).
        vectors: (n, w_dim) unit vectors; the largest number of each is positive.
        sd: (n,) standard deviations along them.
    """

    mean: Array
    vectors: Array
    sd: Array

    def first(self, count: int) -> PrincipalComponents:
        """The widest of them."""
        return PrincipalComponents(mean=self.mean, vectors=self.vectors[:count], sd=self.sd[:count])

    def whitened(self, w: Array, mean: Array) -> Array:
        """Coordinates (…, n) of w (…, w_dim) in standard deviations from a mean."""
        return (w - mean) @ self.vectors.T / self.sd

    def unwhitened(self, coordinates: Array) -> Array:
        """The change of w (…, w_dim) for coordinates (…, n) in standard deviations."""
        return (coordinates * self.sd) @ self.vectors


def components_of(
    drawing: Drawing, progress: Progress, samples: int = SAMPLES
) -> tuple[PrincipalComponents, ...]:
    """All components of each condition, then those of all conditions together.

    Those of all together are of the covariance within conditions: what tells the conditions apart
    is switched, and no axis.

    Args:
        drawing: the model.
        progress: told how many w are mapped.
        samples: how many for each condition.

    Source: Härkönen et al. 2020, GANSpace, section 2.1.
    """
    z_dim, w_dim = drawing.bundle.manifest.z_dim, drawing.bundle.manifest.w_dim
    total = samples * len(drawing.conditions)
    means, covariances = [], []
    for condition in range(len(drawing.conditions)):
        random = stream(drawing.seed, "controls components", condition)
        origin = drawing.network.w_avg[condition]
        first, second = np.zeros(w_dim), np.zeros((w_dim, w_dim))
        for start in range(0, samples, BLOCK):
            count = min(BLOCK, samples - start)
            z = random.standard_normal((count, z_dim)).astype(np.float32)
            w = drawing.w(z, condition) - origin
            first += w.sum(axis=0)
            second += w.T @ w
            progress("components", condition * samples + start + count, total)
        mean = first / samples
        means.append(origin + mean)
        covariances.append(second / samples - np.outer(mean, mean))
    pooled = _components(np.mean(means, axis=0), np.mean(covariances, axis=0))
    return (*map(_components, means, covariances), pooled)


def _components(mean: Array, covariance: Array) -> PrincipalComponents:
    variances, vectors = np.linalg.eigh(covariance)
    order = np.argsort(-variances)
    # Directions in which w hardly moves are rounding, and would be blown up by whitening.
    kept = order[variances[order] > 1e-6 * variances.max()]
    vectors = vectors.T[kept]
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=1)[:, None], axis=1)
    return PrincipalComponents(
        mean=mean, vectors=vectors * np.sign(largest), sd=np.sqrt(variances[kept])
    )


def layer_ranges(manifest: BundleManifest) -> tuple[LayerRange, ...]:
    """All layers, and those of them that are coarse, middle and fine by the height they act on.

    A w vector that acts on two heights counts as one of the higher.
    """
    rows = [0] * manifest.num_ws
    for layer in manifest.layers:
        rows[layer.w_index] = max(rows[layer.w_index], layer.rows)
    lowest = min(rows)
    kinds = [
        "coarse" if r <= COARSE_ROWS * lowest else "middle" if r <= MIDDLE_ROWS * lowest else "fine"
        for r in rows
    ]
    found = [LayerRange(name="all", first_layer=0, last_layer=manifest.num_ws - 1)]
    for kind in ("coarse", "middle", "fine"):
        here = [index for index, each in enumerate(kinds) if each == kind]
        if here:
            found.append(LayerRange(name=kind, first_layer=here[0], last_layer=here[-1]))
    return tuple(found)

"""Local edits: one place of a picture takes after a reference case, the rest stays.

Source: Collins et al. 2020, "Editing in Style" (arXiv 2004.14367), section 3, and the authors'
program (GANLocalEditing, style_interpolator.py), with ρ and ε of Zakka et al. 2020 (MammoGANesis).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.bundle_manifest import BundleManifest, StyledLayer
from inference.controls import Controls
from inference.errors import RecipeError
from inference.mapping_network import Array
from inference.recipe_edits import LocalEdit

SMALLEST_SHARE = 0.1
"""ρ / (1 + ρ): channels with a smaller share of their energy in the place stay (MammoGANesis)."""

LARGEST_BUDGET = 100.0
"""ε at strength 1: the most of MammoGANesis, which went from 20 to 100."""

PAPER_CHANNELS = 512
"""Channels of the layers that ε was chosen for; it is scaled with the channels of a layer."""


def edited_locally(
    styles: Array,
    reference: Array,
    edit: LocalEdit,
    controls: Controls,
    model: BundleManifest,
) -> Array:
    """Move the styles of a picture toward those of a reference where one place is concerned.

    σ + q (σ_R − σ), channel by channel, with the query q of `query`.

    Args:
        styles: (S,) of the picture.
        reference: (S,) of the reference.
        edit: place and strength.
        controls: of the model.
        model: where the styles of each layer lie.

    Returns:
        (S,).

    Raises:
        RecipeError: the model has no such part, or does not tell where painted regions lie.

    Source: Collins et al. 2020, section 3 (conditioned interpolation).
    """
    shares = place_shares(edit, controls)
    smallest = SMALLEST_SHARE
    if edit.mask:  # channels that act evenly everywhere have no more than the region's own size
        smallest = min(smallest, sum(edit.mask[1::2]) / sum(edit.mask))
    q = query(shares, edit.strength, model.layers, smallest)
    return styles + q * (reference - styles)


def place_shares(edit: LocalEdit, controls: Controls) -> Array:
    """(S,): the share of each style channel's energy that lies in the place of an edit.

    Raises:
        RecipeError: the model has no such part, or does not tell where painted regions lie.

    Source: Collins et al. 2020, section 3 (M of a part and a channel).
    """
    parts = controls.parts
    if edit.part is not None:
        if edit.part >= len(parts.names):
            raise RecipeError(
                f"There is no part {edit.part}; the parts are 0 to {len(parts.names) - 1}."
            )
        return controls.part_queries[edit.part]
    if controls.style_energies is None:
        raise RecipeError("This model does not tell where its channels act; choose a part instead.")
    return controls.style_energies[:, painted(edit.mask, parts.rows, parts.columns)].sum(axis=1)


def query(
    shares: Array,
    strength: float,
    layers: tuple[StyledLayer, ...],
    smallest_share: float = SMALLEST_SHARE,
) -> Array:
    """(S,): how far each style channel follows the reference, 0 to 1.

    In each layer it is the q that gains most in the place for what it changes elsewhere: the
    largest Σ q (M − ρ (1 − M)) with Σ q (1 − M) ≤ ε and 0 ≤ q ≤ 1. That is greedy: channels in the
    order of their share M, as long as M > ρ / (1 + ρ), until ε is spent; the last one in part.

    Args:
        shares: (S,), M of each channel.
        strength: 0 to 1; ε = `LARGEST_BUDGET` · strength for a layer of 512 channels.
        layers: where each layer's channels lie.
        smallest_share: ρ / (1 + ρ).

    Source: Collins et al. 2020, section 3; their program leaves out the channel in part, which here
    keeps the slider smooth.
    """
    q = np.zeros(len(shares))
    for layer in layers:
        rows = slice(layer.style_offset, layer.style_offset + layer.style_channels)
        budget = LARGEST_BUDGET * strength * layer.style_channels / PAPER_CHANNELS
        q[rows] = _greedy(shares[rows], budget, smallest_share)
    return q


def _greedy(shares: Array, budget: float, smallest_share: float) -> Array:
    order = np.argsort(-shares, kind="stable")
    costs = np.clip(1 - shares[order], 0, 1)
    left = budget - (np.cumsum(costs) - costs)
    # A channel that acts in the place alone costs nothing and follows as soon as anything does.
    free = costs < 1e-9
    q = np.zeros(len(shares))
    q[order] = np.where(free, left > 0, np.clip(left / np.where(free, 1, costs), 0, 1))
    q[shares <= smallest_share] = 0
    return q


def painted(mask: tuple[int, ...], rows: int, columns: int) -> NDArray[np.bool_]:
    """(rows, columns): where a painted region lies.

    Raises:
        RecipeError: it was painted on another grid.
    """
    if sum(mask) != rows * columns:
        raise RecipeError(
            f"The painted region covers {sum(mask)} cells, and this model's grid has {rows} × "
            f"{columns}. Paint it again."
        )
    inside = np.arange(len(mask)) % 2 == 1
    return np.repeat(inside, mask).reshape(rows, columns)


def run_lengths(region: NDArray[np.bool_]) -> tuple[int, ...]:
    """The mask of a recipe for a painted region: runs outside and inside in turn, row by row."""
    flat = np.concatenate([[False], region.ravel(), [not region.ravel()[-1]]])
    ends = np.flatnonzero(flat[1:] != flat[:-1])
    starts = np.concatenate([[0], ends[:-1]])
    return tuple(int(length) for length in ends - starts)


def parts_map(features: NDArray[np.float32], controls: Controls) -> NDArray[np.intp]:
    """(rows, columns): the number of the part at each place of the tap's grid.

    Args:
        features: (channels, rows, columns) of the tap.
        controls: of the model.

    Raises:
        RecipeError: the model has no parts, or its tap has other channels than they need.

    Source: Collins et al. 2020, section 3 (spherical k-means: the nearest centroid by angle).
    """
    return part_likeness(features, controls).argmax(axis=0)


def part_likeness(features: NDArray[np.float32], controls: Controls) -> Array:
    """(parts, rows, columns): cosine of the angle between each place's features and each part's.

    Args:
        features: (channels, rows, columns) of the tap.
        controls: of the model.

    Raises:
        RecipeError: the model has no parts, or its tap has other channels than they need.
    """
    centroids = controls.part_centroids
    if not len(centroids) or centroids.shape[1] != features.shape[0]:
        raise RecipeError("This model has no parts that fit its features. Make its controls again.")
    exact = features.astype(np.float64)
    lengths = np.sqrt(np.square(exact).sum(axis=0))
    return np.tensordot(centroids, exact, axes=1) / np.maximum(lengths, 1e-12)

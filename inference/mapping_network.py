"""The arithmetic before the graph: from z and a condition to w, and from w to styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from inference.array_files import from_npz
from inference.bundle_manifest import BundleManifest
from inference.errors import BundleError, InputError

Array = NDArray[np.float64]

MAX_ARRAY_BYTES = 400_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MappingNetwork:
    """The small dense parts of the generator, as arrays.

    All of it is computed in double precision and rounded to single precision at the end, so that
    the order in which a machine adds does not show: equal recipes give equal inputs to the graph.

    Attributes:
        layers: weight (out, in) and bias (out) of each dense layer, gains multiplied in.
        embed_weight: (E, C), embeds the one-hot condition.
        embed_bias: (E,).
        w_avg: (conditions, w_dim), the average w of each condition.
        affine_weight: (S, w_dim), all layers' affine maps from w to their styles.
        affine_bias: (S,).
    """

    layers: tuple[tuple[Array, Array], ...]
    embed_weight: Array
    embed_bias: Array
    w_avg: Array
    affine_weight: Array
    affine_bias: Array

    @classmethod
    def from_npz(cls, content: bytes, manifest: BundleManifest) -> Self:
        """Read the arrays of a bundle and check their shapes against its manifest.

        Raises:
            BundleError: an array is missing, has another shape than the manifest says, or is not
                finite.
        """
        try:
            packed = from_npz(content, max_bytes=MAX_ARRAY_BYTES)
        except InputError as error:
            raise BundleError(f"The mapping network of {manifest.name}: {error}") from error
        arrays = {name: _finite(name, array) for name, array in packed.items()}
        try:
            count = sum(name.startswith("mapping.") for name in arrays) // 2
            network = cls(
                layers=tuple(
                    (arrays[f"mapping.{i}.weight"], arrays[f"mapping.{i}.bias"])
                    for i in range(count)
                ),
                embed_weight=arrays["embed.weight"],
                embed_bias=arrays["embed.bias"],
                w_avg=arrays["w_avg"],
                affine_weight=arrays["affine.weight"],
                affine_bias=arrays["affine.bias"],
            )
        except KeyError as error:
            raise BundleError(
                f"The mapping network of {manifest.name} lacks the array {error}."
            ) from None
        network._check_shapes(manifest)
        return network

    def _check_shapes(self, manifest: BundleManifest) -> None:
        conditions = manifest.conditions
        E = len(self.embed_bias)
        one_hot_size = len(conditions.view) + len(conditions.technique)
        expected = [
            (self.embed_weight, (E, one_hot_size)),
            (self.embed_bias, (E,)),
            (self.w_avg, (manifest.condition_count, manifest.w_dim)),
            (self.affine_weight, (manifest.styles_size, manifest.w_dim)),
            (self.affine_bias, (manifest.styles_size,)),
        ]
        width = manifest.z_dim + E
        for weight, bias in self.layers:
            expected += [(weight, (len(bias), width)), (bias, (len(bias),))]
            width = len(bias)
        if width != manifest.w_dim or any(array.shape != shape for array, shape in expected):
            raise BundleError(
                f"The mapping network of {manifest.name} has other sizes than its bundle.json "
                "says. Export the model again."
            )

    def w(self, z: Array, condition: Array) -> Array:
        """Map z under a condition to w.

        Args:
            z: (z_dim,) standard normal numbers.
            condition: (C,) one-hot view followed by one-hot technique.

        Returns:
            (w_dim,).

        Source: Karras et al. 2019, figure 1b; the condition is embedded, normalised and
        concatenated as in StyleGAN2-ADA (Karras et al. 2020, appendix).
        """
        embedded = self.embed_weight @ condition + self.embed_bias
        x = _normalised(z)
        if len(embedded):  # a model without conditions embeds nothing
            x = np.concatenate([x, _normalised(embedded)])
        for weight, bias in self.layers:
            x = weight @ x + bias
            x = np.where(x < 0, 0.2 * x, x) * np.sqrt(2.0)
        return x

    def styles(self, ws: Array, manifest: BundleManifest) -> NDArray[np.float32]:
        """Map the w of each layer to the flat styles vector of the graph.

        Args:
            ws: (num_ws, w_dim).
            manifest: of the bundle, which says where each layer's style lies.

        Returns:
            (S,).
        """
        styles = np.empty(manifest.styles_size)
        for layer in manifest.layers:
            rows = slice(layer.style_offset, layer.style_offset + layer.style_channels)
            styles[rows] = self.affine_weight[rows] @ ws[layer.w_index] + self.affine_bias[rows]
        return styles.astype(np.float32)


def _normalised(x: Array) -> Array:
    return x / np.sqrt(np.mean(x * x) + 1e-8)


def _finite(name: str, array: NDArray[np.generic]) -> Array:
    if not np.issubdtype(array.dtype, np.floating) or not np.isfinite(array).all():
        raise BundleError(f"The array {name} of the model bundle holds values that are no numbers.")
    return array.astype(np.float64)

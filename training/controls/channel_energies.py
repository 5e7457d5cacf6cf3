"""Where in the picture each style channel has its energy, from the features inside the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray

from inference.bundle_manifest import BundleManifest, StyledLayer
from inference.mapping_network import Array
from inference.runtime import Runtime, start
from training.controls.drawing import Drawing, Starts
from training.errors import TrainingError

SAME = 0.999
"""Cosine from which on a factor in the graph is the style of a layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaledFeatures:
    """Where in the graph a layer's style scales its features.

    Attributes:
        layer: whose style.
        features: name of the value that is scaled.
    """

    layer: StyledLayer
    features: str


class FeatureGraph:
    """A bundle's graph that also gives the features which each style scales.

    Attributes:
        scaled: those layers whose features were found; all but those of an unusual graph.
        tap: name of the features that parts are found in.
    """

    def __init__(self, drawing: Drawing) -> None:
        manifest = drawing.bundle.manifest
        if not manifest.taps:
            raise TrainingError(f"The model {manifest.name} gives no features to find parts in.")
        self.tap = manifest.taps[0]
        model = onnx.load_from_string(drawing.graph)
        pairs = _scalings(model.graph)
        styles = drawing.styles(drawing.network.w_avg.mean(axis=0))
        # Random styles tell layers of one width apart.
        styles = styles * np.random.RandomState(0).uniform(0.5, 2, len(styles)).astype(np.float32)
        factors = {factor for factor, _ in pairs}
        runtime = _with_outputs(model, sorted(factors), manifest)
        values = runtime.run(_feeds(styles, drawing.noise(0)), sorted(factors))
        known = dict(zip(sorted(factors), values, strict=True))
        self.scaled = tuple(_matched(pairs, known, styles, manifest))
        self._names = [each.features for each in self.scaled]
        del model.graph.output[2:]
        self._runtime = _with_outputs(model, self._names, manifest)

    def run(
        self, drawing: Drawing, starts: Starts
    ) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32], list[NDArray[np.float32]]]]:
        """Image (rows, columns), tap (channels, h, w) and scaled features of each view."""
        for number, w in enumerate(starts.w):
            feeds = _feeds(drawing.styles(w), drawing.noise(int(starts.noises[number])))
            # A value that scales two layers is one output.
            image, tap, *features = self._runtime.run(feeds, ["image", self.tap, *self._names])
            yield image[0, 0], tap[0], [each[0] for each in features]


def _feeds(
    styles: NDArray[np.float32], noise: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    return {"styles": styles[None], "noise": noise[None]}


def _with_outputs(
    model: onnx.ModelProto, names: Iterable[str], manifest: BundleManifest
) -> Runtime:
    known = {output.name for output in model.graph.output}
    for name in names:
        if name not in known:
            model.graph.output.append(
                onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
            )
            known.add(name)
    warm_up = _feeds(
        np.zeros(manifest.styles_size, np.float32), np.zeros(manifest.noise_size, np.float32)
    )
    content = model.SerializeToString()
    return start(content, warm_up=warm_up, output="image", preference="cpu")


def _scalings(graph: onnx.GraphProto) -> list[tuple[str, str]]:
    """Pairs (factor, features) of all products of what comes from styles alone with something else.

    The shape of the styles is no value of theirs.
    """
    styled, mixed = {"styles"}, {"noise"}
    pairs = []
    for node in graph.node:
        if node.op_type == "Shape":
            continue
        inputs = list(node.input)
        if node.op_type == "Mul":
            for factor, features in (inputs, inputs[::-1]):
                if factor in styled and features not in styled:
                    pairs.append((factor, features))
        if mixed.intersection(inputs) or node.op_type in ("Conv", "Expand"):
            mixed.update(node.output)
        elif styled.intersection(inputs):
            styled.update(node.output)
    return pairs


def _matched(
    pairs: list[tuple[str, str]],
    values: dict[str, NDArray[np.float32]],
    styles: NDArray[np.float32],
    manifest: BundleManifest,
) -> Iterator[ScaledFeatures]:
    """The features of each layer: those whose factor is proportional to the layer's style."""
    for layer in manifest.layers:
        own = styles[layer.style_offset : layer.style_offset + layer.style_channels]
        for factor, features in pairs:
            value = values[factor]
            if value.ndim == 4 and value.shape[1:] == (layer.style_channels, 1, 1):
                flat = value.ravel()
                length = float(np.linalg.norm(flat) * np.linalg.norm(own))
                if length > 0 and float(flat @ own) > SAME * length:
                    yield ScaledFeatures(layer=layer, features=features)
                    break


def cell_moments(
    scaled: Iterable[ScaledFeatures],
    features: list[NDArray[np.float32]],
    styles_size: int,
    shape: tuple[int, int],
) -> NDArray[np.float32]:
    """(2, S, rows, columns): mean and mean square of each channel of a view in each cell of a grid.

    Args:
        scaled: whose features they are.
        features: (channels, h, w) of each.
        styles_size: S; channels without features stay 0.
        shape: rows and columns of the grid.
    """
    moments = np.zeros((2, styles_size, *shape), np.float32)
    for each, values in zip(scaled, features, strict=True):
        inside = slice(each.layer.style_offset, each.layer.style_offset + each.layer.style_channels)
        moments[0, inside] = on_grid(values, shape)
        moments[1, inside] = on_grid(np.square(values), shape)
    return moments


def energies(moments: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, S, rows, columns): energy of each channel about its mean, in each cell of each view.

    Features count from their mean over all views, as the normalisation in the network would have
    it.

    Args:
        moments: (n, 2, S, rows, columns) of the views.

    Source: Collins et al. 2020, Editing in Style, section 3.
    """
    first, second = moments[:, 0], moments[:, 1]
    mean = first.mean(axis=(0, 2, 3), dtype=np.float64).astype(np.float32)[:, None, None]
    return np.maximum(second - 2 * mean * first + np.square(mean), 0)


def normalised(energy: Array, axis: int | tuple[int, ...]) -> Array:
    """Energies as shares that add up to 1 along some axes; 0 where there is no energy at all."""
    total = energy.sum(axis=axis, keepdims=True)
    return np.where(total > 0, energy / np.where(total > 0, total, 1), 0)


def on_grid(values: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float32]:
    """Means of maps (c, h, w) in the cells of a grid; a coarser map is repeated."""
    for axis, cells in enumerate(shape, start=1):
        size = values.shape[axis]
        if size < cells:
            values = np.take(values, np.arange(cells) * size // cells, axis=axis)
        edges = np.arange(cells) * values.shape[axis] // cells
        lengths = np.diff([*edges, values.shape[axis]]).astype(np.float32)
        sums = np.add.reduceat(values, edges, axis=axis)
        values = np.moveaxis(np.moveaxis(sums, axis, -1) / lengths, -1, axis).astype(np.float32)
    return values

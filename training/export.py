"""From a run to a model bundle, which proves itself in the engine before it is written."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.array_files import to_npz
from inference.bundle_manifest import FileRole
from inference.bundle_writing import write_bundle
from inference.model_bundle import ModelBundle
from inference.preparation.frame import Frame
from inference.runtime import start
from training.contact_sheet import sheet
from training.errors import TrainingError
from training.model_card import model_card
from training.networks.generator import Generator, noise_size, num_ws, style_size, styled_layers
from training.networks.layers import Linear
from training.networks.shape import NetworkShape, columns
from training.onnx_graph import round_weights, to_onnx
from training.sampling import average_w, conditions, draw

TAP_ROWS = 10
TAP_NAME = "features_10"
TOLERANCE = 1e-3
"""Largest difference between the engine's and torch's pictures, over a range of about 2."""

SAMPLE_COLUMNS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleText:
    """What a bundle says of itself beside its numbers.

    Attributes:
        name: plain name, also the usual name of the folder.
        title: a line for people.
        version: of the model.
        licence: of the weights.
        credits: a line for each source of the data.
        data: a paragraph on what it was trained on.
        figures: measured values by name.
        measured_network: SHA-256 of the graph that the figures are of; None if they are of no file.
    """

    name: str
    title: str
    version: str
    licence: str
    credits: tuple[str, ...]
    data: str
    figures: Mapping[str, float | int | str]
    measured_network: str | None = None


def export_bundle(
    generator: Generator, text: BundleText, cur_nimg: int, folder: Path
) -> ModelBundle:
    """Write a generator as a bundle.

    Args:
        generator: the averaged one; its weights are rounded as they are stored.
        text: what the bundle says of itself.
        cur_nimg: images it was trained on.
        folder: of the bundle.

    Raises:
        TrainingError: onnxruntime and torch differ by more than `TOLERANCE` at batch 1 or 4, or the
            figures are of another network.
        OutputError: the bundle cannot be written.
    """
    generator = generator.float().eval()
    round_weights(generator.synthesis)
    graph = to_onnx(generator.synthesis, TAP_ROWS, TAP_NAME)
    if text.measured_network not in (None, hashlib.sha256(graph).hexdigest()):
        raise TrainingError(
            "The report is of another network than this one: nothing was written. "
            "Export without --report, evaluate that bundle, and export again."
        )
    difference = parity(generator, graph)
    if not difference <= TOLERANCE:
        raise TrainingError(
            f"The exported graph differs from torch by {difference:.2g}, more than {TOLERANCE}: "
            "nothing was written. This is a fault of the export; please report it."
        )
    samples = sample_grid(generator)
    figures = {**text.figures, "largest difference between onnxruntime and torch": difference}
    card = model_card(text, generator.shape, cur_nimg, figures)
    files = {
        FileRole.SYNTHESIS: graph,
        FileRole.MAPPING: to_npz(mapping_arrays(generator)),
        FileRole.MODEL_CARD: card.encode(),
        FileRole.SAMPLES: samples,
    }
    return write_bundle(folder, _manifest(generator.shape, text, cur_nimg, figures), files)


def parity(generator: Generator, graph: bytes) -> float:
    """Largest difference between torch and onnxruntime at batch 1 and 4.

    Args:
        generator: with rounded weights.
        graph: as `to_onnx` gives it.
    """
    random = torch.Generator().manual_seed(7)
    largest = 0.0
    runtime = None
    for batch in (1, 4):
        z = torch.randn(batch, generator.shape.z_dim, generator=random)
        known = conditions(generator.shape)
        condition = known[torch.arange(batch) % len(known)]
        noise = torch.randn(batch, noise_size(generator.shape), generator=random)
        with torch.no_grad():
            w = generator.mapping(z, condition)
            styles = generator.affine(w[:, None].repeat(1, generator.num_ws, 1))
            expected = generator.synthesis(styles, noise)[0].numpy()
        feeds = {"styles": styles.numpy(), "noise": noise.numpy()}
        runtime = runtime or start(graph, warm_up=feeds, output="image", preference="cpu")
        given = runtime.run(feeds, ["image"])[0]
        # numpy's maximum, as Python's loses what is no number.
        largest = float(np.maximum(largest, np.abs(given - expected).max()))
    return largest


def mapping_arrays(generator: Generator) -> dict[str, NDArray[np.generic]]:
    """The arrays of `mapping.npz`, with all gains multiplied in, in single precision."""
    arrays: dict[str, torch.Tensor] = {}
    for index, layer in enumerate(_linears(generator.mapping.layers)):
        arrays[f"mapping.{index}.weight"], arrays[f"mapping.{index}.bias"] = layer.effective()
    arrays["embed.weight"], arrays["embed.bias"] = generator.mapping.embed.effective()
    arrays["w_avg"] = average_w(generator)
    pairs = [layer.effective() for layer in _linears(generator.affine.layers)]
    arrays["affine.weight"] = torch.cat([weight for weight, _ in pairs])
    arrays["affine.bias"] = torch.cat([bias for _, bias in pairs])
    return {name: t.detach().cpu().numpy().astype(np.float32) for name, t in arrays.items()}


def _linears(layers: nn.ModuleList) -> Iterator[Linear]:
    for layer in layers:
        assert isinstance(layer, Linear)
        yield layer


def sample_grid(generator: Generator) -> bytes:
    """A PNG of samples at ψ = 0.65, a row for each condition."""
    wanted = conditions(generator.shape).repeat_interleave(SAMPLE_COLUMNS, dim=0)
    pictures: list[NDArray[np.uint8]] = []
    w_avg = average_w(generator)
    for row, part in enumerate(wanted.split(SAMPLE_COLUMNS)):
        pictures += list(
            draw(
                generator,
                part,
                seed=row,
                truncation_psi=0.65,
                rows=generator.shape.rows,
                w_avg=w_avg,
            )
        )
    buffer = io.BytesIO()
    height = min(generator.shape.rows, 320)
    sheet(pictures, SAMPLE_COLUMNS, height).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _manifest(
    shape: NetworkShape, text: BundleText, cur_nimg: int, figures: Mapping[str, float | int | str]
) -> dict[str, Any]:
    layers = [
        {
            "name": layer.name,
            "rows": layer.rows,
            "columns": columns(layer.rows),
            "style_offset": layer.style_offset,
            "style_channels": layer.style_channels,
            "noise_offset": layer.noise_offset,
            "w_index": layer.w_index,
        }
        for layer in styled_layers(shape)
    ]
    return {
        "name": text.name,
        "title": text.title,
        "version": text.version,
        "licence": text.licence,
        "rows": shape.rows,
        "columns": columns(shape.rows),
        "pixel_mm": Frame(rows=shape.rows).pixel_mm,
        "conditions": {"view": list(shape.view_positions), "technique": list(shape.techniques)},
        "z_dim": shape.z_dim,
        "w_dim": shape.w_dim,
        "num_ws": num_ws(shape),
        "layers": layers,
        "styles_size": style_size(shape),
        "noise_size": noise_size(shape),
        "cur_nimg": cur_nimg,
        "taps": [TAP_NAME],
        "credits": list(text.credits),
        "figures": dict(figures),
    }

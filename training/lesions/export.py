"""From a run of the contextual network to a graph that the engine runs, proved before written."""

from __future__ import annotations

import hashlib
import io
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from inference.atomic_files import make_folder, write_bytes, write_text
from inference.lesions.contextual import (
    FORMAT,
    MANIFEST,
    NetworkEntry,
    NetworkKind,
    NetworkManifest,
    read_manifest,
)
from inference.runtime import start
from training.errors import TrainingError
from training.lesions.config import LesionConfig
from training.lesions.generator import ContextGenerator
from training.lesions.lesion_file import FRAME
from training.onnx_graph import OPSET, SMALLEST_HALVED, finish, halve

TOLERANCE = 1e-3
"""Largest difference between the engine's and torch's lesion channels, over a range of 2."""


class _Graph(nn.Module):
    """The generator as it is traced: at the full side, with lesions in the middle."""

    def __init__(self, generator: ContextGenerator) -> None:
        super().__init__()
        self.generator = generator

    def forward(self, patch: Tensor, scalars: Tensor) -> Tensor:
        return self.generator(patch, scalars)


def export_network(
    generator: ContextGenerator, config: LesionConfig, cur_nimg: int, folder: Path
) -> NetworkEntry:
    """Write a generator into a folder of networks, in place of one of its kind.

    Args:
        generator: the averaged one; its weights are rounded as they are stored.
        config: of its run.
        cur_nimg: patches it was trained on.
        folder: of the networks; made, or added to.

    Raises:
        TrainingError: onnxruntime and torch differ by more than `TOLERANCE` at batch 1 or 4.
        BundleError: the folder holds a manifest that cannot be read.
        OutputError: it cannot be written.
    """
    generator = generator.cpu().float().eval()
    _round_weights(generator)
    graph = to_onnx(generator)
    difference = parity(generator, graph)
    if not difference <= TOLERANCE:
        raise TrainingError(
            f"The exported graph differs from torch by {difference:.2g}, more than {TOLERANCE}: "
            "nothing was written. This is a fault of the export; please report it."
        )
    entry = NetworkEntry(
        kind=NetworkKind(config.task.value),
        file=f"lesions-{config.task.value}.onnx",
        sha256=hashlib.sha256(graph).hexdigest(),
        side=generator.shape.side,
        pixel_mm=FRAME.pixel_mm * config.coarseness,
        scalars=generator.shape.scalars,
        cur_nimg=cur_nimg,
    )
    make_folder(folder)
    others = ()
    if (folder / MANIFEST).exists():
        others = tuple(e for e in read_manifest(folder).networks if e.kind != entry.kind)
    write_bytes(folder / entry.file, graph)
    entries = sorted([*others, entry], key=lambda e: e.kind)
    manifest = NetworkManifest(format=FORMAT, networks=tuple(entries))
    write_text(folder / MANIFEST, json.dumps(manifest.model_dump(mode="json"), indent=2) + "\n")
    return entry


def to_onnx(generator: ContextGenerator) -> bytes:
    """The graph: `patch` (batch, 1, side, side) and `scalars` (batch, S) to `lesion`."""
    example = _example(generator, 2)
    buffer = io.BytesIO()
    names = ["patch", "scalars", "lesion"]
    with warnings.catch_warnings():
        # The tracing exporter needs no further packages; it announces its successor.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Graph(generator).eval(),
            example,
            buffer,  # pyright: ignore[reportArgumentType] - the tracing exporter takes files
            dynamo=False,
            opset_version=OPSET,
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={name: {0: "batch"} for name in names},
            do_constant_folding=False,
        )
    model = onnx.load_from_string(buffer.getvalue())
    halve(model)
    return finish(model)


def parity(generator: ContextGenerator, graph: bytes) -> float:
    """Largest difference between torch and onnxruntime at batch 1 and 4.

    Args:
        generator: with rounded weights.
        graph: as `to_onnx` gives it.
    """
    largest = 0.0
    runtime = None
    for batch in (1, 4):
        patch, scalars = _example(generator, batch)
        with torch.no_grad():
            expected = generator(patch, scalars).numpy()
        feeds = {"patch": patch.numpy(), "scalars": scalars.numpy()}
        runtime = runtime or start(graph, warm_up=feeds, output="lesion", preference="cpu")
        given = runtime.run(feeds, ["lesion"])[0]
        # numpy's maximum, as Python's loses what is no number.
        largest = float(np.maximum(largest, np.abs(given - expected).max()))
    return largest


def _example(generator: ContextGenerator, batch: int) -> tuple[Tensor, Tensor]:
    shape, random = generator.shape, torch.Generator().manual_seed(7)
    patch = torch.rand((batch, 1, shape.side, shape.side), generator=random) * 2 - 1
    return patch, torch.rand((batch, shape.scalars), generator=random) * 2 - 1


def _round_weights(generator: ContextGenerator) -> None:
    """Round the weights in place as they are stored, so that torch and the graph compare."""
    with torch.no_grad():
        for parameter in generator.parameters():
            if parameter.numel() >= SMALLEST_HALVED:
                parameter.copy_(parameter.half().float())

"""From a published StyleGAN2 generator to a model bundle, which proves itself in the engine."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from inference.array_files import to_npz
from inference.bundle_manifest import FileRole
from inference.bundle_writing import write_bundle
from inference.case_generator import CaseGenerator
from inference.command_line import progress
from inference.model_bundle import ModelBundle
from inference.runtime import ProviderChoice, Runtime
from training.contact_sheet import sheet
from training.errors import TrainingError
from training.export import TOLERANCE, BundleText
from training.onnx_graph import finish, trace
from training.stylegan2.card import import_card
from training.stylegan2.conditions import ImportedConditions
from training.stylegan2.published import PublishedGenerator
from training.stylegan2.synthesis import TAP_SIDE, Synthesis

TAP_NAME = f"features_{TAP_SIDE}"
FRAME_ROWS_MM = 288.0
"""Height of the frame that mammograms are fitted to; taken where the scale is not known."""

GREY = {"rec601": (0.299, 0.587, 0.114), "mean": (1 / 3, 1 / 3, 1 / 3)}
"""Shares of red, green and blue in grey (ITU-R BT.601, or the mean)."""

SAMPLE_CASES = 2
SAMPLE_ROWS = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChoices:
    """How the pictures of a network become views.

    Attributes:
        grey: a name in `GREY`, for networks that draw in colour.
        mirrored: whether the network draws the chest wall on the right edge.
        pixel_mm: spacing, or None where it is not known.
        clear_air: whether the engine makes everything 0 that is no breast.
    """

    grey: str = "rec601"
    mirrored: bool = False
    pixel_mm: float | None = None
    clear_air: bool = False


def import_bundle(
    generator: PublishedGenerator,
    conditions: ImportedConditions,
    choices: PictureChoices,
    text: BundleText,
    cur_nimg: int,
    folder: Path,
) -> ModelBundle:
    """Write a published generator as a bundle, in single precision as it was saved.

    Args:
        generator: what the network file holds.
        conditions: what it can be asked for.
        choices: how its pictures become views.
        text: what the bundle says of itself.
        cur_nimg: images it was trained on, 0 where that is not known.
        folder: of the bundle.

    Raises:
        TrainingError: the engine and torch differ by more than `training.export.TOLERANCE`.
        MammogymError: the bundle cannot be written or drawn with.
    """
    grey = GREY[choices.grey] if generator.colours > 1 else (1.0,)
    synthesis = Synthesis(generator, grey, mirrored=choices.mirrored)
    values = _manifest(generator, synthesis, conditions, choices, text, cur_nimg)
    sizes = (values["styles_size"], values["noise_size"])
    example = (torch.ones(2, sizes[0]), torch.zeros(2, sizes[1]))
    files = {
        FileRole.SYNTHESIS: finish(trace(synthesis, example, TAP_NAME)),
        FileRole.MAPPING: to_npz(_mapping_arrays(generator, conditions)),
    }
    with tempfile.TemporaryDirectory() as temporary:
        trial = write_bundle(Path(temporary) / text.name, values, files)
        engine = CaseGenerator(trial, provider=ProviderChoice.CPU)
        difference = _parity(synthesis, engine.runtime, sizes)
        if not difference <= TOLERANCE:
            raise TrainingError(
                f"The imported graph differs from torch by {difference:.2g}, more than "
                f"{TOLERANCE}: nothing was written. This is a fault of the import; please report "
                "it with the network."
            )
        files[FileRole.SAMPLES] = _samples(engine)
    values["figures"]["largest difference between onnxruntime and torch"] = difference
    files[FileRole.MODEL_CARD] = import_card(text, values).encode()
    return write_bundle(folder, values, files)


def _parity(synthesis: Synthesis, runtime: Runtime, sizes: tuple[int, int]) -> float:
    """Largest difference between torch and the engine at batch 1 and 2."""
    random = torch.Generator().manual_seed(7)
    largest = 0.0
    for batch in (1, 2):
        styles = 1 + torch.randn(batch, sizes[0], generator=random) / 2
        noise = torch.randn(batch, sizes[1], generator=random)
        with torch.no_grad():
            expected = synthesis(styles, noise)[0].numpy()
        feeds = {"styles": styles.numpy(), "noise": noise.numpy()}
        given = runtime.run(feeds, ["image"])[0]
        # numpy's maximum, as Python's loses what is no number.
        largest = float(np.maximum(largest, np.abs(given - expected).max()))
    return largest


def _mapping_arrays(
    generator: PublishedGenerator, conditions: ImportedConditions
) -> dict[str, NDArray[np.generic]]:
    """The arrays of `mapping.npz`; one average w serves all conditions, as it did in training."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for index, layer in enumerate(generator.mapping):
        arrays[f"mapping.{index}.weight"], arrays[f"mapping.{index}.bias"] = (
            layer.weight,
            layer.bias,
        )
    arrays["embed.weight"] = conditions.embed_weight
    arrays["embed.bias"] = conditions.embed_bias
    count = max(1, len(conditions.views)) * len(conditions.techniques)
    arrays["w_avg"] = np.repeat(generator.w_avg[None], count, axis=0)
    affine = [
        part.affine
        for block in generator.blocks
        for part in (block.conv0, block.conv1, block.to_rgb)
        if part is not None
    ]
    arrays["affine.weight"] = np.concatenate([layer.weight for layer in affine])
    arrays["affine.bias"] = np.concatenate([layer.bias for layer in affine])
    return arrays


def _samples(engine: CaseGenerator) -> bytes:
    """A PNG of a few cases, a row for each, as the engine draws them."""
    recipes = [
        engine.recipe(seed, technique=technique)
        for technique in engine.techniques
        for seed in range(SAMPLE_CASES)
    ]
    with progress(engine.generate_all(recipes), total=len(recipes), unit="case") as cases:
        views = [view for case in cases for view in case.views]
    pictures = [(view.pixels.astype(np.uint16) >> 4).astype(np.uint8) for view in views]
    buffer = io.BytesIO()
    height = min(engine.bundle.manifest.rows, SAMPLE_ROWS)
    sheet(pictures, len(engine.view_names), height).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _manifest(
    generator: PublishedGenerator,
    synthesis: Synthesis,
    conditions: ImportedConditions,
    choices: PictureChoices,
    text: BundleText,
    cur_nimg: int,
) -> dict[str, Any]:
    layers = synthesis.layers
    scale = "as stated" if choices.pixel_mm else f"assumed: {FRAME_ROWS_MM:g} mm / rows"
    figures: Mapping[str, float | int | str] = {**text.figures, "size of a pixel": scale}
    if generator.colours > 1:
        figures = {**figures, "grey from colours": choices.grey}
    return {
        "name": text.name,
        "title": text.title,
        "version": text.version,
        "licence": text.licence,
        "rows": generator.side,
        "columns": generator.side,
        "pixel_mm": choices.pixel_mm or FRAME_ROWS_MM / generator.side,
        "conditions": {"view": list(conditions.views), "technique": list(conditions.techniques)},
        "z_dim": generator.z_dim,
        "w_dim": generator.w_dim,
        "num_ws": 1 + max(layer.w_index for layer in layers),
        "layers": [
            {
                "name": layer.name,
                "rows": layer.side,
                "columns": layer.side,
                "style_offset": layer.style_offset,
                "style_channels": layer.style_channels,
                "noise_offset": layer.noise_offset,
                "w_index": layer.w_index,
            }
            for layer in layers
        ],
        "styles_size": sum(layer.style_channels for layer in layers),
        "noise_size": sum(layer.side**2 for layer in layers if layer.noise_offset is not None),
        "cur_nimg": cur_nimg,
        "taps": [TAP_NAME],
        "credits": list(text.credits),
        "figures": dict(figures),
        "air": None if choices.clear_air else "kept",
    }

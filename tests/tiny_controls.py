"""Controls for a tiny bundle: sliders found by regression on what it draws, parts by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.bundle_manifest import FileRole
from inference.bundle_writing import write_bundle
from inference.case_generator import CaseGenerator
from inference.controls import Controls, pack_controls
from inference.controls_manifest import ControlsManifest
from inference.edits import edited_ws
from inference.generator import Generator
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import ViewName

NAMES = ("brightness", "density")
SAMPLES = 60
PARTS = 4
COMPONENTS = 6


def write_tiny_controls(plain: Path, folder: Path) -> ModelBundle:
    """Copy a bundle and give it controls.

    Its attributes are no true ones: `brightness` is the mean grey in %, and `density` that of the
    rear half, so that the calibration can be looked up on pictures.

    Args:
        plain: a bundle without controls.
        folder: where to write.
    """
    bundle = load_bundle(plain)
    controls = tiny_controls(bundle)
    files = {role: bundle.read(role) for role in bundle.manifest.files}
    values = bundle.manifest.model_dump(mode="json", exclude={"format", "created_with", "files"})
    return write_bundle(folder, values, {**files, **pack_controls(controls)})


def grey_attributes(image: NDArray[np.float32]) -> dict[str, float]:
    """What stands for the attributes of a picture of the tiny bundle."""
    share = 50 * (image.astype(np.float64) + 1)
    return {"brightness": share.mean(), "density": share[:, : share.shape[1] // 2].mean()}


def tiny_controls(bundle: ModelBundle) -> Controls:
    """Controls whose directions come from a regression of grey on w."""
    manifest = bundle.manifest
    directions, means, sds = _directions(bundle)
    random = np.random.RandomState(0)
    components = np.linalg.qr(random.standard_normal((manifest.w_dim, manifest.w_dim)))[0]
    conditions = [
        {"view_position": view, "technique": technique.value}
        for view in manifest.conditions.view
        for technique in manifest.conditions.technique
    ]
    sets = len(conditions) + 1
    energies = random.gamma(0.3, size=(manifest.styles_size, 10, 8))
    energies /= energies.sum(axis=(1, 2), keepdims=True)
    quarters = np.arange(80).reshape(10, 8) // 20
    queries = np.stack([energies[:, quarters == part].sum(axis=1) for part in range(PARTS)])
    channels = next(layer for layer in manifest.layers if layer.name == "b10.grey").style_channels
    centroids = np.linalg.qr(random.standard_normal((channels, PARTS)))[0].T
    described = {
        "format": 1,
        "synthesis_sha256": manifest.files[FileRole.SYNTHESIS].sha256,
        "attributes": [
            _attribute(name, mean, sd) for name, mean, sd in zip(NAMES, means, sds, strict=True)
        ],
        "components": {
            "count": COMPONENTS,
            "conditions": [*conditions, {"view_position": None, "technique": None}],
            "layer_ranges": [{"name": "coarse", "first_layer": 0, "last_layer": 3}],
        },
        "parts": {
            "tap": manifest.taps[0],
            "rows": 10,
            "columns": 8,
            "names": ["upper", "upper middle", "lower middle", "lower"],
        },
        "previews": None,
    }
    return Controls(
        manifest=ControlsManifest.model_validate(described, strict=False),
        attribute_directions=directions,
        component_mean=np.zeros((sets, manifest.w_dim)),
        components=np.tile(components[:COMPONENTS], (sets, 1, 1)),
        component_sd=np.linspace(1, 0.2, COMPONENTS)[None] * np.ones((sets, 1)),
        part_centroids=centroids,
        part_queries=queries,
        style_energies=energies,
    )


def _attribute(name: str, mean: float, sd: float) -> dict:
    return {
        "name": name,
        "label": name.capitalize(),
        "unit": "%",
        "view_positions": ["CC", "MLO"],
        "mean": mean,
        "sd": sd,
        "low": -3.0,
        "high": 3.0,
        "steps": [{"position": float(p), "value": mean + p * sd} for p in (-3, 0, 3)],
        "leakage": {},
        "moves": [],
        "r2": 0.9,
    }


def _directions(bundle: ModelBundle) -> tuple[NDArray, NDArray, NDArray]:
    """(A, num_ws, w_dim) directions, and mean and sd of the attributes at ψ 0.65."""
    generator = CaseGenerator(bundle, provider="cpu", threads=1)
    mapping = Generator(bundle, provider="cpu", threads=1)
    name = ViewName.R_CC
    ws, values = [], []
    for seed in range(SAMPLES):
        recipe = generator.recipe(seed)
        ws.append(edited_ws(recipe, name, mapping, None)[0])
        measured = grey_attributes(generator.image(recipe, name))
        values.append([measured[attribute] for attribute in NAMES])
    w, y = np.array(ws), np.array(values)
    sds = y.std(axis=0)
    centred = w - w.mean(axis=0)
    ridge = centred.T @ centred + 0.1 * np.trace(centred.T @ centred) / w.shape[1] * np.eye(
        w.shape[1]
    )
    slopes = np.linalg.solve(ridge, centred.T @ ((y - y.mean(axis=0)) / sds)).T
    moves = slopes / np.sum(slopes**2, axis=1, keepdims=True)
    return np.tile(moves[:, None], (1, bundle.manifest.num_ws, 1)), y.mean(axis=0), sds

"""Writing a trained detector of foci for the engine, which reads it back before it counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

import inference
from inference.atomic_files import make_folder, write_bytes, write_text
from inference.errors import OutputError
from inference.measurements.detector_manifest import (
    FORMAT,
    GRAPH_NAME,
    MANIFEST_NAME,
    MAX_GRAPH_BYTES,
    DetectorManifest,
)
from inference.measurements.suspicious_foci import DETECTOR_NAME, FociDetector
from inference.seeds import stream
from training.errors import TrainingError
from training.evaluation.foci_network import CELL_PX, FociNetwork, detector_graph, stored
from training.evaluation.foci_training import FRAME, TrainedDetector, scores_of
from training.evaluation.foci_views import LesionView

TOLERANCE = 1e-3
"""Largest difference between the engine's scores and torch's."""


def write_detector(
    trained: TrainedDetector, folder: Path, *, licence: str, credits: tuple[str, ...]
) -> FociDetector:
    """Write a detector and load it with the engine.

    Args:
        trained: the detector; its weights are stored in half precision.
        folder: made, or filled anew where it holds a detector.
        licence: of the weights.
        credits: a line for each source of the data.

    Raises:
        TrainingError: the graph is too large, or the engine's scores differ from torch's.
        OutputError: something could not be written, or the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST_NAME).exists():
        raise OutputError(f"{folder} holds other files than a detector. Name another folder.")
    network = stored(trained.network)
    graph = detector_graph(network, FRAME.rows, FRAME.columns)
    if len(graph) > MAX_GRAPH_BYTES:
        raise TrainingError(f"The graph takes {len(graph)} bytes, more than {MAX_GRAPH_BYTES}.")
    manifest = DetectorManifest(
        format=FORMAT,
        name=DETECTOR_NAME,
        licence=licence,
        created_with=inference.__version__,
        rows=FRAME.rows,
        columns=FRAME.columns,
        pixel_mm=FRAME.pixel_mm,
        cell_px=CELL_PX,
        threshold=round(trained.threshold, 4),
        graph_sha256=hashlib.sha256(graph).hexdigest(),
        graph_bytes=len(graph),
        credits=credits,
        figures=figures(trained),
    )
    make_folder(folder)
    write_bytes(folder / GRAPH_NAME, graph)
    # The manifest comes last: it names the graph's hash.
    write_text(folder / MANIFEST_NAME, manifest.model_dump_json(indent=2) + "\n")
    detector = FociDetector(folder)
    difference = _difference(network, detector)
    if not difference <= TOLERANCE:
        raise TrainingError(
            f"The written detector differs from torch by {difference:.2g}, more than {TOLERANCE}. "
            "This is a fault of the export; please report it."
        )
    return detector


def figures(trained: TrainedDetector) -> dict[str, float | int | str]:
    """What the manifest says of a detector: figures on patients it did not learn from."""

    def area(name: str) -> str:
        found = getattr(trained, name)
        return f"{found.auc:.3f} ({found.low:.3f} to {found.high:.3f})"

    return {
        "AUC of places in lesions against other places": area("places"),
        "sensitivity of places at 10 % false positives": round(trained.sensitivity_of_places, 3),
        "AUC of views with a lesion against normal views": area("views"),
        "lesions with a focus on them": round(trained.lesions_found, 3),
        "false foci of a view, mean": round(trained.false_foci, 3),
        "foci of a normal view, mean": round(trained.false_foci_normal, 3),
        "test views": trained.test_views,
        "normal test views": trained.test_normal_views,
    }


def _difference(network: FociNetwork, detector: FociDetector) -> float:
    random = stream(1, "detector parity")
    pixels = random.randint(1, 256, (FRAME.rows, FRAME.columns)).astype(np.uint8)
    pixels[:, FRAME.columns // 2 :] = 0
    nothing = np.zeros(pixels.shape, dtype=bool)
    view = LesionView(
        pixels=pixels,
        lesions=nothing,
        unsure=nothing,
        patient="",
        normal=True,
        view_position="CC",
        technique="film",
    )
    expected = scores_of(network, [view])[0]
    return float(np.abs(detector.scores(pixels, FRAME.pixel_mm) - expected).max())

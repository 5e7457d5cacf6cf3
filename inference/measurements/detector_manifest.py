"""What the detector of suspicious foci says of itself, and reading it with every check."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inference.bundle_manifest import Name, Sha256
from inference.errors import BundleError
from inference.model_bundle import first_complaint, read_inside

FORMAT = 1
MANIFEST_NAME = "detector.json"
GRAPH_NAME = "detector.onnx"
MAX_GRAPH_BYTES = 3_000_000


class DetectorManifest(BaseModel):
    """The content of `detector.json`.

    Attributes:
        format: number of the format.
        name: of the detector.
        licence: of its weights.
        created_with: version of the program that wrote it.
        rows: height of the pictures the graph takes.
        columns: width of the pictures the graph takes.
        pixel_mm: their spacing.
        cell_px: pixels of such a picture, either way, that one score stands for.
        threshold: score from which on a place is a focus.
        graph_sha256: of the graph, hexadecimal.
        graph_bytes: size of the graph.
        credits: a line for each data set or work the detector rests on.
        figures: what was measured of it.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    format: Literal[1]
    name: Name
    licence: str
    created_with: str
    rows: Annotated[int, Field(ge=16, le=2048)]
    columns: Annotated[int, Field(ge=16, le=2048)]
    pixel_mm: Annotated[float, Field(gt=0, le=10)]
    cell_px: Annotated[int, Field(ge=1, le=64)]
    threshold: Annotated[float, Field(gt=0, lt=1)]
    graph_sha256: Sha256
    graph_bytes: Annotated[int, Field(ge=1, le=MAX_GRAPH_BYTES)]
    credits: tuple[str, ...]
    figures: dict[str, float | int | str]


def read_detector(folder: Path) -> tuple[DetectorManifest, bytes]:
    """Read a detector's manifest and its graph.

    Raises:
        BundleError: it is missing, damaged, altered, or newer than this program.
    """
    path = folder / MANIFEST_NAME
    if not path.exists():
        raise BundleError(f"{folder} holds no {MANIFEST_NAME}: it is no detector of foci.")
    try:
        values = json.loads(read_inside(folder, path))
        if isinstance(values, dict) and values.get("format") != FORMAT:
            raise BundleError(
                f"{path} has format {values.get('format')!r}; this program reads format {FORMAT}. "
                "A newer version of Mammogym may read it."
            )
        manifest = DetectorManifest.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise BundleError(
            f"{path} is damaged or was altered: {first_complaint(error)}. Copy the folder again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{path} is not JSON: {error}. Copy the folder again.") from error
    graph_path = folder / GRAPH_NAME
    graph = read_inside(folder, graph_path, expected_bytes=manifest.graph_bytes)
    if hashlib.sha256(graph).hexdigest() != manifest.graph_sha256:
        raise BundleError(f"{graph_path} was altered or is damaged. Copy the folder again.")
    return manifest, graph

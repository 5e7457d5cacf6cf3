"""Whether edited views show artefacts, by the score that evaluating a model uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.mapping_network import Array
from training.controls.drawing import Drawing, Progress, Starts
from training.controls.measurement import condition_of
from training.evaluation.shown_picture import shown_bytes

ROWS = 320
"""Height at which views are judged: finer ones are reduced to it, as the score looks no closer."""

REAL_VIEWS = 600
VIEWS = 10
"""Views of each position of each slider."""


@dataclass(slots=True, kw_only=True, eq=False)
class KeptPictures:
    """Small pictures of edited views, kept while they are measured.

    Attributes:
        drawing: the model.
        starts: the views.
        pictures: what was kept, by number of change and view.
    """

    drawing: Drawing
    starts: Starts
    pictures: dict[tuple[int, int], NDArray[np.uint8]] = field(default_factory=dict)

    @property
    def factor(self) -> int:
        """How many times smaller the pictures are kept."""
        return max(1, self.drawing.bundle.manifest.rows // ROWS)

    def keep(self, change: int, number: int, image: NDArray[np.float32]) -> None:
        """Keep a picture, if it is one of the first views."""
        if number < VIEWS:
            manifest = self.drawing.bundle.manifest
            shown = shown_bytes(image, manifest.pixel_mm, keep_air=manifest.air == "kept")
            self.pictures[change, number] = np.asarray(Image.fromarray(shown).reduce(self.factor))


def artefact_table(
    kept: KeptPictures, data: Path, changes: int, seed: int, progress: Progress
) -> Array:
    """(changes, views): 1 where a view is beyond the threshold that hardly any real view passes.

    Args:
        kept: pictures.
        data: dataset file with real views.
        changes: how many changes there are.
        seed: of the choice of real views.
        progress: told how many views are judged.

    Raises:
        TrainingError: there are too few real views.
        DatasetError: the file cannot be used, or has another height.
    """
    # Only here: judging needs torch, which the rest of the controls does not.
    from training.evaluation.artefacts import artefacts
    from training.evaluation.picture_set import PictureSet
    from training.evaluation.real_views import load_real_views
    from training.feature_network import feature_network

    drawing = kept.drawing
    rows = drawing.bundle.manifest.rows // kept.factor
    real = load_real_views(data, rows, held_out=False, most=REAL_VIEWS, seed=seed)
    keys = sorted(kept.pictures)
    conditions = [condition_of(drawing, kept.starts, number) for _, number in keys]
    drawn = PictureSet(
        pictures=np.stack([kept.pictures[key] for key in keys]),
        view_positions=np.array([each.measured_as for each in conditions]),
        techniques=np.array([str(each.technique) for each in conditions]),
        patients=np.array([f"drawn-{number}" for _, number in keys]),
    )
    found = artefacts(
        real,
        drawn,
        drawing.bundle.manifest.pixel_mm * kept.factor,
        feature_network("lite2"),
        seed=seed,
        progress=lambda done, total: progress("artefacts", done, total),
    )
    lines = np.array([found.thresholds.get(name, np.inf) for name in found.drawn_positions])
    table = np.zeros((changes, max(number for _, number in keys) + 1))
    for (change, number), beyond in zip(keys, found.drawn_scores > lines, strict=True):
        table[change, number] = beyond
    return table

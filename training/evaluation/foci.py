"""Suspicious foci: how often drawn views hold what a detector takes for a mass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from inference.measurements.suspicious_foci import FociDetector, Focus
from training.dataset_file import open_dataset
from training.evaluation.foci_training import TEST, role
from training.evaluation.measure import Better, Measure
from training.evaluation.picture_set import PictureSet
from training.evaluation.real_views import read_views
from training.sources import NORMAL

Progress = Callable[[int, int], None]

FILLED_KIND, NORMAL_KIND = "filled", "normal"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FociResult:
    """Foci found in drawn views and in real ones.

    Attributes:
        drawn: the foci of each drawn view, the most suspicious first.
        real: by kind of real views, the same.
        drawn_positions: view position of each drawn view.
        real_positions: by kind, view position of each real view.
    """

    drawn: list[list[Focus]]
    real: dict[str, list[list[Focus]]]
    drawn_positions: NDArray[np.str_]
    real_positions: dict[str, NDArray[np.str_]]

    @property
    def surest(self) -> list[int]:
        """Drawn views with foci, the one with the surest focus first."""
        having = [number for number, foci in enumerate(self.drawn) if foci]
        return sorted(having, key=lambda number: -self.drawn[number][0].score)

    def measures(self) -> list[Measure]:
        """Shares of views with a focus, by position and against each kind of real views."""
        measures = []
        for kind, found in self.real.items():
            for part in ("all", *np.unique(self.drawn_positions)):
                drawn = _having(self.drawn, self.drawn_positions, str(part))
                real = _having(found, self.real_positions[kind], str(part))
                if len(drawn) and len(real):
                    measures.append(_measure(kind, str(part), drawn, real))
        return measures


def suspicious_foci_of(
    drawn: PictureSet,
    real: Mapping[str, PictureSet],
    pixel_mm: float,
    detector: FociDetector,
    progress: Progress = lambda *_: None,
) -> FociResult:
    """Search drawn views and real ones.

    Args:
        drawn: views that should hold no lesion.
        real: views of women the detector did not learn from, by kind; see `unseen_views`.
        pixel_mm: size of a pixel.
        detector: of foci.
        progress: told how many views are done, of how many.
    """
    total = len(drawn) + sum(len(views) for views in real.values())
    done = 0
    found: list[list[list[Focus]]] = []
    for views in (drawn, *real.values()):
        found.append([])
        for picture in views.pictures:
            found[-1].append(detector.find(picture, pixel_mm))
            done += 1
            progress(done, total)
    return FociResult(
        drawn=found[0],
        real=dict(zip(real, found[1:], strict=True)),
        drawn_positions=drawn.view_positions,
        real_positions={kind: views.view_positions for kind, views in real.items()},
    )


def unseen_views(path: Path, rows: int) -> dict[str, PictureSet]:
    """The views of a dataset file whose women the detector did not learn from.

    Args:
        path: of the dataset file.
        rows: height of the pictures, a whole part of the file's.

    Returns:
        By kind: `filled`, as the generator learns from them, and `normal`, which never held a
        lesion; a kind without views is left out.

    Raises:
        DatasetError: the file cannot be used, or has another height.
    """
    with open_dataset(path) as dataset:
        patients = dataset.texts("patient").astype(str)
        unseen = np.array([role(patient) == TEST for patient in patients])
        normal = dataset.texts("status").astype(str) == NORMAL
        filled = dataset.numbers("filled").astype(int) > 0
        kinds = {FILLED_KIND: unseen & filled, NORMAL_KIND: unseen & normal}
        return {
            kind: read_views(dataset, path, np.flatnonzero(mask), rows)
            for kind, mask in kinds.items()
            if mask.any()
        }


def _having(found: list[list[Focus]], positions: NDArray[np.str_], part: str) -> NDArray[np.bool_]:
    """Whether each view of a part has a focus."""
    having = np.array([len(foci) > 0 for foci in found], dtype=bool)
    return having if part == "all" else having[positions == part]


def _measure(kind: str, part: str, drawn: NDArray[np.bool_], real: NDArray[np.bool_]) -> Measure:
    ends = [
        binomtest(int(having.sum()), len(having)).proportion_ci(method="wilson")
        for having in (drawn, real)
    ]
    return Measure(
        name=f"views with a suspicious focus, against {kind} views",
        part=part,
        value=float(drawn.mean()),
        low=float(ends[0].low),
        high=float(ends[0].high),
        floor=float(real.mean()),
        better=Better.LIKE_FLOOR,
        note=f"{len(drawn)} drawn views; the floor is that of {len(real)} real {kind} views of "
        f"women the detector did not learn from ({ends[1].low:.0%} to {ends[1].high:.0%}).",
    )

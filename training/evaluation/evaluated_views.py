"""The sets of views that an evaluation compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.bundle_manifest import BundleManifest
from inference.case_generator import DEFAULT_TRUNCATION_PSI
from inference.generator import Generator
from inference.preparation.frame import Frame
from training.errors import DatasetError, TrainingError
from training.evaluation.comparison import FEWEST_PATIENTS
from training.evaluation.drawn_views import draw_views
from training.evaluation.features import pooled_features
from training.evaluation.picture_set import PictureSet
from training.evaluation.real_views import load_real_views
from training.feature_network import FeatureNetwork

Progress = Callable[[str, int, int], None]
"""Told what is being done, and how much of it is, of how much."""

FEWEST_PICTURES = 16
USUAL_PICTURES = 500
"""At most so many are drawn at the ψ of the program."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluatedViews:
    """What is compared, all at the height of the bundle and shown the same way.

    Attributes:
        training: all views that the generator may have learnt from.
        compared: those of them that figures are stated against.
        held_out: views of other women; None where the data holds none.
        drawn: one for each view compared, with its condition, at ψ = 1.
        usual: the first `USUAL_PICTURES` of these women at the ψ of the program.
        pixel_mm: size of a pixel.
    """

    training: PictureSet
    compared: PictureSet
    held_out: PictureSet | None
    drawn: PictureSet
    usual: PictureSet
    pixel_mm: float


def collect_views(
    generator: Generator, data: Path, *, pictures: int, seed: int, progress: Progress
) -> EvaluatedViews:
    """Read the real views and draw as many.

    Args:
        generator: of the bundle.
        data: dataset file.
        pictures: how many at most are compared.
        seed: of the choice and of the drawn views.
        progress: told how far it is.

    Raises:
        TrainingError: the model's pictures have another shape, or there are too few.
        DatasetError: the data cannot be used.
        ProviderError: the provider gave up.
    """
    manifest = generator.bundle.manifest
    _check(manifest, pictures)
    training = _read(data, manifest, held_out=False, seed=seed, progress=progress)
    compared = training.where(np.arange(len(training)) < pictures)
    patients = len(np.unique(compared.patients))
    if len(compared) < FEWEST_PICTURES or patients < 2 * FEWEST_PATIENTS:
        raise DatasetError(
            f"{data} has only {len(compared)} views of {patients} patients that the model could "
            f"have learnt from; at least {FEWEST_PICTURES} of {2 * FEWEST_PATIENTS} are needed. "
            "Prepare more, or name another dataset."
        )
    drawn, usual = (
        draw_views(
            generator,
            compared.view_positions[:count],
            compared.techniques[:count],
            seed=seed,
            truncation_psi=psi,
            progress=partial(progress, f"drawing at ψ = {psi:g}"),
        )
        for psi, count in ((1.0, len(compared)), (DEFAULT_TRUNCATION_PSI, USUAL_PICTURES))
    )
    held_out = _read(data, manifest, held_out=True, seed=seed, progress=progress)
    return EvaluatedViews(
        training=training,
        compared=compared,
        held_out=held_out if len(held_out) else None,
        drawn=drawn,
        usual=usual,
        pixel_mm=manifest.pixel_mm,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewFeatures:
    """Pooled features of the sets, (views, 1280) each.

    Attributes:
        training: of all training views, those compared first.
        held_out: of the held-out views; None where there are none.
        drawn: of the drawn views at ψ = 1.
    """

    training: NDArray[np.float64]
    held_out: NDArray[np.float64] | None
    drawn: NDArray[np.float64]


def features_of(network: FeatureNetwork, views: EvaluatedViews, progress: Progress) -> ViewFeatures:
    """What a network sees of the views."""

    def seen(views: PictureSet, kind: str) -> NDArray[np.float64]:
        return pooled_features(network, views.pictures, partial(progress, f"features of {kind}"))

    return ViewFeatures(
        training=seen(views.training, "training views"),
        held_out=None if views.held_out is None else seen(views.held_out, "held-out views"),
        drawn=seen(views.drawn, "drawn views"),
    )


def _check(manifest: BundleManifest, pictures: int) -> None:
    if pictures < FEWEST_PICTURES:
        raise TrainingError(
            f"An evaluation takes at least {FEWEST_PICTURES} pictures, not {pictures}."
        )
    shape = manifest.rows, manifest.columns
    if manifest.rows % 5 or shape != (manifest.rows, Frame(rows=manifest.rows).columns):
        raise TrainingError(
            f"The model draws {manifest.rows} × {manifest.columns} pixels, and prepared views are "
            "5:4. A model with another frame cannot be compared with them."
        )


def _read(
    data: Path, manifest: BundleManifest, *, held_out: bool, seed: int, progress: Progress
) -> PictureSet:
    # A model without view positions draws one or the other unasked: all views are its measure.
    return load_real_views(
        data,
        manifest.rows,
        held_out=held_out,
        view_positions=manifest.conditions.view or ("CC", "MLO"),
        techniques=manifest.conditions.technique,
        seed=seed,
        progress=partial(progress, f"reading {'held-out' if held_out else 'training'} views"),
    )

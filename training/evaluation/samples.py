"""Pictures for a report: the first that come, not chosen ones."""

from __future__ import annotations

import itertools

import numpy as np

from inference.generator import Generator
from training.evaluation.drawn_views import draw_views
from training.evaluation.evaluated_views import Progress
from training.evaluation.picture_set import PictureSet
from training.evaluation.report_content import Samples

TRUNCATIONS = (0.5, 0.65, 1.0)
PER_CONDITION = 8


def sample_grids(generator: Generator, *, seed: int, progress: Progress) -> tuple[Samples, ...]:
    """The same women of each condition at each ψ.

    Args:
        generator: of the bundle.
        seed: of the women.
        progress: told how far it is.
    """
    conditions = generator.bundle.manifest.conditions
    asked = list(itertools.product(conditions.view or ("CC",), conditions.technique))
    found = []
    for (view_position, technique), psi in itertools.product(asked, TRUNCATIONS):
        drawn = draw_views(
            generator,
            np.full(PER_CONDITION, view_position),
            np.full(PER_CONDITION, str(technique)),
            seed=seed,
            truncation_psi=psi,
        )
        name = f"{view_position} {technique}" if conditions.view else str(technique)
        found.append(Samples(condition=name, truncation_psi=psi, pictures=drawn.pictures))
        progress("drawing samples", len(found), len(asked) * len(TRUNCATIONS))
    return tuple(found)


def real_samples(views: PictureSet) -> tuple[Samples, ...]:
    """The first real views of each condition."""
    conditions = np.array(conditions_of(views))
    found = []
    for name in np.unique(conditions):
        chosen = np.flatnonzero(conditions == name)[:PER_CONDITION]
        found.append(
            Samples(condition=str(name), truncation_psi=None, pictures=views.pictures[chosen])
        )
    return tuple(found)


def conditions_of(views: PictureSet) -> list[str]:
    """View and technique of each view in words: (n,)."""
    pairs = zip(views.view_positions, views.techniques, strict=True)
    return [f"{view} {technique}" for view, technique in pairs]

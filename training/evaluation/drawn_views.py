"""Drawn views to measure: through the engine, so that what users see is what is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from inference.generator import Generator
from inference.recipe import Technique
from inference.seeds import stream
from training.errors import TrainingError
from training.evaluation.picture_set import PictureSet
from training.evaluation.shown_picture import shown_bytes


def draw_views(
    generator: Generator,
    view_positions: NDArray[np.str_],
    techniques: NDArray[np.str_],
    *,
    seed: int,
    truncation_psi: float,
    progress: Callable[[int, int], None] | None = None,
) -> PictureSet:
    """One picture for each condition, each of a woman of its own.

    The picture of a number depends on seed, number, condition and ψ alone: with another ψ the same
    women come nearer to the average one.

    Args:
        generator: of the bundle to measure.
        view_positions: (n,) `CC` or `MLO`.
        techniques: (n,) `digital` or `film`.
        seed: of latents and noise.
        truncation_psi: 0 (the average breast) to 1 (all the variety the model learned).
        progress: told how many are drawn, of how many.

    Raises:
        RecipeError: the model was not trained on a condition.
        ProviderError: the provider gave up.
    """
    count = len(view_positions)
    if count == 0 or len(techniques) != count:
        raise TrainingError("Drawing takes a view and a technique for each of one or more views.")
    manifest = generator.bundle.manifest
    pictures = np.empty((count, manifest.rows, manifest.columns), np.uint8)
    conditions = zip(view_positions, techniques, strict=True)
    for number, image in enumerate(_images(generator, conditions, seed, truncation_psi)):
        keep_air = manifest.air == "kept"
        pictures[number] = shown_bytes(image, manifest.pixel_mm, keep_air=keep_air)
        if progress is not None:
            progress(number + 1, count)
    return PictureSet(
        pictures=pictures,
        view_positions=np.asarray(view_positions, dtype=str),
        techniques=np.asarray(techniques, dtype=str),
        patients=np.array([f"drawn-{number}" for number in range(count)]),
    )


def _images(
    generator: Generator, conditions: zip[tuple[str, str]], seed: int, truncation_psi: float
) -> Iterator[NDArray[np.float32]]:
    manifest = generator.bundle.manifest
    for number, (view_position, technique_name) in enumerate(conditions):
        technique = Technique(technique_name)
        z = stream(seed, "evaluated z", number).standard_normal(manifest.z_dim)
        noise = stream(seed, "evaluated noise", number).standard_normal(manifest.noise_size)
        w = generator.w(z, view_position, technique)
        w = generator.truncated(w, truncation_psi, view_position, technique)
        yield generator.draw(generator.styles(w), noise.astype(np.float32))

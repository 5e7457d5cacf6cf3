"""Writing the way between cases: pictures, a strip and an animation; runs in the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.case_files import CaseFormat
from inference.interpolation import CasePath, places_even_to_the_eye
from inference.recipe import Recipe
from inference.sequence_files import (
    AnimationFormat,
    write_animation,
    write_strip,
    written_frames,
)

if TYPE_CHECKING:
    from inference.case_generator import CaseGenerator

FRAME_MS = 125

Told = Callable[[int, int], None]
"""Told how much is done, of how much."""


class JourneyDroppedError(Exception):
    """Nobody waits for the journey any more."""


def write_journey(
    generator: CaseGenerator,
    path: CasePath,
    steps: int,
    folder: Path,
    case_format: CaseFormat,
    told: Told,
    dropped: Callable[[], bool],
) -> Path:
    """Write the pictures between cases, evenly spaced to the eye.

    Args:
        generator: draws them.
        path: through the cases.
        steps: how many.
        folder: to be made or filled.
        case_format: of the single pictures.
        told: of the progress.
        dropped: whether to stop.

    Returns:
        The folder.

    Raises:
        JourneyDroppedError: it was stopped; what was written stays.
        MammogymError: it cannot be drawn or written.
    """
    whole = path.probe_count + steps

    def pictures(recipe: Recipe) -> list[NDArray[np.float32]]:
        if dropped():
            raise JourneyDroppedError
        return [generator.image(recipe, name) for name in recipe.views]

    places = places_even_to_the_eye(path, steps, pictures, lambda done, _: told(done, whole))
    recipes = [path.at(place) for place in places]
    model, frames = generator.bundle, []
    folder.mkdir(parents=True, exist_ok=True)
    cases = generator.generate_all(recipes)
    written = written_frames(cases, recipes, folder, case_format=case_format, model=model)
    for frame in written:
        frames.append(frame)
        told(path.probe_count + len(frames), whole)
        if dropped():
            raise JourneyDroppedError
    write_strip(frames, folder / "strip.png", model=model)
    write_animation(frames, folder / "animation.webp", AnimationFormat.WEBP, frame_ms=FRAME_MS)
    return folder

"""One lesion of a case through time: its sizes, and their pictures as files; knows no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.generator.journey import FRAME_MS, JourneyDroppedError, Told
from app.generator.lesion_edits import Point, pinned, replaced, size_ends, with_size
from inference.case import Case
from inference.case_files import CaseFormat
from inference.errors import RecipeError
from inference.lesions.truth import Finding
from inference.recipe import Recipe
from inference.sequence_files import (
    AnimationFormat,
    write_animation,
    write_strip,
    written_frames,
)

if TYPE_CHECKING:
    from inference.case_generator import CaseGenerator

LATER = 1.5
"""The end of the series is so many times as large as the lesion now, where its kind allows."""

FIRST_MM = 3.0
"""Masses smaller than this are seldom found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The same lesion from small to large; equal parts of the way are equal times.

    A volume that doubles again and again in equal times makes the size grow by equal factors.

    Attributes:
        recipe: of the case, with the lesion fixed at its place.
        at: number of the lesion.
        first_mm: its size at the beginning.
        last_mm: its size at the end.

    Raises:
        RecipeError: its kind has one size alone.
    """

    recipe: Recipe
    at: int
    first_mm: float
    last_mm: float

    def __post_init__(self) -> None:
        if not 0 < self.first_mm < self.last_mm:
            raise RecipeError("This lesion has no room to grow. Choose another kind or size.")

    @property
    def present_mm(self) -> float:
        """The size that it has in the case."""
        return self.recipe.lesions[self.at].extent_mm

    @property
    def present(self) -> float:
        """The part of the way that lies behind it, 0 to 1."""
        whole = math.log(self.last_mm / self.first_mm)
        return math.log(self.present_mm / self.first_mm) / whole

    def size_mm(self, part: float) -> float:
        """Its size after a part of the way, 0 to 1."""
        return self.first_mm * (self.last_mm / self.first_mm) ** part

    def doublings(self, part: float) -> float:
        """How often its volume doubles from then to now; negative for the time to come."""
        return 3 * math.log2(self.present_mm / self.size_mm(part))

    def recipe_at(self, part: float) -> Recipe:
        """The case after a part of the way."""
        grown = with_size(self.recipe.lesions[self.at], self.size_mm(part))
        return replace(self.recipe, lesions=replaced(self.recipe.lesions, self.at, grown))

    def of_one_breast(self, findings: Sequence[Finding | None]) -> Growth:
        """The growth in the views of its own breast, with the lesions that lie there.

        Args:
            findings: the truth of each lesion of the recipe.
        """
        own = findings[self.at]
        if own is None:
            return self
        here = [i for i, one in enumerate(findings) if one is not None and one.side == own.side]
        recipe = replace(
            self.recipe,
            views=tuple(name for name in self.recipe.views if name.image_laterality == own.side),
            lesions=tuple(self.recipe.lesions[number] for number in here),
        )
        return replace(self, recipe=recipe, at=here.index(self.at))

    def recipes(self, steps: int) -> list[Recipe]:
        """The cases of a series, from the first size to the last one."""
        return [self.recipe_at(step / max(steps - 1, 1)) for step in range(steps)]


def growth_of(recipe: Recipe, at: int, finding: Finding | None, spacing_mm: Point) -> Growth:
    """How a lesion of a case grows.

    Args:
        recipe: of the case.
        at: number of the lesion.
        finding: its truth, which tells where it lies and which views show it.
        spacing_mm: (row, column) of the views.

    Raises:
        RecipeError: its kind has one size alone.
    """
    spec = pinned(recipe.lesions[at], finding, spacing_mm)
    least, most = size_ends(spec)
    first = min(max(least, FIRST_MM), spec.extent_mm / 2) if least < spec.extent_mm else least
    return Growth(
        recipe=replace(recipe, lesions=replaced(recipe.lesions, at, spec)),
        at=at,
        first_mm=max(first, least),
        last_mm=min(spec.extent_mm * LATER, most),
    )


def write_growth(
    generator: CaseGenerator,
    growth: Growth,
    steps: int,
    folder: Path,
    case_format: CaseFormat,
    told: Told,
    dropped: Callable[[], bool],
) -> Path:
    """Write the series of a growing lesion: single pictures, a strip and an animation.

    Args:
        generator: draws them.
        growth: of the lesion; its recipe lists the views that are written.
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
    recipes, model, frames = growth.recipes(steps), generator.bundle, []
    folder.mkdir(parents=True, exist_ok=True)
    cases = _cases(generator, recipes)
    for frame in written_frames(cases, recipes, folder, case_format=case_format, model=model):
        frames.append(frame)
        told(len(frames), steps)
        if dropped():
            raise JourneyDroppedError
    write_strip(frames, folder / "strip.png", model=model, title="SYNTHETIC lesion that grows")
    write_animation(frames, folder / "animation.webp", AnimationFormat.WEBP, frame_ms=FRAME_MS)
    return folder


def _cases(generator: CaseGenerator, recipes: list[Recipe]) -> Iterator[Case]:
    """The breasts are drawn once."""
    seen = generator.seen_case(recipes[0])
    for recipe in recipes:
        case = seen.with_lesions(recipe.lesions)
        yield replace(case, case_id=recipe.case_id, recipe=recipe)

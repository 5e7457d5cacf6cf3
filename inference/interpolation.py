"""Sequences between cases, evenly spaced in what is seen rather than in w."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from inference.errors import RecipeError
from inference.mapping_network import Array
from inference.picture_distance import distance, normalised_pyramid
from inference.recipe import Recipe
from inference.recipe_edits import MAX_OTHER_SEEDS, Interpolation

PROBES = 8
"""Into how many pieces the way between two cases is cut to see where much changes."""

MOST_STEPS = 1000
WEIGHT_DIGITS = 6

Pictures = Callable[[Recipe], Sequence[NDArray[np.float32]]]
"""Draws the views of a recipe, each (rows, columns), −1 to 1."""

Told = Callable[[int, int], object]
"""Told how many are drawn, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePath:
    """A way through two to four cases.

    Attributes:
        start: recipe of the first case, edits and noise of which all have.
        seeds: of the cases, in order; the first is that of `start`.
        closed: whether it leads back to the first case.

    Raises:
        RecipeError: there are too few or too many cases, or two that follow one another are equal.
    """

    start: Recipe
    seeds: tuple[int, ...]
    closed: bool = False

    def __post_init__(self) -> None:
        if not 2 <= len(set(self.seeds)) <= MAX_OTHER_SEEDS + 1 or len(set(self.seeds)) < len(
            self.seeds
        ):
            raise RecipeError("A sequence goes through two to four different seeds.")
        if self.seeds[0] != self.start.seed or self.start.interpolation:
            raise RecipeError("A sequence starts at a case that lies between no others.")

    @property
    def pieces(self) -> int:
        """How many ways between two cases it has."""
        return len(self.seeds) - (0 if self.closed else 1)

    @property
    def probe_count(self) -> int:
        """How many cases are drawn to see where much changes."""
        return self.pieces * PROBES + 1

    def at(self, place: float) -> Recipe:
        """The recipe at a place: whole numbers are the cases, the rest lies between them.

        Args:
            place: 0 to `pieces`.
        """
        piece = min(int(place), self.pieces - 1)
        share = round(place - piece, WEIGHT_DIGITS)
        ends = (self.seeds[piece], self.seeds[(piece + 1) % len(self.seeds)])
        weights = {ends[0]: round(1 - share, WEIGHT_DIGITS), ends[1]: share}
        others = tuple(
            Interpolation(seed=seed, weight=weight)
            for seed, weight in weights.items()
            if seed != self.start.seed and weight > 0
        )
        return replace(self.start, interpolation=others)


def places_even_in_w(path: CasePath, steps: int) -> Array:
    """Places (steps,) at equal steps of w on each way between two cases, all cases among them.

    An open path ends with its last case; a closed one ends before it is back at the first.

    Raises:
        RecipeError: there are fewer steps than cases, or too many.
    """
    return _placed(_probes(path), path, steps)


def places_even_to_the_eye(
    path: CasePath, steps: int, pictures: Pictures, told: Told | None = None
) -> Array:
    """Places (steps,) at equal steps of what is seen, all cases among them.

    Each way between two cases is cut into `PROBES` pieces, whose perceptual lengths add up. It gets
    frames by its share of the whole length, at equal lengths along it.

    Args:
        path: through the cases.
        steps: how many frames.
        pictures: draws the views of a recipe.
        told: how many probes are drawn, of how many.

    Raises:
        RecipeError: there are fewer steps than cases, or too many.
    """
    _check_steps(path, steps)
    probes = [path.at(place) for place in _probes(path)]
    lengths = distances(probes, pictures, told)
    return _placed(np.concatenate([[0], np.cumsum(lengths)]), path, steps)


def distances(recipes: Sequence[Recipe], pictures: Pictures, told: Told | None = None) -> Array:
    """(n − 1,): how different each recipe's views look from those of the one before, on average."""
    found = []
    before: list[tuple[NDArray[np.float32], ...]] = []
    for number, recipe in enumerate(recipes, start=1):
        views = [normalised_pyramid(picture) for picture in pictures(recipe)]
        if before:
            found.append(np.mean([distance(a, b) for a, b in zip(before, views, strict=True)]))
        before = views
        if told:
            told(number, len(recipes))
    return np.array(found)


def unevenness(steps: Array) -> float:
    """Standard deviation of the steps as a share of their mean: 0 for even ones."""
    return float(np.std(steps) / np.mean(steps))


def _probes(path: CasePath) -> Array:
    return np.linspace(0, path.pieces, path.probe_count)


def _placed(travelled: Array, path: CasePath, steps: int) -> Array:
    """Places at equal distances on each way between two cases.

    Args:
        travelled: (pieces · `PROBES` + 1,), how far each probe lies from the start.
        path: through the cases.
        steps: how many places.
    """
    _check_steps(path, steps)
    rising = travelled + 1e-9 * _probes(path)  # equal pictures are no distance
    cases = rising[::PROBES]
    counts = _shared(np.diff(cases), steps if path.closed else steps - 1)
    marks = [
        np.linspace(start, end, count, endpoint=False)
        for (start, end), count in zip(pairwise(cases), counts, strict=True)
    ]
    if not path.closed:
        marks.append(cases[-1:])
    places = np.interp(np.concatenate(marks), rising, _probes(path))
    return np.round(places, WEIGHT_DIGITS)


def _shared(lengths: Array, steps: int) -> list[int]:
    """Steps for each length by its share, at least one each: the longest steps are cut first."""
    counts = [1] * len(lengths)
    for _ in range(steps - len(lengths)):
        counts[int(np.argmax(lengths / np.array(counts)))] += 1
    return counts


def _check_steps(path: CasePath, steps: int) -> None:
    if not len(path.seeds) <= steps <= MOST_STEPS:
        raise RecipeError(
            f"A sequence through {len(path.seeds)} cases has {len(path.seeds)} to {MOST_STEPS} "
            f"steps, not {steps}."
        )

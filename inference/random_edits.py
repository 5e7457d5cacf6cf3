"""Random edits, for pools that are to hold edited cases too."""

from __future__ import annotations

import numpy as np

from inference.controls import Controls
from inference.recipe import Recipe
from inference.seeds import stream

PROBABILITY = 0.35
"""How often a case of a pool was edited in MammoGANesis (Zakka et al. 2020)."""

STRENGTH = 1.5
"""Standard deviation of the sliders' positions, in sd of their attributes."""

MOST_SLIDERS = 3


def randomly_edited(
    recipe: Recipe,
    controls: Controls,
    *,
    probability: float = PROBABILITY,
    strength: float = STRENGTH,
) -> Recipe:
    """Edit a recipe, or leave it, as its seed decides.

    One to three sliders are moved, normally distributed and held within their ranges. Whether a
    case is edited and how depends on its seed alone, not on the others of a pool; with a larger
    probability the same cases are edited, and more.

    Args:
        recipe: of a case.
        controls: of the model.
        probability: how many of many cases are edited.
        strength: standard deviation of the positions.
    """
    numbers = stream(recipe.seed, "random edits")
    if numbers.uniform() >= probability or not controls.attributes:
        return recipe
    most = min(MOST_SLIDERS, len(controls.attributes))
    chosen = numbers.permutation(len(controls.attributes))[: numbers.randint(1, most + 1)]
    for index in chosen:
        attribute = controls.attributes[index]
        position = strength * numbers.standard_normal()
        held = float(np.clip(position, attribute.low, attribute.high))
        recipe = recipe.with_position(attribute.name, round(held, 3))
    return recipe

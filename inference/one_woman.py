"""One woman, four views: what w alone would make differ more between them than in real women.

CC and MLO of a breast share z, but the mapping network never saw two views of one woman, so size
and density of what it makes of one z under two conditions agree too little. Controls tell how they
follow from w, linearly, and w is moved so that they agree as they do in real women.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from inference.controls import Controls
from inference.latents import ASYMMETRY
from inference.mapping_network import Array
from inference.recipe import Technique, ViewName


def brings_together(controls: Controls | None) -> bool:
    """Whether a model's controls tell how."""
    return controls is not None and controls.manifest.one_woman is not None


def brought_together(
    name: ViewName,
    deviations: Mapping[ViewName, Array],
    technique: Technique,
    asymmetry: float,
    controls: Controls,
) -> Array:
    """What to add to w (w_dim,) of one view, before truncation.

    A share of what the attributes that follow from w differ by between the views of a breast, and
    between its side and the other, is taken away.

    Args:
        name: of the view.
        deviations: of all four views, w less the average w of its condition (w_dim,).
        technique: of the case.
        asymmetry: of its recipe. What differs more than usual stays different: breasts of two women
            are not brought together at all.
        controls: of the model, which tell how.
    """
    how = controls.manifest.one_woman
    gradients, changes = controls.woman_gradients, controls.woman_changes
    if how is None or gradients is None or changes is None:
        return np.zeros_like(deviations[name])
    values = {
        each: gradients[controls.component_set(each.view_position, technique)] @ deviation
        for each, deviation in deviations.items()
    }
    sides = {
        side: np.mean([v for each, v in values.items() if each.image_laterality == side], axis=0)
        for side in ("R", "L")
    }
    breast = sides[name.image_laterality]
    usual = min(1.0, (1 - asymmetry) / (1 - ASYMMETRY))
    of_views = np.array(how.between_views) * (values[name] - breast)
    of_sides = usual * np.array(how.between_sides) * (breast - (sides["R"] + sides["L"]) / 2)
    condition = controls.component_set(name.view_position, technique)
    return -(of_views + of_sides) @ changes[condition]

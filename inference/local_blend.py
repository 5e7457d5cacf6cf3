"""Keeping a local edit to its place: the edited picture inside, the unedited one outside.

Styles act on the whole picture, so even a query for one place changes something everywhere. A
recipe's local edits are therefore drawn once more, and blended in where they belong.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.controls import Controls
from inference.local_edit import painted, part_likeness
from inference.mapping_network import Array
from inference.recipe import Recipe
from inference.recipe_edits import LocalEdit

UNSURE = 0.01
"""Difference of two cosines under which a place lies between two parts: which one is the nearer may
change with the last digits of the features, and must not change the picture."""


def without_blended(recipe: Recipe) -> Recipe:
    """The recipe of the picture that shows outside the places of its local edits."""
    spreading = tuple(edit for edit in recipe.local_edits if edit.feather is None)
    return replace(recipe, local_edits=spreading)


def blended(
    edited: NDArray[np.float32], unedited: NDArray[np.float32], share: Array
) -> NDArray[np.float32]:
    """The edited picture where its share is 1, the unedited one where it is 0.

    Args:
        edited: (rows, columns).
        unedited: (rows, columns).
        share: (rows, columns), 0 to 1.
    """
    return (unedited + share * (edited.astype(np.float64) - unedited)).astype(np.float32)


def edited_share(
    edits: tuple[LocalEdit, ...],
    features: NDArray[np.float32],
    controls: Controls,
    shape: tuple[int, int],
) -> Array:
    """(rows, columns): how much of the edited picture shows at each pixel.

    Where the places of several edits meet, what is left of the unedited picture is the product of
    what each leaves.

    Args:
        edits: those with a feather.
        features: (channels, rows, columns) of the parts' tap for the unedited picture.
        controls: of the model.
        shape: of the picture.

    Raises:
        RecipeError: the model has no parts that fit, or a region was painted on another grid.
    """
    left = np.ones(shape)
    for edit in edits:
        left *= 1 - _place(edit, features, controls, shape)
    return 1 - left


def _place(
    edit: LocalEdit, features: NDArray[np.float32], controls: Controls, shape: tuple[int, int]
) -> Array:
    """(rows, columns): 1 in the place of an edit, 0 elsewhere, and soft across its edge."""
    if edit.part is None:
        rows, columns = controls.parts.rows, controls.parts.columns
        cells = painted(edit.mask, rows, columns).astype(np.float64)
    else:
        likeness = part_likeness(features, controls)
        others = np.delete(likeness, edit.part, axis=0)
        ahead = likeness[edit.part] - others.max(axis=0, initial=-1)
        cells = np.clip(0.5 + ahead / (2 * UNSURE), 0, 1)
    return softened(cells, shape, edit.feather or 0.0)


def softened(cells: Array, shape: tuple[int, int], feather: float) -> Array:
    """(rows, columns) of a picture: a place on a coarse grid with a round outline and a soft edge.

    The cells are interpolated linearly, and the level of one half is the outline.

    Args:
        cells: (rows, columns) of the grid, 0 to 1.
        shape: of the picture.
        feather: width of the edge in cells, 0 to 1.
    """
    smooth = _weights(shape[0], cells.shape[0]) @ cells @ _weights(shape[1], cells.shape[1]).T
    ramp = np.clip(0.5 + (smooth - 0.5) / max(feather, 1e-6), 0, 1)
    return ramp * ramp * (3 - 2 * ramp)


def _weights(pixels: int, cells: int) -> Array:
    """(pixels, cells): weights of linear interpolation between the centres of cells."""
    at = np.clip((np.arange(pixels) + 0.5) * cells / pixels - 0.5, 0, cells - 1)
    return np.maximum(0, 1 - np.abs(at[:, None] - np.arange(cells)))

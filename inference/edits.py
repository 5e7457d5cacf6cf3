"""From a recipe with edits to the inputs of the graph: all of it arithmetic on small arrays.

The order is fixed: w of the interpolated and mixed seeds, truncation, attributes, components,
styles, local edits. Then comes the graph.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.controls import Controls
from inference.errors import RecipeError
from inference.generator import Generator
from inference.latents import ASYMMETRY, side_z, view_noise, view_z
from inference.local_edit import edited_locally, place_shares
from inference.mapping_network import Array
from inference.one_woman import brings_together, brought_together
from inference.recipe import Recipe, ViewName
from inference.recipe_edits import ComponentEdit

RANGE_TOLERANCE = 1e-6
"""How far beyond its range a slider may stand: positions are computed."""


def check_edits(recipe: Recipe, generator: Generator, controls: Controls | None) -> None:
    """Make sure that a model can make all the edits of a recipe.

    Raises:
        RecipeError: it cannot; the sentence names what exists and its range.
    """
    manifest = generator.bundle.manifest
    for one in (*recipe.components, *recipe.mixing):
        if one.last_layer >= manifest.num_ws:
            raise RecipeError(
                f"There is no layer {one.last_layer}; the layers are 0 to {manifest.num_ws - 1}."
            )
    if not (recipe.attributes or recipe.components or recipe.local_edits):
        return
    controls = needed_controls(controls, manifest.name)
    for setting in recipe.attributes:
        _check_position(setting.name, setting.position, controls)
    count = controls.manifest.components.count
    for edit in recipe.components:
        if edit.index >= count:
            raise RecipeError(
                f"There is no component {edit.index}; the components are 0 to {count - 1}."
            )
    for edit in recipe.local_edits:
        place_shares(edit, controls)


def needed_controls(controls: Controls | None, model: str) -> Controls:
    """The controls of a model that an edit cannot do without.

    Raises:
        RecipeError: it has none.
    """
    if controls is None:
        raise RecipeError(
            f"The model {model} comes without controls, so its cases cannot be edited by "
            "attributes, components or parts. Make them with mammogym-train controls."
        )
    return controls


def edited_styles(
    recipe: Recipe, name: ViewName, generator: Generator, controls: Controls | None
) -> NDArray[np.float32]:
    """The flat styles (S,) of one view of a recipe that `check_edits` let pass."""
    manifest = generator.bundle.manifest
    styles = generator.styles(edited_ws(recipe, name, generator, controls))
    if not recipe.local_edits or controls is None:
        return styles
    exact = styles.astype(np.float64)
    for edit in recipe.local_edits:
        reference = generator.styles(_truncated_ws(recipe, edit.seed, name, generator, controls))
        exact = edited_locally(exact, reference.astype(np.float64), edit, controls, manifest)
    return exact.astype(np.float32)


def edited_ws(
    recipe: Recipe, name: ViewName, generator: Generator, controls: Controls | None
) -> Array:
    """The w of each layer (num_ws, w_dim) of one view, before local edits."""
    ws = _interpolated_ws(recipe, name, generator, controls)
    for mix in recipe.mixing:
        ws[mix.first_layer : mix.last_layer + 1] = _w(recipe, mix.seed, name, generator, controls)
    condition = (name.view_position, recipe.technique)
    ws = generator.truncated(ws, recipe.truncation_psi, *condition)
    if controls is None:
        return ws
    for setting in recipe.attributes:
        ws = ws + setting.position * controls.direction(setting.name)
    for edit in recipe.components:
        ws[edit.first_layer : edit.last_layer + 1] += _step(edit, recipe, name, controls)
    return ws


def edited_noise(recipe: Recipe, name: ViewName, size: int) -> NDArray[np.float32]:
    """The noise (N,) of one view: its texture, of the case's own seed or another, and its strength.

    Args:
        recipe: of the case.
        name: of the view.
        size: how many numbers, for all layers together.
    """
    seed = recipe.seed if recipe.texture_seed is None else recipe.texture_seed
    noise = view_noise(seed, name, size)
    if recipe.texture_strength == 1:
        return noise
    return noise * np.float32(recipe.texture_strength)


def _interpolated_ws(
    recipe: Recipe, name: ViewName, generator: Generator, controls: Controls | None
) -> Array:
    """W of the recipe's seed, or between several, on every layer.

    Source: Karras et al. 2019, section 4.1 (linear interpolation in w).
    """
    manifest = generator.bundle.manifest
    w = _w(recipe, recipe.seed, name, generator, controls)
    if recipe.interpolation:
        own = 1 - sum(other.weight for other in recipe.interpolation)
        w = own * w
        for other in recipe.interpolation:
            w = w + other.weight * _w(recipe, other.seed, name, generator, controls)
    return np.tile(w, (manifest.num_ws, 1))


def _truncated_ws(
    recipe: Recipe, seed: int, name: ViewName, generator: Generator, controls: Controls | None
) -> Array:
    """The ws of another seed as it would be drawn with this recipe's settings, unedited."""
    w = _w(recipe, seed, name, generator, controls)
    condition = (name.view_position, recipe.technique)
    w = generator.truncated(w, recipe.truncation_psi, *condition)
    return np.tile(w, (generator.bundle.manifest.num_ws, 1))


def _w(
    recipe: Recipe, seed: int, name: ViewName, generator: Generator, controls: Controls | None
) -> Array:
    """W (w_dim,) of one view of a seed under the recipe's technique, not yet truncated."""
    if controls is None or not brings_together(controls):
        return _mapped(recipe, seed, name, generator)
    views = {each: _mapped(recipe, seed, each, generator) for each in ViewName}
    deviations = {
        each: w - generator.w_avg(each.view_position, recipe.technique) for each, w in views.items()
    }
    return views[name] + brought_together(
        name, deviations, recipe.technique, _asymmetry(recipe), controls
    )


def _asymmetry(recipe: Recipe) -> float:
    return ASYMMETRY if recipe.asymmetry is None else recipe.asymmetry


def _mapped(recipe: Recipe, seed: int, name: ViewName, generator: Generator) -> Array:
    """W (w_dim,) of one view of a seed as the mapping network gives it."""
    manifest = generator.bundle.manifest
    z = side_z(seed, name.image_laterality, manifest.z_dim, _asymmetry(recipe))
    if not manifest.conditions.view:
        z = view_z(seed, name, z)
    return generator.w(z, name.view_position, recipe.technique)


def _step(edit: ComponentEdit, recipe: Recipe, name: ViewName, controls: Controls) -> Array:
    """What a component adds to w (w_dim,).

    Source: Härkönen et al. 2020 (GANSpace): w′ = w + V x, with x in standard deviations.
    """
    index = -1
    if edit.per_condition:
        index = controls.component_set(name.view_position, recipe.technique)
    sd = controls.component_sd[index, edit.index]
    return edit.amount * sd * controls.components[index, edit.index]


def _check_position(name: str, position: float, controls: Controls) -> None:
    attribute = controls.attribute(name)
    low, high = attribute.low - RANGE_TOLERANCE, attribute.high + RANGE_TOLERANCE
    if not low <= position <= high:
        raise RecipeError(
            f"The slider of {name} goes from {attribute.low:+g} to {attribute.high:+g} sd, and "
            f"{position:+g} was asked for."
        )

"""From recipes to cases: the same recipe always gives the same case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.case import Case, View
from inference.drawn_view import to_view
from inference.errors import RecipeError
from inference.generator import Generator
from inference.mapping_network import Array
from inference.model_bundle import ModelBundle
from inference.recipe import Recipe, Technique, ViewName
from inference.runtime import (
    ProviderChoice,
    Runtime,
    SessionFactory,
    open_onnxruntime_session,
)
from inference.seeds import stream

ASYMMETRY = 0.35
"""How far the two breasts of a woman differ: 0 (alike) to 1 (as breasts of two women)."""

VIEW_DIFFERENCE = 0.6
"""How far the views of a breast differ in z, for a model that cannot be asked for CC or MLO."""

DEFAULT_TRUNCATION_PSI = 0.65
"""The truncation of MammoGANesis (Zakka et al. 2020)."""


class CaseGenerator:
    """Draws cases with one model bundle.

    It holds no state beside the loaded model: what was drawn before never shows.

    Attributes:
        bundle: the model.
        runtime: the provider that draws, and a sentence why this one.
    """

    def __init__(
        self,
        bundle: ModelBundle,
        *,
        provider: str = ProviderChoice.AUTO,
        threads: int | None = None,
        open_session: SessionFactory = open_onnxruntime_session,
    ) -> None:
        self.bundle = bundle
        self._generator = Generator(
            bundle, provider=provider, threads=threads, open_session=open_session
        )
        self.runtime: Runtime = self._generator.runtime

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The techniques whose look the model learned."""
        return self.bundle.manifest.conditions.technique

    @property
    def view_names(self) -> tuple[ViewName, ...]:
        """The views the model can draw: all four for one that cannot be asked for a position."""
        positions = self.bundle.manifest.conditions.view
        return tuple(name for name in ViewName if not positions or name.view_position in positions)

    def recipe(
        self,
        seed: int,
        *,
        truncation_psi: float = DEFAULT_TRUNCATION_PSI,
        technique: Technique | None = None,
        views: tuple[ViewName, ...] | None = None,
    ) -> Recipe:
        """A recipe for this model.

        Args:
            seed: 0 to `inference.seeds.MAX_SEED`.
            truncation_psi: 0 (the average breast) to 1 (all the variety the model learned).
            technique: whose look the case has; None takes digital where the model learned it.
            views: one to four different views; None takes all the model can draw.

        Raises:
            RecipeError: a value is out of range or not what the model was trained on.
        """
        if technique is None:
            digital = Technique.DIGITAL in self.techniques
            technique = Technique.DIGITAL if digital else self.techniques[0]
        recipe = Recipe(
            bundle_name=self.bundle.name,
            bundle_hash=self.bundle.hash,
            seed=seed,
            truncation_psi=truncation_psi,
            technique=technique,
            views=self.view_names if views is None else views,
        )
        self.check(recipe)
        return recipe

    def check(self, recipe: Recipe) -> None:
        """Make sure that this model can draw a recipe.

        Raises:
            RecipeError: it is for another model, or asks for a view or technique the model was not
                trained on.
        """
        if recipe.bundle_name != self.bundle.name:
            raise RecipeError(
                f"The recipe is for the model {recipe.bundle_name}, and the model in use is "
                f"{self.bundle.name}. Open the model it was made with."
            )
        if recipe.bundle_hash != self.bundle.hash:
            raise RecipeError(
                f"The recipe is for another state of the model {self.bundle.name} "
                f"({recipe.bundle_hash[:12]}, in use is {self.bundle.hash[:12]}). "
                "Open the model it was made with."
            )
        asked = {*recipe.views, recipe.technique}
        if unknown := sorted(asked - {*self.view_names, *self.techniques}):
            raise RecipeError(
                f"The model {self.bundle.name} was not trained on {', '.join(unknown)}; it draws "
                f"{', '.join([*self.view_names, *self.techniques])}."
            )

    def generate(self, recipe: Recipe) -> Case:
        """Draw the case of a recipe.

        Raises:
            RecipeError: the recipe is not for this model.
            ProviderError: the provider gave up.
        """
        self.check(recipe)
        views = tuple(self._view(recipe, name) for name in recipe.views)
        return Case(case_id=recipe.case_id, views=views, recipe=recipe)

    def generate_all(self, recipes: Iterable[Recipe]) -> Iterator[Case]:
        """Draw the cases of many recipes, each when it is asked for.

        Raises:
            RecipeError: a recipe is not for this model.
            ProviderError: the provider gave up.
        """
        for recipe in recipes:
            yield self.generate(recipe)

    def _view(self, recipe: Recipe, name: ViewName) -> View:
        manifest = self.bundle.manifest
        condition = (name.view_position, recipe.technique)
        asked_for_view = bool(manifest.conditions.view)
        z = side_z(recipe.seed, name.image_laterality, manifest.z_dim)
        if not asked_for_view:
            z = view_z(recipe.seed, name, z)
        w = self._generator.w(z, *condition)
        w = self._generator.truncated(w, recipe.truncation_psi, *condition)
        noise = view_noise(recipe.seed, name, manifest.noise_size)
        image = self._generator.draw(self._generator.styles(w), noise)
        return to_view(
            image,
            name,
            pixel_mm=manifest.pixel_mm,
            keep_air=manifest.air == "kept",
            position_known=asked_for_view,
        )


def side_z(seed: int, image_laterality: str, z_dim: int) -> Array:
    """The z of one breast: mostly the woman's, and a part of its own.

    CC and MLO of a breast share it. The weights keep it standard normal.

    Args:
        seed: of the case.
        image_laterality: `R` or `L`.
        z_dim: how many numbers.
    """
    woman = stream(seed, "woman").standard_normal(z_dim)
    own = stream(seed, "side", image_laterality).standard_normal(z_dim)
    return np.sqrt(1 - ASYMMETRY**2) * woman + ASYMMETRY * own


def view_z(seed: int, name: ViewName, z: Array) -> Array:
    """The z of one view, for a model that draws CC and MLO unasked.

    From one z it would draw one picture. The weights keep z standard normal.

    Args:
        seed: of the case.
        name: of the view.
        z: of the breast.
    """
    own = stream(seed, "view", name.value).standard_normal(len(z))
    return np.sqrt(1 - VIEW_DIFFERENCE**2) * z + VIEW_DIFFERENCE * own


@lru_cache(maxsize=4)
def view_noise(seed: int, name: ViewName, size: int) -> NDArray[np.float32]:
    """The noise of one view, read-only; that of the last case is kept, since sliders redraw it.

    Args:
        seed: of the case.
        name: of the view.
        size: how many numbers, for all layers together.
    """
    noise = stream(seed, "noise", name.value).standard_normal(size).astype(np.float32)
    noise.flags.writeable = False
    return noise

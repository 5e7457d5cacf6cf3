"""From recipes to cases: the same recipe always gives the same case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.case import Case, View
from inference.controls import Controls, load_controls
from inference.drawn_view import to_view
from inference.edits import check_edits, edited_noise, edited_styles, needed_controls
from inference.errors import RecipeError
from inference.generator import Generator
from inference.lesions.case_lesions import SeenCase
from inference.local_blend import blended, edited_share, without_blended
from inference.local_edit import parts_map
from inference.model_bundle import ModelBundle
from inference.recipe import Recipe, Technique, ViewName
from inference.runtime import (
    ProviderChoice,
    Runtime,
    SessionFactory,
    open_onnxruntime_session,
)

DEFAULT_TRUNCATION_PSI = 0.65
"""The truncation of MammoGANesis (Zakka et al. 2020)."""


class CaseGenerator:
    """Draws cases with one model bundle.

    What was drawn before never shows. Beside the loaded model it holds no more than the last
    unedited pictures of cases with local edits.

    Attributes:
        bundle: the model.
        controls: what edits are made of; None for a model without.
        runtime: the provider that draws, and a sentence why this one.
    """

    def __init__(
        self,
        bundle: ModelBundle,
        *,
        provider: str = ProviderChoice.AUTO,
        threads: int | None = None,
        open_session: SessionFactory = open_onnxruntime_session,
        controls: Controls | None = None,
    ) -> None:
        self.bundle = bundle
        self.controls: Controls | None = controls or load_controls(bundle)
        self._generator = Generator(
            bundle, provider=provider, threads=threads, open_session=open_session
        )
        self.runtime: Runtime = self._generator.runtime
        # While the strength of a local edit moves, what lies under it stays.
        self._unedited = lru_cache(maxsize=len(ViewName))(self._draw_unedited)

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
            RecipeError: it is for another model, asks for a view or technique the model was not
                trained on, or for an edit that the model's controls do not know or allow.
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
        check_edits(recipe, self._generator, self.controls)

    def generate(self, recipe: Recipe) -> Case:
        """Draw the case of a recipe.

        Raises:
            RecipeError: the recipe is not for this model.
            LesionError: a lesion of it does not fit, or nothing fills what is to be taken away.
            ProviderError: the provider gave up.
        """
        return self.generate_with_twin(recipe)[0]

    def generate_with_twin(self, recipe: Recipe) -> tuple[Case, Case]:
        """Draw the case of a recipe, and its twin: the same breasts without lesions.

        What the recipe takes away is taken away from both.

        Raises:
            RecipeError: the recipe is not for this model.
            LesionError: a lesion of it does not fit.
            ProviderError: the provider gave up.
        """
        seen = self.seen_case(recipe)
        if not recipe.lesions:
            return seen.case, seen.case
        case = seen.with_lesions(recipe.lesions)
        return replace(case, case_id=recipe.case_id, recipe=recipe), seen.case

    def seen_case(self, recipe: Recipe) -> SeenCase:
        """The case of a recipe without its lesions, which takes lesions quickly.

        Its cases keep the id and the recipe of the twin.

        Raises:
            RecipeError: the recipe is not for this model.
            ProviderError: the provider gave up.
        """
        self.check(recipe)
        healthy = recipe.without_lesions
        views = tuple(self._view(recipe, name) for name in recipe.views)
        return SeenCase(
            Case(case_id=healthy.case_id, views=views, recipe=healthy),
            seed=recipe.seed,
            view_names=self.view_names,
            draw=lambda name: self._view(recipe, name),
            removals=recipe.removals,
        )

    def generate_all(self, recipes: Iterable[Recipe]) -> Iterator[Case]:
        """Draw the cases of many recipes, each when it is asked for.

        Raises:
            RecipeError: a recipe is not for this model.
            ProviderError: the provider gave up.
        """
        for recipe in recipes:
            yield self.generate(recipe)

    def image(self, recipe: Recipe, name: ViewName) -> NDArray[np.float32]:
        """Draw one view as the network gives it: what measurements take, and quick previews.

        Args:
            recipe: of the case; it need not list the view.
            name: of the view.

        Returns:
            (rows, columns), about −1 (black) to 1 (white), chest wall on the left edge.

        Raises:
            RecipeError: the recipe is not for this model.
            ProviderError: the provider gave up.
        """
        self.check(recipe)
        return self._picture(recipe, name)

    def parts(self, recipe: Recipe, name: ViewName) -> NDArray[np.intp]:
        """Which part of the model each place of a view belongs to, before local edits.

        Returns:
            (rows, columns) of the parts' grid, chest wall on the left edge.

        Raises:
            RecipeError: the recipe is not for this model, or the model has no parts.
            ProviderError: the provider gave up.
        """
        self.check(recipe)
        controls = needed_controls(self.controls, self.bundle.name)
        before = without_blended(recipe)
        features = self._generator.draw_with_features(
            *self._inputs(before, name), controls.parts.tap
        )[1]
        return parts_map(features, controls)

    def _picture(self, recipe: Recipe, name: ViewName) -> NDArray[np.float32]:
        """One view as the network gives it, with local edits in their places."""
        before = without_blended(recipe)
        edited = self._generator.draw(*self._inputs(recipe, name))
        if before == recipe or self.controls is None:
            return edited
        # The list of views and the lesions, which come later, make no difference to the picture.
        alone = replace(before, views=(name,), lesions=(), removals=())
        unedited, features = self._unedited(alone, name, self.controls.parts.tap)
        kept = tuple(edit for edit in recipe.local_edits if edit.feather is not None)
        shape = (edited.shape[0], edited.shape[1])
        share = edited_share(kept, features, self.controls, shape)
        return blended(edited, unedited, share)

    def _draw_unedited(
        self, recipe: Recipe, name: ViewName, tap: str
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """A view before its local edits, and the features that tell its parts."""
        return self._generator.draw_with_features(*self._inputs(recipe, name), tap)

    def _inputs(
        self, recipe: Recipe, name: ViewName
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Styles and noise of one view."""
        styles = edited_styles(recipe, name, self._generator, self.controls)
        return styles, edited_noise(recipe, name, self.bundle.manifest.noise_size)

    def _view(self, recipe: Recipe, name: ViewName) -> View:
        manifest = self.bundle.manifest
        return to_view(
            self._picture(recipe, name),
            name,
            pixel_mm=manifest.pixel_mm,
            keep_air=manifest.air == "kept",
            position_known=bool(manifest.conditions.view),
        )

"""The case generator as the worker uses it: started once, then asked for cases."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.viewer.ready_case import ReadyCase, make_ready
from inference.recipe import Recipe, Technique, ViewName

if TYPE_CHECKING:
    from inference.case_generator import CaseGenerator


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The model that draws, as the window knows it.

    Attributes:
        name: as recipes name it.
        hash: of its bundle.
        label: name and version.
        techniques: whose look it learned.
        views: which it can draw.
        provider: what runs it.
        reason: why this provider.
    """

    name: str
    hash: str
    label: str
    techniques: tuple[Technique, ...]
    views: tuple[ViewName, ...]
    provider: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """A case that was drawn.

    Attributes:
        ready: the case, ready for the screen.
        recipe: what it was drawn from.
        milliseconds: how long drawing took.
    """

    ready: ReadyCase
    recipe: Recipe
    milliseconds: float


class Drawing:
    """Starts the model and draws, in the worker's thread; checking a recipe is quick anywhere.

    Attributes:
        folder: of the model bundle; None takes the one that ships.
        provider: what is to run it, `auto` for the fastest that works.
        threads: of the CPU; None is one per core.
    """

    def __init__(self, folder: Path | None, provider: str, threads: int | None = None) -> None:
        self.folder = folder
        self.provider = provider
        self.threads = threads
        self._generator: CaseGenerator | None = None

    def start(self) -> Model:
        """Load the bundle and start its session.

        Raises:
            MammogymError: the bundle cannot be used, or nothing could run it.
        """
        # Imported here, in the worker: the window need not wait for it.
        from inference.case_generator import CaseGenerator
        from inference.model_bundle import load_bundle
        from inference.resources import shipped_bundle

        bundle = load_bundle(self.folder or shipped_bundle())
        generator = CaseGenerator(bundle, provider=self.provider, threads=self.threads)
        self._generator = generator
        return Model(
            name=bundle.name,
            hash=bundle.hash,
            label=bundle.label,
            techniques=generator.techniques,
            views=generator.view_names,
            provider=generator.runtime.provider,
            reason=generator.runtime.reason,
        )

    def check(self, recipe: Recipe) -> None:
        """Make sure that the started model can draw a recipe.

        Raises:
            RecipeError: it is for another model, or asks for what this one never learned.
        """
        if self._generator is not None:
            self._generator.check(recipe)

    def draw(self, recipe: Recipe) -> Drawn:
        """Draw a case and make it ready for the screen.

        Raises:
            MammogymError: the recipe is for another model, or the provider gave up.
        """
        if self._generator is None:
            raise RuntimeError("the model has not been started")
        begin = time.perf_counter()
        case = self._generator.generate(recipe)
        ready = make_ready(case)
        spent = (time.perf_counter() - begin) * 1000
        return Drawn(ready=ready, recipe=recipe, milliseconds=spent)

"""The case generator as the worker uses it: started once, then asked for cases."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.viewer.picture import Picture, make_picture
from app.viewer.ready_case import ReadyCase, make_ready
from inference.case import Case
from inference.errors import BundleError
from inference.lesions.breast import side_of
from inference.lesions.contextual import NetworkKind, read_manifest
from inference.recipe import Recipe, Technique, ViewName
from inference.resources import lesion_networks_folder

if TYPE_CHECKING:
    from app.generator.lesion_growth import Growth
    from inference.case_files import CaseFormat
    from inference.case_generator import CaseGenerator
    from inference.control_previews import ControlPreview
    from inference.controls import Controls
    from inference.interpolation import CasePath
    from inference.lesions.case_lesions import SeenCase

KEPT_CASES = 3
"""So many cases' breasts are kept while lesions are put into them: with edits, without, before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
        num_ws: how many layers of w it has.
        controls: what can be edited; None for a model without.
        previews: what each control does.
        networks: that draw lesions here, or take them away.
    """

    name: str
    hash: str
    label: str
    techniques: tuple[Technique, ...]
    views: tuple[ViewName, ...]
    provider: str
    reason: str
    num_ws: int
    controls: Controls | None
    previews: tuple[ControlPreview, ...]
    networks: frozenset[NetworkKind] = frozenset()


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnView:
    """One view that was drawn while a control moved.

    Attributes:
        picture: of the view.
        recipe: what it was drawn from.
        name: of the view.
        milliseconds: how long drawing took.
    """

    picture: Picture
    recipe: Recipe
    name: ViewName
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
        self._seen: dict[Recipe, SeenCase] = {}

    def start(self) -> Model:
        """Load the bundle and start its session.

        Raises:
            MammogymError: the bundle cannot be used, or nothing could run it.
        """
        # Imported here, in the worker: the window need not wait for it.
        from inference.case_generator import CaseGenerator
        from inference.control_previews import load_previews
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
            num_ws=bundle.manifest.num_ws,
            controls=generator.controls,
            previews=load_previews(bundle, generator.controls),
            networks=_installed_networks(),
        )

    @property
    def bundle_hash(self) -> str:
        """Of the started model; empty before."""
        return "" if self._generator is None else self._generator.bundle.hash

    def check(self, recipe: Recipe) -> None:
        """Make sure that the started model can draw a recipe.

        Raises:
            RecipeError: it is for another model, or asks for what this one never learned.
        """
        if self._generator is not None:
            self._generator.check(recipe)

    def draw(self, recipe: Recipe) -> Drawn:
        """Draw a case and make it ready for the screen.

        While only its lesions change, its breasts are not drawn again.

        Raises:
            MammogymError: the recipe is for another model, a lesion does not fit, or the provider
                gave up.
        """
        begin = time.perf_counter()
        ready = make_ready(self._case(recipe))
        return Drawn(ready=ready, recipe=recipe, milliseconds=_since(begin))

    def draw_view(self, recipe: Recipe, name: ViewName) -> DrawnView:
        """Draw one view alone, as it is in the whole case.

        Raises:
            MammogymError: as for `draw`.
        """
        begin = time.perf_counter()
        case = self._started.generate(self._of_one_view(recipe, name))
        picture = make_picture(next(view for view in case.views if view.name is name))
        return DrawnView(picture=picture, recipe=recipe, name=name, milliseconds=_since(begin))

    def parts(self, recipe: Recipe, names: Sequence[ViewName]) -> dict[ViewName, NDArray[np.intp]]:
        """Which part each place of each view belongs to, on the grid of the parts.

        Raises:
            MammogymError: the model has no parts, or the provider gave up.
        """
        return {name: self._started.parts(recipe, name) for name in names}

    def references(
        self, recipe: Recipe, seeds: Sequence[int], name: ViewName
    ) -> list[tuple[int, Picture]]:
        """The same view of other seeds, without the recipe's edits.

        Raises:
            MammogymError: the provider gave up.
        """
        plain = recipe.unedited
        return [(s, self.draw_view(replace(plain, seed=s), name).picture) for s in seeds]

    def write_growth(
        self,
        growth: Growth,
        steps: int,
        folder: Path,
        case_format: CaseFormat,
        told: Callable[[int, int], None],
        dropped: Callable[[], bool],
    ) -> Path:
        """Write the series of a growing lesion: see `app.generator.lesion_growth.write_growth`.

        Raises:
            JourneyDroppedError: it was stopped.
            MammogymError: it cannot be drawn or written.
        """
        from app.generator.lesion_growth import write_growth

        return write_growth(self._started, growth, steps, folder, case_format, told, dropped)

    def write_journey(
        self,
        path: CasePath,
        steps: int,
        folder: Path,
        case_format: CaseFormat,
        told: Callable[[int, int], None],
        dropped: Callable[[], bool],
    ) -> Path:
        """Write the pictures between cases: see `app.generator.journey.write_journey`.

        Raises:
            JourneyDroppedError: it was stopped.
            MammogymError: it cannot be drawn or written.
        """
        from app.generator.journey import write_journey

        return write_journey(self._started, path, steps, folder, case_format, told, dropped)

    def _case(self, recipe: Recipe) -> Case:
        healthy = recipe.without_lesions
        seen = self._seen.pop(healthy, None) or self._started.seen_case(recipe)
        self._seen[healthy] = seen  # the last one is the newest
        for oldest in list(self._seen)[:-KEPT_CASES]:
            del self._seen[oldest]
        if not recipe.lesions:
            return seen.case
        case = seen.with_lesions(recipe.lesions)
        return replace(case, case_id=recipe.case_id, recipe=recipe)

    def _of_one_view(self, recipe: Recipe, name: ViewName) -> Recipe:
        """What has to be drawn for one view: where lesions lie, the other view tells too."""
        if not recipe.lesions:
            return replace(recipe, views=(name,))
        side = name.image_laterality
        names = self._started.view_names
        sides = tuple(one for one in "RL" if any(known.image_laterality == one for known in names))
        return replace(
            recipe,
            views=tuple(one for one in recipe.views if one.image_laterality == side),
            lesions=tuple(
                lesion for lesion in recipe.lesions if side_of(lesion, recipe.seed, sides) == side
            ),
        )

    @property
    def generator(self) -> CaseGenerator:
        """The started engine, for others who draw in the worker's thread."""
        return self._started

    @property
    def _started(self) -> CaseGenerator:
        if self._generator is None:
            raise RuntimeError("the model has not been started")
        return self._generator


def _installed_networks() -> frozenset[NetworkKind]:
    """The networks for lesions that are installed; a damaged folder tells so when it is used."""
    folder = lesion_networks_folder()
    try:
        entries = read_manifest(folder).networks if folder is not None else ()
    except BundleError:
        return frozenset()
    return frozenset(entry.kind for entry in entries)


def _since(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000

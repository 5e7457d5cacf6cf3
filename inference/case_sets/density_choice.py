"""Breasts of a wanted density: drawn, measured, and drawn again with bounded tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inference.birads import Composition
from inference.calibration import value_at
from inference.case import Case
from inference.case_generator import CaseGenerator
from inference.case_measurement import density_range
from inference.controls_manifest import AttributeControl
from inference.drawn_view import MAX_VALUE
from inference.lesions.case_lesions import SeenCase
from inference.measurements.attributes_of_view import measure
from inference.measurements.dense_tissue import density_class
from inference.recipe import Recipe

DENSITY = "density"

PLAIN_TRIES = 4
"""So many seeds are tried as they are; then the density slider of the nearest one moves."""

PROBE_MARGIN = 6.0
"""A case is drawn whole where the density of its first view, in %, misses the class by no more:
the views of a case differ by about 3 to 6."""

STEEP_SD = 0.5
"""The slope of the slider is taken over so many standard deviations to each side."""

LEAST_SLOPE = 0.5

MOST_ENDS = 2
"""Where the slider ends short of the class with more seeds than this, the model cannot draw it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DenseEnough:
    """A drawn case without lesions, and how dense it is.

    Attributes:
        recipe: that drew it.
        seen: the case, which takes lesions.
        density: mean of its views, in %; None where it cannot be told.
    """

    recipe: Recipe
    seen: SeenCase
    density: float | None

    @property
    def composition(self) -> Composition | None:
        """The class that its density stands for."""
        return None if self.density is None else density_class(self.density)


def drawn(generator: CaseGenerator, recipe: Recipe) -> DenseEnough:
    """Draw a case without lesions and measure it."""
    seen = generator.seen_case(recipe)
    return DenseEnough(recipe=recipe, seen=seen, density=case_density(seen.case))


def case_density(case: Case) -> float | None:
    """Mean density of the views of a drawn case in %, None where no view tells one."""
    told = []
    for view in case.views:
        assert view.name is not None and view.pixel_spacing_mm is not None  # it was drawn
        image = view.pixels.astype(np.float32) * (2 / MAX_VALUE) - 1
        if view.name.image_laterality == "R":
            image = image[:, ::-1]
        measured = measure(image, view.pixel_spacing_mm[0], view.name.view_position)
        if measured.density is not None:
            told.append(measured.density)
    return sum(told) / len(told) if told else None


def drawn_in_class(
    generator: CaseGenerator,
    wanted: Composition,
    recipe_of: Callable[[int], Recipe],
    tries: int,
) -> DenseEnough:
    """Draw a case of a density class, or the nearest to it that some tries give.

    Seeds are tried as they are. Then the density slider of the nearest is moved, as its calibration
    says and then as far as was missed; where the slider ends, another seed is taken.

    Args:
        generator: of the model.
        wanted: the class.
        recipe_of: gives the recipe of a try's own seed.
        tries: how often a case is drawn at most.
    """
    search = _Search(generator, wanted)
    slider = _slider(generator)
    plain = tries if slider is None else min(PLAIN_TRIES, tries)
    for number in range(plain):
        if search.probe(recipe_of(number)):
            return search.nearest
    if slider is not None:
        _move(search, slider, recipe_of, range(plain, tries))
    return search.nearest


def _move(
    search: _Search,
    slider: AttributeControl,
    recipe_of: Callable[[int], Recipe],
    numbers: range,
) -> None:
    recipe, density = search.start
    ends = 0
    for number in numbers:
        position = recipe.position(DENSITY)
        aim = position + (search.middle - density) / _slope(slider, position)
        aim = round(float(np.clip(aim, slider.low, slider.high)), 3)
        if aim == position:
            ends += 1
            if ends > MOST_ENDS:
                return
            recipe = recipe_of(number)
        recipe = recipe.with_position(DENSITY, aim)
        found = search.draw(recipe)
        if found is None:
            return
        density = found


class _Search:
    """What was drawn so far, and what of it is nearest to the class.

    Attributes:
        middle: of the class, in %.
    """

    def __init__(self, generator: CaseGenerator, wanted: Composition) -> None:
        ends = density_range(DENSITY, wanted.value)
        assert ends is not None  # every class has one
        self._low, self.middle, self._high = ends
        self._generator = generator
        self._wanted = wanted
        self._nearest: DenseEnough | None = None
        self._probes: list[tuple[float, Recipe]] = []

    @property
    def nearest(self) -> DenseEnough:
        """The nearest case; drawn now where none came near enough to be drawn whole."""
        if self._nearest is None:
            self.draw(self.start[0])
        assert self._nearest is not None
        return self._nearest

    @property
    def start(self) -> tuple[Recipe, float]:
        """The recipe to move, and its density."""
        if self._nearest is not None:
            return self._nearest.recipe, self._told(self._nearest.density)
        density, recipe = min(self._probes, key=lambda one: abs(one[0] - self.middle))
        return recipe, density

    def probe(self, recipe: Recipe) -> bool:
        """Measure one view of a recipe, and draw all where it comes near; tell whether it fits."""
        name = recipe.views[0]
        image = self._generator.image(recipe, name)
        pixel_mm = self._generator.bundle.manifest.pixel_mm
        density = self._told(measure(image, pixel_mm, name.view_position).density)
        self._probes.append((density, recipe))
        if not self._low - PROBE_MARGIN <= density <= self._high + PROBE_MARGIN:
            return False
        return self.draw(recipe) is None

    def draw(self, recipe: Recipe) -> float | None:
        """Draw all views; None where they fit, or how dense they are."""
        found = drawn(self._generator, recipe)
        density = self._told(found.density)
        if self._nearest is None or self._miss(density) < self._miss(
            self._told(self._nearest.density)
        ):
            self._nearest = found
        return None if found.composition is self._wanted else density

    def _miss(self, density: float) -> float:
        return max(self._low - density, density - self._high, 0.0)

    def _told(self, density: float | None) -> float:
        """A view whose density cannot be told is taken to be fat."""
        return 0.0 if density is None else density


def _slider(generator: CaseGenerator) -> AttributeControl | None:
    controls = generator.controls
    found = () if controls is None else controls.attributes
    return next((one for one in found if one.name == DENSITY), None)


def _slope(slider: AttributeControl, position: float) -> float:
    """Change of the density in % with a standard deviation of the slider, never too flat."""
    ahead, behind = value_at(slider, position + STEEP_SD), value_at(slider, position - STEEP_SD)
    return max((ahead - behind) / (2 * STEEP_SD), LEAST_SLOPE)

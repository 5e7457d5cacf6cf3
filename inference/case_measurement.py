"""Attributes of a case, measured on what its recipe draws."""

from __future__ import annotations

from inference.birads import Composition
from inference.case_generator import CaseGenerator
from inference.measurements.attributes_of_view import measure
from inference.measurements.dense_tissue import CLASS_THRESHOLDS
from inference.recipe import Recipe


def measured_attributes(generator: CaseGenerator, recipe: Recipe) -> dict[str, float | None]:
    """Each attribute's mean over the views of a case that show it; None where none does.

    Raises:
        RecipeError: the recipe is not for this model.
        ProviderError: the provider gave up.
    """
    pixel_mm = generator.bundle.manifest.pixel_mm
    views = [
        measure(generator.image(recipe, name), pixel_mm, name.view_position).values()
        for name in recipe.views
    ]
    means = {}
    for attribute in views[0]:
        told = [value for view in views if (value := view[attribute]) is not None]
        means[attribute] = sum(told) / len(told) if told else None
    return means


def density_range(attribute: str, word: str) -> tuple[float, float, float] | None:
    """The densities in % that a class stands for, as `c`: where it begins, its middle and its end.

    The densest class has no end; its middle is taken to lie as far from where it begins as in the
    class before it.

    Args:
        attribute: name of an attribute; other attributes than the density have no classes.
        word: what was asked for.
    """
    classes = [composition.value for composition in Composition]
    if attribute != "density" or word.lower() not in classes:
        return None
    before, last = CLASS_THRESHOLDS[-2:]
    ends = [0.0, *CLASS_THRESHOLDS, last + (last - before)]
    index = classes.index(word.lower())
    middle = (ends[index] + ends[index + 1]) / 2
    return ends[index], middle, 100.0 if index == len(classes) - 1 else ends[index + 1]

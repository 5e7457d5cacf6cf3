"""The measures that need no trained judge, over all parts of the views."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.evaluation import manifolds, moments, outlines, texture_figures
from training.evaluation.comparison import FEWEST_PATIENTS, Plan, against, halves
from training.evaluation.frechet import frechet_measure
from training.evaluation.kernel_distance import kernel_measure, polynomial_kernel
from training.evaluation.measure import Measure
from training.evaluation.picture_set import Mask, PictureSet
from training.evaluation.report_aims import SPECTRAL_SLOPE
from training.evaluation.report_content import ScaleDistances
from training.evaluation.scale_distances import ScalePatches, compare_scales, scale_measures
from training.evaluation.texture_figures import pattern_measure
from training.evaluation.view_analysis import ViewAnalysis
from training.evaluation.view_figures import ViewFigure, distance_measure, mean_measure

FEWEST_IN_PART = 50
"""Views of a part below which no figure is stated for it."""

HELD_OUT = "held out"
"""The part that names figures against views of women whom the training never saw."""

FEATURE_SPLITS = 4
SCALE_SPLITS = 2
FIGURE_SPLITS = 6

SLOPE_NOTE = "β of 1 / f^β inside the breast; Chen 2012 has 3.17 in CC and 3.30 in MLO."

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """Figures of single views in groups, as a report shows them.

    Attributes:
        slope: of the spectrum.
        moments: of grey.
        textures: of co-occurrence.
        outlines: of the breast.
    """

    slope: ViewFigure
    moments: tuple[ViewFigure, ...]
    textures: tuple[ViewFigure, ...]
    outlines: tuple[ViewFigure, ...]

    def __iter__(self) -> Iterator[ViewFigure]:
        yield from (self.slope, *self.moments, *self.textures, *self.outlines)

    @classmethod
    def of(cls, real: ViewAnalysis, drawn: ViewAnalysis) -> Figures:
        """Pair what was found of real views with what was found of drawn ones."""

        def paired(attribute: str, units: dict[str, str]) -> tuple[ViewFigure, ...]:
            sides = getattr(real, attribute), getattr(drawn, attribute)
            return tuple(
                ViewFigure(name=name, unit=unit, real=sides[0][:, i], drawn=sides[1][:, i])
                for i, (name, unit) in enumerate(units.items())
            )

        return cls(
            slope=paired("slopes", {SPECTRAL_SLOPE: ""})[0],
            moments=paired("moments", dict.fromkeys(moments.NAMES, "")),
            textures=paired("textures", dict.fromkeys(texture_figures.NAMES, "")),
            outlines=paired("outlines", outlines.NAMES_AND_UNITS),
        )


def usable_parts(real: PictureSet, fewest: int = FEWEST_IN_PART) -> dict[str, Mask]:
    """The parts with so many views that figures can be stated for them; `all` in any case."""
    return {
        name: mask
        for name, mask in real.parts().items()
        if name == "all"
        or (mask.sum() >= fewest and len(np.unique(real.patients[mask])) >= 2 * FEWEST_PATIENTS)
    }


def feature_measures(
    features: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64] | None],
    real: PictureSet,
    held_out: PictureSet | None,
    *,
    seed: int,
    step: Step,
) -> list[Measure]:
    """Fréchet and kernel distance, precision, recall, density and coverage.

    Args:
        features: of real views, of drawn views with the same conditions, and of held-out views.
        real: views that the features are of.
        held_out: those of women kept out of training; None where there are none.
        seed: of the splits.
        step: told how many parts are done, of how many.
    """
    plans = _plans(real, FEATURE_SPLITS, seed)
    jobs = [(part, plan, np.concatenate(features[:2])) for part, plan in plans.items()]
    of_held_out = features[2]
    if held_out is not None and of_held_out is not None and len(held_out) >= FEWEST_IN_PART:
        plan = against(held_out.patients, real.patients, seed=seed)
        items = np.concatenate([features[0], of_held_out, features[1]])
        jobs.append((HELD_OUT, plan, items))
    measures = []
    for number, (part, plan, items) in enumerate(jobs):
        measures.append(kernel_measure(polynomial_kernel(items), plan, part))
        measures += manifolds.manifold_measures(manifolds.distances(items), plan, part)
        measures.append(frechet_measure(items, plan, part))
        step(number + 1, len(jobs))
    return measures


def scale_distances(
    real: PictureSet, drawn: PictureSet, *, seed: int, step: Step
) -> tuple[list[Measure], list[ScaleDistances]]:
    """Sliced Wasserstein distances of every part and level."""
    cut = ScalePatches(real.pictures, drawn.pictures, seed=seed)
    rows = tuple(sorted(cut.levels, reverse=True))
    measures, found = [], []
    plans = _plans(real, SCALE_SPLITS, seed)
    for number, (part, plan) in enumerate(plans.items()):
        compared = compare_scales(cut, plan)
        measures += scale_measures(list(rows), compared, part)
        floor = compared.floors.mean(axis=0)
        found.append(
            ScaleDistances(
                part=part,
                rows=rows,
                drawn=tuple(float(value) for value in compared.value),
                floor=tuple(float(value) for value in floor),
            )
        )
        step(number + 1, len(plans))
    return measures, found


def figure_measures(
    figures: Figures,
    analyses: tuple[ViewAnalysis, ViewAnalysis],
    real: PictureSet,
    *,
    seed: int,
    step: Step,
) -> list[Measure]:
    """Distances of the distributions of everything that is measured of single views."""
    parts = usable_parts(real)
    measures = []
    patterns = np.concatenate([analysis.patterns for analysis in analyses])
    plans = _plans(real, FIGURE_SPLITS, seed)
    for number, (part, plan) in enumerate(plans.items()):
        if figures.slope.is_enough(parts[part]):
            measures.append(mean_measure(figures.slope, parts[part], part, note=SLOPE_NOTE))
        measures += [
            distance_measure(figure, plan, part)
            for figure in figures
            if figure.is_enough(parts[part])
        ]
        measures.append(pattern_measure(patterns, plan, part))
        step(number + 1, len(plans))
    return measures


def _plans(real: PictureSet, splits: int, seed: int) -> dict[str, Plan]:
    return {
        part: halves(real.patients, np.flatnonzero(mask), splits=splits, seed=seed)
        for part, mask in usable_parts(real).items()
    }

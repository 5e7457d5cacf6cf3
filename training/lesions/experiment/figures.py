"""The figures of the experiment: areas under the curve, and what more drawn lesions change."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import norm

from inference.statistics.auc_comparison import compare_areas
from inference.statistics.roc import area_under_curve
from training.lesions.experiment.experiment import (
    DRAWN,
    LESIONS,
    TISSUE,
    Arrays,
    ExperimentPlan,
    ExperimentResult,
)

LEVEL, POWER = 0.05, 0.8
"""A difference is called detectable that a two-sided test of this level finds this often."""

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area under the ROC curve with its 95 % interval."""

    auc: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFigures:
    """Of classifiers that learned with one share of drawn lesions.

    Attributes:
        share: of drawn lesions at the start.
        area: of the mean of the seeds' scores, with patients as groups.
        of_seeds: the area of each seed alone.
        difference: from the area without drawn lesions.
        difference_low, difference_high: ends of its 95 % interval.
        p_value: of DeLong's test of that difference.
        detectable: smallest difference that the test would have found four times in five.
    """

    share: float
    area: Area
    of_seeds: tuple[float, ...]
    difference: float
    difference_low: float
    difference_high: float
    p_value: float
    detectable: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentFigures:
    """All figures of the experiment.

    Attributes:
        shares: in the order of the plan, the first without drawn lesions.
        recognised: how well drawn lesions are told from tissue by classifiers that never saw any;
            the first of `shares` says it of real ones.
        apart: how well drawn lesions are told from real ones; 0.5 is not at all.
        judged: patches and patients by kind that were judged.
        learned: patches and patients by kind that were learned from.
        cur_nimg: patches that the network was trained on.
        held_out_percent: of the patients.
    """

    shares: tuple[ShareFigures, ...]
    recognised: Area
    apart: Area
    judged: dict[str, tuple[int, int]]
    learned: dict[str, tuple[int, int]]
    cur_nimg: int
    held_out_percent: int


def figures_of(result: ExperimentResult) -> ExperimentFigures:
    """The figures of a result."""
    base = next(iter(result.judged))
    before = result.judged[base]
    return ExperimentFigures(
        shares=tuple(_of_share(result, share, base) for share in result.judged),
        recognised=_area(result, before, DRAWN, TISSUE),
        apart=_area(result, result.apart, LESIONS, DRAWN),
        judged={
            kind: (len(names), len(np.unique(names))) for kind, names in result.patients.items()
        },
        learned=result.learned,
        cur_nimg=result.cur_nimg,
        held_out_percent=result.held_out_percent,
    )


def to_plain(figures: ExperimentFigures, plan: ExperimentPlan) -> dict[str, object]:
    """Figures and plan as JSON can keep them."""
    return {"format": FORMAT, "plan": asdict(plan), "figures": asdict(figures)}


def _area(result: ExperimentResult, scores: Arrays, high: str, low: str) -> Area:
    """Of the mean of the seeds' scores, with patients as groups."""
    found = area_under_curve(
        scores[high].mean(axis=0),
        scores[low].mean(axis=0),
        positive_groups=result.patients[high],
        negative_groups=result.patients[low],
    )
    return Area(auc=found.auc, low=found.low, high=found.high)


def _of_share(result: ExperimentResult, share: float, base: float) -> ShareFigures:
    lesions, tissue = (result.judged[share][kind] for kind in (LESIONS, TISSUE))
    before = [result.judged[base][kind].mean(axis=0) for kind in (LESIONS, TISSUE)]
    found = compare_areas(lesions.mean(axis=0), tissue.mean(axis=0), *before)
    error = (found.difference.high - found.difference.low) / (2 * norm.isf(LEVEL / 2))
    return ShareFigures(
        share=share,
        area=_area(result, result.judged[share], LESIONS, TISSUE),
        of_seeds=tuple(area_under_curve(*one).auc for one in zip(lesions, tissue, strict=True)),
        difference=found.difference.value,
        difference_low=found.difference.low,
        difference_high=found.difference.high,
        p_value=found.p_value,
        detectable=float(error * (norm.isf(LEVEL / 2) + norm.isf(1 - POWER))),
    )

"""The classifier two-sample test: can a network tell drawn views from real ones?

Two small networks are trained on some patients and judge the views of others. At an area under the
ROC curve of one half the two kinds look alike to them. What they can see and cannot is part of the
result: they have to find a slight blur, and nothing between real views and real views.

Source: Lopez-Paz and Oquab 2017, Revisiting Classifier Two-Sample Tests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage

from inference.statistics.roc import AreaUnderCurve, area_under_curve
from training.errors import TrainingError
from training.evaluation.measure import Better, Measure
from training.evaluation.picture_set import PictureSet
from training.evaluation.report_aims import TWO_SAMPLE_AUC
from training.evaluation.two_sample_judges import (
    Judge,
    Kinds,
    Progress,
    Scores,
    TwoSampleSettings,
    judged,
    trained,
)
from training.evaluation.two_sample_networks import (
    CROP,
    CropNetwork,
    Pictures,
    ViewNetwork,
    crops,
    small_views,
)

BLUR_SIGMA_PX = 0.7
"""A blur that the test has to find, or its word counts for nothing."""

FEWEST_PATIENTS = 8
_TRAINING, _VALIDATION, _TEST = range(3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TwoSampleResult:
    """What a two-sample test found.

    Attributes:
        areas: AUC by part of the views: `all`, and each view and technique in both sets.
        steps: training steps taken by the two networks until the best weights.
        real_scores: of the real views of the test patients, higher where they look drawn.
        drawn_scores: of the drawn views of the test patients.
        real_indices: which views those were.
        drawn_indices: which views those were.
    """

    areas: dict[str, AreaUnderCurve]
    steps: tuple[int, int]
    real_scores: Scores
    drawn_scores: Scores
    real_indices: NDArray[np.intp]
    drawn_indices: NDArray[np.intp]

    @property
    def area(self) -> AreaUnderCurve:
        """That of all views."""
        return self.areas["all"]


def two_sample_test(
    real: PictureSet,
    drawn: PictureSet,
    settings: TwoSampleSettings | None = None,
    progress: Progress = lambda _: None,
) -> TwoSampleResult:
    """Train on some patients, judge the others.

    A woman's views never lie on both sides of the split. Noise of one grey inside the breast hides
    on which grid of greys a picture was stored; what is breast both kinds have to say by one rule.

    Args:
        real: one kind of views.
        drawn: the other kind, of the same height, made to be shown in the same way.
        settings: how; the usual ones where None.
        progress: told what is going on, after every few steps.

    Raises:
        TrainingError: there are too few patients, or the pictures are too small or unequal.
    """
    settings = settings or TwoSampleSettings()
    _check(real, drawn)
    roles = [_roles(one.patients, settings) for one in (real, drawn)]
    pictures = [list(one.pictures) for one in (real, drawn)]
    torch.manual_seed(settings.seed)
    judges = [
        Judge(name="crops", network=CropNetwork(), look=crops, looks=settings.crops),
        Judge(name="whole views", network=ViewNetwork(), look=small_views, looks=1),
    ]
    learned, checked = (_chosen(pictures, roles, role) for role in (_TRAINING, _VALIDATION))
    taught = [trained(judge, learned, checked, settings, progress) for judge in judges]
    tested = [np.flatnonzero(role == _TEST) for role in roles]
    scores = []
    for kind, indices in zip(pictures, tested, strict=True):
        chosen = [kind[index] for index in indices]
        progress(f"judging {len(chosen)} views")
        scores.append(np.sum([judged(judge, chosen, settings) for judge, _ in taught], axis=0))
    return TwoSampleResult(
        areas=_areas(real, drawn, tested, scores),
        steps=(taught[0][1], taught[1][1]),
        real_scores=scores[0],
        drawn_scores=scores[1],
        real_indices=tested[0],
        drawn_indices=tested[1],
    )


def blur_check(
    real: PictureSet,
    settings: TwoSampleSettings | None = None,
    progress: Progress = lambda _: None,
) -> TwoSampleResult:
    """The test on real views of some women and blurred real views of others: has to find them."""
    first, second = _halves(real, settings)
    blurred = np.stack([_blurred(picture) for picture in second.pictures])
    return two_sample_test(first, replace(second, pictures=blurred), settings, progress)


def real_against_real(
    real: PictureSet,
    settings: TwoSampleSettings | None = None,
    progress: Progress = lambda _: None,
) -> TwoSampleResult:
    """The test on real views of some women and of others: has to find nothing."""
    return two_sample_test(*_halves(real, settings), settings, progress)


def two_sample_measures(
    result: TwoSampleResult, blur: TwoSampleResult, chance: TwoSampleResult
) -> list[Measure]:
    """The figures of a report: the AUC by part, and what the test can see and cannot."""
    measures = [
        Measure(
            name=TWO_SAMPLE_AUC,
            part=part,
            value=area.auc,
            low=area.low,
            high=area.high,
            floor=chance.areas[part].auc if part in chance.areas else None,
            better=Better.LOWER,
            note=f"{len(result.real_scores)} real and {len(result.drawn_scores)} drawn views of "
            "patients the networks did not learn from.",
        )
        for part, area in result.areas.items()
    ]
    checks = (
        (f"real against real blurred by {BLUR_SIGMA_PX} px", blur, Better.HIGHER),
        ("real against real", chance, Better.LIKE_FLOOR),
    )
    for name, check, better in checks:
        area = check.area
        measures.append(
            Measure(
                name=f"two-sample AUC, {name}",
                value=area.auc,
                low=area.low,
                high=area.high,
                floor=0.5 if better is Better.LIKE_FLOOR else None,
                better=better,
                note="What the test can see." if better is Better.HIGHER else "Chance is 0.5.",
            )
        )
    return measures


def _check(real: PictureSet, drawn: PictureSet) -> None:
    if real.pictures.shape[1:] != drawn.pictures.shape[1:]:
        raise TrainingError("A two-sample test takes pictures of one size.")
    if min(real.pictures.shape[1:]) < CROP:
        raise TrainingError(f"A two-sample test takes pictures of at least {CROP} pixels.")
    fewest = min(len(np.unique(one.patients)) for one in (real, drawn))
    if fewest < FEWEST_PATIENTS:
        raise TrainingError(
            f"A two-sample test takes at least {FEWEST_PATIENTS} patients of either kind, "
            f"not {fewest}. Prepare or draw more views."
        )


def _roles(patients: NDArray[np.str_], settings: TwoSampleSettings) -> NDArray[np.intp]:
    """What each view is for, the same for all views of a patient: (n,)."""
    names, index = np.unique(patients, return_inverse=True)
    random = np.random.default_rng(settings.seed)
    place = (random.permutation(len(names)) + 0.5) / len(names)
    ends = np.cumsum([settings.training_share, settings.validation_share])
    return np.searchsorted(ends, place)[index]


def _chosen(pictures: Kinds, roles: list[NDArray[np.intp]], role: int) -> Kinds:
    return [
        [kind[index] for index in np.flatnonzero(has == role)]
        for kind, has in zip(pictures, roles, strict=True)
    ]


def _areas(
    real: PictureSet,
    drawn: PictureSet,
    tested: list[NDArray[np.intp]],
    scores: list[Scores],
) -> dict[str, AreaUnderCurve]:
    masks = [one.parts() for one in (real, drawn)]
    areas = {}
    for part in masks[0]:
        if part not in masks[1]:
            continue
        chosen = [mask[part][indices] for mask, indices in zip(masks, tested, strict=True)]
        if min(mask.sum() for mask in chosen) == 0:
            continue
        areas[part] = area_under_curve(
            scores[1][chosen[1]],
            scores[0][chosen[0]],
            positive_groups=drawn.patients[tested[1]][chosen[1]],
            negative_groups=real.patients[tested[0]][chosen[0]],
        )
    return areas


def _halves(real: PictureSet, settings: TwoSampleSettings | None) -> tuple[PictureSet, PictureSet]:
    """Two halves of the views, split by patient."""
    names, index = np.unique(real.patients, return_inverse=True)
    random = np.random.default_rng(((settings or TwoSampleSettings()).seed, 3))
    first = (random.permutation(len(names)) < len(names) // 2)[index]
    return real.where(first), real.where(~first)


def _blurred(picture: Pictures) -> Pictures:
    """The picture blurred inside the breast alone: a softer outline would tell too much."""
    inside = (picture > 0).astype(np.float64)
    weight = np.asarray(ndimage.gaussian_filter(inside, BLUR_SIGMA_PX))
    grey = np.asarray(ndimage.gaussian_filter(picture * inside, BLUR_SIGMA_PX))
    level = np.rint(grey / np.maximum(weight, 1e-6))
    return np.where(inside > 0, np.clip(level, 1, 255), 0).astype(np.uint8)

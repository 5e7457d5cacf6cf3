"""The steps of an evaluation that need judges: classifier, copies, artefacts, foci."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_curve

from inference.case_generator import DEFAULT_TRUNCATION_PSI
from inference.errors import BundleError
from inference.measurements.suspicious_foci import FociDetector
from training.errors import TrainingError
from training.evaluation.artefacts import artefacts
from training.evaluation.evaluated_views import EvaluatedViews, Progress, ViewFeatures
from training.evaluation.evaluation import Found
from training.evaluation.foci import suspicious_foci_of, unseen_views
from training.evaluation.memorisation import (
    Memorisation,
    low_resolution_vectors,
    memorisation,
    strata,
)
from training.evaluation.report_content import (
    ArtefactScores,
    NearestPair,
    NeighbourDistances,
    RocCurve,
    ScoredPicture,
)
from training.evaluation.samples import conditions_of
from training.evaluation.two_sample import (
    TwoSampleResult,
    TwoSampleSettings,
    blur_check,
    real_against_real,
    two_sample_measures,
    two_sample_test,
)
from training.feature_network import FeatureNetwork

WORST = 24
"""How many pictures a report shows for their artefacts."""
FOCI = 12
"""How many it shows for their foci."""

PSI_NOTE = f"Drawn at ψ = {DEFAULT_TRUNCATION_PSI:g}, as the program draws."


def two_sample_step(
    views: EvaluatedViews, settings: TwoSampleSettings, progress: Progress
) -> Found:
    """A classifier tries to tell drawn views from real ones, and shows what it can see."""

    def told(what: str) -> None:
        progress(f"two-sample test: {what}", 0, 0)

    try:
        drawn = two_sample_test(views.compared, views.drawn, settings, told)
        blurred = blur_check(views.compared, settings, told)
        chance = real_against_real(views.compared, settings, told)
    except TrainingError as error:
        return Found(left_out=(f"No two-sample test: {error}",))
    curves = {
        "drawn": drawn,
        "real, blurred": blurred,
        "real against real": chance,
    }
    return Found(
        measures=two_sample_measures(drawn, blurred, chance),
        content={"rocs": tuple(_curve(name, result) for name, result in curves.items())},
    )


def memorisation_step(views: EvaluatedViews, features: ViewFeatures, progress: Progress) -> Found:
    """Whether drawn views lie nearer to training views than those of other women do."""
    if views.held_out is None or features.held_out is None:
        return Found(left_out=("No test for copies: the data holds no held-out views.",))
    progress("looking for copies", 0, 0)
    kinds = strata(views.drawn), strata(views.held_out)
    small = tuple(
        low_resolution_vectors(each.pictures)
        for each in (views.drawn, views.training, views.held_out)
    )
    seen = tuple(
        each.astype(np.float32) for each in (features.drawn, features.training, features.held_out)
    )
    try:
        found = (
            memorisation((small[0], small[1], small[2]), kinds, "low resolution"),
            memorisation((seen[0], seen[1], seen[2]), kinds, "features"),
        )
    except TrainingError as error:
        return Found(left_out=(f"No test for copies: {error}",))
    by_shape = found[0]
    return Found(
        measures=[measure for each in found for measure in each.measures()],
        content={
            "neighbours": NeighbourDistances(
                drawn=by_shape.drawn_distances, held_out=by_shape.held_out_distances
            ),
            "nearest": _pairs(by_shape, views),
        },
    )


def artefact_step(
    network: FeatureNetwork, views: EvaluatedViews, seed: int, progress: Progress
) -> Found:
    """How many drawn views of the program show what hardly any real view shows."""
    try:
        found = artefacts(
            views.compared,
            views.usual,
            views.pixel_mm,
            network,
            seed=seed,
            progress=partial(progress, "looking for artefacts"),
        )
    except TrainingError as error:
        return Found(left_out=(f"No artefact rate: {error}",))
    conditions = conditions_of(views.usual)
    return Found(
        measures=[replace(each, note=f"{each.note} {PSI_NOTE}") for each in found.measures()],
        content={
            "artefacts": tuple(
                ArtefactScores(
                    part=part,
                    real=found.real_scores[found.real_positions == part],
                    drawn=found.drawn_scores[found.drawn_positions == part],
                    threshold=threshold,
                )
                for part, threshold in found.thresholds.items()
            ),
            "worst": tuple(
                ScoredPicture(
                    picture=views.usual.pictures[index],
                    score=float(found.drawn_scores[index]),
                    condition=f"{conditions[index]}, {found.drawn_signs[index]}",
                )
                for index in found.worst[:WORST]
            ),
        },
    )


def foci_step(data: Path, views: EvaluatedViews, progress: Progress) -> Found:
    """How often a detector sees a mass in drawn views of the program, and in real ones."""
    try:
        detector = FociDetector()
    except BundleError as error:
        return Found(left_out=(f"No search for foci: {error}",))
    real = unseen_views(data, views.usual.pictures.shape[1])
    if not real:
        return Found(left_out=("No search for foci: the data holds no views to compare with.",))
    found = suspicious_foci_of(
        views.usual, real, views.pixel_mm, detector, partial(progress, "looking for foci")
    )
    conditions = conditions_of(views.usual)
    return Found(
        measures=[replace(each, note=f"{each.note} {PSI_NOTE}") for each in found.measures()],
        content={
            "foci": tuple(
                ScoredPicture(
                    picture=views.usual.pictures[index],
                    score=found.drawn[index][0].score,
                    condition=conditions[index],
                    spot=(found.drawn[index][0].row, found.drawn[index][0].column),
                )
                for index in found.surest[:FOCI]
            )
        },
    )


def _curve(name: str, result: TwoSampleResult) -> RocCurve:
    truth = np.repeat([0, 1], [len(result.real_scores), len(result.drawn_scores)])
    scores = np.concatenate([result.real_scores, result.drawn_scores])
    false_positive_rate, true_positive_rate, _ = roc_curve(truth, scores)
    return RocCurve(
        name=name,
        false_positive_rate=false_positive_rate,
        true_positive_rate=true_positive_rate,
        auc=result.area.auc,
        low=result.area.low,
        high=result.area.high,
    )


def _pairs(found: Memorisation, views: EvaluatedViews) -> tuple[NearestPair, ...]:
    conditions = conditions_of(views.drawn)
    return tuple(
        NearestPair(
            drawn=views.drawn.pictures[pair.drawn],
            training=views.training.pictures[pair.training],
            distance=pair.distance,
            condition=conditions[pair.drawn],
        )
        for pair in found.pairs
    )

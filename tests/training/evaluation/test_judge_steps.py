from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy import ndimage

from tests.training.evaluation.textured_views import textured_views
from training.evaluation.evaluated_views import EvaluatedViews, ViewFeatures
from training.evaluation.judge_steps import artefact_step, memorisation_step, two_sample_step
from training.evaluation.picture_set import PictureSet
from training.evaluation.two_sample import TwoSampleSettings
from training.feature_network import feature_network

COUNT = 96
QUICK = TwoSampleSettings(batch=16, most_steps=24, check_every=12, patience=2, crops=1)


def silent(*_: object) -> None:
    pass


def drawn_with(pictures: np.ndarray) -> PictureSet:
    views = textured_views(len(pictures), 4000)
    names = np.array([f"drawn-{number}" for number in range(len(pictures))])
    return PictureSet(
        pictures=pictures,
        view_positions=views.view_positions,
        techniques=views.techniques,
        patients=names,
    )


def blurred(pictures: np.ndarray) -> np.ndarray:
    soft = np.asarray(ndimage.gaussian_filter(pictures.astype(float), (0, 1.2, 1.2)))
    return np.where(pictures > 0, np.clip(np.rint(soft), 1, 255), 0).astype(np.uint8)


@pytest.fixture(scope="module")
def views() -> EvaluatedViews:
    """Drawn views that are blurred; the first three are copies of training views."""
    torch.set_num_threads(1)
    training = textured_views(COUNT)
    drawn = blurred(textured_views(COUNT, 2000).pictures)
    drawn[:3] = training.pictures[5:8]
    return EvaluatedViews(
        training=training,
        compared=training,
        held_out=textured_views(20, 1000),
        drawn=drawn_with(drawn),
        usual=drawn_with(drawn[:40]),
        pixel_mm=2.4,
    )


def test_the_two_sample_step_gives_figures_and_three_curves(views: EvaluatedViews) -> None:
    found = two_sample_step(views, QUICK, silent)
    assert found.left_out == ()
    curves = {curve.name: curve for curve in found.content["rocs"]}
    assert set(curves) == {"drawn", "real, blurred", "real against real"}
    assert curves["drawn"].auc > 0.7
    assert curves["drawn"].false_positive_rate[-1] == 1
    area = np.trapezoid(curves["drawn"].true_positive_rate, curves["drawn"].false_positive_rate)
    assert area == pytest.approx(curves["drawn"].auc)


def test_copies_are_the_nearest_pairs(views: EvaluatedViews) -> None:
    random = np.random.default_rng(0)
    training, held_out, drawn = (random.standard_normal((n, 1280)) for n in (COUNT, 20, COUNT))
    features = ViewFeatures(training=training, held_out=held_out, drawn=drawn)
    found = memorisation_step(views, features, silent)
    for pair in found.content["nearest"][:3]:
        assert (pair.drawn == pair.training).all()
    assert len(found.content["neighbours"].drawn) == COUNT
    assert len(found.content["neighbours"].held_out) == 20


def test_without_held_out_views_the_test_for_copies_is_left_out(views: EvaluatedViews) -> None:
    features = ViewFeatures(training=np.zeros((1, 2)), held_out=None, drawn=np.zeros((1, 2)))
    found = memorisation_step(replace(views, held_out=None), features, silent)
    assert found.measures == ()
    assert "held-out" in found.left_out[0]


def test_a_checkered_view_is_the_worst_and_its_rate_names_the_truncation(
    views: EvaluatedViews,
) -> None:
    usual = textured_views(24, 3000).pictures
    spot = usual[4, 50:80, 10:40].astype(int) + 60 * (np.indices((30, 30)).sum(axis=0) % 2)
    usual[4, 50:80, 10:40] = np.clip(spot, 1, 255)
    planted = replace(views, usual=drawn_with(usual))
    found = artefact_step(feature_network("lite2"), planted, 0, silent)
    assert (found.content["worst"][0].picture == usual[4]).all()
    assert {measure.part for measure in found.measures} == {"CC", "MLO"}
    assert all("ψ = 0.65" in measure.note for measure in found.measures)
    assert {each.part for each in found.content["artefacts"]} == {"CC", "MLO"}

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from tests.training.evaluation.textured_views import textured_views
from training.errors import TrainingError
from training.evaluation.two_sample import (
    TwoSampleSettings,
    blur_check,
    real_against_real,
    two_sample_measures,
    two_sample_test,
)
from training.evaluation.two_sample_networks import CROP, DITHER, crops, small_views

QUICK = TwoSampleSettings(batch=16, most_steps=60, check_every=15, patience=2, crops=2)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def test_a_slight_blur_is_found_and_real_against_real_is_at_chance() -> None:
    real = textured_views(120)
    blur = blur_check(real, QUICK)
    chance = real_against_real(real, QUICK)
    assert blur.area.auc > 0.95
    assert chance.area.includes_chance
    names = [measure.name for measure in two_sample_measures(blur, blur, chance)]
    assert names[0] == "two-sample AUC"
    assert "two-sample AUC, real against real" in names


def test_the_views_that_are_judged_are_of_women_nobody_learnt_from() -> None:
    real, drawn = textured_views(60), textured_views(60, 500)
    looked_at: list[str] = []
    result = two_sample_test(real, drawn, replace(QUICK, most_steps=2), looked_at.append)
    assert len(result.real_scores) == len(result.real_indices) < 30
    tested = set(real.patients[result.real_indices])
    others = np.delete(np.arange(60), result.real_indices)
    assert not tested & set(real.patients[others])
    assert any("crops" in line for line in looked_at)
    assert any("whole views" in line for line in looked_at)


def test_equal_settings_give_equal_scores() -> None:
    real, drawn = textured_views(40), textured_views(40, 500)
    settings = replace(QUICK, most_steps=4)
    first, again = (two_sample_test(real, drawn, settings) for _ in range(2))
    assert np.array_equal(first.real_scores, again.real_scores)
    assert first.areas == again.areas


def test_every_part_that_both_kinds_have_gets_an_area() -> None:
    real, drawn = textured_views(60), textured_views(60, 500)
    drawn = replace(drawn, techniques=np.full(60, "digital"))
    result = two_sample_test(real, drawn, replace(QUICK, most_steps=2))
    assert set(result.areas) == {"all", "CC", "MLO"}


def test_crops_hide_the_grid_of_greys_and_keep_air_at_zero() -> None:
    pictures = list(textured_views(4).pictures)
    coarse = [picture // 2 * 2 for picture in pictures]
    found = crops(coarse, np.random.default_rng(0), False)
    assert found.shape == (4, 1, CROP, CROP)
    tissue = found[found > 10]
    assert len(np.unique(np.rint(tissue) % 2)) == 2
    assert np.abs(found).min() == 0
    assert all((crop == 0).any() for crop in found)
    assert found.max() <= 255 + DITHER


def test_whole_views_are_shown_small() -> None:
    pictures = textured_views(3).pictures
    small = small_views(list(pictures), np.random.default_rng(0), False)
    assert small.shape == (3, 1, 80, 64)
    assert small.mean() == pytest.approx(pictures.mean(), abs=1)


def test_too_few_patients_small_pictures_and_unequal_sizes_are_refused() -> None:
    with pytest.raises(TrainingError, match="at least 8 patients"):
        two_sample_test(textured_views(8), textured_views(60, 500))
    with pytest.raises(TrainingError, match="at least 96 pixels"):
        two_sample_test(textured_views(40, rows=60), textured_views(40, 500, rows=60))
    with pytest.raises(TrainingError, match="one size"):
        two_sample_test(textured_views(40), textured_views(40, 500, rows=160))

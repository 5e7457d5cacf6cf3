"""Claims about how drawn lesions are judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training.lesions.config import LesionTask, preset
from training.lesions.judgement import LesionJudgement, judged, judged_real, pixel_mm
from training.lesions.patches import LesionPatches

SIDE = 128
NOISE = 0.05


def patches(count: int) -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(0, NOISE, (count, SIDE, SIDE)).astype(np.float32)


def disks(*levels: float, radius: float = 30) -> NDArray[np.float32]:
    y, x = np.ogrid[:SIDE, :SIDE]
    disk = (y - SIDE / 2) ** 2 + (x - SIDE / 2) ** 2 <= radius**2
    return np.stack([level * disk for level in levels]).astype(np.float32)


def test_what_survives_is_counted_and_stands_out_by_its_rise_over_the_noise() -> None:
    channels = disks(0.2, 0.3, 0.4, 0.05)
    found = judged(patches(4), channels, removal=False, pixel_mm=0.25, drawn=False)
    assert found.survive == 0.75
    assert found.area == pytest.approx(np.pi * 30**2 / SIDE**2, rel=0.02)
    assert found.contrast == pytest.approx((5, 6, 7), rel=0.05)


def test_a_drawn_lesion_is_seen_as_the_post_processing_leaves_it() -> None:
    whole, left = (
        judged(patches(1), disks(0.3), removal=False, pixel_mm=0.25, drawn=drawn).contrast[1]
        for drawn in (False, True)
    )
    assert 0.8 * whole < left < whole


def test_a_network_that_draws_nothing_is_not_taken_for_a_careful_one() -> None:
    found = judged(patches(2), disks(0.0, 0.0), removal=False, pixel_mm=0.25)
    assert found == LesionJudgement(survive=0.0, area=0.0, contrast=(0.0, 0.0, 0.0))
    real = LesionJudgement(survive=0.6, area=0.2, contrast=(2.0, 3.0, 4.0))
    assert not found.stands_out_like(real)
    assert LesionJudgement(survive=1, area=0.2, contrast=(0.0, 2.5, 9.0)).stands_out_like(real)


def test_a_removal_darkens() -> None:
    found = judged(patches(2), disks(-0.3, -0.3), removal=True, pixel_mm=0.25)
    assert found.survive == 1
    assert found.contrast[1] < 0
    assert judged(patches(2), disks(-0.3, -0.3), removal=False, pixel_mm=0.25).survive == 0


def test_real_lesions_are_judged_at_the_side_of_the_drawn_ones(small_lesions: Path) -> None:
    config = preset("smoke", LesionTask.MASS)
    wanted = LesionPatches(small_lesions, LesionTask.MASS, 32)
    whole, half = (judged_real(wanted, config, side) for side in (32, 16))
    assert whole.survive > 0.9
    assert half.contrast[1] == pytest.approx(whole.contrast[1], rel=0.4)
    assert pixel_mm(config, 16) == 2 * pixel_mm(config, 32)

"""Claims about the quick artefact score: what is drawn wrongly scores higher than what is not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from inference.measurements.artefact_score import SIGNS, artefact_score
from inference.recipe import Technique


def breast(seed: int = 0) -> np.ndarray:
    """A smooth half disc of tissue with a soft rim, chest wall at the left."""
    y, x = np.mgrid[:640, :512]
    depth = 240 - np.hypot(y - 320, 1.1 * x)
    rim = np.clip(depth / 60, 0, 1)
    grain = ndimage.gaussian_filter(np.random.RandomState(seed).normal(size=y.shape), 6)
    grey = 40 + 100 * rim + 12 * grain / grain.std()
    return np.where(depth > 0, np.clip(grey, 1, 255), 0).astype(np.uint8)


@pytest.mark.parametrize("technique", list(Technique))
def test_a_smooth_breast_is_not_unusual(technique: Technique) -> None:
    assert artefact_score(breast(), 0.45, technique).value < 1


def test_a_seam_and_a_ragged_outline_and_a_chequered_patch_are_found() -> None:
    plain = breast()
    seamed = plain.copy()
    seamed[300:, 20:180] = np.where(plain[300:, 20:180] > 0, plain[300:, 20:180] + 40, 0)
    ragged = plain.copy()
    tooth = (np.arange(640) // 10) % 2 == 0
    edge = (plain > 0) & (np.cumsum(plain[:, ::-1] > 0, axis=1)[:, ::-1] < 60)
    ragged[edge & tooth[:, None]] = 0
    chequered = plain.copy()
    chequered[300:340, 60:100] = 90 + 60 * (np.indices((40, 40)).sum(axis=0) % 2)
    usual = artefact_score(plain, 0.45, Technique.DIGITAL).value
    found = {
        artefact_score(one, 0.45, Technique.DIGITAL).sign
        for one in (seamed, ragged, chequered)
        if artefact_score(one, 0.45, Technique.DIGITAL).value > max(1, usual)
    }
    assert found == {SIGNS[0], SIGNS[1], SIGNS[2]}


@pytest.mark.parametrize("shape", [(1, 1), (640, 512), (70, 700)])
def test_no_picture_makes_it_fail(shape: tuple[int, int]) -> None:
    for value in (0, 1, 255):
        score = artefact_score(np.full(shape, value, np.uint8), 0.45, Technique.FILM)
        assert np.isfinite(score.value) and score.sign in SIGNS

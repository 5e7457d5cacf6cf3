from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy import ndimage

from training.evaluation.comparison import halves
from training.evaluation.scale_distances import ScalePatches, compare_scales, scale_measures
from training.evaluation.sliced_wasserstein import sliced_wasserstein

COUNT = 24


def textures(seed: int, *, blur: float = 1.5, count: int = COUNT) -> np.ndarray:
    """Smooth noise as uint8 (count, 80, 64)."""
    noise = np.random.default_rng(seed).standard_normal((count, 80, 64))
    smooth = np.asarray(ndimage.gaussian_filter(noise, (0, blur, blur)))
    return np.clip(np.rint(128 + 40 * smooth / smooth.std()), 0, 255).astype(np.uint8)


def as_tensor(pictures: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pictures)[:, None].float() / 127.5 - 1


def test_a_set_has_no_distance_to_itself() -> None:
    pictures = as_tensor(textures(0))
    assert set(sliced_wasserstein(pictures, pictures).values()) == {0.0}


def test_levels_halve_down_to_twenty_rows() -> None:
    assert list(sliced_wasserstein(as_tensor(textures(0)), as_tensor(textures(1)))) == [80, 40, 20]


@pytest.mark.parametrize(("blur", "fine_ratio"), [(1.5, (0.5, 1.6)), (0.4, (2.0, np.inf))])
def test_other_texture_shows_at_the_fine_scale_and_the_same_does_not(
    blur: float, fine_ratio: tuple[float, float]
) -> None:
    cut = ScalePatches(textures(1), textures(2, blur=blur))
    plan = halves(np.array([f"p{number}" for number in range(COUNT)]), splits=2)
    levels = sorted(cut.levels, reverse=True)
    measures = scale_measures(levels, compare_scales(cut, plan), "all")
    assert [each.name for each in measures] == [
        f"sliced Wasserstein at {rows} rows" for rows in (80, 40, 20)
    ]
    least, most = fine_ratio
    assert measures[0].ratio is not None
    assert least < measures[0].ratio < most


def test_brightness_and_contrast_of_a_whole_set_make_no_difference() -> None:
    pictures = textures(3)
    darker = (pictures // 2 + 20).astype(np.uint8)
    cut = ScalePatches(pictures, darker)
    same = ScalePatches(pictures, textures(7))
    items = np.arange(COUNT), np.arange(COUNT, 2 * COUNT)
    assert cut.distance(80, *items) < 1.5 * same.distance(80, *items)


def test_both_ways_of_measuring_agree() -> None:
    first, second = textures(5), textures(6, blur=0.7)
    expected = sliced_wasserstein(as_tensor(first), as_tensor(second))
    cut = ScalePatches(first, second)
    for rows, distance in expected.items():
        found = cut.distance(rows, np.arange(COUNT), np.arange(COUNT, 2 * COUNT))
        assert found == pytest.approx(distance, rel=0.3, abs=15)

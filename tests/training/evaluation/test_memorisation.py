from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from inference.seeds import stream
from tests.training.evaluation.textured_views import textured_views
from training.errors import TrainingError
from training.evaluation.memorisation import (
    LOW_ROWS,
    PAIRS,
    Memorisation,
    low_resolution_vectors,
    memorisation,
    strata,
    stratified_rank_test,
)

TRAINING = textured_views(80)
HELD_OUT = textured_views(40, 1000)
FRESH = textured_views(60, 2000)


def copies() -> np.ndarray:
    """Training views moved along the chest wall, brightened, and with a little noise."""
    random = stream(1, "copies")
    moved = np.roll(TRAINING.pictures[:60], 3, axis=1).astype(float)
    changed = moved * 1.1 + random.normal(0, 2, moved.shape)
    return np.where(moved > 0, np.clip(changed, 1, 255), 0).astype(np.uint8)


def neighbours_of(pictures: np.ndarray) -> Memorisation:
    vectors = tuple(
        low_resolution_vectors(each) for each in (pictures, TRAINING.pictures, HELD_OUT.pictures)
    )
    return memorisation(
        (vectors[0], vectors[1], vectors[2]), (strata(FRESH), strata(HELD_OUT)), "low resolution"
    )


def test_shifted_and_brightened_copies_are_found_out() -> None:
    found = neighbours_of(copies())
    assert found.p_value < 1e-6
    assert found.relative_p_value < 1e-6
    assert all(pair.drawn == pair.training for pair in found.pairs)
    assert np.median(found.drawn_distances) < np.median(found.held_out_distances) / 2


def test_a_few_copies_among_new_views_head_the_pairs() -> None:
    pictures = FRESH.pictures.copy()
    pictures[7:10] = copies()[7:10]
    found = neighbours_of(pictures)
    assert {(pair.drawn, pair.training) for pair in found.pairs[:3]} == {(7, 7), (8, 8), (9, 9)}


def test_new_views_of_the_same_kind_are_no_copies() -> None:
    found = neighbours_of(FRESH.pictures)
    assert found.p_value > 0.05
    assert found.relative_p_value > 0.05
    assert len(found.pairs) == PAIRS
    distances = [pair.distance for pair in found.pairs]
    assert distances == sorted(distances)


def test_distances_and_neighbours_are_those_of_a_plain_search() -> None:
    random = stream(2, "vectors")
    drawn, training, held_out = (
        random.standard_normal((count, 5)).astype(np.float32) for count in (6, 30, 4)
    )
    kinds = np.full(6, "CC film"), np.full(4, "CC film")
    found = memorisation((drawn, training, held_out), kinds, "noise")
    plain = np.linalg.norm(drawn[:, None] - training[None], axis=2)
    assert found.drawn_distances == pytest.approx(plain.min(axis=1), abs=1e-5)
    assert found.pairs[0].training == plain.min(axis=0).argmin()
    assert found.pairs[0].distance == pytest.approx(plain.min(), abs=1e-5)


def test_one_stratum_is_the_rank_test_of_mann_and_whitney() -> None:
    random = stream(3, "ranks")
    nearer, farther = random.normal(-0.3, 1, 40), random.normal(0, 1, 30)
    names = np.full(40, "a"), np.full(30, "a")
    expected = mannwhitneyu(
        nearer, farther, alternative="less", method="asymptotic", use_continuity=False
    )
    assert stratified_rank_test(nearer, farther, *names) == pytest.approx(expected.pvalue)


def test_views_are_compared_within_their_kind() -> None:
    # MLO views are farther from their neighbours, and there are more of them among the held out.
    random = stream(4, "kinds")
    drawn_kind = np.repeat(["CC", "MLO"], [90, 10])
    held_kind = np.repeat(["CC", "MLO"], [10, 90])
    drawn = random.normal(0, 1, 100) + 5 * (drawn_kind == "MLO")
    held_out = random.normal(0, 1, 100) + 5 * (held_kind == "MLO")
    assert stratified_rank_test(drawn, held_out, drawn_kind, held_kind) > 0.05
    alike = np.full(100, "all")
    assert stratified_rank_test(drawn, held_out, alike, alike) < 1e-6


def test_brightness_contrast_and_place_hardly_change_the_small_pictures() -> None:
    picture = FRESH.pictures[:1]
    moved = np.roll(picture, 5, axis=1)
    changed = np.where(moved > 0, np.clip(moved * 0.8 + 10, 1, 255), 0).astype(np.uint8)
    vectors = low_resolution_vectors(np.concatenate([picture, changed, FRESH.pictures[1:2]]))
    assert vectors.shape == (3, LOW_ROWS * LOW_ROWS * 4 // 5)
    same, other = (np.linalg.norm(vectors[0] - vectors[i]) for i in (1, 2))
    assert same < other / 4


def test_an_empty_picture_has_a_vector() -> None:
    assert np.isfinite(low_resolution_vectors(np.zeros((1, 120, 96), np.uint8))).all()


def test_kinds_that_only_one_side_has_are_refused() -> None:
    vectors = np.zeros((20, 3), np.float32)
    with pytest.raises(TrainingError, match="same kinds"):
        memorisation(
            (vectors, vectors, vectors), (np.full(20, "CC film"), np.full(20, "MLO film")), "zeros"
        )

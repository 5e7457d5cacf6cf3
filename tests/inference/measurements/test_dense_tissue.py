from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.birads import Composition
from inference.measurements.dense_tissue import (
    CLASS_THRESHOLDS,
    dense_tissue,
    density,
    density_class,
)
from inference.measurements.measured_breast import MeasuredBreast, measured_breast
from tests.phantom_breast import PIXEL_MM, PhantomBreast, draw_breast


def found_in(phantom: PhantomBreast, view_position: str = "CC") -> MeasuredBreast:
    share = ((phantom.image + 1) / 2).astype(np.float32)
    breast = measured_breast(share, PIXEL_MM, view_position)
    assert breast is not None
    return breast


def relit(phantom: PhantomBreast, factor: float, offset: float) -> NDArray[np.float32]:
    """The greys of the breast, 0 to 1, multiplied and shifted; air stays black."""
    grey = np.clip((phantom.image + 1) / 2 * factor + offset, 0.03, 1)
    return np.where(phantom.breast, grey, 0).astype(np.float32)


@pytest.mark.parametrize("core_from_mm, blob_mm", [(12, 6), (12, 2.5), (20, 12)])
@pytest.mark.parametrize("share", [0.03, 0.1, 0.2, 0.35, 0.5])
def test_the_density_of_a_drawn_breast_is_its_dense_share(
    share: float, core_from_mm: float, blob_mm: float
) -> None:
    phantom = draw_breast(dense_share=share, core_from_mm=core_from_mm, blob_mm=blob_mm)
    assert density(found_in(phantom)) == pytest.approx(100 * share, abs=3)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4])
@pytest.mark.parametrize(
    "factor, offset", [(0.7, 0.0), (1.2, 0.0), (1.0, 0.1), (1.0, -0.08), (0.8, 0.1)]
)
def test_brightness_and_contrast_leave_density_as_it_is(
    share: float, factor: float, offset: float
) -> None:
    phantom = draw_breast(dense_share=share)
    changed = measured_breast(relit(phantom, factor, offset), PIXEL_MM, "CC")
    assert changed is not None
    assert density(changed) == pytest.approx(density(found_in(phantom)), abs=2)


def test_density_rises_with_dense_tissue_while_brightness_is_kept() -> None:
    shares = (0.05, 0.15, 0.3, 0.45)
    values = []
    for share in shares:
        phantom = draw_breast(dense_share=share)
        share_map = (phantom.image + 1) / 2
        even = share_map * (0.4 / share_map[phantom.breast].mean())
        breast = measured_breast(np.clip(even, 0, 1), PIXEL_MM, "CC")
        assert breast is not None
        values.append(density(breast))
    assert values == pytest.approx([100 * share for share in shares], abs=4)


@pytest.mark.parametrize("noise", [0.0, 0.01, 0.03])
@pytest.mark.parametrize("fat", [0.25, 0.4, 0.6])
def test_fat_alone_is_not_divided_however_bright_it_is(fat: float, noise: float) -> None:
    assert density(found_in(draw_breast(dense_share=0, fat=fat, noise=noise))) < 1


def test_a_breast_of_little_fat_is_still_told_to_be_extremely_dense() -> None:
    percent = density(found_in(draw_breast(dense_share=0.65)))
    assert density_class(percent) is Composition.D


def test_dense_tissue_is_found_where_it_was_drawn() -> None:
    phantom = draw_breast(dense_share=0.25)
    found = dense_tissue(found_in(phantom))
    drawn = phantom.dense[::2, ::2][:, : found.shape[1]]
    overlap = 2 * np.count_nonzero(found & drawn) / (found.sum() + drawn.sum())
    assert overlap > 0.85


def test_skin_and_muscle_are_no_dense_tissue() -> None:
    phantom = draw_breast(dense_share=0.2, muscle_mm=(120, 45), middle_mm=150)
    breast = found_in(phantom, "MLO")
    found = dense_tissue(breast)
    assert not found[breast.depth_mm <= 4].any()
    muscle = phantom.muscle[::2, ::2][:, : found.shape[1]]
    assert np.count_nonzero(found & muscle) < 0.02 * np.count_nonzero(muscle)
    assert density(breast) == pytest.approx(20, abs=3)


def test_the_classes_follow_the_thresholds() -> None:
    assert density_class(0) is Composition.A
    for number, threshold in enumerate(CLASS_THRESHOLDS):
        below, above = list(Composition)[number : number + 2]
        assert density_class(threshold - 0.01) is below
        assert density_class(threshold) is above

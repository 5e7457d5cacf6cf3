from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from inference.lesions.postprocessing import processed_lesion


def disk(radius: int, row: int = 128, column: int = 128) -> NDArray[np.bool_]:
    y, x = np.ogrid[:256, :256]
    return (y - row) ** 2 + (x - column) ** 2 <= radius**2


def channel(mask: NDArray[np.bool_], value: float = 0.5) -> NDArray[np.float32]:
    return np.where(mask, value, 0).astype(np.float32)


def test_the_largest_component_is_kept_and_the_others_are_gone() -> None:
    large, small = disk(50), disk(14, 20, 236)
    lesion = processed_lesion(channel(large | small))
    assert lesion is not None
    assert (lesion.outline == large).all()
    assert not lesion.channel[small].any()


def test_every_step_is_as_the_paper_tells_it() -> None:
    values = channel(disk(50)) + np.random.default_rng(1).normal(0, 0.02, (256, 256))
    lesion = processed_lesion(values.astype(np.float32))
    assert lesion is not None
    labels, _ = ndimage.label(values > 0.1)
    component = labels == labels[128, 128]
    grown = ndimage.binary_dilation(component, iterations=5)
    weight = ndimage.gaussian_filter(grown.astype(float), 10, mode="constant")
    np.testing.assert_allclose(lesion.channel, values * weight, atol=1e-6)


@pytest.mark.parametrize(("side", "kept"), [(80, False), (81, True)])
def test_a_lesion_under_a_tenth_of_the_patch_is_discarded(side: int, kept: bool) -> None:
    mask = np.zeros((256, 256), dtype=bool)
    mask[50 : 50 + side, 60 : 60 + side] = True  # a tenth of the patch is 80.95² pixels
    assert (processed_lesion(channel(mask)) is not None) is kept


def test_values_of_exactly_a_tenth_are_below_the_threshold() -> None:
    assert processed_lesion(channel(disk(60), np.float32(0.1))) is None
    assert processed_lesion(channel(disk(60), 0.101)) is not None


def test_a_removal_looks_at_what_becomes_darker() -> None:
    darker = channel(disk(50), -0.5)
    assert processed_lesion(darker) is None
    lesion = processed_lesion(darker, removal=True)
    assert lesion is not None
    assert lesion.channel.min() < -0.45
    assert processed_lesion(-darker, removal=True) is None


def test_far_from_the_lesion_nothing_is_added_even_where_the_channel_is_not_zero() -> None:
    values = channel(disk(50)) + np.float32(0.09)
    lesion = processed_lesion(values)
    assert lesion is not None
    reach = 50 + 5 + 40  # the Gaussian ends at 4 deviations in rows and in columns
    near = np.zeros((256, 256), dtype=bool)
    near[128 - reach : 129 + reach, 128 - reach : 129 + reach] = True
    assert not lesion.channel[~near].any()
    assert lesion.channel[near].any()


def test_an_empty_channel_holds_no_lesion() -> None:
    assert processed_lesion(np.zeros((256, 256), np.float32)) is None

from __future__ import annotations

import numpy as np
import pytest

from inference.errors import InputError
from inference.measurements.texture import spectral_slope
from inference.seeds import stream


def power_law_picture(beta: float, size: int = 320) -> np.ndarray:
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    frequency[0, 0] = 1
    white = np.fft.rfft2(stream(5, "texture", str(beta)).standard_normal((size, size)))
    return np.fft.irfft2(white * frequency ** (-beta / 2), s=(size, size))


@pytest.mark.parametrize("beta", [0.0, 1.5, 2.5, 3.17, 3.6])
@pytest.mark.parametrize("pixel_mm", [0.225, 0.45, 0.9])
def test_the_slope_of_power_law_noise_is_its_exponent(beta: float, pixel_mm: float) -> None:
    picture = power_law_picture(beta)
    mask = np.ones(picture.shape, dtype=bool)
    assert spectral_slope(picture, mask, pixel_mm) == pytest.approx(beta, abs=0.15)


def test_the_slope_does_not_depend_on_the_grey_scale() -> None:
    picture, mask = power_law_picture(3.0), np.ones((320, 320), dtype=bool)
    first = spectral_slope(picture, mask, 0.45)
    assert spectral_slope(700 + 30 * picture, mask, 0.45) == pytest.approx(first, abs=1e-6)


def test_what_lies_outside_the_mask_changes_nothing() -> None:
    picture, mask = power_law_picture(3.0), np.zeros((320, 320), dtype=bool)
    mask[:200, :200] = True
    noisy = np.where(mask, picture, 1e3 * stream(6, "outside").standard_normal(picture.shape))
    assert spectral_slope(noisy, mask, 0.45) == spectral_slope(picture, mask, 0.45)


def test_a_breast_without_room_for_a_square_is_refused_with_a_sentence() -> None:
    mask = np.zeros((320, 320), dtype=bool)
    mask[:20, :20] = True
    with pytest.raises(InputError, match="no room"):
        spectral_slope(power_law_picture(3.0), mask, 0.45)


def test_a_mask_of_another_shape_is_refused() -> None:
    with pytest.raises(InputError, match="different shapes"):
        spectral_slope(np.zeros((64, 64)), np.ones((64, 60), dtype=bool), 0.45)


def test_an_even_picture_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="too even"):
        spectral_slope(np.zeros((64, 64)), np.ones((64, 64), dtype=bool), 0.45)

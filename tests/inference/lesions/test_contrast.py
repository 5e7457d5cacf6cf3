from __future__ import annotations

import numpy as np
import pytest

from inference.lesions.contrast import contrast_to_noise


def test_contrast_is_the_rise_over_what_the_background_varies_beside_its_slope() -> None:
    random = np.random.default_rng(2)
    rows, columns = np.mgrid[:128, :128]
    before = 3.0 * rows - 2.0 * columns + random.normal(0, 5, (128, 128))
    outline = (rows - 64) ** 2 + (columns - 64) ** 2 <= 20**2
    breast = np.ones_like(outline)
    after = before + 40 * outline
    found = contrast_to_noise(before, after, outline, breast, pixel_mm=0.25)
    assert found == pytest.approx(8, rel=0.05)
    twice = contrast_to_noise(before, before + 80 * outline, outline, breast, pixel_mm=0.25)
    assert twice == pytest.approx(2 * found)
    darker = contrast_to_noise(before, before - 40 * outline, outline, breast, pixel_mm=0.25)
    assert darker == pytest.approx(-found)


def test_only_tissue_near_the_lesion_is_background() -> None:
    before = np.random.default_rng(3).normal(0, 1, (128, 128))
    rows, columns = np.ogrid[:128, :128]
    outline = (rows - 64) ** 2 + (columns - 64) ** 2 <= 10**2
    far = (rows - 64) ** 2 + (columns - 64) ** 2 > 50**2
    breast = np.ones_like(outline)
    noisy = before + far * 1000.0 * (rows % 2)
    for picture in (before, noisy):
        found = contrast_to_noise(picture, picture + outline, outline, breast, pixel_mm=0.25)
        assert found == pytest.approx(1, rel=0.1)
    air = np.where(rows + 0 * columns > 80, 500.0, before)
    tissue = np.broadcast_to(rows <= 80, (128, 128))
    found = contrast_to_noise(air, air + outline, outline, tissue, pixel_mm=0.25)
    assert found == pytest.approx(1, rel=0.1)


def test_without_an_outline_or_tissue_there_is_no_contrast() -> None:
    flat, nothing = np.zeros((16, 16)), np.zeros((16, 16), dtype=bool)
    assert contrast_to_noise(flat, flat + 1, nothing, ~nothing, 0.25) == 0
    assert contrast_to_noise(flat, flat + 1, ~nothing, nothing, 0.25) == 0

"""Views with a known texture: half ellipses of noise with a power-law spectrum."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from inference.seeds import stream
from training.evaluation.picture_set import PictureSet


def textured_view(seed: int, rows: int = 120, columns: int = 96) -> np.ndarray:
    """uint8 (rows, columns), chest wall on the left edge, 0 outside the breast."""
    random = stream(seed, "textured view")
    fine = random.standard_normal((rows, columns))
    coarse = ndimage.gaussian_filter(random.standard_normal((rows, columns)), 6)
    grey = 110 + 25 * coarse / coarse.std() + 12 * ndimage.gaussian_filter(fine, 0.4)
    y, x = np.mgrid[:rows, :columns]
    height, depth = rows * random.uniform(0.36, 0.44), columns * random.uniform(0.75, 0.9)
    distance = np.hypot((y - rows / 2) / height, x / depth)
    # Tissue thins towards the skin.
    grey = grey * np.clip(6 * (1 - distance), 0.2, 1)
    return np.where(distance < 1, np.clip(np.rint(grey), 1, 255), 0).astype(np.uint8)


def textured_views(count: int, first_seed: int = 0, rows: int = 120) -> PictureSet:
    """Views of as many women, two of each, CC and MLO in turn."""
    numbers = np.arange(count)
    pictures = [textured_view(first_seed + int(n), rows, rows * 4 // 5) for n in numbers]
    return PictureSet(
        pictures=np.stack(pictures),
        view_positions=np.where(numbers % 2, "MLO", "CC"),
        techniques=np.full(count, "film"),
        patients=np.array([f"{first_seed}-{n // 2}" for n in numbers]),
    )

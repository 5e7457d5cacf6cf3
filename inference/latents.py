"""The random numbers of a case: z of each breast and view, and the noise, from named streams."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.mapping_network import Array
from inference.recipe import ViewName
from inference.seeds import stream

ASYMMETRY = 0.35
"""How far the two breasts of a woman usually differ: 0 (alike) to 1 (as breasts of two women)."""

VIEW_DIFFERENCE = 0.6
"""How far the views of a breast differ in z, for a model that cannot be asked for CC or MLO."""


def side_z(seed: int, image_laterality: str, z_dim: int, asymmetry: float = ASYMMETRY) -> Array:
    """The z of one breast: mostly the woman's, and a part of its own.

    CC and MLO of a breast share it. The weights keep it standard normal.

    Args:
        seed: of the case.
        image_laterality: `R` or `L`.
        z_dim: how many numbers.
        asymmetry: how far the breasts differ, 0 to 1.
    """
    woman = stream(seed, "woman").standard_normal(z_dim)
    own = stream(seed, "side", image_laterality).standard_normal(z_dim)
    return np.sqrt(1 - asymmetry**2) * woman + asymmetry * own


def view_z(seed: int, name: ViewName, z: Array) -> Array:
    """The z of one view, for a model that draws CC and MLO unasked.

    From one z it would draw one picture. The weights keep z standard normal.

    Args:
        seed: of the case.
        name: of the view.
        z: of the breast.
    """
    own = stream(seed, "view", name.value).standard_normal(len(z))
    return np.sqrt(1 - VIEW_DIFFERENCE**2) * z + VIEW_DIFFERENCE * own


@lru_cache(maxsize=4)
def view_noise(seed: int, name: ViewName, size: int) -> NDArray[np.float32]:
    """The noise of one view, read-only; that of the last case is kept, since sliders redraw it.

    Args:
        seed: of the case.
        name: of the view.
        size: how many numbers, for all layers together.
    """
    noise = stream(seed, "noise", name.value).standard_normal(size).astype(np.float32)
    noise.flags.writeable = False
    return noise

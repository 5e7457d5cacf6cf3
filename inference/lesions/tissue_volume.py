"""Random tissue in a ball of the breast, projected into a view: islands, or a net of strands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.lesions.shape import Canvas, film_axes, grid_mm

CELLS = 40
"""Tissue is held at so many places in each direction."""

SAMPLES = 48
"""And looked at at so many along each side of the film, and half as many along the beam."""

THICKEST_MM = 22.0
"""Larger tissue is pressed flat along the beam: of a compressed breast about half is gland."""

POWER = 1.5
"""Amplitudes fall with this power of the frequency: projected, a spectral slope of 3.

Source: spectral slope of real mammograms 3.17 (CC) and 3.30 (MLO), Chen et al. 2012,
Med. Phys. 39:5336.
"""

STRETCH = 1.7
"""Tissue runs toward the nipple: structures are so much longer that way."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TissueVolume:
    """Share of fibroglandular tissue in a cube.

    Attributes:
        share: float32 (CELLS, CELLS, CELLS), 0 to 1, along (back, out, up).
        size_mm: side of the cube, the diameter of the tissue in it.
    """

    share: NDArray[np.float32]
    size_mm: float

    def thickness_mm(self, canvas: Canvas) -> NDArray[np.float32]:
        """How much fibroglandular tissue lies behind each pixel: float32 (rows, columns)."""
        line = (np.arange(SAMPLES) + 0.5) / SAMPLES - 0.5
        beam = (np.arange(SAMPLES // 2) + 0.5) / (SAMPLES // 2) - 0.5
        film = np.stack(np.meshgrid(line, line, beam, indexing="ij"), axis=-1)
        cells = (film @ film_axes(canvas.view_position) + 0.5) * CELLS - 0.5
        seen = ndimage.map_coordinates(
            self.share, np.moveaxis(cells, -1, 0), order=1, mode="constant", prefilter=False
        )
        path = seen.mean(axis=2) * min(self.size_mm, THICKEST_MM)
        down, right = (
            place / self.size_mm * SAMPLES + SAMPLES / 2 - 0.5 for place in grid_mm(canvas)
        )
        at = np.stack(np.broadcast_arrays(down, right))
        order = 3 if self.size_mm / SAMPLES > canvas.pixel_mm else 1
        laid = ndimage.map_coordinates(path, at, order=order, mode="constant")
        return np.maximum(laid, 0).astype(np.float32)


def noise(numbers: np.random.RandomState, stretch: float = STRETCH) -> NDArray[np.float64]:
    """Random tissue (CELLS, CELLS, CELLS), mean 0, standard deviation 1."""
    rate = np.fft.fftfreq(CELLS)
    half = np.fft.rfftfreq(CELLS)
    square = (rate[:, None, None] * stretch) ** 2 + rate[None, :, None] ** 2 + half[None, None] ** 2
    square[0, 0, 0] = np.inf
    white = np.fft.rfftn(numbers.normal(size=(CELLS,) * 3))
    made = np.fft.irfftn(white * square ** (-POWER / 2), s=(CELLS,) * 3, axes=(0, 1, 2))
    return (made - made.mean()) / made.std()


def distance_share() -> NDArray[np.float64]:
    """(CELLS, CELLS, CELLS): 0 in the middle of the cube, 1 on the ball that touches its sides."""
    line = ((np.arange(CELLS) + 0.5) / CELLS - 0.5) * 2
    return np.sqrt(line[:, None, None] ** 2 + line[None, :, None] ** 2 + line[None, None] ** 2)


def off_the_skin(canvas: Canvas, depth_mm: float) -> NDArray[np.float32]:
    """1 well within the breast, 0 nearer to the skin than about a depth: fat lies there."""
    side = max(3, 2 * round(depth_mm / canvas.pixel_mm) + 1)
    share = canvas.breast.astype(np.float32)
    for _ in range(2):
        share = ndimage.uniform_filter(share, side, mode="nearest")
    return np.clip(share * 4 - 3, 0, 1).astype(np.float32)

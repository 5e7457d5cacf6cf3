"""The frame a breast is imaged in, and the positions of its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError

FRAME_HEIGHT_MM = 288.0
ROW_COUNTS = (160, 320, 640, 1280)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A 5:4 frame of 288 × 230.4 mm with the chest wall on its left edge.

    Attributes:
        rows: one of `ROW_COUNTS`.
    """

    rows: int

    def __post_init__(self) -> None:
        if self.rows not in ROW_COUNTS:
            choices = ", ".join(map(str, ROW_COUNTS))
            raise InputError(f"A frame has {choices} rows, not {self.rows}.")

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return self.rows * 4 // 5

    @property
    def pixel_mm(self) -> float:
        """Size of a pixel."""
        return FRAME_HEIGHT_MM / self.rows

    def positions_mm(self) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Down and anterior distance of every pixel's centre: (rows, 1) and (1, columns)."""
        down = (np.arange(self.rows, dtype=np.float32) + 0.5) * self.pixel_mm
        anterior = (np.arange(self.columns, dtype=np.float32) + 0.5) * self.pixel_mm
        return down[:, None], anterior[None, :]

"""The frame a breast is imaged in, and the positions of its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError
from inference.preparation import frame

ROW_COUNTS = (160, 320, 640, 1280)


class Frame(frame.Frame):
    """The frame of all prepared views, chest wall on its left edge, in a height of `ROW_COUNTS`."""

    __slots__ = ()

    def __post_init__(self) -> None:
        if self.rows not in ROW_COUNTS:
            choices = ", ".join(map(str, ROW_COUNTS))
            raise InputError(f"A frame has {choices} rows, not {self.rows}.")

    def positions_mm(self) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Down and anterior distance of every pixel's centre: (rows, 1) and (1, columns)."""
        down = (np.arange(self.rows, dtype=np.float32) + 0.5) * self.pixel_mm
        anterior = (np.arange(self.columns, dtype=np.float32) + 0.5) * self.pixel_mm
        return down[:, None], anterior[None, :]

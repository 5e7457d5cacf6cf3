"""The frame: the field of view that every prepared and every generated picture shows."""

from __future__ import annotations

from dataclasses import dataclass

from inference.errors import InputError

FRAME_HEIGHT_MM = 288.0
FRAME_WIDTH_MM = 230.4
ASPECT = (5, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A 5:4 picture of 288 × 230.4 mm.

    Attributes:
        rows: a multiple of 5 and at least 10; 640 is 0.45 mm per pixel.
    """

    rows: int

    def __post_init__(self) -> None:
        if self.rows < 10 or self.rows % ASPECT[0]:
            raise InputError(f"A frame has a multiple of 5 rows, at least 10, not {self.rows}.")

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return self.rows * ASPECT[1] // ASPECT[0]

    @property
    def pixel_mm(self) -> float:
        """Height and width of a pixel in millimetres."""
        return FRAME_HEIGHT_MM / self.rows

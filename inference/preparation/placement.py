"""Placing a breast in the frame: chest wall to the left edge, one physical scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.errors import ImageFileError
from inference.preparation.breast_mask import edge_contact
from inference.preparation.frame import Frame

LARGEST_LOSS = 0.08
"""A breast of which more than this share lies outside the frame is refused."""

SMALLEST_AREA_MM2 = 1000.0
"""A breast smaller than this tells that the scale of its picture is wrong."""

COARSEST_STEP = 2.6
"""A picture is refused when a pixel of it would fill more than this many of a 640-row frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a picture goes in the frame: mirror, scale, then shift.

    Attributes:
        mirrored: whether left and right are exchanged first.
        scale: frame pixels per picture pixel.
        row_offset: frame row of the picture's first row.
        column_offset: frame column of the first column of the (mirrored) picture.
    """

    mirrored: bool
    scale: float
    row_offset: float
    column_offset: float

    def picture(self, values: NDArray[np.floating], frame: Frame) -> NDArray[np.float32]:
        """Bring a picture into the frame with area-aware interpolation; 0 where it does not reach.

        Args:
            values: (rows, columns), any range.
            frame: the target.

        Returns:
            float32 (frame.rows, frame.columns).
        """
        source = values[:, ::-1] if self.mirrored else values
        width, height = (
            max(1, round(values.shape[1] * self.scale)),
            max(1, round(values.shape[0] * self.scale)),
        )
        filter_ = Image.Resampling.BICUBIC if self.scale > 1 else Image.Resampling.LANCZOS
        image = Image.fromarray(np.ascontiguousarray(source, dtype=np.float32))
        resized = np.asarray(image.resize((width, height), filter_))
        return _shifted(resized, round(self.row_offset), round(self.column_offset), frame)

    def mask(self, mask: NDArray[np.bool_], frame: Frame) -> NDArray[np.bool_]:
        """Bring a mask into the frame: bool (frame.rows, frame.columns)."""
        return self.picture(mask.astype(np.float32), frame) > 0.5

    def box(
        self, left: float, top: float, width: float, height: float, columns: int
    ) -> tuple[float, float, float, float]:
        """Bring a box (left, top, width, height in picture pixels) into the frame.

        Args:
            left: first column.
            top: first row.
            width: columns.
            height: rows.
            columns: width of the whole picture.
        """
        x = columns - left - width if self.mirrored else left
        return (
            x * self.scale + round(self.column_offset),
            top * self.scale + round(self.row_offset),
            width * self.scale,
            height * self.scale,
        )


def chest_wall_is_right(breast: NDArray[np.bool_]) -> bool:
    """Whether the chest wall, the long straight side of the breast, is on the right."""
    left, right = edge_contact(breast)
    return right > left


def place(
    breast: NDArray[np.bool_], *, view_position: str, pixel_mm: float, frame: Frame
) -> Placement:
    """Find the placement that puts the chest wall on the left edge of the frame.

    A CC view is centred on the middle of its outline. An MLO view begins at the top edge, as the
    axilla does on film. What is wider than the frame loses its chest-wall side; what is higher
    loses its lower end (MLO) or both ends (CC).

    Args:
        breast: bool (rows, columns) of the picture.
        view_position: `CC` or `MLO`.
        pixel_mm: of the picture.
        frame: the target.

    Raises:
        ImageFileError: the breast does not fit, or the picture is far too coarse.
    """
    scale = pixel_mm / frame.pixel_mm
    if pixel_mm / Frame(rows=640).pixel_mm > COARSEST_STEP:
        raise ImageFileError(f"the picture is too coarse: {pixel_mm:.2f} mm per pixel")
    _check_area(breast.sum() * pixel_mm**2, frame)
    mirrored = chest_wall_is_right(breast)
    upright = breast[:, ::-1] if mirrored else breast
    rows = np.flatnonzero(upright.any(axis=1))
    columns = np.flatnonzero(upright.any(axis=0))
    top, bottom = rows[0] * scale, (rows[-1] + 1) * scale
    left, right = columns[0] * scale, (columns[-1] + 1) * scale
    row_offset = -top if view_position == "MLO" else (frame.rows - top - bottom) / 2
    margin = frame.columns * 0.01
    column_offset = min(-left, frame.columns - margin - right)
    placement = Placement(
        mirrored=mirrored, scale=scale, row_offset=row_offset, column_offset=column_offset
    )
    kept = placement.mask(breast, frame).sum() / max(1.0, breast.sum() * scale**2)
    if kept < 1 - LARGEST_LOSS:
        raise ImageFileError(f"the breast does not fit the frame: {kept:.0%} of it would be seen")
    return placement


def _check_area(area_mm2: float, frame: Frame) -> None:
    """Refuse what cannot fit before a picture is enlarged for it."""
    if area_mm2 < SMALLEST_AREA_MM2:
        raise ImageFileError(f"the scale is wrong: the breast would cover {area_mm2:.0f} mm²")
    most = frame.rows * frame.columns * frame.pixel_mm**2 / (1 - LARGEST_LOSS)
    if area_mm2 > most:
        raise ImageFileError(f"the breast does not fit the frame: it covers {area_mm2:.0f} mm²")


def _shifted(
    picture: NDArray[np.float32], row: int, column: int, frame: Frame
) -> NDArray[np.float32]:
    result = np.zeros((frame.rows, frame.columns), dtype=np.float32)
    height, width = picture.shape
    top, bottom = max(0, row), min(frame.rows, row + height)
    left, right = max(0, column), min(frame.columns, column + width)
    if top < bottom and left < right:
        result[top:bottom, left:right] = picture[
            top - row : bottom - row, left - column : right - column
        ]
    return result

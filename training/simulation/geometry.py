"""Where the points of a breast lie in the picture of a view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.preparation.frame import FRAME_HEIGHT_MM
from training.simulation.anatomy import Breast

Number = TypeVar("Number", float, NDArray[np.floating])

CC_ANGLE_DEG = 0.0
MLO_ANGLE_DEG = 45.0
"""Turn of the picture's plane about the anterior axis, away from the transverse plane."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Maps the breast's own coordinates to a view with its chest wall on the left.

    A point of the breast is `anterior` (0 chest wall, 1 tip), `lateral` and `superior` (shares of
    the radius). In a view it has `anterior` and `across`: −1 at the upper end of the breast (in
    CC lateral, in MLO upper outer), 1 at the lower end.

    Attributes:
        breast: what is imaged.
        view_position: `CC` or `MLO`.
        center_mm: row of the breast's axis at the chest wall.
        depth_mm: scale of `anterior`.
        radius_mm: scale of `across`.
        sag_mm: how far the tip hangs below the axis.
        thickness_mm: between the paddles.
    """

    breast: Breast
    view_position: str
    center_mm: float
    depth_mm: float
    radius_mm: float
    sag_mm: float
    thickness_mm: float

    @property
    def angle_deg(self) -> float:
        """Turn of the picture's plane about the anterior axis."""
        return CC_ANGLE_DEG if self.view_position == "CC" else MLO_ANGLE_DEG

    @property
    def nipple_across(self) -> float:
        """`across` of the nipple."""
        return float(self.across(*self.breast.nipple_offset))

    def across(self, lateral: Number, superior: Number) -> Number:
        """`across` of points of the breast."""
        turn = np.deg2rad(self.angle_deg)
        return -(lateral * np.cos(turn).item() + superior * np.sin(turn).item())

    def to_mm(self, anterior: Number, across: Number) -> tuple[Number, Number]:
        """(row, column) in mm."""
        row = self.center_mm + across * self.radius_mm + self.sag_mm * anterior**2
        return row, anterior * self.depth_mm

    def from_mm(self, row: Number, column: Number) -> tuple[Number, Number]:
        """(anterior, across) of a place in the picture."""
        anterior = column / self.depth_mm
        return anterior, (row - self.center_mm - self.sag_mm * anterior**2) / self.radius_mm


def view_geometry(breast: Breast, view_position: str) -> Geometry:
    """How a breast is positioned for a view: CC in mid-frame, MLO from the upper edge down."""
    if view_position == "CC":
        center, sag, depth, thickness = FRAME_HEIGHT_MM / 2, 0.0, 1.0, 1.0
    else:
        # The oblique view pulls the breast out a little further and is a little thicker.
        center, sag, depth, thickness = breast.axilla_mm + breast.radius_mm, 1.0, 1.03, 1.06
    return Geometry(
        breast=breast,
        view_position=view_position,
        center_mm=center,
        depth_mm=breast.depth_mm * depth,
        radius_mm=breast.radius_mm,
        sag_mm=breast.sag_mm * sag,
        thickness_mm=breast.thickness_mm * thickness,
    )

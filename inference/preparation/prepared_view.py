"""Preparing one view: from a picture of any source to the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.preparation.breast_mask import find_breast
from inference.preparation.frame import Frame
from inference.preparation.grey_mapping import GreyMap, grey_map
from inference.preparation.placement import Placement, place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreparedView:
    """A view in the frame, chest wall to the left.

    Attributes:
        pixels: uint8 (frame.rows, frame.columns); exactly 0 outside the breast.
        breast: bool of the same shape.
        placement: how picture coordinates become frame coordinates.
        pixel_mm: size of a pixel of the picture, given or fitted.
    """

    pixels: NDArray[np.uint8]
    breast: NDArray[np.bool_]
    placement: Placement
    pixel_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPlan:
    """How a picture comes into the frame.

    Attributes:
        placement: how picture coordinates become frame coordinates.
        greys: how its greys become those of other pictures.
    """

    placement: Placement
    greys: GreyMap


def breast_area_px(grey: NDArray[np.float32]) -> float:
    """Area of the breast in square pixels of the picture.

    Raises:
        ImageFileError: there is no breast.
    """
    return float(find_breast(grey).sum())


def prepare_view(
    grey: NDArray[np.float32],
    *,
    view_position: str,
    pixel_mm: float | None,
    fitted_area_mm2: float,
    frame: Frame,
) -> PreparedView:
    """Bring a picture into the frame.

    Args:
        grey: (rows, columns), 0 (air) to 1, VOI applied and not inverted.
        view_position: `CC` or `MLO`.
        pixel_mm: size of a pixel, or None where it is unknown.
        fitted_area_mm2: the area given to the breast where `pixel_mm` is None.
        frame: the target.

    Raises:
        ImageFileError: no breast, no contrast, or it does not fit the frame.
    """
    breast = find_breast(grey)
    if pixel_mm is None:
        pixel_mm = _fitted_pixel_mm(breast, fitted_area_mm2, frame)
    plan = plan_view(grey, breast, view_position=view_position, pixel_mm=pixel_mm, frame=frame)
    mapped = np.where(breast, plan.greys.apply(grey), 0)
    inside = plan.placement.mask(breast, frame)
    # The smallest grey inside is 1: 0 is reserved for what is not breast.
    pixels = np.clip(np.rint(plan.placement.picture(mapped, frame) * 255), 1, 255).astype(np.uint8)
    pixels[~inside] = 0
    return PreparedView(pixels=pixels, breast=inside, placement=plan.placement, pixel_mm=pixel_mm)


def plan_view(
    grey: NDArray[np.float32],
    breast: NDArray[np.bool_],
    *,
    view_position: str,
    pixel_mm: float,
    frame: Frame,
) -> ViewPlan:
    """Find how a picture of known scale comes into the frame.

    Args:
        grey: (rows, columns), 0 (air) to 1, VOI applied and not inverted.
        breast: bool of the same shape.
        view_position: `CC` or `MLO`.
        pixel_mm: size of a pixel.
        frame: the target.

    Raises:
        ImageFileError: no contrast, or it does not fit the frame.
    """
    placement = place(breast, view_position=view_position, pixel_mm=pixel_mm, frame=frame)
    return ViewPlan(placement=placement, greys=grey_map(grey, breast))


def _fitted_pixel_mm(breast: NDArray[np.bool_], area_mm2: float, frame: Frame) -> float:
    """The pixel size that gives the breast an area, made smaller where it would not fit."""
    wanted = float(np.sqrt(area_mm2 / breast.sum()))
    rows = np.flatnonzero(breast.any(axis=1))
    columns = np.flatnonzero(breast.any(axis=0))
    highest = 0.98 * frame.rows * frame.pixel_mm / (rows[-1] - rows[0] + 1)
    widest = 0.98 * frame.columns * frame.pixel_mm / (columns[-1] - columns[0] + 1)
    return min(wanted, highest, widest)

"""Measuring the attributes of a view, one that was just drawn or one from a file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.birads import Composition
from inference.case import View
from inference.errors import ImageFileError, InputError
from inference.imaging.greyscale import to_grey
from inference.measurements import breast_shape, dense_tissue, tissue_look
from inference.measurements.attributes import Attributes
from inference.measurements.measured_breast import (
    MeasuredBreast,
    measured_breast,
    reduced,
    reduction,
)
from inference.measurements.texture import spectral_slope
from inference.preparation.breast_mask import find_breast
from inference.preparation.grey_mapping import map_greys
from inference.preparation.placement import chest_wall_is_right

TEXTURE_MM = 0.45
"""Size of a pixel that texture is measured at; a coarser picture is taken as it is."""

USUAL_AREA_MM2 = 11_000.0
"""Area of a breast, by which a view without a pixel spacing is scaled."""

FINEST_ROWS = 1280
"""Views from files are thinned out to fewer rows than twice this before their greys are found."""


def measure(image: NDArray[np.float32], pixel_mm: float, view_position: str) -> Attributes:
    """Measure a view as the generator draws it.

    No picture makes this fail: what cannot be told of an odd one is None.

    Args:
        image: (rows, columns), −1 (air) to 1, chest wall at the left edge.
        pixel_mm: size of a pixel.
        view_position: `CC` or `MLO`; the pectoral muscle is looked for in MLO alone.
    """
    if image.ndim != 2 or image.size == 0 or not 0 < pixel_mm < np.inf:
        return Attributes()
    share = np.clip((image + 1) / 2, 0, 1)
    share = np.nan_to_num(share, nan=0.0).astype(np.float32)
    return _measured(share, None, pixel_mm, view_position)


def measure_view(view: View) -> Attributes:
    """Measure a view of a case, from a file or drawn.

    The greys of a view from a file are brought to the range that prepared and drawn views have;
    those of a drawn one stay. Lengths, areas and texture are None without a pixel spacing, the
    rest then rests on a usual size. The muscle is looked for where the view is named MLO.
    """
    grey, pixel_mm = _square_grey(view)
    try:
        breast = find_breast(grey)
        if not view.synthetic:
            grey = map_greys(grey, breast)
    except ImageFileError:
        return Attributes()
    right = chest_wall_is_right(breast)
    position = "CC"
    if view.name is not None:
        right = view.name.image_laterality == "R"
        position = view.name.view_position if view.position_known else "CC"
    if right:
        grey, breast = grey[:, ::-1], breast[:, ::-1]
    wall = int(np.flatnonzero(breast.any(axis=0))[0])
    share, mask = grey[:, wall:], breast[:, wall:]
    if pixel_mm is None:
        usual_mm = float(np.sqrt(USUAL_AREA_MM2 / np.count_nonzero(mask)))
        return _without_scale(_measured(share, mask, usual_mm, position))
    return _measured(share, None if view.synthetic else mask, pixel_mm, position)


def _measured(
    share: NDArray[np.float32],
    mask: NDArray[np.bool_] | None,
    pixel_mm: float,
    view_position: str,
) -> Attributes:
    breast = measured_breast(share, pixel_mm, view_position, mask)
    if breast is None:
        return Attributes()
    nipple_row, nipple_column = breast_shape.nipple(breast)
    percent = dense_tissue.density(breast)
    composition = dense_tissue.density_class(percent)
    return Attributes(
        breast_area=breast_shape.area_cm2(breast),
        breast_height=breast_shape.height_cm(breast),
        breast_depth=breast_shape.depth_cm(breast, nipple_column),
        breast_position=breast_shape.position_cm(breast),
        density=percent,
        density_class=float(tuple(Composition).index(composition) + 1),
        brightness=tissue_look.brightness(breast),
        contrast=tissue_look.contrast(breast),
        texture_slope=_texture_slope(share, pixel_mm, breast),
        strand_strength=tissue_look.strand_strength(breast),
        pectoral_angle=breast_shape.pectoral_angle_deg(breast),
        pectoral_length=breast_shape.pectoral_length_cm(breast),
        nipple_height=breast_shape.nipple_height_cm(breast, nipple_row),
        skin_visibility=tissue_look.skin_visibility(breast),
    )


def _texture_slope(
    share: NDArray[np.float32], pixel_mm: float, breast: MeasuredBreast
) -> float | None:
    """The slope inside the breast, on a finer picture than the rest."""
    factor = reduction(share.shape, pixel_mm, TEXTURE_MM)
    picture = reduced(share, factor)
    fine_mm = pixel_mm * factor
    # Which row and column of the coarse mask each fine pixel lies in.
    rows, columns = (
        ((np.arange(pixels) + 0.5) * fine_mm / breast.pixel_mm).astype(np.intp)
        for pixels in picture.shape
    )
    rows = np.minimum(rows, breast.inside.shape[0] - 1)
    columns = columns[columns < breast.inside.shape[1]]
    inside = breast.inside[np.ix_(rows, columns)]
    try:
        return spectral_slope(picture[:, : len(columns)], inside, fine_mm)
    except InputError:
        return None


def _square_grey(view: View) -> tuple[NDArray[np.float32], float | None]:
    """The greys of a view with square pixels, not finer than texture needs, and their size."""
    step = max(1, view.rows // FINEST_ROWS)
    grey = to_grey(view.pixels[::step, ::step], view.greyscale)
    grey = np.nan_to_num(grey, nan=0.0)
    if view.pixel_spacing_mm is None:
        return reduced(grey, reduction(grey.shape, 1, 1)), None
    row_mm, column_mm = (spacing * step for spacing in view.pixel_spacing_mm)
    pixel_mm = max(row_mm, column_mm, TEXTURE_MM)
    rows, columns = (
        max(1, round(pixels * spacing / pixel_mm))
        for pixels, spacing in zip(grey.shape, (row_mm, column_mm), strict=True)
    )
    resized = Image.fromarray(grey).resize((columns, rows), Image.Resampling.BOX)
    return np.asarray(resized), pixel_mm


def _without_scale(attributes: Attributes) -> Attributes:
    """Only what a usual size tells well enough."""
    return Attributes(
        density=attributes.density,
        density_class=attributes.density_class,
        brightness=attributes.brightness,
        contrast=attributes.contrast,
        strand_strength=attributes.strand_strength,
        pectoral_angle=attributes.pectoral_angle,
        skin_visibility=attributes.skin_visibility,
    )

"""A view as lesions are put into it: a left breast, its landmarks, levels and free places."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from inference.case import PixelSpacingSource, View
from inference.drawn_view import MAX_VALUE
from inference.errors import LesionError
from inference.imaging.greyscale import to_grey
from inference.lesions.shape import Canvas
from inference.measurements.breast_landmarks import (
    SAMPLE_ROWS,
    BreastLandmarks,
    breast_landmarks,
)
from inference.measurements.dense_tissue import dense_tissue
from inference.measurements.measured_breast import (
    MeasuredBreast,
    measured_breast,
    reduced,
    reduction,
)
from inference.preparation.breast_mask import find_breast
from inference.recipe import ViewName

USUAL_DEPTH_MM = 90.0
"""Stands for the posterior nipple line of a view without millimetres."""

SMOOTH_MM = 0.8
"""The share of fibroglandular tissue is told over about this distance."""

GLAND_PERCENTILE = 60
"""Percentile of the dense tissue's values that is the level of fibroglandular tissue."""

LEAST_SPAN = 0.2
"""The two levels differ by at least this share of the values in the breast: a fatty breast has
strands alone, which are no full measure of fibroglandular tissue."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenView:
    """What is found of a view once, before any lesion is put in; all with the chest wall left.

    Attributes:
        name: of the view.
        values: float32 (rows, columns), those of the view.
        pixel_mm: size of a pixel; estimated where the view has none.
        landmarks: of the view, mirrored for a right breast.
        tissue: reduced masks of the breast.
        dense: bool, where that is dense.
        room_mm: float32 of the reduced view, distance to the skin, the muscle or the film's edge.
        glandular: float32 (rows, columns), 0 (fat) to 1 (dense tissue).
        breast: bool (rows, columns).
        fat: value of fat.
        gland: value of fibroglandular tissue.
        white: value beyond which nothing becomes brighter.
        air: value of the darkest air.
        position_known: whether the view shows the position of its name.
    """

    name: ViewName
    values: NDArray[np.float32]
    pixel_mm: float
    landmarks: BreastLandmarks
    tissue: MeasuredBreast
    dense: NDArray[np.bool_]
    room_mm: NDArray[np.float32]
    glandular: NDArray[np.float32]
    breast: NDArray[np.bool_]
    fat: float
    gland: float
    white: float
    air: float
    position_known: bool

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.values.shape[0])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.values.shape[1])

    def point(self, back_mm: float, up_mm: float) -> tuple[float, float]:
        """The (row, column) so far behind the nipple and so far above its line."""
        marks = self.landmarks
        scale = marks.row_mm or self.pixel_mm
        row = marks.nipple[0] + (back_mm * marks.back[0] + up_mm * marks.up[0]) / scale
        column = marks.nipple[1] + (back_mm * marks.back[1] + up_mm * marks.up[1]) / scale
        return row, column / marks.column_scale

    def offsets_mm(self, point: tuple[float, float]) -> tuple[float, float]:
        """How far behind the nipple and above its line a (row, column) lies."""
        back, up = self.landmarks.offsets(point)
        scale = self.landmarks.row_mm or self.pixel_mm
        return back * scale, up * scale

    def hung(self, point: tuple[float, float]) -> tuple[float, float]:
        """A (row, column) in the view as it hangs, or back from there."""
        right = self.name.image_laterality == "R"
        return point[0], self.columns - point[1] if right else point[1]

    def small(self, point: tuple[float, float]) -> tuple[int, int] | None:
        """The pixel of the reduced view that a point lies in, or None outside."""
        row, column = (int(at * self.pixel_mm // self.tissue.pixel_mm) for at in point)
        rows, columns = self.room_mm.shape
        inside = 0 <= row < rows and 0 <= column < columns and min(point) >= 0
        return (row, column) if inside else None

    def canvas(self, center: tuple[float, float], numbers: np.random.RandomState) -> Canvas:
        """The view for a lesion model."""
        nipple = self.point(0, 0)
        return Canvas(
            rows=self.rows,
            columns=self.columns,
            pixel_mm=self.pixel_mm,
            center=center,
            view_position=self.name.view_position,
            numbers=numbers,
            breast=self.breast,
            glandular=self.glandular,
            nipple=nipple,
            back=self.landmarks.back,
        )


def seen_view(view: View) -> SeenView:
    """Find what insertion needs; takes some tens of milliseconds.

    Raises:
        LesionError: the view has no name, or no breast with tissue is found in it.
    """
    if view.name is None:
        raise LesionError("A lesion needs a view whose side and position are known. Name the view.")
    marks = breast_landmarks(view)
    if marks is None:
        raise LesionError(f"No breast was found in {view.name.label}, so no lesion can be put in.")
    right = view.name.image_laterality == "R"
    if right:
        marks = _mirrored(marks, view.columns)
    pixel_mm = marks.row_mm or USUAL_DEPTH_MM / marks.depth
    grey = to_grey(view.pixels, view.greyscale)
    values = view.pixels.astype(np.float32)
    if right:
        grey, values = (np.ascontiguousarray(one[:, ::-1]) for one in (grey, values))
    tissue = _tissue(grey, pixel_mm, view)
    if tissue is None:
        raise LesionError(
            f"Too little tissue was found in {view.name.label}, so no lesion can be put in."
        )
    dense = dense_tissue(tissue)
    small = reduced(values, reduction(values.shape, pixel_mm))[:, : dense.shape[1]]
    fat, gland = _levels(small, tissue, dense)
    return SeenView(
        name=view.name,
        values=values,
        pixel_mm=pixel_mm,
        landmarks=marks,
        tissue=tissue,
        dense=dense,
        room_mm=_room(tissue),
        glandular=_glandular(small, fat, gland, tissue, values.shape),
        breast=_laid_out(tissue.breast.astype(np.float32), values.shape) > 0.5,
        fat=fat,
        gland=gland,
        white=_white(view, values, brighter=gland > fat),
        air=float(values.min() if gland > fat else values.max()),
        position_known=view.position_known,
    )


def _tissue(grey: NDArray[np.float32], pixel_mm: float, view: View) -> MeasuredBreast | None:
    """The tissue of a view; a drawn breast with clean air is what is brighter than black."""
    assert view.name is not None
    position = view.name.view_position
    if view.synthetic and (tissue := measured_breast(grey, pixel_mm, position)) is not None:
        return tissue
    step = max(1, view.rows // SAMPLE_ROWS)
    small = find_breast(np.ascontiguousarray(grey[::step, ::step]))
    rows, columns = grey.shape
    picture = Image.fromarray(small.astype(np.float32))
    breast = np.asarray(picture.resize((columns, rows), Image.Resampling.BILINEAR)) > 0.5
    return measured_breast(grey, pixel_mm, position, breast)


def _mirrored(marks: BreastLandmarks, columns: int) -> BreastLandmarks:
    edge = marks.pectoral
    if edge is not None:
        edge = replace(
            edge,
            top=(edge.top[0], columns - edge.top[1]),
            bottom=(edge.bottom[0], columns - edge.bottom[1]),
        )
    return replace(
        marks,
        nipple=(marks.nipple[0], columns * marks.column_scale - marks.nipple[1]),
        back=(marks.back[0], -marks.back[1]),
        up=(marks.up[0], -marks.up[1]),
        pectoral=edge,
    )


def _levels(
    small: NDArray[np.float32], tissue: MeasuredBreast, dense: NDArray[np.bool_]
) -> tuple[float, float]:
    """The values of fat and of fibroglandular tissue in a view."""
    inside = small[tissue.inside]
    low, high = np.percentile(inside, (1, 99.5))
    grey = tissue.grey[tissue.inside]
    shared = np.mean((grey - grey.mean()) * (inside - inside.mean()))
    sign = -1.0 if shared < 0 else 1.0  # MONOCHROME1 shows large values dark
    rest = tissue.inside & ~dense
    fat = float(np.median(small[rest] if rest.any() else inside))
    percentile = GLAND_PERCENTILE if sign > 0 else 100 - GLAND_PERCENTILE
    gland = float(np.percentile(small[dense], percentile)) if dense.any() else fat
    span = max(sign * (gland - fat), LEAST_SPAN * float(high - low), 1e-6)
    return fat, fat + sign * span


def _white(view: View, values: NDArray[np.float32], *, brighter: bool) -> float:
    """The end of the range toward which tissue becomes brighter."""
    if view.pixel_spacing_source is PixelSpacingSource.GENERATED and brighter:
        return float(MAX_VALUE)
    return float(values.max() if brighter else values.min())


def _glandular(
    small: NDArray[np.float32],
    fat: float,
    gland: float,
    tissue: MeasuredBreast,
    shape: tuple[int, ...],
) -> NDArray[np.float32]:
    share = np.clip((small - fat) / (gland - fat), 0, 1) * tissue.tissue
    smooth = ndimage.gaussian_filter(share.astype(np.float32), SMOOTH_MM / tissue.pixel_mm)
    return _laid_out(np.asarray(smooth, dtype=np.float32), shape)


def _laid_out(small: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """A picture of the reduced breast at the size of the view; 0 before the nipple."""
    factor = -(-shape[0] // small.shape[0])
    rows, columns = small.shape[0] * factor, small.shape[1] * factor
    large = Image.fromarray(small).resize((columns, rows), Image.Resampling.BILINEAR)
    result = np.zeros((max(rows, shape[0]), max(columns, shape[1])), dtype=np.float32)
    result[:rows, :columns] = np.asarray(large)
    return np.ascontiguousarray(result[: shape[0], : shape[1]])


def _room(tissue: MeasuredBreast) -> NDArray[np.float32]:
    """Distance in mm from each place to the nearest one that is no tissue to be judged."""
    # A border of one pixel, so that the film's edges count as such an end.
    framed = np.pad(tissue.inside, 1)
    distance = np.asarray(ndimage.distance_transform_edt(framed))[1:-1, 1:-1]
    return (distance * tissue.pixel_mm).astype(np.float32)

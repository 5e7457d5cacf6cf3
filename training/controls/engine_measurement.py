"""The attributes that the engine measures, and which of them move together by definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import NDArray

from inference.controls_manifest import ViewPosition
from inference.measurements.attributes import ATTRIBUTES
from inference.measurements.attributes_of_view import measure
from training.controls.measurement import MeasuredAttribute, Measurement

MOVE_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "breast_area": ("breast_height", "breast_depth"),
    "breast_height": ("breast_area",),
    "breast_depth": ("breast_area",),
    "density": ("contrast",),
}
"""No breast is larger and neither higher nor deeper, and dense tissue stands out from fat: in real
views density and contrast correlate by 0.67 within conditions. These are not held."""

LEFT_OUT = ("density_class",)
"""Steps of another attribute, which its slider sets."""


def engine_measurement() -> Measurement:
    """What `inference.measurements` can tell of a view."""
    attributes = tuple(
        MeasuredAttribute(
            name=spec.name,
            label=spec.label,
            unit=spec.unit,
            view_positions=cast(tuple[ViewPosition, ...], spec.view_positions),
            moves=MOVE_TOGETHER.get(spec.name, ()),
        )
        for spec in ATTRIBUTES
        if spec.name not in LEFT_OUT
    )
    return Measurement(attributes=attributes, measure=_values)


def _values(
    image: NDArray[np.float32], pixel_mm: float, view_position: str
) -> dict[str, float | None]:
    return measure(image, pixel_mm, view_position).values()

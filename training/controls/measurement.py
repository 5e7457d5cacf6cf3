"""What is measured on drawn views, as tables of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.controls_manifest import ViewPosition
from inference.mapping_network import Array
from training.controls.drawing import Condition, Drawing, Progress, Starts

Measure = Callable[[NDArray[np.float32], float, str], Mapping[str, float | None]]
"""From an image, its pixel size in mm and its view position to values by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredAttribute:
    """An attribute that can be measured on a view.

    Attributes:
        name: as recipes name it.
        label: for people.
        unit: of its values, empty for a plain number.
        view_positions: where it can be seen.
        moves: attributes that move with it by definition, and are not held.
    """

    name: str
    label: str
    unit: str = ""
    view_positions: tuple[ViewPosition, ...] = ("CC", "MLO")
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A way to measure views.

    Attributes:
        attributes: what it measures.
        measure: does it.
    """

    attributes: tuple[MeasuredAttribute, ...]
    measure: Measure

    def row(self, image: NDArray[np.float32], pixel_mm: float, view_position: str) -> Array:
        """The values of one view (attributes,); not a number where one cannot be told."""
        found = self.measure(image, pixel_mm, view_position)
        values = np.full(len(self.attributes), np.nan)
        for index, attribute in enumerate(self.attributes):
            value = found[attribute.name]
            if value is not None and view_position in attribute.view_positions:
                values[index] = value
        return values

    def of(self, kept: NDArray[np.bool_]) -> Measurement:
        """The same for some of the attributes."""
        pairs = zip(self.attributes, kept, strict=True)
        return Measurement(
            attributes=tuple(attribute for attribute, keep in pairs if keep), measure=self.measure
        )


def measure_starts(
    drawing: Drawing,
    starts: Starts,
    measurement: Measurement,
    progress: Progress,
    phase: str,
    changes: Array | None = None,
    seen: Callable[[int, int, NDArray[np.float32]], None] = lambda *_: None,
) -> Array:
    """Draw and measure views, each as it is or with each of some changes.

    Args:
        drawing: the model.
        starts: the views.
        measurement: what to measure.
        progress: told how many views are measured.
        phase: for it.
        changes: (c, num_ws, w_dim) for every view; None for the views as they are.
        seen: told the number of the change, of the view, and shown the image.

    Returns:
        (n, attributes), or (c, n, attributes) where there are changes.
    """
    moves = [None] if changes is None else list(changes)
    table = np.empty((len(moves), len(starts), len(measurement.attributes)))
    pixel_mm = drawing.bundle.manifest.pixel_mm
    done = 0
    for number in range(len(starts)):
        position = condition_of(drawing, starts, number).measured_as
        for index, change in enumerate(moves):
            image = drawing.draw(starts, number, change)
            seen(index, number, image)
            table[index, number] = measurement.row(image, pixel_mm, position)
            done += 1
            progress(phase, done, len(moves) * len(starts))
    return table[0] if changes is None else table


def condition_of(drawing: Drawing, starts: Starts, number: int) -> Condition:
    """What one of the views was asked for."""
    return drawing.conditions[int(starts.conditions[number])]

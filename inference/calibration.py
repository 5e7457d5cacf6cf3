"""From slider positions to values of an attribute and back, by the calibration of the model."""

from __future__ import annotations

import numpy as np

from inference.controls_manifest import AttributeControl
from inference.errors import RecipeError


def range_of(attribute: AttributeControl) -> str:
    """`density (−3 to +2.5 sd, 4.1 to 38 %)`."""
    low, high = (f"{attribute.low:+g}", f"{attribute.high:+g}")
    values = [value_at(attribute, position) for position in (attribute.low, attribute.high)]
    unit = f" {attribute.unit}" if attribute.unit else ""
    return f"{attribute.name} ({low} to {high} sd, {values[0]:.3g} to {values[1]:.3g}{unit})"


def value_at(attribute: AttributeControl, position: float) -> float:
    """The mean value of an attribute with its slider at a position, by the calibration.

    Beyond the calibration it stays at the outermost value.
    """
    steps = attribute.steps
    return float(np.interp(position, [s.position for s in steps], [s.value for s in steps]))


def position_of(attribute: AttributeControl, value: float) -> float:
    """The slider position whose mean value this is, by the calibration.

    Raises:
        RecipeError: no position gives it; the sentence names the range.
    """
    values = np.array([step.value for step in attribute.steps])
    positions = np.array([step.position for step in attribute.steps])
    if not values[0] <= value <= values[-1]:
        raise RecipeError(out_of_range(attribute))
    rising = np.concatenate([[True], np.diff(values) > 0])  # a level stretch counts by its start
    return float(np.interp(value, values[rising], positions[rising]))


def out_of_range(attribute: AttributeControl) -> str:
    """That a wish goes too far, and how far it may go."""
    return f"{attribute.label} cannot be set so far. Its range is {range_of(attribute)}."

"""The pectoral muscle at the upper chest-wall corner of an MLO view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.seeds import stream
from training.simulation.frame import Frame
from training.simulation.geometry import Geometry
from training.simulation.noise import power_law, sample
from training.simulation.outline import muscle_length_mm, muscle_width_mm

Field = NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Muscle:
    """The muscle in a view.

    Attributes:
        share: (rows, columns), share of the ray's path in muscle, 0 to 1.
        inside: (rows, columns), pixels in front of which the muscle lies.
        depth_mm: (rows, columns), distance to the muscle's edge inside it, 0 elsewhere.
        angle_deg: between its edge and the chest wall; None where it is not in the picture.
    """

    share: Field
    inside: NDArray[np.bool_]
    depth_mm: Field
    angle_deg: float | None


def place_muscle(geometry: Geometry, frame: Frame) -> Muscle:
    """The muscle of a view: none in CC."""
    if geometry.view_position == "CC":
        blank = np.zeros((frame.rows, frame.columns), dtype=np.float32)
        return Muscle(share=blank, inside=blank > 0, depth_mm=blank, angle_deg=None)
    width, length = muscle_width_mm(geometry), muscle_length_mm(geometry)
    down, right = frame.positions_mm()
    part = np.clip(down / length, 0, 1)
    edge = width * (1 - part) + geometry.breast.muscle_bulge_mm * 4 * part * (1 - part)
    slant = np.cos(np.arctan2(width, length))
    depth = np.where(down < length, (edge - right) * slant, -1.0)
    crisp = np.clip(depth / 2.5, 0, 1)
    share = crisp * (0.10 + 0.22 * (1 - np.exp(-np.maximum(depth, 0) / 30)))
    fibres = _fibres(geometry, frame, np.arctan2(width, length))
    return Muscle(
        share=np.clip(share * (1 + 0.06 * fibres), 0, 1).astype(np.float32),
        inside=depth > 0,
        depth_mm=np.maximum(depth, 0),
        angle_deg=float(np.rad2deg(np.arctan2(width, length))),
    )


def _fibres(geometry: Geometry, frame: Frame, angle: float) -> Field:
    """Streaks along the muscle."""
    breast = geometry.breast
    random = stream(breast.seed, "muscle", breast.laterality)
    field = power_law(random, (128, 128), 2.8, largest=40)
    down, right = frame.positions_mm()
    along = down * np.cos(angle) - right * np.sin(angle)
    aside = down * np.sin(angle) + right * np.cos(angle)
    return sample(field, (along / 5).astype(np.float32), (aside / 1.2).astype(np.float32))

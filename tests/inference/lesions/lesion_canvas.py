from __future__ import annotations

from typing import Any

import numpy as np

from inference.birads import FindingKind
from inference.lesions.shape import Canvas
from inference.lesions.spec import LesionSpec
from inference.seeds import stream


def calcifications(
    morphology: str, size_mm: float, distribution: str = "grouped", seed: int = 0
) -> LesionSpec:
    return LesionSpec(
        kind=FindingKind.CALCIFICATIONS,
        words={"morphology": morphology, "distribution": distribution},
        size_mm=size_mm,
        seed=seed,
    )


def feature(name: str, size_mm: float, seed: int = 0) -> LesionSpec:
    return LesionSpec(
        kind=FindingKind.ASSOCIATED_FEATURES,
        words={"feature": name},
        size_mm=size_mm,
        seed=seed,
    )


def tissue_canvas(
    pixel_mm: float = 0.2, view_position: str = "CC", seed: int = 0, side_mm: float = 60.0
) -> Canvas:
    """A square of fat without any skin, the lesion in its middle, the nipple to the right."""
    side = round(side_mm / pixel_mm)
    values: dict[str, Any] = {
        "rows": side,
        "columns": side,
        "pixel_mm": pixel_mm,
        "center": (side / 2, side / 2),
        "view_position": view_position,
        "numbers": stream(seed, "lesion", "test"),
        "breast": np.ones((side, side), bool),
        "glandular": np.zeros((side, side), np.float32),
        "nipple": (side / 2, 2.0 * side),
    }
    return Canvas(**values)


def breast_canvas(pixel_mm: float = 0.45, view_position: str = "CC", seed: int = 0) -> Canvas:
    """A half disc of 70 mm radius at the chest wall, of fat, with the nipple at its tip."""
    rows, columns = round(180 / pixel_mm), round(100 / pixel_mm)
    row, column = np.ogrid[:rows, :columns]
    middle = rows / 2
    breast = np.hypot(row + 0.5 - middle, column + 0.5) * pixel_mm < 70
    return Canvas(
        rows=rows,
        columns=columns,
        pixel_mm=pixel_mm,
        center=(middle, 70 / pixel_mm),
        view_position=view_position,
        numbers=stream(seed, "lesion", "test"),
        breast=breast,
        glandular=np.zeros((rows, columns), np.float32),
        nipple=(middle, 70 / pixel_mm),
    )


def extent_mm(mask: np.ndarray, pixel_mm: float) -> float:
    """Largest distance between the middles of two pixels of a mask."""
    points = np.argwhere(mask)
    angles = np.arange(0, np.pi, np.pi / 60)
    along = points @ np.stack([np.cos(angles), np.sin(angles)])
    return float((along.max(axis=0) - along.min(axis=0)).max()) * pixel_mm

"""What is known of a simulated case, and the tables that carry it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from inference.atomic_files import write_text
from inference.errors import ImageFileError
from inference.recipe import ViewName
from training.simulation.anatomy import Breast
from training.simulation.frame import Frame
from training.simulation.imaging import Exposure, Tissue

FORMAT = 1
DENSE_SHARE = 0.12
"""A pixel is dense where gland fills more than this share of the compressed thickness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewTruth:
    """What is known of one view; positions in the picture as it is hung.

    Attributes:
        view: for example `R-CC`.
        density: BI-RADS-like class, `a` to `d`.
        glandular_fraction: share of the breast's volume that is glandular.
        dense_fraction: share of the breast's area, without the muscle, that looks dense.
        breast_area_mm2: area of the breast with skin and nipple, without the muscle.
        thickness_mm: between the paddles.
        pixel_mm: size of a pixel.
        nipple_row, nipple_column: tip of the nipple in pixels; 0 is the centre of the first.
        nipple_row_mm: from the upper edge to the tip.
        nipple_chest_wall_mm: from the chest wall's edge to the tip.
        pectoral_angle_deg: between pectoral muscle and chest wall; None in CC.
    """

    view: str
    density: str
    glandular_fraction: float
    dense_fraction: float
    breast_area_mm2: float
    thickness_mm: float
    pixel_mm: float
    nipple_row: float
    nipple_column: float
    nipple_row_mm: float
    nipple_chest_wall_mm: float
    pectoral_angle_deg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTruth:
    """What is known of one case.

    Attributes:
        seed: of the woman.
        case_id: as the pictures carry it.
        rows: height of the pictures.
        views: in the order of the pictures.
    """

    seed: int
    case_id: str
    rows: int
    views: tuple[ViewTruth, ...]


def measure(name: ViewName, tissue: Tissue, exposure: Exposure, frame: Frame) -> ViewTruth:
    """What is known of an exposure."""
    breast: Breast = tissue.breast
    body = (exposure.pixels > 0) & ~exposure.muscle.inside
    dense = body & (exposure.gland_mm > DENSE_SHARE * exposure.geometry.thickness_mm)
    row_mm, anterior_mm = exposure.outline.nipple_tip_mm
    column = anterior_mm / frame.pixel_mm - 0.5
    if name.image_laterality == "R":
        column = frame.columns - 1 - column
    angle = exposure.muscle.angle_deg
    return ViewTruth(
        view=name.value,
        density=breast.density.value,
        glandular_fraction=round(tissue.parenchyma.glandular_fraction, 4),
        dense_fraction=round(float(np.count_nonzero(dense) / np.count_nonzero(body)), 4),
        breast_area_mm2=round(float(np.count_nonzero(body)) * frame.pixel_mm**2, 1),
        thickness_mm=round(exposure.geometry.thickness_mm, 2),
        pixel_mm=frame.pixel_mm,
        nipple_row=round(row_mm / frame.pixel_mm - 0.5, 2),
        nipple_column=round(column, 2),
        nipple_row_mm=round(row_mm, 2),
        nipple_chest_wall_mm=round(anterior_mm, 2),
        pectoral_angle_deg=None if angle is None else round(angle, 2),
    )


def write_truth(truth: CaseTruth, path: Path) -> None:
    """Write the truth of a case as JSON.

    Raises:
        OutputError: it could not be written.
    """
    write_text(path, json.dumps({"format": FORMAT, **asdict(truth)}, indent=2) + "\n")


def read_truth(path: Path) -> CaseTruth:
    """Read what `write_truth` wrote.

    Raises:
        ImageFileError: the file is missing, damaged or of another format.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("format") != FORMAT:
            raise ImageFileError(f"{path} has another format. Simulate into an empty folder.")
        views = tuple(_view(item) for item in values.pop("views"))
        return CaseTruth(**values, views=views)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ImageFileError(
            f"{path} is not the truth of a simulated case: {error}. Delete it to make it anew."
        ) from error


def write_table(rows: list[tuple[str, CaseTruth, ViewTruth]], path: Path) -> None:
    """Write one line for each picture: its file, what it shows, and what is known of it.

    Args:
        rows: (file name, case, view).
        path: of the table.

    Raises:
        OutputError: it could not be written.
    """
    names = [field.name for field in fields(ViewTruth) if field.name != "view"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "seed", "patient", "laterality", "view", "technique", *names])
    for file, case, view in rows:
        name = ViewName(view.view)
        known = [_plain(getattr(view, key)) for key in names]
        patient = f"SYNTHETIC-{case.case_id}"
        sides = [name.image_laterality, name.view_position, "digital"]
        writer.writerow([file, case.seed, patient, *sides, *known])
    write_text(path, text.getvalue())


def _view(values: dict[str, Any]) -> ViewTruth:
    ViewName(values["view"])
    return ViewTruth(**values)


def _plain(value: object) -> object:
    return "" if value is None else value

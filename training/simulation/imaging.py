"""One view of a simulated breast: from its tissue to the picture and its truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.seeds import stream
from training.simulation.anatomy import Breast
from training.simulation.curves import Curves, draw_curves
from training.simulation.detector import (
    MU_FAT,
    MU_GLAND,
    MU_MUSCLE,
    MU_SKIN,
    expose,
    present,
)
from training.simulation.frame import Frame
from training.simulation.geometry import Geometry, view_geometry
from training.simulation.muscle import Muscle, place_muscle
from training.simulation.outline import Outline, trace
from training.simulation.parenchyma import Parenchyma, grow
from training.simulation.projection import project_curves, project_shares

Field = NDArray[np.floating]

FINEST_VOXEL_MM = 0.72
MOST_VOXELS = 12e6
"""Larger breasts have larger voxels: memory stays below 1 GB."""
THICKEST_THIN_MM = 6.0
"""A strand that runs along the ray is no grain of lime: paths through thin things end here."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tissue:
    """All that is inside a breast, before it is positioned for a view."""

    breast: Breast
    parenchyma: Parenchyma
    curves: Curves


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """A view with its chest wall on the left, and what is known of it.

    Attributes:
        pixels: (rows, columns) uint16, 12 bits.
        geometry: how the breast was positioned.
        outline: its body.
        muscle: the pectoral muscle.
        gland_mm: (rows, columns), path of each ray through gland.
    """

    pixels: NDArray[np.uint16]
    geometry: Geometry
    outline: Outline
    muscle: Muscle
    gland_mm: Field


def grow_tissue(breast: Breast, frame: Frame) -> Tissue:
    """The inside of a breast, fine enough for a frame."""
    box_mm3 = breast.depth_mm * (2 * breast.radius_mm) ** 2
    voxel_mm = max(FINEST_VOXEL_MM, frame.pixel_mm, (box_mm3 / MOST_VOXELS) ** (1 / 3))
    return Tissue(breast=breast, parenchyma=grow(breast, voxel_mm), curves=draw_curves(breast))


def image_view(tissue: Tissue, view_position: str, frame: Frame) -> Exposure:
    """Position a breast, expose it, and process the picture."""
    breast = tissue.breast
    geometry = view_geometry(breast, view_position)
    outline = trace(geometry, frame)
    muscle = place_muscle(geometry, frame)
    within = np.maximum(outline.thickness_mm - outline.skin_mm, 0)
    muscle_mm = muscle.share * within
    gland, septa = project_shares(tissue.parenchyma, geometry, frame)
    # The oblique outline cuts more of the corners than the volume's: skin and gland never touch.
    margin = np.clip((outline.depth_mm - 0.3 * breast.subcutaneous_mm) / 5, 0, 1)
    # The gland lies in front of the muscle; its back fades where the two overlap.
    gland_mm = gland * margin * np.exp(-muscle.depth_mm / 12) * (within - muscle_mm)
    septa_mm = septa * (within - muscle_mm)
    thin_mm = project_curves(tissue.curves, geometry, frame) * np.clip(within / 6, 0, 1)
    thin_mm = THICKEST_THIN_MM * (1 - np.exp(-thin_mm / THICKEST_THIN_MM))
    attenuation = (
        MU_FAT * outline.thickness_mm
        + (MU_SKIN - MU_FAT) * outline.skin_mm
        + (MU_MUSCLE - MU_FAT) * muscle_mm
        + (MU_GLAND - MU_FAT) * (gland_mm + septa_mm + thin_mm)
        + MU_GLAND * outline.nipple_mm
    )
    typical = (MU_FAT + (MU_GLAND - MU_FAT) * breast.glandular_fraction) * geometry.thickness_mm
    quanta = stream(breast.seed, "quanta", breast.laterality, view_position)
    signal = expose(attenuation, typical, frame.pixel_mm, quanta)
    body = np.where(outline.nipple_mm > 0.5, frame.pixel_mm, outline.depth_mm)
    pixels = present(
        signal,
        outline,
        np.maximum(body, outline.depth_mm),
        geometry.thickness_mm,
        frame.pixel_mm,
    )
    return Exposure(
        pixels=pixels, geometry=geometry, outline=outline, muscle=muscle, gland_mm=gland_mm
    )

"""A small file of lesion patches, drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import ndimage

from inference.imaging.regions import dilated
from training.lesions.lesion_file import (
    LesionPatch,
    LesionPatchRecord,
    Origin,
    PatchKind,
    Status,
    create_lesion_file,
)

SIDE = 48
"""Of a patch; windows of 32 pixels lie in it here and there."""


def drawn_patch(seed: int, *, lesion: bool = True) -> LesionPatch:
    """Smooth tissue, with a bright disk or without."""
    random = np.random.default_rng(seed)
    tissue = 110 + 300 * ndimage.gaussian_filter(random.normal(size=(SIDE, SIDE)), 4)
    tissue = np.clip(tissue, 40, 180)
    y, x = np.ogrid[:SIDE, :SIDE]
    disk = ((y - 24) ** 2 + (x - 24) ** 2 <= 36) & lesion
    without = tissue.astype(np.uint8)
    image = np.where(disk, tissue + 60, tissue).astype(np.uint8)
    return LesionPatch(
        image=image,
        without=without if lesion else None,
        breast=np.ones((SIDE, SIDE), dtype=bool),
        lesion=disk,
        replaced=dilated(disk, 2),
    )


def record(number: int, kind: PatchKind, status: Status, held_out: bool) -> LesionPatchRecord:
    return LesionPatchRecord(
        key=f"drawn/{number}",
        source="drawn",
        patient=f"p{number}",
        technique="film",
        kind=kind,
        status=status,
        origin=Origin.RECORDED,
        held_out=held_out,
    )


def write_small_lesions(path: Path) -> Path:
    """Four of each: malignant and benign masses, calcifications, normal tissue; one held out."""
    parts = [
        (PatchKind.MASS, Status.MALIGNANT),
        (PatchKind.MASS, Status.BENIGN),
        (PatchKind.CALCIFICATION, Status.BENIGN),
        (PatchKind.NONE, Status.NORMAL),
    ]
    with create_lesion_file(path, {"drawn": True}) as file:
        for number in range(16):
            kind, status = parts[number % 4]
            patch = drawn_patch(number, lesion=kind is not PatchKind.NONE)
            file.add(record(number, kind, status, held_out=number >= 12), patch)
    return path

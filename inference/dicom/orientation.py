"""Bringing stored pixels to the orientation in which a mammogram hangs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.preparation.breast_mask import find_breast
from inference.preparation.placement import chest_wall_is_right

_OPPOSITE = str.maketrans("APRLHF", "PALRFH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How a stored picture becomes the hung one: exchange rows and columns, then mirror.

    Attributes:
        transposed: rows become columns.
        upside_down: first and last row are exchanged afterwards.
        mirrored: first and last column are exchanged afterwards.
    """

    transposed: bool = False
    upside_down: bool = False
    mirrored: bool = False

    def apply(self, pixels: NDArray[np.generic]) -> NDArray[np.generic]:
        """The hung picture, as an array of its own."""
        turned = pixels.T if self.transposed else pixels
        turned = turned[::-1] if self.upside_down else turned
        turned = turned[:, ::-1] if self.mirrored else turned
        return np.array(turned, order="C")


def turn_from_patient_orientation(values: Sequence[str], image_laterality: str) -> Turn | None:
    r"""The turn that PatientOrientation (0020,0020) asks for, or None where it is not valid.

    Hung are `P\L` (R CC), `A\R` (L CC), `P\FL` (R MLO) and `A\FR` (L MLO): rows run away from
    or toward the chest wall, columns toward the feet and the other breast.

    Args:
        values: the directions of the rows (to the right) and of the columns (downwards).
        image_laterality: `R` or `L`.

    Source: DICOM PS3.3 C.7.6.1.1.1.
    """
    if len(values) != 2 or not all(_is_direction(value) for value in values):
        return None
    right, down = (value[0] for value in values)
    transposed = down in "AP"
    if transposed:
        right, down = down, right
    if right not in "AP" or down in "AP":
        return None
    medial = "L" if image_laterality == "R" else "R"
    return Turn(
        transposed=transposed,
        upside_down=down not in ("F", medial),
        mirrored=right != ("P" if image_laterality == "R" else "A"),
    )


def turn_from_picture(grey: NDArray[np.float32], image_laterality: str) -> Turn:
    """The turn that brings the chest wall to its side; up and down cannot be told.

    Args:
        grey: (rows, columns), 0 (air) to 1; a few hundred rows are enough.
        image_laterality: `R` or `L`.
    """
    try:
        wall_is_right = chest_wall_is_right(find_breast(grey))
    except ImageFileError:
        middle = grey.shape[1] // 2
        wall_is_right = grey[:, -middle:].sum() > grey[:, :middle].sum()
    return Turn(mirrored=bool(wall_is_right) != (image_laterality == "R"))


def _is_direction(value: str) -> bool:
    """One to three letters of A P R L H F, no axis twice."""
    axes = {frozenset((letter, letter.translate(_OPPOSITE))) for letter in value}
    return 1 <= len(value) == len(axes) and set(value) <= set("APRLHF")

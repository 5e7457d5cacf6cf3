"""The size that a breast is given whose picture has no scale."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

USUAL_AREAS_MM2 = {"CC": (7_300.0, 22_100.0), "MLO": (10_100.0, 26_900.0)}
"""10th and 90th percentile of the breast areas in scanned film (CBIS-DDSM, 1,411 views)."""


def place_among_sizes(patient: str) -> float:
    """Where a patient stands among the sizes, 0 to 1: the same in all her views."""
    digest = hashlib.sha256(f"mammogym size {patient}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def usual_area_mm2(patient: str, view_position: str) -> float:
    """The area given to a patient's breast where no other views tell how large breasts are."""
    areas: NDArray[np.float64] = np.asarray(USUAL_AREAS_MM2[view_position])
    return float(np.percentile(areas, 100 * place_among_sizes(patient)))

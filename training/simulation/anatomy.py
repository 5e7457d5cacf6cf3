"""What a simulated breast is like: sizes and amounts, drawn from the seed of its woman."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from inference.seeds import stream


class DensityClass(StrEnum):
    """How much of a breast is fibroglandular, in four steps as in BI-RADS."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"

    @property
    def number(self) -> int:
        """1 to 4, as tables of mammograms write it."""
        return list(DensityClass).index(self) + 1


DENSITY_FREQUENCY = {
    DensityClass.A: 0.10,
    DensityClass.B: 0.40,
    DensityClass.C: 0.40,
    DensityClass.D: 0.10,
}
"""Shares of the classes among women who are screened."""

GLANDULAR_FRACTION = {
    DensityClass.A: (0.02, 0.05),
    DensityClass.B: (0.07, 0.13),
    DensityClass.C: (0.17, 0.26),
    DensityClass.D: (0.30, 0.41),
}
"""Ranges of the share of the breast's volume that is glandular, with gaps between the classes."""

_SUBCUTANEOUS_MM = {
    DensityClass.A: (13.0, 20.0),
    DensityClass.B: (9.0, 16.0),
    DensityClass.C: (6.0, 12.0),
    DensityClass.D: (4.0, 8.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breast:
    """One breast; lengths as they are under compression.

    The breast's own axes are anterior (from the chest wall to the nipple), lateral and superior.

    Attributes:
        seed: of the woman.
        laterality: `R` or `L`.
        density: class of the woman.
        glandular_fraction: share of the volume that is glandular.
        depth_mm: from the chest wall to the tip of the breast, without the nipple.
        radius_mm: half the height of the breast at the chest wall.
        thickness_mm: between the paddles in CC.
        roundness: exponents (p, q) of the outline (1 − |u|^p)^(1/q).
        subcutaneous_mm: fat between skin and gland.
        retroglandular: share of the depth that is fat behind the gland.
        gland_shift: centre of the gland off the axis (lateral, superior), shares of the radius.
        gland_spread: reach of the gland off its axis, share of the radius.
        lobulation: how strongly noise shapes the gland against its smooth envelope.
        nipple_offset: nipple off the axis (lateral, superior), shares of the radius.
        nipple_mm: (width, length) of the nipple.
        skin_mm: thickness of the skin.
        sag_mm: how far the tip hangs down in MLO.
        axilla_mm: tissue above the breast in MLO.
        axillary_fat_mm: between the pectoral muscle and the skin at the upper edge of MLO.
        muscle_angle_deg: between pectoral muscle and chest wall in MLO.
        muscle_end: where the muscle leaves the picture, shares of the radius below the centre.
        muscle_bulge_mm: how far its edge is convex.
        fold_mm: tissue of the belly in the picture below the breast in MLO.
        ligaments: number of Cooper's ligaments and strands.
        vessels: number of vessel trees.
    """

    seed: int
    laterality: str
    density: DensityClass
    glandular_fraction: float
    depth_mm: float
    radius_mm: float
    thickness_mm: float
    roundness: tuple[float, float]
    subcutaneous_mm: float
    retroglandular: float
    gland_shift: tuple[float, float]
    gland_spread: float
    lobulation: float
    nipple_offset: tuple[float, float]
    nipple_mm: tuple[float, float]
    skin_mm: float
    sag_mm: float
    axilla_mm: float
    axillary_fat_mm: float
    muscle_angle_deg: float
    muscle_end: float
    muscle_bulge_mm: float
    fold_mm: float
    ligaments: int
    vessels: int


def draw_breast(seed: int, laterality: str) -> Breast:
    """The left or right breast of the woman with this seed: two of a kind, not mirror images."""
    woman = _draw_woman(seed)
    random = stream(seed, "breast", laterality)

    def near(value: float, share: float) -> float:
        return value * math.exp(share * _normal(random))

    return replace(
        woman,
        laterality=laterality,
        glandular_fraction=near(woman.glandular_fraction, 0.06),
        depth_mm=near(woman.depth_mm, 0.025),
        radius_mm=near(woman.radius_mm, 0.02),
        thickness_mm=near(woman.thickness_mm, 0.03),
        subcutaneous_mm=near(woman.subcutaneous_mm, 0.08),
        gland_shift=(
            woman.gland_shift[0] + 0.03 * _normal(random),
            woman.gland_shift[1] + 0.03 * _normal(random),
        ),
        nipple_offset=(
            woman.nipple_offset[0] + 0.015 * _normal(random),
            woman.nipple_offset[1] + 0.015 * _normal(random),
        ),
        nipple_mm=(near(woman.nipple_mm[0], 0.06), near(woman.nipple_mm[1], 0.12)),
        sag_mm=near(woman.sag_mm, 0.15),
        axilla_mm=near(woman.axilla_mm, 0.08),
        muscle_angle_deg=near(woman.muscle_angle_deg, 0.06),
        muscle_end=woman.muscle_end + 0.06 * _normal(random),
        fold_mm=near(woman.fold_mm, 0.2),
    )


def _draw_woman(seed: int) -> Breast:
    """What both breasts have in common; the laterality is still open."""
    random = stream(seed, "woman")
    density = _draw_density(random)
    # Larger breasts tend to hold more fat.
    larger = 1.10 - 0.06 * density.number
    depth = float(np.clip(92 * larger * math.exp(0.19 * _normal(random)), 52, 150))
    radius = float(np.clip(depth * random.uniform(0.86, 1.12), 55, 118))
    thickness = float(np.clip(25 + 0.33 * depth + 6 * _normal(random), 25, 85))
    axilla = radius * random.uniform(0.40, 0.90) + 0.4 * max(90 - radius, 0)
    return Breast(
        seed=seed,
        laterality="",
        density=density,
        glandular_fraction=random.uniform(*GLANDULAR_FRACTION[density]),
        depth_mm=depth,
        radius_mm=radius,
        thickness_mm=thickness,
        roundness=(random.uniform(1.95, 2.6), random.uniform(1.45, 2.1)),
        subcutaneous_mm=random.uniform(*_SUBCUTANEOUS_MM[density]),
        retroglandular=random.uniform(0.10, 0.34) - 0.02 * density.number,
        gland_shift=(random.uniform(-0.02, 0.20), random.uniform(-0.05, 0.15)),
        gland_spread=random.uniform(0.55, 0.80),
        lobulation=random.uniform(1.0, 1.8),
        nipple_offset=(random.uniform(-0.06, 0.03), random.uniform(-0.04, 0.04)),
        nipple_mm=(random.uniform(8.5, 12.0), random.uniform(2.5, 7.0)),
        skin_mm=random.uniform(0.9, 1.6),
        sag_mm=radius * random.uniform(0.08, 0.30),
        axilla_mm=min(axilla, 270 - 2 * radius),
        axillary_fat_mm=random.uniform(14, 34),
        muscle_angle_deg=random.uniform(16, 30),
        muscle_end=random.uniform(-0.30, 0.20),
        muscle_bulge_mm=random.uniform(0, 6),
        fold_mm=random.uniform(5, 18) if radius > 80 and random.uniform() < 0.5 else 0.0,
        ligaments=round(random.uniform(280, 520) * (depth * radius / 8000) ** 1.2),
        vessels=random.randint(3, 7),
    )


def _draw_density(random: np.random.RandomState) -> DensityClass:
    """A class in its natural frequency."""
    classes = list(DENSITY_FREQUENCY)
    limits = np.cumsum([DENSITY_FREQUENCY[one] for one in classes])
    return classes[min(int(np.searchsorted(limits, random.uniform())), len(classes) - 1)]


def _normal(random: np.random.RandomState) -> float:
    """A standard normal number within ±2.5."""
    return float(np.clip(random.standard_normal(), -2.5, 2.5))

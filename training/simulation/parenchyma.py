"""The tissue inside a breast: a volume of gland in fat, with the septa between the fat lobules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.seeds import stream
from training.simulation.anatomy import Breast
from training.simulation.noise import band, power_law, sample
from training.simulation.outline import body_profile

Field = NDArray[np.floating]

LATTICE = 128
COARSE_LATTICE = 32
COARSE_PITCH_MM = 4.0
FAN_REACH = 0.75
"""Distance in front of the nipple, in depths, where the strands' directions would meet."""
STRETCH = 1.6
"""How much longer than wide the strands toward the nipple are."""
SOFTNESS = 0.25
"""Over which range of the shaping field fat turns into gland."""
LOBULE_DEPTH = 0.8
"""How strongly fat lobules dent the gland."""
FAT_IN_GLAND = 0.25
"""Share of fat in the middle of a lobule that the gland encloses."""
SEPTUM_MM = 11.0
"""Wavelength of the noise whose zero surfaces are the septa: about two fat lobules."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parenchyma:
    """Tissue of a breast in its own axes: (anterior, lateral, superior).

    Attributes:
        inside: whether a voxel belongs to the breast.
        gland: share of a voxel that is glandular, 0 to 1; float32.
        septa: share of a voxel that is connective tissue, 0 to 1; float32.
    """

    inside: NDArray[np.bool_]
    gland: Field
    septa: Field

    @property
    def glandular_fraction(self) -> float:
        """Share of the breast's volume that is glandular."""
        return float(self.gland.sum(dtype=np.float64) / np.count_nonzero(self.inside))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Voxels:
    """The voxels inside a breast, as flat lists: positions in shares and millimetres."""

    anterior: Field
    lateral: Field
    superior: Field
    skin_depth_mm: Field
    anterior_mm: Field
    lateral_mm: Field
    superior_mm: Field


def grow(breast: Breast, voxel_mm: float) -> Parenchyma:
    """The tissue of a breast.

    Args:
        breast: what to grow.
        voxel_mm: edge of a voxel; it does not change the anatomy, only its sharpness.
    """
    inside, voxels = _voxels(breast, voxel_mm)
    fan = _fan_coordinates(breast, voxels)
    walls = _walls(breast, fan)
    shaping = (
        _envelope(breast, voxels)
        + breast.lobulation * _shaping_noise(breast, voxels, fan)
        - LOBULE_DEPTH * np.abs(walls)
    )
    compact = _compactness(breast, voxels, walls)
    gland = _fill(shaping, compact, breast.glandular_fraction)
    return Parenchyma(
        inside=inside,
        gland=_volume(inside, gland),
        septa=_volume(inside, _septa(breast, voxels, walls) * (1 - gland)),
    )


def _voxels(breast: Breast, voxel_mm: float) -> tuple[NDArray[np.bool_], _Voxels]:
    deep = max(round(breast.depth_mm / voxel_mm), 8)
    wide = max(round(2 * breast.radius_mm / voxel_mm), 16)
    anterior = (np.arange(deep, dtype=np.float32) + 0.5) / deep
    aside = (2 * (np.arange(wide, dtype=np.float32) + 0.5) / wide - 1).astype(np.float32)
    distance = np.hypot(aside[:, None], aside[None, :])
    inside = anterior[:, None, None] < body_profile(distance, breast.roundness)[None]
    first, second, third = np.nonzero(inside)
    positions = anterior[first], aside[second], aside[third]
    return inside, _Voxels(
        anterior=positions[0],
        lateral=positions[1],
        superior=positions[2],
        skin_depth_mm=_skin_depth(breast, positions[0], np.hypot(positions[1], positions[2])),
        anterior_mm=positions[0] * np.float32(breast.depth_mm),
        lateral_mm=positions[1] * np.float32(breast.radius_mm),
        superior_mm=positions[2] * np.float32(breast.radius_mm),
    )


def _skin_depth(breast: Breast, anterior: Field, distance: Field) -> Field:
    """Distance to the skin to first order: height below the profile over its steepness."""
    grid = np.linspace(0, 1, 400, dtype=np.float32)
    profile = body_profile(grid, breast.roundness)
    slope = np.clip(np.gradient(profile, grid), -8, 0) * breast.depth_mm / breast.radius_mm
    height = (np.interp(distance, grid, profile) - anterior) * breast.depth_mm
    return (height / np.sqrt(1 + np.interp(distance, grid, slope) ** 2)).astype(np.float32)


def _fan_coordinates(breast: Breast, voxels: _Voxels) -> tuple[Field, Field, Field]:
    """Millimetres along and across the strands, which converge in front of the nipple.

    Source: the stretched, converging frame is what makes noise look like a breast's texture;
    compare Bakic et al. 2002, Med. Phys. 29:2131 and Graff 2016, Proc. SPIE 9783.
    """
    focus = FAN_REACH * breast.depth_mm
    lateral, superior = (share * breast.radius_mm for share in breast.nipple_offset)
    behind = breast.depth_mm - voxels.anterior_mm + np.float32(focus)
    scale = np.float32(focus + 0.5 * breast.depth_mm) / behind
    return (
        behind / np.float32(STRETCH),
        (voxels.lateral_mm - np.float32(lateral)) * scale,
        (voxels.superior_mm - np.float32(superior)) * scale,
    )


def _envelope(breast: Breast, voxels: _Voxels) -> Field:
    """Where gland may be: inside the subcutaneous fat, in front of the retroglandular fat."""
    lateral, superior = breast.nipple_offset
    from_nipple = np.sqrt(
        (voxels.anterior_mm - breast.depth_mm) ** 2
        + (voxels.lateral_mm - lateral * breast.radius_mm) ** 2
        + (voxels.superior_mm - superior * breast.radius_mm) ** 2
    )
    margin = breast.subcutaneous_mm * (1 - 0.75 * np.exp(-((from_nipple / 20) ** 2)))
    scallops = _coarse(stream(breast.seed, "scallops", breast.laterality), voxels)
    margin = margin * np.exp(0.4 * scallops)
    from_skin = voxels.skin_depth_mm - margin
    away = np.hypot(voxels.lateral - breast.gland_shift[0], voxels.superior - breast.gland_shift[1])
    # The fat behind the gland is thickest in the middle: the gland is a bowl, not a slice.
    behind = breast.retroglandular * (1.35 - 1.4 * away**2) * np.exp(0.5 * scallops)
    from_muscle = voxels.anterior_mm - behind * breast.depth_mm
    from_side = (breast.gland_spread - away) * breast.radius_mm
    nearest = np.minimum(np.minimum(from_skin, from_side * 0.6), from_muscle * 0.6)
    hard = np.minimum(from_skin, 0) + 0.25 * np.minimum(from_muscle, 0)
    return np.clip(nearest / 9, -2.5, 1.8) + np.clip(hard, -6, 0)


def _shaping_noise(breast: Breast, voxels: _Voxels, fan: tuple[Field, Field, Field]) -> Field:
    """What makes lobes and strands: partly common to both breasts of the woman."""
    common = _coarse(stream(breast.seed, "lobes"), voxels)
    own = _coarse(stream(breast.seed, "lobes", breast.laterality), voxels)
    fine = power_law(
        stream(breast.seed, "strands", breast.laterality), (LATTICE,) * 3, 2.5, largest=30
    )
    return (0.75 * common + 0.55 * own + 0.75 * sample(fine, *fan)).astype(np.float32)


def _coarse(random: np.random.RandomState, voxels: _Voxels) -> Field:
    field = power_law(random, (COARSE_LATTICE,) * 3, 4.0, largest=12)
    pitch = np.float32(COARSE_PITCH_MM)
    return sample(
        field, voxels.anterior_mm / pitch, voxels.lateral_mm / pitch, voxels.superior_mm / pitch
    )


def _compactness(breast: Breast, voxels: _Voxels, walls: Field) -> Field:
    """How much gland a voxel of the gland holds: less in enclosed lobules and in loose lobes."""
    loose = _coarse(stream(breast.seed, "loose", breast.laterality), voxels)
    enclosed = FAT_IN_GLAND * np.minimum(np.abs(walls), 1)
    return np.clip(0.85 - 0.3 * loose - enclosed, 0.2, 1).astype(np.float32)


def _fill(shaping: Field, compact: Field, fraction: float) -> Field:
    """Turn the highest values into gland, so many that their mean is the wanted share.

    Args:
        shaping: the higher, the sooner a voxel is gland.
        compact: how much gland a voxel holds then.
        fraction: wanted share of the volume.
    """
    every = max(len(shaping) // 50_000, 1)
    some, share = shaping[::every], compact[::every]
    low, high = float(some.min()) - 1, float(some.max()) + 1
    for _ in range(30):
        middle = (low + high) / 2
        if (_step(some, middle) * share).mean() > fraction:
            low = middle
        else:
            high = middle
    return _step(shaping, (low + high) / 2) * compact


def _step(values: Field, threshold: float) -> Field:
    share = np.clip((values - np.float32(threshold)) / np.float32(2 * SOFTNESS) + 0.5, 0, 1)
    return share * share * (3 - 2 * share)


def _walls(breast: Breast, fan: tuple[Field, Field, Field]) -> Field:
    """Zero on the walls between fat lobules, about ±1 in their middles."""
    random = stream(breast.seed, "septa", breast.laterality)
    return sample(band(random, (LATTICE,) * 3, SEPTUM_MM, 0.45), *fan)


def _septa(breast: Breast, voxels: _Voxels, walls: Field) -> Field:
    """Thin sheets on the walls of the fat lobules: Cooper's ligaments."""
    random = stream(breast.seed, "septa", breast.laterality, "strength")
    strength = np.clip(0.55 + 0.45 * _coarse(random, voxels), 0, None)
    near_skin = np.clip(voxels.skin_depth_mm / 4, 0, 1)
    return (np.exp(-((walls / 0.12) ** 2)) * strength * near_skin).clip(0, 1)


def _volume(inside: NDArray[np.bool_], values: Field) -> Field:
    volume = np.zeros(inside.shape, dtype=np.float32)
    volume[inside] = values
    return volume

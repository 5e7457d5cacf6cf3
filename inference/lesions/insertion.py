"""Putting a lesion's shape into the values of a view, at its own contrast, sharpness and noise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.lesions.contrast import contrast_to_noise
from inference.lesions.seen_view import SeenView
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM, LesionShape

MARGIN_MM = 3.0
"""Nothing changes farther than this outside the outline."""

GLAND_PATH_MM = 12.0
"""Thickness of fibroglandular tissue that the brightness of dense tissue stands for. About half of
a compressed breast of 50 mm would be 25 mm; but views are processed for display, which evens out
what is large, so that a detail rises more than its share."""

PATCH_MM = 12.0
"""Sharpness and noise are told from so much tissue to each side of the lesion's middle."""

SHARPEST_MM, BLUNTEST_MM = 0.1, 0.6
"""Bounds of the standard deviation that stands for the sharpness of a view."""

GRAIN_SHARE = 0.35
"""This share of what is finer than `FINE_PX` is noise; the rest is fine tissue, which stays."""

MOST_PULL = 1.4
"""A warp is strengthened by no more than this: beyond it a picture would fold."""

FINE_PX = 2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Insertion:
    """What putting in gave.

    Attributes:
        values: float32 (rows, columns), the new values, chest wall at the left.
        changed: bool, where they may differ from the old ones.
        contrast_to_noise: mean rise within the outline over the standard deviation of the local
            background, trend taken off; the lower, the more difficult.
    """

    values: NDArray[np.float32]
    changed: NDArray[np.bool_]
    contrast_to_noise: float


def insert(
    view: SeenView,
    values: NDArray[np.float32],
    shape: LesionShape,
    *,
    contrast: float,
    numbers: np.random.RandomState,
) -> Insertion:
    """Put a lesion into a view.

    A lesion adds its attenuation in the log domain. How many values one unit of it makes is taken
    from the view: fat and dense tissue differ by a known attenuation over a usual thickness.

    Args:
        view: what was found of the view before any lesion.
        values: float32 (rows, columns) of the view, perhaps with other lesions.
        shape: the lesion.
        contrast: multiplies attenuation and displacement.
        numbers: random numbers of the lesion's noise.
    """
    box = _box(shape.outline, math.ceil(MARGIN_MM / view.pixel_mm) + 1)
    if box is None:
        untouched = np.zeros(values.shape, dtype=bool)
        return Insertion(values=values, changed=untouched, contrast_to_noise=0.0)
    old = values[box]
    weight = _weight(shape.outline[box], view.pixel_mm)
    new = old
    if shape.displacement is not None:
        pull = np.float32(min(contrast, MOST_PULL))
        move = shape.displacement[(slice(None), *box)] * pull * weight
        new = _warped(values, box, move)
    sigma = sharpness_px(view, box)
    soft = ndimage.gaussian_filter(shape.attenuation[box] * np.float32(contrast), sigma)
    attenuation = soft * weight * _absorbs(view, box)
    rise = attenuation * np.float32(value_step(view))
    grain = _grain(view, box, sigma, numbers)
    more = np.sqrt(np.expm1(np.clip(attenuation, 0, 2)))  # fewer quanta behind more attenuation
    noise = grain * more.astype(np.float32) * weight
    new = _shouldered(new, np.asarray(rise + noise, dtype=np.float32), view)
    # The spline of a warp overshoots at sharp edges.
    new = np.clip(new, min(view.air, view.white), max(view.air, view.white))
    new = np.where(weight > 0, new, old).astype(np.float32)
    result = values.copy()
    result[box] = new
    changed = np.zeros(values.shape, dtype=bool)
    changed[box] = weight > 0
    return Insertion(
        values=result,
        changed=changed,
        contrast_to_noise=_contrast_to_noise(values, result, shape.outline, view),
    )


def value_step(view: SeenView) -> float:
    """How many values one unit of Δµ·t makes; negative where brighter tissue has lower values.

    Source: attenuation of fat and fibroglandular tissue of Johns & Yaffe 1987.
    """
    return (view.gland - view.fat) / ((GLAND_PER_MM - FAT_PER_MM) * GLAND_PATH_MM)


def _absorbs(view: SeenView, box: tuple[slice, slice]) -> NDArray[np.bool_]:
    """Where there is tissue: all of the breast but the air that reaches in from beyond the skin."""
    beyond = ~view.breast[box]
    empty = beyond | (view.values[box] == view.air)
    # What is black within the breast is fat: an implant there has no hole.
    return ~np.asarray(ndimage.binary_propagation(beyond, mask=empty), dtype=bool)


def sharpness_px(view: SeenView, box: tuple[slice, slice]) -> float:
    """Standard deviation, in pixels, of the blur that fine detail near a lesion has.

    Noise that is blurred by a Gaussian of deviation σ has a correlation of exp(−1/4σ²) between
    neighbours. What is finer than `FINE_PX` stands for it here; tissue makes it look blunter, so
    the estimate is bounded.
    """
    fine = _fine(view, box)
    power = float((fine * fine).mean())
    shifted = float((fine[1:] * fine[:-1]).mean() + (fine[:, 1:] * fine[:, :-1]).mean()) / 2
    correlation = np.clip(shifted / max(power, 1e-12), 0.02, 0.9)
    sigma = math.sqrt(-1 / (4 * math.log(correlation)))
    return float(np.clip(sigma, SHARPEST_MM / view.pixel_mm, BLUNTEST_MM / view.pixel_mm))


def _fine(view: SeenView, box: tuple[slice, slice]) -> NDArray[np.float32]:
    """What is finer than `FINE_PX` in the tissue about the middle of a box."""
    reach = max(8, round(PATCH_MM / view.pixel_mm))
    part = tuple(
        slice(max(0, (one.start + one.stop) // 2 - reach), (one.start + one.stop) // 2 + reach)
        for one in box
    )
    patch = view.values[part]
    if min(patch.shape) < 8:
        patch = view.values
    fine = patch - ndimage.gaussian_filter(patch, FINE_PX)
    most = 4 * float(np.median(np.abs(fine))) + 1e-6  # edges of the breast are no grain
    return np.clip(fine, -most, most).astype(np.float32)


def _grain(
    view: SeenView, box: tuple[slice, slice], sigma: float, numbers: np.random.RandomState
) -> NDArray[np.float32]:
    """Noise as the view has it: (rows, columns) of the box."""
    shape = tuple(one.stop - one.start for one in box)
    noise = ndimage.gaussian_filter(numbers.standard_normal(shape).astype(np.float32), sigma)
    noise = noise - ndimage.gaussian_filter(noise, FINE_PX)
    deviation = 1.4826 * float(np.median(np.abs(_fine(view, box))))
    factor = GRAIN_SHARE * deviation / max(float(noise.std()), 1e-6)
    return (noise * factor).astype(np.float32)


def _weight(outline: NDArray[np.bool_], pixel_mm: float) -> NDArray[np.float32]:
    """1 within the outline, falling to 0 at the margin."""
    away = np.asarray(ndimage.distance_transform_edt(~outline)) * pixel_mm
    fall = np.clip((MARGIN_MM - away) / MARGIN_MM, 0, 1)
    return np.where(outline, 1, fall * fall * (3 - 2 * fall)).astype(np.float32)


def _warped(
    values: NDArray[np.float32], box: tuple[slice, slice], move: NDArray[np.float32]
) -> NDArray[np.float32]:
    rows, columns = np.mgrid[box]
    at = np.stack([rows + move[0], columns + move[1]])
    spline = ndimage.map_coordinates(values, at, order=3, mode="nearest")
    still = (move == 0).all(axis=0)
    return np.where(still, values[box], np.asarray(spline)).astype(np.float32)


def _shouldered(
    values: NDArray[np.float32], rise: NDArray[np.float32], view: SeenView
) -> NDArray[np.float32]:
    """Values with a rise, bent as a film bends toward white; no rise changes nothing.

    From the level of dense tissue on, what is left to white is approached and never passed.
    """
    sign = 1.0 if view.gland > view.fat else -1.0
    knee = view.gland
    room = max(sign * (view.white - knee), 1e-3)

    def bent(level: NDArray[np.float32]) -> NDArray[np.float32]:
        over = np.maximum(sign * (level - knee), 0)
        return (level - sign * over + sign * room * (1 - np.exp(-over / room))).astype(np.float32)

    return values + bent(values + rise) - bent(values)


def _contrast_to_noise(
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    outline: NDArray[np.bool_],
    view: SeenView,
) -> float:
    """How far a lesion rises, in standard deviations of what is about it."""
    sign = 1.0 if view.gland > view.fat else -1.0
    return sign * contrast_to_noise(before, after, outline, view.breast, view.pixel_mm)


def _box(mask: NDArray[np.bool_], margin: int) -> tuple[slice, slice] | None:
    """The rectangle that holds a mask and a margin, within the picture; None without any."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return (
        slice(max(0, int(rows[0]) - margin), min(mask.shape[0], int(rows[-1]) + 1 + margin)),
        slice(max(0, int(columns[0]) - margin), min(mask.shape[1], int(columns[-1]) + 1 + margin)),
    )

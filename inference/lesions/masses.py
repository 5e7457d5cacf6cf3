"""Masses: a random body, with the margin and density that BI-RADS words ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.birads import MassDensity, MassMargin, MassShape
from inference.imaging.regions import closed, filled
from inference.lesions.random_sphere import RandomSphere, random_sphere
from inference.lesions.shape import (
    CARCINOMA_PER_MM,
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    grid_mm,
    laid_into,
)
from inference.lesions.spec import LesionSpec
from inference.lesions.spicules import grow_spicules, spicule_thickness_mm

SAMPLES = 44
"""A body is sampled at so many places in each direction."""

THICKEST_MM = 45.0
"""No mass is thicker than a compressed breast."""

DISPLACED_SHARE = 0.4
"""A mass replaces this share of the fibroglandular tissue that a picture shows over and under it;
the rest it pushes aside."""

_GLAND_SHARE = {
    MassDensity.EQUAL: 0.75,
    MassDensity.LOW: 0.45,
    MassDensity.FAT_CONTAINING: 0.5,
}
"""How much of a mass absorbs like fibroglandular tissue; the rest like fat."""

OUTLINE_SHARE = 0.12
"""A mass reaches as far as it has this share of its largest attenuation."""

GAP_MM = 1.0
"""Narrower gaps between spicules belong to the outline."""

LUMPS = 32
LUMPINESS = 0.16
"""How much the attenuation varies within a mass, as a share."""

LOBULES = 0.055
"""Standard deviation of the logarithm of the radius that small lobules make."""

INDISTINCT = 0.9
"""Over this share of its radius an indistinct mass fades out."""

_FADES = {MassMargin.INDISTINCT: INDISTINCT, MassMargin.SPICULATED: 0.45}
"""The body of a spiculated mass merges into its spicules."""

HIDDEN_SHARE = 0.15
"""What the hidden part of an obscured mass keeps of its attenuation."""

SPICULES_REACH = 3.2
"""A spiculated mass is drawn in a square so many times as wide as its body."""

STRAND_MM = 0.22
"""A spicule belongs to the outline where it is thicker than this."""

STRAND_BLUR_MM = 0.4
BURIED, BURIED_MM = 0.8, 8.0
"""Where a mass is at least so thick, this share of the spicules before and behind it merges into
it: else they would cross it as hairs."""

STRAND_GAIN = 1.5
"""A strand absorbs as so much carcinoma: it stands for thinner ones beside it too."""

_STRAND_PER_MM = STRAND_GAIN * (CARCINOMA_PER_MM - FAT_PER_MM)

_SPREADS = {MassShape.ROUND: 0.02, MassShape.OVAL: 0.05, MassShape.IRREGULAR: 0.18}
_AXES = {
    MassShape.ROUND: (1.0, 0.96, 0.94),
    MassShape.OVAL: (1.0, 0.68, 0.74),
    MassShape.IRREGULAR: (1.0, 0.85, 0.9),
}


def render_mass(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """Draw a mass into one view.

    Args:
        spec: of the kind mass.
        canvas: the view.
    """
    margin = MassMargin(spec.word("margin"))
    body, lumps, turn, hidden = _drawn(spec, margin, canvas.numbers)
    axes = film_axes(canvas.view_position) @ turn
    spiculated = margin is MassMargin.SPICULATED
    near, part = canvas.around(_reach_mm(body) * (SPICULES_REACH if spiculated else 1) + GAP_MM)
    pictures = _projected(body, axes, margin, _absorption(spec, lumps), hidden)
    path, absorbed, whole = _on_canvas(pictures, body, near)
    within = whole > OUTLINE_SHARE * whole.max()
    if spiculated:
        spicules = grow_spicules(canvas.numbers, body)
        strands = spicule_thickness_mm(spicules, axes, path.shape, near.pixel_mm, near.center)
        strands = ndimage.gaussian_filter(strands, STRAND_BLUR_MM / near.pixel_mm)
        strands *= 1 - BURIED * np.minimum(1, path / BURIED_MM)
        path, within = path + strands, within | (strands > STRAND_MM)
        absorbed = absorbed + strands * np.float32(_STRAND_PER_MM)
    thinner = np.minimum(1, THICKEST_MM / np.maximum(path, 1e-3))
    replaced = DISPLACED_SHARE * (GLAND_PER_MM - FAT_PER_MM) * near.glandular * path
    drawn = LesionShape(
        attenuation=((absorbed - replaced) * thinner).astype(np.float32),
        outline=filled(closed(within, max(1, round(GAP_MM / near.pixel_mm)))),
    )
    return laid_into(drawn, canvas, part)


def _drawn(
    spec: LesionSpec, margin: MassMargin, numbers: np.random.RandomState
) -> tuple[RandomSphere, NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What is random of a mass: its body, its lumps, its bearing, and the side that is hidden."""
    shape = MassShape(spec.word("shape"))
    lobulated = margin is MassMargin.MICROLOBULATED
    body = random_sphere(
        numbers,
        size_mm=spec.extent_mm,
        axes=_AXES[shape],
        spread=_SPREADS[shape],
        power=2.0 if shape is MassShape.IRREGULAR else 4.0,
        modes=(2, 8) if shape is MassShape.IRREGULAR else (2, 4),
        fine_spread=LOBULES if lobulated else 0.0,
    )
    lumps = ndimage.gaussian_filter(numbers.standard_normal((LUMPS,) * 3), 2.5, mode="wrap")
    return body, lumps / lumps.std(), _rotation(numbers), _rotation(numbers)[0]


def _rotation(numbers: np.random.RandomState) -> NDArray[np.float64]:
    """A (3, 3) rotation, all of them equally likely (or its mirror image)."""
    q, r = np.linalg.qr(numbers.standard_normal((3, 3)))
    return np.asarray(q * np.sign(np.diagonal(r)))


def _absorption(spec: LesionSpec, lumps: NDArray[np.float64]) -> NDArray[np.float32]:
    """Attenuation above that of fat, per mm, over a cube that holds the mass."""
    density = MassDensity(spec.word("density"))
    span = GLAND_PER_MM - FAT_PER_MM
    if density is MassDensity.FAT_CONTAINING:
        # Islands of tissue in fat, and a little oil.
        return (span * np.clip(0.45 + 0.6 * lumps, -0.1, 1.0)).astype(np.float32)
    if density is MassDensity.HIGH:
        level = CARCINOMA_PER_MM - FAT_PER_MM
    else:
        level = span * _GLAND_SHARE[density]
    return (level * np.clip(1 + LUMPINESS * lumps, 0.4, 1.6)).astype(np.float32)


def _projected(
    body: RandomSphere,
    axes: NDArray[np.float64],
    margin: MassMargin,
    absorption: NDArray[np.float32],
    hidden: NDArray[np.float64],
) -> NDArray[np.float32]:
    """(3, SAMPLES, SAMPLES): thickness in mm, attenuation against fat, and whole thickness.

    The picture is a square of `_reach_mm` to each side of the middle. Thickness counts what stands
    out; the whole one counts the hidden part of an obscured mass too.
    """
    reach = _reach_mm(body)
    step = 2 * reach / SAMPLES
    line = (np.arange(SAMPLES) + 0.5) * step - reach
    film = np.stack(np.meshgrid(line, line, line, indexing="ij"), axis=-1)
    points = film @ axes
    radius = body.radius_toward(points)
    far = np.linalg.norm(points, axis=-1)
    fades = _FADES.get(margin, 0.0)
    width = max(step, fades * float(np.median(body.radius_mm)))
    inside = np.clip((radius - far) / width + 0.5, 0, 1)
    inside = inside * inside * (3 - 2 * inside) if fades else inside
    seen = inside
    if margin is MassMargin.OBSCURED:
        ramp = 1 / (1 + np.exp(np.clip((points @ hidden) / (0.2 * reach), -30, 30)))
        seen = inside * (HIDDEN_SHARE + (1 - HIDDEN_SHARE) * ramp)
    cell = ((points / reach + 2) * (LUMPS / 4)).astype(np.intp) % LUMPS
    absorbed = seen * absorption[cell[..., 0], cell[..., 1], cell[..., 2]]
    sums = [picture.sum(axis=2) * step for picture in (seen, absorbed, inside)]
    return np.stack(sums).astype(np.float32)


def _on_canvas(
    pictures: NDArray[np.float32], body: RandomSphere, canvas: Canvas
) -> NDArray[np.float32]:
    """The pictures of a square about the middle, laid into the view: (3, rows, columns)."""
    reach = _reach_mm(body)
    result = np.zeros((len(pictures), canvas.rows, canvas.columns), dtype=np.float32)
    down, right = grid_mm(canvas)
    rows = np.flatnonzero(np.abs(down[:, 0]) < reach)
    columns = np.flatnonzero(np.abs(right[0]) < reach)
    if not (len(rows) and len(columns)):
        return result
    scale = SAMPLES / (2 * reach)
    at = np.stack(
        np.meshgrid(
            (down[rows, 0] + reach) * scale - 0.5,
            (right[0, columns] + reach) * scale - 0.5,
            indexing="ij",
        )
    )
    for number, picture in enumerate(pictures):
        result[number, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = np.asarray(
            ndimage.map_coordinates(picture, at, order=1, mode="constant")
        )
    return result


def _reach_mm(body: RandomSphere) -> float:
    """Half the side of the cube that a mass is sampled in: an indistinct one ends beyond itself."""
    return body.largest_mm * (1 + INDISTINCT / 2) + 0.5

"""Rays through the tissue of a breast: volumes and curves as paths in a view."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from training.simulation.curves import STEP_MM, Curves
from training.simulation.frame import Frame
from training.simulation.geometry import Geometry
from training.simulation.outline import body_profile
from training.simulation.parenchyma import Parenchyma

Field = NDArray[np.floating]

FOLD = 0.7
"""Distance from the breast's axis, in radii, from which on its septa are reflected."""
WIDTH_CLASSES_MM = (0.35, 0.55, 0.8, 1.2, 1.8, 2.6)


def project_shares(parenchyma: Parenchyma, geometry: Geometry, frame: Frame) -> tuple[Field, Field]:
    """The shares of the ray's path inside the breast that gland and septa fill.

    Returns:
        Gland and septa, (rows, columns). The septa go on where the breast's volume ends, in the
        arm-pit and the rounded edge: there the fat looks like the fat beside it.
    """
    rays = _ray_matrix(parenchyma.inside.shape[1], geometry)
    path = _along_rays(parenchyma.inside.astype(np.float32), rays)
    gland = _along_rays(parenchyma.gland, rays) / np.maximum(path, 3.0)
    septa = _along_rays(parenchyma.septa, rays) / np.maximum(path, 3.0)
    anterior, across = _places(geometry, frame)
    return (
        _at(gland, anterior, across),
        _at(septa, *_nearby(anterior, across, geometry.breast.roundness)),
    )


def project_curves(curves: Curves, geometry: Geometry, frame: Frame) -> Field:
    """Path in mm through thin structures, as wide as they are, (rows, columns)."""
    across = geometry.across(curves.lateral, curves.superior)
    row_mm, column_mm = geometry.to_mm(curves.anterior, across)
    # A point stands for a piece of ribbon: its share of the pixel it lies in.
    amount = curves.path_mm * curves.width_mm * STEP_MM / frame.pixel_mm**2
    row, column = row_mm / frame.pixel_mm - 0.5, column_mm / frame.pixel_mm - 0.5
    total = np.zeros((frame.rows, frame.columns), dtype=np.float32)
    classes = np.argmin(
        np.abs(np.log(curves.width_mm[:, None] / np.array(WIDTH_CLASSES_MM))), axis=1
    )
    for number, width in enumerate(WIDTH_CLASSES_MM):
        chosen = classes == number
        drawn = _splat(row[chosen], column[chosen], amount[chosen], total.shape)
        total += ndimage.gaussian_filter(drawn, 0.35 * width / frame.pixel_mm, mode="constant")
    return total


def _ray_matrix(wide: int, geometry: Geometry) -> sparse.csr_matrix:
    """Sums voxel columns (lateral × superior) into rays, with linear weights."""
    aside = (2 * (np.arange(wide) + 0.5) / wide - 1).astype(np.float32)
    across = geometry.across(aside[:, None], aside[None, :]) + 0 * aside[:, None] * aside[None, :]
    place = (across.ravel() + 1) / 2 * wide - 0.5
    first = np.floor(place).astype(int)
    weight = place - first
    voxel = np.arange(wide * wide)
    rays = np.concatenate([first, first + 1])
    weights = np.concatenate([1 - weight, weight])
    columns = np.concatenate([voxel, voxel])
    valid = (rays >= 0) & (rays < wide)
    return sparse.csr_matrix(
        (weights[valid].astype(np.float32), (rays[valid], columns[valid])),
        shape=(wide, wide * wide),
    )


def _along_rays(volume: Field, rays: sparse.csr_matrix) -> Field:
    """(anterior, across): the sum over each ray."""
    flat = volume.reshape(volume.shape[0], -1)
    return np.ascontiguousarray((rays @ flat.T).T)


def _places(geometry: Geometry, frame: Frame) -> tuple[Field, Field]:
    """(anterior, across) of every pixel."""
    down, right = frame.positions_mm()
    shape = (frame.rows, frame.columns)
    return geometry.from_mm(np.broadcast_to(down, shape), np.broadcast_to(right, shape))


def _nearby(anterior: Field, across: Field, roundness: tuple[float, float]) -> tuple[Field, Field]:
    """Places inside the volume for those beyond it, by reflection, so that no seam is seen."""
    period = 4 * FOLD
    across = np.abs((across + FOLD) % period - 2 * FOLD) - FOLD
    room = np.maximum(0.8 * body_profile(across, roundness), 0.05)
    return room - np.abs(room - anterior % (2 * room)), across


def _at(field: Field, anterior: Field, across: Field) -> Field:
    """Linear interpolation in a field over (anterior, across); nothing beyond it."""
    deep, wide = field.shape
    places = [np.maximum(anterior * deep - 0.5, 0), (across + 1) / 2 * wide - 0.5]
    return ndimage.map_coordinates(field, places, order=3, mode="constant").astype(np.float32)


def _splat(row: Field, column: Field, amount: Field, shape: tuple[int, int]) -> Field:
    """Spread each point over the four pixels round it."""
    total = np.zeros(shape[0] * shape[1])
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    for down in (0, 1):
        for right in (0, 1):
            share = np.abs(1 - down - (row - top)) * np.abs(1 - right - (column - left))
            r, c = top + down, left + right
            valid = (r >= 0) & (r < shape[0]) & (c >= 0) & (c < shape[1])
            total += np.bincount(
                r[valid] * shape[1] + c[valid],
                weights=(share * amount)[valid],
                minlength=len(total),
            )
    return total.reshape(shape).astype(np.float32)

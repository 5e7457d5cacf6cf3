"""Connected regions of masks and what grows and shrinks them."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Mask = NDArray[np.bool_]


def label_regions(mask: Mask) -> tuple[NDArray[np.intp], int]:
    """Number the connected regions of a mask from 1 (0 is background), and count them."""
    labels, count = cast("tuple[Any, int]", ndimage.label(mask))
    return np.asarray(labels), int(count)


def largest_region(mask: Mask) -> Mask:
    """The connected region with the most pixels; an empty mask stays empty."""
    labels, count = label_regions(mask)
    if count <= 1:
        return np.asarray(mask, dtype=bool)
    return labels == 1 + int(np.argmax(np.bincount(labels.ravel())[1:]))


def opened(mask: Mask, radius: int) -> Mask:
    """What is left of a mask without anything thinner than a disk."""
    return np.asarray(ndimage.binary_opening(mask, disk(radius)), dtype=bool)


def closed(mask: Mask, radius: int) -> Mask:
    """A mask with gaps filled that are narrower than a disk."""
    if not mask.any():
        return np.asarray(mask, dtype=bool)
    # By distances: the cost does not grow with the disk.
    grown = np.asarray(ndimage.distance_transform_edt(~mask)) <= radius
    if grown.all():
        return grown
    return np.asarray(ndimage.distance_transform_edt(grown)) > radius


def dilated(mask: Mask, steps: int, within: Mask | None = None) -> Mask:
    """A mask grown by `steps` pixels, only inside `within` where that is given."""
    return np.asarray(ndimage.binary_dilation(mask, iterations=steps, mask=within), dtype=bool)


def filled(mask: Mask) -> Mask:
    """A mask (rows, columns) with its holes filled, background that reaches no edge."""
    # Numbering regions is several times as fast as growing the outside, as scipy's own way does.
    labels, count = label_regions(~mask)
    belongs = np.ones(count + 1, dtype=bool)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        belongs[edge] = False
    belongs[0] = True
    return belongs[labels]


def disk(radius: int) -> Mask:
    """A disk as a mask of 2 · radius + 1 pixels across."""
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return x * x + y * y <= radius * radius

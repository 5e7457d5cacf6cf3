"""JPEG Lossless: from differences to samples, whole rows, columns or diagonals at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.uint16]


def add_predictions(differences: Samples, predictor: int, origin: int) -> Samples:
    """Undo the prediction of one piece of a picture that begins anew, in its first row.

    The first sample is predicted by `origin`, the first row by what is to the left (Ra), the first
    column by what is above (Rb), all else by the predictor. Sums wrap at 2¹⁶, as the standard says.

    Args:
        differences: (rows, columns); its memory is used for the result.
        predictor: 1 to 7, the selection value of the scan.
        origin: half of the range of samples.

    Returns:
        (rows, columns) samples.

    Source: ITU-T T.81, H.1.2.1 and table H.1.
    """
    differences[:1, :1] += np.uint16(origin)
    return _PREDICTORS[predictor](differences)


def _left(samples: Samples) -> Samples:
    """Ra."""
    np.cumsum(samples[:, 0], out=samples[:, 0])
    return np.cumsum(samples, axis=1, out=samples)


def _left_above(samples: Samples) -> Samples:
    """Rc."""
    _sum_borders(samples)
    for above, row in pairwise(samples):
        row[1:] += above[:-1]
    return samples


def _plane(samples: Samples) -> Samples:
    """Ra + Rb − Rc."""
    np.cumsum(samples, axis=1, out=samples)
    return np.cumsum(samples, axis=0, out=samples)


def _left_and_slope_above(samples: Samples) -> Samples:
    """Ra + (Rb − Rc) / 2."""
    np.cumsum(samples[0], out=samples[0])
    for above, row in pairwise(samples):
        row[:1] += above[:1]
        # Halved downwards, as arithmetic shifts do; the cast back wraps.
        row[1:] += (np.diff(above.astype(np.int32)) >> 1).astype(np.uint16)
        np.cumsum(row, out=row)
    return samples


def _mean(samples: Samples) -> Samples:
    """(Ra + Rb) / 2: a diagonal from lower left to upper right needs only the one before."""
    _sum_borders(samples)
    rows, columns = samples.shape
    flat, step = samples.reshape(-1), columns - 1
    for diagonal in range(2, rows + columns - 1):
        first, last = max(1, diagonal - columns + 1), min(rows - 1, diagonal - 1)
        if first > last:
            continue
        start, stop = first * step + diagonal, last * step + diagonal + 1
        left = flat[start - 1 : stop - 1 : step].astype(np.uint32)
        above = flat[start - columns : stop - columns : step]
        flat[start:stop:step] += ((left + above) >> 1).astype(np.uint16)
    return samples


def _sum_borders(samples: Samples) -> None:
    np.cumsum(samples[0], out=samples[0])
    np.cumsum(samples[:, 0], out=samples[:, 0])


def _turned(predict: Callable[[Samples], Samples]) -> Callable[[Samples], Samples]:
    """The predictor with left and above exchanged."""
    return lambda samples: np.ascontiguousarray(predict(np.ascontiguousarray(samples.T)).T)


_PREDICTORS: dict[int, Callable[[Samples], Samples]] = {
    1: _left,
    2: _turned(_left),
    3: _left_above,
    4: _plane,
    5: _left_and_slope_above,
    6: _turned(_left_and_slope_above),
    7: _mean,
}

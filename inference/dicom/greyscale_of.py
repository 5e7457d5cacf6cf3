"""The grey-scale that a file prescribes for its values."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.dicom.elements import items, number, numbers, text, texts
from inference.dicom.lookup_tables import read_table
from inference.dicom.stored_values import to_modality_values
from inference.imaging.breast_window import BREAST, full_range, spanning, window_of_breast
from inference.imaging.greyscale import Greyscale, VoiFunction, VoiLut, Window, default_voi

RANGE_OF_TABLE = "Range of the table"
"""Explanation of the window made for a file that has tables alone."""

MAX_CHOICES = 64
"""Windows and tables beyond this number are left out: nobody looks through them."""

LARGEST_VALUE = 1e30
"""What lies beyond is no center and no width."""


def greyscale_of(
    dataset: Dataset, stored: NDArray[np.integer], values: NDArray[np.generic]
) -> Greyscale:
    """Read windows, tables, polarity and padding of a picture.

    A file without windows and tables gets two windows: of the breast, and the full range.

    Args:
        dataset: of the picture.
        stored: its stored values.
        values: the same after the modality LUT.

    Raises:
        ValueError: a table is damaged.
    """
    tables = _voi_luts(dataset, values)
    windows = _windows(dataset)
    if not windows and tables:
        windows = (_range_of_table(tables[0]),)
    greyscale = Greyscale(
        windows=windows or (spanning(0, 1),),
        voi_luts=tables,
        inverted=_is_inverted(dataset),
        padding=_padding_of_values(_stored_padding(dataset, stored), stored, dataset),
    )
    if windows:
        return greyscale
    made = (window_of_breast(values, greyscale), full_range(values, greyscale))
    return replace(greyscale, windows=made if made[0] != made[1] else made[:1])


def lossless_voi(greyscale: Greyscale) -> Window | VoiLut:
    """What the file wants shown first, else its full range: no grey of the breast is clipped."""
    if greyscale.voi_luts or greyscale.windows[0].explanation != BREAST:
        return default_voi(greyscale)
    return greyscale.windows[-1]


def _is_inverted(dataset: Dataset) -> bool:
    # A MONOCHROME1 mammogram carries INVERSE as well; it is inverted once (PS3.3 C.8.11.3.1.2).
    return (
        text(dataset, "PhotometricInterpretation") == "MONOCHROME1"
        or text(dataset, "PresentationLUTShape") == "INVERSE"
    )


def _windows(dataset: Dataset) -> tuple[Window, ...]:
    name = text(dataset, "VOILUTFunction").upper()
    function = VoiFunction(name) if name in set(VoiFunction) else VoiFunction.LINEAR
    smallest = 1.0 if function is VoiFunction.LINEAR else 1e-6
    centers, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    explanations = texts(dataset, "WindowCenterWidthExplanation")
    explained = zip_longest(zip(centers, widths, strict=False), explanations, fillvalue=None)
    windows = [
        Window(center=pair[0], width=pair[1], function=function, explanation=explanation or "")
        for pair, explanation in explained
        if isinstance(pair, tuple)
        and smallest <= pair[1] <= LARGEST_VALUE
        and abs(pair[0]) <= LARGEST_VALUE
    ]
    return tuple(windows[:MAX_CHOICES])


def _voi_luts(dataset: Dataset, values: NDArray[np.generic]) -> tuple[VoiLut, ...]:
    sequence = items(dataset, "VOILUTSequence")[:MAX_CHOICES]
    return tuple(read_table(item, dataset, values) for item in sequence)


def _range_of_table(table: VoiLut) -> Window:
    last = table.first_value + len(table.entries) - 1
    return spanning(table.first_value, last, RANGE_OF_TABLE)


def _stored_padding(dataset: Dataset, stored: NDArray[np.integer]) -> tuple[float, float] | None:
    """PixelPaddingValue and PixelPaddingRangeLimit: PS3.3 C.7.5.1.1.2."""
    value = number(dataset, "PixelPaddingValue")
    limit = number(dataset, "PixelPaddingRangeLimit")
    possible = np.iinfo(stored.dtype)
    ends = [_as_stored(end, stored.dtype) for end in (value, limit) if end is not None]
    # A value that no pixel can have marks nothing.
    if value is None or min(ends) < possible.min or max(ends) > possible.max:
        return None
    return min(ends), max(ends)


def _as_stored(value: float, dtype: np.dtype[np.integer]) -> float:
    """A value of 16 bits that was written with the other sign: 63536 for −2000, or −2000."""
    if dtype.kind == "i" and value >= 2**15:
        return value - 2**16
    return value + 2**16 if dtype.kind == "u" and value < 0 else value


def _padding_of_values(
    padding: tuple[float, float] | None, stored: NDArray[np.integer], dataset: Dataset
) -> tuple[float, float] | None:
    """The padding after the modality LUT, which may turn it round."""
    if padding is None:
        return None
    values = to_modality_values(np.array(padding).astype(stored.dtype), dataset)
    return float(values.min()), float(values.max())

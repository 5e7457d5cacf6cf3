"""The grey-scale that a file prescribes for its values."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.dicom.elements import items, number, numbers, text, texts
from inference.dicom.lookup_tables import read_table
from inference.dicom.stored_values import to_modality_values
from inference.imaging.greyscale import Greyscale, VoiFunction, VoiLut, Window

FULL_RANGE = "Full range"
"""Explanation of the window made for a file that has none."""


def greyscale_of(
    dataset: Dataset, stored: NDArray[np.integer], values: NDArray[np.generic]
) -> Greyscale:
    """Read windows, tables, polarity and padding of a picture.

    Args:
        dataset: of the picture.
        stored: its stored values.
        values: the same after the modality LUT.

    Raises:
        ValueError: a table is damaged.
    """
    tables = _voi_luts(dataset)
    padding = _stored_padding(dataset, stored)
    windows = _windows(dataset)
    if not windows and tables:
        windows = (_range_of_table(tables[0]),)
    if not windows:
        windows = (_range_of_values(stored, values, padding),)
    return Greyscale(
        windows=windows,
        voi_luts=tables,
        inverted=_is_inverted(dataset),
        padding=_padding_of_values(padding, stored, dataset),
    )


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
    return tuple(
        Window(center=pair[0], width=pair[1], function=function, explanation=explanation or "")
        for pair, explanation in explained
        if isinstance(pair, tuple) and pair[1] >= smallest
    )


def _voi_luts(dataset: Dataset) -> tuple[VoiLut, ...]:
    return tuple(read_table(item, dataset) for item in items(dataset, "VOILUTSequence"))


def _range_of_table(table: VoiLut) -> Window:
    return _spanning(table.first_value, table.first_value + len(table.entries) - 1)


def _range_of_values(
    stored: NDArray[np.integer],
    values: NDArray[np.generic],
    padding: tuple[float, float] | None,
) -> Window:
    if padding is not None:
        inside = values[(stored < padding[0]) | (stored > padding[1])]
        values = inside if inside.size else values
    return _spanning(float(values.min()), float(values.max()))


def _spanning(low: float, high: float) -> Window:
    # LINEAR maps center − 0.5 ∓ (width − 1) / 2 to black and white.
    return Window(center=(low + high + 1) / 2, width=high - low + 1, explanation=FULL_RANGE)


def _stored_padding(dataset: Dataset, stored: NDArray[np.integer]) -> tuple[float, float] | None:
    """PixelPaddingValue and PixelPaddingRangeLimit: PS3.3 C.7.5.1.1.2."""
    value = number(dataset, "PixelPaddingValue")
    limit = number(dataset, "PixelPaddingRangeLimit")
    possible = np.iinfo(stored.dtype)
    ends = [end for end in (value, limit) if end is not None]
    # A value that no pixel can have marks nothing.
    if value is None or min(ends) < possible.min or max(ends) > possible.max:
        return None
    return min(ends), max(ends)


def _padding_of_values(
    padding: tuple[float, float] | None, stored: NDArray[np.integer], dataset: Dataset
) -> tuple[float, float] | None:
    """The padding after the modality LUT, which may turn it round."""
    if padding is None:
        return None
    values = to_modality_values(np.array(padding).astype(stored.dtype), dataset)
    return float(values.min()), float(values.max())

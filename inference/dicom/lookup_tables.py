"""Look-up tables as files store them: Modality LUT and VOI LUT Sequence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from inference.dicom.elements import numbers, text
from inference.imaging.greyscale import VoiLut


def read_table(item: Dataset, dataset: Dataset, values: NDArray[np.generic]) -> VoiLut:
    """Read the item of a Modality LUT or VOI LUT Sequence.

    Args:
        item: with LUTDescriptor and LUTData.
        dataset: of the picture, for its byte order.
        values: what comes into the table.

    Raises:
        ValueError: descriptor and data do not fit.

    Source: DICOM PS3.3 C.11.1.1.1, C.11.2.1.1.
    """
    descriptor = [int(value) for value in numbers(item, "LUTDescriptor")]
    if len(descriptor) != 3 or not 1 <= descriptor[2] <= 16 or descriptor[0] < 0:
        raise ValueError(f"a look-up table has the descriptor {descriptor}")
    # 2¹⁶ entries do not fit the 16 bits of their number and are written as 0.
    count = descriptor[0] or 2**16
    entries = _entries(item, dataset, count)
    if len(entries) < count:
        raise ValueError(f"a look-up table has {len(entries)} entries instead of {count}")
    entries = entries[:count]
    return VoiLut(
        first_value=_first_value(descriptor[1], count, values),
        entries=entries,
        # Some files say 8 or 12 bits and use 16.
        bits=max(descriptor[2], int(entries.max()).bit_length()),
        explanation=text(item, "LUTExplanation"),
    )


def _first_value(first: int, count: int, values: NDArray[np.generic]) -> int:
    """The value that maps to the first entry.

    Its 16 bits are often written with the wrong sign: 63488 for −2048, or −16 for 65520. It is
    changed where the table lies beside all values, and with the other sign among them.
    """
    low, high = float(values.min()), float(values.max())
    other = first - 2**16 if first >= 0 else first + 2**16

    def is_among(start: int) -> bool:
        return start <= high and start + count > low

    return other if is_among(other) and not is_among(first) else first


def _entries(item: Dataset, dataset: Dataset, count: int) -> NDArray[np.uint16]:
    data = item.get("LUTData")
    if not isinstance(data, bytes):
        return (np.array(numbers(item, "LUTData"), dtype=np.int64) & 0xFFFF).astype(np.uint16)
    if len(data) in (count, count + 1) and count > 1:
        # Two entries of 8 bits in a word, as some files have them.
        return np.frombuffer(data, dtype=np.uint8).astype(np.uint16)
    _, is_little_endian = dataset.original_encoding
    words = "<u2" if is_little_endian is not False else ">u2"
    return np.frombuffer(data[: len(data) // 2 * 2], dtype=words).astype(np.uint16)

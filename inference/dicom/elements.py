"""Values of a data set as plain Python values, whatever a file puts there."""

from __future__ import annotations

import math

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue


def text(dataset: Dataset, keyword: str) -> str:
    """A value as one line of at most 200 printable characters; empty where there is none."""
    joined = "\\".join(texts(dataset, keyword))
    return "".join(sign for sign in joined if sign.isprintable())[:200]


def texts(dataset: Dataset, keyword: str) -> list[str]:
    """The values as text, without the blanks around them."""
    return [" ".join(str(value).split()) for value in _values(dataset, keyword)]


def numbers(dataset: Dataset, keyword: str) -> list[float]:
    """The values that are finite numbers."""
    result = []
    for value in _values(dataset, keyword):
        try:
            number = float(str(value))
        except (TypeError, ValueError):
            continue
        if math.isfinite(number):
            result.append(number)
    return result


def number(dataset: Dataset, keyword: str) -> float | None:
    """The first value that is a finite number, or None."""
    return next(iter(numbers(dataset, keyword)), None)


def whole(dataset: Dataset, keyword: str, default: int) -> int:
    """The first value as a whole number."""
    value = number(dataset, keyword)
    return default if value is None else int(value)


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; none where it is absent or no sequence."""
    value = dataset.get(keyword)
    return [item for item in value or [] if isinstance(item, Dataset)]


def _values(dataset: Dataset, keyword: str) -> list[object]:
    value = dataset.get(keyword)
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, MultiValue | list | tuple) else [value]

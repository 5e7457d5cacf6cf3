"""Numbers inside a pickled network: Python's own and numpy's scalars."""

from __future__ import annotations

import math

import numpy as np

from training.errors import NetworkFileError
from training.stylegan2.pickle_tree import Call

_SCALARS = ("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar")
_KINDS = ("f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "b1")


def to_number(value: object, where: str) -> float:
    """A finite number.

    Args:
        value: what `read_tree` gave for it.
        where: its name in the network, for messages.

    Raises:
        NetworkFileError: it is no finite number.
    """
    number = _scalar(value) if isinstance(value, Call) else value
    try:
        if isinstance(number, int | float) and math.isfinite(number):
            return float(number)
    except OverflowError:  # a whole number larger than any float
        pass
    raise NetworkFileError(f"{where} is no number. Name another file.")


def _scalar(value: Call) -> float | None:
    """A scalar of numpy: scalar(dtype(kind, …), bytes), where the byte order is set as state."""
    if value.name not in _SCALARS or len(value.arguments) != 2:
        return None
    dtype, content = value.arguments
    if not isinstance(dtype, Call) or dtype.name != "numpy.dtype" or not dtype.arguments:
        return None
    kind = dtype.arguments[0]
    order = dtype.state[1] if isinstance(dtype.state, tuple) and len(dtype.state) > 1 else "<"
    if kind not in _KINDS or order not in ("<", "|") or not isinstance(content, bytes):
        return None
    numpy_kind = np.dtype(f"<{kind}")
    if len(content) != numpy_kind.itemsize:
        return None
    return np.frombuffer(content, numpy_kind)[0].item()

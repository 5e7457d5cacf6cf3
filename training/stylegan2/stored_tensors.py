"""Tensors inside a pickled network: from the pickle's notes and bytes to numpy arrays."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from training.errors import NetworkFileError
from training.stylegan2.pickle_tree import Call, Name, Outside, read_tree

Array = NDArray[np.float32]

REBUILD_TENSOR = "torch._utils._rebuild_tensor_v2"
REBUILD_PARAMETER = "torch._utils._rebuild_parameter"
LOAD_FROM_BYTES = "torch.storage._load_from_bytes"

MAX_TENSOR_SIZE = 100_000_000
"""Numbers in one tensor."""

MAX_DIMENSIONS = 8

_STREAM_MAGIC = 0x1950A86A20F9469CFC6C
_STREAM_VERSION = 1001
_KINDS = {"torch.DoubleStorage": "<f8", "torch.FloatStorage": "<f4", "torch.HalfStorage": "<f2"}
_SIZE_BYTES = 8


def to_array(tensor: object, where: str) -> Array:
    """The numbers of a tensor or parameter.

    Args:
        tensor: what `read_tree` gave for it.
        where: its name in the network, for messages.

    Raises:
        NetworkFileError: it is no tensor of floating-point numbers, damaged, unsafe or too large.
    """
    if isinstance(tensor, Call) and tensor.name == REBUILD_PARAMETER and tensor.arguments:
        tensor = tensor.arguments[0]
    if (
        not isinstance(tensor, Call)
        or tensor.name != REBUILD_TENSOR
        or len(tensor.arguments) < len(("storage", "offset", "size", "stride"))
    ):
        raise NetworkFileError(f"{where} is no tensor as torch saves it. Name another file.")
    storage, offset, size, stride = tensor.arguments[:4]
    values = _storage(storage, where)
    shape, steps = _whole_numbers(size), _whole_numbers(stride)
    if shape is None or steps is None or len(shape) != len(steps) or not isinstance(offset, int):
        raise NetworkFileError(f"{where} has no plain size. Name another file.")
    # A tensor larger than its storage repeats numbers: a small file could ask for any memory.
    last = offset + sum(step * (count - 1) for step, count in zip(steps, shape, strict=True))
    if offset < 0 or math.prod(shape) > len(values) or (0 not in shape and last >= len(values)):
        raise NetworkFileError(f"{where} reaches beyond what is stored of it. Copy the file again.")
    bytes_steps = [step * values.itemsize for step in steps]
    view = np.lib.stride_tricks.as_strided(values[offset:], shape, bytes_steps, writeable=False)
    array = view.astype(np.float32)
    if not np.isfinite(array).all():
        raise NetworkFileError(f"{where} holds values that are no numbers. Name another snapshot.")
    return array


def _whole_numbers(values: object) -> tuple[int, ...] | None:
    """A size or stride, or None where it is none."""
    if isinstance(values, Call) and values.name == "torch.Size" and len(values.arguments) == 1:
        values = values.arguments[0]
    if not isinstance(values, tuple) or len(values) > MAX_DIMENSIONS:
        return None
    if not all(isinstance(value, int) and 0 <= value <= MAX_TENSOR_SIZE for value in values):
        return None
    return cast("tuple[int, ...]", values)


def _storage(storage: object, where: str) -> NDArray[np.floating]:
    """The numbers behind a tensor: the stream that `torch.save` wrote in its old format."""
    if not isinstance(storage, Call) or storage.name != LOAD_FROM_BYTES:
        raise NetworkFileError(f"{where} is not stored as torch does it. Name another file.")
    content = storage.arguments[0] if len(storage.arguments) == 1 else None
    if not isinstance(content, bytes):
        raise NetworkFileError(f"{where} has no content. Copy the file again.")
    stream = io.BytesIO(content)
    parts = [read_tree(stream, _KINDS, where) for _ in range(5)]
    if parts[:2] != [_STREAM_MAGIC, _STREAM_VERSION] or _is_big_endian(parts[2]):
        raise NetworkFileError(f"{where} has another format than torch writes. Name another file.")
    kind, count = _kind_and_count(parts[3], parts[4], where)
    data = content[stream.tell() :]
    stated = int.from_bytes(data[:_SIZE_BYTES], "little")
    dtype = np.dtype(kind)
    if stated != count or len(data) != _SIZE_BYTES + count * dtype.itemsize:
        raise NetworkFileError(f"{where} is cut off or damaged. Copy or download the file again.")
    return np.frombuffer(data, dtype, offset=_SIZE_BYTES)


def _is_big_endian(system: object) -> bool:
    return not isinstance(system, dict) or system.get("little_endian") is not True


def _kind_and_count(storage: object, keys: object, where: str) -> tuple[str, int]:
    """Type and length of a stream's one storage: ("storage", type, key, device, length, None)."""
    key = storage.key if isinstance(storage, Outside) else None
    fields: Sequence[object] = key if isinstance(key, tuple) else ()
    if len(fields) != 6 or fields[0] != "storage" or keys != [fields[2]] or fields[5] is not None:
        raise NetworkFileError(f"{where} is not one plain storage. Name another file.")
    kind, count = fields[1], fields[4]
    if not isinstance(kind, Name) or not isinstance(count, int) or count < 0:
        raise NetworkFileError(f"{where} says no type and length. Name another file.")
    if count > MAX_TENSOR_SIZE:
        raise NetworkFileError(f"{where} has {count} numbers; that is no StyleGAN2 network.")
    return _KINDS[kind.dotted], count

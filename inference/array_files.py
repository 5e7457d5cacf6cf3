"""Named arrays as npz files: the same bytes for the same arrays, and nothing executable in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def to_npz(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Pack arrays so that `numpy.load` reads them; no clock goes into the file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_EARLIEST_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the system: equal arrays give equal files
            packed = io.BytesIO()
            np.save(packed, array, allow_pickle=False)
            archive.writestr(entry, packed.getvalue())
    return content.getvalue()


def from_npz(content: bytes, *, max_bytes: int) -> dict[str, NDArray[np.generic]]:
    """Unpack arrays, never running code and never using more than `max_bytes` for them.

    Args:
        content: the bytes of an npz file.
        max_bytes: what all arrays together may take once they are unpacked.

    Raises:
        InputError: not an npz file of plain arrays, damaged, or larger than allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > max_bytes:
                raise InputError(f"The arrays unpack to more than {max_bytes} bytes.")
        with np.load(io.BytesIO(content), allow_pickle=False) as packed:
            return {name: packed[name] for name in packed.files}
    except (OSError, ValueError, EOFError, KeyError, MemoryError) as error:
        raise InputError(f"The arrays are damaged: {error}.") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"This is no npz file of plain arrays: {error}.") from error

"""Claims about arrays in files: the same bytes for the same arrays, nothing executable."""

from __future__ import annotations

import io
import time
import zipfile

import numpy as np
import pytest

from inference.array_files import from_npz, to_npz
from inference.errors import InputError

ARRAYS = {"a": np.arange(6, dtype=np.float16).reshape(2, 3), "b": np.array("text")}


def test_what_is_packed_is_unpacked() -> None:
    unpacked = from_npz(to_npz(ARRAYS), max_bytes=10_000)
    assert list(unpacked) == ["a", "b"]
    assert all((unpacked[name] == ARRAYS[name]).all() for name in ARRAYS)
    assert unpacked["a"].dtype == np.float16


def test_equal_arrays_give_equal_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_npz(ARRAYS)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert to_npz(ARRAYS) == first


def test_numpy_reads_it() -> None:
    with np.load(io.BytesIO(to_npz(ARRAYS))) as packed:
        assert (packed["a"] == ARRAYS["a"]).all()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", to_npz(ARRAYS)[:-30]])
def test_damaged_files_are_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        from_npz(content, max_bytes=10_000)


def test_objects_are_refused_unread() -> None:
    packed = io.BytesIO()
    np.savez(packed, a=np.array([{}], dtype=object))
    with pytest.raises(InputError, match="Object arrays cannot be loaded"):
        from_npz(packed.getvalue(), max_bytes=10_000)


def test_files_that_unpack_to_more_than_allowed_are_refused() -> None:
    bomb = to_npz({"a": np.zeros(10_000_000)})
    assert len(bomb) < 200_000
    with pytest.raises(InputError, match="unpack to more than"):
        from_npz(bomb, max_bytes=1_000_000)


def test_an_array_that_claims_more_than_it_holds_is_refused() -> None:
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.npy", header.getvalue())
    with pytest.raises(InputError, match="damaged"):
        from_npz(packed.getvalue(), max_bytes=10_000)

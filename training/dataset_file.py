"""The dataset file: prepared views in HDF5, pictures as WebP, masks as PNG.

Layout (format 1): one row per view in every dataset of the group `views`; `rejected/key` and
`rejected/reason`; the frame as attributes of the file.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import h5py
import numpy as np
from numpy.typing import NDArray

from inference.errors import OutputError
from inference.preparation.frame import Frame
from training.errors import DatasetError
from training.stored_pictures import decode_mask, decode_picture, encode_mask, encode_picture

FORMAT = 1
RESERVED_BYTES = 16_000_000
"""Nothing is added to a file when its disk has less room than this."""

TEXTS = (
    "key",
    "source",
    "patient",
    "image_laterality",
    "view_position",
    "technique",
    "density",
    "status",
    "boxes",
)
NUMBERS = {
    "pixel_mm": "f4",
    "area_mm2": "f4",
    "pixel_mm_fitted": "?",
    "held_out": "?",
    "filled": "i4",
}
BLOBS = ("image", "breast", "lesions")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRecord:
    """What is kept with a prepared view.

    Attributes:
        boxes: JSON list of {kind, left, top, width, height} in pixels of the frame.
        pixel_mm: native pixel size of the source, given or fitted.
        area_mm2: area of the breast.
        pixel_mm_fitted: whether the source had no scale.
        held_out: whether the patient is kept out of training.
        filled: how many recorded lesions were filled from the tissue around them.
    """

    key: str
    source: str
    patient: str
    image_laterality: str
    view_position: str
    technique: str
    density: str
    status: str
    boxes: str
    pixel_mm: float
    area_mm2: float
    pixel_mm_fitted: bool
    held_out: bool
    filled: int


class DatasetFile:
    """An open dataset file; views can be added to one opened for writing."""

    def __init__(self, file: h5py.File) -> None:
        self._file = file
        self.frame = Frame(rows=int(np.asarray(file.attrs["rows"])))

    def __len__(self) -> int:
        return int(self._column("views/image").shape[0])

    def add(
        self,
        record: ViewRecord,
        pixels: NDArray[np.uint8],
        breast: NDArray[np.bool_],
        lesions: NDArray[np.bool_] | None,
    ) -> None:
        """Append a view: uint8 pixels and bool masks, all (frame.rows, frame.columns).

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        self._check_space()
        index = len(self)
        blobs = {
            "image": encode_picture(pixels),
            "breast": encode_mask(breast),
            "lesions": b"" if lesions is None or not lesions.any() else encode_mask(lesions),
        }
        values = {**asdict(record), **{n: np.frombuffer(b, np.uint8) for n, b in blobs.items()}}
        values |= {name: storable(values[name]) for name in TEXTS}
        # The picture comes last: its length is the number of views, should writing break off.
        with self._writing():
            for name in (*TEXTS, *NUMBERS, "breast", "lesions", "image"):
                column = self._column(f"views/{name}")
                column.resize((index + 1,))
                column[index] = values[name]

    def reject(self, key: str, reason: str) -> None:
        """Note that a view is not in the file, and why.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        self._check_space()
        # The reason comes last: its length counts, should writing break off.
        index = len(self._column("rejected/reason"))
        with self._writing():
            for name, value in (("key", key), ("reason", reason)):
                column = self._column(f"rejected/{name}")
                column.resize((index + 1,))
                column[index] = storable(value)

    def flush(self) -> None:
        """Put everything added so far on the disk, so that a killed process loses none of it.

        Raises:
            OutputError: the disk is full.
        """
        with self._writing():
            self._file.flush()

    def rejected(self) -> list[tuple[str, str]]:
        """Key and reason of everything left out."""
        count = len(self._column("rejected/reason"))
        keys, reasons = (self._texts(f"rejected/{name}", count) for name in ("key", "reason"))
        return list(zip(keys, reasons, strict=True))

    def texts(self, name: str) -> NDArray[np.object_]:
        """One of the columns in `TEXTS`: (views,) strings."""
        return self._texts(f"views/{name}", len(self))

    def numbers(self, name: str) -> NDArray[np.generic]:
        """One of the columns in `NUMBERS`: (views,)."""
        with self._reading():
            return self._column(f"views/{name}")[: len(self)]

    def picture(self, index: int) -> NDArray[np.uint8]:
        """Pixels of a view, uint8 (frame.rows, frame.columns); exactly 0 outside the breast.

        Raises:
            DatasetError: the view is damaged.
        """
        return decode_picture(self._blob("image", index), self.breast(index))

    def breast(self, index: int) -> NDArray[np.bool_]:
        """Breast mask of a view, bool (frame.rows, frame.columns).

        Raises:
            DatasetError: the view is damaged.
        """
        return decode_mask(self._blob("breast", index), self.frame)

    def lesions(self, index: int) -> NDArray[np.bool_]:
        """Mask of the recorded lesions of a view, which its pixels no longer show.

        Raises:
            DatasetError: the view is damaged.
        """
        blob = self._blob("lesions", index)
        if not blob:
            return np.zeros((self.frame.rows, self.frame.columns), dtype=bool)
        return decode_mask(blob, self.frame)

    def _blob(self, name: str, index: int) -> bytes:
        with self._reading():
            return self._column(f"views/{name}")[index].tobytes()

    def _texts(self, path: str, count: int) -> NDArray[np.object_]:
        with self._reading():
            return np.asarray(self._column(path).asstr()[:count], dtype=object)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DatasetError(f"{self._file.filename} is damaged: {_reason(error)}.") from error

    def _writing(self) -> AbstractContextManager[None]:
        return _writing(Path(self._file.filename))

    def _check_space(self) -> None:
        """Stop before the disk is full: HDF5 files do not survive that."""
        path = Path(self._file.filename)
        if shutil.disk_usage(path.parent).free < RESERVED_BYTES:
            raise OutputError(
                f"The disk of {path} is nearly full. Make room; the same command then goes on."
            )

    def _column(self, path: str) -> h5py.Dataset:
        found = self._file.get(path)
        if not isinstance(found, h5py.Dataset):
            raise DatasetError(f"{self._file.filename} is damaged: it lacks {path}.")
        return found


@contextmanager
def create_dataset(path: Path, frame: Frame, settings: dict[str, object]) -> Iterator[DatasetFile]:
    """Open a dataset file for adding; one that is there already is continued.

    Args:
        path: of the file.
        frame: of all its views.
        settings: what must be equal for a file to be continued, kept as JSON.

    Raises:
        DatasetError: the file there is damaged, in use, or was made with other settings.
        OutputError: it cannot be written.
    """
    wanted = json.dumps({"rows": frame.rows, **settings}, sort_keys=True)
    try:
        file = h5py.File(path, "a")
    except BlockingIOError as error:
        raise _in_use(path) from error
    except OSError as error:
        if error.errno is None:
            raise DatasetError(
                f"{path} is no dataset, or damaged: {_reason(error)}. "
                "Name another file, or delete it to start again."
            ) from error
        raise OutputError(f"Could not write {path}: {_reason(error)}.") from error
    try:
        if len(file) == len(file.attrs) == 0:
            with _writing(path):
                _lay_out(file, frame, wanted)
        _check_format(file)
        if file.attrs.get("settings") != wanted:
            raise DatasetError(
                f"{path} was made with {file.attrs.get('settings')}, not {wanted}. "
                "Delete it or name another file."
            )
        yield DatasetFile(file)
    except BaseException:
        # On a full disk closing fails as well, in words that help less than the first ones.
        with suppress(OSError, RuntimeError):
            file.close()
        raise
    with _writing(path):
        file.close()


@contextmanager
def open_dataset(path: Path) -> Iterator[DatasetFile]:
    """Open a dataset file for reading.

    Raises:
        DatasetError: missing, damaged, in use, of another format, or empty.
    """
    if not path.is_file():
        raise DatasetError(f"There is no dataset {path}. Make one with: mammogym-train prepare")
    try:
        file = h5py.File(path, "r")
    except BlockingIOError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise DatasetError(f"{path} is no dataset, or damaged: {_reason(error)}.") from error
    with file:
        _check_format(file)
        dataset = DatasetFile(file)
        if len(dataset) == 0:
            raise DatasetError(f"{path} holds no views. Prepare it from another source.")
        yield dataset


def storable(text: str) -> str:
    """The text as HDF5 can keep it: without null bytes and halves of Unicode pairs."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def _check_format(file: h5py.File) -> None:
    version = file.attrs.get("format")
    if version != FORMAT or "rows" not in file.attrs:
        raise DatasetError(
            f"{file.filename} has dataset format {version!r}; this program reads {FORMAT}. "
            "Name another file, or delete it to start again."
        )


def _in_use(path: Path) -> DatasetError:
    return DatasetError(f"{path} is in use by another program. Wait until it has ended.")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn a failure to write into a sentence; HDF5 tells some of them as RuntimeError."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise OutputError(
            f"Could not write {path}: {_reason(error)}. Check the free space."
        ) from error


def _reason(error: Exception) -> str:
    """The operating system's words out of a message of the HDF5 library."""
    found = re.search(r"error message = '([^']*)'", str(error))
    return found[1] if found else str(error)


def _lay_out(file: h5py.File, frame: Frame, settings: str) -> None:
    views = file.create_group("views")
    rejected = file.create_group("rejected")
    growing = {"shape": (0,), "maxshape": (None,), "chunks": (256,)}
    text = h5py.string_dtype()
    for name in TEXTS:
        views.create_dataset(name, dtype=text, **growing)
    for name, kind in NUMBERS.items():
        views.create_dataset(name, dtype=kind, **growing)
    for name in BLOBS:
        views.create_dataset(name, dtype=h5py.vlen_dtype(np.uint8), **growing)
    for name in ("key", "reason"):
        rejected.create_dataset(name, dtype=text, **growing)
    file.attrs["rows"] = frame.rows
    file.attrs["columns"] = frame.columns
    file.attrs["pixel_mm"] = frame.pixel_mm
    file.attrs["settings"] = settings
    # Last, as it says that the layout is complete.
    file.attrs["format"] = FORMAT

"""The file of lesion patches: tissue at 0.125 mm per pixel with a lesion, without one, or as both.

One row per patch in the table `patches`, one per patch left out in the table `rejected`. A patch
whose lesion could be taken away also holds the same tissue without it, inside the box of what was
replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.preparation.frame import Frame
from training.errors import DatasetError
from training.record_file import REJECTED, RecordFile
from training.stored_pictures import decode_mask, decode_picture, encode_mask, encode_picture
from training.table_file import BLOB, TEXT, Layout, create_tables, open_tables

FRAME = Frame(rows=2305)
"""Pixels of 0.12495 mm, 0.125 for short: 256 of them are 32 mm."""

MOST_SIDE = 1024
"""A larger patch is damaged."""

PATCHES = "patches"
COMMAND = "mammogym-train prepare-lesion-patches"
LAYOUT = Layout(
    name="file of lesion patches",
    format=1,
    readable=(1,),
    tables={
        PATCHES: {
            "key": TEXT,
            "source": TEXT,
            "patient": TEXT,
            "technique": TEXT,
            "kind": TEXT,
            "status": TEXT,
            "origin": TEXT,
            "held_out": "?",
            "rows": "i4",
            "columns": "i4",
            "breast": BLOB,
            "lesion": BLOB,
            "replaced": BLOB,
            "without": BLOB,
            "image": BLOB,
        },
        REJECTED: {"key": TEXT, "reason": TEXT},
    },
)


class Status(StrEnum):
    """What a patch shows."""

    MALIGNANT = "malignant"
    BENIGN = "benign"
    NORMAL = "normal"


class PatchKind(StrEnum):
    """Which kind of lesion a patch holds."""

    NONE = "none"
    MASS = "mass"
    CALCIFICATION = "calcification"


class Origin(StrEnum):
    """Where the lesion of a patch comes from."""

    RECORDED = "recorded"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionPatchRecord:
    """What is kept with a patch.

    Attributes:
        origin: whether its lesion, if any, is a recorded one or one of a physical model.
        held_out: whether the patient is kept out of training.
    """

    key: str
    source: str
    patient: str
    technique: str
    kind: PatchKind
    status: Status
    origin: Origin
    held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionPatch:
    """A patch, chest wall to the left.

    Attributes:
        image: uint8 (rows, columns); exactly 0 outside the breast.
        without: the same without its lesion, equal to `image` outside `replaced`; None where that
            is not known.
        breast, lesion: bool (rows, columns); the lesion as it was outlined.
        replaced: bool, the lesion and its margin.
    """

    image: NDArray[np.uint8]
    without: NDArray[np.uint8] | None
    breast: NDArray[np.bool_]
    lesion: NDArray[np.bool_]
    replaced: NDArray[np.bool_]


class LesionFile(RecordFile):
    """An open file of lesion patches; patches can be added to one opened for writing."""

    table = PATCHES

    def add(self, record: LesionPatchRecord, patch: LesionPatch) -> None:
        """Append a patch.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        without = b""
        if patch.without is not None:
            without = encode_picture(patch.without[_box(patch.replaced)])
        rows, columns = patch.image.shape
        row = {
            **asdict(record),
            "rows": rows,
            "columns": columns,
            "breast": encode_mask(patch.breast),
            "lesion": encode_mask(patch.lesion),
            "replaced": encode_mask(patch.replaced),
            "without": without,
            "image": encode_picture(patch.image),
        }
        self._tables.append(PATCHES, row)

    def reject(self, key: str, reason: str) -> None:
        """Note that a patch is not in the file, and why.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        self._tables.append(REJECTED, {"key": key, "reason": reason})

    def patch(self, index: int) -> LesionPatch:
        """One of the patches.

        Raises:
            DatasetError: the patch is damaged.
        """
        shape = tuple(int(self.numbers(side)[index]) for side in ("rows", "columns"))
        if not all(0 < side <= MOST_SIDE for side in shape):
            raise DatasetError(f"Patch {index} is said to be {shape}. Prepare the file again.")
        breast, lesion, replaced = (
            decode_mask(self._blob(name, index), (shape[0], shape[1]))
            for name in ("breast", "lesion", "replaced")
        )
        image = decode_picture(self._blob("image", index), breast)
        blob, without = self._blob("without", index), None
        if blob:
            box = _box(replaced)
            without = image.copy()
            inside = decode_picture(blob, breast[box])
            # Lossy as it is, the picture differs from the other only where it was replaced.
            without[box] = np.where(replaced[box], inside, image[box])
        return LesionPatch(
            image=image, without=without, breast=breast, lesion=lesion, replaced=replaced
        )

    def _blob(self, name: str, index: int) -> bytes:
        return self._tables.blob(PATCHES, name, index)


@contextmanager
def create_lesion_file(path: Path, settings: Mapping[str, object]) -> Iterator[LesionFile]:
    """Open a file of lesion patches for adding; one that is there already is continued.

    Raises:
        DatasetError: the file there is damaged, in use, of another kind, or was made with other
            settings.
        OutputError: it cannot be written.
    """
    attributes = {"rows": FRAME.rows, "pixel_mm": FRAME.pixel_mm}
    with create_tables(path, LAYOUT, attributes, settings) as tables:
        yield LesionFile(tables)


@contextmanager
def open_lesion_file(path: Path) -> Iterator[LesionFile]:
    """Open a file of lesion patches for reading.

    Raises:
        DatasetError: missing, damaged, in use, of another kind, or empty.
    """
    with open_tables(path, LAYOUT, COMMAND) as tables:
        patches = LesionFile(tables)
        if len(patches) == 0:
            raise DatasetError(f"{path} holds no patches. Prepare it from another source.")
        yield patches


def _box(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Where a mask has anything, as rows and columns."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if len(rows) == 0:
        return slice(0, 0), slice(0, 0)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)

"""The file of native patches: pieces of film at a frame's pixel size, made from finer scans.

One row per patch in the table `patches`, one per patch left out in the table `rejected`. Pictures
are WebP, masks PNG, as in a dataset file; the height of the frame is an attribute of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.preparation.frame import Frame
from training.errors import DatasetError
from training.record_file import REJECTED, RecordFile
from training.stored_pictures import decode_mask, decode_picture, encode_mask, encode_picture
from training.table_file import BLOB, TEXT, Layout, create_tables, open_tables

PATCHES = "patches"
LAYOUT = Layout(
    name="file of patches",
    format=1,
    readable=(1,),
    tables={
        PATCHES: {
            "key": TEXT,
            "source": TEXT,
            "patient": TEXT,
            "image_laterality": TEXT,
            "view_position": TEXT,
            "technique": TEXT,
            "native_mm": "f4",
            "top_mm": "f4",
            "left_mm": "f4",
            "correlation": "f4",
            "held_out": "?",
            "rows": "i4",
            "columns": "i4",
            "breast": BLOB,
            "usable": BLOB,
            "image": BLOB,
        },
        REJECTED: {"key": TEXT, "reason": TEXT},
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchRecord:
    """What is kept with a patch.

    Attributes:
        native_mm: size of a pixel of the scan it was made from.
        top_mm, left_mm: where it lies in the frame of its view.
        correlation: of its greys with those of its view, where it was found.
        held_out: whether the patient is kept out of training.
    """

    key: str
    source: str
    patient: str
    image_laterality: str
    view_position: str
    technique: str
    native_mm: float
    top_mm: float
    left_mm: float
    correlation: float
    held_out: bool


class PatchFile(RecordFile):
    """An open file of patches; patches can be added to one opened for writing."""

    table = PATCHES

    def add(
        self,
        record: PatchRecord,
        pixels: NDArray[np.uint8],
        breast: NDArray[np.bool_],
        usable: NDArray[np.bool_],
    ) -> None:
        """Append a patch: uint8 pixels, and masks of its breast and of what is no lesion.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        pictures = {
            "image": encode_picture(pixels),
            "breast": encode_mask(breast),
            "usable": encode_mask(usable),
        }
        rows, columns = pixels.shape
        row = {**asdict(record), **pictures, "rows": rows, "columns": columns}
        self._tables.append(PATCHES, row)

    def reject(self, key: str, reason: str) -> None:
        """Note that a patch is not in the file, and why.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        self._tables.append(REJECTED, {"key": key, "reason": reason})

    def picture(self, index: int) -> NDArray[np.uint8]:
        """Pixels of a patch, uint8 (rows, columns); exactly 0 outside the breast.

        Raises:
            DatasetError: the patch is damaged.
        """
        breast = self._mask("breast", index)
        return decode_picture(self._tables.blob(PATCHES, "image", index), breast)

    def usable(self, index: int) -> NDArray[np.bool_]:
        """What is no lesion and not near one, air included: bool (rows, columns).

        Raises:
            DatasetError: the patch is damaged.
        """
        return self._mask("usable", index)

    def _mask(self, name: str, index: int) -> NDArray[np.bool_]:
        rows, columns = (int(self.numbers(side)[index]) for side in ("rows", "columns"))
        return decode_mask(self._tables.blob(PATCHES, name, index), (rows, columns))


@contextmanager
def create_patch_file(
    path: Path, frame: Frame, settings: Mapping[str, object]
) -> Iterator[PatchFile]:
    """Open a file of patches for adding; one that is there already is continued.

    Args:
        path: of the file.
        frame: whose pixel size the patches have.
        settings: what must be equal for a file to be continued, kept as JSON.

    Raises:
        DatasetError: the file there is damaged, in use, of another kind, or was made with other
            settings.
        OutputError: it cannot be written.
    """
    attributes = {"rows": frame.rows, "pixel_mm": frame.pixel_mm}
    with create_tables(path, LAYOUT, attributes, {"rows": frame.rows, **settings}) as tables:
        yield PatchFile(tables)


@contextmanager
def open_patch_file(path: Path) -> Iterator[PatchFile]:
    """Open a file of patches for reading.

    Raises:
        DatasetError: missing, damaged, in use, of another kind, or empty.
    """
    with open_tables(path, LAYOUT, "mammogym-train prepare-patches") as tables:
        patches = PatchFile(tables)
        if len(patches) == 0:
            raise DatasetError(f"{path} holds no patches. Prepare it from another source.")
        yield patches

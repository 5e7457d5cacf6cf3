"""The dataset file: prepared views in HDF5, pictures as WebP, masks as PNG.

One row per view in the table `views`, one per view left out in the table `rejected`, the frame as
attributes of the file. Format 1 had no `native_mm` and no sizes of rejected breasts; it is read,
but not continued.
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

VIEWS = "views"
NATIVE_MM = "native_mm"
LAYOUT = Layout(
    name="dataset",
    format=2,
    readable=(1, 2),
    tables={
        VIEWS: {
            "key": TEXT,
            "source": TEXT,
            "patient": TEXT,
            "image_laterality": TEXT,
            "view_position": TEXT,
            "technique": TEXT,
            "density": TEXT,
            "status": TEXT,
            "boxes": TEXT,
            "pixel_mm": "f4",
            NATIVE_MM: "f4",
            "area_mm2": "f4",
            "pixel_mm_fitted": "?",
            "held_out": "?",
            "filled": "i4",
            "breast": BLOB,
            "lesions": BLOB,
            "image": BLOB,
        },
        REJECTED: {"key": TEXT, "view_position": TEXT, "area_mm2": "f4", "reason": TEXT},
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRecord:
    """What is kept with a prepared view.

    Attributes:
        boxes: JSON list of {kind, left, top, width, height} in pixels of the frame.
        pixel_mm: size of a pixel of the source picture, given or fitted.
        native_mm: the same, or that of the original where the source picture is an enlargement:
            how fine the view really is, in millimetres of the frame.
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
    native_mm: float
    area_mm2: float
    pixel_mm_fitted: bool
    held_out: bool
    filled: int


class DatasetFile(RecordFile):
    """An open dataset file; views can be added to one opened for writing."""

    table = VIEWS

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
        pictures = {
            "image": encode_picture(pixels),
            "breast": encode_mask(breast),
            "lesions": b"" if lesions is None or not lesions.any() else encode_mask(lesions),
        }
        self._tables.append(VIEWS, {**asdict(record), **pictures})

    def reject(
        self, key: str, reason: str, *, view_position: str = "", area_mm2: float = np.nan
    ) -> None:
        """Note that a view is not in the file, and why.

        Args:
            key: of the view.
            reason: as a sentence.
            view_position: of a breast whose size is known all the same.
            area_mm2: that size.

        Raises:
            OutputError: the disk is full, or nearly so.
        """
        row = {
            "key": key,
            "view_position": view_position,
            "area_mm2": area_mm2,
            "reason": reason,
        }
        self._tables.append(REJECTED, row)

    def scaled_areas(self, view_position: str) -> NDArray[np.floating]:
        """Areas in mm² of the breasts of a position whose scale was given, left out or not."""
        known = ~self.numbers("pixel_mm_fitted").astype(bool)
        known &= self.texts("view_position") == view_position
        left_out = self._tables.texts(REJECTED, "view_position") == view_position
        found = (
            self.numbers("area_mm2")[known],
            self._tables.numbers(REJECTED, "area_mm2")[left_out],
        )
        return np.concatenate(found).astype(float)

    def numbers(self, name: str) -> NDArray[np.generic]:
        """A column of numbers of the views: (views,).

        Raises:
            DatasetError: `native_mm` is asked of a file of format 1, or the file is damaged.
        """
        if name == NATIVE_MM and self._tables.format < 2:
            raise DatasetError(
                f"{self._tables.path} does not say how fine its views are: it was prepared by an "
                "earlier version. Prepare it again."
            )
        return super().numbers(name)

    def picture(self, index: int) -> NDArray[np.uint8]:
        """Pixels of a view, uint8 (frame.rows, frame.columns); exactly 0 outside the breast.

        Raises:
            DatasetError: the view is damaged.
        """
        return decode_picture(self._tables.blob(VIEWS, "image", index), self.breast(index))

    def breast(self, index: int) -> NDArray[np.bool_]:
        """Breast mask of a view, bool (frame.rows, frame.columns).

        Raises:
            DatasetError: the view is damaged.
        """
        return decode_mask(self._tables.blob(VIEWS, "breast", index), self._shape)

    def lesions(self, index: int) -> NDArray[np.bool_]:
        """Mask of the recorded lesions of a view, which its pixels no longer show.

        Raises:
            DatasetError: the view is damaged.
        """
        blob = self._tables.blob(VIEWS, "lesions", index)
        return decode_mask(blob, self._shape) if blob else np.zeros(self._shape, dtype=bool)

    @property
    def _shape(self) -> tuple[int, int]:
        return self.frame.rows, self.frame.columns


@contextmanager
def create_dataset(
    path: Path, frame: Frame, settings: Mapping[str, object]
) -> Iterator[DatasetFile]:
    """Open a dataset file for adding; one that is there already is continued.

    Args:
        path: of the file.
        frame: of all its views.
        settings: what must be equal for a file to be continued, kept as JSON.

    Raises:
        DatasetError: the file there is damaged, in use, of another format, or was made with other
            settings.
        OutputError: it cannot be written.
    """
    attributes = {"rows": frame.rows, "columns": frame.columns, "pixel_mm": frame.pixel_mm}
    with create_tables(path, LAYOUT, attributes, {"rows": frame.rows, **settings}) as tables:
        yield DatasetFile(tables)


@contextmanager
def open_dataset(path: Path) -> Iterator[DatasetFile]:
    """Open a dataset file for reading.

    Raises:
        DatasetError: missing, damaged, in use, of another format, or empty.
    """
    with open_tables(path, LAYOUT, "mammogym-train prepare") as tables:
        dataset = DatasetFile(tables)
        if len(dataset) == 0:
            raise DatasetError(f"{path} holds no views. Prepare it from another source.")
        yield dataset

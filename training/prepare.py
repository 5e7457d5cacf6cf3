"""From sources of real mammograms to a dataset file: mask, scale, greys, lesions filled, split.

Views that know their scale are prepared first; the breasts of the others are then fitted to the
sizes of those (each patient takes the same place in the distribution of areas in all her views).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.atomic_files import make_folder, write_text
from inference.errors import ImageFileError, InputError
from inference.preparation.frame import Frame
from inference.preparation.lesion_fill import fill_lesions
from inference.preparation.prepared_view import PreparedView, prepare_view
from inference.preparation.usual_size import USUAL_AREAS_MM2, place_among_sizes
from training.dataset_file import DatasetFile, ViewRecord, create_dataset
from training.recorded_lesions import frame_boxes, recorded_lesions
from training.sources import BOX_COLUMNS, NORMAL, LesionBox, SourceView, list_views
from training.table_file import storable

HELD_OUT_PERCENT = 10
SETTINGS: dict[str, object] = {"held_out_percent": HELD_OUT_PERCENT, "keys": "folder/file"}
"""A file made with others is not continued."""

MOST_FILLS_SHOWN = 24
FEWEST_SCALED = 20
"""With fewer scaled views than this of a position, `USUAL_AREAS_MM2` is used."""


@dataclass(slots=True)
class PrepareReport:
    """What a preparation did, updated as it goes.

    Attributes:
        kept: views in the file.
        rejected: views left out.
        fills: up to 24 pairs of a picture before and after its lesions were filled.
    """

    kept: int = 0
    rejected: int = 0
    fills: list[tuple[NDArray[np.uint8], NDArray[np.uint8]]] = field(default_factory=list)


def prepare_views(
    sources: list[Path],
    out: Path,
    rows: int,
    report: PrepareReport,
    coarsest_mm: float = math.inf,
) -> Iterator[str]:
    """Prepare every view of the sources that is not in the dataset file yet.

    Memory does not grow with the number of views: one is held at a time, and their keys.

    Args:
        sources: folders, see `training.sources`.
        out: the dataset file; made, or continued.
        rows: height of the frame.
        report: filled in.
        coarsest_mm: views whose native pixel is larger are left out. They count all the same for
            the sizes of breasts without a scale, so that these come out equal in all files.

    Yields:
        The key of each view gone through, for progress.

    Raises:
        ImageFileError: a source is unusable as a whole.
        InputError: `rows` or `coarsest_mm` is out of range.
        DatasetError: the file there cannot be continued.
        OutputError: the file cannot be written.
    """
    frame = Frame(rows=rows)
    if not coarsest_mm > 0:
        raise InputError(f"The coarsest pixel is larger than 0 mm, not {coarsest_mm}.")
    make_folder(out.parent)
    with create_dataset(out, frame, {**SETTINGS, "coarsest_mm": str(coarsest_mm)}) as dataset:
        preparation = _Preparation(
            dataset=dataset, frame=frame, coarsest_mm=coarsest_mm, report=report
        )
        done = set(dataset.texts("key")) | {key for key, _ in dataset.rejected()}
        report.kept, report.rejected = len(dataset), len(dataset.rejected())
        for scaled in (True, False):
            preparation.areas = _areas(dataset)
            for item in list_views(sources):
                key = storable(item[0] if isinstance(item, tuple) else item.key)
                if key in done or (not isinstance(item, tuple) and scaled != bool(item.pixel_mm)):
                    continue
                done.add(key)
                preparation.add(item)
                # A process killed between two flushes would leave a file that nobody can open.
                dataset.flush()
                yield key
        write_rejected(dataset.rejected(), rejected_path(out))


def rejected_path(out: Path) -> Path:
    """The table of what was rejected, beside the dataset."""
    return out.with_name(out.stem + ".rejected.csv")


def write_rejected(rejected: list[tuple[str, str]], path: Path) -> None:
    """Write what was rejected and why, pairs of both, as a table.

    Raises:
        OutputError: it cannot be written.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("file", "reason"))
    writer.writerows(rejected)
    write_text(path, buffer.getvalue())


def is_held_out(patient: str, percent: int = HELD_OUT_PERCENT) -> bool:
    """Whether a patient is kept out of training: the same answer whenever and wherever asked.

    Args:
        patient: their name in the source.
        percent: of all patients; those of a smaller share are among those of a larger one.
    """
    digest = hashlib.sha256(f"mammogym split {patient}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent


class _TooCoarseError(ImageFileError):
    """A view is left out for its native pixel; the area of its breast in mm² is known."""

    def __init__(self, message: str, area_mm2: float) -> None:
        super().__init__(message)
        self.area_mm2 = area_mm2


@dataclass(slots=True, kw_only=True)
class _Preparation:
    """A dataset file being filled.

    Attributes:
        areas: of scaled breasts in mm², by view position.
    """

    dataset: DatasetFile
    frame: Frame
    coarsest_mm: float
    report: PrepareReport
    areas: dict[str, NDArray[np.floating]] = field(default_factory=dict)

    def add(self, item: SourceView | tuple[str, str]) -> None:
        """Add a view, or note why it is left out."""
        key = item[0] if isinstance(item, tuple) else item.key
        try:
            if isinstance(item, tuple):
                raise ImageFileError(item[1])
            self._add_view(item)
            self.report.kept += 1
            return
        except _TooCoarseError as error:
            position, area = ("", np.nan)
            if isinstance(item, SourceView) and item.pixel_mm is not None:
                position, area = item.view_position, error.area_mm2
            self.dataset.reject(key, str(error), view_position=position, area_mm2=area)
        except InputError as error:
            self.dataset.reject(key, str(error))
        self.report.rejected += 1

    def _add_view(self, source: SourceView) -> None:
        if source.duplicate_of:
            raise ImageFileError(f"the same image as {source.duplicate_of}")
        recorded = source.load_mask is not None or bool(source.boxes)
        if _abnormal(source) and not recorded:
            raise ImageFileError(f"{source.status}, and nothing tells where the lesion is")
        grey = source.load()
        prepared = prepare_view(
            grey,
            view_position=source.view_position,
            pixel_mm=source.pixel_mm,
            fitted_area_mm2=_fitted_area(source, self.areas[source.view_position]),
            frame=self.frame,
        )
        record = _record(source, prepared, grey.shape, self.frame)
        if record.native_mm > self.coarsest_mm:
            raise _TooCoarseError(
                f"its native pixel is {record.native_mm:.3f} mm, "
                f"coarser than {self.coarsest_mm:g} mm",
                record.area_mm2,
            )
        pixels, lesions = prepared.pixels, None
        if recorded:
            lesions = self._lesions(source, prepared, grey.shape)
            pixels = self._filled(prepared, lesions)
        filled = int(pixels is not prepared.pixels)
        self.dataset.add(replace(record, filled=filled), pixels, prepared.breast, lesions)

    def _lesions(
        self, source: SourceView, prepared: PreparedView, shape: tuple[int, ...]
    ) -> NDArray[np.bool_]:
        lesions = recorded_lesions(source, prepared, shape, self.frame)
        if _abnormal(source) and not lesions.any():
            raise ImageFileError(
                f"{source.status}, and its recorded lesion lies outside the breast"
            )
        return lesions

    def _filled(self, prepared: PreparedView, lesions: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """The pixels with their lesions filled; the same array where there are none."""
        fill = fill_lesions(prepared.pixels, prepared.breast, lesions, self.frame.pixel_mm)
        if fill.unfilled:
            raise ImageFileError("the lesion is too large to be filled from the tissue around it")
        if not fill.replaced.any():
            return prepared.pixels
        if len(self.report.fills) < MOST_FILLS_SHOWN:
            self.report.fills.append((prepared.pixels, fill.pixels))
        return fill.pixels


def _abnormal(source: SourceView) -> bool:
    return source.status not in ("", NORMAL)


def _record(
    source: SourceView, prepared: PreparedView, shape: tuple[int, ...], frame: Frame
) -> ViewRecord:
    """The record of a view with a picture of a shape, before anything is filled."""
    enlarged = shape[0] / source.original_rows if source.original_rows else 1.0
    return ViewRecord(
        key=source.key,
        source=source.source,
        patient=source.patient,
        image_laterality=source.image_laterality,
        view_position=source.view_position,
        technique=source.technique.value,
        density=source.density,
        status=source.status,
        boxes=json.dumps([_plain(box) for box in frame_boxes(source, prepared, shape[1])]),
        pixel_mm=prepared.pixel_mm,
        native_mm=prepared.pixel_mm * max(1.0, enlarged),
        area_mm2=float(prepared.breast.sum()) * frame.pixel_mm**2,
        pixel_mm_fitted=source.pixel_mm is None,
        held_out=is_held_out(source.patient),
        filled=0,
    )


def _plain(box: LesionBox) -> dict[str, object]:
    sides = {name: round(getattr(box, name), 1) for name in BOX_COLUMNS}
    return {"kind": box.kind, **sides}


def _areas(dataset: DatasetFile) -> dict[str, NDArray[np.floating]]:
    """Areas of the scaled breasts by view position, or the usual ones where there are few."""
    result = {}
    for position, usual in USUAL_AREAS_MM2.items():
        found = dataset.scaled_areas(position)
        result[position] = found if len(found) >= FEWEST_SCALED else np.asarray(usual)
    return result


def _fitted_area(source: SourceView, areas: NDArray[np.floating]) -> float:
    """The area at a patient's own place between the 10th and the 90th percentile."""
    low, high = (10, 90) if len(areas) >= FEWEST_SCALED else (0, 100)
    return float(np.percentile(areas, low + place_among_sizes(source.patient) * (high - low)))

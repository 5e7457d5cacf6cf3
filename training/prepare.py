"""From sources of real mammograms to a dataset file: mask, scale, greys, lesions filled, split.

Views that know their scale are prepared first; the breasts of the others are then fitted to the
sizes of those (each patient takes the same place in the distribution of areas in all her views).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.atomic_files import make_folder, write_text
from inference.errors import ImageFileError, InputError
from inference.preparation.frame import Frame
from inference.preparation.lesion_fill import fill_lesions
from inference.preparation.prepared_view import PreparedView, prepare_view
from training.dataset_file import DatasetFile, ViewRecord, create_dataset, storable
from training.sources import NORMAL, LesionBox, SourceView, list_views

HELD_OUT_PERCENT = 10
SETTINGS: dict[str, object] = {"held_out_percent": HELD_OUT_PERCENT, "keys": "folder/file"}
"""A file made with others is not continued."""

FEWEST_SCALED = 20
"""With fewer scaled views than this of a position, `USUAL_AREAS_MM2` is used."""

USUAL_AREAS_MM2 = {"CC": (7_300.0, 22_100.0), "MLO": (10_100.0, 26_900.0)}
"""10th and 90th percentile of the breast areas in scanned film (CBIS-DDSM, 1,411 views)."""


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
    sources: list[Path], out: Path, rows: int, report: PrepareReport
) -> Iterator[str]:
    """Prepare every view of the sources that is not in the dataset file yet.

    Memory does not grow with the number of views: one is held at a time, and their keys.

    Args:
        sources: folders, see `training.sources`.
        out: the dataset file; made, or continued.
        rows: height of the frame.
        report: filled in.

    Yields:
        The key of each view gone through, for progress.

    Raises:
        ImageFileError: a source is unusable as a whole.
        DatasetError: the file there cannot be continued.
        OutputError: the file cannot be written.
    """
    frame = Frame(rows=rows)
    make_folder(out.parent)
    with create_dataset(out, frame, SETTINGS) as dataset:
        done = set(dataset.texts("key")) | {key for key, _ in dataset.rejected()}
        report.kept, report.rejected = len(dataset), len(dataset.rejected())
        for scaled in (True, False):
            areas = _areas(dataset)
            for item in list_views(sources):
                key = storable(item[0] if isinstance(item, tuple) else item.key)
                if key in done or (not isinstance(item, tuple) and scaled != bool(item.pixel_mm)):
                    continue
                done.add(key)
                _add(dataset, item, areas, frame, report)
                # A process killed between two flushes would leave a file that nobody can open.
                dataset.flush()
                yield key
        write_rejected(dataset, rejected_path(out))


def rejected_path(out: Path) -> Path:
    """The table of what was rejected, beside the dataset."""
    return out.with_name(out.stem + ".rejected.csv")


def write_rejected(dataset: DatasetFile, path: Path) -> None:
    """Write what was rejected and why as a table.

    Raises:
        OutputError: it cannot be written.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("file", "reason"))
    writer.writerows(dataset.rejected())
    write_text(path, buffer.getvalue())


def is_held_out(patient: str) -> bool:
    """Whether a patient is kept out of training: the same answer whenever and wherever asked."""
    digest = hashlib.sha256(f"mammogym split {patient}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < HELD_OUT_PERCENT


def _add(
    dataset: DatasetFile,
    item: SourceView | tuple[str, str],
    areas: dict[str, NDArray[np.floating]],
    frame: Frame,
    report: PrepareReport,
) -> None:
    try:
        if isinstance(item, tuple):
            raise ImageFileError(item[1])
        _add_view(dataset, item, areas, frame, report)
        report.kept += 1
    except InputError as error:
        dataset.reject(item[0] if isinstance(item, tuple) else item.key, str(error))
        report.rejected += 1


def _add_view(
    dataset: DatasetFile,
    source: SourceView,
    areas: dict[str, NDArray[np.floating]],
    frame: Frame,
    report: PrepareReport,
) -> None:
    if source.duplicate_of:
        raise ImageFileError(f"the same image as {source.duplicate_of}")
    recorded = source.load_mask is not None or bool(source.boxes)
    abnormal = source.status not in ("", NORMAL)
    if abnormal and not recorded:
        raise ImageFileError(f"{source.status}, and nothing tells where the lesion is")
    grey = source.load()
    prepared = prepare_view(
        grey,
        view_position=source.view_position,
        pixel_mm=source.pixel_mm,
        fitted_area_mm2=_fitted_area(source, areas[source.view_position]),
        frame=frame,
    )
    pixels, lesions, filled = prepared.pixels, None, 0
    boxes = _frame_boxes(source, prepared, grey.shape[1])
    if recorded:
        lesions = _lesions(source, prepared, boxes, grey.shape, frame)
        if abnormal and not lesions.any():
            raise ImageFileError(
                f"{source.status}, and its recorded lesion lies outside the breast"
            )
        fill = fill_lesions(pixels, prepared.breast, lesions, frame.pixel_mm)
        if fill.unfilled:
            raise ImageFileError("the lesion is too large to be filled from the tissue around it")
        filled = 1 if fill.replaced.any() else 0
        if len(report.fills) < 24 and filled:
            report.fills.append((pixels, fill.pixels))
        pixels = fill.pixels
    dataset.add(_record(source, prepared, boxes, frame, filled), pixels, prepared.breast, lesions)


def _record(
    source: SourceView,
    prepared: PreparedView,
    boxes: list[LesionBox],
    frame: Frame,
    filled: int,
) -> ViewRecord:
    plain = [
        {
            "kind": box.kind,
            **{n: round(getattr(box, n), 1) for n in ("left", "top", "width", "height")},
        }
        for box in boxes
    ]
    return ViewRecord(
        key=source.key,
        source=source.source,
        patient=source.patient,
        image_laterality=source.image_laterality,
        view_position=source.view_position,
        technique=source.technique.value,
        density=source.density,
        status=source.status,
        boxes=json.dumps(plain),
        pixel_mm=prepared.pixel_mm,
        area_mm2=float(prepared.breast.sum()) * frame.pixel_mm**2,
        pixel_mm_fitted=source.pixel_mm is None,
        held_out=is_held_out(source.patient),
        filled=filled,
    )


def _areas(dataset: DatasetFile) -> dict[str, NDArray[np.floating]]:
    """Areas of the scaled breasts by view position, or the usual ones where there are few."""
    known = ~dataset.numbers("pixel_mm_fitted").astype(bool)
    positions, areas = dataset.texts("view_position"), dataset.numbers("area_mm2")
    result = {}
    for position, usual in USUAL_AREAS_MM2.items():
        found = areas[known & (positions == position)]
        result[position] = np.asarray(found if len(found) >= FEWEST_SCALED else usual, float)
    return result


def _fitted_area(source: SourceView, areas: NDArray[np.floating]) -> float:
    """The area at a patient's own place between the 10th and the 90th percentile."""
    digest = hashlib.sha256(f"mammogym size {source.patient}".encode()).digest()
    place = int.from_bytes(digest[:4], "big") / 2**32
    low, high = (10, 90) if len(areas) >= FEWEST_SCALED else (0, 100)
    return float(np.percentile(areas, low + place * (high - low)))


def _frame_boxes(source: SourceView, prepared: PreparedView, columns: int) -> list[LesionBox]:
    placed = []
    for box in source.boxes:
        left, top, width, height = prepared.placement.box(
            box.left, box.top, box.width, box.height, columns
        )
        placed.append(LesionBox(kind=box.kind, left=left, top=top, width=width, height=height))
    return placed


def _lesions(
    source: SourceView,
    prepared: PreparedView,
    boxes: list[LesionBox],
    shape: tuple[int, ...],
    frame: Frame,
) -> NDArray[np.bool_]:
    """The mask of the source in the frame, or ellipses in its boxes where there is no mask."""
    if source.load_mask is not None:
        mask = source.load_mask()
        if mask.shape != shape:
            raise ImageFileError(f"its mask is {mask.shape}, not {shape} like the picture")
        return prepared.placement.mask(mask, frame) & prepared.breast
    rows, columns = np.mgrid[: frame.rows, : frame.columns]
    mask = np.zeros((frame.rows, frame.columns), dtype=bool)
    for box in boxes:
        y = (rows + 0.5 - box.top - box.height / 2) / max(1.0, box.height / 2)
        x = (columns + 0.5 - box.left - box.width / 2) / max(1.0, box.width / 2)
        mask |= x * x + y * y <= 1
    return mask & prepared.breast

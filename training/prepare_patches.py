"""From native patches of film to a file of patches in the greys and the scale of whole views.

A patch has no air and no outline, so neither its greys nor its place can be told from it alone. Its
view can tell: the patch is found in it by correlation, and takes its greys, its breast mask, its
recorded lesions and its side from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import make_folder
from inference.errors import ImageFileError, InputError
from inference.imaging.regions import dilated
from inference.preparation.breast_mask import find_breast
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import ViewPlan, plan_view
from training.patch_file import PatchFile, PatchRecord, create_patch_file
from training.prepare import HELD_OUT_PERCENT, is_held_out, rejected_path, write_rejected
from training.registration import Location, locate
from training.sources import (
    SourceView,
    list_views,
    path_inside,
    read_grey_file,
    read_mask_file,
    table_rows,
    view_key,
)
from training.table_file import storable

TABLE = "patches.csv"
COLUMNS = ("file", "mask", "patient", "laterality", "view")
MARGIN_MM = 2.0
"""How far beyond its outline a lesion makes a patch unusable: as far as one is filled in a view."""

LEAST_CORRELATION = 0.95
"""A patch that agrees less with its view is another picture, or one that was worked on. Of 542
patches of CBIS-DDSM with a usable view, 537 agree better, half of them better than 0.997."""

SETTINGS: dict[str, object] = {"held_out_percent": HELD_OUT_PERCENT, "margin_mm": MARGIN_MM}
"""A file made with others is not continued."""


@dataclass(slots=True, kw_only=True)
class PatchReport:
    """What a preparation did, updated as it goes.

    Attributes:
        kept: patches in the file.
        rejected: patches left out.
    """

    kept: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeView:
    """A view, and how it comes into the frame.

    Attributes:
        grey: float32 (rows, columns), 0 to 1.
        breast, lesions: bool of the same shape.
        native_mm: size of a pixel of the scan it was reduced from.
    """

    source: SourceView
    grey: NDArray[np.float32]
    breast: NDArray[np.bool_]
    lesions: NDArray[np.bool_]
    plan: ViewPlan
    pixel_mm: float
    native_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutPatch:
    """A native patch at a frame's pixel size, chest wall to the left.

    Attributes:
        pixels: uint8 (h, w); exactly 0 outside the breast.
        breast, lesions: bool (h, w), lesions without any margin.
        place: where it was found in its view.
        top, left: its place in the frame, negative where it reaches beyond.
        rows, columns: the part that lies in the frame.
    """

    pixels: NDArray[np.uint8]
    breast: NDArray[np.bool_]
    lesions: NDArray[np.bool_]
    place: Location
    top: int
    left: int
    rows: slice
    columns: slice


def count_patches(corpus: Path) -> int:
    """How many patches a corpus lists.

    Raises:
        ImageFileError: it has no table of patches, or the table cannot be read.
    """
    return sum(1 for _ in table_rows(corpus / TABLE, COLUMNS))


def prepare_patches(corpus: Path, out: Path, rows: int, report: PatchReport) -> Iterator[str]:
    """Prepare every patch of a corpus that is not in the file yet.

    Args:
        corpus: a folder with `patches.csv` and, for the views the patches were cut from,
            `views.csv`; patches have the resolution of the original scans of these.
        out: the file of patches; made, or continued.
        rows: height of the frame whose pixel size the patches get.
        report: filled in.

    Yields:
        The key of each patch gone through, for progress.

    Raises:
        ImageFileError: the corpus is unusable as a whole.
        DatasetError: the file there cannot be continued.
        OutputError: the file cannot be written.
    """
    frame = Frame(rows=rows)
    table = sorted(table_rows(corpus / TABLE, COLUMNS), key=view_name)
    views = views_by_name(corpus)
    make_folder(out.parent)
    with create_patch_file(out, frame, SETTINGS) as patches:
        done = set(patches.texts("key")) | {key for key, _ in patches.rejected()}
        report.kept, report.rejected = len(patches), len(patches.rejected())
        last: tuple[tuple[str, ...], WholeView | str] | None = None
        for row in table:
            key = storable(view_key(corpus, row["file"]))
            if key in done:
                continue
            done.add(key)
            # Patches of one view follow one another, so that it is read once.
            if last is None or last[0] != view_name(row):
                last = (view_name(row), whole_view(views.get(view_name(row)), frame))
            _add(patches, corpus, row, last[1], frame, report)
            # A process killed between two flushes would leave a file that nobody can open.
            patches.flush()
            yield key
        write_rejected(patches.rejected(), rejected_path(out))


def view_name(row: dict[str, str]) -> tuple[str, ...]:
    """Patient, laterality and view position of a row of `patches.csv`."""
    return row["patient"], row["laterality"].strip().upper(), row["view"].strip().upper()


def views_by_name(corpus: Path) -> dict[tuple[str, ...], SourceView]:
    """The views of a corpus by patient, side and position; of several, the first."""
    views: dict[tuple[str, ...], SourceView] = {}
    for item in list_views([corpus]):
        if isinstance(item, SourceView) and not item.duplicate_of:
            name = (item.patient, item.image_laterality, item.view_position)
            views.setdefault(name, item)
    return views


def whole_view(source: SourceView | None, frame: Frame) -> WholeView | str:
    """The view of patches, or why it is of no use to them."""
    if source is None:
        return "its view is not in views.csv"
    if source.pixel_mm is None or source.original_rows is None:
        return "views.csv does not tell pixel_mm and original_rows of its view"
    try:
        grey = source.load()
        lesions = np.zeros(grey.shape, dtype=bool)
        if source.load_mask is not None:
            lesions = source.load_mask()
        if lesions.shape != grey.shape:
            return f"the mask of its view is {lesions.shape}, not {grey.shape} like the picture"
        breast = find_breast(grey)
        plan = plan_view(
            grey,
            breast,
            view_position=source.view_position,
            pixel_mm=source.pixel_mm,
            frame=frame,
        )
    except InputError as error:
        return f"its view cannot be used: {error}"
    return WholeView(
        source=source,
        grey=grey,
        breast=breast,
        lesions=lesions,
        plan=plan,
        pixel_mm=source.pixel_mm,
        native_mm=source.pixel_mm * len(grey) / source.original_rows,
    )


def _add(
    patches: PatchFile,
    corpus: Path,
    row: dict[str, str],
    view: WholeView | str,
    frame: Frame,
    report: PatchReport,
) -> None:
    """Add a patch, or note why it is left out."""
    key = view_key(corpus, row["file"])
    try:
        if isinstance(view, str):
            raise ImageFileError(view)
        patch = read_grey_file(path_inside(corpus, row["file"]))
        lesion = read_mask_file(path_inside(corpus, row["mask"]))
        if lesion.shape != patch.shape:
            raise ImageFileError(f"its mask is {lesion.shape}, not {patch.shape} like the patch")
        _add_patch(patches, key, patch, lesion, view, frame)
        report.kept += 1
    except InputError as error:
        patches.reject(key, str(error))
        report.rejected += 1


def _add_patch(
    patches: PatchFile,
    key: str,
    patch: NDArray[np.float32],
    lesion: NDArray[np.bool_],
    view: WholeView,
    frame: Frame,
) -> None:
    found = cut_out(patch, lesion, view, frame)
    usable = ~dilated(found.lesions, max(1, round(MARGIN_MM / frame.pixel_mm)))
    part = (found.rows, found.columns)
    breast = found.breast[part]
    if not breast.any():
        raise ImageFileError("it shows nothing of the breast that lies in the frame")
    corner = (found.top + found.rows.start, found.left + found.columns.start)
    record = _record(key, view, found.place, frame, corner)
    patches.add(record, found.pixels[part], breast, usable[part])


def cut_out(
    patch: NDArray[np.float32], lesion: NDArray[np.bool_], view: WholeView, frame: Frame
) -> CutPatch:
    """A native patch in the pixels and greys of the frame, chest wall to the left.

    Args:
        patch: native, (rows, columns), 0 to 1.
        lesion: its mask, of the same shape.
        view: that it was cut from.
        frame: whose pixel size it gets.

    Raises:
        ImageFileError: its pixels are coarser than the frame's, or it was not found in its view.
    """
    if view.native_mm > frame.pixel_mm:
        raise ImageFileError(f"its native pixel is {view.native_mm:.3f} mm, coarser than the frame")
    small = _resized(patch, view.native_mm / view.pixel_mm)
    place = locate(small, view.grey)
    if place is None or place.correlation < LEAST_CORRELATION:
        raise ImageFileError("it was not found in its view")
    grey = _resized(patch, view.native_mm / frame.pixel_mm)
    grey = view.plan.greys.apply(place.factor * grey + place.offset)
    breast = _cut(view.breast, place, small.shape, grey.shape) > 0.5
    lesions = _cut(view.lesions, place, small.shape, grey.shape) > 0
    lesions |= _reduced_mask(lesion, grey.shape)
    # The smallest grey inside is 1: 0 is reserved for what is not breast.
    pixels = np.where(breast, np.clip(np.rint(grey * 255), 1, 255), 0).astype(np.uint8)
    side = slice(None, None, -1 if view.plan.placement.mirrored else 1)
    top, left = _frame_place(view, place, small.shape)
    return CutPatch(
        pixels=pixels[:, side],
        breast=breast[:, side],
        lesions=lesions[:, side],
        place=place,
        top=top,
        left=left,
        # What the frame does not show, as film beyond the chest wall, is nothing to learn.
        rows=_overlap(top, grey.shape[0], frame.rows),
        columns=_overlap(left, grey.shape[1], frame.columns),
    )


def _frame_place(view: WholeView, place: Location, shape: tuple[int, ...]) -> tuple[int, int]:
    """Frame row and column of the first pixel of a patch; negative where it reaches beyond."""
    left, top, _, _ = view.plan.placement.box(
        place.left, place.top, shape[1], shape[0], view.grey.shape[1]
    )
    return round(top), round(left)


def _overlap(begin: int, length: int, limit: int) -> slice:
    """Which of `length` pixels that begin at `begin` lie from 0 to `limit`."""
    return slice(max(0, -begin), max(0, min(length, limit - begin)))


def _record(
    key: str, view: WholeView, place: Location, frame: Frame, corner: tuple[int, int]
) -> PatchRecord:
    return PatchRecord(
        key=key,
        source=view.source.source,
        patient=view.source.patient,
        image_laterality=view.source.image_laterality,
        view_position=view.source.view_position,
        technique=view.source.technique.value,
        native_mm=view.native_mm,
        top_mm=corner[0] * frame.pixel_mm,
        left_mm=corner[1] * frame.pixel_mm,
        correlation=place.correlation,
        held_out=is_held_out(view.source.patient),
    )


def _resized(grey: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """A patch reduced as whole views are."""
    height, width = (max(1, round(side * scale)) for side in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.LANCZOS))


def _cut(
    mask: NDArray[np.bool_], place: Location, shape: tuple[int, ...], wanted: tuple[int, ...]
) -> NDArray[np.float32]:
    """The part of a view's mask under a patch, enlarged to the patch's shape: 0 to 1."""
    part = mask[place.top : place.top + shape[0], place.left : place.left + shape[1]]
    image = Image.fromarray(part.astype(np.float32))
    return np.asarray(image.resize((wanted[1], wanted[0]), Image.Resampling.BILINEAR))


def _reduced_mask(mask: NDArray[np.bool_], wanted: tuple[int, ...]) -> NDArray[np.bool_]:
    """A mask at a lower resolution, true wherever any of it was."""
    image = Image.fromarray(mask.astype(np.float32))
    return np.asarray(image.resize((wanted[1], wanted[0]), Image.Resampling.BOX)) > 0

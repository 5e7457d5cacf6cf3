"""Where real views come from: folders of DICOM files, and folders with a `views.csv`."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.dicom.files import find_files
from inference.dicom.greyscale_of import lossless_voi
from inference.dicom.read import read_facts, read_view
from inference.errors import ImageFileError
from inference.imaging.grey_files import read_grey_file
from inference.imaging.greyscale import to_grey
from inference.recipe import Technique

TABLE = "views.csv"
LESION_TABLE = "lesions.csv"
REQUIRED_COLUMNS = ("file", "patient", "laterality", "view", "technique")
BOX_COLUMNS = ("left", "top", "width", "height")
NORMAL = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionBox:
    """A recorded lesion in pixels of its picture.

    Attributes:
        kind: for example `mass`.
        left, top, width, height: the box.
    """

    kind: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceView:
    """One view of a source, not read yet.

    Attributes:
        key: names the view in the dataset and in messages; unique within a dataset.
        load: reads the picture, float32 (rows, columns), 0 (air) to 1.
        load_mask: reads the lesions, bool of the same shape, or None where there is no mask.
        view_position: `CC` or `MLO`.
        pixel_mm: size of a pixel, None where it is unknown.
        original_rows: height of the original the picture was made from, None where it is unknown;
            a picture higher than that is an enlargement.
        density: as the source words it, empty where it is unknown.
        status: `normal`, `benign`, `malignant`, …; empty where it is unknown.
        boxes: recorded lesions.
        duplicate_of: another file with the same image, or empty.
    """

    key: str
    load: Callable[[], NDArray[np.float32]]
    load_mask: Callable[[], NDArray[np.bool_]] | None = None
    source: str
    patient: str
    image_laterality: str
    view_position: str
    technique: Technique
    pixel_mm: float | None
    original_rows: float | None = None
    density: str = ""
    status: str = ""
    boxes: tuple[LesionBox, ...] = field(default=())
    duplicate_of: str = ""


def list_views(folders: list[Path]) -> Iterator[SourceView | tuple[str, str]]:
    """Go through the views of several sources in a fixed order.

    Args:
        folders: each with a `views.csv`, or with DICOM files at any depth, or with both.

    Yields:
        A view, or (what, why) for something that cannot be used.

    Raises:
        ImageFileError: a folder is missing, or a table cannot be read.
    """
    _check_folders(folders)
    for folder in folders:
        if (folder / TABLE).is_file():
            yield from _table_views(folder)
        yield from _dicom_views(folder)


def count_views(folders: list[Path]) -> int:
    """How many items `list_views` will give, without opening a picture.

    Raises:
        ImageFileError: a folder is missing or holds no views, or a table cannot be read.
    """
    _check_folders(folders)
    total = 0
    for folder in folders:
        count = len(find_files([folder]))
        if (folder / TABLE).is_file():
            count += sum(1 for _ in table_rows(folder / TABLE, REQUIRED_COLUMNS))
        if count == 0:
            raise ImageFileError(
                f"{folder} holds no DICOM files and no {TABLE} with pictures. "
                "Choose another folder."
            )
        total += count
    return total


def _check_folders(folders: list[Path]) -> None:
    for folder in folders:
        if not folder.is_dir():
            raise ImageFileError(
                f"{folder} is not a folder. Name a folder of DICOM files or one with {TABLE}."
            )
    names = [folder.resolve().name for folder in folders]
    # Views are told apart by the name of their folder and their place in it.
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ImageFileError(
            f"Two sources are named {twice[0]}: rename one, or name a folder above both."
        )


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows of a table as texts, empty where a cell is missing.

    Raises:
        ImageFileError: it cannot be read, is no table, or lacks one of the columns.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as table:
            reader = csv.DictReader(table, restval="")
            if missing := sorted(set(columns) - set(reader.fieldnames or ())):
                raise ImageFileError(f"{path} lacks the columns {', '.join(missing)}.")
            yield from reader
    except OSError as error:
        raise ImageFileError(f"Could not read {path}: {error.strerror}.") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise ImageFileError(f"{path} is no table of comma-separated UTF-8: {error}.") from error


def view_key(folder: Path, name: str) -> str:
    """What tells a file of a source apart from those of other sources."""
    return f"{folder.resolve().name}/{name}"


def _table_views(folder: Path) -> Iterator[SourceView | tuple[str, str]]:
    boxes = _boxes(folder / LESION_TABLE)
    for row in table_rows(folder / TABLE, REQUIRED_COLUMNS):
        try:
            yield _table_view(folder, row, boxes.get(row["file"], ()))
        except ImageFileError as error:
            yield view_key(folder, row["file"]), str(error)


def _table_view(folder: Path, row: dict[str, str], boxes: tuple[LesionBox, ...]) -> SourceView:
    path = path_inside(folder, row["file"])
    mask = row.get("lesion_mask") or ""
    technique = row["technique"].strip().lower()
    if technique not in set(Technique):
        raise ImageFileError(f"the technique {technique!r} is neither film nor digital")
    view = row["view"].strip().upper()
    if view not in ("CC", "MLO"):
        raise ImageFileError(f"the view {view!r} is neither CC nor MLO")
    laterality = row["laterality"].strip().upper()
    if laterality not in ("L", "R"):
        raise ImageFileError(f"the laterality {laterality!r} is neither L nor R")
    return SourceView(
        key=view_key(folder, row["file"]),
        load=lambda: read_grey_file(path),
        load_mask=(lambda: read_mask_file(path_inside(folder, mask))) if mask else None,
        source=row.get("source") or folder.resolve().name,
        patient=row["patient"],
        image_laterality=laterality,
        view_position=view,
        technique=Technique(technique),
        pixel_mm=positive(row.get("pixel_mm") or ""),
        original_rows=positive(row.get("original_rows") or ""),
        density=row.get("density") or "",
        status=row.get("status") or "",
        boxes=boxes,
        duplicate_of=row.get("duplicate_of") or "",
    )


def _dicom_views(folder: Path) -> Iterator[SourceView | tuple[str, str]]:
    for path in find_files([folder]):
        key = view_key(folder, path.relative_to(folder).as_posix())
        try:
            facts = read_facts(path)
            if facts.name is None:
                raise ImageFileError("nothing in the file tells which view it is")
            yield SourceView(
                key=key,
                load=lambda path=path: _dicom_grey(path),
                source=folder.resolve().name,
                patient=facts.patient,
                image_laterality=facts.name.image_laterality,
                view_position=facts.name.view_position,
                technique=Technique(facts.technique),
                pixel_mm=facts.pixel_mm,
            )
        except ImageFileError as error:
            yield key, str(error)


def _dicom_grey(path: Path) -> NDArray[np.float32]:
    view = read_view(path)
    return to_grey(view.pixels, view.greyscale, lossless_voi(view.greyscale))


def read_mask_file(path: Path) -> NDArray[np.bool_]:
    """Read a mask: bool (rows, columns).

    Raises:
        ImageFileError: as `read_grey_file`.
    """
    return read_grey_file(path) > 0


def _boxes(path: Path) -> dict[str, tuple[LesionBox, ...]]:
    if not path.is_file():
        return {}
    boxes: dict[str, list[LesionBox]] = defaultdict(list)
    for row in table_rows(path, ("file", "kind", *BOX_COLUMNS)):
        try:
            left, top, width, height = (_number(row[name]) for name in BOX_COLUMNS)
        except ValueError as error:
            raise ImageFileError(
                f"{path} has a box of {row['file']} that is no box: {error}. Correct it."
            ) from error
        boxes[row["file"]].append(
            LesionBox(kind=row["kind"], left=left, top=top, width=width, height=height)
        )
    return {name: tuple(found) for name, found in boxes.items()}


def path_inside(folder: Path, name: str) -> Path:
    """The path of a file that a table names.

    Raises:
        ImageFileError: it lies outside the folder, or the name is none.
    """
    try:
        path = (folder / name).resolve()
    except (OSError, ValueError) as error:
        raise ImageFileError(f"is no name of a file: {error}") from error
    if not path.is_relative_to(folder.resolve()):
        raise ImageFileError("lies outside the folder of its table")
    return path


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is not finite")
    return value


def positive(text: str) -> float | None:
    """The number above zero that a cell holds, None where it holds none."""
    try:
        value = _number(text)
    except ValueError:
        return None
    return value if value > 0 else None

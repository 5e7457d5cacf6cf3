"""Where pictures of a pool come from: DICOM files, picture files, and folders of both."""

from __future__ import annotations

import csv
import hashlib
import math
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset

from inference.dicom.files import MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, is_dicom
from inference.dicom.greyscale_of import lossless_voi
from inference.dicom.naming import view_facts, without_view
from inference.dicom.read import read_source
from inference.errors import ImageFileError
from inference.imaging.grey_files import PICTURE_FORMATS, read_grey_file
from inference.imaging.greyscale import to_grey
from inference.recipe import Technique, ViewName

TABLE = "views.csv"
TABLE_COLUMNS = ("file", "laterality", "view")
MAX_TABLE_BYTES = 50_000_000
PICTURE_ENDINGS = frozenset((".png", ".tif", ".tiff", ".jpg", ".jpeg", ".jp2", ".bmp", ".webp"))
SYNTHETIC = "SYNTHETIC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What is taken for pictures that do not tell it themselves; None where it has to be known.

    Attributes:
        image_laterality: `R` or `L`.
        view_position: `CC` or `MLO`.
        technique: film or digital.
        pixel_mm: size of a pixel; without it breasts are fitted to a usual size.
    """

    image_laterality: str | None = None
    view_position: str | None = None
    technique: Technique | None = None
    pixel_mm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file to import, not opened yet.

    Attributes:
        path: of the file.
        row: what a table says of it; empty where none does.
    """

    path: Path
    row: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RealPicture:
    """A picture with what has to be known of it. Nothing else of its file is read on.

    Attributes:
        grey: float32 (rows, columns), 0 (air) to 1.
        name: laterality and position.
        technique: film or digital.
        patient: equal for all pictures of a patient; it is never stored.
        pixel_mm: size of a pixel, None where it is unknown.
        lesion_free: whether a table says so; None where none does.
    """

    grey: NDArray[np.float32]
    name: ViewName
    technique: Technique
    patient: str
    pixel_mm: float | None
    lesion_free: bool | None


def list_files(sources: list[Path]) -> list[SourceFile]:
    """The files of sources, in the order of their names: DICOM, and pictures by their endings.

    A folder with a `views.csv` gives the files that it lists; its columns are file, laterality and
    view, and if known patient, technique, pixel_mm and status (normal, benign, malignant).

    Raises:
        ImageFileError: a source is missing, a table is unusable, or there are too many files.
    """
    found: dict[Path, SourceFile] = {}
    for source in sources:
        if not source.exists():
            raise ImageFileError(f"There is no file or folder {source}. Check its name.")
        if source.is_file():
            files: Iterator[SourceFile] = iter([SourceFile(path=source, row={})])
        elif (source / TABLE).is_file():
            files = _table_files(source)
        else:
            files = _files_below(source)
        for file in files:
            found.setdefault(file.path, file)
            if len(found) > MAX_FILES:
                raise ImageFileError(f"More than {MAX_FILES:,} files. Choose smaller folders.")
    if not found:
        raise ImageFileError(
            "There is no DICOM file and no picture in what was chosen. Choose another folder."
        )
    return list(found.values())


def digest_of(path: Path, salt: bytes) -> str:
    """What a file's content is known by during one import.

    Raises:
        ImageFileError: it cannot be read, or is too large.
    """
    digest = hashlib.blake2b(key=salt, digest_size=16)
    if path.exists() and not path.is_file():
        raise ImageFileError("is no plain file")  # a pipe would be waited for without end
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ImageFileError(f"larger than {MAX_FILE_BYTES / 1e6:.0f} MB, as no mammogram is")
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError as error:
        raise ImageFileError(f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def read_picture(file: SourceFile, assumed: Assumed) -> RealPicture:
    """Read a picture and what is known of it.

    Raises:
        ImageFileError: it cannot be read, is synthetic, or does not tell which view it is.
    """
    try:
        dicom = is_dicom(file.path)
    except OSError as error:
        raise ImageFileError(f"cannot be read: {error.strerror}") from error
    return _read_dicom(file, assumed) if dicom else _read_file(file, assumed)


def _read_dicom(file: SourceFile, assumed: Assumed) -> RealPicture:
    source = read_source(file.path)
    facts, view = source.facts, source.view
    if facts.synthetic:
        raise ImageFileError("it says that it is synthetic, and a pool holds real pictures")
    grey = to_grey(view.pixels, view.greyscale, lossless_voi(view.greyscale))
    return RealPicture(
        grey=grey,
        name=_name(file.row, facts.view.image_laterality, facts.view.view_position, assumed),
        technique=_technique(file.row, facts.technique),
        patient=file.row.get("patient") or facts.patient,
        pixel_mm=facts.pixel_mm or _pixel_mm(file.row, assumed),
        lesion_free=_lesion_free(file.row),
    )


def _read_file(file: SourceFile, assumed: Assumed) -> RealPicture:
    _check_not_synthetic(file.path)
    told = view_facts(Dataset(), file.path)
    stem = file.path.stem
    # The table's word comes first; a name is asked before the picture is read.
    name = _name(file.row, told.image_laterality, told.view_position, assumed)
    technique = _technique(file.row, assumed.technique)
    return RealPicture(
        grey=read_grey_file(file.path),
        name=name,
        technique=technique,
        patient=file.row.get("patient") or without_view(stem) or stem,
        pixel_mm=_pixel_mm(file.row, assumed),
        lesion_free=_lesion_free(file.row),
    )


def _check_not_synthetic(path: Path) -> None:
    """Refuse pictures that this program drew: they say so."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=PICTURE_FORMATS) as image:
                about = image.info.values()
                texts = [value[:200] for value in about if isinstance(value, str)]
    # What is wrong with a picture is told when it is read.
    except Exception:
        return
    if any(SYNTHETIC in text for text in texts):
        raise ImageFileError("it says that it is synthetic, and a pool holds real pictures")


def _name(
    row: dict[str, str], side: str | None, position: str | None, assumed: Assumed
) -> ViewName:
    side = row.get("laterality", "").strip().upper() or side or assumed.image_laterality
    position = row.get("view", "").strip().upper() or position or assumed.view_position
    if side not in ("R", "L") or position not in ("CC", "MLO"):
        raise ImageFileError(
            f"nothing tells which view it is: name it like 12_L_MLO.png, or list it in a {TABLE} "
            "with the columns file, laterality and view"
        )
    return ViewName(f"{side}-{position}")


def _technique(row: dict[str, str], otherwise: Technique | None) -> Technique:
    word = row.get("technique", "").strip().lower() or otherwise
    if word is None:
        raise ImageFileError(
            "nothing tells whether it is film or digital: say so for the whole import, or list it "
            f"in a {TABLE} with a column technique"
        )
    if word not in set(Technique):
        raise ImageFileError(f"the technique {word[:40]!r} is neither film nor digital")
    return Technique(word)


def _pixel_mm(row: dict[str, str], assumed: Assumed) -> float | None:
    try:
        value = float(row.get("pixel_mm") or math.nan)
    except ValueError:
        value = math.nan
    return value if math.isfinite(value) and value > 0 else assumed.pixel_mm


def _lesion_free(row: dict[str, str]) -> bool | None:
    status = row.get("status", "").strip().lower()
    return status == "normal" if status else None


def _table_files(folder: Path) -> Iterator[SourceFile]:
    path = folder / TABLE
    try:
        if path.stat().st_size > MAX_TABLE_BYTES:
            raise ImageFileError(f"{path} is too large for a table of pictures.")
        with path.open(newline="", encoding="utf-8-sig") as table:
            reader = csv.DictReader(table, restval="")
            if missing := sorted(set(TABLE_COLUMNS) - set(reader.fieldnames or ())):
                raise ImageFileError(f"{path} lacks the columns {', '.join(missing)}.")
            for row in reader:
                cells = {key: value for key, value in row.items() if isinstance(value, str) and key}
                yield SourceFile(path=_inside(folder, cells["file"], path), row=cells)
    except OSError as error:
        raise ImageFileError(f"Could not read {path}: {error.strerror}.") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise ImageFileError(f"{path} is no table of comma-separated UTF-8: {error}.") from error


def _inside(folder: Path, name: str, table: Path) -> Path:
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError) as error:
        raise ImageFileError(f"{table} names a file that is none: {error}.") from error
    if not inside:
        raise ImageFileError(f"{table} names a file outside its folder: {name[:80]}.")
    return path


def _files_below(folder: Path) -> Iterator[SourceFile]:
    count = 0
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders.sort()
        if len(here.relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        for name in sorted(names):
            count += 1
            if count > MAX_FILES:
                raise ImageFileError(f"{folder} holds more than {MAX_FILES:,} files.")
            if _may_be_a_picture(here / name):
                yield SourceFile(path=here / name, row={})


def _may_be_a_picture(path: Path) -> bool:
    try:
        if not path.is_file() or path.name.upper() == "DICOMDIR":
            return False
        return path.suffix.lower() in PICTURE_ENDINGS or is_dicom(path)
    except OSError:
        return False

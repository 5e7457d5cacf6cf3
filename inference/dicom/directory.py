"""DICOMDIR: which files of a file set hold pictures, and where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydicom.dataset import Dataset

from inference.dicom.elements import items, text, texts
from inference.errors import ImageFileError

MAX_RECORDS = 100_000
MAX_COMPONENTS = 8
"""A File ID has at most eight components: PS3.10, section 8.2."""

_COMPONENT = re.compile(r"[^\x00-\x1f/\\:*?\"<>|]{1,64}")
"""Wider than PS3.10 allows, as many writers are; nothing that leads elsewhere."""


def is_directory(path: Path) -> bool:
    """Whether a file is a DICOMDIR, by the name that PS3.10, section 8.6 gives it."""
    return path.name.upper().removesuffix(";1").rstrip(".") == "DICOMDIR" and path.is_file()


def referenced_pictures(directory: Dataset, path: Path) -> list[Path]:
    """The files of the pictures that a DICOMDIR lists, in its order, each once.

    Only files inside its folder are taken; a record that names another place is passed over. A
    file that is not there is listed all the same if others are, so that its loss is told.

    Args:
        directory: the data set of the DICOMDIR.
        path: of the DICOMDIR.

    Returns:
        Paths; none where no listed file is there.

    Raises:
        ImageFileError: it lists more than any medium holds.

    Source: DICOM PS3.3, F.3.2.2 (Directory Record Sequence); PS3.10, section 8.2 (File IDs).
    """
    folder = path.parent
    records = items(directory, "DirectoryRecordSequence")
    if len(records) > MAX_RECORDS:
        raise ImageFileError(
            f"{path} lists more than {MAX_RECORDS} records. Open the folder of one examination."
        )
    listed = dict.fromkeys(_picture_files(records, folder))
    there = [file for file in listed if file.is_file()]
    return list(listed) if there else []


def _picture_files(records: list[Dataset], folder: Path) -> Iterator[Path]:
    for record in records:
        in_use = text(record, "RecordInUseFlag").upper() not in ("0", "0000")
        if text(record, "DirectoryRecordType").upper() != "IMAGE" or not in_use:
            continue
        if file := _resolved(texts(record, "ReferencedFileID"), folder):
            yield file


def _resolved(components: list[str], folder: Path) -> Path | None:
    """The path of a File ID, or None where it leads out of the folder or nowhere at all."""
    if not 1 <= len(components) <= MAX_COMPONENTS:
        return None
    if not all(_is_plain(component) for component in components):
        return None
    file = folder
    for component in components:
        file = _as_written(file, component)
    # Links could still lead out.
    return file if file.resolve().is_relative_to(folder.resolve()) else None


def _is_plain(component: str) -> bool:
    return _COMPONENT.fullmatch(component) is not None and component.strip(". ") != ""


def _as_written(folder: Path, component: str) -> Path:
    """The entry of a folder: media show upper case as lower case, or with a dot or a version."""
    for name in (component, component.lower(), f"{component};1", f"{component}."):
        if (folder / name).exists():
            return folder / name
    return folder / component

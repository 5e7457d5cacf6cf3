"""A case as a DICOM file set: a folder with a DICOMDIR that any viewer opens.

Source: DICOM PS3.10, section 8 (file sets, File IDs of at most 8 signs); PS3.3, annex F.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from pydicom.dataset import Dataset, FileDataset

from inference.atomic_files import replacing_folder
from inference.case import Case, View
from inference.dicom.directory_records import SetFile
from inference.dicom.directory_writing import directory_content
from inference.dicom.files import open_dataset, reading
from inference.dicom.write import Acquisition, checked_names, file_content
from inference.errors import InputError, OutputError, writing

DIRECTORY_NAME = "DICOMDIR"
PICTURES, EXTRAS = "IMAGES", "EXTRAS"
MAX_EXTRAS = 10_000

Progress = Callable[[int, int], None]
"""Told how many files are written, and of how many."""


def write_file_set(
    case: Case,
    folder: Path,
    extras: Sequence[bytes | FileDataset] = (),
    progress: Progress | None = None,
    derivation: str = "Synthetic",
    *,
    acquisition: Acquisition | None = None,
    replace: bool = False,
) -> Path:
    """Write a case as a folder of DICOM files with a DICOMDIR.

    Views that were drawn are written as synthetic mammograms; of views from files, the files are
    copied as they are. The same case and extras give the same bytes. The folder appears when it is
    complete.

    Args:
        case: drawn, or opened from files that are still there.
        folder: to be made.
        extras: other objects of the case, such as presentation states.
        progress: see `Progress`.
        derivation: how drawn pictures came about, as in `write_case`.
        acquisition: facts to record beside drawn pictures.
        replace: whether a file set that lies there already may be replaced.

    Returns:
        The DICOMDIR.

    Raises:
        InputError: the case cannot be written, or its files have changed.
        ImageFileError: one of its files or extras cannot be read.
        OutputError: the folder is taken, or could not be written.
    """
    if len(extras) > MAX_EXTRAS:
        raise InputError(f"At most {MAX_EXTRAS} objects go beside the pictures of a case.")
    check_free(folder, replace=replace)
    contents = _drawn_contents(case, derivation, acquisition or Acquisition())
    tell = progress or (lambda done, total: None)
    total = len(case.views) + len(extras) + 1
    with replacing_folder(folder) as staged:
        files = []
        for number, (view, content) in enumerate(zip(case.views, contents, strict=True), 1):
            file_id = (PICTURES, f"IM{number:06}")
            files.append(_written_picture(view, content, staged, file_id))
            tell(number, total)
        for number, extra in enumerate(extras, 1):
            file_id = (EXTRAS, f"OB{number:06}")
            files.append(_written(_bytes_of(extra), staged, file_id))
            tell(len(case.views) + number, total)
        _check_unique(files)
        directory = staged / DIRECTORY_NAME
        with writing(directory):
            directory.write_bytes(directory_content(files, "MAMMOGYM"))
        tell(total, total)
    return folder / DIRECTORY_NAME


def check_free(folder: Path, *, replace: bool = False) -> None:
    """Check that a file set may be written to a folder.

    Args:
        folder: that may be there or not.
        replace: whether a file set that lies there may be replaced; nothing else ever is.

    Raises:
        OutputError: it is taken.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(f"{folder} is there already and is no folder. Choose another name.")
    with writing(folder):
        inside = {entry.name for entry in folder.iterdir()}
    if inside and not replace:
        raise OutputError(f"{folder} is not empty. Choose another name, or agree to replace it.")
    if inside and not (DIRECTORY_NAME in inside <= {DIRECTORY_NAME, PICTURES, EXTRAS}):
        raise OutputError(
            f"{folder} holds other things than a case with a DICOMDIR, and is not replaced. "
            "Choose another name."
        )


def _drawn_contents(case: Case, derivation: str, acquisition: Acquisition) -> list[bytes | None]:
    """The bytes of each drawn view; None for a view whose file is copied."""
    if all(view.source is not None for view in case.views):
        return [None] * len(case.views)
    if any(view.source is not None for view in case.views):
        raise InputError(
            f"Case {case.case_id} mixes drawn views with views from files. Write them apart."
        )
    names = checked_names(case)
    return [
        file_content(case.case_id, view, name, derivation, acquisition)
        for view, name in zip(case.views, names, strict=True)
    ]


def _written_picture(
    view: View, content: bytes | None, folder: Path, file_id: tuple[str, ...]
) -> SetFile:
    if content is not None or view.source is None:
        return _written(content or b"", folder, file_id)
    target = _place(folder, file_id)
    source = view.source.path
    if not source.is_file():
        raise InputError(f"{source}, from which a view was opened, is gone. Open the case again.")
    with writing(target):
        shutil.copyfile(source, target)
    file = _set_file(target, file_id)
    if view.source.sop_instance_uid not in ("", file.sop_instance_uid):
        raise InputError(f"{source} has changed since it was opened. Open the case again.")
    return file


def _written(content: bytes, folder: Path, file_id: tuple[str, ...]) -> SetFile:
    target = _place(folder, file_id)
    with writing(target):
        target.write_bytes(content)
    return _set_file(target, file_id)


def _place(folder: Path, file_id: tuple[str, ...]) -> Path:
    target = folder.joinpath(*file_id)
    with writing(target):
        target.parent.mkdir(exist_ok=True)
    return target


def _set_file(path: Path, file_id: tuple[str, ...]) -> SetFile:
    with reading(path):
        file = SetFile(file_id=file_id, header=open_dataset(path, header_only=True))
        if not file.sop_instance_uid or not file.sop_class_uid:
            raise InputError(
                f"{path} does not say which object it is (SOPInstanceUID), and a DICOMDIR cannot "
                "list it. Hand on its own file instead."
            )
        return file


def _bytes_of(extra: bytes | Dataset) -> bytes:
    if isinstance(extra, bytes):
        return extra
    content = BytesIO()
    extra.save_as(content, enforce_file_format=True)
    return content.getvalue()


def _check_unique(files: Sequence[SetFile]) -> None:
    uids = [file.sop_instance_uid for file in files]
    if len(set(uids)) < len(uids):
        raise InputError("Two files of the case are the same object. Leave one of them out.")

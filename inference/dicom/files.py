"""Finding and opening DICOM files, with bounds on what strangers may hand in."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.dataset import FileDataset
from pydicom.errors import InvalidDicomError
from pydicom.filereader import _read_file_meta_info, read_preamble
from pydicom.uid import DeflatedExplicitVRLittleEndian

from inference.dicom.directory import is_directory, referenced_pictures
from inference.dicom.inflation import inflated
from inference.errors import ImageFileError, MammogymError

MAX_FILE_BYTES = 400_000_000
MAX_FILES = 200_000
MAX_DEPTH = 16
PREAMBLE_BYTES = 132
PIXEL_DATA = 0x7FE00010
UNDEFINED_LENGTH = 0xFFFFFFFF


class BoundedReader(BufferedReader):
    """A file that is asked for no more bytes than it has.

    Python makes room for what is asked, and a damaged length asks for 4 GB.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        # pydicom puts the name of what it reads into its sentences, and wants text there.
        super().__init__(FileIO(str(path)))
        self._size = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """As every file reads."""
        left = max(0, self._size - self.tell())
        return super().read(left if size is None or size < 0 else min(size, left))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong while reading `path` into a sentence.

    Raises:
        ImageFileError: the file cannot be opened, or is damaged.
    """
    try:
        with warnings.catch_warnings():
            # pydicom warns of every slip of the standard; what matters ends as an error.
            warnings.simplefilter("ignore")
            yield
    except MammogymError:
        raise
    except InvalidDicomError as error:
        raise ImageFileError(f"{path} is not a DICOM file. Choose a mammogram in DICOM.") from error
    # Damaged data makes pydicom and the codecs raise almost anything.
    except Exception as error:
        if isinstance(error, OSError) and error.strerror:
            raise ImageFileError(f"Could not open {path}: {error.strerror}.") from error
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise ImageFileError(
            f"{path} is damaged ({reason}). Copy it again from where it came from, or leave it out."
        ) from error


def open_dataset(path: Path, *, header_only: bool = False) -> FileDataset:
    """Read a DICOM file; to be called within `reading`.

    Args:
        path: of the file.
        header_only: whether to stop before the pixels.

    Raises:
        ImageFileError: no file, empty, too large, or not DICOM.
    """
    if not path.exists():
        raise ImageFileError(f"There is no file {path}. Check its name.")
    if not path.is_file():
        raise ImageFileError(f"{path} is not a file. Choose a mammogram in DICOM.")
    size = path.stat().st_size
    if size == 0:
        raise ImageFileError(f"{path} is empty. Copy it again from where it came from.")
    if size > MAX_FILE_BYTES:
        raise ImageFileError(
            f"{path} has {size / 1e6:.0f} MB; a mammogram has less than {MAX_FILE_BYTES / 1e6:.0f}."
        )
    if not is_dicom(path):
        raise ImageFileError(f"{path} is not a DICOM file. Choose a mammogram in DICOM.")
    with BoundedReader(path) as file:
        read_preamble(file, force=False)
        meta = _read_file_meta_info(file)
        source: BinaryIO = file
        if meta.get("TransferSyntaxUID") == DeflatedExplicitVRLittleEndian:
            source = inflated(file, meta, path)
        source.seek(0)
        dataset = pydicom.dcmread(source, stop_before_pixels=header_only)
    if _is_cut_off(dataset):
        raise ImageFileError(
            f"{path} is cut off in its header. Copy it again from where it came from."
        )
    return dataset


def _is_cut_off(dataset: FileDataset) -> bool:
    """Whether the last value is shorter than it says; pydicom leaves that to its reader."""
    if len(dataset) == 0:
        return True
    last = dataset.get_item(max(dataset.keys()))
    if last.tag == PIXEL_DATA or not isinstance(last, RawDataElement) or last.value is None:
        return False
    return last.length != UNDEFINED_LENGTH and len(last.value) < last.length


def is_dicom(path: Path) -> bool:
    """Whether the file begins as DICOM files do (PS3.10, section 7.1)."""
    with path.open("rb") as file:
        return file.read(PREAMBLE_BYTES)[-4:] == b"DICM"


def find_files(paths: Iterable[Path]) -> dict[Path, bool]:
    """List files and what folders hold, in the order of their names.

    A DICOMDIR stands for the pictures that it lists, in its order; one that is damaged, or lists
    none that is there, for the folder it lies in. In folders, files that are not DICOM are skipped.

    Args:
        paths: files and folders.

    Returns:
        For each file whether it was named itself, rather than found in a folder.

    Raises:
        ImageFileError: a path does not exist, or there are too many files.
    """
    found: dict[Path, bool] = {}
    for path in paths:
        with reading(path):
            if not path.exists():
                raise ImageFileError(f"There is no file or folder {path}. Check its name.")
            if is_directory(path):
                inside = _listed_in(path) or _files_below(path.parent)
            elif path.is_dir():
                inside = _files_below(path)
            else:
                found[path] = True
                continue
            for file in inside:
                found.setdefault(file, False)
    return found


def _listed_in(path: Path) -> list[Path]:
    """The pictures that a DICOMDIR lists; none where it cannot be read."""
    try:
        with reading(path):
            return referenced_pictures(open_dataset(path), path)
    except ImageFileError:
        return []


def _files_below(folder: Path) -> Iterator[Path]:
    count = 0
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders.sort()
        if len(here.relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        for name in sorted(names):
            count += 1
            if count > MAX_FILES:
                raise ImageFileError(
                    f"{folder} holds more than {MAX_FILES} files. Choose a smaller folder."
                )
            if not is_directory(here / name) and _may_hold_a_picture(here / name):
                yield here / name


def _may_hold_a_picture(path: Path) -> bool:
    try:
        return path.is_file() and is_dicom(path)
    except OSError:
        return False

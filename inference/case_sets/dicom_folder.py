"""A set as one DICOM folder with a DICOMDIR that lists all its cases."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pydicom

from inference.atomic_files import replacing_folder
from inference.case_files import derivation_by
from inference.case_sets.answers import needed_truth
from inference.case_sets.case_set import CaseSet, SetCase
from inference.dicom.directory_records import SetFile
from inference.dicom.directory_writing import directory_content
from inference.dicom.file_set import DIRECTORY_NAME, check_free
from inference.dicom.write import Acquisition, checked_names, file_content
from inference.errors import writing

CASE_FOLDER = "C{:07}"
PICTURE, ANSWER = "IM{:06}", "OB{:06}"
"""A File ID has at most eight signs (PS3.10, 8.2)."""

Progress = Callable[[int, int], None]
"""Told how many cases are written, and of how many."""


def write_dicom_folder(
    case_set: CaseSet,
    folder: Path,
    *,
    with_answers: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write all cases of a set as synthetic mammograms, sorted by their ids.

    Args:
        case_set: with open answers, if they go along.
        folder: to be made.
        with_answers: whether each case gets its truth as objects beside its pictures.
        progress: see `Progress`.

    Returns:
        The DICOMDIR.

    Raises:
        CaseSetError: the answers are not open, or a picture is damaged.
        InputError: the model of the set cannot tell CC from MLO.
        OutputError: the folder is taken, or could not be written.
    """
    check_free(folder)
    tell = progress or (lambda done, total: None)
    cases = sorted(case_set.cases, key=lambda case: case.case_id)
    with replacing_folder(folder) as staged:
        files: list[SetFile] = []
        for number, case in enumerate(cases, 1):
            contents = _contents(case_set, case, with_answers=with_answers)
            for name, content in contents.items():
                files.append(_written(content, staged, (CASE_FOLDER.format(number), name)))
            tell(number, len(cases))
        directory = staged / DIRECTORY_NAME
        with writing(directory):
            directory.write_bytes(directory_content(files, "MAMMOGYM"))
    return folder / DIRECTORY_NAME


def _contents(case_set: CaseSet, case: SetCase, *, with_answers: bool) -> dict[str, bytes]:
    """The DICOM objects of a case by their names: its views, and its truth where asked."""
    model = case_set.model
    derivation = "Synthetic" if model is None else derivation_by(model)
    acquisition = Acquisition(model_name="" if model is None else model.name)
    pictured = case.case()
    contents = {
        PICTURE.format(number): file_content(pictured.case_id, view, name, derivation, acquisition)
        for number, (view, name) in enumerate(
            zip(pictured.views, checked_names(pictured), strict=True), 1
        )
    }
    if not with_answers:
        return contents
    needed_truth(case_set, case)
    from inference.dicom.truth_objects import truth_objects  # highdicom takes long to import

    found = truth_objects(pictured, derivation=derivation, acquisition=acquisition)
    objects = [content for one in found for content in (one.segmentation, one.report)]
    return contents | {ANSWER.format(number): one for number, one in enumerate(objects, 1)}


def _written(content: bytes, staged: Path, file_id: tuple[str, str]) -> SetFile:
    target = staged.joinpath(*file_id)
    with writing(target):
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    header = pydicom.dcmread(BytesIO(content), stop_before_pixels=True)
    return SetFile(file_id=file_id, header=header)

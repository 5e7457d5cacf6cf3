from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.fileset import FileSet
from pydicom.uid import UID, ExplicitVRLittleEndian, GrayscaleSoftcopyPresentationStateStorage

from inference.case import Case
from inference.dicom.file_set import write_file_set
from inference.dicom.read import read_cases
from inference.errors import ImageFileError, InputError, OutputError
from inference.recipe import ALL_VIEWS

needs_dciodvfy = pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy is not installed (package dicom3tools)"
)


@pytest.fixture
def opened_case(save_mammogram, tmp_path) -> Case:
    """A case from files of poor metadata: no spacing, no series, names beyond ASCII."""
    for number, name in enumerate(ALL_VIEWS):
        save_mammogram(
            name=f"files/{number}.dcm",
            SpecificCharacterSet="ISO_IR 100",
            PatientName="Müller^Änne",
            ImageLaterality=name.image_laterality,
            ViewPosition=name.view_position,
            PatientOrientation=["P", "L"],
        )
    (case,) = read_cases([tmp_path / "files"])
    return case


def presentation_state(of: str) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = GrayscaleSoftcopyPresentationStateStorage
    meta.MediaStorageSOPInstanceUID = UID("1.2.3.99")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    state = FileDataset("", Dataset(), file_meta=meta, preamble=b"\0" * 128)
    state.SOPClassUID = meta.MediaStorageSOPClassUID
    state.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    state.PatientID, state.StudyInstanceUID, state.SeriesInstanceUID = "P1", "1.2.3", "1.2.3.98"
    state.Modality, state.InstanceNumber, state.SeriesNumber = "PR", 1, 9
    state.ContentLabel, state.ContentDescription = "MARKS", "two lengths"
    state.ContentCreatorName = "A^Reader"
    image = Dataset()
    image.ReferencedSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.2"
    image.ReferencedSOPInstanceUID = of
    series = Dataset()
    series.SeriesInstanceUID = "1.2.3.97"
    series.ReferencedImageSequence = [image]
    state.ReferencedSeriesSequence = [series]
    return state


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def errors_of(path: Path) -> list[str]:
    run = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).splitlines()
    return [line for line in lines if line.startswith("Error") and "0x001c" not in line]


def test_a_drawn_case_becomes_a_folder_with_a_dicomdir(synthetic_case, tmp_path):
    directory = write_file_set(synthetic_case, tmp_path / "case")
    assert directory == tmp_path / "case" / "DICOMDIR"
    assert list(files_of(tmp_path)) == [
        "case/DICOMDIR",
        *(f"case/IMAGES/IM{number:06}" for number in range(1, 5)),
    ]


def test_file_names_are_those_that_media_allow(synthetic_case, tmp_path):
    state = presentation_state("1.2")
    write_file_set(synthetic_case, tmp_path / "case", [state])
    # PS3.10, 8.2 and 8.5: at most eight components of one to eight capitals, digits, underscores.
    for name in files_of(tmp_path / "case"):
        assert all(re.fullmatch("[A-Z0-9_]{1,8}", part) for part in name.split("/"))


def test_reading_the_dicomdir_gives_the_case_back(synthetic_case, tmp_path):
    (case,) = read_cases([write_file_set(synthetic_case, tmp_path / "case")])
    assert case.synthetic
    for read, written in zip(case.views, synthetic_case.views, strict=True):
        assert read.name is written.name
        assert np.array_equal(read.pixels, written.pixels)


def test_pydicom_finds_every_instance_through_the_records(synthetic_case, tmp_path):
    directory = write_file_set(synthetic_case, tmp_path / "case", [presentation_state("1.2.3")])
    file_set = FileSet(directory)
    assert len(file_set) == 5
    for instance in file_set:
        dataset = instance.load()
        assert Path(instance.path).is_relative_to(tmp_path / "case")
        assert dataset.SOPInstanceUID == instance.SOPInstanceUID
    assert file_set.find_values("SeriesNumber", load=True) == [1, 2, 3, 4, 9]
    (state,) = file_set.find(Modality="PR")
    record = state.node._record
    assert (record.DirectoryRecordType, record.ContentLabel) == ("PRESENTATION", "MARKS")


@needs_dciodvfy
def test_dciodvfy_finds_no_error_in_a_file_set(synthetic_case, tmp_path):
    directory = write_file_set(synthetic_case, tmp_path / "case", [presentation_state("1.2.3")])
    assert errors_of(directory) == []
    assert [errors_of(path) for path in sorted((tmp_path / "case/IMAGES").iterdir())] == [[]] * 4


def test_the_same_case_gives_the_same_bytes(synthetic_case, tmp_path):
    for name in ("first", "second"):
        write_file_set(synthetic_case, tmp_path / name, [presentation_state("1.2.3")])
    assert files_of(tmp_path / "first") == files_of(tmp_path / "second")


def test_the_files_of_an_opened_case_are_copied_unaltered(opened_case, tmp_path):
    directory = write_file_set(opened_case, tmp_path / "case")
    for number, view in enumerate(opened_case.views, 1):
        copy = tmp_path / f"case/IMAGES/IM{number:06}"
        assert copy.read_bytes() == view.source.path.read_bytes()
    (patient, study, *_) = pydicom.dcmread(directory).DirectoryRecordSequence
    assert patient.PatientName == "Müller^Änne"
    assert (study.StudyDate, study.StudyTime) == ("19000101", "000000")
    (case,) = read_cases([directory])
    assert [view.name for view in case.views] == list(ALL_VIEWS)


@needs_dciodvfy
def test_the_dicomdir_of_files_with_poor_metadata_has_no_error(opened_case, tmp_path):
    assert errors_of(write_file_set(opened_case, tmp_path / "case")) == []


def test_an_extra_may_come_as_bytes(synthetic_case, tmp_path):
    content = BytesIO()
    presentation_state("1.2.3").save_as(content, enforce_file_format=True)
    write_file_set(synthetic_case, tmp_path / "case", [content.getvalue()])
    assert files_of(tmp_path / "case")["EXTRAS/OB000001"] == content.getvalue()


def test_progress_is_told_file_by_file(synthetic_case, tmp_path):
    told: list[tuple[int, int]] = []
    write_file_set(
        synthetic_case,
        tmp_path / "case",
        [presentation_state("1.2.3")],
        lambda done, total: told.append((done, total)),
    )
    assert told == [(number, 6) for number in range(1, 7)]


def test_nothing_is_overwritten_without_being_asked(synthetic_case, tmp_path):
    folder = tmp_path / "case"
    write_file_set(synthetic_case, folder)
    before = files_of(folder)
    one_view = replace(synthetic_case, views=synthetic_case.views[:1])
    with pytest.raises(OutputError, match="not empty"):
        write_file_set(one_view, folder)
    assert files_of(folder) == before
    write_file_set(one_view, folder, replace=True)
    assert len(files_of(folder)) == 2


@pytest.mark.parametrize("agreed", [False, True])
def test_a_folder_of_other_things_is_never_replaced(synthetic_case, tmp_path, agreed):
    folder = tmp_path / "case"
    write_file_set(synthetic_case, folder)
    (folder / "thesis.txt").write_text("the only copy")
    with pytest.raises(OutputError, match=r"not empty|other things"):
        write_file_set(synthetic_case, folder, replace=agreed)
    assert (folder / "thesis.txt").read_text() == "the only copy"


def test_an_empty_folder_is_filled_and_a_file_is_not_replaced(synthetic_case, tmp_path):
    (tmp_path / "empty").mkdir()
    assert write_file_set(synthetic_case, tmp_path / "empty").is_file()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="is no folder"):
        write_file_set(synthetic_case, tmp_path / "file", replace=True)


@pytest.mark.parametrize(
    ("extra", "kind", "sentence"),
    [
        (b"no DICOM at all", ImageFileError, "not a DICOM file"),
        (b"", ImageFileError, "is empty"),
    ],
)
def test_a_damaged_extra_leaves_nothing_behind(synthetic_case, tmp_path, extra, kind, sentence):
    with pytest.raises(kind, match=sentence):
        write_file_set(synthetic_case, tmp_path / "case", [extra])
    assert list(tmp_path.iterdir()) == []


def test_a_file_set_that_fails_leaves_the_old_one_as_it_was(synthetic_case, tmp_path):
    write_file_set(synthetic_case, tmp_path / "case")
    before = files_of(tmp_path)
    with pytest.raises(ImageFileError):
        write_file_set(synthetic_case, tmp_path / "case", [b"no DICOM"], replace=True)
    assert files_of(tmp_path) == before


def test_an_object_that_no_directory_lists_is_refused(synthetic_case, tmp_path):
    strange = presentation_state("1.2.3")
    strange.SOPClassUID = strange.file_meta.MediaStorageSOPClassUID = UID("1.2.3.4.5")
    with pytest.raises(InputError, match="takes pictures, presentation states and reports"):
        write_file_set(synthetic_case, tmp_path / "case", [strange])
    assert list(tmp_path.iterdir()) == []


def test_the_same_object_twice_is_refused(synthetic_case, tmp_path):
    with pytest.raises(InputError, match="same object"):
        write_file_set(
            synthetic_case, tmp_path / "case", [presentation_state("1"), presentation_state("1")]
        )


def test_a_file_that_changed_or_went_since_it_was_opened_is_a_sentence(opened_case, tmp_path):
    first, second = (view.source.path for view in opened_case.views[:2])
    second.write_bytes(first.read_bytes())
    with pytest.raises(InputError, match="has changed since it was opened"):
        write_file_set(opened_case, tmp_path / "case")
    second.unlink()
    with pytest.raises(InputError, match="is gone"):
        write_file_set(opened_case, tmp_path / "case")
    assert not (tmp_path / "case").exists()


def test_drawn_views_and_views_from_files_are_not_mixed(synthetic_case, opened_case, tmp_path):
    views = (synthetic_case.views[0], opened_case.views[1])
    with pytest.raises(InputError, match="mixes"):
        write_file_set(replace(synthetic_case, views=views), tmp_path / "case")

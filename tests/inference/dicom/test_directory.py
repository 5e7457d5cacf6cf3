"""Opening a DICOMDIR: its pictures are found, and nothing outside its folder."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pydicom
import pytest

from inference.dicom.file_set import write_file_set
from inference.dicom.files import find_files
from inference.dicom.read import read_cases
from inference.errors import ImageFileError
from tests.inference.dicom.mutations import mutated


@pytest.fixture
def directory(synthetic_case, tmp_path) -> Path:
    return write_file_set(synthetic_case, tmp_path / "case")


def changed(directory: Path, number: int, file_id: list[str] | str) -> None:
    """Give the picture of that number another File ID."""
    dataset = pydicom.dcmread(directory)
    records = [
        record
        for record in dataset.DirectoryRecordSequence
        if record.DirectoryRecordType == "IMAGE"
    ]
    records[number].ReferencedFileID = file_id
    dataset.save_as(directory)


def names(paths: dict[Path, bool]) -> list[str]:
    return [path.name for path in paths]


def test_only_what_a_dicomdir_lists_is_opened_in_its_order(directory, save_mammogram):
    save_mammogram(name="case/IMAGES/OTHER")
    changed(directory, 0, ["IMAGES", "IM000004"])
    changed(directory, 3, ["IMAGES", "IM000001"])
    found = find_files([directory])
    assert names(found) == ["IM000004", "IM000002", "IM000003", "IM000001"]
    assert not any(found.values())


def test_names_in_lower_case_and_with_versions_are_found(directory):
    images = directory.parent / "IMAGES"
    (images / "IM000001").rename(images / "im000001")
    (images / "IM000002").rename(images / "IM000002;1")
    images.rename(directory.parent / "images")
    assert names(find_files([directory])) == ["im000001", "IM000002;1", "IM000003", "IM000004"]


@pytest.mark.parametrize(
    "file_id",
    [
        ["..", "SECRET"],
        ["IMAGES", "..", "..", "SECRET"],
        ["../SECRET"],
        ["/etc/hostname"],
        ["", "SECRET"],
        ["C:", "SECRET"],
        ["A"] * 9,
        ["IMAGES/../../SECRET"],
        ["NUL\0X"],
        ["."],
    ],
)
@pytest.mark.filterwarnings("ignore:.*Invalid value for VR CS")
def test_a_record_never_leads_out_of_its_folder(directory, save_mammogram, file_id):
    save_mammogram(name="SECRET")
    changed(directory, 0, file_id)
    assert names(find_files([directory])) == ["IM000002", "IM000003", "IM000004"]


def test_a_link_does_not_lead_out_either(directory, save_mammogram):
    secret = save_mammogram(name="SECRET")
    (directory.parent / "LINK").symlink_to(secret)
    changed(directory, 0, ["LINK"])
    assert names(find_files([directory])) == ["IM000002", "IM000003", "IM000004"]


def test_a_listed_file_that_is_gone_is_told(directory):
    (directory.parent / "IMAGES" / "IM000002").unlink()
    told: list[ImageFileError] = []
    (case,) = read_cases([directory], told.append)
    assert len(case.views) == 3
    assert "IM000002" in str(told[0])
    with pytest.raises(ImageFileError, match="There is no file"):
        read_cases([directory])


def test_a_dicomdir_that_lists_nothing_stands_for_its_folder(directory, save_mammogram):
    save_mammogram(name="case/LOOSE.dcm")
    everything = ["IM000001", "IM000002", "IM000003", "IM000004", "LOOSE.dcm"]
    content = directory.read_bytes()
    for damaged in (content[:400], b"", b"\0" * 128 + b"DICM", content.replace(b"IM0", b"XX0")):
        directory.write_bytes(damaged)
        assert sorted(names(find_files([directory]))) == everything


def test_records_out_of_use_are_passed_over(directory):
    dataset = pydicom.dcmread(directory)
    dataset.DirectoryRecordSequence[-1].RecordInUseFlag = 0
    dataset.save_as(directory)
    assert len(find_files([directory])) == 3


def test_records_that_point_at_themselves_end(directory):
    dataset = pydicom.dcmread(directory)
    for record in dataset.DirectoryRecordSequence:
        record.OffsetOfTheNextDirectoryRecord = record.seq_item_tell
        record.OffsetOfReferencedLowerLevelDirectoryEntity = record.seq_item_tell
    dataset.save_as(directory)
    assert len(find_files([directory])) == 4


def test_more_records_than_a_medium_holds_are_refused_for_the_folder(directory, monkeypatch):
    monkeypatch.setattr("inference.dicom.directory.MAX_RECORDS", 3)
    assert len(find_files([directory])) == 4


def test_a_mutated_dicomdir_finds_files_of_its_folder_alone(directory, save_mammogram):
    save_mammogram(name="SECRET")
    content = directory.read_bytes()
    inside = set(directory.parent.rglob("*"))
    missing = 0
    for number in range(400):
        directory.write_bytes(mutated(content, random.Random(number)))
        found = find_files([directory])
        missing += not set(found) <= inside
        assert all(path.resolve().is_relative_to(directory.parent) for path in found)
    assert missing < 200


def test_a_file_set_of_several_patients_is_read_patient_by_patient(synthetic_case, tmp_path):
    directories = [
        write_file_set(replace(synthetic_case, case_id=case_id), tmp_path / case_id)
        for case_id in ("A", "B")
    ]
    cases = read_cases(directories)
    assert [case.case_id for case in cases] == ["SYNTHETIC-A", "SYNTHETIC-B"]


def test_pydicom_writes_file_sets_that_are_read(synthetic_case, tmp_path, directory):
    from pydicom.fileset import FileSet

    file_set = FileSet()
    for path in sorted((directory.parent / "IMAGES").iterdir()):
        dataset = pydicom.dcmread(BytesIO(path.read_bytes()))
        dataset.StudyDate, dataset.StudyTime = "20200101", "120000"
        file_set.add(dataset)
    file_set.write(tmp_path / "foreign")
    (case,) = read_cases([tmp_path / "foreign" / "DICOMDIR"])
    assert [view.name for view in case.views] == [view.name for view in synthetic_case.views]

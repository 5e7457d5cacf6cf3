"""The records of a DICOMDIR: what is told there of each file of a file set.

Source: DICOM PS3.3, annex F (Basic Directory), F.4 (which record for which object), F.5 (keys).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import UID, KeyObjectSelectionDocumentStorage

from inference.dicom.elements import items, number, text
from inference.dicom.identity import derived_uid
from inference.errors import InputError

NO_DATE, NO_TIME = "19000101", "000000"
"""Date and time are of type 1 in records, also where a file has none; dcmmkdir writes the same."""

_PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11."
_STRUCTURED_REPORTS = "1.2.840.10008.5.1.4.1.1.88."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetFile:
    """One file of a file set.

    Attributes:
        file_id: the components of its path, for example `IMAGES`, `IM000001`.
        header: its data set; pixels are not needed.
    """

    file_id: tuple[str, ...]
    header: FileDataset

    @property
    def sop_class_uid(self) -> UID:
        """SOPClassUID, or that of the meta information."""
        return UID(
            text(self.header, "SOPClassUID")
            or text(self.header.file_meta, "MediaStorageSOPClassUID")
        )

    @property
    def sop_instance_uid(self) -> str:
        """SOPInstanceUID, or that of the meta information."""
        return text(self.header, "SOPInstanceUID") or text(
            self.header.file_meta, "MediaStorageSOPInstanceUID"
        )


def record_levels(file: SetFile) -> list[tuple[str, Dataset]]:
    """A key and a record for each level: patient, study, series, and the object itself.

    Files whose keys are equal share the record of that level.

    Raises:
        InputError: a file set has no record for this kind of object.
    """
    header = file.header
    patient = text(header, "PatientID")[:64] or "UNKNOWN"
    study = text(header, "StudyInstanceUID") or derived_uid("study of", file.sop_instance_uid)
    series = text(header, "SeriesInstanceUID") or derived_uid("series of", file.sop_instance_uid)
    return [
        (patient, _patient_record(header, patient)),
        (f"{patient} {study}", _study_record(header, study)),
        (f"{patient} {study} {series}", _series_record(header, series)),
        (file.sop_instance_uid, _object_record(file)),
    ]


def _record(kind: str) -> Dataset:
    record = Dataset()
    record.OffsetOfTheNextDirectoryRecord = 0
    record.RecordInUseFlag = 0xFFFF
    record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    record.DirectoryRecordType = kind
    # What is copied is text of any character set.
    record.SpecificCharacterSet = "ISO_IR 192"
    return record


def _patient_record(header: Dataset, patient: str) -> Dataset:
    record = _record("PATIENT")
    record.PatientName = text(header, "PatientName")[:64]
    record.PatientID = patient
    return record


def _study_record(header: Dataset, study: str) -> Dataset:
    record = _record("STUDY")
    record.StudyDate = text(header, "StudyDate") or NO_DATE
    record.StudyTime = text(header, "StudyTime") or NO_TIME
    record.AccessionNumber = text(header, "AccessionNumber")[:16]
    record.StudyDescription = text(header, "StudyDescription")[:64]
    record.StudyInstanceUID = study
    record.StudyID = text(header, "StudyID")[:16] or "1"
    return record


def _series_record(header: Dataset, series: str) -> Dataset:
    record = _record("SERIES")
    record.Modality = text(header, "Modality")[:16] or "OT"
    record.SeriesInstanceUID = series
    record.SeriesNumber = _whole(header, "SeriesNumber")
    return record


def _object_record(file: SetFile) -> Dataset:
    kind, fill = _kind_of(file.sop_class_uid)
    record = _record(kind)
    record.ReferencedFileID = list(file.file_id)
    record.ReferencedSOPClassUIDInFile = file.sop_class_uid
    record.ReferencedSOPInstanceUIDInFile = file.sop_instance_uid
    record.ReferencedTransferSyntaxUIDInFile = file.header.file_meta.TransferSyntaxUID
    record.InstanceNumber = _whole(file.header, "InstanceNumber")
    fill(record, file.header)
    return record


def _kind_of(sop_class: UID) -> tuple[str, Callable[[Dataset, Dataset], None]]:
    if sop_class.startswith(_PRESENTATION_STATES):
        return "PRESENTATION", _fill_presentation
    if sop_class == KeyObjectSelectionDocumentStorage:
        return "KEY OBJECT DOC", _fill_document
    if sop_class.startswith(_STRUCTURED_REPORTS):
        return "SR DOCUMENT", _fill_report
    if "Image Storage" in sop_class.name or "Segmentation Storage" in sop_class.name:
        return "IMAGE", lambda record, header: None
    raise InputError(
        f"A file set takes pictures, presentation states and reports, no {sop_class.name or 'such'}"
        " object. Leave it out."
    )


def _fill_presentation(record: Dataset, header: Dataset) -> None:
    record.PresentationCreationDate = text(header, "PresentationCreationDate") or NO_DATE
    record.PresentationCreationTime = text(header, "PresentationCreationTime") or NO_TIME
    record.ContentLabel = text(header, "ContentLabel")[:16] or "MARKS"
    record.ContentDescription = text(header, "ContentDescription")[:64]
    record.ContentCreatorName = text(header, "ContentCreatorName")[:64]
    if series := items(header, "ReferencedSeriesSequence"):
        record.ReferencedSeriesSequence = series


def _fill_document(record: Dataset, header: Dataset) -> None:
    record.ContentDate = text(header, "ContentDate") or NO_DATE
    record.ContentTime = text(header, "ContentTime") or NO_TIME
    record.ConceptNameCodeSequence = items(header, "ConceptNameCodeSequence")


def _fill_report(record: Dataset, header: Dataset) -> None:
    _fill_document(record, header)
    record.CompletionFlag = text(header, "CompletionFlag") or "PARTIAL"
    record.VerificationFlag = text(header, "VerificationFlag") or "UNVERIFIED"


def _whole(header: Dataset, keyword: str) -> int:
    """A number of at most 12 signs (IS); 1 where there is none."""
    value = number(header, keyword)
    return 1 if value is None or abs(value) >= 2**31 else int(value)

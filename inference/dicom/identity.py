"""Who a synthetic case claims to be: nobody, under unique identifiers that never change."""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import dataclass

from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID

from inference.recipe import ViewName

_NAMESPACE = uuid.UUID("8f6a4f0e-5c43-4c55-9a2a-6d1b6c5f4e77")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticIdentity:
    """The patient and study attributes of a case that shows nobody.

    Attributes:
        patient_name: PatientName (0010,0010).
        patient_id: PatientID (0010,0020).
        study_id: StudyID (0020,0010).
        study_instance_uid: StudyInstanceUID (0020,000D).
    """

    patient_name: str
    patient_id: str
    study_id: str
    study_instance_uid: UID


def synthetic_identity(case_id: str) -> SyntheticIdentity:
    """The identity of a case; equal ids give equal identities."""
    plain = _plain(case_id)
    return SyntheticIdentity(
        patient_name=f"SYNTHETIC^{plain}",
        patient_id=f"SYNTHETIC-{plain}",
        study_id=plain[:16],
        study_instance_uid=derived_uid("study", case_id),
    )


def _plain(case_id: str) -> str:
    """The id as PN, LO and SH allow it (PS3.5, table 6.2-1); different ids stay different."""
    plain = _NOT_PLAIN.sub("-", case_id)[:40]
    if plain == case_id and plain:
        return plain
    return f"{plain}-{hashlib.sha256(case_id.encode()).hexdigest()[:8]}"


def series_instance_uid(case_id: str, name: ViewName) -> UID:
    """SeriesInstanceUID (0020,000E) of one view: one image per series."""
    return derived_uid("series", case_id, name)


def sop_instance_uid(case_id: str, name: ViewName, content: bytes) -> UID:
    """SOPInstanceUID (0008,0018) of one view.

    It depends on the content too: a case that another provider drew a little differently is
    another object, and two different objects must never share a UID (PS3.5, section 9).

    Args:
        case_id: of the case.
        name: of the view.
        content: all that the file holds beside its UIDs.
    """
    return derived_uid("instance", case_id, name, content.hex())


def derived_uid(*parts: str) -> UID:
    """A UID under 2.25 (PS3.5, B.2) that depends on the parts alone: no clock, no machine."""
    derived = uuid.uuid5(_NAMESPACE, "\x1f".join(parts))
    return UID(f"2.25.{derived.int}")


def own_implementation() -> FileMetaDataset:
    """Who wrote a file (PS3.10, 7.1): our own, as pydicom's would change with its version."""
    meta = FileMetaDataset()
    meta.ImplementationClassUID = derived_uid("implementation")
    meta.ImplementationVersionName = "MAMMOGYM"
    return meta

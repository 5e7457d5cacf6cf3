"""Writing a DICOMDIR: a tree of records that point to one another by their place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from inference.dicom.directory_records import SetFile, record_levels
from inference.dicom.identity import derived_uid, own_implementation


@dataclass(slots=True, eq=False)
class _Node:
    """A record and those of the level below it, by their keys."""

    record: Dataset
    below: dict[str, _Node] = field(default_factory=dict)


def directory_content(files: Sequence[SetFile], file_set_id: str) -> bytes:
    """The bytes of the DICOMDIR of a file set; equal files give equal bytes.

    Args:
        files: of the set, at least one.
        file_set_id: FileSetID (0004,1130).

    Raises:
        InputError: there is no record for one of the files.

    Source: DICOM PS3.3, F.3.2; PS3.10, 8.6 (in Explicit VR Little Endian).
    """
    roots = _tree(files)
    nodes = list(_all_below(roots))
    directory = Dataset()
    directory.FileSetID = file_set_id
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.FileSetConsistencyFlag = 0
    directory.DirectoryRecordSequence = [node.record for node in nodes]
    uid = derived_uid("file set", file_set_id, *(file.sop_instance_uid for file in files))
    # Offsets have a fixed size: the places found with zeros hold when they are filled in.
    written = pydicom.dcmread(BytesIO(_encoded(directory, uid)))
    places = {
        node: int(record.seq_item_tell)
        for node, record in zip(nodes, written.DirectoryRecordSequence, strict=True)
    }
    _link(roots, places)
    of_roots = [places[node] for node in roots.values()]
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = of_roots[0]
    directory.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = of_roots[-1]
    return _encoded(directory, uid)


def _tree(files: Sequence[SetFile]) -> dict[str, _Node]:
    roots: dict[str, _Node] = {}
    for file in files:
        level = roots
        for key, record in record_levels(file):
            level = level.setdefault(key, _Node(record)).below
    return roots


def _all_below(level: dict[str, _Node]) -> Iterator[_Node]:
    for node in level.values():
        yield node
        yield from _all_below(node.below)


def _link(level: dict[str, _Node], places: dict[_Node, int]) -> None:
    nodes = list(level.values())
    for node, after in pairwise(nodes):
        node.record.OffsetOfTheNextDirectoryRecord = places[after]
    for node in nodes:
        if node.below:
            first = next(iter(node.below.values()))
            node.record.OffsetOfReferencedLowerLevelDirectoryEntity = places[first]
            _link(node.below, places)


def _encoded(directory: Dataset, uid: UID) -> bytes:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    meta.MediaStorageSOPInstanceUID = uid
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.update(own_implementation())
    content = BytesIO()
    file = FileDataset(content, directory, file_meta=meta, preamble=b"\0" * 128)
    file.save_as(content, enforce_file_format=True)
    return content.getvalue()

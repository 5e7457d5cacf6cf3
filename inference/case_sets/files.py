"""Case sets as files: written the same for the same content, read as from a stranger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

from pydantic import ValidationError

import inference
from inference.atomic_files import replacing
from inference.case_sets import locking
from inference.case_sets.case_set import CaseSet, SetCase, SetView, TruthState
from inference.case_sets.manifest import (
    MANIFEST_NAME,
    CaseEntry,
    Lock,
    SetManifest,
    StoredFile,
    TruthEntry,
    manifest_from_json,
    manifest_json,
    picture_name,
    thumbnail_name,
)
from inference.case_sets.truth_part import TruthPart, truth_from_json, truth_json
from inference.case_sets.values import first_reason
from inference.case_sets.zip_parts import Part, ZipParts, damaged, open_parts, write_parts
from inference.errors import CaseSetError, LockedTruthError

ENDING = ".mgset"
PROGRAM = f"Mammogym {inference.__version__}"


def read_case_set(path: Path) -> CaseSet:
    """Open a case set: all checksums are compared, and no picture is unpacked yet.

    Raises:
        CaseSetError: it cannot be read, or is damaged, altered or newer; the sentence says why.
    """
    parts = open_parts(path)
    try:
        manifest = manifest_from_json(parts.read(MANIFEST_NAME))
    except ValueError as error:
        raise damaged(path, str(error)) from None
    _check_parts(parts, manifest)
    case_set = CaseSet(
        title=manifest.title,
        cases=tuple(_case(parts, entry) for entry in manifest.cases),
        author=manifest.author,
        licence=manifest.licence,
        description=manifest.description,
        model=manifest.model,
        quiz=manifest.quiz,
        truth_state=TruthState(manifest.truth.state),
        created_with=manifest.created_with,
    )
    return _with_answers(case_set, parts, manifest.truth)


def write_case_set(case_set: CaseSet, path: Path) -> None:
    """Write a set; an equal set gives equal bytes, whose order tells nothing of the answers.

    Its answers are written as they are: open, locked or left out; see `lock` and `without_truth`.
    A set that was opened from the same file has to be opened again: its parts lie elsewhere now.

    Raises:
        CaseSetError: a text is too long, a picture can no longer be read, or it is too large.
        OutputError: the file could not be written.
    """
    parts = _parts(case_set)
    with replacing(path) as temporary:
        write_parts(temporary, parts)


def case_set_bytes(case_set: CaseSet) -> bytes:
    """The bytes of the file of a small set.

    Raises:
        CaseSetError: as `write_case_set` raises it.
    """
    content = BytesIO()
    write_parts(content, _parts(case_set))
    return content.getvalue()


def without_truth(case_set: CaseSet) -> CaseSet:
    """The set without any answer: recipes, texts, tags and notes go with them."""
    return replace(
        case_set,
        cases=tuple(case.with_truth(None) for case in case_set.cases),
        truth_state=TruthState.LEFT_OUT,
        blueprint="",
        lock=None,
        locked_truth=b"",
    )


def lock(case_set: CaseSet, passphrase: str) -> CaseSet:
    """The set with its answers locked.

    Raises:
        CaseSetError: they are not open, or the passphrase is too short.
    """
    if case_set.truth_state is not TruthState.OPEN:
        raise CaseSetError(f"The answers of {case_set.title} are {case_set.truth_state}, not open.")
    content = _truth_content(case_set)
    made, hidden = locking.locked(content, case_set.set_id, passphrase)
    bare = without_truth(case_set)
    return replace(bare, truth_state=TruthState.LOCKED, lock=made, locked_truth=hidden)


def unlock(case_set: CaseSet, passphrase: str) -> CaseSet:
    """The set with its answers open.

    Raises:
        LockedTruthError: it is another passphrase, or the answers were altered.
        CaseSetError: the answers are damaged, or were left out.
    """
    if case_set.truth_state is TruthState.OPEN:
        return case_set
    if case_set.truth_state is TruthState.LEFT_OUT or case_set.lock is None:
        raise CaseSetError(f"{case_set.title} comes without answers: there is nothing to unlock.")
    if not passphrase:
        raise LockedTruthError("The answers are locked. Type the passphrase.")
    content = locking.unlocked(case_set.locked_truth, case_set.lock, case_set.set_id, passphrase)
    return _opened(case_set, truth_from_json(content, case_set.set_id))


def check_pictures(case_set: CaseSet) -> Iterator[str]:
    """Unpack every picture of a set, and tell which case was looked at.

    Raises:
        CaseSetError: one is damaged.
    """
    for case in case_set.cases:
        case.thumbnail()
        case.case()
        yield case.case_id


def _case(parts: ZipParts, entry: CaseEntry) -> SetCase:
    name = thumbnail_name(entry.id)
    return SetCase(
        case_id=entry.id,
        views=tuple(
            SetView(
                entry=view,
                read=partial(parts.read, picture_name(entry.id, view.view), view.sha256),
            )
            for view in entry.views
        ),
        thumbnail_entry=entry.thumbnail,
        read_thumbnail=partial(parts.read, name, entry.thumbnail.sha256),
    )


def _check_parts(parts: ZipParts, manifest: SetManifest) -> None:
    """Exactly the parts that the manifest names, each with its size and checksum."""
    files = manifest.files
    if unknown := sorted(set(parts.places) - {*files, MANIFEST_NAME}):
        raise damaged(parts.path, f"its manifest knows nothing of its part {unknown[0][:80]!r}")
    for name, file in files.items():
        if parts.size(name) != file.size:
            raise damaged(parts.path, f"its part {name} has another size than it should")
        parts.read(name, file.sha256)


def _with_answers(case_set: CaseSet, parts: ZipParts, entry: TruthEntry) -> CaseSet:
    if entry.file is None:
        return case_set
    content = parts.read(entry.part_name, entry.file.sha256)
    if entry.lock is not None:
        return replace(case_set, lock=entry.lock, locked_truth=content)
    try:
        return _opened(case_set, truth_from_json(content, case_set.set_id))
    except CaseSetError as error:
        raise CaseSetError(f"{parts.path}: {error}") from None


def _opened(case_set: CaseSet, part: TruthPart) -> CaseSet:
    ids = {case.case_id for case in case_set.cases}
    if ids != set(part.cases):
        raise CaseSetError("The answers do not belong to the cases. Ask for the set again.")
    return replace(
        case_set,
        cases=tuple(case.with_truth(part.cases[case.case_id].truth()) for case in case_set.cases),
        truth_state=TruthState.OPEN,
        blueprint=part.blueprint,
        lock=None,
        locked_truth=b"",
    )


def _parts(case_set: CaseSet) -> Iterator[Part]:
    truth, content = _truth(case_set)
    manifest = _manifest(case_set, truth)
    readers = {}
    for case in case_set.cases:
        readers[thumbnail_name(case.case_id)] = case.read_thumbnail
        readers |= {picture_name(case.case_id, one.entry.view): one.read for one in case.views}
    if truth.part_name:
        readers[truth.part_name] = lambda: content
    yield MANIFEST_NAME, lambda: manifest_json(manifest)
    for name in manifest.files:
        yield name, readers[name]


def _manifest(case_set: CaseSet, truth: TruthEntry) -> SetManifest:
    try:
        return SetManifest(
            created_with=case_set.created_with or PROGRAM,
            title=case_set.title,
            author=case_set.author,
            licence=case_set.licence,
            description=case_set.description,
            model=case_set.model,
            quiz=case_set.quiz,
            cases=tuple(case.entry for case in case_set.cases),
            truth=truth,
        )
    except ValidationError as error:
        raise CaseSetError(f"The set cannot be written: {first_reason(error)}.") from None


def _truth(case_set: CaseSet) -> tuple[TruthEntry, bytes]:
    if case_set.truth_state is TruthState.LEFT_OUT:
        return TruthEntry(state="left out"), b""
    made: Lock | None = None
    if case_set.truth_state is TruthState.LOCKED:
        content, made = case_set.locked_truth, case_set.lock
    else:
        content = _truth_content(case_set)
    file = StoredFile(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    state = "locked" if made is not None else "open"
    return TruthEntry(state=state, file=file, lock=made), content


def _truth_content(case_set: CaseSet) -> bytes:
    truths = {case.case_id: case.truth for case in case_set.cases if case.truth is not None}
    if len(truths) < len(case_set.cases):
        raise CaseSetError("A case of the set has no answers. Give it some, or leave all out.")
    return truth_json(case_set.set_id, case_set.blueprint, truths)

"""What a case set's `manifest.json` says: titles, quiz, cases and checksums, but no answer."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from inference.case_sets.coded_pictures import MAX_SIDE
from inference.case_sets.quiz_settings import QuizSettings
from inference.case_sets.values import MAX_CASES, Line, Sha256, Text, Values, validated
from inference.case_sets.zip_parts import MAX_PART_BYTES
from inference.recipe import ViewName

FORMAT = 1
"""Number of the format of case sets written here; other numbers are refused."""

KIND = "mammogym case set"
MANIFEST_NAME = "manifest.json"
TRUTH_NAME = "truth.json"
LOCKED_NAME = "truth.locked"

CaseId = Annotated[str, Field(pattern=r"^[0-9A-F]{12}$")]
"""Random-looking, so that it tells a reader nothing."""


class StoredFile(Values):
    """A part of the zip.

    Attributes:
        sha256: of its bytes.
        size: how many bytes it has.
    """

    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=MAX_PART_BYTES)]


class ViewEntry(StoredFile):
    """A view of a case, and its picture.

    Attributes:
        view: its name.
        rows: height in pixels.
        columns: width in pixels.
        bits: of a value: 8 or 12.
        pixel_spacing_mm: (row, column) spacing.
        position_known: whether the picture shows the position of its name.
    """

    view: ViewName
    rows: Annotated[int, Field(ge=8, le=MAX_SIDE)]
    columns: Annotated[int, Field(ge=8, le=MAX_SIDE)]
    bits: Literal[8, 12]
    pixel_spacing_mm: tuple[
        Annotated[float, Field(gt=0.005, lt=20)], Annotated[float, Field(gt=0.005, lt=20)]
    ]
    position_known: bool = True


class CaseEntry(Values):
    """A case without its answer.

    Attributes:
        id: names it.
        views: one to four different ones.
        thumbnail: a small picture of it.
    """

    id: CaseId
    views: Annotated[tuple[ViewEntry, ...], Field(min_length=1, max_length=4)]
    thumbnail: StoredFile

    @model_validator(mode="after")
    def _names_each_view_once(self) -> Self:
        if len({one.view for one in self.views}) < len(self.views):
            raise ValueError("a case has two views of one name")
        return self


class ModelEntry(Values):
    """The model that drew the pictures, as their files say it.

    Attributes:
        name: as recipes name it.
        label: name and version.
        hash: of its bundle.
    """

    name: Annotated[Line, Field(min_length=1)]
    label: Line
    hash: Sha256


class Lock(Values):
    """How the truth is locked; the bounds keep a hostile file from taking time and memory.

    Attributes:
        derivation: how a key comes from the passphrase.
        n: cost of scrypt in time and memory: a power of two.
        r: block size of scrypt.
        p: parallelism of scrypt.
        salt: of scrypt, hexadecimal.
        cipher: authenticated encryption.
        nonce: hexadecimal.

    Source: RFC 7914 (scrypt); NIST SP 800-38D (GCM).
    """

    derivation: Literal["scrypt"] = "scrypt"
    n: Literal[16384, 32768, 65536, 131072]
    r: Literal[8] = 8
    p: Literal[1, 2, 3, 4] = 1
    salt: Annotated[str, Field(pattern=r"^([0-9a-f]{2}){16,64}$")]
    cipher: Literal["AES-256-GCM"] = "AES-256-GCM"
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]


class TruthEntry(Values):
    """Whether the answers are in the file, and how.

    Attributes:
        state: `open`, `locked` or `left out`.
        file: of the part that holds them; None where they are left out.
        lock: of a locked one.
    """

    state: Literal["open", "locked", "left out"]
    file: StoredFile | None = None
    lock: Lock | None = None

    @model_validator(mode="after")
    def _fits_its_state(self) -> Self:
        if (self.file is None) != (self.state == "left out"):
            raise ValueError("the truth is in the file exactly if it is not left out")
        if (self.lock is None) != (self.state != "locked"):
            raise ValueError("the truth has a lock exactly if it is locked")
        return self

    @property
    def part_name(self) -> str:
        """The part that holds it; empty where none does."""
        return {"open": TRUTH_NAME, "locked": LOCKED_NAME, "left out": ""}[self.state]


class SetManifest(Values):
    """All that a set says before its truth is opened.

    Attributes:
        format: of the file.
        kind: of the file.
        created_with: the program that wrote it.
        title: for people.
        author: who made it.
        licence: under which it may be handed on.
        description: shown before the first case; it tells no answer.
        model: that drew the pictures; None where several did, or none is known.
        quiz: how the set is to be read.
        cases: in reading order.
        truth: where the answers are.
    """

    format: Literal[1] = FORMAT
    kind: Literal["mammogym case set"] = KIND
    created_with: Line
    title: Annotated[Line, Field(min_length=1)]
    author: Line = ""
    licence: Line = ""
    description: Text = ""
    model: ModelEntry | None = None
    quiz: QuizSettings = QuizSettings()
    cases: Annotated[tuple[CaseEntry, ...], Field(min_length=1, max_length=MAX_CASES)]
    truth: TruthEntry

    @model_validator(mode="after")
    def _names_each_case_once(self) -> Self:
        if len({case.id for case in self.cases}) < len(self.cases):
            raise ValueError("two cases have one id")
        return self

    @property
    def files(self) -> dict[str, StoredFile]:
        """Every part beside the manifest, by its name in the zip, in the order it is written.

        The names are sorted by case id, so that the order tells nothing.
        """
        named: dict[str, StoredFile] = {}
        for case in sorted(self.cases, key=lambda one: one.id):
            named[thumbnail_name(case.id)] = case.thumbnail
            named |= {picture_name(case.id, view.view): view for view in case.views}
        truth = {self.truth.part_name: self.truth.file} if self.truth.file is not None else {}
        return truth | dict(sorted(named.items()))


def picture_name(case_id: str, view: ViewName) -> str:
    """The part that holds a view."""
    return f"pictures/{case_id}/{view.value}.mgp"


def thumbnail_name(case_id: str) -> str:
    """The part that holds a case's thumbnail."""
    return f"thumbnails/{case_id}.mgp"


def set_id_of(cases: tuple[CaseEntry, ...]) -> str:
    """A name of a set that derives from its pictures alone: locking or texts do not change it."""
    lines = sorted(f"{case.id} {view.view} {view.sha256}" for case in cases for view in case.views)
    text = "\n".join(["mammogym case set", *lines])
    return hashlib.sha256(text.encode()).hexdigest()[:16].upper()


def manifest_json(manifest: SetManifest) -> bytes:
    """A manifest as it is written, with a hash over all it says."""
    values = manifest.model_dump(mode="json")
    text = json.dumps({**values, "hash": _hash(values)}, indent=1, ensure_ascii=False)
    return (text + "\n").encode()


def manifest_from_json(content: bytes) -> SetManifest:
    """Read a manifest, and check its hash.

    Raises:
        ValueError: it is none, of another format, or altered; the text says why.
    """
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"its manifest is not JSON ({str(error)[:80]})") from None
    if not isinstance(values, dict) or values.get("kind") != KIND:
        raise ValueError("its manifest is not that of a case set")
    version = values.get("format")
    if isinstance(version, bool) or version != FORMAT:
        raise ValueError(
            f"it has format {str(version)[:20]!r}, and this program reads format {FORMAT}; a newer "
            "version of Mammogym may read it"
        )
    stated = values.pop("hash", None)
    try:
        manifest = validated(SetManifest, json.dumps(values))
        if stated != _hash(values):
            raise ValueError("its hash differs, so it was altered")
    except ValueError as error:
        raise ValueError(f"its manifest is damaged ({error})") from None
    return manifest


def _hash(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

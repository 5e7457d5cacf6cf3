"""A case set: what an educator hands out, with pictures that are read when they are looked at."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inference.case import Case, PixelSpacingSource, View
from inference.case_files import ModelIdentity
from inference.case_sets.case_truth import CaseTruth
from inference.case_sets.coded_pictures import (
    THUMBNAIL_ROWS,
    Bits,
    decoded,
    encoded,
    from_bits,
    thumbnail,
    to_bits,
)
from inference.case_sets.manifest import (
    CaseEntry,
    Lock,
    ModelEntry,
    StoredFile,
    ViewEntry,
    set_id_of,
)
from inference.case_sets.quiz_settings import QuizSettings
from inference.drawn_view import FULL_RANGE
from inference.errors import CaseSetError, InputError

Read = Callable[[], bytes]
"""Gives the bytes of a part, with their checksum compared."""


class TruthState(StrEnum):
    """Whether a set's answers can be had."""

    OPEN = "open"
    LOCKED = "locked"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetView:
    """A view of a case of a set.

    Attributes:
        entry: what the manifest says of it.
        read: gives its coded picture.
    """

    entry: ViewEntry
    read: Read

    def view(self) -> View:
        """The view as the viewer shows it.

        Raises:
            CaseSetError: its picture is damaged, or the file is gone.
        """
        entry = self.entry
        values = decoded(self.read(), entry.rows, entry.columns, entry.bits)
        return View(
            name=entry.view,
            pixels=from_bits(values, entry.bits),
            greyscale=FULL_RANGE,
            pixel_spacing_mm=entry.pixel_spacing_mm,
            pixel_spacing_source=PixelSpacingSource.GENERATED,
            synthetic=True,
            position_known=entry.position_known,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetCase:
    """A case of a set.

    Attributes:
        case_id: random-looking name.
        views: in the order in which they are listed.
        thumbnail_entry: checksum of the thumbnail.
        read_thumbnail: gives the coded thumbnail.
        truth: what is true of it; None while the answers are locked or left out.
    """

    case_id: str
    views: tuple[SetView, ...]
    thumbnail_entry: StoredFile
    read_thumbnail: Read
    truth: CaseTruth | None = None

    @property
    def entry(self) -> CaseEntry:
        """What the manifest says of it."""
        return CaseEntry(
            id=self.case_id,
            views=tuple(view.entry for view in self.views),
            thumbnail=self.thumbnail_entry,
        )

    def case(self) -> Case:
        """The case with its pictures, and its findings where the answers are open.

        It has no recipe: that may need a model which is not here; it stands in `truth`.

        Raises:
            CaseSetError: a picture is damaged, or the file is gone.
        """
        return Case(
            case_id=self.case_id,
            views=tuple(view.view() for view in self.views),
            findings=() if self.truth is None else self.truth.findings,
        )

    def thumbnail(self) -> NDArray[np.uint8]:
        """(rows, columns): its views side by side, small.

        Raises:
            CaseSetError: it is damaged, or the file is gone.
        """
        columns = sum(thumbnail_columns(view.entry) for view in self.views)
        return decoded(self.read_thumbnail(), THUMBNAIL_ROWS, columns, 8).astype(np.uint8)

    def with_truth(self, truth: CaseTruth | None) -> SetCase:
        """The same case with other answers."""
        return replace(self, truth=truth)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseSet:
    """An educator's cases, with what is to be done with them.

    Attributes:
        title: for people.
        cases: in reading order.
        author: who made it.
        licence: under which it may be handed on.
        description: shown before the first case; it tells no answer.
        model: that drew the pictures, where one did.
        quiz: how it is to be read.
        truth_state: whether the answers can be had.
        blueprint: that it was built by, as JSON; empty without one, or without the answers.
        lock: of locked answers.
        locked_truth: the locked answers.
        created_with: the program that wrote it.

    Raises:
        CaseSetError: there is no case, or two have one id.
    """

    title: str
    cases: tuple[SetCase, ...]
    author: str = ""
    licence: str = ""
    description: str = ""
    model: ModelEntry | None = None
    quiz: QuizSettings = field(default_factory=QuizSettings)
    truth_state: TruthState = TruthState.OPEN
    blueprint: str = ""
    lock: Lock | None = None
    locked_truth: bytes = b""
    created_with: str = ""

    def __post_init__(self) -> None:
        if not self.cases:
            raise CaseSetError("A case set needs at least one case. Add one.")
        if len({case.case_id for case in self.cases}) < len(self.cases):
            raise CaseSetError("Two cases of the set have one id. Leave one of them out.")

    @property
    def set_id(self) -> str:
        """Names the set by its pictures, whether or not its answers are there."""
        return set_id_of(tuple(case.entry for case in self.cases))

    def case(self, case_id: str) -> SetCase:
        """The case of an id.

        Raises:
            CaseSetError: there is none.
        """
        for case in self.cases:
            if case.case_id == case_id:
                return case
        raise CaseSetError(f"There is no case {case_id!r} in the set {self.title}.")


def drawn_set_case(case: Case, *, case_id: str, bits: Bits, truth: CaseTruth | None) -> SetCase:
    """A drawn case, coded as a set keeps it, with its bytes in memory.

    Args:
        case: synthetic, its views named, with a known spacing and values of 12 bits.
        case_id: its name in the set.
        bits: of a stored value; with 8 the lowest four bits are left out.
        truth: what is true of it.

    Raises:
        InputError: it is no such case.
    """
    if not case.synthetic:
        raise InputError(
            f"Case {case.case_id} holds pictures of a patient. Case sets are for synthetic ones."
        )
    small = _Bytes(encoded(thumbnail(case.views), 8))
    return SetCase(
        case_id=case_id,
        views=tuple(_coded(view, bits) for view in case.views),
        thumbnail_entry=StoredFile(sha256=small.sha256, size=len(small.content)),
        read_thumbnail=small,
        truth=truth,
    )


def new_case_id() -> str:
    """A fresh random name for a case that no blueprint names."""
    return secrets.token_hex(6).upper()


def model_entry(model: ModelIdentity) -> ModelEntry:
    """What a set says of the model that drew it."""
    return ModelEntry(name=model.name, label=model.label, hash=model.hash)


def thumbnail_columns(entry: ViewEntry) -> int:
    """Width of a view in a thumbnail."""
    return max(1, round(entry.columns * THUMBNAIL_ROWS / entry.rows))


@dataclass(frozen=True, slots=True, eq=False)
class _Bytes:
    """Bytes that are at hand."""

    content: bytes

    def __call__(self) -> bytes:
        return self.content

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _coded(view: View, bits: Bits) -> SetView:
    if view.name is None or view.pixel_spacing_mm is None:
        raise InputError("A view without a name or a scale cannot go into a case set.")
    stored = _Bytes(encoded(to_bits(view.pixels.astype(np.int32), bits), bits))
    entry = ViewEntry(
        sha256=stored.sha256,
        size=len(stored.content),
        view=view.name,
        rows=view.rows,
        columns=view.columns,
        bits=bits,
        pixel_spacing_mm=view.pixel_spacing_mm,
        position_known=view.position_known,
    )
    return SetView(entry=entry, read=stored)

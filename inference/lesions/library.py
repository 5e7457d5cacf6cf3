"""The library of rare findings: named examples with their lesions, as data that ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from inference.birads import Edition
from inference.errors import InputError, RecipeError
from inference.lesions.calcification_kinds import why_not_visible
from inference.lesions.spec import MAX_LESIONS, LesionSpec
from inference.lesions.spec_json import lesions_from_json
from inference.resources import library_folder

FORMAT = 1
"""Number of the format of the library; other numbers are refused."""

FILE_NAME = "findings.json"
PICTURES = "pictures"
"""Folder of small pictures, made by `library_pictures.py`."""

MAX_FILE_BYTES = 1_000_000
MAX_ENTRIES = 500

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Line = Annotated[str, Field(min_length=1, max_length=120)]
Paragraph = Annotated[str, Field(min_length=80, max_length=1200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Prevalence(_Part):
    """How often a finding is met.

    Attributes:
        text: a sentence that says of what the share is.
        source: where it stands.
        second_hand: whether the source tells it after other work (a review, a textbook, a page for
            the public) and did not count itself.
    """

    text: Annotated[str, Field(min_length=10, max_length=300)]
    source: Annotated[str, Field(min_length=10, max_length=200)]
    second_hand: bool = False


class LibraryEntry(_Part):
    """A named example.

    Attributes:
        id: for programs; it stays when the title changes.
        title: for people.
        paragraph: how it looks and why it matters.
        lesions: what makes it, as recipes hold lesions.
        prevalence: how often it is met.
        rare: whether it is seldom met where mammograms are read.
    """

    id: Key
    title: Line
    paragraph: Paragraph
    lesions: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MAX_LESIONS)]
    prevalence: Prevalence
    rare: bool

    @model_validator(mode="after")
    def _has_known_lesions(self) -> Self:
        try:
            lesions_from_json(self.lesions, f"The example {self.id}")
        except RecipeError as error:
            raise ValueError(str(error)) from None
        return self

    @property
    def picture(self) -> Path:
        """Of the small picture that ships with it; there is none of what cannot be seen."""
        return library_folder() / PICTURES / f"{self.id}.jpg"

    @property
    def specs(self) -> tuple[LesionSpec, ...]:
        """The lesions that make it."""
        return lesions_from_json(self.lesions, f"The example {self.id}")

    def why_not_visible(self, pixel_mm: float) -> str:
        """Why it cannot be seen at a pixel size, as a sentence; empty where it can."""
        reasons = (why_not_visible(spec, pixel_mm) for spec in self.specs)
        return next((reason for reason in reasons if reason), "")


class Library(_Part):
    """All examples.

    Attributes:
        format: of the file.
        edition: of BI-RADS, whose terms are used.
        entries: in the order in which they are shown.
    """

    format: Literal[1]
    edition: Annotated[Edition, Field(strict=False)]
    entries: Annotated[list[LibraryEntry], Field(min_length=1, max_length=MAX_ENTRIES)]

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        ids = [entry.id for entry in self.entries]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"named twice: {', '.join(twice)}")
        return self

    def entry(self, entry_id: str) -> LibraryEntry:
        """The example of an id.

        Raises:
            InputError: there is none.
        """
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        known = ", ".join(entry.id for entry in self.entries)
        raise InputError(f"There is no example {entry_id!r} in the library; there are {known}.")


def read_library(path: Path | None = None) -> Library:
    """Read a library: the one that ships where no file is named.

    Raises:
        InputError: it is missing, too large, damaged or of another format.
    """
    path = path or library_folder() / FILE_NAME
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"The library {path} is larger than {MAX_FILE_BYTES} bytes.")
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"The library {path} cannot be read: {reason}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"The library {path} is no JSON. Install Mammogym again.") from error
    if isinstance(values, dict) and values.get("format") != FORMAT:
        raise InputError(
            f"The library {path} has format {values.get('format')!r}, and this program reads "
            f"format {FORMAT}. Take a program or a library that fits."
        )
    try:
        return Library.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputError(f"The library {path} is damaged at {where}: {first['msg']}.") from error

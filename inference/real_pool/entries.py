"""What a pool keeps of each picture beside its pixels, and how that lies in `pool.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inference.errors import ImageFileError
from inference.model_bundle import first_complaint
from inference.recipe import Technique, ViewName

FORMAT = 1
"""Number of the format of `pool.json`; other numbers are refused."""

MAX_ENTRIES = 20_000
MAX_BYTES = 20_000_000
MAX_NOTES = 500

Opaque = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class PoolEntry(BaseModel):
    """One picture of a pool.

    Attributes:
        id: random; it tells nothing.
        group: equal for the pictures of one patient in one import; it tells nothing else.
        image_laterality: `R` or `L`.
        view_position: `CC` or `MLO`.
        technique: film or digital.
        rows: height of the picture.
        columns: width of the picture.
        scale_known: whether the size of its pixels was given; otherwise the breast was fitted to a
            usual size.
        fingerprint: what the same picture is known by again, hexadecimal.
        accepted: whether somebody took it into the rounds, or left it out; None where nobody did.
        lesion_free: whether somebody says that it shows no lesion; None where nobody did.
        notes: of whoever looked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Opaque
    group: Opaque
    image_laterality: Literal["R", "L"]
    view_position: Literal["CC", "MLO"]
    technique: Technique
    rows: Annotated[int, Field(ge=10, le=4096)]
    columns: Annotated[int, Field(ge=8, le=4096)]
    scale_known: bool
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    accepted: bool | None = None
    lesion_free: bool | None = None
    notes: Annotated[str, Field(max_length=MAX_NOTES)] = ""

    @property
    def name(self) -> ViewName:
        """The view."""
        return ViewName(f"{self.image_laterality}-{self.view_position}")


_ENTRIES = TypeAdapter(
    Annotated[tuple[PoolEntry, ...], Field(max_length=MAX_ENTRIES)],
)


def entries_to_json(entries: Iterable[PoolEntry]) -> str:
    """What `pool.json` holds. Entries stand in the order of their ids: in no order that tells."""
    in_order = sorted(entries, key=lambda entry: entry.id)
    values = {"format": FORMAT, "entries": [entry.model_dump(mode="json") for entry in in_order]}
    return json.dumps(values, indent=1, ensure_ascii=True) + "\n"


def entries_from_json(content: bytes, path: Path) -> tuple[PoolEntry, ...]:
    """Read what `pool.json` holds.

    Raises:
        ImageFileError: it is damaged, too large, or of another format.
    """
    if len(content) > MAX_BYTES:
        raise ImageFileError(f"{path} is too large for the list of a pool.")
    try:
        values: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ImageFileError(f"{path} is not JSON: {error}. Import the pictures again.") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ImageFileError(
            f"{path} is no list of a pool that this program reads (format {FORMAT}). "
            "A newer version of Mammogym may read it."
        )
    try:
        entries = _ENTRIES.validate_python(values.get("entries"), strict=False)
    except ValidationError as error:
        raise ImageFileError(
            f"{path} is damaged: {first_complaint(error)}. Import the pictures again."
        ) from error
    if len({entry.id for entry in entries}) < len(entries):
        raise ImageFileError(f"{path} is damaged: an id stands there twice.")
    return entries

"""Names and pins that people give to a model's components and parts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inference.atomic_files import write_text
from inference.errors import InputError

FORMAT = 1
MAX_NAME = 60
MAX_ENTRIES = 1000
MAX_FILE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlNames:
    """What people call the components and parts of one model.

    Attributes:
        components: names by number.
        parts: names by number.
        pinned: numbers of components that stand first.
    """

    components: dict[int, str] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)
    pinned: frozenset[int] = frozenset()

    def with_component(self, number: int, name: str) -> ControlNames:
        """With another name for a component; an empty one takes it away."""
        return replace(self, components=_named(self.components, number, name))

    def with_part(self, number: int, name: str) -> ControlNames:
        """With another name for a part; an empty one takes it away."""
        return replace(self, parts=_named(self.parts, number, name))

    def with_pin(self, number: int, on: bool) -> ControlNames:
        """With a component pinned or not."""
        return replace(self, pinned=self.pinned | {number} if on else self.pinned - {number})


def read_names(path: Path) -> ControlNames:
    """Read names; none where there is no file.

    Raises:
        InputError: the file is damaged or of another format.
    """
    if not path.exists():
        return ControlNames()
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError("it is too large")
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise InputError(f"it does not have format {FORMAT}")
        pinned = values.get("pinned", [])
        if not isinstance(pinned, list) or not all(type(one) is int for one in pinned):
            raise InputError("its pins are no numbers")
        return ControlNames(
            components=_names(values.get("components")),
            parts=_names(values.get("parts")),
            pinned=frozenset(pinned[:MAX_ENTRIES]),
        )
    except (OSError, ValueError, RecursionError, InputError) as error:
        raise InputError(
            f"The names in {path} cannot be read: {error}. Mend the file, or move it away."
        ) from error


def write_names(path: Path, names: ControlNames) -> None:
    """Write names in one step.

    Raises:
        OutputError: they could not be written.
    """
    values = {
        "format": FORMAT,
        "components": {str(number): name for number, name in names.components.items()},
        "parts": {str(number): name for number, name in names.parts.items()},
        "pinned": sorted(names.pinned),
    }
    write_text(path, json.dumps(values, indent=1, ensure_ascii=False) + "\n")


def _named(names: dict[int, str], number: int, name: str) -> dict[int, str]:
    others = {known: kept for known, kept in names.items() if known != number}
    name = name.strip()[:MAX_NAME]
    return {**others, number: name} if name else others


def _names(values: Any) -> dict[int, str]:
    if not isinstance(values, dict) or len(values) > MAX_ENTRIES:
        raise InputError("it holds no names")
    names: dict[int, str] = {}
    for number, name in values.items():
        if not number.isdecimal() or not isinstance(name, str) or len(name) > MAX_NAME:
            raise InputError("a name is none")
        names[int(number)] = name
    return names

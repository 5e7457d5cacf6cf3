"""Where the sets lie that were played here, so that a sitting can go on."""

from __future__ import annotations

import json
from pathlib import Path

from inference.atomic_files import write_text
from inference.case_sets.case_set import CaseSet
from inference.case_sets.files import read_case_set
from inference.errors import CaseSetError, MammogymError

NAME = "known sets.json"
MOST = 200
MOST_BYTES = 1_000_000


def remember_set(case_set: CaseSet, path: Path, data: Path) -> None:
    """Remember where a set lies.

    Raises:
        OutputError: it could not be written.
    """
    known = _known(data)
    known.pop(case_set.set_id, None)
    known[case_set.set_id] = str(path.resolve())
    newest = dict(list(known.items())[-MOST:])
    write_text(data / NAME, json.dumps({"format": 1, "sets": newest}, indent=1) + "\n")


def known_set(set_id: str, data: Path) -> CaseSet:
    """A set that was played before.

    Raises:
        CaseSetError: it is not known, is gone, or was changed.
    """
    path = _known(data).get(set_id)
    if path is None:
        raise CaseSetError(
            "It is not known where the case set of this sitting lies. Open it first."
        )
    try:
        found = read_case_set(Path(path))
    except MammogymError as error:
        raise CaseSetError(f"The set of this sitting cannot be opened: {error}") from error
    if found.set_id != set_id:
        raise CaseSetError(f"{path} holds another set now. Open the set of this sitting first.")
    return found


def _known(data: Path) -> dict[str, str]:
    path = data / NAME
    try:
        if path.stat().st_size > MOST_BYTES:
            return {}
        values = json.loads(path.read_bytes())
        sets = values["sets"] if values["format"] == 1 else {}
        return {str(name): str(place) for name, place in sets.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # It only helps to find files again.

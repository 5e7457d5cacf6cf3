"""The folder beside a set that is being built: finished cases lie there, each a set of its own.

A build that was stopped or killed at any moment goes on from them.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import onnxruntime

import inference
from inference.atomic_files import make_folder, write_bytes, write_text
from inference.case_sets.blueprint import Blueprint, blueprint_json
from inference.case_sets.case_set import SetCase
from inference.case_sets.files import ENDING, read_case_set
from inference.errors import CaseSetError, writing

FORMAT = 1
NOTE_NAME = "build.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFolder:
    """Where a build keeps its finished cases.

    Attributes:
        folder: of the files.
    """

    folder: Path

    def path(self, index: int) -> Path:
        """Where the case of an index lies, or will lie."""
        return self.folder / f"{index:05}{ENDING}"

    def case(self, index: int) -> SetCase | None:
        """A finished case, or None where it is missing or damaged."""
        path = self.path(index)
        if not path.exists():
            return None
        try:
            return read_case_set(path).cases[0]
        except CaseSetError:
            return None

    def keep(self, index: int, content: bytes) -> None:
        """Keep a finished case, in one step.

        Raises:
            OutputError: it could not be written.
        """
        write_bytes(self.path(index), content)

    def remove(self) -> None:
        """Remove the folder, once the set is written."""
        shutil.rmtree(self.folder, ignore_errors=True)


def work_folder_of(target: Path) -> Path:
    """The work folder of a set: beside it, with its name."""
    return target.with_name(f"{target.name}.work")


def open_work_folder(target: Path, blueprint: Blueprint, bundle_hash: str) -> WorkFolder:
    """Make the work folder of a build, or go on with that of the same build.

    Raises:
        CaseSetError: one of another build lies there.
        OutputError: it cannot be made.
    """
    folder = work_folder_of(target)
    note = folder / NOTE_NAME
    wanted = _note(blueprint, bundle_hash)
    if folder.exists() and _is_empty(folder):
        folder.rmdir()
    if folder.exists():
        try:
            found = note.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            found = ""
        if found != wanted:
            raise CaseSetError(
                f"{folder} holds the work on another blueprint, or of another model or program. "
                "Remove that folder, or choose another name for the set."
            )
    else:
        make_folder(folder)
        write_text(note, wanted)
    return WorkFolder(folder=folder)


def _note(blueprint: Blueprint, bundle_hash: str) -> str:
    """All that decides about the bytes of a case."""
    values = {
        "format": FORMAT,
        "blueprint": blueprint_json(blueprint),
        "bundle": bundle_hash,
        "program": inference.__version__,
        "onnxruntime": onnxruntime.__version__,
    }
    return json.dumps(values, indent=1) + "\n"


def _is_empty(folder: Path) -> bool:
    """A build that was killed before its note was written left an empty folder."""
    with writing(folder):
        return folder.is_dir() and not any(folder.iterdir())

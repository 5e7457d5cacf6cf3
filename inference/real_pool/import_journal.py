"""What an import went through so far, and the salt of its labels: gone when the import is done."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from inference.atomic_files import write_text
from inference.errors import writing

JOURNAL_NAME = "import.json"
JOURNAL_FORMAT = 1
MAX_JOURNAL_BYTES = 50_000_000
SALT_BYTES = 32
SAVE_EVERY = 8


@dataclass(slots=True, kw_only=True)
class ImportJournal:
    """What an import went through so far.

    Attributes:
        path: of its file, which is there only until the import is done.
        salt: of the labels of patients and files.
        seen: labels of the files.
        unsaved: how many of them are not on disk yet.
    """

    path: Path
    salt: bytes
    seen: set[str] = field(default_factory=set)
    unsaved: int = 0

    @classmethod
    def opened(cls, path: Path) -> ImportJournal:
        """The journal of a broken import, or a new one."""
        try:
            with path.open("rb") as file:
                values = json.loads(file.read(MAX_JOURNAL_BYTES))
            salt = bytes.fromhex(values["salt"])
            seen = {str(label) for label in values["seen"]}
            if values["format"] == JOURNAL_FORMAT and len(salt) == SALT_BYTES:
                return cls(path=path, salt=salt, seen=seen)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass  # None there, or damaged: files are then gone through again.
        journal = cls(path=path, salt=secrets.token_bytes(SALT_BYTES))
        journal.save()
        return journal

    def note(self, label: str) -> None:
        """Note that a file was gone through."""
        self.seen.add(label)
        self.unsaved += 1
        if self.unsaved >= SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Write it."""
        self.unsaved = 0
        values = {"format": JOURNAL_FORMAT, "salt": self.salt.hex(), "seen": sorted(self.seen)}
        write_text(self.path, json.dumps(values) + "\n")

    def discard(self) -> None:
        """Forget salt and labels."""
        with writing(self.path):
            self.path.unlink(missing_ok=True)

    def group(self, patient: str) -> str:
        """The label of a patient."""
        text = patient.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self.salt, digest_size=8).hexdigest()

"""A pool of real pictures: a folder with `pool.json` and one lossless picture for each entry."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import make_folder, write_bytes, write_text
from inference.errors import ImageFileError, InputError, writing
from inference.preparation.frame import Frame
from inference.real_pool.entries import (
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_NOTES,
    PoolEntry,
    entries_from_json,
    entries_to_json,
)
from inference.real_pool.patches import Patch, cut, tissue_patches
from inference.real_pool.presentation import ShownPicture, present

LIST_NAME = "pool.json"
PICTURES = "pictures"
FRAME = Frame(rows=640)
"""Of all pictures of a pool."""

MAX_PICTURE_BYTES = 4_000_000
NO_TIME = 0
"""Files say 1970, whenever they were written."""

Entries = tuple[PoolEntry, ...]


class RealPool:
    """Real pictures in the frame, chest wall to the left, and what is known of them.

    It may be used from several threads. Each change reads the list again first, so that two
    programs with the same pool do not undo what the other did.

    Attributes:
        folder: where it lies.
        entries: all pictures, in the order of their ids.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._patches: dict[str, tuple[Patch, ...]] = {}
        self.entries: Entries = self._read()

    @property
    def accepted(self) -> Entries:
        """The pictures that rounds may use."""
        return tuple(entry for entry in self.entries if entry.accepted)

    def entry(self, entry_id: str) -> PoolEntry:
        """One picture's entry.

        Raises:
            InputError: there is none of this id.
        """
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise InputError(f"The pool {self.folder} has no picture {entry_id}.")

    def prepared(self, entry_id: str) -> NDArray[np.uint8]:
        """A picture as it was prepared: (rows, columns), chest wall left, 0 outside the breast.

        Raises:
            InputError: there is none of this id.
            ImageFileError: its file is missing or damaged.
        """
        entry = self.entry(entry_id)
        path = self._picture_path(entry_id)
        try:
            if path.stat().st_size > MAX_PICTURE_BYTES:
                raise ImageFileError(f"{path} is too large for a picture of a pool.")
            with Image.open(io.BytesIO(path.read_bytes()), formats=("PNG",)) as image:
                if image.mode != "L" or image.size != (entry.columns, entry.rows):
                    raise ImageFileError(f"{path} is another picture than the pool's list says.")
                return np.asarray(image)
        except ImageFileError:
            raise
        # Damaged pictures make Pillow raise almost anything.
        except Exception as error:
            raise ImageFileError(
                f"{path} cannot be read: {error}. Remove it from the pool and import it again."
            ) from error

    def picture(self, entry_id: str) -> ShownPicture:
        """A picture as rounds show it; drawn views become the same by `presentation.present_drawn`.

        Raises:
            InputError: there is none of this id.
            ImageFileError: its file is missing or damaged.
        """
        share = self.prepared(entry_id).astype(np.float64) / 255
        return present(share, view_position=self.entry(entry_id).view_position)

    def thumbnail(self, entry_id: str, *, rows: int = 160) -> NDArray[np.uint8]:
        """A small picture for a sheet: (rows, columns), chest wall left.

        Raises:
            InputError: there is none of this id.
            ImageFileError: its file is missing or damaged.
        """
        image = Image.fromarray(self.prepared(entry_id))
        columns = max(1, round(rows * image.width / image.height))
        return np.asarray(image.resize((columns, rows), Image.Resampling.BOX))

    def patches(self) -> tuple[tuple[str, Patch], ...]:
        """The patches of tissue of all accepted pictures, none over another: (id, place).

        Raises:
            ImageFileError: a picture is missing or damaged.
        """
        return tuple(self._iterate_patches())

    def patch(self, entry_id: str, patch: Patch) -> ShownPicture:
        """One patch of a picture, as rounds show it.

        Raises:
            InputError: there is no picture of this id.
            ImageFileError: its file is missing or damaged.
        """
        return cut(self.picture(entry_id), patch)

    def enough_for(self, needed: int, *, patches: bool = False) -> str:
        """Why a round cannot be played with this pool; empty where it can.

        Args:
            needed: how many different real pictures the round shows.
            patches: whether it shows patches of tissue instead of whole views.
        """
        if patches:
            there, what = len(tuple(islice(self._iterate_patches(), needed))), "patches of tissue"
        else:
            there, what = len(self.accepted), "accepted views"
        if there >= needed:
            return ""
        advice = "Import and accept more views"
        if not patches:
            advice = f"Import and accept {needed - there} more, or play it with patches of tissue"
        return f"The pool has {there} {what}, and this round needs {needed}. {advice}."

    def set_accepted(self, entry_id: str, accepted: bool | None) -> None:
        """Take a picture into the rounds, or leave it out, or take back that somebody looked.

        Raises:
            InputError: there is none of this id.
            OutputError: the list cannot be written.
        """
        self._update(entry_id, accepted=accepted)

    def set_lesion_free(self, entry_id: str, lesion_free: bool | None) -> None:
        """Note whether a picture shows no lesion.

        Raises:
            InputError: there is none of this id.
            OutputError: the list cannot be written.
        """
        self._update(entry_id, lesion_free=lesion_free)

    def set_notes(self, entry_id: str, notes: str) -> None:
        """Keep a remark with a picture.

        Raises:
            InputError: there is no picture of this id, or the remark is too long.
            OutputError: the list cannot be written.
        """
        if len(notes) > MAX_NOTES:
            raise InputError(f"Notes have at most {MAX_NOTES} letters, not {len(notes)}.")
        self._update(entry_id, notes=notes)

    def delete(self, entry_id: str) -> None:
        """Take a picture out of the pool and off the disk.

        Raises:
            InputError: there is none of this id.
            OutputError: the list cannot be written.
        """
        self.entry(entry_id)
        self._change(lambda entries: [entry for entry in entries if entry.id != entry_id])
        path = self._picture_path(entry_id)
        with writing(path):
            path.unlink(missing_ok=True)

    def add(self, entry: PoolEntry, pixels: NDArray[np.uint8]) -> None:
        """Put a picture in: its file first, so that no entry is ever without one.

        Args:
            entry: of the picture.
            pixels: (rows, columns) as `prepare_view` gives them.

        Raises:
            InputError: the pool is full, or the picture has another size than its entry says.
            OutputError: it cannot be written.
        """
        if len(self.entries) >= MAX_ENTRIES:
            raise InputError(f"A pool holds at most {MAX_ENTRIES:,} pictures. Begin another one.")
        if pixels.shape != (entry.rows, entry.columns):
            raise InputError(f"The picture {entry.id} has the shape {pixels.shape}.")
        content = io.BytesIO()
        Image.fromarray(pixels).save(content, "PNG")
        path = self._picture_path(entry.id)
        write_bytes(path, content.getvalue())
        with writing(path):
            os.utime(path, (NO_TIME, NO_TIME))
        self._change(lambda entries: [*entries, entry])

    def sweep(self) -> None:
        """Remove pictures that no entry names: what a killed import leaves behind.

        Raises:
            OutputError: one cannot be removed.
        """
        with self._lock:
            self.entries = self._read()
            known = {self._picture_path(entry.id) for entry in self.entries}
            for path in (self.folder / PICTURES).glob("*.png"):
                if path not in known:
                    with writing(path):
                        path.unlink(missing_ok=True)

    def reload(self) -> None:
        """Read the list again, which another program may have changed.

        Raises:
            ImageFileError: it is missing or damaged.
        """
        with self._lock:
            self.entries = self._read()

    def _iterate_patches(self) -> Iterator[tuple[str, Patch]]:
        for entry in self.accepted:
            if entry.id not in self._patches:
                self._patches[entry.id] = tissue_patches(self.picture(entry.id))
            for patch in self._patches[entry.id]:
                yield entry.id, patch

    def _update(self, entry_id: str, **changes: object) -> None:
        self.entry(entry_id)
        self._change(
            lambda entries: [
                entry.model_copy(update=changes) if entry.id == entry_id else entry
                for entry in entries
            ]
        )

    def _change(self, change: Callable[[Entries], Iterable[PoolEntry]]) -> None:
        with self._lock:
            entries = tuple(sorted(change(self._read()), key=lambda entry: entry.id))
            write_text(self.folder / LIST_NAME, entries_to_json(entries))
            self.entries = entries

    def _read(self) -> Entries:
        path = self.folder / LIST_NAME
        try:
            with path.open("rb") as file:
                return entries_from_json(file.read(MAX_BYTES + 1), path)
        except FileNotFoundError:
            raise ImageFileError(
                f"{self.folder} is no pool of real pictures: it holds no {LIST_NAME}. "
                "Import pictures into it."
            ) from None
        except OSError as error:
            raise ImageFileError(f"Could not read {path}: {error.strerror}.") from error

    def _picture_path(self, entry_id: str) -> Path:
        return self.folder / PICTURES / f"{entry_id}.png"


def open_pool(folder: Path) -> RealPool:
    """Open a pool.

    Raises:
        ImageFileError: there is none, or its list is damaged.
    """
    return RealPool(folder)


def create_pool(folder: Path) -> RealPool:
    """Open a pool, which is begun where there is none yet.

    Raises:
        InputError: something else lies in the folder.
        ImageFileError: its list is damaged.
        OutputError: it cannot be made.
    """
    path = folder / LIST_NAME
    if not path.exists():
        if folder.is_dir() and any(folder.iterdir()):
            raise InputError(
                f"{folder} holds other files than a pool of pictures. Name another folder."
            )
        make_folder(folder / PICTURES)
        write_text(path, entries_to_json(()))
    return RealPool(folder)

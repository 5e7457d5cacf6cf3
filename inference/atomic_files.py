"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inference.errors import OutputError, writing


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents.

    Raises:
        OutputError: it cannot be made, for example because a file has its name.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"{folder} is a file, and a folder is needed there. Name another folder or move it."
        )
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`, and rename it into place when the block succeeds.

    Raises:
        OutputError: the file could not be written; the temporary one is gone, an old one stays.
    """
    make_folder(path.parent)
    with writing(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    temporary = Path(name)
    try:
        with writing(path):
            yield temporary
            if path.is_dir():
                raise OutputError(f"{path} is a folder, and a file is to be written there.")
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """Give a temporary folder beside `folder`, and rename it into place when the block succeeds.

    What lies there before is replaced; whether it may be is the caller's to check.

    Raises:
        OutputError: it could not be made; the temporary folder is gone, an old one stays.
    """
    make_folder(folder.parent)
    with writing(folder):
        temporary = Path(
            tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent)
        )
    old = temporary.with_suffix(".old")
    try:
        yield temporary
        with writing(folder):
            temporary.chmod(0o777 & ~_umask())
            if folder.exists():
                folder.replace(old)
            try:
                temporary.replace(folder)
            except OSError:
                if old.exists():
                    old.replace(folder)
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step.

    Raises:
        OutputError: it could not be written; what stood there before stays.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 in one step, with plain line ends on every system.

    Raises:
        OutputError: it could not be written; what stood there before stays.
    """
    write_bytes(path, text.encode("utf-8"))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

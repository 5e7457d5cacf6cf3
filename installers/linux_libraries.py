"""Which libraries a package for Linux needs once some of its files are left out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import PyInstaller.depend.bindepend as bindepend

Entry = tuple[str, str, str]
"""Path in the package, where it came from, and what it is to PyInstaller."""

QT_LIBRARIES = "PySide6/Qt/lib/"


def needed_libraries(binaries: Sequence[Entry]) -> list[Entry]:
    """Without libraries of the system and of Qt that nothing in the package asks for."""
    if not sys.platform.startswith("linux"):
        return list(binaries)
    files = {Path(entry[1]).resolve(): entry for entry in binaries}
    reached = {source for source, entry in files.items() if not _only_if_asked_for(entry)}
    queue = list(reached)
    while queue:
        for _, wanted in bindepend.get_imports(str(queue.pop()), [_qt_folder(files)]):
            found = Path(wanted).resolve() if wanted else None
            if found in files and found not in reached:
                reached.add(found)
                queue.append(found)
    return [entry for source, entry in files.items() if source in reached]


def without_dead_links(entries: Sequence[Entry], binaries: Sequence[Entry]) -> list[Entry]:
    """Without links to libraries that are left out."""
    paths = {entry[0] for entry in [*entries, *binaries]}
    return [entry for entry in entries if entry[2] != "SYMLINK" or _target(entry) in paths]


def _only_if_asked_for(entry: Entry) -> bool:
    path, source, _ = entry
    return path.startswith(QT_LIBRARIES) or source.startswith(("/usr/lib", "/lib"))


def _qt_folder(files: dict[Path, Entry]) -> str:
    """Where Qt's own libraries lie: they find each other there by their run path."""
    inside = (source for source, entry in files.items() if entry[0].startswith(QT_LIBRARIES))
    return str(next(inside, Path()).parent)


def _target(link: Entry) -> str:
    """What a link in the package leads to, as a path in the package."""
    return (Path(link[0]).parent / link[1]).as_posix()

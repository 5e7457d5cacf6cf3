"""The packages for Linux, made from the folder that PyInstaller made: .tar.xz and .deb."""

from __future__ import annotations

import gzip
import lzma
import os
import platform
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from contents import ROOT

COMMANDS = ("mammogym", "mammogym-cases", "mammogym-score")
FILES = Path(__file__).resolve().parent / "linux"
ICON = ROOT / "resources" / "icons" / "mammogym.png"
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""Which Debian package brings a library that is left to the system."""

WAYLAND_PACKAGES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Likewise, for windows on Wayland; without them they open on X11."""

_OF_GLIBC = re.compile(r"(ld-linux.*|lib(c|dl|m|pthread|rt|util))\.so\.\d+")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")

DESCRIPTION = """desktop gym for reading mammograms
 Draws synthetic mammograms from seeds, without a network and without patient
 data, and lets readers practise on them: case sets, quizzes, reports in BI-RADS
 terms. Brings its own Python and libraries. Not for diagnosis."""

_GLIBC = re.compile(rb"GLIBC_2\.(\d{1,3})(?:\.\d+)?\0")
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is packed.

    Attributes:
        folder: of the program, as PyInstaller made it, with its licences.
        name: `mammogym`, or `mammogym-gpu` for the one with CUDA.
        version: of the program.
        epoch: when it was released, in seconds since 1970.
        preset: of xz, 0 (fast) to 9 (small); None packs without xz, for tests.
    """

    folder: Path
    name: str
    version: str
    epoch: int
    preset: int | None = 6


def build_tar(release: Release, out: Path) -> Path:
    """Write the archive for one user or one machine, with its install.sh."""
    top = f"{release.name}-{release.version}-linux-{platform.machine()}"
    target = out / f"{top}.tar.xz"
    added = [
        (FILES / "install.sh", "install.sh"),
        (FILES / "uninstall.sh", "uninstall.sh"),
        (FILES / "mammogym.desktop", "share/mammogym.desktop"),
        (FILES / "mammogym.xml", "share/mammogym.xml"),
        (ICON, "share/mammogym.png"),
        (ROOT / "installers" / "README.md", "README.md"),
    ]
    with (
        _opened(target, release.preset) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for source, name in [*added, *_program_files(release.folder)]:
            entry = archive.gettarinfo(source, f"{top}/{name}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = release.epoch
            entry.mode |= 0o644
            if entry.isreg():
                with source.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)
    return target


def build_deb(release: Release, out: Path, work: Path) -> Path:
    """Write the Debian package.

    Raises:
        OSError: dpkg-deb is not installed.
        subprocess.CalledProcessError: it failed.
    """
    tree = work / f"{release.name}_{release.version}"
    shutil.rmtree(tree, ignore_errors=True)
    _fill(tree, release)
    machine = _MACHINES[platform.machine()]
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(release, machine, tree), encoding="utf-8")
    target = out / f"{release.name}_{release.version}_{machine}.deb"
    packing = ["-Znone"] if release.preset is None else ["-Zxz", f"-z{release.preset}"]
    command = ["dpkg-deb", "--root-owner-group", *packing, "--build"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.epoch)}
    subprocess.run(
        [*command, str(tree), str(target)], check=True, env=environment, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(tree)
    return target


def needed_from_system(folder: Path) -> set[str]:
    """The libraries that files in a folder ask for and that are not there, but for glibc's.

    Raises:
        OSError: readelf, of the package binutils, is not installed.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and _is_elf(path)]
    command = ["readelf", "--dynamic", *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    inside = {path.name for path in folder.rglob("*.so*")}
    asked = set(_NEEDED.findall(done.stdout)) - inside
    return {name for name in asked if not _OF_GLIBC.fullmatch(name)}


def newest_glibc(folder: Path) -> int:
    """The minor version of the newest glibc that a file in a folder asks for."""
    found = [0]
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            found += [int(number) for number in _GLIBC.findall(path.read_bytes())]
    return max(found)


def _fill(tree: Path, release: Release) -> None:
    """Lay everything out as it will be on the machine."""
    program = tree / "usr" / "lib" / "mammogym"
    program.parent.mkdir(parents=True)
    shutil.copytree(release.folder, program, symlinks=True)
    links = tree / "usr" / "bin"
    links.mkdir()
    for name in COMMANDS:
        (links / name).symlink_to(f"../lib/mammogym/{name}")
    share = tree / "usr" / "share"
    _copy(FILES / "mammogym.desktop", share / "applications" / "mammogym.desktop")
    _copy(FILES / "mammogym.xml", share / "mime" / "packages" / "mammogym.xml")
    _copy(ICON, share / "icons" / "hicolor" / "256x256" / "apps" / "mammogym.png")
    documents = share / "doc" / release.name
    _copy(release.folder / "licences" / "README.txt", documents / "copyright")
    _copy(ROOT / "installers" / "README.md", documents / "README.md")
    manual = share / "man" / "man1" / "mammogym.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((FILES / "mammogym.1").read_bytes(), mtime=0))
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o022 | (0o755 if path.is_dir() else 0o644))


def _control(release: Release, machine: str, tree: Path) -> str:
    size = sum(path.stat().st_size for path in tree.rglob("*") if not path.is_symlink())
    other = "mammogym" if release.name != "mammogym" else "mammogym-gpu"
    needed = needed_from_system(release.folder)
    if unknown := sorted(needed - DEBIAN_PACKAGES.keys() - WAYLAND_PACKAGES.keys()):
        raise OSError(f"no Debian package is known for {', '.join(unknown)}")
    depends = {DEBIAN_PACKAGES[name] for name in needed & DEBIAN_PACKAGES.keys()}
    recommends = {WAYLAND_PACKAGES[name] for name in needed & WAYLAND_PACKAGES.keys()}
    glibc = f"libc6 (>= 2.{newest_glibc(release.folder)})"
    return (
        f"Package: {release.name}\n"
        f"Version: {release.version}\n"
        f"Architecture: {machine}\n"
        "Maintainer: The Mammogym project <noreply@mammogym.invalid>\n"
        f"Installed-Size: {size // 1024}\n"
        f"Depends: {', '.join([glibc, *sorted(depends)])}\n"
        f"Recommends: {', '.join(sorted(recommends))}\n"
        f"Conflicts: {other}\n"
        f"Replaces: {other}\n"
        "Section: education\n"
        "Priority: optional\n"
        f"Description: {DESCRIPTION}\n"
    )


def _opened(target: Path, preset: int | None) -> BinaryIO | lzma.LZMAFile:
    return target.open("wb") if preset is None else lzma.open(target, "wb", preset=preset)


def _program_files(folder: Path) -> list[tuple[Path, str]]:
    paths = sorted(folder.rglob("*"))
    inside = [(path, f"mammogym/{path.relative_to(folder).as_posix()}") for path in paths]
    return [(folder, "mammogym"), *inside]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"

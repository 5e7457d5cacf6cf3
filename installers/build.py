"""Builds the packages of Mammogym, each on its own system, by one command.

    python installers/build.py linux          .tar.xz and .deb, for the processor
    python installers/build.py linux --gpu    the same with the CUDA libraries of Nvidia
    python installers/build.py windows        a portable zip, and a setup where Inno Setup is
    python installers/build.py macos          Mammogym.app in a dmg

Needs Python 3.11 or newer with its shared library, and pip. Packages, checksums, the bill of
materials and the versions of what is inside come to --out.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import desktop_packages
import environment
import linux_packages
from contents import ROOT
from linux_packages import Release

import inference

SYSTEMS = {"linux": "linux", "windows": "win32", "macos": "darwin"}
CHECKSUMS = "SHA256SUMS"


def main() -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args()
    if SYSTEMS[arguments.system] != sys.platform:
        return _complain(f"packages for {arguments.system} are built on {arguments.system}")
    if not environment.is_supported():
        return _complain("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    if arguments.gpu and arguments.system == "macos":
        return _complain("there is no CUDA on macOS")
    try:
        paths = build(arguments)
    except subprocess.CalledProcessError as error:
        return _complain(f"this failed: {' '.join(map(str, error.cmd))}")
    except OSError as error:
        return _complain(str(error))
    for path in paths:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path}")
    return 0


def build(arguments: argparse.Namespace) -> list[Path]:
    """Build everything for one system and return the files of the release."""
    variant = "gpu" if arguments.gpu else "cpu"
    work: Path = arguments.work.resolve() / variant
    out: Path = arguments.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    python = (
        environment.python_of(arguments.environment.absolute())
        if arguments.environment
        else environment.make_environment(work / "environment", gpu=arguments.gpu)
    )
    name = "mammogym-gpu" if arguments.gpu else "mammogym"
    release = Release(
        folder=work / "dist" / "mammogym",
        name=name,
        version=inference.__version__,
        epoch=_epoch(),
        preset=arguments.compression,
    )
    if not arguments.frozen:
        _freeze(python, work, variant)
    label = f"{name}-{release.version}-{arguments.system}"
    bill = out / f"{label}.cdx.json"
    _write_bill(python, work, release, bill)
    versions = out / f"{label}.requirements.txt"
    versions.write_text(environment.versions(python), encoding="utf-8")
    paths = [*_packages(arguments.system, release, out, work), bill, versions]
    return [*paths, _write_checksums(paths, out)]


def _freeze(python: Path, work: Path, variant: str) -> None:
    """Let PyInstaller make the folder of the program."""
    spec = Path(__file__).resolve().parent / "mammogym.spec"
    places = ["--distpath", str(work / "dist"), "--workpath", str(work / "pyinstaller")]
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places]
    print("collecting the program", flush=True)
    subprocess.run([*command, str(spec), "--", "--variant", variant], check=True, cwd=ROOT)


def _write_bill(python: Path, work: Path, release: Release, bill: Path) -> None:
    """Write licences and bill of materials; fails where a part may not be in a package."""
    inside = work / "pyinstaller" / "mammogym" / "inside.json"
    script = Path(__file__).resolve().parent / "bill_of_materials.py"
    options = {"inside": inside, "folder": release.folder, "sbom": bill, "epoch": release.epoch}
    given = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    subprocess.run([str(python), str(script), *given], check=True, cwd=ROOT)


def _packages(system: str, release: Release, out: Path, work: Path) -> list[Path]:
    print("packing", flush=True)
    if system == "linux":
        tar = linux_packages.build_tar(release, out)
        return [tar, linux_packages.build_deb(release, out, work)]
    if system == "windows":
        return desktop_packages.build_windows(release, out)
    return desktop_packages.build_macos(release, out, work)


def _write_checksums(paths: list[Path], out: Path) -> Path:
    """Bring the list of checksums up to date; `sha256sum --check SHA256SUMS` reads it."""
    target = out / CHECKSUMS
    known = {}
    if target.is_file():
        for line in target.read_text(encoding="utf-8").splitlines():
            digest, _, name = line.partition("  ")
            known[name] = digest
    for path in paths:
        with path.open("rb") as file:
            known[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    lines = [f"{known[name]}  {name}\n" for name in sorted(known) if (out / name).is_file()]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def _epoch() -> int:
    """When this release was made: SOURCE_DATE_EPOCH, else the last commit, else now."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    if shutil.which("git"):
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0 and done.stdout.strip():
            return int(done.stdout)
    return int(time.time())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("system", choices=tuple(SYSTEMS))
    parser.add_argument("--gpu", action="store_true", help="with the CUDA libraries of Nvidia")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "installers", metavar="DIR")
    parser.add_argument(
        "--environment", type=Path, metavar="DIR", help="use this one as it is; installs nothing"
    )
    parser.add_argument(
        "--frozen", action="store_true", help="pack the folder of the last time again"
    )
    parser.add_argument(
        "--compression", type=int, choices=range(10), default=6, help="of xz (default: 6)"
    )
    return parser


def _complain(sentence: str) -> int:
    print(f"build.py: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""The packages for Windows and macOS, made from the folder that PyInstaller made."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from linux_packages import Release

SCRIPT = Path(__file__).resolve().parent / "windows" / "mammogym.iss"
INNO_SETUP = "ISCC.exe"


def build_windows(release: Release, out: Path) -> list[Path]:
    """Write the portable zip, and the setup where Inno Setup is installed.

    Raises:
        subprocess.CalledProcessError: Inno Setup failed.
    """
    name = f"{release.name}-{release.version}-windows-{platform.machine().lower()}"
    portable = out / f"{name}.zip"
    with zipfile.ZipFile(portable, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(release.folder.rglob("*")):
            archive.write(path, f"{name}/{path.relative_to(release.folder).as_posix()}")
    compiler = _inno_setup()
    if compiler is None:
        print("note: Inno Setup is not installed; only the zip was made", file=sys.stderr)
        return [portable]
    setup = f"{name}-setup"
    values = {
        "AppVersion": release.version,
        "SourceFolder": str(release.folder),
        "OutputFolder": str(out),
        "OutputName": setup,
    }
    defined = [f"/D{key}={value}" for key, value in values.items()]
    subprocess.run([compiler, "/Qp", *defined, str(SCRIPT)], check=True)
    return [portable, out / f"{setup}.exe"]


def build_macos(release: Release, out: Path, work: Path) -> list[Path]:
    """Write the dmg with Mammogym.app and a link to the folder of programs.

    Raises:
        subprocess.CalledProcessError: a tool of macOS failed.
    """
    application = release.folder.parent / "Mammogym.app"
    licences = application / "Contents" / "Resources" / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    shutil.copytree(release.folder / "licences", licences)
    identity = os.environ.get("CODESIGN_IDENTITY", "-")  # - signs for this machine alone
    sign = ["codesign", "--force", "--deep", "--sign", identity]
    subprocess.run([*sign, str(application)], check=True)
    stage = work / "dmg"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    shutil.copytree(application, stage / application.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    target = out / f"{release.name}-{release.version}-macos-{platform.machine()}.dmg"
    image = ["hdiutil", "create", "-volname", "Mammogym", "-srcfolder", str(stage), "-ov"]
    subprocess.run([*image, "-format", "UDZO", str(target)], check=True)
    return [target]


def _inno_setup() -> str | None:
    """Inno Setup's compiler, on the PATH or where its own setup puts it."""
    if found := shutil.which(INNO_SETUP):
        return found
    for variable in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"):
        for folder in ("Inno Setup 6", "Programs/Inno Setup 6"):
            path = Path(os.environ.get(variable, "")) / folder / INNO_SETUP
            if path.is_file():
                return str(path)
    return None

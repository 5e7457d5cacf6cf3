"""Tests the Linux packages in a Debian without Python and without a network.

    sudo python installers/check.py                  builds the packages first, compressed little
    sudo python installers/check.py --packages dist --build build/installers/cpu

Makes the Debian with debootstrap (which does need a network, or a mirror) unless --root names one
that it made before. Then the archive is unpacked, installed and removed, and the Debian package is
installed over an older one and removed; each time the program tests itself, with a window in memory
and with one on Xvfb, where that is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import linux_packages
from linux_packages import Release

import inference

BUILD = Path(__file__).resolve().parent.parent / "build" / "installers" / "cpu"
MIRROR = "http://deb.debian.org/debian"
SUITE = "bookworm"
ADDED = ("libxkbcommon-x11-0", "shared-mime-info")
HOME = "/home/reader"
SETTINGS = f"{HOME}/.config/Mammogym/settings.json"
RESULT = f"{HOME}/.local/share/Mammogym/results/kept.json"
OLD_SETTINGS = '{"format": 1, "seed": 4711, "overlay": false}\n'
OLDER_VERSION = "0.0.1"
ONLY_IN_OLDER = "only-in-the-older-one.txt"


class CheckError(Exception):
    """A package does not do what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debian:
    """A folder with a Debian in it.

    Attributes:
        root: the folder.
        display: of an X server that programs in it reach; None for windows in memory.
    """

    root: Path
    display: str | None = None

    def run(self, *command: str, user: bool = True) -> str:
        """Run a program in it, without a network, and return what it printed.

        Raises:
            CheckError: it ended with another exit code than 0.
        """
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": HOME, "LANG": "C.UTF-8"}
        if self.display is not None:
            variables["DISPLAY"] = self.display
        given = [f"{name}={value}" for name, value in variables.items()]
        who = ["--userspec", "1000:1000"] if user else []
        outside = ["unshare", "--net", "chroot", *who, str(self.root), "/usr/bin/env", "-i"]
        done = subprocess.run([*outside, *given, *command], capture_output=True, text=True)
        if done.returncode:
            raise CheckError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def path(self, inside: str) -> Path:
        """Where a file of it lies for us."""
        return self.root / inside.lstrip("/")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="check.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, help="that build.py wrote before")
    parser.add_argument("--build", type=Path, default=BUILD, help="folder that it worked in")
    parser.add_argument("--root", type=Path, help="of a Debian; made where it is missing")
    parser.add_argument(
        "--if-possible", action="store_true", help="where it is not, say why and end with 0"
    )
    arguments = parser.parse_args()
    if problem := why_not():
        print(f"check.py: {problem}", file=sys.stderr)
        return 0 if arguments.if_possible else 1
    try:
        with tempfile.TemporaryDirectory(prefix="mammogym-check-") as folder:
            packages = arguments.packages or build_packages(Path(folder) / "packages")
            root = arguments.root or Path(folder) / "root"
            check_packages(packages, arguments.build, make_debian(root.resolve()))
    except (CheckError, OSError, subprocess.CalledProcessError) as error:
        print(f"check.py: {error}", file=sys.stderr)
        return 1
    print("All checks of the packages passed.")
    return 0


def build_packages(out: Path) -> Path:
    """Build the packages for Linux, compressed little, and return their folder.

    Raises:
        subprocess.CalledProcessError: they could not be built.
    """
    script = Path(__file__).resolve().parent / "build.py"
    places = ["--out", str(out), "--work", str(BUILD.parent)]
    command = [sys.executable, str(script), "linux", "--compression", "0", *places]
    subprocess.run(command, check=True)
    return out


def why_not() -> str:
    """Why packages cannot be checked here, as a sentence; empty if they can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "packages are checked on Linux, by root: a Debian is made and entered."
    if missing := [tool for tool in ("debootstrap", "unshare", "chroot") if not shutil.which(tool)]:
        return f"these are not installed: {', '.join(missing)}."
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return "this Python has no shared library, which PyInstaller needs."
    if subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode:
        return "a network namespace cannot be made here."
    return ""


def make_debian(root: Path) -> Debian:
    """Make a small Debian with what the packages depend on, and nothing of Python.

    Raises:
        CheckError: there is a Python in it.
        subprocess.CalledProcessError: debootstrap failed.
    """
    if not (root / "usr").is_dir():
        print("making a Debian", flush=True)
        depends = [name.split(" | ")[-1] for name in linux_packages.DEBIAN_PACKAGES.values()]
        included = ",".join(sorted({*depends, *ADDED}))
        command = ["debootstrap", "--variant=minbase", f"--include={included}", SUITE]
        subprocess.run([*command, str(root), MIRROR], check=True, stdout=subprocess.DEVNULL)
    home = root / HOME.lstrip("/")
    home.mkdir(parents=True, exist_ok=True)
    os.chown(home, 1000, 1000)
    if found := list((root / "usr" / "bin").glob("python*")):
        raise CheckError(f"the Debian is to have no Python, and has {found[0]}")
    return Debian(root=root)


def check_packages(packages: Path, build: Path, debian: Debian) -> None:
    """Check both packages.

    Raises:
        CheckError: one does not do what it should.
    """
    version = inference.__version__
    (archive,) = packages.glob(f"mammogym*-{version}-linux-*.tar.xz")
    (package,) = packages.glob(f"mammogym*_{version}_*.deb")
    check_archive(archive, debian)
    with tempfile.TemporaryDirectory(prefix="mammogym-older-", dir=build) as folder:
        program = Path(folder) / "mammogym"
        shutil.copytree(build / "dist" / "mammogym", program, symlinks=True, copy_function=os.link)
        (program / ONLY_IN_OLDER).write_text("gone after the upgrade\n", encoding="utf-8")
        release = Release(
            folder=program, name=_name(package), version=OLDER_VERSION, epoch=0, preset=None
        )
        older = linux_packages.build_deb(release, Path(folder), Path(folder))
        check_debian_package(older, package, debian)


def check_archive(archive: Path, debian: Debian) -> None:
    """Unpack the archive, let the program test itself, install it and remove it again.

    Raises:
        CheckError: something of that failed.
    """
    print(f"checking {archive.name}", flush=True)
    unpacked = debian.path(f"{HOME}/unpacked")
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    subprocess.run(["tar", "-xf", str(archive), "-C", str(unpacked)], check=True)
    subprocess.run(["chown", "-R", "1000:1000", str(unpacked)], check=True)
    (top,) = unpacked.iterdir()
    inside = f"{HOME}/unpacked/{top.name}"
    print(debian.run(f"{inside}/mammogym/mammogym", "--selftest"), flush=True)
    debian.run(f"{inside}/mammogym/mammogym", "--screenshot", f"{HOME}/window.png")
    debian.run(f"{inside}/mammogym/mammogym-cases", "info", "--provider", "cpu")
    debian.run(f"{inside}/mammogym/mammogym-score", "--help")
    for _ in range(2):  # the second time over the first
        debian.run(f"{inside}/install.sh")
    debian.run(f"{HOME}/.local/bin/mammogym", "--version")
    globs = debian.path(f"{HOME}/.local/share/mime/globs2").read_text(encoding="utf-8")
    _expect("*.mgset" in globs, "case sets are not known to the desktop")
    _put_users_files(debian)
    debian.run(f"{HOME}/.local/lib/mammogym/uninstall.sh")
    left = debian.path(f"{HOME}/.local/lib/mammogym").exists()
    _expect(not left, "uninstall.sh left the program behind")
    _expect(not debian.path(f"{HOME}/.local/bin/mammogym").is_symlink(), "a link is left behind")
    _expect_users_files(debian)
    shutil.rmtree(unpacked)
    microsoft = debian.path(f"{HOME}/.cache/Microsoft").exists()
    _expect(not microsoft, "onnxruntime left an id of the machine behind")


def check_debian_package(older: Path, package: Path, debian: Debian) -> None:
    """Install an older package, then the new one over it, and remove it.

    Raises:
        CheckError: something of that failed.
    """
    print(f"checking {package.name}", flush=True)
    for file in (older, package):
        shutil.copyfile(file, debian.root / "tmp" / file.name)
    debian.run("dpkg", "--install", f"/tmp/{older.name}", user=False)
    only_in_older = debian.path(f"/usr/lib/mammogym/{ONLY_IN_OLDER}")
    _expect(only_in_older.is_file(), "the older package was not installed")
    _put_users_files(debian)
    debian.run("dpkg", "--install", f"/tmp/{package.name}", user=False)
    shown = debian.run("dpkg-query", "--show", "--showformat=${Version}", _name(package))
    _expect(shown == inference.__version__, f"after the upgrade, {shown} is installed")
    _expect(not only_in_older.exists(), "the upgrade left files of the older version")
    _expect_users_files(debian)
    print(debian.run("mammogym", "--selftest"), flush=True)
    globs = debian.path("/usr/share/mime/globs2").read_text(encoding="utf-8")
    _expect("*.mgset" in globs, "case sets are not known to the desktop")
    with x_server(debian) as visible:
        if visible is not None:
            print(visible.run("mammogym", "--selftest"), flush=True)
            check_settings_are_taken_over(visible)
    debian.run("dpkg", "--purge", _name(package), user=False)
    _expect(not debian.path("/usr/lib/mammogym").exists(), "the program is still there")
    _expect(debian.path(RESULT).is_file(), "the results are gone")
    _expect(debian.path(SETTINGS).is_file(), "the settings are gone")


def check_settings_are_taken_over(debian: Debian) -> None:
    """Open the window of the new version with settings of the old one, and close it.

    Raises:
        CheckError: the old seed is not in the new settings.
    """
    debian.run("sh", "-c", "timeout --signal=TERM 60 mammogym; [ $? -eq 124 ] || [ $? -eq 0 ]")
    settings = debian.path(SETTINGS).read_text(encoding="utf-8")
    _expect('"format": 2' in settings, "the new version wrote no settings of its own")
    _expect('"seed": 4711' in settings, "the new version did not take over the old settings")


@contextmanager
def x_server(debian: Debian) -> Iterator[Debian | None]:
    """The Debian with a display, or None where Xvfb is not installed."""
    if not shutil.which("Xvfb"):
        print("note: Xvfb is not installed; no window was opened on a display", file=sys.stderr)
        yield None
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    sockets = debian.path("/tmp/.X11-unix")
    sockets.mkdir(exist_ok=True)
    try:
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"
        subprocess.run(["mount", "--bind", "/tmp/.X11-unix", str(sockets)], check=True)
        try:
            yield replace(debian, display=display)
        finally:
            subprocess.run(["umount", str(sockets)], check=True)
    finally:
        server.terminate()
        server.wait()


def _put_users_files(debian: Debian) -> None:
    for inside, text in ((SETTINGS, OLD_SETTINGS), (RESULT, '{"kept": true}\n')):
        path = debian.path(inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    owned = [str(debian.path(f"{HOME}/{name}")) for name in (".config", ".local")]
    subprocess.run(["chown", "-R", "1000:1000", *owned], check=True)


def _expect_users_files(debian: Debian) -> None:
    kept = debian.path(SETTINGS).read_text(encoding="utf-8") == OLD_SETTINGS
    _expect(kept and debian.path(RESULT).is_file(), "settings or results were touched")


def _name(package: Path) -> str:
    return package.name.partition("_")[0]


def _expect(held: bool, sentence: str) -> None:
    if not held:
        raise CheckError(sentence)


if __name__ == "__main__":
    sys.exit(main())

"""The packages for Linux: what is in them, and installing one for a user."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import contents
import linux_packages
import pytest
from linux_packages import Release

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "installers" / "linux"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="packages are built on Linux")


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A program of a few files, laid out as PyInstaller does it."""
    folder = tmp_path / "built" / "mammogym"
    (folder / "_internal").mkdir(parents=True)
    (folder / "licences").mkdir()
    (folder / "licences" / "README.txt").write_text("What is in this package\n")
    shutil.copyfile("/bin/true", folder / "_internal" / "library.so")
    for name in linux_packages.COMMANDS:
        (folder / name).write_text("#!/bin/sh\necho ran\n")
        (folder / name).chmod(0o755)
    return Release(folder=folder, name="mammogym", version="9.8", epoch=1_700_000_000, preset=0)


@pytest.fixture
def unpacked(release: Release, tmp_path: Path) -> Path:
    """The folder that the archive was unpacked to."""
    with tarfile.open(linux_packages.build_tar(release, tmp_path)) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    return folder


def run(script: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run([script, *arguments], env=environment, capture_output=True, text=True)


@on_linux
def test_the_same_program_gives_the_same_archive(release: Release, tmp_path: Path):
    first = linux_packages.build_tar(release, tmp_path).read_bytes()
    for path in release.folder.rglob("*"):
        os.utime(path, (1, 1))
    assert linux_packages.build_tar(release, tmp_path).read_bytes() == first


@on_linux
def test_a_user_installs_the_archive_without_an_administrator(unpacked: Path, tmp_path: Path):
    home = tmp_path / "home"
    done = run(unpacked / "install.sh", home)
    assert done.returncode == 0, done.stderr
    started = subprocess.run([home / ".local/bin/mammogym"], capture_output=True, text=True)
    assert started.stdout == "ran\n"
    entry = (home / ".local/share/applications/mammogym.desktop").read_text()
    assert f'Exec="{home}/.local/lib/mammogym/mammogym" %F' in entry


@on_linux
def test_installing_again_replaces_the_program_and_keeps_what_the_user_has(
    unpacked: Path, tmp_path: Path
):
    home = tmp_path / "home"
    settings = home / ".config/Mammogym/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text("{}")
    assert run(unpacked / "install.sh", home).returncode == 0
    old = home / ".local/lib/mammogym/_internal/old.so"
    old.write_text("of an older version")
    assert run(unpacked / "install.sh", home).returncode == 0
    assert not old.exists()
    assert run(home / ".local/lib/mammogym/uninstall.sh", home).returncode == 0
    assert [path for path in home.rglob("*mammogym*") if path.name != "Mammogym"] == []
    assert settings.read_text() == "{}"


@on_linux
def test_a_folder_that_holds_something_else_is_not_replaced(unpacked: Path, tmp_path: Path):
    other = tmp_path / "home/.local/lib/mammogym/thesis.txt"
    other.parent.mkdir(parents=True)
    other.write_text("years of work")
    done = run(unpacked / "install.sh", tmp_path / "home")
    assert done.returncode == 1 and "nothing was changed" in done.stderr
    assert other.read_text() == "years of work"


@on_linux
def test_uninstalling_from_an_unpacked_archive_removes_nothing(unpacked: Path, tmp_path: Path):
    done = run(unpacked / "uninstall.sh", tmp_path / "home")
    assert done.returncode == 1 and "nothing was removed" in done.stderr
    assert (unpacked / "mammogym" / "mammogym").is_file()


@on_linux
@pytest.mark.parametrize("arguments", [["--prefix"], ["--prefix", "here"], ["--force"]])
def test_a_wrong_command_line_installs_nothing(
    arguments: list[str], unpacked: Path, tmp_path: Path
):
    assert run(unpacked / "install.sh", tmp_path / "home", *arguments).returncode == 2
    assert not (tmp_path / "home").exists()


@on_linux
@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not installed")
@pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")
def test_the_debian_package_names_what_the_program_asks_of_the_system(
    release: Release, tmp_path: Path
):
    package = linux_packages.build_deb(release, tmp_path, tmp_path / "work")
    fields = ["Package", "Version", "Depends", "Conflicts"]
    command = ["dpkg-deb", "--field", str(package), *fields]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Package: mammogym\nVersion: 9.8\n" in told
    assert re.search(r"Depends: libc6 \(>= 2\.\d+\)", told)
    assert "Conflicts: mammogym-gpu" in told
    command = ["dpkg-deb", "--contents", str(package)]
    inside = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "./usr/bin/mammogym -> ../lib/mammogym/mammogym" in inside
    assert "root/root" in inside and "./home" not in inside


@on_linux
@pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")
def test_a_library_that_no_debian_package_is_known_for_stops_the_build(
    release: Release, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(linux_packages, "needed_from_system", lambda _: {"libmystery.so.3"})
    with pytest.raises(OSError, match=r"libmystery\.so\.3"):
        linux_packages.build_deb(release, tmp_path, tmp_path / "work")


def test_case_sets_have_one_type_everywhere():
    name = "application/vnd.mammogym.case-set+zip"
    tree = ElementTree.parse(FILES / "mammogym.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = tree.findall("m:mime-type", space)
    assert kind.get("type") == name
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == ["*.mgset"]
    assert f"MimeType={name};" in (FILES / "mammogym.desktop").read_text(encoding="utf-8")
    assert name in str(contents.macos_properties("1.0"))
    windows = (ROOT / "installers" / "windows" / "mammogym.iss").read_text(encoding="utf-8")
    assert r"Software\Classes\.mgset" in windows


def test_packages_ship_the_resources_that_wheels_ship():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {f"resources/{name}" for name in contents.RESOURCES} == set(included)


def test_every_command_of_the_wheel_but_training_has_a_program():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    commands = {**project["scripts"], **project["gui-scripts"]}
    del commands["mammogym-train"]
    assert set(commands) == set(linux_packages.COMMANDS)
    for name, function in commands.items():
        module = function.partition(":")[0]
        entry = ROOT / "installers" / "entries" / f"{name.replace('-', '_')}.py"
        assert f"from {module} import main" in entry.read_text(encoding="utf-8")

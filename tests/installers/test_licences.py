"""Nothing under the GPL comes into a package, and everything inside is named."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import bill_of_materials
import components
import contents
import licence_policy
import pytest
from components import Component
from environment import requirements

ROOT = Path(__file__).resolve().parents[2]


def installed_dependencies() -> Iterator[metadata.Distribution]:
    """All distributions that the program needs, and those that they need."""
    named = re.compile(r"[A-Za-z0-9._-]+")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [*project["dependencies"], *extras["app"], *extras["samples"]]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        found = named.match(requirement)
        assert found is not None
        name = components.normalised(found[0])
        if name in seen or "extra ==" in requirement:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for other systems
            continue
        waiting += distribution.requires or []
        yield distribution


def component(name: str = "numpy", licence: str = "BSD-3-Clause", kind: str = "pypi") -> Component:
    return Component(
        name=name,
        version="1.0",
        kind=kind,
        licence=licence,
        homepage="https://example.org/",
        texts=(ROOT / "LICENSE",),
        files=1,
    )


def test_no_dependency_of_the_program_is_under_the_gpl():
    found = list(installed_dependencies())
    assert {"numpy", "pydicom", "reportlab"} <= {one.name.lower() for one in found}
    for one in found:
        licence = components.stated_licence(one)
        assert licence_policy.licence_complaint(one.name, licence) == ""


def test_files_under_the_gpl_of_dependencies_are_left_out():
    forbidden, kept = [], []
    for one in installed_dependencies():
        paths = [str(path) for path in one.files or () if path.suffix not in (".py", ".pyc")]
        forbidden += licence_policy.file_complaints(paths)
        reached = [path for path in paths if not is_left_out(path)]
        kept += [path for path in reached if path.startswith("reportlab/fonts")]
        plugins = [path for path in reached if path.startswith("PySide6/Qt/plugins/")]
        kept += [path for path in plugins if not is_for_servers(path) and is_forbidden(path)]
    assert any("DarkGarden" in sentence for sentence in forbidden)
    assert any("irtualkeyboard" in sentence for sentence in forbidden)
    assert kept == []


def is_left_out(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in contents.LEFT_OUT_FILES)


def is_for_servers(path: str) -> bool:
    """Whether it is a plugin of a module that the program does not use: nothing collects it."""
    return "wayland-graphics-integration-server" in path


def is_forbidden(path: str) -> bool:
    return bool(licence_policy.file_complaints([path]))


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "LicenseRef-public-domain",
    ],
)
def test_these_may_be_in_a_package(licence: str):
    assert licence_policy.licence_complaint("part", licence) == ""


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "GPL-2.0-only",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "MIT AND (GPL-2.0-only OR AGPL-3.0-only)",
        "SSPL-1.0",
        "Proprietary",
        "some words that are no licence",
        "",
    ],
)
def test_these_may_not_be_in_a_package(licence: str):
    assert licence_policy.licence_complaint("part", licence).startswith("part: ")


def test_a_library_of_the_system_that_nobody_looked_at_stops_the_build():
    readline = licence_policy.debian_licence("libreadline8")
    assert "nobody has looked" in licence_policy.licence_complaint("libreadline8", readline)
    assert licence_policy.debian_licence("libxcb-cursor0") == "MIT"


def test_a_font_under_the_gpl_in_the_folder_stops_the_build(tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Vera.ttf").write_bytes(b"")
    assert bill_of_materials.complaints([component()], tmp_path) == []
    (tmp_path / "fonts" / "DarkGardenMK.pfb").write_bytes(b"")
    (sentence,) = bill_of_materials.complaints([component()], tmp_path)
    assert sentence.startswith("fonts/DarkGardenMK.pfb: ")


def test_the_texts_of_all_licences_are_collected(tmp_path: Path):
    parts = [component(), component("mammogym", "Apache-2.0", "own")]
    bill_of_materials.write_licences(parts, tmp_path / "licences")
    assert "numpy 1.0: BSD-3-Clause" in (tmp_path / "licences" / "README.txt").read_text()
    copied = tmp_path / "licences" / "numpy" / "LICENSE"
    assert copied.read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_bill_of_materials_names_every_part_and_is_the_same_each_time():
    parts = [
        component("mammogym", "Apache-2.0 AND CC-BY-4.0", "own"),
        component("PySide6_Essentials", "LGPL-3.0-only"),
        component("libxcb-cursor0", "MIT", "deb"),
    ]
    text = bill_of_materials.bill_of_materials(parts, 1_700_000_000)
    assert text == bill_of_materials.bill_of_materials(parts, 1_700_000_000)
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "mammogym"
    assert {one["purl"] for one in bill["components"]} == {
        "pkg:pypi/pyside6-essentials@1.0",
        "pkg:deb/debian/libxcb-cursor0@1.0",
    }
    licences = {one["name"]: one["licenses"] for one in bill["components"]}
    assert licences["PySide6_Essentials"] == [{"license": {"id": "LGPL-3.0-only"}}]


def test_a_file_in_the_package_is_known_to_be_of_its_distribution(tmp_path: Path):
    pytest.importorskip("PyInstaller", reason="packages are built in an environment of their own")
    import numpy

    source = Path(numpy.__file__)
    inside = [components.InsideFile(path="numpy/__init__.py", source=source)]
    found = {one.name: one for one in components.find_components(inside, tmp_path)}
    assert found["numpy"].files == 1
    assert found["numpy"].texts
    assert "pyinstaller" in found  # what starts the programs is always there


def test_a_file_of_nobody_is_not_passed_over(tmp_path: Path):
    strange = tmp_path / "strange.so"
    strange.write_bytes(b"")
    inside = [components.InsideFile(path="strange.so", source=strange)]
    with pytest.raises(LookupError, match=r"strange\.so"):
        components.find_components(inside, tmp_path / "work")


@pytest.mark.parametrize("gpu", [False, True])
def test_a_package_gets_one_onnxruntime_and_no_torch(gpu: bool):
    wanted = requirements(gpu=gpu)
    runtimes = [one for one in wanted if one.startswith("onnxruntime")]
    start = "onnxruntime-gpu[cuda,cudnn]" if gpu else "onnxruntime>="
    assert len(runtimes) == 1 and runtimes[0].startswith(start)
    assert not any(one.startswith(("torch", "h5py", "pytest")) for one in wanted)

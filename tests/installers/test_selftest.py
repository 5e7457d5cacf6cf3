"""`mammogym --selftest`, and what it compares with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import selftest, selftest_checks
from app.selftest_checks import Installation
from app.selftest_reference import (
    TOLERANCE,
    largest_difference,
    read_reference,
    write_reference,
)
from inference.errors import BundleError, InputError, OutputError
from inference.resources import shipped_bundle

ROOT = Path(__file__).resolve().parents[2]
CPU = ["--provider", "cpu", "--threads", "1"]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(None, "cpu", 1, tmp_path / "scratch")


def run_program(home: Path, *arguments: str, before: tuple[str, ...] = ()):
    """Run `mammogym` for a user who never ran it, and without a display."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XDG_") and name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    home.mkdir(exist_ok=True)
    environment = {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [*before, sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def without_a_network() -> tuple[str, ...]:
    """What a command is put behind so that it sees no interface; skips where that cannot be."""
    tool = shutil.which("unshare")
    if tool is None:
        pytest.skip("unshare is not installed: no network namespace can be made")
    for rights in (["--net"], ["--map-root-user", "--net"]):
        if subprocess.run([tool, *rights, "true"], capture_output=True).returncode == 0:
            return (tool, *rights)
    pytest.skip("making a network namespace is not permitted here")


def test_without_a_network_the_selftest_passes_and_leaves_nothing_behind(tmp_path: Path):
    home = tmp_path / "home"
    done = run_program(home, "--selftest", *CPU, before=without_a_network())
    assert done.returncode == 0, done.stdout + done.stderr
    rows = done.stdout.splitlines()
    assert len(rows) == len(selftest.CHECKS) + 2
    assert all(row.startswith("ok ") for row in rows[1:-1])
    assert list(home.rglob("*")) == []  # neither settings nor an id of the machine


def test_without_a_network_the_window_shows_a_case(tmp_path: Path):
    target = tmp_path / "window.png"
    done = run_program(
        tmp_path / "home", "--screenshot", str(target), *CPU, before=without_a_network()
    )
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 20_000


def test_onnxruntime_sends_no_telemetry(tmp_path: Path):
    code = "import inference.runtime, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_one_failure_is_a_row_and_exit_code_1(tmp_path: Path, monkeypatch, capsys):
    def broken(installation: Installation) -> str:
        raise ZeroDivisionError("of a library\nthat is broken")

    def sound(installation: Installation) -> str:
        return "fine"

    monkeypatch.setattr(selftest, "CHECKS", (("codecs", broken), ("window", sound)))
    with pytest.raises(selftest.SelftestError, match="1 of 2 checks failed: codecs"):
        selftest.run_selftest(None, "cpu", 1)
    lines = capsys.readouterr().out.splitlines()
    assert "ZeroDivisionError: of a library that is broken" in lines[1]
    assert lines[1].startswith("FAILED  codecs") and lines[2].startswith("ok      window")


def test_an_altered_bundle_is_found(tmp_path: Path):
    folder = tmp_path / "bundle"
    shutil.copytree(shipped_bundle(), folder)
    graph = folder / "synthesis.onnx"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.write_bytes(content)
    with pytest.raises(BundleError, match="altered"):
        selftest_checks.check_bundle(Installation(folder, "cpu", 1, tmp_path))


def test_the_reference_is_of_the_shipped_model(installation: Installation):
    reference = read_reference()
    assert reference.recipe_to_draw().bundle_hash == installation.bundle.hash
    assert "from the reference" in selftest_checks.check_case(installation)


def test_another_case_is_far_from_the_reference(installation: Installation):
    generator = installation.generator
    recipe = replace(read_reference().recipe_to_draw(), seed=8)
    assert largest_difference(generator.generate(recipe), read_reference()) > 50 * TOLERANCE


def test_a_case_slightly_darker_in_one_square_is_told(installation: Installation):
    view, *others = installation.case.views
    pixels = view.pixels.astype(np.uint16)
    pixels[320:352, 448:480] = (pixels[320:352, 448:480] * 0.99).astype(np.uint16)
    darker = replace(installation.case, views=(replace(view, pixels=pixels), *others))
    assert largest_difference(installation.case, read_reference()) <= TOLERANCE
    assert largest_difference(darker, read_reference()) > TOLERANCE


def test_a_written_reference_is_read_again(installation: Installation, tmp_path: Path):
    path = tmp_path / "reference.json"
    write_reference(installation.case, path)
    assert largest_difference(installation.case, read_reference(path)) < 0.06  # it is rounded


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 2}', '{"format": 1, "recipe": {}, "views": {"R-CC": [[NaN]]}}']
)
def test_a_damaged_reference_is_a_sentence(text: str, tmp_path: Path):
    path = tmp_path / "reference.json"
    path.write_text(text)
    with pytest.raises(InputError, match="cannot be used as a reference"):
        read_reference(path)


def test_a_folder_that_cannot_be_written_is_told(
    installation: Installation, tmp_path: Path, monkeypatch
):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with pytest.raises(OutputError):
        selftest_checks.check_folders(installation)
    assert not (tmp_path / "config").exists()


def test_files_that_are_there_stay(installation: Installation, tmp_path: Path, monkeypatch):
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    settings = tmp_path / "CONFIG" / "Mammogym" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"format": 2}))
    selftest_checks.check_folders(installation)
    assert settings.read_text() == '{"format": 2}'
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["settings.json"]

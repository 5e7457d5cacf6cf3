"""The command `mammogym`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import inference
from app.__main__ import main


def test_help_gives_an_example(capsys: pytest.CaptureFixture[str]):
    assert main(["--help"]) == 0
    assert "example:\n  mammogym" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mammogym {inference.__version__}\n"


@pytest.mark.parametrize("size", ["big", "10x10", "100000x1000", "3"])
def test_a_wrong_size_is_wrong_usage(size: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--size", size]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_screenshot_shows_the_case_and_leaves_the_settings_alone(
    tmp_path: Path, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    target = tmp_path / "shots" / "window.png"
    arguments = ["--screenshot", str(target), "--seed", "7", "--size", "1000x700"]
    assert main([*arguments, "--bundle", str(tiny_bundle), "--provider", "cpu"]) == 0
    picture = np.asarray(Image.open(target).convert("L"))
    assert picture.shape == (700, 1000)
    films = picture[60:640, 400:990]  # where the views hang
    assert films.std() > 20
    assert not (tmp_path / "config").exists()


def test_a_screenshot_without_a_model_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    arguments = ["--screenshot", str(tmp_path / "a.png"), "--bundle", str(tmp_path / "none")]
    assert main(arguments) == 1
    message = capsys.readouterr().err
    assert message.startswith("mammogym: error: ") and message.count("\n") == 1
    assert not (tmp_path / "a.png").exists()


def test_a_screenshot_of_a_text_file_is_one_line_and_exit_code_1(
    tmp_path: Path, tiny_bundle: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "note.dcm").write_text("not DICOM")
    shot = ["--screenshot", str(tmp_path / "a.png"), "--bundle", str(tiny_bundle)]
    assert main([*shot, str(tmp_path / "note.dcm")]) == 1
    assert "note.dcm is not a DICOM file" in capsys.readouterr().err


def test_a_screenshot_that_cannot_be_written_is_one_line_and_exit_code_1(
    tmp_path: Path, tiny_bundle: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "file").write_text("x")
    shot = ["--screenshot", str(tmp_path / "file" / "a.png"), "--bundle", str(tiny_bundle)]
    assert main(shot) == 1
    assert "is a file" in capsys.readouterr().err

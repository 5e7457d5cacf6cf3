"""Claims about the manners all commands share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import inference
from inference.__main__ import main
from inference.command_line import CommandParser, run
from inference.errors import InputError


def complain() -> None:
    raise InputError("The file x is broken.\nChoose another.")


def cancel() -> None:
    raise KeyboardInterrupt


def usage() -> None:
    CommandParser(prog="mammogym", description="", example="").error("no such thing")


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (lambda: None, 0, ""),
        (complain, 1, "mammogym: error: The file x is broken. Choose another.\n"),
        (cancel, 1, "mammogym: cancelled\n"),
        (usage, 2, "mammogym: error: no such thing (see mammogym --help)\n"),
    ],
)
def test_each_ending_has_its_exit_code_and_at_most_one_line(
    body, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mammogym", body) == code
    assert capsys.readouterr() == ("", line)


def test_an_unexpected_error_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run("mammogym", lambda: print(1 / 0))


@pytest.mark.parametrize("command", [[], ["make"], ["info"]])
def test_help_has_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    example = capsys.readouterr().out.split("example:\n")[1]
    assert example.strip().startswith(" ".join(["mammogym-cases", *command]))


def test_version_is_that_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mammogym-cases {inference.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "draw",
        "make --format png --out x",
        "make --seed 7 --out x",
        "make --seed 7 --format gif --out x",
        "make --seed -1 --format png --out x",
        "make --seed 9007199254740992 --format png --out x",
        "make --seed 9007199254740991 --count 2 --format png --out x",
        "make --seed seven --format png --out x",
        "make --seed 7 --count 0 --format png --out x",
        "make --seed 7 --view R-XX --format png --out x",
        "make --seed 7 --truncation 1.5 --format png --out x",
        "make --seed 7 --truncation nan --format png --out x",
        "make --seed 7 --technique xerox --format png --out x",
        "make --seed 7 --recipe r.json --format png --out x",
        "make --recipe r.json --view R-CC --format png --out x",
        "make --seed 7 --provider tpu --format png --out x",
        "info --threads 0",
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_code_2(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("mammogym-cases") and err.count("\n") == 1
    assert err.rstrip().endswith("--help)")


def started(arguments: list[str], **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inference", *arguments],
        cwd=Path(inference.__file__).parent.parent,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        **options,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_to_a_full_device_is_a_sentence(tiny_bundle: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = started(["info", "--bundle", str(tiny_bundle)], stdout=full)
    assert ended.returncode == 1
    assert ended.stderr == (
        "mammogym-cases: error: Could not write the output: No space left on device.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently on Windows")
def test_a_reader_who_leaves_is_no_reason_to_complain(tiny_bundle: Path) -> None:
    command = f'"{sys.executable}" -m inference info --bundle "{tiny_bundle}" | true'
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=Path(inference.__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stderr == ""

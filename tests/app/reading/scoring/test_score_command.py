from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from tests.app.reading.scoring.made_sittings import (
    pairs,
    search,
    turing_test,
    write_log,
    yes_or_no_test,
)

WITHOUT_QT = """
import sys
from app.__main__ import main
code = main(sys.argv[1:])
qt = ("PySide6", "shiboken6", "pyqtgraph")
loaded = sorted(name for name in sys.modules if name.startswith(qt))
assert not loaded, loaded
sys.exit(code)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sittings = tmp_path / "sittings"
    for number, (hits, alarms) in enumerate(((18, 13), (31, 9)), 1):
        write_log(sittings, yes_or_no_test(f"r{number}", hits, alarms))
        write_log(sittings, search(f"r{number}", [False] * 3))
    return sittings


def test_scoring_loads_no_qt_and_writes_every_file(folder: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"scores.{name}" for name in ("json", "csv", "tsv", "pdf")}
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, "score", str(folder), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(Path(__file__).parents[4]), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Table II of the MammoGANesis study" in done.stdout
    assert all(path.stat().st_size > 500 for path in files.values())
    assert (tmp_path / "scores-answers.csv").exists()
    assert json.loads(files["json"].read_text(encoding="utf-8"))["table_two"]["rows"]


def test_a_log_given_by_name_and_by_its_folder_counts_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = next(folder.glob("*.jsonl"))
    assert main(["score", str(log), str(folder)]) == 0
    assert "more than once" not in capsys.readouterr().out


def test_a_torn_last_line_is_left_out_and_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = write_log(tmp_path, turing_test("a", [1, 2], [5, 6], end=None))
    content = log.read_bytes()
    log.write_bytes(content[:-20])
    assert main(["score", str(log)]) == 0
    captured = capsys.readouterr()
    assert "half written" in captured.err
    assert "3 answers" in captured.out


@pytest.mark.parametrize("what", ["missing", "empty folder", "no log"])
def test_what_is_no_sitting_is_refused_in_one_line(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.jsonl"
    if what == "no log":
        path.write_text('{"format": 99}\n', encoding="utf-8")
    assert main(["score", str(tmp_path if what == "empty folder" else path)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("mammogym score: error: ")
    assert error.count("\n") == 1


def test_an_unfinished_sitting_without_answers_is_scored_as_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = pairs("a", 5)
    log = write_log(tmp_path, type(record)(header=record.header))
    assert main(["score", str(log), "--pdf", str(tmp_path / "s.pdf")]) == 0
    assert "no answer yet" in capsys.readouterr().out


def test_help_names_what_can_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--help"]) == 0
    text = capsys.readouterr().out
    assert all(option in text for option in ("--json", "--csv", "--tsv", "--pdf"))

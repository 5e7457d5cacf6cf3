from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.training.small_dataset import write_small_dataset
from training.__main__ import main
from training.run_log import RunLog
from training.run_state import read_checkpoint
from training.training_loop import CHECKPOINT

STAGES = "20:0.112,40:0.064"
"""Eleven steps of sixteen images, seven of them at 20 rows."""


def arguments(data: Path, folder: Path, *options: str) -> list[str]:
    usual = ["--preset", "smoke", "--stages", STAGES, "--device", "cpu", "--compute", "float32"]
    return ["train", "--data", str(data), "--run-dir", str(folder), *usual, *options]


def shown(folder: Path) -> int:
    return int(read_checkpoint(folder / CHECKPOINT)[1]["cur_nimg"])


@pytest.fixture(scope="module")
def finished(small_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "finished"
    assert main(arguments(small_dataset, folder)) == 0
    return folder


def test_a_run_leaves_checkpoint_statistics_grids_and_configuration(finished: Path) -> None:
    assert shown(finished) == 176
    lines = [json.loads(line) for line in (finished / "stats.jsonl").read_text().splitlines()]
    assert [line["cur_nimg"] for line in lines] == [112]  # a line every hundred images
    names = {"rows", "fade", "augment_p", "images_per_second", "peak_memory_mb"}
    names |= {"generator", "discriminator", "real_score", "fake_score", "penalty"}
    assert names <= set(lines[0])
    facts = json.loads((finished / "config.json").read_text())
    assert facts["config"]["stages"] == [
        {"rows": 20, "kimg": 0.112, "crop_rows": None},
        {"rows": 40, "kimg": 0.064, "crop_rows": None},
    ]
    assert {"torch", "python", "data"} <= set(facts)
    (grid,) = (finished / "samples").glob("*.png")
    assert grid.name == "00000176-40.png"
    with Image.open(grid) as picture:
        assert picture.size == (8 * 34 - 2, 4 * 42 - 2)  # four conditions, eight samples each


def test_a_finished_run_is_left_as_it_is(finished: Path, small_dataset: Path) -> None:
    arrays, _ = read_checkpoint(finished / CHECKPOINT)
    assert main(arguments(small_dataset, finished)) == 0
    again, _ = read_checkpoint(finished / CHECKPOINT)
    assert all((again[name] == array).all() for name, array in arrays.items())


def test_max_seconds_stops_and_the_same_command_finishes_as_in_one_go(
    small_dataset: Path, tmp_path: Path, finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(small_dataset, tmp_path, "--max-seconds", "0")) == 0
    assert "the same command goes on" in capsys.readouterr().out
    assert shown(tmp_path) == 16
    assert main(arguments(small_dataset, tmp_path)) == 0
    assert "finished" in capsys.readouterr().out
    whole, parts = (read_checkpoint(folder / CHECKPOINT)[0] for folder in (finished, tmp_path))
    assert [name for name in whole if (whole[name] != parts[name]).any()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_sigterm_leaves_a_checkpoint_and_exit_code_0_and_the_run_goes_on(
    small_dataset: Path, tmp_path: Path
) -> None:
    options = arguments(small_dataset, tmp_path, "--stages", "20:900")
    process = subprocess.Popen(
        [sys.executable, "-m", "training", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        text=True,
    )
    _wait_for_line(tmp_path / "stats.jsonl", process)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert "the same command goes on" in said
    images = shown(tmp_path)
    assert images >= 112
    assert main([*options, "--max-seconds", "0"]) == 0
    assert shown(tmp_path) == images + 16


def test_ctrl_c_leaves_a_checkpoint_and_a_second_one_interrupts_at_once(
    small_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses = iter([1, 2])

    def press(*_: object) -> None:
        for _press in range(next(presses)):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(RunLog, "note", press)
    assert main(arguments(small_dataset, tmp_path)) == 0
    assert shown(tmp_path) == 16
    assert main(arguments(small_dataset, tmp_path)) == 1
    assert shown(tmp_path) == 16


def _wait_for_line(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a run has written statistics: it is in the middle of its work then."""
    end = time.monotonic() + 300
    while not (path.exists() and path.stat().st_size):
        assert process.poll() is None, "the run ended before its first line"
        assert time.monotonic() < end, "no statistics after five minutes"
        time.sleep(0.05)


def test_other_options_are_refused_and_the_run_stays_as_it_is(
    finished: Path, small_dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (finished / CHECKPOINT).read_bytes()
    assert main(arguments(small_dataset, finished, "--seed", "9")) == 1
    assert "another configuration" in capsys.readouterr().err
    assert (finished / CHECKPOINT).read_bytes() == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--batch", "5"], "multiple of 4"),
        (["--learning-rate", "-1"], "learning rate"),
        (["--stages", "20:nan"], "kimg"),
        (["--stages", "soon"], "Stages look like"),
        (["--seed", "-3"], "seed"),
        (["--device", "abacus"], "cannot be used"),
        (["--data", "missing.h5"], "There is no dataset"),
        (["--stages", "20:1,80:1"], "is 40 rows high, and the run needs 80"),
    ],
)
def test_options_that_cannot_be_used_are_one_line_and_exit_code_1(
    small_dataset: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    words: str,
) -> None:
    folder = tmp_path / "run"
    assert main(arguments(small_dataset, folder, *options)) == 1
    said = capsys.readouterr().err
    assert said.startswith("mammogym-train: error: ")
    assert words in said
    assert said.count("\n") == 1
    assert not folder.exists()


def test_a_file_where_the_run_belongs_is_one_line_and_exit_code_1(
    small_dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").write_text("mine")
    assert main(arguments(small_dataset, tmp_path / "run")) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "run").read_text() == "mine"


def test_a_damaged_checkpoint_is_one_line_and_exit_code_1(
    small_dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CHECKPOINT).write_bytes(b"PK\x03\x04 half a checkpoint")
    assert main(arguments(small_dataset, tmp_path)) == 1
    assert "is damaged" in capsys.readouterr().err
    assert main(["export", "--run-dir", str(tmp_path), "--out", str(tmp_path / "b")]) == 1
    assert "is damaged" in capsys.readouterr().err


def test_a_damaged_dataset_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_small_dataset(tmp_path / "d.h5", count=2)
    data.write_bytes(data.read_bytes()[:4000])
    assert main(arguments(data, tmp_path / "run")) == 1
    assert "d.h5" in capsys.readouterr().err


def test_export_writes_a_bundle_with_the_words_of_a_card(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps({"title": "Mine", "credits": ["Me"], "figures": {"n": 3}}))
    out = tmp_path / "bundle"
    options = ["export", "--run-dir", str(finished), "--out", str(out), "--card"]
    assert main([*options, str(card)]) == 0
    assert "40 rows, 176 images" in capsys.readouterr().out
    assert "- Me" in (out / "model_card.md").read_text(encoding="utf-8")
    for text in ("[]", "{", '{"colour": 1}', '{"credits": "me"}', '{"figures": [1]}'):
        card.write_text(text)
        assert main([*options, str(card)]) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert main([*options, str(tmp_path / "none.json")]) == 1


def test_help_names_an_example_for_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("simulate", "prepare", "train", "export"):
        assert main([command, "--help"]) == 0
        assert f"example:\n  mammogym-train {command}" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert main(["paint"]) == 2

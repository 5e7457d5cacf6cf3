from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from training.__main__ import main
from training.lesions.run_state import CHECKPOINT, read_checkpoint


def arguments(data: Path, folder: Path, *options: str, kind: str = "mass") -> list[str]:
    usual = ["--preset", "smoke", "--device", "cpu"]
    return [
        "lesions", "--kind", kind, "--data", str(data), "--run-dir", str(folder), *usual, *options
    ]  # fmt: skip


@pytest.fixture(scope="module")
def finished(small_lesions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "mass"
    assert main(arguments(small_lesions, folder)) == 0
    return folder


def test_a_run_leaves_checkpoint_statistics_survival_grids_and_configuration(
    finished: Path,
) -> None:
    assert read_checkpoint(finished / CHECKPOINT)[1]["cur_nimg"] == 32
    lines = [json.loads(line) for line in (finished / "stats.jsonl").read_text().splitlines()]
    assert [line["side"] for line in lines] == [16, 16, 32, 32]
    assert lines[-1]["fade"] == 1.0
    terms = {"generator", "discriminator", "penalty", "amount", "profile", "off_place", "known"}
    assert terms <= set(lines[0])
    survival = [json.loads(s) for s in (finished / "survival.jsonl").read_text().splitlines()]
    assert all(0 <= line["survive"] <= 1 for line in survival)
    assert all(line["real_survive"] > 0.9 and len(line["real_contrast"]) == 3 for line in survival)
    assert json.loads((finished / "config.json").read_text())["config"]["generator_steps"] == 2
    with Image.open(finished / "samples" / "00000032-32.png") as grid:
        assert grid.size == (8 * 34 - 2, 4 * 34 - 2)


def test_a_run_in_pieces_is_the_same_as_in_one_go(
    small_lesions: Path, tmp_path: Path, finished: Path
) -> None:
    for piece in range(8):
        assert main(arguments(small_lesions, tmp_path, "--max-seconds", "0")) == 0
        assert read_checkpoint(tmp_path / CHECKPOINT)[1]["cur_nimg"] == 4 * (piece + 1)
    whole, parts = (read_checkpoint(folder / CHECKPOINT)[0] for folder in (finished, tmp_path))
    assert whole.keys() == parts.keys()
    assert [name for name in whole if (whole[name] != parts[name]).any()] == []


@pytest.mark.parametrize("kind", ["calcification", "removal"])
def test_every_kind_trains(small_lesions: Path, tmp_path: Path, kind: str) -> None:
    assert main(arguments(small_lesions, tmp_path, "--kimg", "0.004,0.004", kind=kind)) == 0
    line = (tmp_path / "survival.jsonl").read_text().splitlines()[-1]
    assert json.loads(line)["cur_nimg"] == 8


def test_another_task_does_not_go_on_with_a_run(
    small_lesions: Path, finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(small_lesions, finished, kind="removal")) == 1
    assert "another configuration" in capsys.readouterr().err


@pytest.mark.parametrize("kimg", ["3", "a,b", "1,2,3"])
def test_a_length_that_is_no_pair_of_numbers_is_a_sentence(
    small_lesions: Path, tmp_path: Path, kimg: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(small_lesions, tmp_path, "--kimg", kimg)) == 1
    assert "two numbers" in capsys.readouterr().err


def test_a_missing_file_of_patches_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(tmp_path / "none.h5", tmp_path / "run")) == 1
    assert "prepare-lesion-patches" in capsys.readouterr().err

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from training.config import Stage, preset
from training.errors import TrainingError
from training.processes import Processes, join, leave, own_device
from training.run_state import RunState, read_checkpoint
from training.training_loop import CHECKPOINT

COMMON = [
    *("--preset", "smoke", "--stages", "20:0.128,40:0.128", "--device", "cpu"),
    *("--compute", "float32", "--loss", "relativistic", "--penalty-interval", "4"),
]
"""Eight steps of sixteen images at 20 rows, eight at 40."""


def train(data: Path, folder: Path, processes: int) -> dict[str, np.ndarray]:
    """A run in one process or, as its own documentation says, under torchrun."""
    launcher = ["-m", "training"]
    if processes > 1:
        launcher = ["-m", "torch.distributed.run", f"--nproc-per-node={processes}", *launcher]
    command = [sys.executable, *launcher, "train", "--data", str(data), "--run-dir", str(folder)]
    done = subprocess.run(
        [*command, *COMMON],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        cwd=Path(__file__).parents[2],
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("finished") == 1
    return read_checkpoint(folder / CHECKPOINT)[0]


def start_weights() -> dict[str, torch.Tensor]:
    """Both networks as they begin, by their names in a checkpoint."""
    state = RunState(preset("smoke"), torch.device("cpu"))
    smaller = replace(state.config.shape, rows=40)
    stages = (Stage(rows=20, kimg=0.128), Stage(rows=40, kimg=0.128))
    state = RunState(replace(state.config, shape=smaller, stages=stages), torch.device("cpu"))
    return {
        f"{name}/{key}": value
        for name in ("generator", "discriminator")
        for key, value in state.stored()[name].state_dict().items()
    }


def assert_same_losses(first: Path, second: Path) -> None:
    """What two runs wrote of their losses is the same to four digits."""
    for one, two in zip(statistics(first), statistics(second), strict=True):
        for name in ("cur_nimg", "augment_p", "discriminator", "generator", "penalty"):
            assert one[name] == pytest.approx(two[name], rel=1e-3), name


def statistics(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "stats.jsonl").read_text().splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="torchrun's rendezvous needs libuv on Windows")
def test_two_processes_train_what_one_trains(small_dataset: Path, tmp_path: Path) -> None:
    one = train(small_dataset, tmp_path / "one", 1)
    two = train(small_dataset, tmp_path / "two", 2)
    assert one.keys() == two.keys()
    before = {name: np.asarray(t) for name, t in start_weights().items()}
    # Adam's first steps are about as long for a gradient of rounding errors as for any other:
    # single weights part, their mean does not.
    moved = np.concatenate([np.abs(one[name] - before[name]).ravel() for name in before])
    apart = np.concatenate([np.abs(one[name] - two[name]).ravel() for name in before])
    assert apart.mean() < 0.05 * moved.mean()
    assert_same_losses(tmp_path / "one", tmp_path / "two")
    stages = (tmp_path / "two" / "samples").glob("*.png")
    assert {path.name for path in stages} == {
        path.name for path in (tmp_path / "one" / "samples").glob("*.png")
    }


def test_parts_of_a_batch_are_whole_groups_in_order() -> None:
    parts = [Processes(rank=rank, count=4).part(16) for rank in range(4)]
    assert [list(range(16))[part] for part in parts] == [
        list(range(start, start + 4)) for start in (0, 4, 8, 12)
    ]
    assert Processes().part(16) == slice(0, 16)


def test_one_process_sums_and_averages_nothing() -> None:
    alone = Processes()
    network = torch.nn.Linear(2, 1)
    network.weight.grad = torch.ones_like(network.weight)
    alone.average_gradients(network)
    assert network.weight.grad.tolist() == [[1.0, 1.0]]
    assert alone.sums([2.0, 3.0], torch.device("cpu")) == [2.0, 3.0]
    assert alone.any(True, torch.device("cpu"))
    leave(alone)


def test_a_batch_that_cannot_be_shared_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "3")
    with pytest.raises(TrainingError, match="--batch 12"):
        join(torch.device("cpu"), batch=16, group=4)


def test_each_process_of_a_machine_takes_the_gpu_of_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOCAL_RANK", "1")
    assert own_device("cuda") == "cuda:1"
    assert own_device("cpu") == "cpu"
    monkeypatch.delenv("LOCAL_RANK")
    assert own_device("cuda") == "cuda"

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch

from tests.training.small_dataset import CONFIG
from tests.training.test_run_state import assert_equal, everything
from training.config import TrainingConfig
from training.errors import TrainingError
from training.run_state import RunState
from training.training_loop import Progress, TrainingLoop, run_until

CPU = torch.device("cpu")


def run(state: RunState, data: Path, steps: int | None = None) -> list[Progress]:
    return list(islice(TrainingLoop(state, data, CPU).steps(), steps))


def resumed(data: Path, checkpoint: Path, config: TrainingConfig, parts: list[int]) -> RunState:
    """A run in parts, each from the checkpoint of the one before."""
    for steps in parts:
        state = RunState(config, CPU)
        if checkpoint.exists():
            state.load(checkpoint)
        run(state, data, steps)
        state.save(checkpoint)
    state = RunState(config, CPU)
    state.load(checkpoint)
    return state


@pytest.mark.parametrize("compute", ["float32", "bfloat16"])
def test_a_run_in_parts_is_bit_for_bit_the_run_in_one_go(
    small_dataset: Path, tmp_path: Path, compute: str
) -> None:
    config = replace(CONFIG, compute=compute)
    whole = RunState(config, CPU)
    progress = run(whole, small_dataset, 12)
    # The parts end before, at and after the change of the stage (after seven steps).
    assert [step.rows for step in progress] == [20] * 7 + [40] * 5
    for number, parts in enumerate(([6, 6], [7, 5], [9, 3])):
        assert_equal(resumed(small_dataset, tmp_path / f"{number}.npz", config, parts), whole)


def test_every_weight_of_the_present_stage_learns(small_dataset: Path) -> None:
    state, start = RunState(CONFIG, CPU), everything(RunState(CONFIG, CPU))
    run(state, small_dataset)
    end = everything(state)
    same = [
        name
        for name, before in start.items()
        if torch.equal(end[name], before) and name.startswith(("generator", "discriminator"))
    ]
    assert same == []
    assert state.cur_nimg == CONFIG.total_nimg
    assert all(value.isfinite().all() for value in end.values())


def test_the_average_lies_between_start_and_end(small_dataset: Path) -> None:
    state = RunState(CONFIG, CPU)
    run(state, small_dataset)
    start = everything(RunState(CONFIG, CPU))
    name = "synthesis.levels.b5.constant"
    average = state.g_ema.state_dict()[name]
    current = state.generator.state_dict()[name]
    assert not torch.equal(average, current)
    assert (average - current).norm() < (start[f"generator/{name}"] - current).norm()


def test_a_new_level_fades_in_and_the_penalty_comes_now_and_then(small_dataset: Path) -> None:
    progress = run(RunState(CONFIG, CPU), small_dataset)
    assert [step.fade for step in progress[:7]] == [1.0] * 7
    # Ten images, four a step: at the beginning of each step 0, 4, 8 and then all are shown.
    assert [step.fade for step in progress[7:]] == [0.0, 0.4, 0.8, 1.0, 1.0]
    assert [number for number, step in enumerate(progress) if "r1" in step.losses] == [0, 4, 8]
    assert [step.cur_nimg for step in progress] == list(range(4, 52, 4))


def test_seeds_make_different_runs_and_equal_seeds_equal_ones(small_dataset: Path) -> None:
    losses = [
        run(RunState(replace(CONFIG, seed=seed), CPU), small_dataset, 2)[-1].losses
        for seed in (1, 1, 2)
    ]
    assert losses[0] == losses[1]
    assert losses[0] != losses[2]


def test_a_finished_run_makes_no_step(small_dataset: Path) -> None:
    state = RunState(CONFIG, CPU)
    state.cur_nimg = CONFIG.total_nimg
    assert run(state, small_dataset) == []


def test_a_run_stops_after_the_step_in_which_it_was_asked_to(small_dataset: Path) -> None:
    state = RunState(CONFIG, CPU)
    loop = TrainingLoop(state, small_dataset, CPU)
    steps = list(run_until(loop, lambda: state.cur_nimg >= 8))
    assert [step.cur_nimg for step in steps] == [4, 8]


def test_a_loss_that_is_no_number_ends_the_run_with_a_sentence(small_dataset: Path) -> None:
    state = RunState(CONFIG, CPU)
    with torch.no_grad():
        state.discriminator.score.weight.fill_(float("nan"))
    with pytest.raises(TrainingError, match="lower --learning-rate"):
        run(state, small_dataset)

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.small_dataset import CONFIG
from tests.training.test_run_state import assert_equal, everything
from training.adversaries import Adversaries
from training.config import TrainingConfig
from training.errors import TrainingError
from training.losses import Loss
from training.processes import Processes
from training.run_state import RunState
from training.training_loop import Progress, TrainingLoop, run_until

CPU = torch.device("cpu")


def run(state: RunState, data: Path, steps: int | None = None) -> list[Progress]:
    return list(islice(TrainingLoop(state, data).steps(), steps))


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


@pytest.mark.parametrize("loss", list(Loss))
def test_every_loss_trains_resumes_and_moves_all_averages(
    small_dataset: Path, tmp_path: Path, loss: Loss
) -> None:
    config = replace(CONFIG, loss=loss, penalty_interval=2)
    whole = RunState(config, CPU)
    run(whole, small_dataset)
    assert_equal(resumed(small_dataset, tmp_path / "c.npz", config, [5, 7]), whole)
    averages = [everything(whole)[f"{name}/mapping.embed.weight"] for name in ("g_ema", "g_ema.1")]
    assert not torch.equal(*averages)


def windowed(config: TrainingConfig) -> TrainingConfig:
    """The last stage learns on windows of half the height."""
    last = replace(config.stages[-1], crop_rows=20)
    return replace(config, stages=(*config.stages[:-1], last))


def test_on_windows_only_the_highest_level_learns_and_a_run_in_parts_is_the_same(
    small_dataset: Path, tmp_path: Path
) -> None:
    config = windowed(CONFIG)
    whole, before = RunState(config, CPU), RunState(config, CPU)
    run(before, small_dataset, 7)
    run(whole, small_dataset)
    assert_equal(resumed(small_dataset, tmp_path / "c.npz", config, [7, 2, 3]), whole)
    start, end = everything(before), everything(whole)
    learnt = {
        name.removeprefix("generator/")
        for name in start
        if name.startswith("generator/") and not torch.equal(start[name], end[name])
    }
    named = whole.generator.named_parameters()
    own = {id(parameter) for parameter in whole.generator.level_parameters(40)}
    assert learnt == {name for name, parameter in named if id(parameter) in own}
    changed = [n for n in start if "discriminator/" in n and not torch.equal(start[n], end[n])]
    assert {name.split("/")[0] for name in changed if not name.startswith("opt")} == {
        "window_discriminator"
    }


class EvenPatches:
    """Patches that are grey all over."""

    def batch(self, seed, cur_nimg, size, rows, columns, *, part, device):
        pictures = torch.full((size, 1, rows, columns), 0.5)[part]
        return pictures, torch.eye(4)[[0]].repeat(size, 1)[part]


def test_on_windows_every_fourth_real_picture_is_a_patch(small_dataset: Path) -> None:
    config = replace(windowed(CONFIG), batch=8)
    state = RunState(config, CPU)
    views = TrainingLoop(state, small_dataset).views(config.stages[-1])
    for part in (Processes(), Processes(rank=1, count=2)):
        patches: Any = EvenPatches()
        step = Adversaries(state, views, config.stages[-1], 1.0, part, patches)
        detail = step.real[0]
        is_patch = [i % 4 == 0 for i in range(len(detail))]
        assert [bool(d.abs().max() < 1e-5) for d in detail] == is_patch
        assert [bool((c == torch.eye(4)[0]).all()) for c in step.real[1]] == is_patch


def test_the_helper_takes_part_from_its_start_to_its_end_and_its_features_stay(
    small_dataset: Path, tmp_path: Path
) -> None:
    config = replace(CONFIG, helper="lite0", helper_start=0.2, helper_end=0.5)
    whole = RunState(config, CPU)
    progress = run(whole, small_dataset)
    # Steps begin at 0, 4, … of 48 images; the helper is there from 9.6 to before 24.
    assert [number for number, step in enumerate(progress) if "helper" in step.losses] == [3, 4, 5]
    assert_equal(resumed(small_dataset, tmp_path / "c.npz", config, [4, 8]), whole)
    assert not [name for name in everything(whole) if "frozen" in name]


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
    assert [number for number, step in enumerate(progress) if "penalty" in step.losses] == [0, 4, 8]
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
    loop = TrainingLoop(state, small_dataset)
    steps = list(run_until(loop, lambda: state.cur_nimg >= 8))
    assert [step.cur_nimg for step in steps] == [4, 8]


def test_a_loss_that_is_no_number_ends_the_run_with_a_sentence(small_dataset: Path) -> None:
    state = RunState(CONFIG, CPU)
    with torch.no_grad():
        state.discriminator.score.weight.fill_(float("nan"))
    with pytest.raises(TrainingError, match="lower --learning-rate"):
        run(state, small_dataset)

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from inference.model_bundle import load_bundle
from tests.training.small_dataset import CONFIG, SHAPE, write_small_dataset
from training.dataset import TrainingViews, held_out_views
from training.dataset_file import open_dataset
from training.run_state import RunState, Selection, load_g_ema
from training.selection import Jury, select

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with patients held out."""
    path = write_small_dataset(tmp_path_factory.mktemp("held") / "films.h5", count=16)
    with open_dataset(path) as dataset:
        assert dataset.numbers("held_out").any()
    return path


def test_held_out_views_are_the_others(data: Path) -> None:
    pictures, conditions = held_out_views(data, SHAPE, 40)
    with open_dataset(data) as dataset:
        count = len(dataset.numbers("held_out"))
        first = int(dataset.numbers("held_out").astype(bool).argmax())
        expected = torch.from_numpy(dataset.picture(first).copy()).float() / 127.5 - 1
    assert len(pictures) == len(conditions) == count - len(TrainingViews(data, SHAPE, 40, 0.3))
    assert torch.equal(pictures[0, 0], expected)
    assert torch.equal(conditions.sum(dim=1), torch.full((len(pictures),), 2.0))


@pytest.mark.parametrize("changed", [0, 1])
def test_the_nearer_of_two_averages_is_chosen_and_kept(
    data: Path, tmp_path: Path, changed: int
) -> None:
    state = RunState(CONFIG, CPU)
    state.cur_nimg = 16
    with torch.no_grad():
        for level in state.averages[changed].synthesis.levels.values():
            level.grey.weight.normal_(0, 3)
    jury = Jury(data, SHAPE, 20)
    distances = [jury.distance(network, torch.float32) for network in state.averages]
    nearer = min((0, 1), key=lambda number: distances[number])
    assert abs(distances[0] - distances[1]) > 1
    found = select(state, jury, tmp_path / "best.npz")
    assert found == state.selection
    assert (found.rows, found.cur_nimg, found.ema_kimg) == (20, 16, CONFIG.ema_kimg[nearer])
    assert found.distance == pytest.approx(distances[nearer], abs=1e-3)
    kept, _, cur_nimg = load_g_ema(tmp_path / "best.npz")
    assert cur_nimg == 16
    for name, value in state.averages[nearer].state_dict().items():
        assert torch.equal(kept.state_dict()[name], value)


def test_a_worse_average_changes_nothing_and_a_new_height_begins_anew(
    data: Path, tmp_path: Path
) -> None:
    state = RunState(CONFIG, CPU)
    state.selection = Selection(rows=20, cur_nimg=8, ema_kimg=0.02, distance=0.001)
    before = state.selection
    select(state, Jury(data, SHAPE, 20), tmp_path / "best.npz")
    assert state.selection == before
    assert not (tmp_path / "best.npz").exists()
    select(state, Jury(data, SHAPE, 40), tmp_path / "best.npz")
    assert state.selection.rows == 40
    assert (tmp_path / "best.npz").exists()


def test_a_run_writes_what_it_chose_and_export_takes_it(data: Path, tmp_path: Path) -> None:
    from training.__main__ import main

    run = tmp_path / "run"
    options = ["--preset", "smoke", "--stages", "40:0.8", "--device", "cpu"]
    assert main(["train", "--data", str(data), "--run-dir", str(run), *options]) == 0
    lines = [json.loads(line) for line in (run / "selection.jsonl").read_text().splitlines()]
    assert [line["cur_nimg"] for line in lines] == [400, 800]
    best = min(lines, key=lambda line: line["distance"])
    _, config, cur_nimg = load_g_ema(run / "best.npz")
    assert cur_nimg == best["cur_nimg"]
    assert best["ema_kimg"] in config.ema_kimg
    for option, expected in (([], best["cur_nimg"]), (["--average", "latest"], 800)):
        out = tmp_path / f"bundle{len(option)}"
        assert main(["export", "--run-dir", str(run), "--out", str(out), *option]) == 0
        assert load_bundle(out).manifest.cur_nimg == expected


def test_equal_generators_have_equal_distances(data: Path) -> None:
    jury = Jury(data, SHAPE, 40)
    generator = RunState(replace(CONFIG, seed=3), CPU).g_ema
    assert jury.distance(generator, torch.float32) == jury.distance(generator, torch.float32)

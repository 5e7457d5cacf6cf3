from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.small_dataset import CONFIG
from training.errors import CheckpointError
from training.run_state import RunState, Selection, load_g_ema

CPU = torch.device("cpu")


def stepped(seed: int = 0) -> RunState:
    """A state in the middle of a run, moments included."""
    state = RunState(replace(CONFIG, seed=seed), CPU)
    random = torch.Generator().manual_seed(seed)
    for optimizer in state.optimizers.values():
        for parameter in optimizer.param_groups[0]["params"]:
            parameter.grad = torch.randn(parameter.shape, generator=random)
        optimizer.step()
    state.cur_nimg, state.augment_p, state.real_sign = 24, 0.125, (3.0, 8)
    state.selection = Selection(rows=20, cur_nimg=16, ema_kimg=0.02, distance=12.5)
    return state


def everything(state: RunState) -> dict[str, torch.Tensor]:
    """All that changes in a run, by name."""
    found = {}
    for name, network in state.stored().items():
        for key, value in network.state_dict().items():
            found[f"{name}/{key}"] = value
    for name, optimizer in state.optimizers.items():
        for key, parameter in state.stored()[name].named_parameters():
            for kind, value in optimizer.state.get(parameter, {}).items():
                # Without a first moment in the update (β₁ = 0), it is the last gradient alone.
                if kind != "exp_avg":
                    found[f"optimizer/{name}/{key}/{kind}"] = torch.as_tensor(value)
    return found


def assert_equal(one: RunState, other: RunState) -> None:
    first, second = everything(one), everything(other)
    assert first.keys() == second.keys()
    assert not [name for name in first if not torch.equal(first[name], second[name])]
    assert (one.cur_nimg, one.augment_p, one.real_sign, one.selection) == (
        other.cur_nimg,
        other.augment_p,
        other.real_sign,
        other.selection,
    )


def test_a_checkpoint_gives_back_every_bit(tmp_path: Path) -> None:
    state = stepped()
    state.save(tmp_path / "c.npz")
    other = RunState(CONFIG, CPU)
    other.load(tmp_path / "c.npz")
    assert_equal(other, state)
    generator, config, cur_nimg = load_g_ema(tmp_path / "c.npz")
    assert (config, cur_nimg) == (CONFIG, 24)
    for name, value in state.g_ema.state_dict().items():
        assert torch.equal(generator.state_dict()[name], value)


def test_an_average_alone_is_read_as_a_checkpoint_is(tmp_path: Path) -> None:
    state = stepped()
    with torch.no_grad():
        state.averages[1].mapping.embed.weight.fill_(0.5)
    state.save_average(1, tmp_path / "best.npz")
    generator, config, cur_nimg = load_g_ema(tmp_path / "best.npz")
    assert (config, cur_nimg) == (CONFIG, 24)
    assert (generator.mapping.embed.weight == 0.5).all()
    with pytest.raises(CheckpointError, match="does not fit"):
        RunState(CONFIG, CPU).load(tmp_path / "best.npz")


def test_a_checkpoint_is_plain_arrays_without_pickle(tmp_path: Path) -> None:
    stepped().save(tmp_path / "c.npz")
    with np.load(tmp_path / "c.npz", allow_pickle=False) as arrays:
        kinds = {arrays[name].dtype.kind for name in arrays.files}
        assert json.loads(arrays["facts"].tobytes())["cur_nimg"] == 24
    assert kinds <= {"f", "u"}
    assert [path.name for path in tmp_path.iterdir()] == ["c.npz"]


def test_equal_seeds_start_equal_runs() -> None:
    assert_equal(RunState(CONFIG, CPU), RunState(CONFIG, CPU))
    other = RunState(replace(CONFIG, seed=1), CPU)
    mine = RunState(CONFIG, CPU).generator.state_dict()["synthesis.levels.b5.constant"]
    assert not torch.equal(other.generator.state_dict()["synthesis.levels.b5.constant"], mine)


@pytest.mark.parametrize("change", [{"seed": 5}, {"learning_rate": 1e-3}, {"batch": 8}])
def test_a_checkpoint_of_another_configuration_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    stepped().save(tmp_path / "c.npz")
    other = RunState(replace(CONFIG, **change), CPU)  # type: ignore[arg-type]
    with pytest.raises(CheckpointError, match="another configuration"):
        other.load(tmp_path / "c.npz")


def test_a_missing_checkpoint_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="mammogym-train train"):
        load_g_ema(tmp_path / "c.npz")


def test_a_truncated_or_altered_checkpoint_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    stepped().save(path)
    whole = path.read_bytes()
    altered = bytearray(whole)
    altered[len(whole) // 2] ^= 255
    for content in (b"", b"text", whole[: len(whole) // 2], whole[:-30], bytes(altered)):
        path.write_bytes(content)
        with pytest.raises(CheckpointError, match="is damaged"):
            RunState(CONFIG, CPU).load(path)


def rewritten(path: Path, facts: object, **arrays: np.ndarray) -> None:
    with np.load(path) as packed:
        content = {name: packed[name] for name in packed.files}
    content["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    np.savez(path, **{**content, **arrays})  # type: ignore[arg-type]


def facts_of(path: Path) -> dict[str, object]:
    with np.load(path) as packed:
        return json.loads(packed["facts"].tobytes())


def test_facts_of_another_form_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    stepped().save(path)
    known = facts_of(path)
    for facts in ([], 7, {}, {"format": 1}, {**known, "format": 3}):
        rewritten(path, facts)
        with pytest.raises(CheckpointError, match="checkpoint format"):
            RunState(CONFIG, CPU).load(path)


def test_arrays_of_other_shapes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    for name in ("g_ema/mapping.embed.weight", "optimizer/generator/mapping.embed.weight"):
        stepped().save(path)
        rewritten(path, facts_of(path), **{name: np.zeros((2, 2), np.float32)})
        with pytest.raises(CheckpointError, match="does not fit"):
            RunState(CONFIG, CPU).load(path)


def test_a_pickle_in_a_checkpoint_is_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    stepped().save(path)
    with np.load(path) as packed:
        content = {name: packed[name] for name in packed.files}
    content["evil"] = np.array([{"an": "object"}], dtype=object)
    np.savez(path, **content)  # type: ignore[arg-type]
    with zipfile.ZipFile(path) as archive:
        assert "evil.npy" in archive.namelist()
    with pytest.raises(CheckpointError, match="is damaged"):
        RunState(CONFIG, CPU).load(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit to set")
def test_a_full_disk_leaves_the_old_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    stepped().save(path)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from inference.errors import OutputError\n"
        "from tests.training.test_run_state import stepped\n"
        "state = stepped(1)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: state.save(Path(sys.argv[1]))\n"
        "except OutputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert "File too large" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["c.npz"]
    RunState(CONFIG, CPU).load(path)


def test_only_what_lies_ahead_of_a_run_may_change(tmp_path: Path) -> None:
    first, last = CONFIG.stages  # 28 images at 20 rows, 20 at 40; the state below stands at 24
    stepped().save(tmp_path / "c.npz")
    for stages in (
        (replace(first, kimg=0.024), last),
        (replace(first, kimg=1.0), last),
        (first, replace(last, kimg=7.0)),
    ):
        RunState(replace(CONFIG, stages=stages), CPU).load(tmp_path / "c.npz")
    too_short = replace(CONFIG, stages=(replace(first, kimg=0.02), last))
    with pytest.raises(CheckpointError, match="another configuration"):
        RunState(too_short, CPU).load(tmp_path / "c.npz")
    late = stepped()
    late.cur_nimg = 32
    late.save(tmp_path / "late.npz")
    changed_past = replace(CONFIG, stages=(replace(first, kimg=0.032), last))
    with pytest.raises(CheckpointError, match="stages that lie ahead"):
        RunState(changed_past, CPU).load(tmp_path / "late.npz")

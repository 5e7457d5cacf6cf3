from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.training.small_dataset import CONFIG
from training.config import TrainingConfig, with_stages
from training.errors import CheckpointError
from training.run_state import RunState
from training.warm_start import warm_start, write_warm_start

CPU = torch.device("cpu")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The weights of a run whose every weight was moved."""
    state = RunState(replace(CONFIG, seed=3), CPU)
    random = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for network in (state.generator, state.g_ema, state.discriminator):
            for parameter in network.parameters():
                parameter += torch.randn(parameter.shape, generator=random)
    state.save(tmp_path / "checkpoint.npz")
    write_warm_start(tmp_path / "checkpoint.npz", tmp_path / "weights.npz")
    return tmp_path / "weights.npz"


def old(weights: Path, config: TrainingConfig = CONFIG) -> RunState:
    state = RunState(replace(config, seed=3), CPU)
    state.load(weights.parent / "checkpoint.npz")
    return state


def test_a_new_run_begins_with_the_average_and_the_discriminator(weights: Path) -> None:
    new, before = RunState(CONFIG, CPU), old(weights)
    taken = warm_start(new, weights)
    networks = ((new.generator, before.g_ema), (new.discriminator, before.discriminator))
    for fresh, kept in networks:
        for mine, theirs in zip(fresh.parameters(), kept.parameters(), strict=True):
            torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-3)
    assert taken == sum(p.numel() for net, _ in networks for p in net.parameters())
    assert new.cur_nimg == 0


def test_a_larger_frame_takes_over_the_levels_it_shares(weights: Path) -> None:
    rows = CONFIG.shape.rows * 2
    new = RunState(with_stages(CONFIG, f"{rows}:1"), CPU)
    first = {name: p.clone() for name, p in new.generator.named_parameters()}
    warm_start(new, weights)
    moved = {n for n, p in new.generator.named_parameters() if not torch.equal(p, first[n])}
    assert any(name.startswith("mapping") for name in moved)
    assert f"synthesis.levels.b{CONFIG.shape.rows}.grey.weight" in moved
    assert not any(f"b{rows}." in name for name in moved)


def test_weights_of_networks_of_other_widths_are_refused(weights: Path) -> None:
    shape = replace(
        CONFIG.shape,
        z_dim=CONFIG.shape.z_dim + 1,
        w_dim=CONFIG.shape.w_dim + 1,
        base=CONFIG.shape.base * 4,
        most=CONFIG.shape.most * 2 + 2,
        least=CONFIG.shape.least * 2 + 2,
    )
    before = RunState(replace(CONFIG, shape=shape), CPU)
    with pytest.raises(CheckpointError, match="other widths"):
        warm_start(before, weights)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "weights.npz").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"weights\.npz"):
        warm_start(RunState(CONFIG, CPU), tmp_path / "weights.npz")


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"nowhere\.npz"):
        warm_start(RunState(CONFIG, CPU), tmp_path / "nowhere.npz")

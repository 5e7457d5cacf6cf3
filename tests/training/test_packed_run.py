from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.small_dataset import CONFIG
from training.__main__ import main
from training.config import PRESETS
from training.errors import CheckpointError
from training.networks.discriminator import Discriminator
from training.networks.generator import Generator
from training.packed_run import LIST_NAME, pack, part_name, unpack
from training.run_state import RunState, read_checkpoint
from training.training_loop import CHECKPOINT, TrainingLoop

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def run(small_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of eight steps."""
    folder = tmp_path_factory.mktemp("runs") / "a"
    folder.mkdir()
    state = RunState(CONFIG, CPU)
    list(islice(TrainingLoop(state, small_dataset).steps(), 8))
    state.save(folder / CHECKPOINT)
    return folder


def test_a_packed_run_goes_on_closely(run: Path, tmp_path: Path, small_dataset: Path) -> None:
    files = pack(run / CHECKPOINT, tmp_path / "packed", 20_000)
    assert len(files) > 3
    assert all(path.stat().st_size <= 20_000 for path in files)
    assert unpack(tmp_path / "packed", tmp_path / "b" / CHECKPOINT) == 32
    before, after = (read_checkpoint(f / CHECKPOINT)[0] for f in (run, tmp_path / "b"))
    assert before.keys() == after.keys()
    for name, array in before.items():
        if name.startswith(("generator/", "discriminator/")):
            assert (array == after[name]).all()
        else:
            np.testing.assert_allclose(after[name], array, rtol=3e-3, atol=1e-6)
    losses = []
    for folder in (run, tmp_path / "b"):
        state = RunState(CONFIG, CPU)
        state.load(folder / CHECKPOINT)
        losses.append([step.losses for step in TrainingLoop(state, small_dataset).steps()][-1])
    assert losses[0]["generator"] == pytest.approx(losses[1]["generator"], rel=0.02)


def test_second_moments_far_below_half_precision_survive(run: Path, tmp_path: Path) -> None:
    arrays, facts = read_checkpoint(run / CHECKPOINT)
    name = "optimizer/generator/mapping.embed.weight"
    arrays[name] = np.full_like(arrays[name], 1e-12)
    facts_bytes = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    np.savez(tmp_path / "c.npz", **arrays, facts=facts_bytes)  # type: ignore[arg-type]
    pack(tmp_path / "c.npz", tmp_path / "packed", 10**6)
    unpack(tmp_path / "packed", tmp_path / "d.npz")
    found = read_checkpoint(tmp_path / "d.npz")[0][name]
    np.testing.assert_allclose(found, 1e-12, rtol=0.1)


def test_a_missing_altered_or_false_part_is_refused_with_a_sentence(
    run: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "packed"
    pack(run / CHECKPOINT, folder, 50_000)
    part = folder / part_name(1)
    whole = part.read_bytes()
    for content in (whole[:-1], whole + b"x", b"", bytes(len(whole))):
        part.write_bytes(content)
        with pytest.raises(CheckpointError, match="Copy it again"):
            unpack(folder, tmp_path / "c.npz")
    part.unlink()
    with pytest.raises(CheckpointError, match="Could not read"):
        unpack(folder, tmp_path / "c.npz")
    for text in ("", "[]", '{"format": 2, "parts": []}', '{"format": 1, "parts": [{"bytes": 1}]}'):
        (folder / LIST_NAME).write_text(text)
        with pytest.raises(CheckpointError, match="Could not read"):
            unpack(folder, tmp_path / "c.npz")
    assert not (tmp_path / "c.npz").exists()


def test_the_commands_pack_and_unpack_and_spare_a_run_that_is_there(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed, other = str(tmp_path / "packed"), str(tmp_path / "other")
    assert main(["pack", "--run-dir", str(run), "--out", packed, "--part-mb", "0.05"]) == 0
    assert main(["unpack", "--packed", packed, "--run-dir", other]) == 0
    assert "32 images shown" in capsys.readouterr().out
    assert main(["unpack", "--packed", packed, "--run-dir", str(run)]) == 1
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["cpu-640", "gpu-640"])
def test_a_packed_run_of_a_preset_fits_into_sixty_mebibytes(name: str) -> None:
    config = PRESETS[name]
    sizes = [
        sum(p.numel() for p in n(config.shape).parameters()) for n in (Generator, Discriminator)
    ]
    assert sum(sizes) <= 8_000_000
    window = sizes[1] if config.crop_rows else 0
    trained = sum(sizes) + window
    assert trained * (4 + 2) + len(config.ema_kimg) * sizes[0] * 2 <= 60 * 2**20

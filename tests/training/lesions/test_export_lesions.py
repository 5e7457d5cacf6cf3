from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from inference.errors import BundleError, InputError
from inference.lesions.contextual import MANIFEST, NetworkKind, open_networks
from training.__main__ import main
from training.lesions.config import PRESETS, LesionTask, preset
from training.lesions.export import export_network
from training.lesions.generator import ContextGenerator
from training.lesions.run_state import CHECKPOINT, LesionRunState

SMALL = PRESETS["smoke"].shape


def lively(seed: int = 0) -> ContextGenerator:
    """A generator that draws something, attention included."""
    torch.manual_seed(seed)
    generator = ContextGenerator(SMALL).requires_grad_(False)
    generator.attention.gain.fill_(0.7)
    generator.to_lesion.weight.mul_(50)
    return generator


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("networks")
    export_network(lively(), preset("smoke", LesionTask.MASS), 12, folder)
    return folder


def test_the_engine_draws_what_torch_draws(folder: Path) -> None:
    network = open_networks(folder, preference="cpu")[NetworkKind.MASS]
    patch = np.random.default_rng(3).uniform(-1, 1, (32, 32)).astype(np.float32)
    lesion = network.channel(patch, seed=5)
    assert lesion.std() > 0.01
    assert (lesion == network.channel(patch, seed=5)).all()
    assert (lesion != network.channel(patch, seed=6)).any()
    assert not lesion[0].any() and not lesion[:, -1].any()
    with pytest.raises(InputError, match="32 × 32"):
        network.channel(patch[:16], seed=5)


def test_a_second_network_joins_the_first_and_one_of_its_kind_replaces_it(tmp_path: Path) -> None:
    export_network(lively(), preset("smoke", LesionTask.MASS), 12, tmp_path)
    export_network(lively(1), preset("smoke", LesionTask.REMOVAL), 13, tmp_path)
    entry = export_network(lively(2), preset("smoke", LesionTask.MASS), 14, tmp_path)
    networks = open_networks(tmp_path, preference="cpu")
    assert set(networks) == {NetworkKind.MASS, NetworkKind.REMOVAL}
    assert networks[NetworkKind.MASS].entry == entry
    digest = hashlib.sha256((tmp_path / entry.file).read_bytes()).hexdigest()
    assert digest == entry.sha256


def test_a_network_of_coarse_patches_has_coarse_pixels(tmp_path: Path) -> None:
    config = preset("smoke", LesionTask.MASS)
    fine = export_network(lively(), config, 12, tmp_path)
    coarse = export_network(lively(), replace(config, coarseness=2), 12, tmp_path)
    assert coarse.pixel_mm == 2 * fine.pixel_mm == pytest.approx(0.25, rel=0.01)


def test_an_altered_network_is_refused(tmp_path: Path) -> None:
    entry = export_network(lively(), preset("smoke", LesionTask.MASS), 12, tmp_path)
    path = tmp_path / entry.file
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(BundleError, match="altered"):
        open_networks(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"networks": [{"kind": "mass"}]},
        {"networks": "no"},
        {"more": 1},
    ],
)
def test_a_manifest_of_another_kind_is_a_sentence(
    folder: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    plain = json.loads((folder / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps({**plain, **change}))
    with pytest.raises(BundleError, match=r"lesion_networks\.json"):
        open_networks(tmp_path)


def test_a_path_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    plain = json.loads((folder / MANIFEST).read_text())
    plain["networks"][0]["file"] = "../lesions-mass.onnx"
    (tmp_path / MANIFEST).write_text(json.dumps(plain))
    with pytest.raises(BundleError, match="file"):
        open_networks(tmp_path)


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="Could not read"):
        open_networks(tmp_path / "none")


def test_the_command_exports_the_average_of_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = LesionRunState(PRESETS["smoke"], torch.device("cpu"))
    state.cur_nimg = 8
    state.save(tmp_path / "run" / CHECKPOINT)
    out = tmp_path / "networks"
    assert main(["export-lesions", "--run-dir", str(tmp_path / "run"), "--out", str(out)]) == 0
    assert "mass, 8 patches" in capsys.readouterr().out
    assert open_networks(out, preference="cpu")[NetworkKind.MASS].entry.cur_nimg == 8

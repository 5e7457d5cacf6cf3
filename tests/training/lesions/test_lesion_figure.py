"""Claims about the figure of neighbouring patches, each given a lesion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.phantom_film import FilmFolder, draw_film
from training.__main__ import main
from training.commands import lesion_figure
from training.lesions.config import LesionTask, preset
from training.lesions.export import export_network
from training.lesions.generator import ContextGenerator

SIDE = 32
HELD_OUT, LEARNED = "p18", "p17"


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that brightens every patch by 0.3."""
    folder = tmp_path_factory.mktemp("networks")
    config = preset("smoke", LesionTask.MASS)
    torch.manual_seed(0)
    generator = ContextGenerator(config.shape).requires_grad_(False)
    assert generator.to_lesion.bias is not None
    generator.to_lesion.bias.fill_(0.3)
    export_network(generator, config, 1, folder)
    return folder


def corpus(folder: Path, patient: str) -> Path:
    films = FilmFolder(folder=folder)
    film = draw_film(
        height_mm=150, depth_mm=80, pixel_mm=0.3, shape=(560, 320), cluttered=False, seed=2
    )
    films.add(f"views/{patient}.png", film, pixel_mm="0.3", patient=patient)
    return folder


def test_five_neighbouring_patches_each_get_a_lesion(
    networks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figure.png"
    source = corpus(tmp_path / "corpus", HELD_OUT)
    wanted = ["lesion-figure", "--corpus", str(source), "--networks", str(networks)]
    assert main([*wanted, "--out", str(out)]) == 0
    assert "5 of 5 lesions survive" in capsys.readouterr().out
    with Image.open(out) as picture:
        grey = np.asarray(picture)
    assert grey.shape == (3 * SIDE + 4, 5 * SIDE + 8)
    rows = [grey[n * (SIDE + 2) : n * (SIDE + 2) + SIDE].astype(int) for n in range(3)]
    for number in range(5):
        part = slice(number * (SIDE + 2) + 12, number * (SIDE + 2) + 20)
        rise = (rows[2] - rows[0])[12:20, part]
        assert rise.mean() > 15
        assert (rows[1][12:20, part] > 150).all()
    # Neighbours: the grey runs on from one patch into the next.
    edges = [abs(rows[0][:, n * 34 + 31] - rows[0][:, (n + 1) * 34]).mean() for n in range(4)]
    assert max(edges) < 12


def test_nobody_who_was_trained_on_is_shown(
    networks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = corpus(tmp_path / "corpus", LEARNED)
    wanted = ["lesion-figure", "--corpus", str(source), "--networks", str(networks)]
    assert main([*wanted, "--out", str(tmp_path / "a.png")]) == 1
    assert "No view" in capsys.readouterr().err


def test_a_missing_network_is_a_sentence(
    networks: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = corpus(tmp_path / "corpus", HELD_OUT)
    wanted = ["lesion-figure", "--corpus", str(source), "--out", str(tmp_path / "a.png")]
    assert main([*wanted, "--networks", str(networks), "--kind", "calcification"]) == 1
    assert "no network for calcification" in capsys.readouterr().err
    monkeypatch.setattr(lesion_figure, "lesion_networks_folder", lambda: None)
    assert main(wanted) == 1
    assert "no network for mass" in capsys.readouterr().err

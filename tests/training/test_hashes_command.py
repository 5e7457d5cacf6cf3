"""Claims about `mammogym-train hashes`: the views that were trained on, and only these."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inference.model_bundle import load_bundle
from inference.real_pool.fingerprints import fingerprint
from inference.real_pool.trained_on import load_trained_on
from tests.phantom_film import FilmFolder, draw_film
from training.__main__ import main
from training.dataset_file import open_dataset
from training.prepare import PrepareReport, is_held_out, prepare_views

NAMES = [f"woman{number}" for number in range(40)]
TRAINED = [name for name in NAMES if not is_held_out(name)][:3]
HELD_OUT = [name for name in NAMES if is_held_out(name)][:2]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hashes")
    films = FilmFolder(folder=folder / "films")
    for seed, name in enumerate([*TRAINED, *HELD_OUT]):
        films.add(f"{name}.png", draw_film(seed=seed), patient=name)
    list(prepare_views([films.folder], folder / "views.h5", 640, PrepareReport()))
    return folder / "views.h5"


@pytest.mark.parametrize("patients", [False, True])
def test_views_that_are_held_out_are_not_in_the_list(
    data: Path, tiny_bundle: Path, tmp_path: Path, patients: bool
) -> None:
    bundle = tmp_path / "tiny"
    shutil.copytree(tiny_bundle, bundle)
    before = load_bundle(bundle).hash
    asked = ["hashes", "--data", str(data), "--bundle", str(bundle)]
    assert main([*asked, "--patients"] if patients else asked) == 0
    known = load_trained_on(load_bundle(bundle))
    assert known is not None
    assert load_bundle(bundle).hash == before
    with open_dataset(data) as dataset:
        names = [str(name) for name in dataset.texts("patient")]
        found = [known.knows(fingerprint(dataset.picture(i))) for i in range(len(dataset))]
    assert dict(zip(names, found, strict=True)) == {
        **dict.fromkeys(TRAINED, True),
        **dict.fromkeys(HELD_OUT, False),
    }
    assert [known.knows_patient(name) for name in TRAINED] == [patients] * 3
    assert not any(known.knows_patient(name) for name in HELD_OUT)

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.__main__ import main as cases
from inference.model_bundle import load_bundle
from training.__main__ import main as train
from training.dataset_file import open_dataset


def test_from_simulated_women_to_cases_drawn_from_seeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    women, data = tmp_path / "women", tmp_path / "data.h5"
    run, bundle, drawn = (tmp_path / name for name in ("run", "bundle", "drawn"))

    assert train(["simulate", "--count", "2", "--rows", "320", "--out", str(women)]) == 0
    assert len(list(women.glob("*.dcm"))) == 8
    assert (women / "truth.csv").is_file()

    assert train(["prepare", str(women), "--out", str(data), "--rows", "80"]) == 0
    with open_dataset(data) as dataset:
        assert len(dataset) == 8
        assert not dataset.numbers("pixel_mm_fitted").any()
        assert set(dataset.texts("view_position")) == {"CC", "MLO"}
        assert set(dataset.texts("technique")) == {"digital"}
        assert len(set(dataset.texts("patient"))) == 2

    stages = ["--preset", "smoke", "--stages", "40:0.032,80:0.048", "--device", "cpu"]
    assert train(["train", "--data", str(data), "--run-dir", str(run), *stages]) == 0
    assert (run / "config.json").is_file()
    assert list((run / "samples").glob("*-80.png"))

    assert train(["export", "--run-dir", str(run), "--out", str(bundle)]) == 0
    assert load_bundle(bundle).manifest.cur_nimg == 80

    capsys.readouterr()
    make = ["make", "--seed", "7", "--bundle", str(bundle), "--provider", "cpu"]
    for kind in ("png", "dicom", "npz"):
        assert cases([*make, "--format", kind, "--out", str(drawn / kind)]) == 0
    assert capsys.readouterr().err == ""  # no complaint of a part that is said to fit
    names = [f"seed-7_{view}" for view in ("L-CC", "L-MLO", "R-CC", "R-MLO")]
    assert sorted(path.stem for path in (drawn / "png").glob("*.png")) == names
    assert sorted(path.stem for path in (drawn / "dicom").glob("*.dcm")) == names
    assert json.loads((drawn / "png/recipe.json").read_text())["seed"] == 7
    with Image.open(drawn / "png/seed-7_R-CC.png") as picture:
        assert picture.size == (64, 80)
        assert np.asarray(picture).std() > 0

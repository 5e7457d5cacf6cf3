from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from inference.generator import Generator
from inference.model_bundle import load_bundle
from tests.tiny_bundle import TINY, write_tiny_bundle
from tests.training.small_dataset import write_small_dataset
from training.__main__ import main
from training.errors import DatasetError
from training.evaluation.drawn_views import draw_views
from training.evaluation.real_views import load_real_views

ROWS = 80


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of drawn films as high as the tiny bundle's pictures."""
    folder = tmp_path_factory.mktemp("films")
    return write_small_dataset(folder / "films.h5", rows=ROWS, count=40)


@pytest.fixture(scope="module")
def report(films: Path, tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    arguments = ["--bundle", tiny_bundle, "--data", films, "--out", folder, "--pictures", "24"]
    assert main(["evaluate", *map(str, arguments)]) == 0
    return folder


def test_a_bundle_is_evaluated_into_figures_with_intervals_and_floors(report: Path) -> None:
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))
    measures = {(each["name"], each["part"]): each for each in found["measures"]}
    for name in ("kernel distance", "Fréchet distance", "mean grey, distance", "recall"):
        measure = measures[name, "all"]
        assert measure["low"] <= measure["value"] <= measure["high"]
        assert measure["floor"] is not None
    # An untrained generator draws nothing like a breast.
    assert measures["Fréchet distance", "all"]["ratio"] > 1.5
    assert measures["kernel distance", "all"]["ratio"] > 3
    assert found["settings"]["drawn views"] == 24
    assert found["format"] == 1


def test_the_report_is_one_page_with_every_figure(report: Path) -> None:
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "kernel distance" in page
    assert "<script" not in page


def test_the_same_seed_gives_the_same_figures(
    report: Path, films: Path, tiny_bundle: Path, tmp_path: Path
) -> None:
    arguments = ["--bundle", tiny_bundle, "--data", films, "--out", tmp_path, "--pictures", "24"]
    assert main(["evaluate", *map(str, arguments)]) == 0
    first, second = (
        json.loads((folder / "report.json").read_text(encoding="utf-8"))["measures"]
        for folder in (report, tmp_path)
    )
    assert first == second


def test_a_bundle_of_one_condition_is_compared_with_views_of_that_condition(
    films: Path, tmp_path: Path
) -> None:
    shape = type(TINY)(
        **{name: getattr(TINY, name) for name in TINY.__slots__}
        | {"view_positions": ("MLO",), "techniques": ("film",)}
    )
    bundle = tmp_path / "mlo-film"
    write_tiny_bundle(bundle, shape=shape)
    views = load_real_views(
        films, ROWS, held_out=False, view_positions=("MLO",), techniques=("film",)
    )
    assert 0 < len(views) < 40
    generator = Generator(load_bundle(bundle), provider="cpu")
    drawn = draw_views(
        generator, views.view_positions, views.techniques, seed=1, truncation_psi=1.0
    )
    assert drawn.pictures.shape == views.pictures.shape


def test_drawn_views_are_reproducible_and_each_of_a_woman_of_its_own(tiny_bundle: Path) -> None:
    generator = Generator(load_bundle(tiny_bundle), provider="cpu")
    conditions = np.array(["CC", "MLO", "CC"]), np.array(["film", "film", "digital"])
    first, second = (
        draw_views(generator, *conditions, seed=5, truncation_psi=1.0) for _ in range(2)
    )
    assert (first.pictures == second.pictures).all()
    assert len(set(first.patients)) == 3
    other = draw_views(generator, *conditions, seed=6, truncation_psi=1.0)
    assert (first.pictures != other.pictures).any()
    assert (first.pictures[0] != first.pictures[2]).any()


def test_the_average_breast_is_the_same_for_every_woman(tiny_bundle: Path) -> None:
    generator = Generator(load_bundle(tiny_bundle), provider="cpu")
    drawn = draw_views(
        generator, np.array(["CC"] * 2), np.array(["film"] * 2), seed=5, truncation_psi=0.0
    )
    difference = drawn.pictures[0].astype(float) - drawn.pictures[1]
    assert np.abs(difference).mean() < 20  # the noise alone differs


def test_real_views_come_by_patient_and_keep_air_black(films: Path) -> None:
    views = load_real_views(films, ROWS // 2, held_out=False, seed=3)
    assert views.pictures.shape[1:] == (40, 32)
    changes = np.count_nonzero(views.patients[1:] != views.patients[:-1])
    assert changes == len(set(views.patients)) - 1
    assert (views.pictures[:, :, -1] == 0).mean() > 0.9
    other = load_real_views(films, ROWS // 2, held_out=False, seed=4)
    assert list(views.patients) != list(other.patients)


def test_a_height_that_does_not_fit_is_refused_with_a_sentence(films: Path) -> None:
    with pytest.raises(DatasetError, match="80 rows high"):
        load_real_views(films, 60, held_out=False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--bundle": "nowhere"}, "nowhere does not exist"),
        ({"--data": "nowhere.h5"}, "no dataset nowhere.h5"),
        ({"--pictures": "3"}, "at least 16 pictures"),
        ({"--seed": "-1"}, "seed"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    films: Path,
    tiny_bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    sentence: str,
) -> None:
    arguments = {
        "--bundle": str(tiny_bundle),
        "--data": str(films),
        "--out": str(tmp_path),
        "--pictures": "24",
    } | change
    assert main(["evaluate", *(word for pair in arguments.items() for word in pair)]) == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
    assert not list(tmp_path.iterdir())


def test_too_small_a_dataset_is_refused_with_a_sentence(
    tiny_bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_small_dataset(tmp_path / "few.h5", rows=ROWS, count=4)
    arguments = ["--bundle", str(tiny_bundle), "--data", str(data), "--out", str(tmp_path / "r")]
    assert main(["evaluate", *arguments]) == 1
    assert "Prepare more" in capsys.readouterr().err


def test_no_figure_is_written_that_is_no_number(report: Path) -> None:
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))
    for measure in found["measures"]:
        assert measure["value"] is None or math.isfinite(measure["value"])


def test_what_could_not_be_measured_is_said(report: Path) -> None:
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))
    # The pictures are smaller than what the classifier looks at.
    assert any("two-sample" in sentence for sentence in found["left_out"])
    names = {each["name"] for each in found["measures"]}
    assert "two-sample AUC" not in names


def test_ctrl_c_cancels_and_leaves_no_half_report(
    films: Path,
    tiny_bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.commands.phases.Phases.show", interrupted)
    arguments = ["--bundle", str(tiny_bundle), "--data", str(films), "--out", str(tmp_path)]
    assert main(["evaluate", *arguments]) == 1
    assert "cancelled" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_named_and_other_commands_run_without_it(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['skimage'] = None\n"
        "from training.__main__ import main\n"
        "sys.exit(main(['evaluate', '--bundle', 'b', '--data', 'd', '--out', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "The package skimage is missing" in done.stderr
    assert "mammogym[training]" in done.stderr

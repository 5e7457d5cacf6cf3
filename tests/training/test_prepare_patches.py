from __future__ import annotations

import csv
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.errors import ImageFileError
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import prepare_view
from tests.phantom_film import AIR, FilmFolder, PhantomFilm
from tests.training.small_dataset import write_small_dataset
from tests.training.small_patches import (
    NATIVE_MM,
    PATCH_ROWS,
    SIDE,
    PatchFolder,
    draw_scan,
    lesion_mask,
    write_patches,
)
from training.__main__ import main
from training.errors import DatasetError
from training.patch_file import PatchFile, open_patch_file
from training.prepare import is_held_out, rejected_path
from training.prepare_patches import MARGIN_MM, PatchReport, prepare_patches

FRAME = Frame(rows=PATCH_ROWS)
SCAN = draw_scan()
NO_LESION = np.zeros((SIDE, SIDE), dtype=bool)


@pytest.fixture
def corpus(tmp_path: Path) -> PatchFolder:
    return PatchFolder(films=FilmFolder(folder=tmp_path / "corpus"))


def prepare(corpus: PatchFolder, out: Path, rows: int = PATCH_ROWS) -> PatchReport:
    report = PatchReport()
    list(prepare_patches(corpus.folder, out, rows, report))
    return report


def piece(scan: PhantomFilm, top: int = 420, left: int = 60) -> np.ndarray:
    return scan.grey[top : top + SIDE, left : left + SIDE]


def rejections(out: Path) -> dict[str, str]:
    with rejected_path(out).open(newline="", encoding="utf-8") as table:
        return {Path(row["file"]).stem: row["reason"] for row in csv.DictReader(table)}


def content(path: Path) -> list[object]:
    with open_patch_file(path) as patches:
        pictures = [patches.picture(number).tobytes() for number in range(len(patches))]
        columns = [list(patches.texts("key")), list(patches.numbers("top_mm"))]
        return [*columns, pictures, patches.rejected()]


def assert_like_the_frame(patches: PatchFile, scan: PhantomFilm) -> None:
    """A patch shows what preparing the whole fine scan would have put there."""
    whole = prepare_view(
        scan.grey, view_position="CC", pixel_mm=NATIVE_MM, fitted_area_mm2=0, frame=FRAME
    )
    pixels = patches.picture(0).astype(float)
    top, left = (
        round(float(patches.numbers(name)[0]) / FRAME.pixel_mm) for name in ("top_mm", "left_mm")
    )
    errors = []
    # The view is coarser: a place found in it is exact to half of its pixels.
    for row, column in np.ndindex(5, 5):
        y, x = top + row - 2, left + column - 2
        there = whole.pixels[y : y + pixels.shape[0], x : x + pixels.shape[1]].astype(float)
        errors.append(np.abs(pixels - there).mean())
    assert min(errors) < 3
    assert pixels.std() > 6


def test_a_patch_comes_to_its_place_and_to_the_greys_of_the_whole_view(
    corpus: PatchFolder, tmp_path: Path
) -> None:
    corpus.add_view("p", SCAN)
    corpus.add_patch("p", piece(SCAN) * 0.7 + 0.1, NO_LESION)
    report = prepare(corpus, tmp_path / "p.h5")
    assert (report.kept, report.rejected) == (1, 0)
    with open_patch_file(tmp_path / "p.h5") as patches:
        assert patches.frame == FRAME
        assert patches.picture(0).shape == (SIDE // 2, SIDE // 2)
        assert patches.numbers("native_mm") == pytest.approx([NATIVE_MM])
        assert patches.numbers("correlation")[0] > 0.98
        assert (patches.texts("view_position")[0], patches.texts("technique")[0]) == ("CC", "film")
        assert_like_the_frame(patches, SCAN)


def test_a_patch_of_a_mirrored_film_is_turned_with_it(corpus: PatchFolder, tmp_path: Path) -> None:
    turned = SCAN.mirrored()
    lesion = lesion_mask(row=80, column=50)
    corpus.add_view("p", turned)
    corpus.add_patch("p", piece(turned, 420, SCAN.grey.shape[1] - 60 - SIDE), lesion)
    prepare(corpus, tmp_path / "p.h5")
    with open_patch_file(tmp_path / "p.h5") as patches:
        assert_like_the_frame(patches, SCAN)
        unusable = ~patches.usable(0)
    assert unusable[40, SIDE // 2 - 1 - 25]
    assert not unusable[40, 25]


def test_a_lesion_and_its_margin_are_not_usable_nor_those_only_the_view_knows(
    corpus: PatchFolder, tmp_path: Path
) -> None:
    mask = np.zeros((SCAN.grey.shape[0] // 4, SCAN.grey.shape[1] // 4), dtype=bool)
    mask[(420 + 200) // 4, (60 + 200) // 4] = True
    corpus.films.add("masked.png", SCAN, mask=mask, patient="nobody")
    corpus.add_view("p", SCAN, lesion_mask="masks/masked.png")
    corpus.add_patch("p", piece(SCAN), lesion_mask())
    prepare(corpus, tmp_path / "p.h5")
    with open_patch_file(tmp_path / "p.h5") as patches:
        unusable = ~patches.usable(0)
    y, x = np.ogrid[: SIDE // 2, : SIDE // 2]
    from_lesion = np.hypot(y - 30, x - 30) * FRAME.pixel_mm - 10 * FRAME.pixel_mm
    from_other = np.hypot(y - 100, x - 100) * FRAME.pixel_mm
    assert unusable[from_lesion < 0.6 * MARGIN_MM].all()
    assert unusable[from_other < 0.6 * MARGIN_MM].all()
    assert not unusable[(from_lesion > 3 * MARGIN_MM) & (from_other > 3 * MARGIN_MM)].any()


def test_film_beyond_the_chest_wall_is_cut_off(corpus: PatchFolder, tmp_path: Path) -> None:
    border = 60
    wide = PhantomFilm(
        grey=np.pad(SCAN.grey, ((0, 0), (border, 0)), constant_values=AIR),
        breast=np.pad(SCAN.breast, ((0, 0), (border, 0))),
        clutter=np.pad(SCAN.clutter, ((0, 0), (border, 0))),
    )
    corpus.add_view("p", wide)
    corpus.add_patch("p", piece(wide, 420, 20), NO_LESION)
    prepare(corpus, tmp_path / "p.h5")
    with open_patch_file(tmp_path / "p.h5") as patches:
        shown = patches.picture(0)
        assert shown.shape == (SIDE // 2, pytest.approx(SIDE // 2 - 20, abs=4))
        assert patches.numbers("left_mm") == pytest.approx([0])
        assert (shown[:, 3:30] > 0).all()


def test_what_is_not_breast_is_exactly_black(corpus: PatchFolder, tmp_path: Path) -> None:
    corpus.add_view("p", SCAN)
    corpus.add_patch("p", piece(SCAN, 420, 340), NO_LESION)
    prepare(corpus, tmp_path / "p.h5")
    with open_patch_file(tmp_path / "p.h5") as patches:
        shown = patches.picture(0) > 0
    truth = SCAN.breast[420 : 420 + SIDE, 340 : 340 + SIDE][::2, ::2]
    assert 0.2 < truth.mean() < 0.8
    assert (shown == truth).mean() > 0.97


def test_patches_that_cannot_be_used_are_in_the_table_with_their_reasons(
    corpus: PatchFolder, tmp_path: Path
) -> None:
    good = piece(SCAN)
    corpus.add_view("p", SCAN)
    corpus.add_view("unscaled", SCAN, pixel_mm="")
    corpus.add_view("coarse", SCAN, pixel_mm="1.13", original_rows="300")
    dark = PhantomFilm(grey=SCAN.grey * 0, breast=SCAN.breast, clutter=SCAN.clutter)
    corpus.add_view("dark", dark)
    for patient in ("p", "nobody", "unscaled", "coarse", "dark"):
        corpus.add_patch(patient, good, NO_LESION, name=f"patches/{patient}.png")
    corpus.add_patch("p", good, np.zeros((9, 9), bool), name="patches/shape.png")
    corpus.add_patch(
        "p", np.full((SIDE, SIDE), 0.5, np.float32), NO_LESION, name="patches/flat.png"
    )
    noise = np.random.default_rng(0).random((SIDE, SIDE), dtype=np.float32)
    corpus.add_patch("p", noise, NO_LESION, name="patches/other.png")
    corpus.add_patch("p", good, NO_LESION, name="patches/missing.png")
    (corpus.folder / "patches/missing.png").unlink()
    corpus.add_patch("p", good, NO_LESION, name="../outside.png")
    report = prepare(corpus, tmp_path / "p.h5")
    words = {
        "nobody": "not in views.csv",
        "unscaled": "does not tell pixel_mm",
        "coarse": "coarser than the frame",
        "dark": "its view cannot be used: no breast",
        "shape": "its mask is (9, 9)",
        "flat": "not found in its view",
        "other": "not found in its view",
        "missing": "cannot be read",
        "outside": "outside the folder",
    }
    found = rejections(tmp_path / "p.h5")
    assert set(found) == set(words)
    assert not [name for name, part in words.items() if part not in found[name]]
    assert (report.kept, report.rejected) == (1, len(words))


def test_patches_broken_off_and_continued_are_the_same_as_in_one_go(tmp_path: Path) -> None:
    corpus = write_patches(tmp_path / "corpus", 3)
    corpus.add_patch("nobody", piece(SCAN), NO_LESION)
    prepare(corpus, tmp_path / "whole.h5")
    steps = prepare_patches(corpus.folder, tmp_path / "parts.h5", PATCH_ROWS, PatchReport())
    assert isinstance(steps, Generator)
    for _ in range(2):
        next(steps)
    steps.close()
    report = prepare(corpus, tmp_path / "parts.h5")
    assert (report.kept, report.rejected) == (3, 1)
    assert content(tmp_path / "parts.h5") == content(tmp_path / "whole.h5")
    with open_patch_file(tmp_path / "parts.h5") as patches:
        patients = patches.texts("patient")
        assert list(patches.numbers("held_out")) == [is_held_out(name) for name in patients]


def test_another_kind_of_file_is_refused_both_ways(tmp_path: Path) -> None:
    corpus = write_patches(tmp_path / "corpus", 1)
    data = write_small_dataset(tmp_path / "d.h5", count=2)
    with pytest.raises(DatasetError, match="has dataset format 2; this needs file of patches"):
        prepare(corpus, data)
    with pytest.raises(DatasetError, match="this needs file of patches"), open_patch_file(data):
        pass


def test_the_command_writes_the_file_and_a_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = write_patches(tmp_path / "corpus", 2)
    out = tmp_path / "new/p.h5"
    arguments = ["prepare-patches", "--corpus", str(corpus.folder), "--out", str(out)]
    assert main([*arguments, "--rows", str(PATCH_ROWS)]) == 0
    assert "2 patches" in capsys.readouterr().out
    with Image.open(out.with_suffix(".png")) as sheet:
        assert sheet.width > 100
    assert main([*arguments, "--rows", "640"]) == 1
    assert "was made with" in capsys.readouterr().err


def test_a_corpus_without_patches_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["prepare-patches", "--corpus", str(tmp_path), "--out", str(tmp_path / "p.h5")]
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert "patches.csv" in said
    assert said.count("\n") == 1
    with pytest.raises(ImageFileError, match=r"patches\.csv"):
        list(prepare_patches(tmp_path, tmp_path / "p.h5", PATCH_ROWS, PatchReport()))
    assert not (tmp_path / "p.h5").exists()

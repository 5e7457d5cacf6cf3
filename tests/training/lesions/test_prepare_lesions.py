from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.lesions.postprocessing import LEAST_SHARE
from inference.seeds import stream
from tests.phantom_film import FilmFolder, draw_film
from tests.training.small_patches import PatchFolder, draw_scan
from training.__main__ import main
from training.lesions.lesion_file import FRAME, PatchKind, open_lesion_file
from training.lesions.modelled import SIDE, modelled_pair
from training.lesions.prepare import LesionReport, prepare_lesion_patches

PATCH = 360
"""Of a patch in pixels of the scan, 0.12 mm: 345 at 0.125 mm."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two patients with a patch each: one with a bright round mass, one with a speck of one."""
    folder = tmp_path_factory.mktemp("corpus")
    patches = PatchFolder(films=FilmFolder(folder=folder))
    for number, radius in ((0, 60), (1, 4)):
        scan = draw_scan(number)
        y, x = np.ogrid[:PATCH, :PATCH]
        lesion = (y - 150) ** 2 + (x - 150) ** 2 <= radius**2
        grey = scan.grey.copy()
        grey[300 : 300 + PATCH, 60 : 60 + PATCH][lesion] += 0.2
        scan = type(scan)(grey=grey, breast=scan.breast, clutter=scan.clutter)
        cells = {"pixel_mm": "0.48", "status": "malignant"}
        patches.add_view(f"p{number}", scan, **cells)
        patches.add_patch(f"p{number}", grey[300 : 300 + PATCH, 60 : 60 + PATCH], lesion)
    rows = [{**row, "pathology": "MALIGNANT"} for row in patches.rows]
    with (folder / "patches.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_a_corpus_becomes_pairs_normal_tissue_and_modelled_lesions(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lesions.h5"
    arguments = ["prepare-lesion-patches", "--corpus", str(corpus), "--out", str(out)]
    assert main(arguments) == 0
    assert "rejected" in capsys.readouterr().out
    with Image.open(out.with_suffix(".png")) as sheet:
        assert sheet.width > 200
    with open_lesion_file(out) as file:
        assert file.rejected() == []
        kinds = dict(zip(file.texts("key"), file.texts("kind"), strict=True))
        mass, speck = (file.texts("patient").tolist().index(name) for name in ("p0", "p1"))
        patch = file.patch(mass)
        tiny = file.patch(speck)
    assert sorted(kinds.values()) == ["calcification", "mass", "none"]
    assert patch.image.shape == pytest.approx((PATCH * 0.12 / FRAME.pixel_mm,) * 2, abs=1)
    assert patch.lesion.sum() * FRAME.pixel_mm**2 == pytest.approx(np.pi * 7.2**2, rel=0.05)
    assert patch.without is not None and tiny.without is None
    inside = patch.image[patch.lesion].mean()
    assert inside > patch.without[patch.lesion].mean() + 15
    count = len(kinds)
    assert main(arguments) == 0  # the same command again adds nothing
    with open_lesion_file(out) as file:
        assert len(file) == count


def test_a_pathology_that_is_no_word_is_noted_with_its_patch(corpus: Path, tmp_path: Path) -> None:
    copy = tmp_path / "corpus"
    shutil.copytree(corpus, copy)
    text = (copy / "patches.csv").read_text()
    (copy / "patches.csv").write_text(text.replace("MALIGNANT", "PERHAPS", 1))
    report = LesionReport()
    list(prepare_lesion_patches(copy, tmp_path / "a.h5", report))
    with open_lesion_file(tmp_path / "a.h5") as file:
        ((key, reason),) = file.rejected()
    assert key.startswith("corpus/patches/p0")
    assert "'PERHAPS' is not malignant, benign or normal" in reason
    assert report.rejected == 1


def test_a_whole_view_of_film_adds_its_mass_and_tissue_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    patches = PatchFolder(films=FilmFolder(folder=folder))
    film = draw_film(
        height_mm=190, depth_mm=110, pixel_mm=0.3, shape=(700, 420), cluttered=False, seed=4
    )
    y, x = np.ogrid[:700, :420]
    mask = (y - 420) ** 2 + (x - 110) ** 2 <= 20**2
    for name, cells in (
        ("fine", {"pixel_mm": "0.3", "status": "malignant"}),
        ("coarse", {"pixel_mm": "0.45", "status": "benign"}),
        ("unsaid", {"pixel_mm": "0.3", "status": "unproven"}),
    ):
        patches.films.add(f"views/{name}.png", film, mask=mask, **cells)
    header = (
        "file,mask,source,patient,laterality,view,rows,columns,mask_pixels,whole_lesion,pathology"
    )
    (folder / "patches.csv").write_text(header + "\n")
    out = tmp_path / "a.h5"
    list(prepare_lesion_patches(folder, out, LesionReport()))
    with open_lesion_file(out) as file:
        recorded = [
            (key.rsplit("/", 1)[-1], kind, status)
            for key, kind, status, origin in zip(
                *(file.texts(name) for name in ("key", "kind", "status", "origin")), strict=True
            )
            if origin == "recorded"
        ]
        assert recorded == [
            ("fine.png", "mass", "malignant"),
            ("fine.png#beside", "none", "normal"),
        ]
        ((key, reason),) = file.rejected()
        count = len(file)
    assert key.endswith("coarse.png#beside") and "0.32 mm" in reason
    list(prepare_lesion_patches(folder, out, LesionReport()))
    with open_lesion_file(out) as file:
        assert len(file) == count


@pytest.mark.parametrize("kind", [PatchKind.CALCIFICATION, PatchKind.MASS])
def test_a_modelled_lesion_brightens_its_outline_and_nothing_beyond_the_margin(
    kind: PatchKind,
) -> None:
    y, x = np.mgrid[:SIDE, :SIDE]
    tissue = (90 + (y + x) // 12).astype(np.uint8)
    breast = np.ones_like(tissue, dtype=bool)
    shares = []
    for number in range(8):
        patch = modelled_pair(tissue, breast, kind, stream(number, "test"))
        assert patch.without is tissue
        rise = patch.image.astype(int) - tissue
        assert rise[patch.lesion].mean() > 3
        assert not rise[~patch.replaced].any()
        shares.append(patch.lesion.sum() / 256**2)
    assert np.mean(np.asarray(shares) > LEAST_SHARE) >= 0.5


def test_the_same_numbers_give_the_same_modelled_lesion() -> None:
    tissue = np.full((SIDE, SIDE), 100, np.uint8)
    breast = np.ones_like(tissue, dtype=bool)
    first, again = (
        modelled_pair(tissue, breast, PatchKind.CALCIFICATION, stream(3, "same")).image
        for _ in range(2)
    )
    assert (first == again).all()

"""Claims about `mammogym-cases make --lesion`: names, twins, truth, and sentences."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.__main__ import main
from inference.array_files import from_npz
from inference.resources import shipped_bundle

LESION = "mass shape=irregular margin=spiculated size_mm=14 at=upper-outer side=right"
FIXED = ["--format", "npz", "--provider", "cpu", "--threads", "1"]


@pytest.fixture(scope="module")
def bundle() -> Path:
    """A model whose pictures are breasts."""
    return shipped_bundle()


def make(out: Path, bundle: Path, *arguments: str, code: int = 0) -> Path:
    assert main(["make", *arguments, "--out", str(out), "--bundle", str(bundle), *FIXED]) == code
    return out


def pixels(path: Path) -> np.ndarray:
    return from_npz(path.read_bytes(), max_bytes=4_000_000)["pixels"].astype(int)


def test_a_case_with_a_lesion_keeps_its_names_beside_its_twin_and_the_truth(
    tmp_path: Path, bundle: Path
) -> None:
    seven = ("--seed", "7")
    plain = make(tmp_path / "plain", bundle, *seven)
    out = make(tmp_path / "lesion", bundle, *seven, "--lesion", LESION)
    views = {path.name for path in plain.glob("*.npz")}
    assert {path.name for path in out.glob("*.npz")} == views
    truth = json.loads((out / "truth.json").read_text())
    (finding,) = truth["findings"]
    assert (finding["region"], finding["size_mm"], finding["side"]) == ("upper_outer", 14, "R")
    for name in views:
        without = pixels(plain / name)
        assert np.array_equal(pixels(out / "without" / name), without)
        differs = not np.array_equal(pixels(out / name), without)
        assert differs == (name[len("seed-7_") : -len(".npz")] in finding["views"])
    again = make(tmp_path / "again", bundle, "--recipe", str(out / "recipe.json"))
    assert {path.name: path.read_bytes() for path in again.glob("*.*")} == {
        path.name: path.read_bytes() for path in out.glob("*.*")
    }


def test_a_lesion_stays_where_it_is_when_fewer_views_are_asked_for(
    tmp_path: Path, bundle: Path
) -> None:
    both = make(tmp_path / "a", bundle, "--seed", "7", "--lesion", LESION)
    one = make(tmp_path / "b", bundle, "--seed", "7", "--view", "R-CC", "--lesion", LESION)
    name = "seed-7_R-CC.npz"
    assert np.array_equal(pixels(both / name), pixels(one / name))


def test_the_truth_can_be_left_out(tmp_path: Path, bundle: Path) -> None:
    arguments = ("--seed", "7", "--view", "R-CC", "--lesion", LESION, "--no-truth")
    assert not (make(tmp_path / "out", bundle, *arguments) / "truth.json").exists()


def test_dicom_pictures_get_a_truth_that_refers_to_them(tmp_path: Path, bundle: Path) -> None:
    out = tmp_path / "out"
    fixed = ["--out", str(out), "--bundle", str(bundle), "--format", "dicom", *FIXED[2:]]
    arguments = ["--seed", "7", "--view", "R-CC", "--lesion", LESION, *fixed]
    assert main(["make", *arguments]) == 0
    picture = pydicom.dcmread(out / "seed-7_R-CC.dcm", stop_before_pixels=True)
    for kind in ("seg", "sr"):
        made = pydicom.dcmread(out / "truth" / f"seed-7_R-CC_{kind}.dcm")
        uids = [item.value for item in made.iterall() if item.tag == (0x0008, 0x1155)]
        assert set(uids) == {picture.SOPInstanceUID}
    assert (out / "truth.json").exists() and (out / "without" / "seed-7_R-CC.dcm").exists()
    for path in (out / "seed-7_R-CC.dcm", out / "without" / "seed-7_R-CC.dcm"):
        assert b"spiculated" not in path.read_bytes().lower()


def test_an_edited_case_with_lesions_gets_its_twin_and_truth(tmp_path: Path, bundle: Path) -> None:
    made = make(tmp_path / "made", bundle, "--seed", "7", "--view", "R-CC", "--lesion", LESION)
    out = tmp_path / "edited"
    second = "mass size_mm=8 side=right"
    edits = ["--recipe", str(made / "recipe.json"), "--texture", "0.5", "--lesion", second]
    assert main(["edit", *edits, "--out", str(out), "--bundle", str(bundle), *FIXED]) == 0
    truth = json.loads((out / "truth.json").read_text())
    assert [one["size_mm"] for one in truth["findings"]] == [14, 8]
    (picture,) = out.glob("*.npz")
    assert not np.array_equal(pixels(picture), pixels(out / "without" / picture.name))
    hidden = tmp_path / "hidden"
    fixed = ["--out", str(hidden), "--bundle", str(bundle), *FIXED, "--no-truth"]
    assert main(["edit", "--recipe", str(made / "recipe.json"), *fixed]) == 0
    assert not (hidden / "truth.json").exists() and (hidden / "without").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--lesion", "mass shape=star"), "no shape of mass 'star'; there are oval"),
        (("--lesion", "mass at=R-CC:2,2"), "outside the breast in R CC"),
        (("--view", "L-CC", "--lesion", LESION), "lies in the right breast"),
    ],
)
def test_a_lesion_that_cannot_be_is_told_in_a_sentence(
    tmp_path: Path,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    make(tmp_path / "out", bundle, "--seed", "7", *arguments, code=1)
    assert sentence in capsys.readouterr().err

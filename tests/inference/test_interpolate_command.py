"""Claims about `mammogym-cases interpolate`: frames, strip, animation and series."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image, ImageSequence

from inference.__main__ import main
from inference.recipe import read_recipe
from inference.sequence_files import WIDEST_STRIP, strip


@pytest.fixture
def interpolate(tiny_bundle: Path, tmp_path: Path):
    """Run `interpolate` in this process with the tiny bundle and return the output folder."""

    def run(out: str, arguments: str, *, code: int = 0) -> Path:
        folder = tmp_path / out
        fixed = ["--bundle", str(tiny_bundle), "--provider", "cpu", "--threads", "1"]
        assert main(["interpolate", *arguments.split(), "--out", str(folder), *fixed]) == code
        return folder

    return run


def test_a_loop_is_frames_with_recipes_a_strip_and_an_animation(interpolate) -> None:
    folder = interpolate("a", "--seeds 1,2,3 --steps 6 --loop --view R-CC L-CC --format png")
    names = sorted(path.name for path in folder.iterdir())
    frames = [f"frame-{n}_{end}" for n in range(1, 7) for end in ("L-CC.png", "R-CC.png")]
    recipes = [f"frame-{n}_recipe.json" for n in range(1, 7)]
    assert names == sorted([*frames, *recipes, "strip.png", "animation.webp"])
    picture = Image.open(folder / "strip.png")
    one = Image.open(folder / "frame-1_R-CC.png")
    assert picture.size == (6 * 2 * one.width, one.height)
    assert "SYNTHETIC" in picture.info["Title"]
    moving = Image.open(folder / "animation.webp")
    assert moving.size == (2 * one.width, one.height)
    assert len(list(ImageSequence.Iterator(moving))) == 6
    assert "SYNTHETIC" in moving.getexif()[0x010E]


def test_frames_are_cases_of_their_own_that_make_draws_again(
    interpolate, tiny_bundle: Path, tmp_path: Path
) -> None:
    folder = interpolate("a", "--seeds 1,2 --steps 4 --view R-CC --format png")
    recipes = [read_recipe(folder / f"frame-{n}_recipe.json") for n in range(1, 5)]
    assert len({recipe.case_id for recipe in recipes}) == 4
    assert not recipes[0].is_edited
    assert [(one.seed, one.weight) for one in recipes[-1].interpolation] == [(2, 1)]
    path = folder / "frame-2_recipe.json"
    again = ["make", "--recipe", str(path), "--format", "png", "--out", str(tmp_path / "b")]
    assert main([*again, "--bundle", str(tiny_bundle), "--provider", "cpu"]) == 0
    (picture,) = (tmp_path / "b").glob("*.png")
    assert picture.read_bytes() == (folder / "frame-2_R-CC.png").read_bytes()


@pytest.mark.parametrize("kind", ["png", "dicom"])
def test_a_sequence_made_twice_is_the_same_files(interpolate, kind: str) -> None:
    arguments = f"--seeds 1,2 --steps 3 --view R-CC --format {kind}"
    first, second = interpolate("a", arguments), interpolate("b", arguments)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_dicom_frames_of_a_view_are_one_series_in_order(interpolate) -> None:
    folder = interpolate("a", "--seeds 1,2 --steps 10 --view R-CC L-CC --format dicom")
    files = [pydicom.dcmread(path) for path in sorted(folder.glob("*.dcm"))]
    assert len(files) == 20
    assert len({file.StudyInstanceUID for file in files}) == 1
    assert len({file.PatientID for file in files}) == 1
    assert len({file.SOPInstanceUID for file in files}) == 20
    for side in "RL":
        own = [file for file in files if file.ImageLaterality == side]
        assert len({file.SeriesInstanceUID for file in own}) == 1
        assert [file.InstanceNumber for file in own] == list(range(1, 11))
    assert all(file.SyntheticData == "YES" for file in files)
    assert (folder / "frame-01_R-CC.dcm").exists()


def test_a_gif_says_that_it_is_synthetic(interpolate) -> None:
    folder = interpolate(
        "a", "--seeds 1,2 --steps 3 --view R-CC --format png --animation gif --even-in-w"
    )
    moving = Image.open(folder / "animation.gif")
    assert b"SYNTHETIC" in moving.info["comment"]
    assert len(list(ImageSequence.Iterator(moving))) == 3


def test_a_sequence_takes_the_settings_of_a_recipe(
    interpolate, tiny_bundle: Path, tmp_path: Path
) -> None:
    edit = ["edit", "--seed", "1", "--texture", "0.25", "--format", "png"]
    assert main([*edit, "--out", str(tmp_path / "e"), "--bundle", str(tiny_bundle)]) == 0
    recipe = tmp_path / "e" / "recipe.json"
    folder = interpolate("a", f"--seeds 1,2 --recipe {recipe} --steps 2 --format png")
    for path in folder.glob("*.json"):
        assert read_recipe(path).texture_strength == 0.25


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("--seeds 1", 1, "two to four different seeds"),
        ("--seeds 1,1", 1, "two to four different seeds"),
        ("--seeds 1,2,3,4,5", 1, "two to four different seeds"),
        ("--seeds 1,x", 2, "'x' is not a whole number"),
        ("--seeds 1,2,3 --steps 2", 1, "3 to 1000 steps, not 2"),
    ],
)
def test_what_is_no_sequence_is_a_sentence(
    interpolate, capsys, arguments: str, code: int, sentence: str
) -> None:
    interpolate("a", f"{arguments} --format png", code=code)
    assert sentence in capsys.readouterr().err


def test_a_long_strip_goes_on_in_further_lines() -> None:
    frames = [np.full((320, 3000), n, np.uint8) for n in range(7)]
    picture = strip(frames)
    assert picture.shape == (2 * 320, 5 * 3000)
    assert picture.shape[1] <= WIDEST_STRIP
    assert (picture[320:, 3000] == 6).all() and (picture[320:, -1] == 0).all()

"""Claims about `mammogym-cases make` and `info`: equal files, recipes beside them, sentences."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pydicom
import pytest
from PIL import Image

import inference
from inference.__main__ import main
from inference.array_files import from_npz
from inference.dicom.read import read_cases
from inference.model_bundle import load_bundle
from inference.recipe import Recipe, write_recipe

FORMATS = ["png", "npz", "dicom"]


@pytest.fixture
def make(tiny_bundle: Path, tmp_path: Path):
    """Run `make` in this process with the tiny bundle and return the output folder."""

    def run(out: str, arguments: str, *, code: int = 0) -> Path:
        folder = tmp_path / out
        fixed = ["--bundle", str(tiny_bundle), "--provider", "cpu", "--threads", "1"]
        assert main(["make", *arguments.split(), "--out", str(folder), *fixed]) == code
        return folder

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("kind", FORMATS)
def test_making_a_seed_twice_gives_identical_files(make, kind: str) -> None:
    first = contents(make("a", f"--seed 7 --format {kind}"))
    assert contents(make("b", f"--seed 7 --format {kind}")) == first
    ending = "dcm" if kind == "dicom" else kind
    views = ["L-CC", "L-MLO", "R-CC", "R-MLO"]
    assert list(first) == ["recipe.json", *(f"seed-7_{view}.{ending}" for view in views)]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_recipe_gives_the_same_files_again(make, kind: str) -> None:
    first = make("a", f"--seed 7 --truncation 0.9 --view L-MLO R-CC --format {kind}")
    again = make("b", f"--recipe {first / 'recipe.json'} --format {kind}")
    assert contents(again) == contents(first)


@pytest.mark.parametrize("kind", FORMATS)
def test_choosing_views_changes_no_picture(make, kind: str) -> None:
    all_four = contents(make("a", f"--seed 7 --format {kind}"))
    chosen = contents(make("b", f"--seed 7 --view R-CC --view L-CC --format {kind}"))
    del chosen["recipe.json"]
    assert len(chosen) == 2
    assert chosen.items() <= all_four.items()


def test_later_seeds_change_nothing(make) -> None:
    alone = contents(make("a", "--seed 7 --format png"))
    recipe = alone.pop("recipe.json")
    among_three = contents(make("b", "--seed 7 --count 3 --format png"))
    assert alone.items() <= among_three.items()
    assert among_three["seed-7_recipe.json"] == recipe
    assert len(among_three) == 3 * 5


def test_a_later_seed_in_the_same_folder_leaves_every_file_as_it_was(make) -> None:
    before = contents(make("a", "--seed 7 --format png"))
    after = contents(make("a", "--seed 8 --format png"))
    assert before.items() <= after.items()
    assert set(after) - set(before) >= {"seed-8_recipe.json", "seed-8_R-CC.png"}


def test_several_recipes_can_be_made_again_at_once(make) -> None:
    first = make("a", "--seed 7 --count 2 --format npz")
    recipes = " ".join(str(path) for path in sorted(first.glob("*_recipe.json")))
    assert contents(make("b", f"--recipe {recipes} --format npz")) == contents(first)


def test_two_recipes_of_one_seed_do_not_overwrite_each_other(make, capsys) -> None:
    one = make("a", "--seed 7 --format png") / "recipe.json"
    two = make("b", "--seed 7 --truncation 1 --format png") / "recipe.json"
    capsys.readouterr()
    out = make("c", f"--recipe {one} {two} --format png", code=1)
    assert "Two recipes have the same seed" in capsys.readouterr().err
    assert not out.exists()


def test_the_three_formats_show_the_same_picture(make) -> None:
    stem = "seed-7_R-MLO"
    shown = np.asarray(Image.open(make("a", "--seed 7 --format png") / f"{stem}.png"))
    packed = (make("b", "--seed 7 --format npz") / f"{stem}.npz").read_bytes()
    values = from_npz(packed, max_bytes=10**8)["pixels"]
    stored = pydicom.dcmread(make("c", "--seed 7 --format dicom") / f"{stem}.dcm")
    assert (stored.pixel_array == values).all()
    assert (shown == np.rint(values / 4095 * 255)).all()


def test_dicom_names_the_model_and_its_hash_but_not_the_seed(make, tiny_bundle: Path) -> None:
    folder = make("a", "--seed 918273645 --format dicom --view R-CC")
    dataset = pydicom.dcmread(folder / "seed-918273645_R-CC.dcm")
    dataset.remove_private_tags()
    text = str(dataset)
    assert "918273645" not in text and "0.65" not in text
    assert load_bundle(tiny_bundle).hash in dataset.DerivationDescription


def line_of(capsys: pytest.CaptureFixture[str]) -> str:
    err = capsys.readouterr().err
    assert err.startswith("mammogym-cases: error: ") and err.count("\n") == 1
    return err


def test_a_recipe_for_another_model_is_a_sentence(make, tmp_path: Path, capsys) -> None:
    recipe = make("a", "--seed 7 --format png") / "recipe.json"
    recipe.write_text(recipe.read_text().replace('"bundle_name": "', '"bundle_name": "not-'))
    make("b", f"--recipe {recipe} --format png", code=1)
    assert "is for the model not-" in line_of(capsys)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', "\0\0\0"])
def test_a_recipe_that_is_none_is_a_sentence(make, tmp_path: Path, capsys, text: str) -> None:
    (tmp_path / "recipe.json").write_text(text)
    make("b", f"--recipe {tmp_path / 'recipe.json'} --format png", code=1)
    line_of(capsys)


def test_a_bundle_with_one_byte_changed_is_a_sentence(
    tiny_bundle: Path, tmp_path: Path, capsys
) -> None:
    copy = Path(shutil.copytree(tiny_bundle, tmp_path / "copy"))
    graph = bytearray((copy / "synthesis.onnx").read_bytes())
    graph[-1] ^= 1
    (copy / "synthesis.onnx").write_bytes(graph)
    arguments = ["make", "--seed", "7", "--format", "png", "--out", str(tmp_path / "a")]
    assert main([*arguments, "--bundle", str(copy)]) == 1
    assert "was altered or is damaged" in line_of(capsys)
    assert main(["info", "--bundle", str(copy)]) == 1
    line_of(capsys)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_where_a_folder_belongs_is_a_sentence(
    make, tmp_path: Path, capsys, kind: str
) -> None:
    (tmp_path / "taken").write_text("keep")
    make("taken", f"--seed 7 --format {kind}", code=1)
    assert "is a file, and a folder is needed there" in line_of(capsys)
    make("taken/below", f"--seed 7 --format {kind}", code=1)
    line_of(capsys)
    assert (tmp_path / "taken").read_text() == "keep"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_folder_where_a_file_belongs_is_a_sentence(
    make, tmp_path: Path, capsys, kind: str
) -> None:
    name = f"seed-7_R-CC.{'dcm' if kind == 'dicom' else kind}"
    (tmp_path / "out" / name).mkdir(parents=True)
    make("out", f"--seed 7 --format {kind}", code=1)
    assert str(tmp_path / "out" / name) in line_of(capsys)


def command(tiny_bundle: Path, out: Path, *arguments: str) -> list[str]:
    make = [sys.executable, "-m", "inference", "make", "--out", str(out), *arguments]
    return [*make, "--bundle", str(tiny_bundle), "--provider", "cpu", "--threads", "1"]


CHECKOUT = Path(inference.__file__).parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(
    tiny_bundle: Path, tmp_path: Path, kind: str
) -> None:
    import resource

    out = tmp_path / "out"
    ended = subprocess.run(
        command(tiny_bundle, out, "--seed", "7", "--format", kind),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"mammogym-cases: error: Could not write {out}")
    assert ended.stderr.count("\n") == 1
    assert not list(out.iterdir())


def test_ctrl_c_ends_with_a_word_and_whole_files(
    make, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def interrupted_at_the_third(recipe: Recipe, path: Path) -> None:
        write_recipe(recipe, path)
        if recipe.seed == 3:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("inference.case_files.write_recipe", interrupted_at_the_third)
    out = make("a", "--seed 1 --count 100000 --format png", code=1)
    assert capsys.readouterr().err == "mammogym-cases: cancelled\n"
    assert len(list(out.iterdir())) == 3 * 5
    for path in out.glob("*.png"):
        Image.open(path).load()


def test_a_provider_that_was_asked_for_and_fails_is_noted(tiny_bundle: Path, tmp_path, capsys):
    arguments = ["make", "--seed", "7", "--format", "png", "--out", str(tmp_path / "a")]
    available = onnxruntime.get_available_providers()
    missing = "dml" if "DmlExecutionProvider" not in available else "coreml"
    assert main([*arguments, "--bundle", str(tiny_bundle), "--provider", missing]) == 0
    err = capsys.readouterr().err
    assert err.startswith("mammogym-cases make: note: The CPU is used.") and err.count("\n") == 1


def test_info_says_what_there_is_and_why(tiny_bundle: Path, capsys) -> None:
    arguments = ["info", "--bundle", str(tiny_bundle), "--provider", "cpu", "--threads", "1"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    lines = dict(line.split(":", 1) for line in out.splitlines() if ":" in line)
    assert lines["provider"].strip() == "cpu"
    assert lines["why"].strip() == "The CPU was asked for."
    assert "ms for one image" in lines["time"]


def test_dicomdir_makes_a_folder_for_each_case_that_reads_as_that_case(make) -> None:
    folder = make("a", "--seed 7 --count 2 --format dicom --dicomdir")
    assert sorted(path.name for path in folder.iterdir()) == [
        "seed-7",
        "seed-7_recipe.json",
        "seed-8",
        "seed-8_recipe.json",
    ]
    plain = make("b", "--seed 7 --count 2 --format dicom")
    for seed in (7, 8):
        (case,) = read_cases([folder / f"seed-{seed}" / "DICOMDIR"])
        for view in case.views:
            assert view.source is not None
            written = plain / f"seed-{seed}_{view.name}.dcm"
            assert view.source.path.read_bytes() == written.read_bytes()


def test_dicomdir_may_be_made_again_and_replaces_nothing_else(make) -> None:
    folder = make("a", "--seed 7 --view R-CC --format dicom --dicomdir")
    first = (folder / "seed-7" / "DICOMDIR").read_bytes()
    make("a", "--seed 7 --view R-CC --format dicom --dicomdir")
    assert (folder / "seed-7" / "DICOMDIR").read_bytes() == first
    (folder / "seed-7" / "notes.txt").write_text("mine")
    make("a", "--seed 7 --view R-CC --format dicom --dicomdir", code=1)
    assert (folder / "seed-7" / "notes.txt").read_text() == "mine"


def test_dicomdir_goes_with_dicom_alone(make, capsys) -> None:
    make("a", "--seed 7 --format png --dicomdir", code=2)
    assert "--format dicom" in capsys.readouterr().err

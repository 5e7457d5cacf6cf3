"""Claims about `mammogym-cases edit`, and about edited recipes and random edits in `make`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import inference.case_measurement
from inference.__main__ import main
from inference.local_edit import painted
from inference.recipe import Technique, ViewName, read_recipe
from inference.recipe_edits import ComponentEdit, Interpolation, LocalEdit, StyleMix
from tests.tiny_controls import grey_attributes


@pytest.fixture
def command(tiny_controlled_bundle: Path, tmp_path: Path):
    """Run a subcommand in this process with the tiny bundle and return the output folder."""

    def run(name: str, out: str, arguments: list[str], *, code: int = 0) -> Path:
        folder = tmp_path / out
        fixed = ["--bundle", str(tiny_controlled_bundle), "--provider", "cpu", "--threads", "1"]
        assert main([name, *arguments, "--out", str(folder), *fixed]) == code
        return folder

    return run


def pictures(folder: Path) -> dict[str, bytes]:
    return {path.name.split("_")[-1]: path.read_bytes() for path in folder.glob("*.png")}


EVERY_EDIT = [
    "--set brightness=+1sd density=-5%",
    "--component 3=+2@0-5 1=-1@coarse",
    "--mix 8@4-5",
    "--between 9:0.25",
    "--local 1:10:0.5",
    "--texture 0.5:11",
    "--asymmetry 0.1",
]


def test_every_edit_goes_into_the_recipe_which_make_draws_alike(command) -> None:
    arguments = [word for option in EVERY_EDIT for word in option.split()]
    arguments += ["--local", "lower middle:10:0.25"]
    edited = command("edit", "a", ["--seed", "7", *arguments, "--format", "png"])
    recipe = read_recipe(edited / "recipe.json")
    assert recipe.position("brightness") == 1 and recipe.position("density") < 0
    assert recipe.components == (
        ComponentEdit(index=3, amount=2, first_layer=0, last_layer=5),
        ComponentEdit(index=1, amount=-1, first_layer=0, last_layer=3),
    )
    assert recipe.mixing == (StyleMix(seed=8, first_layer=4, last_layer=5),)
    assert recipe.interpolation == (Interpolation(seed=9, weight=0.25),)
    assert recipe.local_edits == (
        LocalEdit(part=1, seed=10, strength=0.5),
        LocalEdit(part=2, seed=10, strength=0.25),
    )
    assert (recipe.texture_strength, recipe.texture_seed, recipe.asymmetry) == (0.5, 11, 0.1)
    made = command("make", "b", ["--recipe", str(edited / "recipe.json"), "--format", "png"])
    assert pictures(made) == pictures(edited)
    assert len(pictures(made)) == 4


def test_edited_files_are_named_apart_from_those_of_the_plain_seed(command) -> None:
    folder = command("make", "a", ["--seed", "7", "--format", "png"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    command("edit", "a", ["--seed", "7", "--set", "density=+1sd", "--format", "png"])
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert before.items() <= after.items()
    (recipe_name,) = (set(after) - set(before)) & {p.name for p in folder.glob("*.json")}
    recipe = read_recipe(folder / recipe_name)
    assert recipe_name == f"seed-7-{recipe.case_id[:6]}_recipe.json"
    assert f"seed-7-{recipe.case_id[:6]}_R-CC.png" in after


def test_further_edits_add_to_a_recipe_and_reset_takes_them_off(command) -> None:
    options = ["--format", "png"]
    first = command("edit", "a", ["--seed", "7", "--set", "density=+1sd", *options])
    start = ["--recipe", str(first / "recipe.json")]
    second = command("edit", "b", [*start, "--set", "density=+1sd", "--mix", "8@4", *options])
    assert read_recipe(second / "recipe.json").position("density") == 2
    fresh = command("edit", "c", [*start, "--reset", "--set", "brightness=-1sd", *options])
    recipe = read_recipe(fresh / "recipe.json")
    assert (recipe.position("density"), recipe.position("brightness")) == (0, -1)


def test_one_setting_goes_to_several_seeds(command) -> None:
    folder = command("edit", "a", ["--seed", "7", "8", "--set", "density=1sd", "--format", "png"])
    recipes = [read_recipe(path) for path in folder.glob("*.json")]
    assert {recipe.seed for recipe in recipes} == {7, 8}
    assert {recipe.position("density") for recipe in recipes} == {1}
    assert len(list(folder.glob("*.png"))) == 8


def test_cells_can_be_named_in_place_of_a_part(command) -> None:
    local = ["--local", "2-4,1-3+5,2:10:0.5"]
    folder = command("edit", "a", ["--seed", "7", *local, "--format", "png"])
    (edit,) = read_recipe(folder / "recipe.json").local_edits
    expected = np.zeros((10, 8), bool)
    expected[2:5, 1:4] = expected[5, 2] = True
    assert np.array_equal(painted(edit.mask, 10, 8), expected)
    assert edit == LocalEdit(mask=edit.mask, seed=10, strength=0.5)


@pytest.mark.parametrize("start", ["seed", "recipe"])
def test_views_technique_and_truncation_can_be_chosen_with_the_edits(command, start: str) -> None:
    first = command("edit", "a", ["--seed", "7", "--set", "density=+1sd", "--format", "png"])
    given = ["--seed", "7"] if start == "seed" else ["--recipe", str(first / "recipe.json")]
    wanted = ["--view", "L-MLO", "R-CC", "--technique", "film", "--truncation", "0.9"]
    folder = command("edit", "b", [*given, *wanted, "--format", "png"])
    recipe = read_recipe(folder / "recipe.json")
    assert recipe.views == (ViewName.L_MLO, ViewName.R_CC)
    assert (recipe.technique, recipe.truncation_psi) == (Technique.FILM, 0.9)
    assert recipe.position("density") == (0 if start == "seed" else 1)
    assert set(pictures(folder)) == {"L-MLO.png", "R-CC.png"}


def test_a_value_is_reached_on_the_case_itself(command, monkeypatch, capsys) -> None:
    def measured(generator, recipe):
        return grey_attributes(generator.image(recipe, ViewName.R_CC))

    monkeypatch.setattr(inference.case_measurement, "measured_attributes", measured)
    folder = command("edit", "a", ["--seed", "2", "--set", "brightness=50%", "--format", "png"])
    assert read_recipe(folder / "recipe.json").position("brightness") != 0
    assert "1 case in 4 png files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--set size=+1sd", "no attribute 'size'; there are brightness (-3 to +3 sd"),
        ("--set density=+9sd", "Its range is density (-3 to +3 sd"),
        ("--set density", "write NAME=VALUE"),
        ("--component 3", "write NUMBER=STEP@LAYERS"),
        ("--component 3=1@low", "write layers such as 0-"),
        ("--component 7=1", "no component 7; the components are 0 to 5"),
        ("--mix 8@0-99", "no layer 99"),
        ("--local 9:8:0.5", "no part '9'; there are 0 (upper), 1 (upper middle)"),
        ("--local 1:8:7", "strength of a local edit has to lie between 0 and 1"),
        ("--local 2-10,1:8:0.5", "lie beside the grid; its rows are 0 to 9 and its columns 0 to 7"),
        ("--local 2,x:8:0.5", "write ROWS,COLUMNS"),
        ("--between 8:2", "weight of an interpolation"),
        ("--texture loud", "write STRENGTH or STRENGTH:SEED"),
        ("--asymmetry 2", "asymmetry has to lie between 0 and 1"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_writes_nothing(
    command, capsys, arguments: str, sentence: str
) -> None:
    folder = command("edit", "a", ["--seed", "7", *arguments.split(), "--format", "png"], code=1)
    err = capsys.readouterr().err
    assert err.startswith("mammogym-cases: error: ") and err.count("\n") == 1
    assert sentence in err
    assert not folder.exists() or not any(folder.iterdir())


def test_the_sliders_are_listed(command, tmp_path: Path, capsys) -> None:
    command("edit", "a", ["--list"])
    out = capsys.readouterr().out
    assert "density" in out and "-3 to +3 sd" in out
    assert "0 to 5, layers coarse 0-3" in out
    assert "1 upper middle" in out


def test_without_what_it_needs_the_command_names_it(command, capsys) -> None:
    command("edit", "a", ["--set", "density=+1sd", "--format", "png"], code=2)
    assert "give --recipe or --seed" in capsys.readouterr().err


def test_without_controls_a_sentence_says_how_to_make_them(
    tiny_bundle: Path, tmp_path: Path, capsys
) -> None:
    arguments = ["edit", "--seed", "7", "--set", "density=+1sd", "--format", "png"]
    assert main([*arguments, "--out", str(tmp_path), "--bundle", str(tiny_bundle)]) == 1
    assert "comes without controls" in capsys.readouterr().err


def test_random_edits_make_a_pool_whose_names_tell_nothing(command) -> None:
    options = ["--seed", "0", "--count", "12", "--view", "R-CC", "--format", "png"]
    plain = command("make", "a", options)
    pool = command("make", "b", [*options, "--random-edits", "0.35"])
    assert sorted(path.name for path in plain.iterdir()) == sorted(
        path.name for path in pool.iterdir()
    )
    for path in pool.glob("*.json"):
        name = path.name.replace("recipe.json", "R-CC.png")
        same = (pool / name).read_bytes() == (plain / name).read_bytes()
        assert same != read_recipe(path).is_edited
    assert 0 < sum(read_recipe(path).is_edited for path in pool.glob("*.json")) < 12


def test_the_strength_of_random_edits_needs_random_edits(command, capsys) -> None:
    command("make", "a", ["--seed", "0", "--edit-strength", "2", "--format", "png"], code=2)
    assert "--edit-strength goes with --random-edits" in capsys.readouterr().err

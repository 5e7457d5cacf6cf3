"""`mammogym-cases edit`: change cases by sliders, components, mixing and places, and draw them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from inference.atomic_files import make_folder
from inference.calibration import range_of
from inference.case import Case
from inference.case_files import (
    WITHOUT_NAME,
    CaseFormat,
    write_case_files,
    write_case_recipe,
    write_case_truth,
)
from inference.case_generator import CaseGenerator
from inference.command_line import CommandParser, progress
from inference.commands import edit_arguments as read
from inference.commands import lesion_arguments
from inference.commands.arguments import add_model_arguments, seed, truncation, view_name
from inference.controls import Controls
from inference.edits import needed_controls
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import Recipe, Technique, read_recipe
from inference.resources import shipped_bundle
from inference.wishes import Wish, granted, parse_wish

SUMMARY = "change cases by named sliders and other edits, and draw them"
DESCRIPTION = """\
Change the cases of recipes or seeds, and write their pictures and new recipes.

  --set density=c             a BI-RADS class, reached by measuring this case
  --set breast_area=+15cm2    a change in the attribute's unit, by the slider's calibration
  --set breast_area=120cm2    a value in its unit, reached by measuring this case
  --set brightness=+1sd       a move of the slider; 1sd without a sign is its position
  --component 3=+2@0-5        2 sd along principal component 3, on layers 0 to 5
  --mix 8@4-9                 layers 4 to 9 take after seed 8
  --between 8:0.3             three tenths of the way to seed 8
  --local 4:8:0.5             part 4 takes after seed 8, with strength 0.5
  --local 2-4,1-3+5,2:8:0.5   so do cells of the parts' grid: rows 2 to 4 in columns 1 to 3, and
                              row 5 in column 2, counted from 0 at the top of the chest wall
  --texture 0.5               half the noise; 1:42 takes the noise of seed 42
  --lesion "mass size_mm=14"  a lesion more; twins and truth are written as make does

Options that hold a list of edits can be given again. Files are named by seed and id:
seed-7-3F09AC_R-CC.png."""
EXAMPLE = (
    "mammogym-cases edit --seed 7 --set density=c --set breast_area=+15cm2 --format png --out cases"
)


def add_arguments(parser: CommandParser) -> None:
    """Add what `edit` takes."""
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--recipe", type=Path, nargs="+", metavar="FILE", help="recipes of the cases to change"
    )
    start.add_argument("--seed", type=seed, nargs="+", metavar="N", help="seeds of the cases")
    _add(parser, "--set", "NAME=VALUE", "move the slider of an attribute")
    _add(parser, "--component", "NUMBER=STEP@LAYERS", "step along a principal component")
    _add(parser, "--mix", "SEED@LAYERS", "take layers from another seed")
    _add(parser, "--between", "SEED:SHARE", "go part of the way to another seed")
    _add(parser, "--local", "PLACE:SEED:STRENGTH", "let a part or cells take after another seed")
    parser.add_argument("--texture", metavar="STRENGTH[:SEED]", help="noise, 0 to 2; 1 as trained")
    parser.add_argument(
        "--asymmetry", type=float, metavar="A", help="how far the breasts differ, 0 to 1"
    )
    parser.add_argument(
        "--lesion", action="append", metavar="WORDS", help="put in a lesion, as make does"
    )
    parser.add_argument(
        "--no-truth",
        action="store_true",
        help="leave out truth.json, and for DICOM the folder truth",
    )
    parser.add_argument(
        "--view",
        type=view_name,
        nargs="+",
        action="extend",
        metavar="VIEW",
        help="draw these views: R-CC, L-CC, R-MLO, L-MLO",
    )
    parser.add_argument(
        "--technique",
        choices=[technique.value for technique in Technique],
        help="whose look the views are to have",
    )
    parser.add_argument(
        "--truncation", type=truncation, metavar="PSI", help="0 (average) to 1 (all variety)"
    )
    parser.add_argument("--reset", action="store_true", help="take off all earlier edits first")
    parser.add_argument(
        "--list", action="store_true", help="list the sliders and parts of the model, and stop"
    )
    parser.add_argument(
        "--format",
        choices=[one.value for one in CaseFormat],
        help="png: 8 bits for the eye; npz: 12 bits for programs; dicom: for viewers and archives",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to")
    add_model_arguments(parser)


def work(arguments: argparse.Namespace) -> None:
    """Change and draw the cases that the arguments ask for.

    Raises:
        MammogymError: an edit is not possible, or a file could not be written.
    """
    parser: CommandParser = arguments.parser
    generator = CaseGenerator(
        load_bundle(arguments.bundle or shipped_bundle()),
        provider=arguments.provider,
        threads=arguments.threads,
    )
    if arguments.list:
        print("\n".join(listed(_controls(generator))))
        return
    if not (arguments.recipe or arguments.seed) or not arguments.format or not arguments.out:
        parser.error("give --recipe or --seed, --format and --out (or --list alone)")
    recipes = [read_recipe(path) for path in arguments.recipe or ()]
    recipes += [generator.recipe(number) for number in arguments.seed or ()]
    for recipe in recipes:
        generator.check(recipe)
    wishes = _wishes(arguments, generator)
    make_folder(arguments.out)
    files, alone = 0, len(recipes) == 1
    edited = (_edited(recipe, arguments, wishes, generator) for recipe in recipes)
    pairs = (generator.generate_with_twin(recipe) for recipe in edited)
    with progress(pairs, total=len(recipes), unit="case") as cases:
        for case, twin in cases:
            files += _write(case, twin, arguments, generator.bundle, alone=alone)
    counted = "1 case" if alone else f"{len(recipes)} cases"
    print(f"{counted} in {files} {arguments.format} files in {arguments.out}")


def _write(
    case: Case, twin: Case, arguments: argparse.Namespace, bundle: ModelBundle, *, alone: bool
) -> int:
    """Write a case, its recipe, and with lesions its twin and truth; tells how many pictures."""
    case_format = CaseFormat(arguments.format)
    written = write_case_files(case, arguments.out, case_format=case_format, model=bundle)
    write_case_recipe(case, arguments.out, alone=alone)
    if case.recipe is None or not case.recipe.lesions:
        return len(written)
    without = arguments.out / WITHOUT_NAME
    twins = write_case_files(twin, without, case_format=case_format, model=bundle)
    if not arguments.no_truth:
        write_case_truth(case, arguments.out, case_format=case_format, model=bundle, alone=alone)
    return len(written) + len(twins)


def listed(controls: Controls) -> Iterator[str]:
    """Lines that name the sliders with their ranges, the components and the parts."""
    for one in controls.attributes:
        yield f"{one.name:<18} {one.label}: {range_of(one)}"
    components = controls.manifest.components
    ranges = ", ".join(
        f"{one.name} {one.first_layer}-{one.last_layer}" for one in components.layer_ranges
    )
    yield f"components         0 to {components.count - 1}, layers {ranges}"
    if controls.manifest.parts is not None:
        names = (f"{number} {name}" for number, name in enumerate(controls.parts.names))
        yield f"parts              {', '.join(names)}"


def _wishes(arguments: argparse.Namespace, generator: CaseGenerator) -> list[Wish]:
    if not arguments.set:
        return []
    # Measuring takes scipy's image tools, which no other edit needs.
    from inference.case_measurement import density_range

    controls = _controls(generator)
    return [parse_wish(text, controls, density_range) for text in arguments.set]


def _edited(
    recipe: Recipe, arguments: argparse.Namespace, wishes: list[Wish], generator: CaseGenerator
) -> Recipe:
    """The recipe with all edits that were asked for."""
    recipe = _with_choices(recipe.unedited if arguments.reset else recipe, arguments)
    recipe = _with_lists(recipe, arguments, generator)
    if arguments.texture is not None:
        strength, texture_seed = read.texture(arguments.texture)
        recipe = replace(recipe, texture_strength=strength, texture_seed=texture_seed)
    if arguments.asymmetry is not None:
        recipe = replace(recipe, asymmetry=arguments.asymmetry)
    generator.check(recipe)
    if not wishes:
        return recipe
    from inference.case_measurement import measured_attributes

    return granted(
        recipe,
        wishes,
        _controls(generator),
        lambda tried: measured_attributes(generator, tried),
    )


def _with_choices(recipe: Recipe, arguments: argparse.Namespace) -> Recipe:
    """The recipe with other views, technique and truncation, where they were asked for."""
    if arguments.view:
        recipe = replace(recipe, views=tuple(dict.fromkeys(arguments.view)))
    if arguments.technique:
        recipe = replace(recipe, technique=Technique(arguments.technique))
    if arguments.truncation is not None:
        recipe = replace(recipe, truncation_psi=arguments.truncation)
    return recipe


def _with_lists(recipe: Recipe, arguments: argparse.Namespace, generator: CaseGenerator) -> Recipe:
    """The recipe with what can be given several times, after what it holds already."""
    num_ws = generator.bundle.manifest.num_ws
    components = [
        read.component(text, _controls(generator), num_ws) for text in arguments.component or ()
    ]
    mixes = [read.mix(text, generator.controls, num_ws) for text in arguments.mix or ()]
    places = [read.local_edit(text, _controls(generator)) for text in arguments.local or ()]
    shares = [read.share(text) for text in arguments.between or ()]
    # Each lesion has a seed of its own, those that the recipe holds already too.
    first = len(recipe.lesions)
    lesions = [
        lesion_arguments.lesion(text, number)
        for number, text in enumerate(arguments.lesion or (), first)
    ]
    return replace(
        recipe,
        components=(*recipe.components, *components),
        mixing=(*recipe.mixing, *mixes),
        local_edits=(*recipe.local_edits, *places),
        interpolation=(*recipe.interpolation, *shares),
        lesions=(*recipe.lesions, *lesions),
    )


def _controls(generator: CaseGenerator) -> Controls:
    return needed_controls(generator.controls, generator.bundle.name)


def _add(parser: CommandParser, option: str, metavar: str, meaning: str) -> None:
    """An option that takes one or more values and can be given again."""
    parser.add_argument(option, nargs="+", action="extend", metavar=metavar, help=meaning)

"""`mammogym-cases edit`: change cases by sliders, components, mixing and places, and draw them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from inference.atomic_files import make_folder
from inference.calibration import range_of
from inference.case_files import CaseFormat, write_case_files, write_case_recipe
from inference.case_generator import CaseGenerator
from inference.command_line import CommandParser, progress
from inference.commands import edit_arguments as read
from inference.commands.arguments import add_model_arguments, seed
from inference.controls import Controls
from inference.edits import needed_controls
from inference.model_bundle import load_bundle
from inference.recipe import Recipe, read_recipe
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
  --texture 0.5               half the noise; 1:42 takes the noise of seed 42

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
    _add(parser, "--local", "PART:SEED:STRENGTH", "let a part take after another seed")
    parser.add_argument("--texture", metavar="STRENGTH[:SEED]", help="noise, 0 to 2; 1 as trained")
    parser.add_argument(
        "--asymmetry", type=float, metavar="A", help="how far the breasts differ, 0 to 1"
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
    with progress(generator.generate_all(edited), total=len(recipes), unit="case") as cases:
        for case in cases:
            written = write_case_files(
                case,
                arguments.out,
                case_format=CaseFormat(arguments.format),
                model=generator.bundle,
            )
            write_case_recipe(case, arguments.out, alone=alone)
            files += len(written)
    counted = "1 case" if alone else f"{len(recipes)} cases"
    print(f"{counted} in {files} {arguments.format} files in {arguments.out}")


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
    recipe = _with_lists(recipe.unedited if arguments.reset else recipe, arguments, generator)
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


def _with_lists(recipe: Recipe, arguments: argparse.Namespace, generator: CaseGenerator) -> Recipe:
    """The recipe with what can be given several times, after what it holds already."""
    num_ws = generator.bundle.manifest.num_ws
    components = [
        read.component(text, _controls(generator), num_ws) for text in arguments.component or ()
    ]
    mixes = [read.mix(text, generator.controls, num_ws) for text in arguments.mix or ()]
    places = [read.local_edit(text, _controls(generator)) for text in arguments.local or ()]
    shares = [read.share(text) for text in arguments.between or ()]
    return replace(
        recipe,
        components=(*recipe.components, *components),
        mixing=(*recipe.mixing, *mixes),
        local_edits=(*recipe.local_edits, *places),
        interpolation=(*recipe.interpolation, *shares),
    )


def _controls(generator: CaseGenerator) -> Controls:
    return needed_controls(generator.controls, generator.bundle.name)


def _add(parser: CommandParser, option: str, metavar: str, meaning: str) -> None:
    """An option that takes one or more values and can be given again."""
    parser.add_argument(option, nargs="+", action="extend", metavar=metavar, help=meaning)

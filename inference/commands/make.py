"""`mammogym-cases make`: draw cases from seeds or from recipes and write them to files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from inference.atomic_files import make_folder
from inference.case import Case
from inference.case_files import (
    WITHOUT_NAME,
    CaseFormat,
    stem,
    write_case_file_set,
    write_case_files,
    write_case_recipe,
    write_case_truth,
)
from inference.case_generator import DEFAULT_TRUNCATION_PSI, CaseGenerator
from inference.command_line import CommandParser, note, progress
from inference.commands import lesion_arguments
from inference.commands.arguments import (
    add_model_arguments,
    edit_strength,
    positive,
    seed,
    share,
    truncation,
    view_name,
)
from inference.edits import needed_controls
from inference.errors import RecipeError
from inference.lesions.spec import LesionSpec
from inference.model_bundle import ModelBundle, load_bundle
from inference.random_edits import STRENGTH, randomly_edited
from inference.recipe import Recipe, Technique, read_recipe
from inference.resources import shipped_bundle
from inference.runtime import ProviderChoice
from inference.seeds import MAX_SEED

SUMMARY = "draw cases and write them to files"
DESCRIPTION = """\
Draw cases and write each view to a file named by seed and view, for example seed-7_R-CC.png.
Equal recipes give equal files. Beside the pictures of one case lies its recipe.json; where several
cases are made, or the folder holds the recipe of another seed already, each recipe is named
by its seed, for example seed-8_recipe.json. Cases with lesions keep their names; the same views
without lesions lie in the folder "without", and truth.json tells where the lesions are, for DICOM
also the segmentations and reports in the folder "truth". Edited
recipes are named by seed and id, for example seed-7-3F09AC_R-CC.png, but with --random-edits by
seed alone. Pictures do not tell their recipe: leave the recipes out when you hand pictures to
readers."""
EXAMPLE = "mammogym-cases make --seed 7 --count 10 --format png --out cases"


_OF_SEEDS = (
    "count",
    "view",
    "truncation",
    "technique",
    "random-edits",
    "edit-strength",
    "lesion",
)
"""Options that say what becomes of a seed."""


def add_arguments(parser: CommandParser) -> None:
    """Add what `make` takes."""
    parser.add_argument("--seed", type=seed, metavar="N", help="seed of the first case")
    parser.add_argument(
        "--recipe",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="draw the cases of these recipes again, in place of --seed",
    )
    parser.add_argument(
        "--count", type=positive, metavar="N", help="how many cases, of seeds one after the other"
    )
    parser.add_argument(
        "--view",
        type=view_name,
        nargs="+",
        action="extend",
        metavar="VIEW",
        help="R-CC, L-CC, R-MLO, L-MLO (default: all four)",
    )
    parser.add_argument(
        "--truncation",
        type=truncation,
        metavar="PSI",
        help="0 (the average breast) to 1 (all that the model learned); "
        f"default: {DEFAULT_TRUNCATION_PSI}",
    )
    parser.add_argument(
        "--technique",
        choices=[technique.value for technique in Technique],
        help="whose look the views have (default: digital where the model learned it)",
    )
    parser.add_argument(
        "--random-edits",
        type=share,
        metavar="P",
        help="move sliders of so many of the cases at random, 0 to 1; 0.35 as MammoGANesis did",
    )
    parser.add_argument(
        "--edit-strength",
        type=edit_strength,
        metavar="SD",
        help=f"how far random edits go, in standard deviations; default: {STRENGTH}",
    )
    parser.add_argument(
        "--lesion",
        action="append",
        metavar="WORDS",
        help='put in a lesion, again for each one: "mass shape=irregular margin=spiculated '
        'size_mm=14 at=upper-outer"',
    )
    parser.add_argument(
        "--no-truth",
        action="store_true",
        help="leave out truth.json, and for DICOM the folder truth; the recipe and the folder "
        "without tell the lesions too",
    )
    parser.add_argument(
        "--format",
        required=True,
        choices=[one.value for one in CaseFormat],
        help="png: 8 bits for the eye; npz: 12 bits for programs; dicom: for viewers and archives",
    )
    parser.add_argument(
        "--dicomdir",
        action="store_true",
        help="with --format dicom: a folder for each case, with a DICOMDIR that viewers open",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    add_model_arguments(parser)


def work(arguments: argparse.Namespace) -> None:
    """Draw the cases that the arguments ask for.

    Raises:
        MammogymError: a bundle or recipe cannot be used, or a file could not be written.
    """
    parser: CommandParser = arguments.parser
    _check_combination(arguments, parser)
    bundle = load_bundle(arguments.bundle or shipped_bundle())
    from_files = [read_recipe(path) for path in arguments.recipe or ()]
    _check_names_differ(from_files)
    make_folder(arguments.out)
    generator = CaseGenerator(bundle, provider=arguments.provider, threads=arguments.threads)
    if arguments.provider not in (ProviderChoice.AUTO, generator.runtime.provider):
        note(parser.prog, generator.runtime.reason)
    for recipe in from_files:
        generator.check(recipe)
    recipes = from_files or _recipes_from_seeds(generator, arguments)
    count = len(from_files) or arguments.count or 1
    if arguments.random_edits is not None:
        needed_controls(generator.controls, bundle.name)
    files = 0
    pairs = (generator.generate_with_twin(recipe) for recipe in recipes)
    with progress(pairs, total=count, unit="case") as cases:
        for case, twin in cases:
            files += _write(case, arguments, bundle, alone=count == 1)
            if case.recipe is not None and case.recipe.lesions:
                files += _write_twin(case, twin, arguments, bundle)
                if not arguments.no_truth:
                    write_case_truth(
                        case,
                        arguments.out,
                        case_format=CaseFormat(arguments.format),
                        model=bundle,
                        alone=count == 1,
                        name=_name(case, arguments),
                    )
    counted = "1 case" if count == 1 else f"{count} cases"
    print(f"{counted} in {files} {arguments.format} files in {arguments.out}")


def _write(case: Case, arguments: argparse.Namespace, bundle: ModelBundle, *, alone: bool) -> int:
    """Write a case and its recipe, and tell how many pictures it has."""
    name = _name(case, arguments)
    _write_pictures(case, arguments.out, arguments, bundle, name)
    write_case_recipe(case, arguments.out, alone=alone, name=name)
    return len(case.views)


def _write_twin(case: Case, twin: Case, arguments: argparse.Namespace, bundle: ModelBundle) -> int:
    """Write the views without lesions, under the names of those with them."""
    folder = arguments.out / WITHOUT_NAME
    _write_pictures(twin, folder, arguments, bundle, _name(case, arguments))
    return len(twin.views)


def _name(case: Case, arguments: argparse.Namespace) -> str:
    assert case.recipe is not None  # it was drawn
    # In a pool, names do not tell which cases are edited.
    return f"seed-{case.recipe.seed}" if arguments.random_edits is not None else stem(case.recipe)


def _write_pictures(
    case: Case, folder: Path, arguments: argparse.Namespace, bundle: ModelBundle, name: str
) -> None:
    if arguments.dicomdir:
        write_case_file_set(case, folder, model=bundle, name=name)
    else:
        case_format = CaseFormat(arguments.format)
        write_case_files(case, folder, case_format=case_format, model=bundle, name=name)


def _check_combination(arguments: argparse.Namespace, parser: CommandParser) -> None:
    if (arguments.seed is None) == (arguments.recipe is None):
        parser.error("give either --seed or --recipe")
    if arguments.dicomdir and arguments.format != CaseFormat.DICOM:
        parser.error("--dicomdir goes with --format dicom alone")
    if arguments.recipe:
        for option in _OF_SEEDS:
            if getattr(arguments, option.replace("-", "_")) is not None:
                parser.error(f"--{option} does not go with --recipe, which determines the case")
    elif arguments.no_truth and not arguments.lesion:
        parser.error("--no-truth goes with --lesion")
    elif arguments.seed + (arguments.count or 1) - 1 > MAX_SEED:
        parser.error(f"the last seed would be larger than {MAX_SEED}")
    elif arguments.edit_strength is not None and arguments.random_edits is None:
        parser.error("--edit-strength goes with --random-edits")


def _recipes_from_seeds(
    generator: CaseGenerator, arguments: argparse.Namespace
) -> Iterator[Recipe]:
    psi = arguments.truncation
    lesions = _lesions(arguments)
    for number in range(arguments.count or 1):
        recipe = generator.recipe(
            arguments.seed + number,
            truncation_psi=DEFAULT_TRUNCATION_PSI if psi is None else psi,
            technique=arguments.technique and Technique(arguments.technique),
            views=arguments.view and tuple(dict.fromkeys(arguments.view)),
        )
        if arguments.random_edits is not None:
            recipe = randomly_edited(
                recipe,
                needed_controls(generator.controls, generator.bundle.name),
                probability=arguments.random_edits,
                strength=STRENGTH if arguments.edit_strength is None else arguments.edit_strength,
            )
        yield replace(recipe, lesions=lesions)


def _lesions(arguments: argparse.Namespace) -> tuple[LesionSpec, ...]:
    """The lesions that were typed; each has a seed of its own."""
    typed: list[str] = arguments.lesion or []
    return tuple(lesion_arguments.lesion(text, number) for number, text in enumerate(typed))


def _check_names_differ(recipes: list[Recipe]) -> None:
    """Files are named by seed: two recipes of one name would overwrite each other."""
    names = [stem(recipe) for recipe in recipes]
    if len(set(names)) < len(names):
        raise RecipeError("Two recipes have the same seed. Make them into different folders.")

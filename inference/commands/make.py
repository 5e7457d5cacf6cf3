"""`mammogym-cases make`: draw cases from seeds or from recipes and write them to files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from inference import pictures
from inference.atomic_files import make_folder
from inference.case import Case
from inference.case_generator import DEFAULT_TRUNCATION_PSI, CaseGenerator
from inference.command_line import CommandParser, note, progress
from inference.commands.arguments import (
    add_model_arguments,
    positive,
    seed,
    truncation,
    view_name,
)
from inference.dicom.write import Acquisition
from inference.dicom.write import write_case as write_dicom_case
from inference.errors import RecipeError
from inference.model_bundle import ModelBundle, load_bundle
from inference.recipe import Recipe, Technique, read_recipe, write_recipe
from inference.resources import shipped_bundle
from inference.runtime import ProviderChoice
from inference.seeds import MAX_SEED

SUMMARY = "draw cases and write them to files"
DESCRIPTION = """\
Draw cases and write each view to a file named by seed and view, for example seed-7_R-CC.png.
Equal recipes give equal files. Beside the pictures of one case lies its recipe.json; where several
cases are made, or the folder holds the recipe of another seed already, each recipe is named
by its seed, for example seed-8_recipe.json. Pictures do not tell their recipe: leave the recipes
out when you hand pictures to readers."""
EXAMPLE = "mammogym-cases make --seed 7 --count 10 --format png --out cases"

DICOM = "dicom"
RECIPE_NAME = "recipe.json"


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
        "--format",
        required=True,
        choices=[*(one.value for one in pictures.PictureFormat), DICOM],
        help="png: 8 bits for the eye; npz: 12 bits for programs; dicom: for viewers and archives",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    add_model_arguments(parser)


def make(arguments: argparse.Namespace, parser: CommandParser) -> None:
    """Draw the cases that the arguments ask for.

    Raises:
        MammogymError: a bundle or recipe cannot be used, or a file could not be written.
    """
    _check_combination(arguments, parser)
    bundle = load_bundle(arguments.bundle or shipped_bundle())
    from_files = [read_recipe(path) for path in arguments.recipe or ()]
    _check_seeds_differ(from_files)
    make_folder(arguments.out)
    generator = CaseGenerator(bundle, provider=arguments.provider, threads=arguments.threads)
    if arguments.provider not in (ProviderChoice.AUTO, generator.runtime.provider):
        note(parser.prog, generator.runtime.reason)
    for recipe in from_files:
        generator.check(recipe)
    recipes = from_files or _recipes_from_seeds(generator, arguments)
    count = len(from_files) or arguments.count or 1
    files = 0
    with progress(generator.generate_all(recipes), total=count, unit="case") as cases:
        for case in cases:
            files += len(_write_case(case, bundle, arguments.format, arguments.out))
            _write_recipe(case, arguments.out, alone=count == 1)
    counted = "1 case" if count == 1 else f"{count} cases"
    print(f"{counted} in {files} {arguments.format} files in {arguments.out}")


def _check_combination(arguments: argparse.Namespace, parser: CommandParser) -> None:
    if (arguments.seed is None) == (arguments.recipe is None):
        parser.error("give either --seed or --recipe")
    if arguments.recipe:
        for option in ("count", "view", "truncation", "technique"):
            if getattr(arguments, option) is not None:
                parser.error(f"--{option} does not go with --recipe, which determines the case")
    elif arguments.seed + (arguments.count or 1) - 1 > MAX_SEED:
        parser.error(f"the last seed would be larger than {MAX_SEED}")


def _recipes_from_seeds(
    generator: CaseGenerator, arguments: argparse.Namespace
) -> Iterator[Recipe]:
    psi = arguments.truncation
    for number in range(arguments.count or 1):
        yield generator.recipe(
            arguments.seed + number,
            truncation_psi=DEFAULT_TRUNCATION_PSI if psi is None else psi,
            technique=arguments.technique and Technique(arguments.technique),
            views=arguments.view and tuple(dict.fromkeys(arguments.view)),
        )


def _check_seeds_differ(recipes: list[Recipe]) -> None:
    """Files are named by seed: two recipes of one seed would overwrite each other."""
    seeds = [recipe.seed for recipe in recipes]
    if len(set(seeds)) < len(seeds):
        raise RecipeError("Two recipes have the same seed. Make them into different folders.")


def _write_case(case: Case, bundle: ModelBundle, kind: str, folder: Path) -> tuple[Path, ...]:
    stem = _stem(case)
    if kind == DICOM:
        return write_dicom_case(
            case,
            folder,
            stem=stem,
            derivation=f"Synthetic, drawn by the model {bundle.label}, SHA-256 {bundle.hash}",
            acquisition=Acquisition(model_name=bundle.name),
        )
    picture_format = pictures.PictureFormat(kind)
    return pictures.write_case(
        case, folder, stem=stem, picture_format=picture_format, model=bundle.label
    )


def _write_recipe(case: Case, folder: Path, *, alone: bool) -> None:
    """Write the case's recipe, never over that of another seed."""
    assert case.recipe is not None  # drawn cases have one
    path = folder / RECIPE_NAME
    if not alone or not _is_free_for(path, case.recipe.seed):
        path = folder / f"{_stem(case)}_{RECIPE_NAME}"
    write_recipe(case.recipe, path)


def _is_free_for(path: Path, seed: int) -> bool:
    if not path.exists():
        return True
    try:
        return read_recipe(path).seed == seed
    except RecipeError:
        return False


def _stem(case: Case) -> str:
    assert case.recipe is not None
    return f"seed-{case.recipe.seed}"

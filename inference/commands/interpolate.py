"""`mammogym-cases interpolate`: a sequence between cases, as pictures, a strip and an animation."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.atomic_files import make_folder
from inference.case_files import CaseFormat
from inference.case_generator import DEFAULT_TRUNCATION_PSI, CaseGenerator
from inference.command_line import CommandParser, progress
from inference.commands.arguments import (
    add_model_arguments,
    positive,
    seed,
    truncation,
    view_name,
)
from inference.interpolation import (
    CasePath,
    places_even_in_w,
    places_even_to_the_eye,
)
from inference.model_bundle import load_bundle
from inference.recipe import Recipe, Technique, read_recipe
from inference.resources import shipped_bundle
from inference.sequence_files import (
    AnimationFormat,
    write_animation,
    write_strip,
    written_frames,
)

SUMMARY = "draw a sequence between two to four cases"
DESCRIPTION = """\
Draw the cases that lie between two to four seeds, and write each frame with its recipe, a strip
(strip.png) and an animation. Steps are even to the eye, not in the model's own measure. All frames
share the noise of the first seed. With --format dicom the frames of a view are one series."""
EXAMPLE = "mammogym-cases interpolate --seeds 1,2,3 --steps 24 --loop --format png --out loop"

STEPS = 12
FRAMES_PER_SECOND = 8


def add_arguments(parser: CommandParser) -> None:
    """Add what `interpolate` takes."""
    parser.add_argument(
        "--seeds", type=seeds, required=True, metavar="A,B[,C[,D]]", help="two to four seeds"
    )
    parser.add_argument(
        "--recipe",
        type=Path,
        metavar="FILE",
        help="recipe of the first seed, whose edits and settings all frames take",
    )
    parser.add_argument(
        "--steps", type=positive, default=STEPS, metavar="N", help="frames (default: %(default)s)"
    )
    parser.add_argument("--loop", action="store_true", help="go back to the first case: A B C A")
    parser.add_argument(
        "--even-in-w", action="store_true", help="equal steps in w in place of even ones to the eye"
    )
    parser.add_argument(
        "--view",
        type=view_name,
        nargs="+",
        action="extend",
        metavar="VIEW",
        help="R-CC, L-CC, R-MLO, L-MLO (default: all four)",
    )
    parser.add_argument("--truncation", type=truncation, metavar="PSI", help="0 to 1")
    parser.add_argument(
        "--technique",
        choices=[technique.value for technique in Technique],
        help="whose look the views have (default: digital where the model learned it)",
    )
    parser.add_argument(
        "--animation",
        choices=[one.value for one in AnimationFormat],
        default=AnimationFormat.WEBP.value,
        help="kind of the animated file (default: %(default)s)",
    )
    parser.add_argument(
        "--format",
        required=True,
        choices=[one.value for one in CaseFormat],
        help="of the frames' pictures",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    add_model_arguments(parser)


def seeds(text: str) -> tuple[int, ...]:
    """Read seeds with commas between them."""
    return tuple(seed(one) for one in text.split(","))


def work(arguments: argparse.Namespace) -> None:
    """Draw the sequence that the arguments ask for.

    Raises:
        MammogymError: the cases cannot be drawn, or a file could not be written.
    """
    generator = CaseGenerator(
        load_bundle(arguments.bundle or shipped_bundle()),
        provider=arguments.provider,
        threads=arguments.threads,
    )
    path = CasePath(
        start=_start(arguments, generator), seeds=arguments.seeds, closed=arguments.loop
    )
    generator.check(path.start)
    make_folder(arguments.out)
    recipes = [path.at(place) for place in _places(path, arguments, generator)]
    written = written_frames(
        generator.generate_all(recipes),
        recipes,
        arguments.out,
        case_format=CaseFormat(arguments.format),
        model=generator.bundle,
    )
    with progress(written, total=len(recipes), unit="frame") as shown:
        frames = list(shown)
    animation = AnimationFormat(arguments.animation)
    write_strip(frames, arguments.out / "strip.png", model=generator.bundle)
    write_animation(
        frames,
        arguments.out / f"animation.{animation.value}",
        animation,
        frame_ms=1000 // FRAMES_PER_SECOND,
    )
    print(f"{len(recipes)} frames, strip.png and animation.{animation.value} in {arguments.out}")


def _start(arguments: argparse.Namespace, generator: CaseGenerator) -> Recipe:
    """The recipe of the first case."""
    parser: CommandParser = arguments.parser
    if arguments.recipe is None:
        psi = arguments.truncation
        return generator.recipe(
            arguments.seeds[0],
            truncation_psi=DEFAULT_TRUNCATION_PSI if psi is None else psi,
            technique=arguments.technique and Technique(arguments.technique),
            views=arguments.view and tuple(dict.fromkeys(arguments.view)),
        )
    for option in ("view", "truncation", "technique"):
        if getattr(arguments, option) is not None:
            parser.error(f"--{option} does not go with --recipe, which determines it")
    return read_recipe(arguments.recipe)


def _places(
    path: CasePath, arguments: argparse.Namespace, generator: CaseGenerator
) -> NDArray[np.float64]:
    """Where the frames lie."""
    if arguments.even_in_w:
        return places_even_in_w(path, arguments.steps)

    def pictures(recipe: Recipe) -> list[NDArray[np.float32]]:
        return [generator.image(recipe, name) for name in recipe.views]

    with progress((), total=path.probe_count, unit="probe") as bar:
        return places_even_to_the_eye(
            path, arguments.steps, pictures, lambda done, _: bar.update(done - bar.n)
        )

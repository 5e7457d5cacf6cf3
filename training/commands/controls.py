"""`mammogym-train controls`: a bundle's sliders, components and parts, measured and kept in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.atomic_files import make_folder, write_text
from inference.command_line import CommandParser, note
from training.allocator import keep_freed_memory
from training.commands.phases import Phases
from training.errors import TrainingError

SAMPLES = 3000
JSON_NAME, HTML_NAME = "controls-report.json", "controls-report.html"

SUMMARY = "find and calibrate the sliders of a bundle"
DESCRIPTION = f"""\
Draws random views with a model bundle, measures them, and stores in the bundle what the program's
controls need: sliders that move one attribute and hold the others, calibrated in its own unit; the
principal components of w; the parts that local edits choose from; and previews of them all. With
DATA.h5, real views say what is plausible, too. The folder REPORT then holds {JSON_NAME} and
{HTML_NAME}: leakage, locality of local edits, and whether the views of a case are of one woman."""
EXAMPLE = "mammogym-train controls --bundle models/mine --data data/views.h5 --report reports/mine"


def add_arguments(parser: CommandParser) -> None:
    """Add what `controls` takes."""
    parser.add_argument(
        "--bundle", type=Path, required=True, metavar="BUNDLE", help="folder of the model"
    )
    parser.add_argument("--data", type=Path, metavar="DATA.h5", help="dataset file of real views")
    parser.add_argument(
        "--samples",
        type=int,
        default=SAMPLES,
        metavar="N",
        help=f"views that directions are found on; all else follows (default: {SAMPLES})",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of it all (default: 0)")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="BUNDLE",
        help="folder of the bundle with controls (default: that of the model, which is replaced)",
    )
    parser.add_argument("--report", type=Path, metavar="REPORT", help="folder of the report")
    parser.add_argument(
        "--page", type=Path, metavar="FILE.md", help="page of documentation with a strip per slider"
    )


def work(args: argparse.Namespace) -> None:
    """Make the controls and write bundle, report and page.

    Raises:
        MammogymError: the bundle or the data cannot be used, nothing follows from w, or something
            cannot be written.
    """
    if args.seed < 0:
        raise TrainingError(f"The seed has to be 0 or more, not {args.seed}.")
    keep_freed_memory()
    # Only here: they need packages that no other command does.
    from training.controls.page import write_page
    from training.controls.report import html_page
    from training.controls.whole import control

    with Phases() as phases:
        done = control(
            args.bundle,
            args.out or args.bundle,
            samples=args.samples,
            seed=args.seed,
            data=args.data,
            progress=phases.show,
        )
    title = done.bundle.manifest.title
    if args.report is not None:
        make_folder(args.report)
        write_text(args.report / JSON_NAME, done.report)
        page = html_page(done.figures, done.strips, f"Controls of {title}")
        write_text(args.report / HTML_NAME, page)
    if args.page is not None:
        write_page(args.page, done.figures, done.strips, title)
    for sentence in done.figures.made.left_out:
        note("mammogym-train controls", sentence)
    names = ", ".join(each.name for each in done.figures.made.controls.attributes)
    print(f"{done.bundle.folder}: sliders for {names}; hash {done.bundle.hash[:12]}")

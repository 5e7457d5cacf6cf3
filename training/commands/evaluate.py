"""`mammogym-train evaluate`: how far a bundle's pictures are from real views, as a report."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.atomic_files import make_folder, write_text
from inference.command_line import CommandParser, note
from training.allocator import keep_freed_memory
from training.commands.phases import Phases
from training.errors import TrainingError

PICTURES = 1000
JSON_NAME, HTML_NAME = "report.json", "report.html"

SUMMARY = "measure a bundle against real mammograms"
DESCRIPTION = f"""\
Draws views with a model bundle and measures how far they are from the real views of a dataset:
distances of features and patches, precision and recall, greys, spectra, texture, outlines, a
classifier that tries to tell them apart, artefacts, suspicious foci, and whether training views
were copied; each with a 95 % interval and with what real views have of each other. The folder
REPORT then holds {JSON_NAME} and {HTML_NAME}, one page that needs nothing else."""
EXAMPLE = "mammogym-train evaluate --bundle models/mine --data data/views.h5 --out reports/mine"


def add_arguments(parser: CommandParser) -> None:
    """Add what `evaluate` takes."""
    parser.add_argument(
        "--bundle", type=Path, required=True, metavar="BUNDLE", help="folder of the model"
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DATA.h5", help="dataset file")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="REPORT", help="folder of the report"
    )
    parser.add_argument(
        "--pictures",
        type=int,
        default=PICTURES,
        metavar="N",
        help=f"how many are drawn and compared with as many real views (default: {PICTURES})",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of it all (default: 0)")


def work(args: argparse.Namespace) -> None:
    """Evaluate, write the report, and say which aims are reached.

    Raises:
        MammogymError: the bundle or the data cannot be used, a package is missing, or the report
            cannot be written.
    """
    if args.seed < 0:
        raise TrainingError(f"The seed has to be 0 or more, not {args.seed}.")
    keep_freed_memory()
    make_folder(args.out)
    # Only here: plots and texture need packages that no other command does.
    try:
        from training.evaluation.evaluate import evaluate
        from training.evaluation.report import write_html
        from training.evaluation.report_aims import verdicts
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        raise TrainingError(
            f"The package {package} is missing, which evaluating needs. "
            "Install it with: pip install mammogym[training]"
        ) from error
    with Phases() as phases:
        evaluation = evaluate(
            args.bundle, args.data, seed=args.seed, pictures=args.pictures, progress=phases.show
        )
    write_text(args.out / JSON_NAME, evaluation.to_json())
    write_html(evaluation.content, args.out / HTML_NAME)
    for sentence in evaluation.content.left_out:
        note("mammogym-train evaluate", sentence)
    found = verdicts(evaluation.measures)
    reached = sum(verdict.outcome.is_reached for verdict in found)
    print(
        f"{args.out / HTML_NAME}: {len(evaluation.measures)} figures, "
        f"{reached} of {len(found)} aims reached"
    )

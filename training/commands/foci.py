"""`mammogym-train foci`: train the detector of suspicious foci on recorded lesions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from inference.command_line import CommandParser, progress
from training.evaluation.foci_detector import figures, write_detector
from training.evaluation.foci_training import train_detector
from training.evaluation.foci_views import lesion_views
from training.sources import count_views

EPOCHS = 20

SUMMARY = "train the detector of suspicious foci on recorded lesions"
DESCRIPTION = """\
Trains a small network to find masses in the views of a folder with views.csv and recorded lesions,
and writes it for the engine. Patients are split: some are learnt from, some set the threshold, and
the figures are those of others. `evaluate` counts with it how many foci a generator draws into
views that should have none."""
EXAMPLE = "mammogym-train foci --corpus ~/corpus --out resources/models/foci-detector"


def add_arguments(parser: CommandParser) -> None:
    """Add what `foci` takes."""
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="DIR",
        help="a folder of pictures with a views.csv, masks and lesions.csv",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder to write")
    parser.add_argument(
        "--epochs",
        type=int,
        default=EPOCHS,
        metavar="N",
        help=f"how often each view is shown (default: {EPOCHS})",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of it all (default: 0)")
    parser.add_argument("--licence", default="not stated", help="of the weights")
    parser.add_argument(
        "--credit", action="append", default=[], metavar="LINE", help="whom to credit; repeatable"
    )


def work(args: argparse.Namespace) -> None:
    """Train, write, and print what the detector is worth.

    Raises:
        MammogymError: the corpus cannot be used, or the detector cannot be written.
    """
    if args.epochs < 1 or args.seed < 0:
        args.parser.error("--epochs has to be 1 or more, and --seed 0 or more")
    with progress(
        lesion_views(args.corpus), total=count_views([args.corpus]), unit=" views"
    ) as bar:
        views = [view for view in bar if view is not None]
    with tqdm(unit=" steps", file=sys.stderr, disable=None, leave=False) as bar:

        def told(done: int, total: int, line: str) -> None:
            bar.total, bar.n = total, done
            bar.set_postfix_str(line, refresh=True)

        trained = train_detector(views, epochs=args.epochs, seed=args.seed, progress=told)
    detector = write_detector(trained, args.out, licence=args.licence, credits=tuple(args.credit))
    print(f"{args.out}: {detector.manifest.graph_bytes / 1e6:.2f} MB")
    for name, value in figures(trained).items():
        print(f"{name}: {value}")

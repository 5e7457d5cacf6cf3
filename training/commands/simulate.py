"""`mammogym-train simulate`: mammograms of in-silico breasts as DICOM, with known truth."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser, progress
from inference.recipe import ALL_VIEWS, parse_view_name
from training.simulation.cases import TABLE, write_cases
from training.simulation.frame import ROW_COUNTS

SUMMARY = "simulate mammograms of in-silico breasts as DICOM"
DESCRIPTION = f"""\
Simulates women, one for each seed from S on, as DICOM files of up to four views. What is known of
each case stands beside it as JSON, and of all in {TABLE}. Broken off, the same command goes on:
complete cases are kept."""
EXAMPLE = "mammogym-train simulate --count 20 --out data/simulated --seed 1"


def add_arguments(parser: CommandParser) -> None:
    """Add what `simulate` takes."""
    parser.add_argument("--count", type=int, required=True, metavar="N", help="number of women")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to fill")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="of the first woman (default: 1)"
    )
    parser.add_argument(
        "--rows",
        type=int,
        default=640,
        choices=ROW_COUNTS,
        help="height of the 5:4 frame (default: 640)",
    )
    parser.add_argument(
        "--views",
        nargs="+",
        default=[name.value for name in ALL_VIEWS],
        metavar="VIEW",
        help="which views, for example R-CC R-MLO (default: all four)",
    )


def work(args: argparse.Namespace) -> None:
    """Simulate and say where it is.

    Raises:
        MammogymError: a value is out of range, or the folder cannot be written.
    """
    views = tuple(parse_view_name(text) for text in args.views)
    cases = write_cases(args.out, args.count, args.seed, rows=args.rows, views=views)
    with progress(cases, total=args.count, unit=" cases") as bar:
        pictures = sum(len(truth.views) for truth in bar)
    print(f"{args.count} simulated cases with {pictures} views in {args.out}")

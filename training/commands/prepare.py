"""`mammogym-train prepare`: from folders of mammograms to a dataset file."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np

from inference.command_line import CommandParser, progress
from training.contact_sheet import write_sheet
from training.dataset_file import open_dataset
from training.prepare import PrepareReport, prepare_views, rejected_path
from training.sources import count_views

SHEET_PICTURES = 96


SUMMARY = "prepare real or simulated mammograms as a dataset"
DESCRIPTION = """\
Prepares every view of the sources: breast found, everything else exactly black, chest wall left,
one scale, comparable greys, recorded lesions filled from the tissue around them, patients split
into training and held-out. Broken off, the same command goes on. Beside DATA.h5 stand a contact
sheet, a sheet of lesions before and after filling, and a table of what was rejected and why."""
EXAMPLE = "mammogym-train prepare ~/mammograms --out data/views.h5 --rows 640"


def add_arguments(parser: CommandParser) -> None:
    """Add what `prepare` takes."""
    parser.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a folder of DICOM files, or of pictures with a views.csv, or of both",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DATA.h5", help="dataset file")
    parser.add_argument(
        "--rows", type=int, default=640, help="height of the 5:4 frame (default: 640)"
    )
    parser.add_argument(
        "--coarsest-mm",
        type=float,
        default=math.inf,
        metavar="MM",
        help="leave out views whose native pixel is larger; 0.25 for --rows 1280",
    )


def work(args: argparse.Namespace) -> None:
    """Prepare, then write the sheets and print what came of it.

    Raises:
        MammogymError: a source is unusable as a whole, or nothing could be written.
    """
    report = PrepareReport()
    keys = prepare_views(args.sources, args.out, args.rows, report, args.coarsest_mm)
    with progress(keys, total=count_views(args.sources), unit=" views") as bar:
        for _ in bar:
            bar.set_postfix(kept=report.kept, rejected=report.rejected, refresh=False)
    print(
        f"{report.kept} views in {args.out}, {report.rejected} rejected ({rejected_path(args.out)})"
    )
    with open_dataset(args.out) as dataset:
        chosen = np.linspace(0, len(dataset) - 1, min(SHEET_PICTURES, len(dataset))).astype(int)
        write_sheet(args.out.with_suffix(".png"), [dataset.picture(int(i)) for i in chosen])
        held_out = int(dataset.numbers("held_out").sum())
    print(f"{held_out} of them held out, by patient; contact sheet: {args.out.with_suffix('.png')}")
    if report.fills:
        fills = args.out.with_name(args.out.stem + ".fills.png")
        write_sheet(fills, [half for pair in report.fills for half in pair], columns=8, height=320)
        print(f"lesions before and after filling: {fills}")

"""`mammogym-train prepare-lesion-patches`: from native patches to a file of lesion patches."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from inference.command_line import CommandParser, progress
from training.contact_sheet import write_sheet
from training.lesions.lesion_file import open_lesion_file
from training.lesions.prepare import LesionReport, count_items, prepare_lesion_patches
from training.prepare import rejected_path

SHEET_PAIRS = 32

SUMMARY = "prepare patches with and without lesions at 0.125 mm per pixel"
DESCRIPTION = """\
Prepares the patches listed in patches.csv, and patches of normal fine views: at 0.125 mm per pixel,
in the greys of whole views, each lesion also filled from the tissue around it where that is
possible. Broken off, the same command goes on. Beside PATCHES.h5 stand a sheet of pairs and a table
of what was rejected and why."""
EXAMPLE = "mammogym-train prepare-lesion-patches --corpus ~/corpus --out data/lesions.h5"


def add_arguments(parser: CommandParser) -> None:
    """Add what `prepare-lesion-patches` takes."""
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="DIR",
        help="a folder with patches.csv and views.csv",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PATCHES.h5", help="file of lesion patches"
    )


def work(args: argparse.Namespace) -> None:
    """Prepare, then write the sheet and print what came of it.

    Raises:
        MammogymError: the corpus is unusable as a whole, or nothing could be written.
    """
    report = LesionReport()
    keys = prepare_lesion_patches(args.corpus, args.out, report)
    with progress(keys, total=count_items(args.corpus), unit=" items") as bar:
        for _ in bar:
            bar.set_postfix(pairs=report.pairs, rejected=report.rejected, refresh=False)
    print(
        f"added to {args.out}: {report.pairs} with and without their lesion, {report.single} with "
        f"one, {report.normal} without; {report.rejected} rejected ({rejected_path(args.out)})"
    )
    with open_lesion_file(args.out) as file:
        paired = [i for i in range(len(file)) if file.patch(i).without is not None]
        shown = []
        for index in np.asarray(paired)[:: max(1, len(paired) // SHEET_PAIRS)].tolist():
            patch = file.patch(index)
            assert patch.without is not None  # chosen so
            shown += [patch.image, patch.without]
        if shown:
            write_sheet(args.out.with_suffix(".png"), shown)
        print(f"{len(file)} patches, {int(file.numbers('held_out').sum())} of them held out")

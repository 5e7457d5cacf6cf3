"""`mammogym-train prepare-patches`: from native patches of film to a file of patches."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from inference.command_line import CommandParser, progress
from training.contact_sheet import write_sheet
from training.patch_file import open_patch_file
from training.prepare import rejected_path
from training.prepare_patches import PatchReport, count_patches, prepare_patches

SHEET_PICTURES = 96
DIMMED = 0.45
"""On the sheet, what is not usable has this share of its brightness."""

SUMMARY = "prepare native patches of film for the finest level of a frame"
DESCRIPTION = """\
Prepares the patches listed in patches.csv: each is found in its whole view, brought to the frame's
pixel size and to that view's greys, and what is lesion or near one is marked as not usable. Broken
off, the same command goes on. Beside PATCHES.h5 stand a contact sheet, where that is dimmed, and a
table of what was rejected and why."""
EXAMPLE = "mammogym-train prepare-patches --corpus ~/corpus --out data/patches.h5 --rows 1280"


def add_arguments(parser: CommandParser) -> None:
    """Add what `prepare-patches` takes."""
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="DIR",
        help="a folder with patches.csv and views.csv",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PATCHES.h5", help="file of patches"
    )
    parser.add_argument(
        "--rows",
        type=int,
        default=1280,
        help="height of the frame whose pixel size they get (default: 1280, 0.225 mm)",
    )


def work(args: argparse.Namespace) -> None:
    """Prepare, then write the sheet and print what came of it.

    Raises:
        MammogymError: the corpus is unusable as a whole, or nothing could be written.
    """
    report = PatchReport()
    keys = prepare_patches(args.corpus, args.out, args.rows, report)
    with progress(keys, total=count_patches(args.corpus), unit=" patches") as bar:
        for _ in bar:
            bar.set_postfix(kept=report.kept, rejected=report.rejected, refresh=False)
    table = rejected_path(args.out)
    print(f"{report.kept} patches in {args.out}, {report.rejected} rejected ({table})")
    with open_patch_file(args.out) as patches:
        count = min(SHEET_PICTURES, len(patches))
        shown = []
        for index in np.linspace(0, len(patches) - 1, count).astype(int).tolist():
            light = np.where(patches.usable(index), 1.0, DIMMED)
            shown.append((patches.picture(index) * light).astype(np.uint8))
        write_sheet(args.out.with_suffix(".png"), shown)
        held_out = int(patches.numbers("held_out").sum())
    print(f"{held_out} of them held out, by patient; contact sheet: {args.out.with_suffix('.png')}")

"""`mammogym-train lesion-figure`: neighbouring patches of a mammogram, each given a lesion."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.atomic_files import make_folder
from inference.command_line import CommandParser
from inference.lesions.contextual import NetworkKind, open_network, read_manifest
from inference.resources import lesion_networks_folder
from training.contact_sheet import write_sheet
from training.errors import TrainingError
from training.lesions.figure import PATCHES, figure_rows

SUMMARY = "show neighbouring patches of a mammogram, each given a lesion"
DESCRIPTION = f"""\
Takes {PATCHES} patches of one view that touch each other, and lets a network draw a lesion into
each, as in figure 3 of Wu et al. 2020. From the top: the patches, what the network adds (0 is
grey), and the patches with it after the post-processing."""
EXAMPLE = "mammogym-train lesion-figure --corpus ~/corpus --out figure.png"


def add_arguments(parser: CommandParser) -> None:
    """Add what `lesion-figure` takes."""
    parser.add_argument(
        "--corpus", type=Path, required=True, metavar="DIR", help="a folder with views.csv"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="PNG", help="the picture")
    parser.add_argument(
        "--kind",
        type=NetworkKind,
        choices=[NetworkKind.MASS, NetworkKind.CALCIFICATION],
        default=NetworkKind.MASS,
        help="default: mass",
    )
    parser.add_argument(
        "--networks", type=Path, metavar="DIR", help="folder of the networks; usually the shipped"
    )
    parser.add_argument("--seed", type=int, default=0, help="of view and lesions (default: 0)")


def work(args: argparse.Namespace) -> None:
    """Draw the figure.

    Raises:
        MammogymError: the corpus or the networks cannot be used, no view is wide enough, or the
            picture cannot be written.
    """
    folder = args.networks or lesion_networks_folder()
    entries = () if folder is None else read_manifest(folder).networks
    entry = next((one for one in entries if one.kind is args.kind), None)
    if folder is None or entry is None:
        raise TrainingError(
            f"There is no network for {args.kind.value}. Export one with: "
            "mammogym-train export-lesions"
        )
    rows, survived = figure_rows(args.corpus, open_network(folder, entry), args.seed)
    make_folder(args.out.parent)
    write_sheet(args.out, rows, columns=PATCHES, height=entry.side)
    print(f"{args.out}: {survived} of {PATCHES} lesions survive the post-processing")

"""`mammogym-train export-lesions`: from a run of the contextual network to a graph that runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser
from training.lesions.export import export_network
from training.lesions.run_state import CHECKPOINT, load_average

SUMMARY = "export a lesion network for the engine"
DESCRIPTION = """\
Writes the averaged generator of a run as an ONNX graph with half-precision weights, after comparing
it with torch, and enters it into lesion_networks.json. A network of the same kind that lies in the
folder is replaced; others stay."""
EXAMPLE = "mammogym-train export-lesions --run-dir runs/mass --out lesion-networks"


def add_arguments(parser: CommandParser) -> None:
    """Add what `export-lesions` takes."""
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the networks"
    )


def work(args: argparse.Namespace) -> None:
    """Export, and print what was written.

    Raises:
        MammogymError: the checkpoint cannot be used, the graph differs, or nothing can be written.
    """
    generator, config, cur_nimg = load_average(args.run_dir / CHECKPOINT)
    entry = export_network(generator, config, cur_nimg, args.out)
    size = (args.out / entry.file).stat().st_size / 1e6
    print(f"{args.out / entry.file}: {entry.kind.value}, {cur_nimg} patches, {size:.1f} MB")

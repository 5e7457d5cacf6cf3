"""`mammogym-train pack`: a run as small files, to go on with elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser
from training.packed_run import pack
from training.training_loop import CHECKPOINT

PART_MB = 15.0
SUMMARY = "write a run as small files, to go on with elsewhere"
DESCRIPTION = """\
Writes the checkpoint of a run as files of a limited size: weights in single precision, averages and
second moments in half precision. `unpack` makes a checkpoint of them again, with which `train` goes
on closely, though not bit for bit."""
EXAMPLE = "mammogym-train pack --run-dir runs/a --out packed/a"


def add_arguments(parser: CommandParser) -> None:
    """Add what `pack` takes."""
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument(
        "--part-mb",
        type=float,
        default=PART_MB,
        metavar="MB",
        help=f"largest size of a file (default: {PART_MB:g})",
    )


def work(args: argparse.Namespace) -> None:
    """Pack, and say how large it is.

    Raises:
        MammogymError: the run cannot be read or the files cannot be written.
    """
    paths = pack(args.run_dir / CHECKPOINT, args.out, round(args.part_mb * 1e6))
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{args.out}: {len(paths)} files, {size:.1f} MB")

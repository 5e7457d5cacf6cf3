"""`mammogym-train unpack`: the checkpoint of a packed run."""

from __future__ import annotations

import argparse
from pathlib import Path

from inference.command_line import CommandParser
from training.errors import TrainingError
from training.packed_run import unpack
from training.training_loop import CHECKPOINT

SUMMARY = "make a checkpoint of the small files that `pack` wrote"
DESCRIPTION = """\
Makes the checkpoint of a packed run in a new folder, after checking every file. `train` with the
run's own options then goes on."""
EXAMPLE = "mammogym-train unpack --packed packed/a --run-dir runs/a"


def add_arguments(parser: CommandParser) -> None:
    """Add what `unpack` takes."""
    parser.add_argument(
        "--packed", type=Path, required=True, metavar="DIR", help="folder that `pack` wrote"
    )
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run to make"
    )


def work(args: argparse.Namespace) -> None:
    """Unpack, and say where the run stands.

    Raises:
        MammogymError: a file is missing or damaged, or the run exists already.
    """
    checkpoint = args.run_dir / CHECKPOINT
    if checkpoint.exists():
        raise TrainingError(f"{checkpoint} is there already. Name another --run-dir, or delete it.")
    cur_nimg = unpack(args.packed, checkpoint)
    print(f"{checkpoint}: {cur_nimg} images shown; train goes on with it")

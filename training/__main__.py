"""The command `mammogym-train`: making what the engine loads."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from inference.command_line import CommandParser, run, run_subcommand
from training.commands import (
    controls,
    evaluate,
    export,
    export_lesions,
    foci,
    hashes,
    import_stylegan2,
    lesion_experiment,
    lesion_figure,
    lesions,
    pack,
    prepare,
    prepare_lesion_patches,
    prepare_patches,
    simulate,
    train,
    unpack,
)

PROGRAM = "mammogym-train"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = CommandParser(
        prog=PROGRAM,
        description="Prepare mammograms, train a generator on them, and export it as a bundle.",
        example="mammogym-train train --data data/views.h5 --preset cpu-640 --run-dir runs/a",
    )
    modules = {
        "prepare": prepare,
        "prepare-patches": prepare_patches,
        "prepare-lesion-patches": prepare_lesion_patches,
        "simulate": simulate,
        "train": train,
        "lesions": lesions,
        "pack": pack,
        "unpack": unpack,
        "export": export,
        "export-lesions": export_lesions,
        "lesion-figure": lesion_figure,
        "lesion-experiment": lesion_experiment,
        "evaluate": evaluate,
        "controls": controls,
        "foci": foci,
        "hashes": hashes,
        "import-stylegan2": import_stylegan2,
    }
    return run(PROGRAM, lambda: run_subcommand(parser, modules, arguments))


if __name__ == "__main__":
    sys.exit(main())

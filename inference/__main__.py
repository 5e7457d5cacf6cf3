"""The command `mammogym-cases`: cases without a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from inference.command_line import CommandParser, run, run_subcommand
from inference.commands import build, case_set, edit, info, interpolate, make, pool

PROGRAM = "mammogym-cases"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = CommandParser(
        prog=PROGRAM,
        description="Draw synthetic mammograms from seeds. Not for diagnosis.",
        example="mammogym-cases make --seed 7 --format png --out cases",
    )
    modules = {
        "make": make,
        "edit": edit,
        "interpolate": interpolate,
        "build": build,
        "set": case_set,
        "pool": pool,
        "info": info,
    }
    return run(PROGRAM, lambda: run_subcommand(parser, modules, arguments))


if __name__ == "__main__":
    sys.exit(main())

"""The command `mammogym`: the desktop program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

# onnxruntime before Qt: loaded after it, its libraries find Qt's in their place on Windows.
import onnxruntime  # noqa: F401

from app import system_libraries
from inference.command_line import CommandParser, run
from inference.commands.arguments import add_model_arguments, seed

PROGRAM = "mammogym"
SMALLEST_SIDE, LARGEST_SIDE = 200, 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program, or the command `score`, and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["score"]:
        # Only now, as the window does not need it; and it needs neither Qt nor a model.
        from app.reading.scoring import command

        return command.main(given[1:])
    return run(PROGRAM, lambda: _open(_parser().parse_args(arguments)))


def _parser() -> CommandParser:
    parser = CommandParser(
        prog=PROGRAM,
        description="A desktop gym for reading mammograms. Not for diagnosis. `mammogym score` "
        "scores sittings without a window; see its --help.",
        example="mammogym --seed 7",
    )
    parser.add_version()
    parser.add_argument(
        "paths",
        type=Path,
        nargs="*",
        metavar="PATH",
        help="mammograms to read: DICOM files or folders; or one recipe (JSON) or case set",
    )
    parser.add_argument("--seed", type=seed, metavar="N", help="seed of the first case")
    add_model_arguments(parser)
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="write a PNG of the window with its case, and end; needs no display",
    )
    parser.add_argument(
        "--size",
        type=_size,
        default=(1600, 1000),
        metavar="WxH",
        help="of the screenshot, in pixels (default: 1600x1000)",
    )
    parser.add_argument(
        "--selftest",
        action="store_true",
        help="check this installation, print a table, and end with 0 if all is well, else 1",
    )
    parser.add_argument(
        "--write-reference",
        action="store_true",
        help="make what the model draws now the reference of later self-tests; for developers",
    )
    return parser


def _open(parsed: argparse.Namespace) -> None:
    if parsed.selftest or parsed.write_reference:
        from app import selftest

        task = selftest.write_new_reference if parsed.write_reference else selftest.run_selftest
        task(parsed.bundle, parsed.provider, parsed.threads)
        return
    system_libraries.prepare(needs_window=parsed.screenshot is None)
    # Only now, for Qt must find its libraries, and --help need not wait for it.
    from app import program

    options = program.Options(
        paths=tuple(parsed.paths),
        bundle=parsed.bundle,
        provider=parsed.provider,
        threads=parsed.threads,
        seed=parsed.seed,
        screenshot=parsed.screenshot,
        size=parsed.size,
    )
    if options.screenshot is not None:
        program.take_screenshot(options, options.screenshot)
    else:
        program.run(options)


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 1600x1000") from None
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        raise argparse.ArgumentTypeError(
            f"{text} is out of range: each side has {SMALLEST_SIDE} to {LARGEST_SIDE} pixels"
        )
    return width, height


if __name__ == "__main__":
    sys.exit(main())

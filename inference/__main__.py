"""The command `mammogym-cases`: cases without a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from inference.command_line import CommandParser, add_command, run
from inference.commands import info, make

PROGRAM = "mammogym-cases"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    return run(PROGRAM, lambda: _dispatch(arguments))


def _dispatch(arguments: Sequence[str] | None) -> None:
    parser = CommandParser(
        prog=PROGRAM,
        description="Draw synthetic mammograms from seeds. Not for diagnosis.",
        example="mammogym-cases make --seed 7 --format png --out cases",
    )
    parser.add_version()
    commands = parser.add_subparsers(dest="command", required=True, parser_class=CommandParser)
    for module, work in ((make, make.make), (info, info.info)):
        name = work.__name__
        subparser = add_command(
            commands,
            name,
            prog=PROGRAM,
            summary=module.SUMMARY,
            description=module.DESCRIPTION,
            example=module.EXAMPLE,
        )
        module.add_arguments(subparser)
        subparser.set_defaults(work=work, parser=subparser)
    parsed = parser.parse_args(arguments)
    parsed.work(parsed, parsed.parser)


if __name__ == "__main__":
    sys.exit(main())

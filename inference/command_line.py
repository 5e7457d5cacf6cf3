"""The manners that all commands share: help with an example, one-line errors, exit codes 0/1/2."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import NoReturn, TypeVar

from tqdm import tqdm

import inference
from inference.errors import MammogymError

DONE = 0
FAILED = 1
USAGE = 2

Item = TypeVar("Item")


class CommandParser(argparse.ArgumentParser):
    """A parser whose help ends with an example and whose errors are one line."""

    def __init__(self, *, prog: str, description: str, example: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def add_version(self) -> None:
        """Let `--version` print the program's version."""
        self.add_argument(
            "--version", action="version", version=f"%(prog)s {inference.__version__}"
        )

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one line that names the help."""
        self.exit(USAGE, f"{self.prog}: error: {message} (see {self.prog} --help)\n")


def run_subcommand(
    parser: CommandParser,
    modules: Mapping[str, ModuleType],
    arguments: Sequence[str] | None,
) -> None:
    """Parse a command line and do the work of the subcommand it names.

    Args:
        parser: of the whole command.
        modules: of the subcommands, by name. Each has `SUMMARY`, a line for the command's help;
            `DESCRIPTION` and `EXAMPLE`, for its own; `add_arguments(parser)`; and
            `work(arguments)`, where `arguments.parser` is its own parser.
        arguments: the command line, or None for that of the process.
    """
    parser.add_version()
    commands = parser.add_subparsers(dest="command", required=True, parser_class=CommandParser)
    for name, module in modules.items():
        subparser = commands.add_parser(
            name,
            prog=f"{parser.prog} {name}",
            help=module.SUMMARY,
            description=module.DESCRIPTION,
            example=module.EXAMPLE,
        )
        module.add_arguments(subparser)
        subparser.set_defaults(work=module.work, parser=subparser)
    parsed = parser.parse_args(arguments)
    parsed.work(parsed)


def run(program: str, body: Callable[[], None]) -> int:
    """Do a command's work and turn what goes wrong into a line on stderr and an exit code.

    Args:
        program: how the command is called, for its messages.
        body: parses the arguments and does the work.

    Returns:
        0 when it is done, 1 after an expected error or Ctrl+C, 2 after a wrong command line.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console may not know every sign
    try:
        code = _exit_code(body)
        if sys.stdout is not None:  # a windowed program on Windows has none
            sys.stdout.flush()
        return code
    except MammogymError as error:
        return _complain(program, f"error: {' '.join(str(error).split())}")
    except KeyboardInterrupt:
        return _complain(program, "cancelled")
    except BrokenPipeError:
        _let_go_of_stdout()
        return FAILED
    except OSError as error:
        _let_go_of_stdout()
        reason = error.strerror or str(error)
        return _complain(
            program, f"error: {error.filename or 'Could not write the output'}: {reason}."
        )


def note(program: str, sentence: str) -> None:
    """Say something on stderr that is no error."""
    print(f"{program}: note: {sentence}", file=sys.stderr)


def progress(items: Iterable[Item], *, total: int, unit: str) -> tqdm[Item]:
    """Show progress on stderr while somebody iterates; silent where stderr is no terminal.

    Use it as a context, so that the bar ends before an error is told.
    """
    return tqdm(items, total=total, unit=unit, file=sys.stderr, disable=None, leave=False)


def _exit_code(body: Callable[[], None]) -> int:
    try:
        body()
    except SystemExit as leaving:  # argparse leaves so, after --help too
        return leaving.code if isinstance(leaving.code, int) else DONE
    return DONE


def _complain(program: str, sentence: str) -> int:
    with contextlib.suppress(OSError):
        print(f"{program}: {sentence}", file=sys.stderr)
    return FAILED


def _let_go_of_stdout() -> None:
    """Send what is still buffered to nowhere, or Python complains of it while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

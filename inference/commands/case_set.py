"""`mammogym-cases set`: look at a case set, check it, lock its answers, export it."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from inference.case_sets.answers import write_answer_key
from inference.case_sets.balance import balance
from inference.case_sets.blueprint import Blueprint, blueprint_from_json
from inference.case_sets.case_set import CaseSet, TruthState
from inference.case_sets.files import (
    check_pictures,
    lock,
    read_case_set,
    unlock,
    without_truth,
    write_case_set,
)
from inference.command_line import CommandParser, progress
from inference.errors import CaseSetError, OutputError

SUMMARY = "look at a case set, check, lock or export it"
DESCRIPTION = """Look at a case set, check it, lock and unlock its answers, or export it."""
EXAMPLE = "mammogym-cases set info tutorial.mgset"

MOST_PASSPHRASE_BYTES = 4096


def add_arguments(parser: CommandParser) -> None:
    """Add what `set` takes."""
    actions = parser.add_subparsers(dest="action", required=True, parser_class=CommandParser)

    def action(name: str, summary: str, run: Callable[..., None], example: str) -> CommandParser:
        made = actions.add_parser(
            name,
            prog=f"{parser.prog} {name}",
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            example=f"{parser.prog} {name} {example}",
        )
        made.add_argument("set", type=Path, metavar="SET", help="file NAME.mgset")
        made.set_defaults(run=run)
        return made

    info = action("info", "tell what a set holds", _info, "exam.mgset")
    _add_passphrase(info)
    action("verify", "check every part of a set", _verify, "exam.mgset")
    locking = action(
        "lock", "write a set whose answers a passphrase locks", _lock, "set.mgset --out exam.mgset"
    )
    opening = action(
        "unlock", "write a set whose answers are open", _unlock, "exam.mgset --out open.mgset"
    )
    bare = action(
        "strip", "write a set without its answers", _strip, "set.mgset --out handout.mgset"
    )
    for one in (locking, opening, bare):
        one.add_argument("--out", type=Path, required=True, metavar="SET", help="file to write")
    export = action(
        "export", "write a set in another form", _export, "set.mgset --format html --out set.html"
    )
    export.add_argument(
        "--format",
        required=True,
        choices=["dicom", "html", "csv"],
        help="dicom: a folder with DICOMDIR; html: one teaching file; csv: the answer key",
    )
    export.add_argument("--out", type=Path, required=True, metavar="PATH", help="what to write")
    export.add_argument("--no-truth", action="store_true", help="leave the answers out")
    for one in (locking, opening, export):
        _add_passphrase(one)


def work(arguments: argparse.Namespace) -> None:
    """Do what the arguments ask for.

    Raises:
        MammogymError: the set cannot be used, or a file could not be written.
    """
    arguments.run(arguments)


def _add_passphrase(parser: CommandParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the passphrase (default: it is asked for)",
    )


def _info(arguments: argparse.Namespace) -> None:
    case_set = read_case_set(arguments.set)
    if case_set.truth_state is TruthState.LOCKED and arguments.passphrase_file is not None:
        case_set = unlock(case_set, _passphrase(arguments))
    views = [view.entry for case in case_set.cases for view in case.views]
    about = {
        "title": case_set.title,
        "author": case_set.author,
        "licence": case_set.licence,
        "id": case_set.set_id,
        "model": case_set.model.label if case_set.model else "",
        "made with": case_set.created_with,
        "cases": str(len(case_set.cases)),
        "pictures": f"{len(views)}, {views[0].rows} × {views[0].columns}, {views[0].bits} bits",
        "quiz": f"{case_set.quiz.mode}, {case_set.quiz.question.replace('_', ' ')}, "
        f"answers {case_set.quiz.answers}",
        "answers": case_set.truth_state.value,
    }
    for label, text in about.items():
        if text:
            print(f"{label + ':':<10} {text}")
    if case_set.truth_state is TruthState.OPEN:
        _print_balance(case_set)


def _print_balance(case_set: CaseSet) -> None:
    blueprint: Blueprint | None = None
    if case_set.blueprint:
        blueprint = blueprint_from_json(case_set.blueprint, "The blueprint in the set")
    truths = [case.truth for case in case_set.cases if case.truth is not None]
    print()
    rows = balance(truths, blueprint)
    width = max(len(row.name) for row in rows)
    for row in rows:
        asked = "" if row.asked is None else f" of {row.asked} asked for"
        print(f"{row.group:<10} {row.name:<{width}} {row.present}{asked}")


def _verify(arguments: argparse.Namespace) -> None:
    case_set = read_case_set(arguments.set)
    with progress(check_pictures(case_set), total=len(case_set.cases), unit="case") as cases:
        for _ in cases:
            pass
    counted = "1 case" if len(case_set.cases) == 1 else f"{len(case_set.cases)} cases"
    print(f"{arguments.set} is sound: {counted}, answers {case_set.truth_state.value}")


def _lock(arguments: argparse.Namespace) -> None:
    case_set = read_case_set(arguments.set)
    _write(lock(case_set, _passphrase(arguments, twice=True)), arguments)


def _unlock(arguments: argparse.Namespace) -> None:
    case_set = read_case_set(arguments.set)
    if case_set.truth_state is TruthState.LOCKED:
        case_set = unlock(case_set, _passphrase(arguments))
    _write(unlock(case_set, ""), arguments)


def _strip(arguments: argparse.Namespace) -> None:
    _write(without_truth(read_case_set(arguments.set)), arguments)


def _write(case_set: CaseSet, arguments: argparse.Namespace) -> None:
    if arguments.out.exists() and arguments.out.samefile(arguments.set):
        raise OutputError(
            f"{arguments.out} is the set itself, which stays as it is. Choose another name."
        )
    write_case_set(case_set, arguments.out)
    print(f"answers {case_set.truth_state.value} in {arguments.out}")


def _export(arguments: argparse.Namespace) -> None:
    parser: CommandParser = arguments.parser
    answers = not arguments.no_truth
    if arguments.format == "csv" and not answers:
        parser.error("--no-truth does not go with --format csv, which is the answer key")
    case_set = read_case_set(arguments.set)
    if answers and case_set.truth_state is TruthState.LOCKED:
        case_set = unlock(case_set, _passphrase(arguments))
    if arguments.format == "csv":
        write_answer_key(case_set, arguments.out)
    elif arguments.format == "html":
        from inference.case_sets.teaching_file import write_teaching_file

        write_teaching_file(case_set, arguments.out, with_answers=answers)
    else:
        from inference.case_sets.dicom_folder import write_dicom_folder

        write_dicom_folder(case_set, arguments.out, with_answers=answers)
    print(f"{len(case_set.cases)} cases in {arguments.out}")


def _passphrase(arguments: argparse.Namespace, *, twice: bool = False) -> str:
    """The passphrase from a file or the terminal; it never stands on the command line."""
    path: Path | None = arguments.passphrase_file
    if path is not None:
        try:
            with path.open("rb") as file:
                text = file.read(MOST_PASSPHRASE_BYTES).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CaseSetError(f"The passphrase in {path} cannot be read: {error}.") from error
        return text.splitlines()[0] if text else ""
    if not sys.stdin.isatty():
        raise CaseSetError("There is no terminal to ask for the passphrase: --passphrase-file.")
    typed = getpass.getpass("passphrase: ")
    if twice and getpass.getpass("again: ") != typed:
        raise CaseSetError("The two passphrases differ. Try again.")
    return typed

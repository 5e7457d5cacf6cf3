"""`mammogym score`: scores of sittings from their logs, without a window."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.reading.quiz.sitting_log import SittingRecord, read_sitting, sittings_in
from app.reading.scoring.score_json import results_json
from app.reading.scoring.score_tables import write_tables
from app.reading.scoring.score_text import score_text
from app.reading.scoring.study import Results, score_sittings
from inference.atomic_files import write_text
from inference.command_line import CommandParser, note, run
from inference.errors import InputError, OutputError

PROGRAM = "mammogym score"
DESCRIPTION = (
    "Score sittings of the quiz from their logs: each reader, their average with an interval for "
    "other readers and cases, repeated sittings, and the table of the MammoGANesis study. "
    "Sittings of different sets of questions are scored apart."
)
MOST_SITTINGS = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    return run(PROGRAM, lambda: _work(_parser().parse_args(arguments)))


def _parser() -> CommandParser:
    parser = CommandParser(
        prog=PROGRAM,
        description=DESCRIPTION,
        example="mammogym score sittings --csv scores.csv --pdf scores.pdf",
    )
    parser.add_argument(
        "sittings",
        type=Path,
        nargs="+",
        metavar="SITTING",
        help="logs of sittings, or folders of them",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all scores as JSON")
    for name, what in (("csv", "commas"), ("tsv", "tabs")):
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar="FILE",
            help=f"write the scores as a table with {what}, beside it the answers and, in JSON, "
            "what the columns hold",
        )
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="write a report with plots")
    return parser


def _work(parsed: argparse.Namespace) -> None:
    """Read, score, write and print.

    Raises:
        MammogymError: a log cannot be used, or a file not be written.
    """
    records = _read(_paths(parsed.sittings))
    results = score_sittings(records)
    if parsed.json is not None:
        write_text(parsed.json, results_json(results))
    for path, separator in ((parsed.csv, ","), (parsed.tsv, "\t")):
        if path is not None:
            write_tables(path, separator, results, records)
    if parsed.pdf is not None:
        _write_pdf(parsed.pdf, results)
    print(score_text(results), end="")


def _paths(given: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        inside = sittings_in(path) if path.is_dir() else (path,)
        if not inside:
            raise InputError(f"There is no log of a sitting in {path}. Name another folder.")
        found += [one for one in inside if one not in found]
    if len(found) > MOST_SITTINGS:
        raise InputError(
            f"{len(found)} sittings are too many; {MOST_SITTINGS} are scored at a time."
        )
    return found


def _read(paths: Sequence[Path]) -> list[SittingRecord]:
    records = []
    for path in paths:
        record = read_sitting(path)
        if record.torn:
            note(PROGRAM, f"The last line of {path} was half written and is left out.")
        records.append(record)
    return records


def _write_pdf(path: Path, results: Results) -> None:
    try:
        from app.reading.scoring.pdf_report import write_pdf
    except ImportError as error:
        raise OutputError(
            f"No PDF can be written without reportlab ({error}). Install it with "
            "`pip install reportlab`, or leave out --pdf."
        ) from error
    write_pdf(path, results)

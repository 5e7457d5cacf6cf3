"""Building a case set from a blueprint: slow work that shows progress, stops, and goes on later."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inference.case_sets.blueprint import Blueprint, blueprint_json
from inference.case_sets.case_set import CaseSet, SetCase, model_entry
from inference.case_sets.files import ENDING, write_case_set
from inference.case_sets.flags import with_duplicates_flagged
from inference.case_sets.work_folder import WorkFolder, open_work_folder
from inference.case_sets.workers import Job, ThisProcess, Workers
from inference.errors import CaseSetError, OutputError
from inference.model_bundle import ModelBundle
from inference.runtime import ProviderChoice


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildStep:
    """A case that is finished.

    Attributes:
        done: how many cases are finished.
        total: how many there will be.
        index: of this case in reading order.
        case: with its answers; its pictures lie in the work folder.
    """

    done: int
    total: int
    index: int
    case: SetCase


def build(
    blueprint: Blueprint,
    bundle: ModelBundle,
    target: Path,
    *,
    workers: Workers | None = None,
    provider: str = ProviderChoice.CPU.value,
) -> Generator[BuildStep, None, None]:
    """Build a set, a case at a time; the file is written when the last one is taken.

    Who stops iterating cancels: what is finished stays in the work folder beside the set, and the
    same call goes on from there. Equal blueprints give equal files, wherever they are drawn, as
    long as the provider and its library are the same.

    Args:
        blueprint: what the set is to hold.
        bundle: the model.
        target: the file, `NAME.mgset`; what lies there is replaced.
        workers: where cases are drawn; None draws them here, one after the other.
        provider: what runs the model; the CPU gives the same pixels on most machines.

    Raises:
        BlueprintError: the model cannot draw what is wanted.
        CaseSetError: work on another blueprint lies in the work folder.
        OutputError: a file could not be written.
        ProviderError: the provider gave up.
    """
    if target.suffix.lower() != ENDING:
        raise OutputError(f"A case set is named NAME{ENDING}, not {target.name}.")
    folder = open_work_folder(target, blueprint, bundle.hash)
    found = {index: case for index in range(blueprint.cases) if (case := folder.case(index))}
    for number, (index, case) in enumerate(found.items(), 1):
        yield BuildStep(done=number, total=blueprint.cases, index=index, case=case)
    missing = [index for index in range(blueprint.cases) if index not in found]
    job = Job(
        blueprint=blueprint_json(blueprint),
        bundle_folder=str(bundle.folder),
        bundle_hash=bundle.hash,
        provider=provider,
    )
    with closing((workers or ThisProcess()).draw(job, missing)) as drawn:
        for index, content in drawn:
            found[index] = _kept(folder, index, content)
            yield BuildStep(done=len(found), total=blueprint.cases, index=index, case=found[index])
    cases = tuple(found[index] for index in range(blueprint.cases))
    write_case_set(_assembled(blueprint, bundle, cases), target)
    folder.remove()


def _kept(folder: WorkFolder, index: int, content: bytes) -> SetCase:
    folder.keep(index, content)
    case = folder.case(index)
    if case is None:
        raise CaseSetError(f"{folder.path(index)} was damaged while it was written. Try again.")
    return case


def _assembled(blueprint: Blueprint, bundle: ModelBundle, cases: tuple[SetCase, ...]) -> CaseSet:
    return CaseSet(
        title=blueprint.title,
        author=blueprint.author,
        licence=blueprint.licence,
        description=blueprint.description,
        model=model_entry(bundle),
        quiz=blueprint.quiz,
        blueprint=blueprint_json(blueprint),
        cases=with_duplicates_flagged(cases),
    )

"""Finding the cases that files and folders hold, and reading one of them; runs in the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.background import Ticket
from app.viewer.ready_case import ReadyCase, make_ready
from inference.case_sets.case_set import CaseSet, SetCase
from inference.errors import ImageFileError
from inference.recipe import ViewName

if TYPE_CHECKING:
    from inference.dicom.source_facts import SourceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCase:
    """A case whose headers were read.

    Attributes:
        case_id: a name to show.
        paths: of its files.
        view_labels: names of its views, as far as the files tell.
        synthetic: whether every view shows nobody.
    """

    case_id: str
    paths: tuple[Path, ...]
    view_labels: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCases:
    """What files and folders hold.

    Attributes:
        cases: in the order in which they were found.
        left_out: a sentence for each file of a folder that cannot be shown.
    """

    cases: tuple[FoundCase, ...]
    left_out: tuple[str, ...]


def find_cases(paths: Sequence[Path], ticket: Ticket) -> FoundCases:
    """Look for cases by reading headers alone, so that large folders open at once.

    Args:
        paths: files and folders.
        ticket: says when nobody waits any more.

    Raises:
        ImageFileError: there is no mammogram, or a file that was named cannot be read.
    """
    # The DICOM libraries take long to import; drawing needs none of them.
    from inference.dicom.files import find_files
    from inference.dicom.grouping import group_by_case
    from inference.dicom.read import read_facts

    facts, left_out = [], []
    for path, named in find_files(paths).items():
        if ticket.dropped:
            return FoundCases(cases=(), left_out=())
        try:
            facts.append(read_facts(path))
        except ImageFileError as error:
            if named:
                raise
            left_out.append(str(error))
    if not facts:
        raise ImageFileError(_nothing_found(paths, left_out))
    groups = group_by_case(facts).items()
    cases = tuple(_found(case_id, group) for case_id, group in groups)
    return FoundCases(cases=cases, left_out=tuple(left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOfSet(FoundCase):
    """A case of a case set: its pictures lie in the set.

    Attributes:
        set_case: with its answers, where they are open; they are not shown with it.
        number: of the case in the set, from 1.
    """

    set_case: SetCase
    number: int


def cases_of_set(case_set: CaseSet, path: Path | None = None) -> FoundCases:
    """The cases of a set in reading order, under names that tell nothing."""
    return FoundCases(
        cases=tuple(
            CaseOfSet(
                case_id=case.case_id,
                paths=() if path is None else (path,),
                view_labels=tuple(view.entry.view.label for view in case.views),
                synthetic=True,
                set_case=case,
                number=number,
            )
            for number, case in enumerate(case_set.cases, 1)
        ),
        left_out=(),
    )


def open_case(found: FoundCase) -> ReadyCase:
    """Read a case and make it ready for the screen.

    Raises:
        ImageFileError: a file cannot be read.
        CaseSetError: a picture of a set is damaged, or its file is gone.
    """
    if isinstance(found, CaseOfSet):
        # Its findings stay in the set: what stands in a viewer can be exported.
        return make_ready(replace(found.set_case.case(), findings=()))
    from inference.dicom.read import read_cases

    case = read_cases(found.paths)[0]
    return make_ready(replace(case, case_id=found.case_id))


def _found(case_id: str, group: list[SourceFacts]) -> FoundCase:
    names = {fact.view.name for fact in group}
    return FoundCase(
        case_id=case_id,
        paths=tuple(fact.path for fact in group),
        view_labels=tuple(name.label for name in ViewName if name in names),
        synthetic=all(fact.synthetic for fact in group),
    )


def _nothing_found(paths: Sequence[Path], left_out: list[str]) -> str:
    where = ", ".join(str(path) for path in paths[:3]) or "nothing"
    if left_out:
        return f"No file in {where} can be shown. The first: {left_out[0]}"
    return f"There is no mammogram in {where}. Choose DICOM files or a folder that holds some."

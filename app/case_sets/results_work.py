"""Reading, scoring and writing the results of a set: slow parts only, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.reading.case_sets.case_results import SetResults, set_results, write_case_table
from app.reading.case_sets.returned_sittings import ReturnedSittings, results_in
from app.reading.scoring.study import Results, StudyScore
from inference.case_sets.case_set import CaseSet
from inference.errors import CaseSetError


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOfResults:
    """A folder of results that was read and scored.

    Attributes:
        title: of the set.
        returned: what the files held.
        scored: what they amount to.
    """

    title: str
    returned: ReturnedSittings
    scored: SetResults


def read_folder(folder: Path, case_set: CaseSet) -> FolderOfResults:
    """Read and score a folder of results; slow, for the worker.

    Raises:
        CaseSetError: no result of the set lies there, or its answers are not open.
        InputError: an answer is none to its question.
    """
    import app.quiz.plots  # noqa: F401 - slow to load, and needed to show the curves

    returned = results_in(folder, case_set)
    if not returned.records:
        why = f" The first that was left out: {returned.left_out[0]}" if returned.left_out else ""
        raise CaseSetError(f"There is no result of {case_set.title} in {folder}.{why}")
    # In tables and reports readers go by the names of their files: an id tells a teacher nothing.
    named = [
        replace(one, header=replace(one.header, reader_id=returned.names[one.header.reader_id]))
        for one in returned.records
    ]
    return FolderOfResults(
        title=case_set.title, returned=returned, scored=set_results(named, case_set)
    )


def write_reader_reports(found: FolderOfResults, folder: Path) -> int:
    """Write a PDF for each reader, to hand back; returns how many.

    Raises:
        OutputError: one could not be written.
    """
    from app.reading.scoring.pdf_report import write_pdf  # reportlab is slow to load

    count = 0
    for study in found.scored.results.studies:
        for reader in study.readers:
            alone = StudyScore(settings=study.settings, set_hash=study.set_hash, readers=(reader,))
            write_pdf(folder / f"{reader.reader}.pdf", Results(studies=(alone,)))
            count += 1
    return count


def write_results(kind: str, found: FolderOfResults, target: Path) -> None:
    """Write results to files; see `SetsPage.export_results`.

    Raises:
        OutputError: a file could not be written.
    """
    if kind == "cases":
        write_case_table(found.scored.cases, target)
    elif kind == "readers":
        write_reader_reports(found, target)
    else:
        from app.reading.scoring.pdf_report import write_pdf  # reportlab is slow to load

        write_pdf(target, found.scored.results)

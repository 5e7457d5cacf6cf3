"""The answers of a case in words, and the answer key of a set as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from inference.atomic_files import write_bytes
from inference.case_sets.case_set import CaseSet, SetCase, TruthState
from inference.case_sets.case_truth import CaseTruth
from inference.errors import CaseSetError
from inference.lesions.truth import Finding

COLUMNS = (
    "number",
    "case",
    "abnormal",
    "findings",
    "side",
    "place",
    "size mm",
    "contrast to noise",
    "composition",
    "assessment",
    "management",
    "reference",
    "teaching",
    "tags",
    "note",
)
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def answer_key(case_set: CaseSet) -> str:
    """The answers as CSV, a line for each case in reading order.

    A text that a spreadsheet would take for a formula begins with an apostrophe.

    Raises:
        CaseSetError: the answers are not open.
    """
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, case in enumerate(case_set.cases, 1):
        row = (str(number), case.case_id, *_cells(needed_truth(case_set, case)))
        writer.writerow([safe_cell(cell) for cell in row])
    return table.getvalue()


def write_answer_key(case_set: CaseSet, path: Path) -> None:
    """Write the answer key, so that spreadsheets of all languages read its letters.

    Raises:
        CaseSetError: the answers are not open.
        OutputError: the file could not be written.
    """
    write_bytes(path, answer_key(case_set).encode("utf-8-sig"))


def needed_truth(case_set: CaseSet, case: SetCase) -> CaseTruth:
    """The answers of a case.

    Raises:
        CaseSetError: they are locked or were left out.
    """
    if case.truth is None:
        do = (
            "Unlock them first."
            if case_set.truth_state is TruthState.LOCKED
            else "Ask for a set that has them."
        )
        raise CaseSetError(f"The answers of {case_set.title} are {case_set.truth_state}. {do}")
    return case.truth


def finding_words(finding: Finding) -> str:
    """`mass: oval, circumscribed, equal density`."""
    words = ", ".join(word.replace("_", " ") for _, word in finding.spec.words)
    return f"{finding.kind.label}: {words}" if words else finding.kind.label


def place_words(finding: Finding) -> str:
    """`right breast, upper outer quadrant, 2 o'clock, middle depth, 35 mm from the nipple`."""
    parts = ["right breast" if finding.side == "R" else "left breast"]
    if finding.region is not None:
        parts.append(finding.region.label)
    if finding.clock is not None:
        parts.append(f"{finding.clock} o'clock")
    if finding.depth is not None:
        parts.append(finding.depth.label)
    if finding.distance_from_nipple_mm is not None:
        parts.append(f"{finding.distance_from_nipple_mm:.0f} mm from the nipple")
    return ", ".join(parts)


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    Source: OWASP, CSV injection.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text


def _cells(truth: CaseTruth) -> tuple[str, ...]:
    reference = truth.reference
    composition = reference.composition or truth.composition
    return (
        "yes" if truth.abnormal else "no",
        "; ".join(finding_words(finding) for finding in truth.findings),
        "; ".join("right" if finding.side == "R" else "left" for finding in truth.findings),
        "; ".join(place_words(finding) for finding in truth.findings),
        "; ".join(f"{finding.spec.extent_mm:g}" for finding in truth.findings),
        "; ".join(f"{finding.contrast_to_noise:.2f}" for finding in truth.findings),
        "" if composition is None else composition.value,
        "" if reference.assessment is None else reference.assessment.value,
        "" if reference.management is None else reference.management.label,
        reference.text,
        truth.teaching,
        "; ".join(truth.tags),
        truth.note,
    )

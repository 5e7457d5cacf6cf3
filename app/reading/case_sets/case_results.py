"""How each case of a set did among its readers: share right, discrimination, common mistake."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.reading.case_sets.returned_sittings import case_of
from app.reading.quiz.judging import judged
from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.study import Results, score_sittings
from inference.atomic_files import write_bytes
from inference.case_sets.answers import finding_words, safe_cell
from inference.case_sets.case_set import CaseSet
from inference.statistics.item_analysis import Item, analyse_items

COLUMNS = (
    *("number", "case", "truth", "answers", "share right", "low", "high", "discrimination"),
    *("correlation with the rest", "most common mistake", "readers who made it"),
)
MISSED, FALSE_ALARM, ELSEWHERE, UNDECIDED = "missed", "false alarm", "another place", "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something that readers got wrong.

    Attributes:
        what: `missed`, `false alarm`, `another place`, `undecided`, or the item of a report.
        given: what was told of the item; empty for nothing, and where there is no item.
        right: what would have been right; several for an assessment.
    """

    what: str
    given: str = ""
    right: tuple[str, ...] = ()

    def __str__(self) -> str:
        """In plain words: `margin: circumscribed instead of spiculated`."""
        words = self.what.replace("_", " ")
        if not self.right:
            return words
        right = " or ".join(one.replace("_", " ") for one in self.right)
        return f"{words}: {self.given.replace('_', ' ') or 'nothing'} instead of {right}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """How one case did.

    Attributes:
        case_id: of the case.
        number: of it in the set, from 1.
        truth: what it shows, in words.
        answers: how many readers answered it.
        item: share right and discrimination; None where nobody took a side.
        mistake: the most common one; None where nobody made any.
        mistakes: so many readers made it.
    """

    case_id: str
    number: int
    truth: str
    answers: int
    item: Item | None
    mistake: Mistake | None
    mistakes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResults:
    """What the sittings of a set amount to.

    Attributes:
        results: readers, averages and curves.
        cases: in the set's order.
    """

    results: Results
    cases: tuple[CaseResult, ...]


def set_results(records: Sequence[SittingRecord], case_set: CaseSet) -> SetResults:
    """Score the sittings of a set; of a reader's sittings the first counts for the cases.

    Args:
        records: judged by the set: see `results_in`.
        case_set: with open answers.

    Raises:
        InputError: an answer is none to its question.
    """
    results = score_sittings(records)
    first = {reader.header.sitting_id for one in results.studies for reader in one.readers}
    counted = [record for record in records if record.header.sitting_id in first]
    return SetResults(results=results, cases=_cases(counted, case_set))


def mistakes_in(answered: Answered, record: SittingRecord) -> tuple[Mistake, ...]:
    """What is wrong about an answer; of a lesion that was not seen nothing else is counted."""
    judgement = judged(answered.trial, answered.answer, record.header.settings)
    if judgement.correct is None:
        return (Mistake(what=UNDECIDED),)
    if not judgement.correct:
        return (Mistake(what=MISSED if answered.trial.positive else FALSE_ALARM),)
    place = (Mistake(what=ELSEWHERE),) if judgement.located is False else ()
    items = (item for item in judgement.items if not item.correct)
    return (
        *place,
        *(Mistake(what=item.name, given=item.given, right=item.right) for item in items),
    )


def case_table(cases: Sequence[CaseResult]) -> str:
    """The cases as CSV, for spreadsheets; no cell is a formula."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in cases:
        item = one.item
        right = None if item is None else item.right
        numbers = [right and right.value, right and right.low, right and right.high]
        numbers += [item and item.discrimination, item and item.correlation]
        cells = [str(one.number), one.case_id, one.truth, str(one.answers)]
        cells += ["" if value is None else f"{value:.3f}" for value in numbers]
        cells += [str(one.mistake or ""), str(one.mistakes)]
        # A number below 0 is none of the formulas that a text could be.
        writer.writerow([*map(safe_cell, cells[:4]), *cells[4:9], safe_cell(cells[9]), cells[10]])
    return table.getvalue()


def write_case_table(cases: Sequence[CaseResult], path: Path) -> None:
    """Write the cases as CSV.

    Raises:
        OutputError: it could not be written.
    """
    write_bytes(path, case_table(cases).encode("utf-8-sig"))


def _cases(records: Sequence[SittingRecord], case_set: CaseSet) -> tuple[CaseResult, ...]:
    answers: dict[str, list[tuple[int, Answered, SittingRecord]]] = {
        case.case_id: [] for case in case_set.cases
    }
    for row, record in enumerate(records):
        for answered in record.answers:
            answers[case_of(answered, case_set).case_id].append((row, answered, record))
    items = _items(answers, len(records))
    found = []
    for number, case in enumerate(case_set.cases, 1):
        given = answers[case.case_id]
        mistakes = Counter(one for _, answered, record in given
                           for one in mistakes_in(answered, record))  # fmt: skip
        mistake, count = mistakes.most_common(1)[0] if mistakes else (None, 0)
        findings = case.truth.findings if case.truth is not None else ()
        found.append(
            CaseResult(
                case_id=case.case_id,
                number=number,
                truth="; ".join(map(finding_words, findings)) or "no lesion",
                answers=len(given),
                item=items.get(case.case_id),
                mistake=mistake,
                mistakes=count,
            )
        )
    return tuple(found)


def _items(
    answers: dict[str, list[tuple[int, Answered, SittingRecord]]], readers: int
) -> dict[str, Item]:
    table = [[math.nan] * len(answers) for _ in range(readers)]
    for column, given in enumerate(answers.values()):
        for row, answered, _ in given:
            if answered.correct is not None:
                table[row][column] = float(answered.correct)
    sides = [row for row in table if not all(map(math.isnan, row))]
    return dict(zip(answers, analyse_items(sides), strict=True)) if sides else {}

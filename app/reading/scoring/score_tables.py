"""Scores and answers as tables: one row a measure, and one row an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.reading.quiz.answers import answer_to_plain
from app.reading.quiz.sitting_events import Answered, SittingHeader
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.delimited import Cell, Table, write_table
from app.reading.scoring.measures import Measure
from app.reading.scoring.study import QuestionScore, Results, StudyScore

MEASURE_COLUMNS = {
    "set": "hash of the set of questions; equal ones ask the same questions",
    "round": "which round it was",
    "scope": (
        "reader: one sitting; group: a part of its answers; average: of readers; pooled: all "
        "readers' answers together; retest: a second sitting against the first"
    ),
    "reader": "name of the reader's profile; empty for averages",
    "sitting": "name of the sitting; for a retest of the second one",
    "group_by": "by what the answers of a group are parted",
    "group": "which part it is",
    "measure": "name of the measure",
    "label": "what it is called on screen",
    "unit": "share and area: 0 to 1; number; count; seconds; probability: 0 to 1",
    "value": "the measure; empty where the answers do not determine it",
    "low": "lower end of the 95 % confidence interval; empty where there is none",
    "high": "upper end of the 95 % confidence interval; empty where there is none",
    "count": "of a share, how many",
    "total": "of a share, of how many",
    "method": "of an average, how its interval was made",
}
"""The columns of the table of measures."""

QUESTION_COLUMNS = {
    "set": "hash of the set of questions; equal ones ask the same questions",
    "round": "which round it was",
    "trial": "name of the question",
    "truth": "what was right",
    "right": "readers who were right",
    "answers": "readers who answered and took a side",
    "low": "lower end of the 95 % interval of the share right (Wilson)",
    "high": "upper end of the 95 % interval of the share right (Wilson)",
    "discrimination": (
        "share right among the 27 % best readers less that among the 27 % worst, −1 to 1"
    ),
    "correlation": "of being right here with the share of right answers elsewhere, −1 to 1",
}
"""The columns of the table of questions."""

ANSWER_COLUMNS = {
    "set": "hash of the set of questions; equal ones ask the same questions",
    "round": "which round it was",
    "mode": "practice (the truth follows each answer) or exam",
    "reader": "name of the reader's profile",
    "sitting": "name of the sitting",
    "number": "place of the question in the sitting, from 0",
    "trial": "name of the question; the same whenever it is asked",
    "answered_at": "when, UTC in ISO 8601",
    "time_ms": "from the last showing of the question to the answer, without pauses, in ms",
    "interrupted": "whether there was a pause or another window before the answer",
    "truth": "true: synthetic, or with a lesion; empty where one of several is to be chosen",
    "answer": "true: called so; empty where the answer took no side or was a choice",
    "rating": "confidence, 1 is surely not, the highest step is surely",
    "steps": "highest step of the confidence",
    "target": "place of the picture that was to be chosen, from 0",
    "chosen": "place of the picture that was chosen, from 0",
    "correct": "whether the answer was right; empty where it took no side",
    "located": "whether a mark lies on a lesion; empty where there was none",
    "marks": "marks as JSON: view, row and column in pixels of the view as it hangs, rating",
    "picture_classes": "real, synthesized or edited, for each picture that was shown",
    "views": "of the picture or case that the question is about",
    "technique": "digital or film",
    "density_percent": "dense tissue of the breast area, in percent",
    "composition": "BI-RADS breast composition",
    "lesions": "kinds of the lesions that were put in",
    "lesion_sizes_mm": "their largest extents in mm",
    "contrast_to_noise": "of the lesion that shows best; lower is more difficult",
    "display_checked_at": "when the display was checked, UTC in ISO 8601; empty if it was not",
    "display_good": "whether the display showed everything that it has to",
    "report": "the report as JSON",
}
"""The columns of the table of answers."""


def write_tables(
    path: Path, separator: str, results: Results, records: Iterable[SittingRecord]
) -> tuple[Path, ...]:
    """Write the measures to `path`, and beside it `<name>-answers` and `<name>-questions`.

    Questions are told where several readers answered the same ones.

    Args:
        path: of the table of measures.
        separator: a comma or a tab.
        results: to be written.
        records: whose answers are written, all of them.

    Returns:
        The paths of all files.

    Raises:
        OutputError: a file could not be written.
    """
    tables = {"": measure_table(results), "-answers": answer_table(records)}
    if any(study.questions for study in results.studies):
        tables["-questions"] = question_table(results)
    return tuple(
        written
        for ending, table in tables.items()
        for written in write_table(
            path.with_name(f"{path.stem}{ending}{path.suffix}"), table, separator
        )
    )


def measure_table(results: Results) -> Table:
    """All measures of all readers, groups, averages, pooled tests and retests."""
    rows = [row for study in results.studies for row in _study_rows(study)]
    what = "Scores of sittings, one row a measure."
    return Table(what=what, columns=MEASURE_COLUMNS, rows=rows)


def question_table(results: Results) -> Table:
    """How each question did among the readers."""
    rows = [_question_row(study, one) for study in results.studies for one in study.questions]
    what = "Questions answered by several readers, one row a question."
    return Table(what=what, columns=QUESTION_COLUMNS, rows=rows)


def answer_table(records: Iterable[SittingRecord]) -> Table:
    """All answers with their questions' truth."""
    rows = [_answer_row(record.header, answer) for record in records for answer in record.answers]
    what = "Answers of sittings, one row an answer. It tells what was right."
    return Table(what=what, columns=ANSWER_COLUMNS, rows=rows)


def _study_rows(study: StudyScore) -> Iterator[list[Cell]]:
    begin: list[Cell] = [study.set_hash, study.kind.value]
    for sitting in study.readers:
        who: list[Cell] = [sitting.reader, sitting.header.sitting_id]
        for one in sitting.score.measures:
            yield [*begin, "reader", *who, "", "", *_cells(one), ""]
        for group in sitting.score.groups:
            for one in group.measures:
                yield [*begin, "group", *who, group.by, group.label, *_cells(one), ""]
    for average in study.averages:
        yield [*begin, "average", "", "", "", "", *_cells(average.measure), average.method]
    for one in study.pooled:
        yield [*begin, "pooled", "", "", "", "", *_cells(one), ""]
    for retest in study.retests:
        for one in retest.measures:
            yield [*begin, "retest", retest.reader, retest.second, "", "", *_cells(one), ""]


def _question_row(study: StudyScore, question: QuestionScore) -> list[Cell]:
    item, right = question.item, question.item.right
    return [
        study.set_hash,
        study.kind.value,
        question.trial_id,
        question.truth,
        None if right is None else right.count,
        None if right is None else right.total,
        None if right is None else right.low,
        None if right is None else right.high,
        item.discrimination,
        item.correlation,
    ]


def _cells(one: Measure) -> list[Cell]:
    kind = one.kind
    numbers: list[Cell] = [one.value, one.low, one.high, one.count, one.total]
    return [kind.name, kind.label, kind.unit.value, *numbers]


def _answer_row(header: SittingHeader, answered: Answered) -> list[Cell]:
    trial, truth = answered.trial, answered.trial.truth
    plain = answer_to_plain(answered.answer)
    several = trial.target is not None
    values: dict[str, Cell] = {
        "set": header.set_hash,
        "round": trial.kind.value,
        "mode": header.mode.value,
        "reader": header.reader_id,
        "sitting": header.sitting_id,
        "number": trial.number,
        "trial": trial.trial_id,
        "answered_at": answered.at,
        "time_ms": round(1000 * answered.seconds),
        "interrupted": answered.interrupted,
        "truth": None if several else trial.positive,
        "answer": _side(answered) if not several else None,
        "rating": plain.get("rating"),
        "steps": getattr(header.settings, "steps", None),
        "target": trial.target,
        "chosen": plain.get("chosen"),
        "correct": answered.correct,
        "located": answered.located,
        "marks": _json(plain.get("marks")),
        "picture_classes": _joined([one.picture_class.value for one in trial.truths]),
        "views": _joined(truth.views),
        "technique": truth.technique,
        "density_percent": truth.density_percent,
        "composition": None if truth.composition is None else truth.composition.value,
        "lesions": _joined([finding.kind.value for finding in truth.findings]),
        "lesion_sizes_mm": _joined([f"{one.spec.extent_mm:g}" for one in truth.findings]),
        "contrast_to_noise": truth.contrast_to_noise,
        "display_checked_at": None if header.display is None else header.display.checked_at,
        "display_good": None if header.display is None else header.display.good,
        "report": _json(plain.get("report")),
    }
    return [values[name] for name in ANSWER_COLUMNS]


def _side(answered: Answered) -> bool | None:
    if answered.correct is None:
        return None
    return answered.correct == answered.trial.positive


def _joined(texts: Sequence[str]) -> str:
    return " ".join(texts)


def _json(values: Any) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None

"""Scores as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.reading.scoring.measure_kinds import Unit
from app.reading.scoring.measures import Measure, Sentence
from app.reading.scoring.sitting_score import SittingScore
from app.reading.scoring.study import Results, StudyScore, kinds_in
from app.reading.scoring.table_two import (
    SEVERAL_SETS,
    StudyTable,
    has_too_many_sets,
    study_table,
)
from app.reading.scoring.wording import (
    ROUND_TITLES,
    written,
    written_count,
    written_interval,
)

_SHORT_HASH = 12
_UNDERLINE = "="


def score_text(results: Results) -> str:
    """All scores, with what each means."""
    lines = list(_notes(results.notes))
    for study in results.studies:
        lines += [*_study(study), ""]
    if table := study_table(results):
        lines += _table_two(table)
    elif has_too_many_sets(results):
        lines.append(SEVERAL_SETS)
    if kinds := kinds_in(results):
        lines += ["", "What the measures mean"]
        lines += aligned([[f"  {kind.label}", kind.meaning] for kind in kinds])
    return "\n".join(lines).rstrip() + "\n"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of a table with columns of equal width, the first to the left, the others too."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return [*padded]


def table_rows(table: StudyTable) -> list[list[str]]:
    """The table of the MammoGANesis study, with its heading, as texts."""
    heading = ["Reader", "AUC", "Precision", "Seconds per round", "Rounds"]
    return [
        heading,
        *(
            [
                row.reader,
                written(row.auc, Unit.AREA),
                written(row.precision, Unit.AREA),
                written(row.seconds_per_round, Unit.SECONDS),
                written(row.rounds, Unit.COUNT),
            ]
            for row in (*table.rows, *table.published)
        ),
    ]


def study_title(study: StudyScore) -> str:
    """The round and the beginning of the set's name."""
    return f"{ROUND_TITLES[study.kind]}, set {study.set_hash[:_SHORT_HASH]}"


def _study(study: StudyScore) -> Iterator[str]:
    title = study_title(study)
    yield title
    yield _UNDERLINE * len(title)
    yield from _notes(study.notes)
    for score in study.readers:
        yield ""
        yield from _sitting(score)
    if study.averages:
        yield ""
        yield f"Average of {len(study.readers)} readers"
        yield from _measures((one.measure for one in study.averages), _methods(study))
    if study.pooled:
        yield ""
        yield "All answers against guessing"
        yield from _measures(study.pooled)
    for retest in study.retests:
        yield ""
        yield f"{retest.reader}: sitting {retest.second} against {retest.first}"
        yield from _measures(retest.measures)
        yield from _notes(retest.notes)


def _sitting(score: SittingScore) -> Iterator[str]:
    yield f"Reader {score.reader}, sitting {score.header.sitting_id}, {score.answers} answers"
    yield from _measures(score.score.measures)
    for group in score.score.groups:
        found = ", ".join(
            f"{one.kind.label} {written(one.value, one.kind.unit)}{_in_brackets(one)}"
            for one in group.measures
            if one.value is not None
        )
        yield f"  {group.by} {group.label} ({group.answers}): {found}"
    yield from _notes(score.score.notes)


def _measures(measures: Iterable[Measure], remarks: Sequence[str] = ()) -> list[str]:
    shown = list(measures)
    if not shown:
        return []
    rows = []
    for index, one in enumerate(shown):
        remark = remarks[index] if remarks else (one.verdict or "")
        rows.append(
            [
                f"  {one.kind.label}",
                written(one.value, one.kind.unit),
                written_interval(one),
                written_count(one),
                str(remark),
            ]
        )
    return aligned(rows)


def _methods(study: StudyScore) -> list[str]:
    return [one.method for one in study.averages]


def _in_brackets(one: Measure) -> str:
    interval = written_interval(one)
    return f" ({interval})" if interval else ""


def _notes(notes: Iterable[Sentence]) -> list[str]:
    return [f"Note: {note.text}" for note in notes]


def _table_two(table: StudyTable) -> list[str]:
    return [
        "Table II of the MammoGANesis study",
        *(f"  {row}" for row in aligned(table_rows(table))),
    ]

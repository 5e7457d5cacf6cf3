"""The table of the MammoGANesis study: one row a reader, as its table II."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from app.reading.quiz.rounds import RoundKind
from app.reading.scoring.choices import AVERAGE_ROUNDS, AVERAGE_SECONDS
from app.reading.scoring.published import MAMMOGANESIS, TABLE_TWO
from app.reading.scoring.real_or_synthetic import AVERAGE_AUC, AVERAGE_PRECISION
from app.reading.scoring.study import Results, StudyScore

AVERAGE = "average"
SEVERAL_SETS = (
    "The table of the MammoGANesis study takes one set of `real or synthetic` and one of `find the "
    "synthetic one`; there are more here."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the table; None is what a reader did not do.

    Attributes:
        reader: who.
        auc: of real or synthetic.
        precision: of the pictures called synthetic.
        seconds_per_round: of the search for the synthetic one.
        rounds: of that search.
    """

    reader: str
    auc: float | None = None
    precision: float | None = None
    seconds_per_round: float | None = None
    rounds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyTable:
    """The table, with the paper's beside it.

    Attributes:
        rows: of the readers, then their average where there is more than one.
        published: the paper's rows, then its average.
    """

    rows: tuple[TableRow, ...]
    published: tuple[TableRow, ...]


def study_table(results: Results) -> StudyTable | None:
    """The table of the readers' first sittings.

    Returns:
        None without a sitting of one of the two rounds, or with more than one set of a round.

    Source: Zakka et al. 2020, MammoGANesis, table II.
    """
    test = [one for one in results.studies if one.kind is RoundKind.REAL_OR_SYNTHETIC]
    search = [one for one in results.studies if one.kind is RoundKind.FIND_THE_SYNTHETIC]
    if not (test or search) or len(test) > 1 or len(search) > 1:
        return None
    rows = [*_rows(test[0] if test else None, search[0] if search else None)]
    if len(rows) > 1:
        rows.append(_average(rows))
    return StudyTable(rows=tuple(rows), published=_published())


def has_too_many_sets(results: Results) -> bool:
    """Whether the table is missing because a round has more than one set."""
    kinds = [one.kind for one in results.studies]
    both = (RoundKind.REAL_OR_SYNTHETIC, RoundKind.FIND_THE_SYNTHETIC)
    return any(kinds.count(kind) > 1 for kind in both)


def _rows(test: StudyScore | None, search: StudyScore | None) -> list[TableRow]:
    tested = {one.reader: one.score for one in test.readers} if test else {}
    searched = {one.reader: one.score for one in search.readers} if search else {}

    def value(scores: dict, reader: str, name: str) -> float | None:
        found = scores[reader].measure(name) if reader in scores else None
        return None if found is None else found.value

    return [
        TableRow(
            reader=reader,
            auc=value(tested, reader, "auc"),
            precision=value(tested, reader, "precision"),
            seconds_per_round=value(searched, reader, "seconds_per_round"),
            rounds=value(searched, reader, "rounds"),
        )
        for reader in sorted({*tested, *searched})
    ]


def _average(rows: list[TableRow]) -> TableRow:
    def mean(name: str) -> float | None:
        values = [value for row in rows if (value := getattr(row, name)) is not None]
        return fmean(values) if values else None

    return TableRow(
        reader=AVERAGE,
        auc=mean("auc"),
        precision=mean("precision"),
        seconds_per_round=mean("seconds_per_round"),
        rounds=mean("rounds"),
    )


def _published() -> tuple[TableRow, ...]:
    rows = [
        TableRow(
            reader=f"{MAMMOGANESIS}, {one.name} ({one.years} years)",
            auc=one.auc,
            precision=one.precision,
            seconds_per_round=one.seconds_per_round,
            rounds=float(one.rounds),
        )
        for one in TABLE_TWO
    ]
    return (
        *rows,
        TableRow(
            reader=f"{MAMMOGANESIS}, {AVERAGE}",
            auc=AVERAGE_AUC,
            precision=AVERAGE_PRECISION,
            seconds_per_round=AVERAGE_SECONDS,
            rounds=AVERAGE_ROUNDS,
        ),
    )

"""Scoring a sitting for its page, and writing scores to files: slow parts only, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.reading.quiz.errors import QuizError
from app.reading.quiz.progress_entry import progress_entry
from app.reading.quiz.progress_store import ProgressStore
from app.reading.quiz.reader import Reader
from app.reading.quiz.sitting_events import SittingHeader, SittingMode
from app.reading.quiz.sitting_log import SUFFIX, SittingRecord, read_sitting
from app.reading.scoring.measures import Sentence
from app.reading.scoring.retest import Retest, compare_sittings
from app.reading.scoring.score_json import results_json
from app.reading.scoring.score_tables import write_tables
from app.reading.scoring.sitting_score import SittingScore, score_sitting
from app.reading.scoring.study import Results, StudyScore, score_sittings
from inference.atomic_files import write_text
from inference.errors import MammogymError, OutputError

NO_EARLIER = (
    "This sitting repeats {sitting}, whose log is not beside it or is damaged, so that the two "
    "cannot be compared."
)
MOST_SITTINGS = 1000
"""That are scored together."""

SEPARATORS = {".csv": ",", ".tsv": "\t"}
"""By the ending of a table's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSitting:
    """A sitting with all that its page shows.

    Attributes:
        path: of its log.
        record: what the log tells.
        score: of it.
        retest: its answers against those of the sitting that it repeats; None for a first one.
        notes: what has to be known beside those of the score.
    """

    path: Path
    record: SittingRecord
    score: SittingScore
    retest: Retest | None = None
    notes: tuple[Sentence, ...] = ()

    @property
    def may_be_looked_at(self) -> bool:
        """Whether its questions may be shown with their truth: not those of an open exam."""
        header = self.record.header
        ended = self.record.end is not None
        return is_told(header) and (ended or header.mode is SittingMode.PRACTICE)

    @property
    def may_be_repeated(self) -> bool:
        """Whether the same set can be read again from here; case sets are begun on their page."""
        header = self.record.header
        return self.may_be_looked_at and bool(self.record.answers) and header.case_set is None

    @property
    def results(self) -> Results:
        """The score as files hold it."""
        header = self.record.header
        study = StudyScore(
            settings=header.settings,
            set_hash=header.set_hash,
            readers=(self.score,),
            retests=() if self.retest is None else (self.retest,),
            notes=self.notes,
        )
        return Results(studies=(study,))


def is_told(header: SittingHeader) -> bool:
    """Whether the reader may learn how a sitting went; an educator's case set may keep it back."""
    facts = header.case_set
    return facts is None or (facts.open_answers and facts.told != "never")


def scored_sitting(path: Path) -> ScoredSitting:
    """Read a log and score it.

    Raises:
        InputError: the log cannot be used.
    """
    record = read_sitting(path)
    retest, notes = _retest(path, record)
    return ScoredSitting(
        path=path, record=record, score=score_sitting(record), retest=retest, notes=notes
    )


def enter(store: ProgressStore, record: SittingRecord, score: SittingScore | None = None) -> None:
    """Enter a sitting into the progress; a reader without a profile gets one with its id for name.

    Args:
        store: of the progress.
        record: of the sitting.
        score: of it, where it is known.

    Raises:
        MammogymError: the log cannot be scored, or the progress not be written.
    """
    kept = progress_entry(record, score)
    if all(reader.reader_id != kept.reader_id for reader in store.readers()):
        store.keep_reader(Reader(reader_id=kept.reader_id, name=kept.reader_id))
    store.keep_sitting(kept)


def read_logs(paths: Sequence[Path]) -> list[SittingRecord]:
    """Read the logs of a study.

    Raises:
        InputError: one cannot be used, or there are too many.
    """
    if len(paths) > MOST_SITTINGS:
        raise QuizError(
            f"{len(paths)} sittings are too many; {MOST_SITTINGS} are scored at a time."
        )
    return [read_sitting(path) for path in paths]


def study_of(paths: Sequence[Path]) -> tuple[Results, list[SittingRecord]]:
    """Score the logs of one or more readers.

    Raises:
        InputError: a log cannot be used.
    """
    records = read_logs(paths)
    return score_sittings(records), records


def export_scores(
    path: Path, results: Results, records: Sequence[SittingRecord]
) -> tuple[Path, ...]:
    """Write scores in the format that the name's ending tells.

    Args:
        path: ends with `.csv`, `.tsv`, `.json` or `.pdf`.
        results: to be written.
        records: of the sittings; their answers go beside a table.

    Returns:
        The files.

    Raises:
        OutputError: they could not be written.
    """
    ending = path.suffix.lower()
    if ending in SEPARATORS:
        return write_tables(path, SEPARATORS[ending], results, records)
    if ending == ".json":
        write_text(path, results_json(results))
    elif ending == ".pdf":
        from app.reading.scoring.pdf_report import write_pdf  # reportlab is slow to load

        write_pdf(path, results)
    else:
        raise OutputError(
            f"Scores are not written as {path.name}. End the name with .csv, .tsv, .json or .pdf."
        )
    return (path,)


def _retest(path: Path, record: SittingRecord) -> tuple[Retest | None, tuple[Sentence, ...]]:
    earlier = record.header.previous_sitting
    if not earlier:
        return None, ()
    try:
        first = read_sitting(path.with_name(f"{earlier}{SUFFIX}"))
        return compare_sittings(first, record), ()
    except MammogymError:
        return None, (Sentence(template=NO_EARLIER, values={"sitting": earlier}),)

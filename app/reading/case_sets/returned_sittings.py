"""Sittings of a set as files that come back, judged by the set's answers once these are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.reading.case_sets.set_plan import set_hash_of, truth_of
from app.reading.quiz.judging import judged
from app.reading.quiz.sitting_events import Answered, Event
from app.reading.quiz.sitting_log import (
    LARGEST_FILE_BYTES,
    SittingRecord,
    read_sitting,
    sittings_in,
)
from inference.atomic_files import write_bytes
from inference.case_sets.case_set import CaseSet, SetCase, TruthState
from inference.errors import CaseSetError, InputError, MammogymError

ENDING = ".mgresult"
MOST_FILES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSittings:
    """What a folder of results holds.

    Attributes:
        records: sittings of the set, judged by its answers.
        names: of readers by their ids, as their files are named.
        left_out: of each file that is none of them a sentence that says why.
    """

    records: tuple[SittingRecord, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def write_result(log: Path, target: Path) -> None:
    """Write the result of a sitting as the one file that goes back to the educator.

    Raises:
        SittingLogError: the log cannot be used.
        OutputError: the file could not be written.
    """
    read_sitting(log)
    with log.open("rb") as file:
        write_bytes(target, file.read(LARGEST_FILE_BYTES))


def latest_sitting(folder: Path, set_id: str) -> Path:
    """The log of the sitting of a set that was begun last.

    Args:
        folder: of logs.
        set_id: of the set.

    Raises:
        CaseSetError: the set was not played here.
    """
    for log in reversed(sittings_in(folder)):  # They are named by the time of their beginning.
        try:
            record = read_sitting(log)
        except MammogymError:
            continue
        facts = record.header.case_set
        if facts is not None and facts.set_id == set_id and record.answers:
            return log
    raise CaseSetError("This set was not played here yet: there is no result of it to save.")


def results_in(folder: Path, case_set: CaseSet) -> ReturnedSittings:
    """Read the results of a set from a folder; what is none of them is left out with a sentence.

    Args:
        folder: of files `NAME.mgresult`.
        case_set: with open answers.

    Raises:
        CaseSetError: the answers are not open, or there are too many files.
    """
    _check_open(case_set)
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING)
    except OSError as error:
        raise CaseSetError(f"{folder} cannot be read: {error.strerror or error}.") from error
    if len(paths) > MOST_FILES:
        raise CaseSetError(f"{folder} has {len(paths)} results; {MOST_FILES} are read at a time.")
    records, left_out, seen = [], [], set()
    names: dict[str, str] = {}
    for path in paths:
        try:
            record = rejudged(read_sitting(path), case_set)
        except MammogymError as error:
            left_out.append(f"{path.name}: {error}")
            continue
        if record.header.sitting_id in seen:
            left_out.append(f"{path.name}: this sitting is in the folder more than once.")
            continue
        seen.add(record.header.sitting_id)
        names.setdefault(record.header.reader_id, path.stem)
        records.append(record)
    return ReturnedSittings(records=tuple(records), names=names, left_out=tuple(left_out))


def rejudged(record: SittingRecord, case_set: CaseSet) -> SittingRecord:
    """A sitting with the truth of the set and its answers judged by it, whatever the file says.

    Raises:
        CaseSetError: the answers are not open, or the sitting is of another set.
        InputError: an answer is none to its question.
    """
    _check_open(case_set)
    facts = record.header.case_set
    if facts is None or record.header.set_hash != set_hash_of(case_set):
        raise CaseSetError(
            f"The sitting is none of the set {case_set.title}, or its settings were changed since."
        )
    events: list[Event] = [
        _judged(event, record, case_set) if isinstance(event, Answered) else event
        for event in record.events
    ]
    header = replace(record.header, case_set=replace(facts, open_answers=True))
    return replace(record, header=header, events=tuple(events))


def case_of(answered: Answered, case_set: CaseSet) -> SetCase:
    """The case that a question showed.

    Raises:
        CaseSetError: there is none.
    """
    return case_set.case(answered.trial.stimuli[0].picture_id)


def _judged(answered: Answered, record: SittingRecord, case_set: CaseSet) -> Answered:
    if len(answered.trial.stimuli) != 1:
        raise InputError("A question of a set shows one case.")
    case = case_of(answered, case_set)
    trial = replace(answered.trial, truths=(truth_of(case),), target=None)
    judgement = judged(trial, answered.answer, record.header.settings)
    return replace(answered, trial=trial, correct=judgement.correct, located=judgement.located)


def _check_open(case_set: CaseSet) -> None:
    if case_set.truth_state is not TruthState.OPEN:
        raise CaseSetError(
            f"The answers of {case_set.title} are {case_set.truth_state}. Results are scored with "
            "open ones: unlock them first."
        )

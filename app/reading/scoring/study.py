"""The score of a study: sittings of the same questions by one or more readers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.reading.quiz.rounds import (
    FindTheSynthetic,
    OddOneOut,
    Pairs,
    RoundKind,
    RoundSettings,
    wrong_answers_allowed,
)
from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.averages import Average, averages_over
from app.reading.scoring.measure_kinds import MeasureKind
from app.reading.scoring.measures import Measure, Sentence, measure
from app.reading.scoring.retest import Retest, compare_sittings
from app.reading.scoring.sitting_score import SittingScore, is_complete, score_sitting
from inference.statistics.binomial import binomial_goodness_of_fit, pooled_chi_square
from inference.statistics.item_analysis import Item, analyse_items

SEPARATE_SETS = (
    "The sittings are of {count} different sets of questions. Each set is scored by itself: "
    "sittings of different sets are never pooled."
)
GIVEN_TWICE = "The sitting {sitting} was given more than once and counts once."
REPEATED = (
    "Readers who sat more than once count with their first sitting; the later ones are compared "
    "with it, not pooled."
)
LEFT_OUT = "Averages leave out readers who did not finish: {readers}."
SHARED_QUESTIONS = "Averages are over the {count} questions that all these readers answered."
FOLLOWS_READER = (
    "The difficulty followed each reader, so that their questions differ: averages are over "
    "readers alone, and sittings are not compared question by question."
)
STOPPED_BY_ANSWERS = (
    "How many answers a reader gave depended on the answers, so that the χ² tests are approximate."
)
MIXED_MODES = (
    "Some of the readers sat in practice, with the truth after each answer, some in exams."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScore:
    """How one question did among the readers.

    Attributes:
        trial_id: of the question.
        truth: what was right, in a word.
        item: share right and discrimination.
    """

    trial_id: str
    truth: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyScore:
    """What sittings of one set amount to.

    Attributes:
        settings: of the round.
        set_hash: of the set.
        readers: the first sitting of each reader, by name.
        retests: of readers who sat more than once.
        averages: over readers; empty for one reader.
        pooled: χ² tests of all readers' answers; empty for one reader.
        questions: how each did; empty for one reader.
        notes: what has to be known to read it.
    """

    settings: RoundSettings
    set_hash: str
    readers: tuple[SittingScore, ...]
    retests: tuple[Retest, ...] = ()
    averages: tuple[Average, ...] = ()
    pooled: tuple[Measure, ...] = ()
    questions: tuple[QuestionScore, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def kind(self) -> RoundKind:
        """Of the round."""
        return self.settings.kind

    def average(self, name: str) -> Average | None:
        """The first average of a measure, which is the one for other readers and cases."""
        return next((one for one in self.averages if one.measure.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Scores of any number of sittings.

    Attributes:
        studies: one for each set of questions, in the order in which the sets were met.
        notes: about all of them.
    """

    studies: tuple[StudyScore, ...]
    notes: tuple[Sentence, ...] = ()


def kinds_in(results: Results) -> tuple[MeasureKind, ...]:
    """The kinds of all measures of readers, averages, pooled tests and retests, each once."""
    kinds = {
        one.name: one.kind
        for study in results.studies
        for one in (
            *(measure for sitting in study.readers for measure in sitting.score.measures),
            *(average.measure for average in study.averages),
            *study.pooled,
            *(measure for retest in study.retests for measure in retest.measures),
        )
    }
    return tuple(kinds.values())


def score_sittings(records: Iterable[SittingRecord]) -> Results:
    """Score sittings, each set of questions by itself.

    Raises:
        InputError: an answer is none to its question.
    """
    sets: dict[str, list[SittingRecord]] = {}
    seen: set[str] = set()
    notes = []
    for record in records:
        header = record.header
        if header.sitting_id in seen:
            values: dict[str, str | int] = {"sitting": header.sitting_id}
            notes.append(Sentence(template=GIVEN_TWICE, values=values))
            continue
        seen.add(header.sitting_id)
        sets.setdefault(header.set_hash, []).append(record)
    if len(sets) > 1:
        notes.append(Sentence(template=SEPARATE_SETS, values={"count": len(sets)}))
    return Results(studies=tuple(map(score_study, sets.values())), notes=tuple(notes))


def score_study(records: Sequence[SittingRecord]) -> StudyScore:
    """Score sittings of one set, at least one.

    Raises:
        InputError: an answer is none to its question.
    """
    settings = records[0].header.settings
    by_reader: dict[str, list[SittingRecord]] = {}
    # A sitting that was left before its first answer is no first sitting where there is another.
    for record in sorted(records, key=lambda one: (not one.answers, one.header.started_at)):
        by_reader.setdefault(record.header.reader_id, []).append(record)
    first = [by_reader[name][0] for name in sorted(by_reader)]
    adaptive = bool(getattr(settings, "adaptive", False))
    notes = [Sentence(template=FOLLOWS_READER)] if adaptive else []
    if len(first) < len(records):
        notes.append(Sentence(template=REPEATED))
    if len({record.header.mode for record in first}) > 1:
        notes.append(Sentence(template=MIXED_MODES))
    pooled = _pooled(first, settings)
    if pooled and wrong_answers_allowed(settings) is not None:
        notes.append(Sentence(template=STOPPED_BY_ANSWERS))
    readers = tuple(score_sitting(record) for record in first)
    averaged, more_notes = _averaged(first, readers, settings, adaptive)
    return StudyScore(
        settings=settings,
        set_hash=records[0].header.set_hash,
        readers=readers,
        retests=() if adaptive else tuple(_retests(by_reader)),
        averages=averaged,
        pooled=pooled,
        questions=() if adaptive else _questions(first),
        notes=(*notes, *more_notes),
    )


def _retests(by_reader: dict[str, list[SittingRecord]]) -> Iterable[Retest]:
    for name in sorted(by_reader):
        earliest, *later = by_reader[name]
        for record in later:
            yield compare_sittings(earliest, record)


def _averaged(
    records: Sequence[SittingRecord],
    scores: Sequence[SittingScore],
    settings: RoundSettings,
    adaptive: bool,
) -> tuple[tuple[Average, ...], list[Sentence]]:
    """Averages over the readers who finished, or over all where fewer than two did."""
    notes: list[Sentence] = []
    pairs = [one for one in zip(records, scores, strict=True) if one[0].answers]
    finished = [one for one in pairs if is_complete(one[0])]
    if len(finished) > 1:
        if left := [one[0].header.reader_id for one in pairs if one not in finished]:
            values: dict[str, str | int] = {"readers": ", ".join(left)}
            notes.append(Sentence(template=LEFT_OUT, values=values))
        pairs = finished
    if len(pairs) < 2:
        return (), notes
    answers = _shared([record.answers for record, _ in pairs])
    if adaptive or wrong_answers_allowed(settings) is not None:
        answers = [[] for _ in pairs]
    elif len(answers[0]) < max(len(record.answers) for record, _ in pairs):
        notes.append(Sentence(template=SHARED_QUESTIONS, values={"count": len(answers[0])}))
    return averages_over([score for _, score in pairs], answers, settings), notes


def _shared(answers: Sequence[Sequence[Answered]]) -> list[list[Answered]]:
    """The answers to the questions that all readers answered, in one order."""
    tables = [{one.trial.trial_id: one for one in each} for each in answers]
    names = [name for name in sorted(tables[0]) if all(name in table for table in tables)]
    return [[table[name] for name in names] for table in tables]


def _pooled(records: Sequence[SittingRecord], settings: RoundSettings) -> tuple[Measure, ...]:
    """χ² tests against guessing, for rounds in which guessing is right with a known chance."""
    if not isinstance(settings, Pairs | FindTheSynthetic | OddOneOut):
        return ()
    answers = [record.answers for record in records if record.answers]
    if len(answers) < 2:
        return ()
    chance = 0.5 if isinstance(settings, Pairs) else 1 / settings.pictures
    right = [sum(one.correct is True for one in each) for each in answers]
    totals = [len(each) for each in answers]
    found = pooled_chi_square(right, totals, chance)
    tests = [
        measure("pooled_chi_square", found.pooled.p_value),
        measure("each_chi_square", found.each.p_value),
        measure("between_chi_square", found.between and found.between.p_value),
    ]
    if isinstance(settings, Pairs) and len(set(totals)) == 1:
        fit = binomial_goodness_of_fit(right, totals[0], chance)
        tests.append(measure("goodness_of_fit", fit and fit.test.p_value))
    return tuple(tests)


def _questions(records: Sequence[SittingRecord]) -> tuple[QuestionScore, ...]:
    answered = [record.answers for record in records if record.answers]
    if len(answered) < 2:
        return ()
    asked = {one.trial.trial_id: one for each in answered for one in each}
    places = {name: index for index, name in enumerate(asked)}
    table = [[math.nan] * len(places) for _ in answered]
    for row, each in zip(table, answered, strict=True):
        for one in each:
            if one.correct is not None:
                row[places[one.trial.trial_id]] = float(one.correct)
    sides = [row for row in table if not all(map(math.isnan, row))]
    if not sides:
        return ()
    return tuple(
        QuestionScore(trial_id=name, truth=_truth_word(one), item=item)
        for (name, one), item in zip(asked.items(), analyse_items(sides), strict=True)
    )


def _truth_word(answered: Answered) -> str:
    trial = answered.trial
    if trial.target is not None:
        return f"picture {trial.target + 1}"
    if trial.kind.needs_real_pictures:
        return trial.truth.picture_class.value
    return "lesion" if trial.positive else "no lesion"

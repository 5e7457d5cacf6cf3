"""Claims about playing a set without a window: the same questions locked or open, judged later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.reading.case_sets.known_sets import known_set, remember_set
from app.reading.case_sets.returned_sittings import results_in, write_result
from app.reading.case_sets.set_plan import SetPlan, mode_of
from app.reading.quiz.answers import Answer, Marking, RatedMark
from app.reading.quiz.errors import QuizError
from app.reading.quiz.playback import play
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord, sittings_in
from app.reading.quiz.trial import QuizTrial
from app.reading.scoring.study import score_sittings
from inference.case_sets.case_set import CaseSet
from inference.case_sets.files import lock, read_case_set, write_case_set
from inference.case_sets.quiz_settings import QuizSettings
from inference.errors import CaseSetError
from tests.inference.case_sets.made_sets import PASSPHRASE, made_set

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EXAM = QuizSettings(mode="exam", question="find_the_lesion", answers="never")


def exam(count: int = 5) -> CaseSet:
    return replace(made_set(count), quiz=EXAM, blueprint="")


def sharp(trial: QuizTrial) -> Answer:
    """Knows the set by heart, and needs no truth in the question: every other case is sick."""
    sick = trial.stimuli[0].picture_id in SICK
    marks = (RatedMark(view=0, row=12, column=7, rating=6),) if sick else ()
    return Marking(rating=6 if sick else 1, marks=marks)


def blind(trial: QuizTrial) -> Answer:
    return Marking(rating=1)


SICK = {case.case_id for case in exam().cases if case.truth is not None and case.truth.findings}


def played(case_set: CaseSet, folder: Path, reader: str = "anna", how=sharp) -> SittingRecord:
    mode = mode_of(case_set)
    return play(SetPlan(case_set), how, folder, reader_id=reader, mode=mode, start=NOON)


def test_a_locked_set_asks_the_same_questions_as_the_open_one_and_tells_nothing():
    plans = [SetPlan(exam()), SetPlan(lock(exam(), PASSPHRASE))]
    assert plans[0].set_hash == plans[1].set_hash
    assert plans[0].settings == plans[1].settings
    for number in range(5):
        told, hidden = (plan.trial(number) for plan in plans)
        assert told.trial.trial_id == hidden.trial.trial_id
        assert hidden.trial.truth.findings == () and hidden.trial.truth.composition is None
        assert all(not case.findings and case.recipe is None for case in told.cases)
    assert any(plans[0].trial(number).trial.positive for number in range(5))


def test_an_order_of_ones_own_shows_each_case_once():
    plan = SetPlan(exam(), order_seed=3)
    shown = [plan.trial(number).trial.stimuli[0].picture_id for number in range(plan.count)]
    assert shown != [case.case_id for case in exam().cases]
    assert sorted(shown) == sorted(case.case_id for case in exam().cases)


def test_only_open_answers_that_are_told_after_each_case_make_a_practice():
    practice = replace(made_set(), quiz=QuizSettings())
    assert mode_of(practice) is SittingMode.PRACTICE
    assert mode_of(lock(practice, PASSPHRASE)) is SittingMode.EXAM
    assert mode_of(exam()) is SittingMode.EXAM


def test_a_locked_exam_is_not_scored_by_itself_and_is_with_the_unlocked_set(tmp_path: Path):
    record = played(lock(exam(), PASSPHRASE), tmp_path / "logs")
    assert record.header.case_set is not None and not record.header.case_set.open_answers
    with pytest.raises(QuizError, match="locked"):
        score_sittings([record])
    (log,) = sittings_in(tmp_path / "logs")
    folder = tmp_path / "results"
    folder.mkdir()
    write_result(log, folder / "anna.mgresult")
    found = results_in(folder, exam())
    assert found.left_out == ()
    assert [one.correct for one in found.records[0].answers] == [True] * 5
    assert [one.located for one in found.records[0].answers] == [True, None, True, None, True]
    (study,) = score_sittings(found.records).studies
    assert study.readers[0].score.measures


def test_what_a_result_claims_of_itself_counts_for_nothing(tmp_path: Path):
    record = played(exam(), tmp_path / "logs", how=blind)
    (log,) = sittings_in(tmp_path / "logs")
    folder = tmp_path / "results"
    folder.mkdir()
    forged = log.read_text().replace('"correct":false', '"correct":true')
    assert forged != log.read_text()
    (folder / "forged.mgresult").write_text(forged)
    (again,) = results_in(folder, exam()).records
    assert [one.correct for one in again.answers] == [one.correct for one in record.answers]
    assert [one.correct for one in again.answers] == [False, True, False, True, False]


def test_results_of_other_sets_damaged_and_doubled_ones_are_left_out_with_a_sentence(
    tmp_path: Path,
):
    played(exam(), tmp_path / "logs")
    played(exam(4), tmp_path / "others")
    folder = tmp_path / "results"
    folder.mkdir()
    (log,) = sittings_in(tmp_path / "logs")
    (other,) = sittings_in(tmp_path / "others")
    write_result(log, folder / "a.mgresult")
    write_result(log, folder / "b.mgresult")
    write_result(other, folder / "c.mgresult")
    (folder / "d.mgresult").write_bytes(b"\x00no log")
    (folder / "e.txt").write_text("none of our business")
    found = results_in(folder, exam())
    assert len(found.records) == 1
    assert [line.split(":")[0] for line in found.left_out] == [f"{n}.mgresult" for n in "bcd"]
    with pytest.raises(CaseSetError, match="locked"):
        results_in(folder, lock(exam(), PASSPHRASE))


def test_a_set_that_was_played_is_found_again_unless_it_is_another_one_now(tmp_path: Path):
    path = tmp_path / "exam.mgset"
    write_case_set(exam(), path)
    case_set = read_case_set(path)
    remember_set(case_set, path, tmp_path)
    assert known_set(case_set.set_id, tmp_path).title == case_set.title
    with pytest.raises(CaseSetError, match="not known"):
        known_set("0" * 16, tmp_path)
    write_case_set(exam(3), path)
    with pytest.raises(CaseSetError, match="another set"):
        known_set(case_set.set_id, tmp_path)
    (tmp_path / "known sets.json").write_text("[]")
    with pytest.raises(CaseSetError, match="not known"):
        known_set(case_set.set_id, tmp_path)

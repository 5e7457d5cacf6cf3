"""Claims about results: known answers give known shares, discriminations and mistakes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.case_sets.results_work import read_folder, write_results
from app.reading.case_sets.case_results import Mistake, mistakes_in, set_results
from app.reading.case_sets.returned_sittings import results_in, write_result
from app.reading.case_sets.set_plan import SetPlan
from app.reading.quiz.answers import Answer, Marking, RatedMark, Reading
from app.reading.quiz.playback import play
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.quiz.trial import QuizTrial
from app.reading.report import Report, ReportFinding
from inference.birads import FindingKind, MassMargin
from inference.case_sets.quiz_settings import QuizSettings
from inference.errors import CaseSetError
from tests.app.case_sets.test_played_sets import NOON, SICK, exam
from tests.inference.case_sets.made_sets import IDS, made_set

CASES = exam()


def marked(wrong: set[str], place: float = 12.0):
    """A reader who is right but for some cases."""

    def answer(trial: QuizTrial) -> Answer:
        case_id = trial.stimuli[0].picture_id
        says = (case_id in SICK) != (case_id in wrong)
        marks = (RatedMark(view=0, row=place, column=7, rating=6),) if says else ()
        return Marking(rating=6 if says else 1, marks=marks)

    return answer


@pytest.fixture
def records(tmp_path: Path) -> list[SittingRecord]:
    readers = {
        "anna": marked(set()),
        "ben": marked({IDS[0]}),
        "cleo": marked({IDS[0], IDS[1]}),
        "dan": marked({IDS[0], IDS[1], IDS[3]}, place=39.0),
    }
    folder = tmp_path / "results"
    folder.mkdir()
    for name, how in readers.items():
        record = play(
            SetPlan(CASES), how, tmp_path / name, reader_id=f"r-{name}", mode=SittingMode.EXAM,
            start=NOON,
        )  # fmt: skip
        write_result(
            tmp_path / name / f"{record.header.sitting_id}.jsonl", folder / f"{name}.mgresult"
        )
    return list(results_in(folder, CASES).records)


def test_shares_discriminations_and_mistakes_are_those_that_were_put_in(
    records: list[SittingRecord],
):
    cases = set_results(records, CASES).cases
    assert [case.case_id for case in cases] == list(IDS)
    right = [case.item and case.item.right and case.item.right.value for case in cases]
    assert right == [0.25, 0.5, 1.0, 0.75, 1.0]
    # Upper and lower 27 % of four readers are two each: anna and ben against cleo and dan.
    assert [case.item and case.item.discrimination for case in cases] == [0.5, 1.0, 0.0, 0.5, 0.0]
    assert [case.mistake and case.mistake.what for case in cases] == [
        *("missed", "false alarm", "another place", "false alarm", "another place")
    ]
    assert [case.mistakes for case in cases] == [3, 2, 1, 1, 1]
    assert cases[0].truth.startswith("mass") and cases[1].truth == "no lesion"


def test_the_group_has_an_average_with_an_interval_and_each_reader_a_curve(
    records: list[SittingRecord],
):
    (study,) = set_results(records, CASES).results.studies
    average = study.average("auc")
    assert average is not None and average.measure.value is not None
    assert all(any(c.name == "roc" for c in reader.score.curves) for reader in study.readers)


def test_a_wrong_word_of_a_report_is_told_with_what_would_have_been_right(tmp_path: Path):
    case_set = replace(made_set(1), quiz=QuizSettings(), blueprint="")
    report = Report(
        findings=(ReportFinding(kind=FindingKind.MASS, margin=MassMargin.CIRCUMSCRIBED),),
    )
    record = play(
        SetPlan(case_set), lambda _: Reading(report=report), tmp_path, start=NOON, reader_id="r-1"
    )
    found = mistakes_in(record.answers[0], record)
    assert Mistake(what="margin", given="circumscribed", right=("spiculated",)) in found
    assert "margin: circumscribed instead of spiculated" in map(str, found)


def test_results_are_written_as_pdf_for_the_group_and_each_reader_and_as_a_table(
    records: list[SittingRecord], tmp_path: Path
):
    found = read_folder(tmp_path / "results", CASES)
    assert found.returned.names["r-anna"] == "anna"
    write_results("pdf", found, tmp_path / "group.pdf")
    write_results("cases", found, tmp_path / "cases.csv")
    write_results("readers", found, tmp_path / "results")
    assert (tmp_path / "group.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.stem for path in (tmp_path / "results").glob("*.pdf")) == [
        *("anna", "ben", "cleo", "dan")
    ]
    lines = (tmp_path / "cases.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 6 and '"missed","3"' in lines[1]


def test_a_folder_without_results_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(CaseSetError, match="no result"):
        read_folder(tmp_path, CASES)

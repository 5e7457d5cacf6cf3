"""The result page shows what the score holds, for every round."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.program import make_application
from app.quiz.result_view import ResultView
from app.quiz.result_work import ScoredSitting, export_scores, scored_sitting
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.measures import Measure
from app.reading.scoring.study import score_sittings
from app.reading.scoring.wording import written, written_count, written_interval
from inference.birads import Assessment, Composition, MassMargin
from inference.errors import OutputError
from tests.app.quiz.shown_texts import rows_of, words_on
from tests.app.reading.scoring.made_sittings import (
    FAR,
    HIT,
    lesion_hunt,
    marking,
    mass,
    pairs,
    report_of_mass,
    reports,
    search,
    turing_test,
    write_log,
)

REPORT = report_of_mass(MassMargin.SPICULATED, Assessment.HIGHLY_SUGGESTIVE, Composition.B)
ROUNDS: dict[str, SittingRecord] = {
    "Real or synthetic": turing_test("a", [1, 2, 3, 5], [4, 5, 6, 2], [6, 3]),
    "Find the synthetic one": search("a", [True, False, True, True, False, False]),
    "Pairs": pairs("a", 7),
    "Find the lesion": lesion_hunt(
        "a",
        [
            (mass(), marking(6, HIT)),
            (mass(18), marking(4, FAR)),
            (None, marking(1)),
            (None, marking(5, FAR)),
            (mass(8), marking(2)),
            (None, marking(2)),
        ],
    ),
    "Read and report": reports("a", [(mass(), REPORT), (None, REPORT)]),
}


@pytest.fixture
def view(qtbot: QtBot) -> ResultView:
    make_application()
    shown = ResultView()
    qtbot.addWidget(shown)
    shown.resize(1300, 800)
    shown.show()
    return shown


def scored(folder: Path, record: SittingRecord) -> ScoredSitting:
    return scored_sitting(write_log(folder, record))


@pytest.mark.parametrize("title", ROUNDS)
def test_every_measure_stands_there_with_its_interval_and_what_it_means(
    view: ResultView, tmp_path: Path, title: str
):
    found = scored(tmp_path, ROUNDS[title])
    view.show_scored(found, "AB", may_repeat=True)
    words = words_on(view)
    assert title in words
    assert "AB" in words
    assert found.score.score.measures
    for measure in found.score.score.measures:
        assert _cells(measure) == _row_of(view, measure)
        assert measure.kind.meaning in words
        if measure.verdict is not None:
            assert measure.verdict.value in words
        if measure.published:
            assert f"{measure.published[-1].who}: " in words


@pytest.mark.parametrize("title", ROUNDS)
def test_parts_and_questions_are_those_of_the_log(view: ResultView, tmp_path: Path, title: str):
    found = scored(tmp_path, ROUNDS[title])
    view.show_scored(found, "AB", may_repeat=True)
    answers = found.record.answers
    assert len(rows_of(view.questions)) == len(answers)
    wrong = [one.trial.number for one in answers if one.correct is False]
    marked = [int(row[0]) - 1 for row in rows_of(view.questions) if row[3].startswith("✗")]
    assert marked == wrong
    counted = [int(row[1]) for row in rows_of(view.groups) if row[1]]
    groups = found.score.score.groups
    assert counted == [
        group.answers for group in groups if any(one.value is not None for one in group.measures)
    ]


def test_curves_and_papers_are_drawn_where_the_score_has_them(view: ResultView, tmp_path: Path):
    found = scored(tmp_path, ROUNDS["Real or synthetic"])
    view.show_scored(found, "AB", may_repeat=True)
    from app.quiz.plots import CurvePlot, MeasurePlot

    (curves,) = [one for one in view.findChildren(CurvePlot) if one.isVisible()]
    plot = curves.getPlotItem()
    assert plot is not None
    drawn = {
        tuple(round(x, 9) for x in item.xData)
        for item in plot.listDataItems()
        if item.xData is not None
    }
    roc = next(one for one in found.score.score.curves if one.name == "roc")
    assert tuple(round(x, 9) for x in roc.x) in drawn
    assert any("AUC" in one.accessibleDescription() for one in view.findChildren(MeasurePlot))
    assert "Zakka et al. 2020" in words_on(view)


def test_a_sitting_that_repeats_another_is_compared_with_it(view: ResultView, tmp_path: Path):
    first = turing_test("a", [1, 2, 3, 5], [4, 5, 6, 2], name="first")
    second = turing_test("a", [1, 2, 4, 5], [4, 5, 6, 6], name="second", day=2)
    write_log(tmp_path, first)
    header = _changed(second, previous_sitting="first")
    found = scored(tmp_path, header)
    assert found.retest is not None
    view.show_scored(found, "AB", may_repeat=True)
    assert found.retest.measures[0].total == 8
    assert found.results.studies[0].retests == (found.retest,)
    titles = [view._tabs.tabText(number) for number in range(view._tabs.count())]
    assert titles == ["Questions", "Parts", "Against the first sitting"]


def test_an_earlier_log_that_is_gone_is_told_and_the_rest_is_shown(
    view: ResultView, tmp_path: Path
):
    found = scored(tmp_path, _changed(turing_test("a", [1], [6]), previous_sitting="gone"))
    view.show_scored(found, "AB", may_repeat=True)
    assert found.retest is None
    assert "This sitting repeats gone" in words_on(view)


def test_the_questions_of_an_exam_that_goes_on_are_not_told(view: ResultView, tmp_path: Path):
    found = scored(tmp_path, turing_test("a", [1], [6], mode=SittingMode.EXAM, end=None))
    view.show_scored(found, "AB", may_repeat=True)
    assert not view.questions.isVisible()


def test_a_sitting_without_answers_says_that_there_is_nothing_to_score(
    view: ResultView, tmp_path: Path
):
    record = turing_test("a", [1], [6])
    empty = SittingRecord(header=record.header, events=record.events[-1:])
    view.show_scored(scored(tmp_path, empty), "AB", may_repeat=True)
    assert "There is no answer yet" in words_on(view)


def test_scores_are_written_in_the_format_of_the_ending(tmp_path: Path):
    found = scored(tmp_path, ROUNDS["Pairs"])
    names = {
        "s.csv": {"s.csv", "s.csv.json", "s-answers.csv", "s-answers.csv.json"},
        "s.tsv": {"s.tsv", "s.tsv.json", "s-answers.tsv", "s-answers.tsv.json"},
        "s.json": {"s.json"},
        "s.pdf": {"s.pdf"},
    }
    for name, expected in names.items():
        paths = export_scores(tmp_path / name, found.results, [found.record])
        assert {path.name for path in paths} == expected
        assert all(path.stat().st_size > 100 for path in paths)
    assert ",right," in (tmp_path / "s.csv").read_text(encoding="utf-8")
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


def test_a_format_that_is_not_known_is_refused_with_a_sentence(tmp_path: Path):
    found = scored(tmp_path, ROUNDS["Pairs"])
    with pytest.raises(OutputError, match=r"End the name with \.csv"):
        export_scores(tmp_path / "s.xlsx", found.results, [found.record])


def _cells(measure: Measure) -> list[str]:
    unit = measure.kind.unit
    return [
        measure.kind.label,
        written(measure.value, unit),
        written_interval(measure),
        written_count(measure),
    ]


def _row_of(view: ResultView, measure: Measure) -> list[str]:
    grid = view.measures._grid
    for row in range(1, grid.rowCount(), 2):
        cells = [grid.itemAtPosition(row, column).widget().text() for column in range(4)]  # type: ignore[union-attr]
        if cells[0] == measure.kind.label:
            return cells
    raise AssertionError(f"{measure.kind.label} is not shown")


def _changed(record: SittingRecord, **changes: str) -> SittingRecord:
    from dataclasses import replace

    return replace(record, header=replace(record.header, **changes))


def test_translators_are_given_all_that_scores_say():
    from app.quiz.result_score_words import SENTENCES
    from app.reading.scoring.measure_kinds import MEASURES
    from app.reading.scoring.measures import Sentence, Verdict

    given = set(SENTENCES)
    assert {kind.label for kind in MEASURES.values()} <= given
    assert {kind.meaning for kind in MEASURES.values()} <= given
    assert {verdict.value for verdict in Verdict} <= given
    results = [score_sittings([record]) for record in ROUNDS.values()]
    said = [
        note
        for one in results
        for study in one.studies
        for note in (*one.notes, *study.notes, *study.readers[0].score.notes)
    ]
    assert said
    assert all(isinstance(note, Sentence) and note.template in given for note in said)

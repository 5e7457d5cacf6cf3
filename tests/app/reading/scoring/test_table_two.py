from __future__ import annotations

import pytest

from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.published import TABLE_TWO
from app.reading.scoring.score_text import score_text, table_rows
from app.reading.scoring.study import score_sittings
from app.reading.scoring.table_two import study_table
from tests.app.reading.scoring.made_sittings import pairs, search, yes_or_no_test

ANSWERS = ((18, 13, 40.1, 0), (31, 9, 24.6, 11), (15, 21, 24.0, 0), (32, 46, 14.0, 0))
"""Hits, false alarms, seconds per round and rounds won of four readers like the paper's."""


@pytest.fixture
def study() -> list[SittingRecord]:
    records = []
    for number, (hits, false_alarms, seconds, won) in enumerate(ANSWERS, 1):
        reader = f"radiologist-{number}"
        records.append(yes_or_no_test(reader, hits, false_alarms))
        records.append(search(reader, [True] * won + [False] * 3, seconds=seconds))
    return records


def test_answers_like_those_of_the_paper_give_its_table(study: list[SittingRecord]) -> None:
    table = study_table(score_sittings(study))
    assert table is not None
    ours = table_rows(table)[1:6]
    theirs = table_rows(table)[6:]
    assert [row[1:] for row in ours] == [row[1:] for row in theirs]
    assert ours[-1] == ["average", "0.54", "0.55", "25.7 s", "5.75"]
    for row, published in zip(table.rows, TABLE_TWO, strict=False):
        assert row.auc is not None
        assert row.precision is not None
        assert round(row.auc, 2) == published.auc
        assert round(row.precision, 2) == published.precision
        assert row.seconds_per_round == pytest.approx(published.seconds_per_round)
        assert row.rounds == published.rounds


def test_the_table_stands_in_the_text_and_every_measure_is_explained(
    study: list[SittingRecord],
) -> None:
    text = score_text(score_sittings(study))
    assert "Table II of the MammoGANesis study" in text
    average = next(line for line in text.splitlines() if line.startswith("  average"))
    assert average.split() == ["average", "0.54", "0.55", "25.7", "s", "5.75"]
    explained = text[text.index("What the measures mean") :]
    for label in ("Precision", "Seconds per round", "Criterion c"):
        assert f"\n  {label}  " in explained


def test_a_reader_of_one_round_alone_has_a_row_with_gaps() -> None:
    table = study_table(score_sittings([yes_or_no_test("a", 18, 13)]))
    assert table is not None
    (row,) = table.rows
    assert row.rounds is None
    assert row.auc is not None


def test_other_rounds_and_several_sets_give_no_table() -> None:
    assert study_table(score_sittings([pairs("a", 5)])) is None
    several = [yes_or_no_test("a", 18, 13), yes_or_no_test("b", 18, 13, set_hash="e" * 64)]
    results = score_sittings(several)
    assert study_table(results) is None
    assert "there are more here" in score_text(results)

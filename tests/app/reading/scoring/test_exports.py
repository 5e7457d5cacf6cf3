from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import pytest

from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.delimited import Table, delimited, write_table
from app.reading.scoring.pdf_report import marked_up, write_pdf
from app.reading.scoring.score_json import results_json
from app.reading.scoring.score_tables import (
    ANSWER_COLUMNS,
    MEASURE_COLUMNS,
    QUESTION_COLUMNS,
    write_tables,
)
from app.reading.scoring.study import score_sittings
from tests.app.reading.scoring.made_sittings import (
    FAR,
    HIT,
    lesion_hunt,
    marking,
    mass,
    pairs,
    search,
    turing_test,
    yes_or_no_test,
)


@pytest.fixture
def records() -> list[SittingRecord]:
    """Two readers of each of four rounds, one of whom sat twice."""
    hunt = [
        (mass(), marking(5, HIT)),
        (None, marking(1)),
        (mass(), marking(2)),
        (None, marking(4, FAR)),
    ]
    return [
        turing_test("a", [1, 2, 4], [3, 5], [6]),
        turing_test("a", [1, 3, 4], [3, 5], [6], day=2),
        turing_test("b", [2, 2, 4], [1, 5], [6]),
        search("a", [True, False, False, False]),
        search("b", [False] * 3),
        pairs("a", 6),
        pairs("b", 4),
        lesion_hunt("a", hunt),
        lesion_hunt("b", hunt),
    ]


def test_json_holds_every_measure_with_its_meaning(records: list[SittingRecord]) -> None:
    def refuse(word: str) -> float:
        raise AssertionError(f"{word} is no JSON")

    plain = json.loads(results_json(score_sittings(records)), parse_constant=refuse)
    assert plain["format"] == 1
    assert [study["round"]["kind"] for study in plain["studies"]] == [
        "real_or_synthetic",
        "find_the_synthetic",
        "pairs",
        "find_the_lesion",
    ]
    used = {
        one["name"]
        for study in plain["studies"]
        for reader in study["readers"]
        for one in reader["measures"]
    }
    assert used <= set(plain["measures"])
    assert all(one["meaning"].endswith(".") for one in plain["measures"].values())
    assert plain["studies"][0]["retests"][0]["questions"] == 6


@pytest.mark.parametrize(("separator", "suffix"), [(",", ".csv"), ("\t", ".tsv")])
def test_tables_hold_what_their_json_explains(
    records: list[SittingRecord], tmp_path: Path, separator: str, suffix: str
) -> None:
    results = score_sittings(records)
    write_tables(tmp_path / f"scores{suffix}", separator, results, records)
    for name, columns in (
        ("scores", MEASURE_COLUMNS),
        ("scores-answers", ANSWER_COLUMNS),
        ("scores-questions", QUESTION_COLUMNS),
    ):
        path = tmp_path / f"{name}{suffix}"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=separator))
        explained = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
        assert list(rows[0]) == list(columns) == list(explained["columns"])
        assert all(None not in row and None not in row.values() for row in rows)
        assert explained["table"] == path.name
    with (tmp_path / f"scores-answers{suffix}").open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file, delimiter=separator))
    assert len(answers) == sum(len(record.answers) for record in records)
    hit = next(one for one in answers if one["located"] == "true")
    assert json.loads(hit["marks"])[0]["rating"] == 5
    assert (hit["truth"], hit["answer"], hit["time_ms"]) == ("true", "true", "20000")


def test_the_table_of_measures_tells_the_numbers_of_the_scores(
    records: list[SittingRecord], tmp_path: Path
) -> None:
    results = score_sittings(records)
    write_tables(tmp_path / "s.csv", ",", results, records)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "s.csv").read_text(encoding="utf-8"))))
    area = results.studies[0].readers[0].score.measure("auc")
    assert area is not None
    assert area.value is not None
    row = next(one for one in rows if one["measure"] == "auc" and one["scope"] == "reader")
    assert math.isclose(float(row["value"]), area.value)
    assert {row["scope"] for row in rows} == {"reader", "group", "average", "pooled", "retest"}


def test_cells_follow_rfc_4180_and_are_no_formulas() -> None:
    table = Table(
        what="A test.",
        columns={"a": "text", "b": "number", "c": "nothing", "d": "flag"},
        rows=[
            ['say "no", twice\nor more', -1.5, None, True],
            ["=HYPERLINK(1)", 2, None, False],
            ["@x", 0.1, None, True],
            ["-1+2", 1, None, True],
            ["\tx", 1, None, True],
        ],
    )
    text = delimited(table, ",")
    assert text.split("\r\n")[0] == "a,b,c,d"
    assert '"say ""no"", twice\nor more",-1.5,,true\r\n' in text
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in read[2:]] == ["'=HYPERLINK(1)", "'@x", "'-1+2", "'\tx"]
    assert 'say "no", twice or more' in next(
        csv.reader([delimited(table, "\t").split("\r\n")[1]], delimiter="\t")
    )


def test_a_table_is_written_beside_its_explanation(tmp_path: Path) -> None:
    table = Table(what="A test.", columns={"a": "one"}, rows=[[1]])
    path, sidecar = write_table(tmp_path / "t.csv", table, ",")
    assert path.read_bytes() == b"a\r\n1\r\n"
    assert sidecar.name == "t.csv.json"


def test_the_pdf_is_vectors_and_equal_for_equal_scores(
    records: list[SittingRecord], tmp_path: Path
) -> None:
    for name in ("one.pdf", "two.pdf"):
        write_pdf(tmp_path / name, score_sittings(records))
    content = (tmp_path / "one.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert content.count(b"/Type /Page\n") >= 4
    assert b"/Subtype /Image" not in content
    assert content == (tmp_path / "two.pdf").read_bytes()


def test_the_study_of_four_readers_is_reported_too(tmp_path: Path) -> None:
    study = [yes_or_no_test(f"r{index}", 20 + index, 15) for index in range(4)]
    write_pdf(tmp_path / "study.pdf", score_sittings(study))
    assert (tmp_path / "study.pdf").stat().st_size > 5000


def test_letters_that_the_font_lacks_come_from_the_symbol_font() -> None:
    assert marked_up("d′ < 1 & κ") == (
        'd<font name="Symbol">′</font> &lt; 1 &amp; <font name="Symbol">κ</font>'
    )

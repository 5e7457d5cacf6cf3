"""Numbers of a reader's progress, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.quiz.progress_work import (
    cases_read,
    catch_up,
    main_score,
    measures_in,
    partings_in,
    rounds_in,
    scores_over_time,
    streak_days,
)
from app.reading.quiz.progress import KeptSitting
from app.reading.quiz.progress_entry import progress_entry
from app.reading.quiz.progress_store import open_progress
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting_events import CaseSetFacts, SittingMode
from app.reading.scoring.sitting_score import score_sitting
from tests.app.reading.scoring.made_sittings import (
    FAR,
    HIT,
    lesion_hunt,
    marking,
    mass,
    pairs,
    write_log,
    yes_or_no_test,
)

HUNT = lesion_hunt(
    "a",
    [
        (mass(), marking(6, HIT)),
        (None, marking(1)),
        (mass(18), marking(4, FAR)),
        (None, marking(5, FAR)),
    ],
)


def sat_on(*days: date) -> list[KeptSitting]:
    return [
        KeptSitting(
            sitting_id=f"s{number}",
            reader_id="a",
            kind=RoundKind.PAIRS,
            mode=SittingMode.PRACTICE,
            started_at=f"{day.isoformat()}T12:00:00+00:00",
            set_hash="ab",
            answers=10,
            seconds=60.0,
        )
        for number, day in enumerate(days)
    ]


def test_days_in_succession_count_up_to_today_or_yesterday():
    today = date(2026, 3, 10)
    three = [today - timedelta(days=back) for back in (2, 1, 0)]
    assert streak_days(sat_on(*three), today) == 3
    assert streak_days(sat_on(*three), today + timedelta(days=1)) == 3
    assert streak_days(sat_on(*three), today + timedelta(days=2)) == 0
    assert streak_days(sat_on(today, today), today) == 1
    assert streak_days(sat_on(today - timedelta(days=3), today), today) == 1
    assert streak_days([], today) == 0


def test_all_answers_count_as_cases_read():
    assert cases_read(sat_on(date(2026, 3, 1), date(2026, 3, 2))) == 20


def test_measures_over_time_are_those_of_the_scores():
    kept = [progress_entry(HUNT)]
    kind = RoundKind.FIND_THE_LESION
    assert rounds_in(kept) == (kind,)
    assert partings_in(kept, kind) == ("", "kind", "density", "size", "difficulty")
    assert measures_in(kept, kind, "") == ("d_prime", "auc", "criterion")
    score = score_sitting(HUNT).score
    for name in ("d_prime", "auc", "criterion"):
        found = score.measure(name)
        assert found is not None
        ((place, kept_score),) = scores_over_time(kept, name, "")[""]
        assert place == 0
        assert (kept_score.value, kept_score.low, kept_score.high) == (
            found.value,
            found.low,
            found.high,
        )
    by_kind = scores_over_time(kept, "located_sensitivity", "kind")
    assert {label: points[0][1].value for label, points in by_kind.items()} == {"mass": 0.5}


def test_the_score_of_a_sitting_in_the_list_is_its_most_telling_one():
    score = main_score(progress_entry(pairs("a", 7)))
    assert score is not None
    assert (score.measure, score.value) == ("right", 0.7)


def test_logs_that_were_not_entered_are_entered_once_and_open_ones_left(tmp_path: Path):
    folder = tmp_path / "sittings"
    write_log(folder, pairs("a", 7))
    write_log(folder, yes_or_no_test("b", 31, 9))
    write_log(folder, pairs("a", 3, day=2, end=None))
    for name, told in (("kept-back", "never"), ("told", "at the end")):
        facts = CaseSetFacts(set_id="s", title="A set", open_answers=True, told=told)
        record = pairs("c", 3, name=name)
        write_log(folder, replace(record, header=replace(record.header, case_set=facts)))
    (folder / "broken.jsonl").write_text("{]\n", encoding="utf-8")
    store, _ = open_progress(tmp_path)
    with store:
        steps = list(catch_up(store, folder))
        assert [step.done for step in steps] == [1, 2, 3, 4, 5, 6]
        (problem,) = [step.problem for step in steps if step.problem]
        assert "broken.jsonl" in problem
        assert {reader.reader_id for reader in store.readers()} == {"a", "b", "c"}
        assert [one.sitting_id for one in store.sittings("c")] == ["told"]
        assert [one.answers for one in store.sittings("a")] == [10]
        assert [one.answers for one in store.sittings("b")] == [100]
        again = [step for step in catch_up(store, folder) if not step.problem]
        assert len(again) == 2  # The open sitting and the one that is kept back.

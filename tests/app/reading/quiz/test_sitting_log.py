from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.reading.quiz import sitting_log
from app.reading.quiz.answers import Rating
from app.reading.quiz.errors import SittingLogError
from app.reading.quiz.rounds import FindTheLesion
from app.reading.quiz.sitting_events import (
    Answered,
    DisplayState,
    EndReason,
    Event,
    EventKind,
    Noted,
    SittingMode,
)
from app.reading.quiz.sitting_log import SittingLog, read_sitting, sittings_in
from inference.errors import OutputError
from tests.app.reading.quiz.examples import RECIPE, header, rating_trial

AT = "2026-01-31T12:00:01.000+00:00"


def shown(number: int, elapsed_s: float = 1.0) -> Noted:
    return Noted(kind=EventKind.SHOWN, at=AT, elapsed_s=elapsed_s, number=number)


def answered(number: int, elapsed_s: float = 2.0) -> Answered:
    return Answered(
        trial=rating_trial(number),
        answer=Rating(rating=2),
        seconds=1.25,
        interrupted=False,
        correct=True,
        located=None,
        at=AT,
        elapsed_s=elapsed_s,
    )


EVENTS: tuple[Event, ...] = (
    shown(0),
    answered(0),
    Noted(kind=EventKind.LEFT_WINDOW, at=AT, elapsed_s=2.5),
    Noted(kind=EventKind.PAUSED, at=AT, elapsed_s=2.5),
    Noted(kind=EventKind.RESUMED, at=AT, elapsed_s=2.5),
    shown(1, 3.0),
    answered(1, 4.5),
    Noted(kind=EventKind.FINISHED, at=AT, elapsed_s=4.5, reason=EndReason.STOPPED),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with SittingLog.create(tmp_path, header()) as log:
        for event in EVENTS[:-1]:
            log.append(event)
        return log.path


def test_a_sitting_is_read_as_it_was_written(path: Path) -> None:
    record = read_sitting(path)
    assert record.header == header()
    assert record.events == EVENTS[:-1]
    assert (record.torn, record.end, record.next_number) == (False, None, 2)
    assert [one.trial.number for one in record.answers] == [0, 1]


def test_a_header_keeps_all_it_knows(tmp_path: Path) -> None:
    full = header(
        mode=SittingMode.EXAM,
        settings=FindTheLesion(cases=4),
        order_seed=11,
        previous_sitting="20260101-080000-AA",
        time_limit_s=600.0,
        pool_hash="ef" * 32,
        repeated=(RECIPE, replace(RECIPE, seed=8)),
        display=DisplayState(screen="Größe 4K", checked_at="2026-01-31T11:00:00+00:00", good=True),
    )
    with SittingLog.create(tmp_path, full) as log:
        assert read_sitting(log.path).header == full


def test_each_line_is_json_and_the_first_has_the_number_of_the_format(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert lines[0]["format"] == 1
    assert [line["event"] for line in lines[1:3]] == ["shown", "answered"]


def test_before_an_answer_the_log_tells_nothing_of_it(tmp_path: Path) -> None:
    with SittingLog.create(tmp_path, header()) as log:
        log.append(shown(0))
        last = json.loads(log.path.read_bytes().splitlines()[-1])
    assert set(last) == {"event", "at", "elapsed_s", "number"}


def test_a_log_of_the_same_name_is_not_written_over(path: Path) -> None:
    with pytest.raises(OutputError):
        SittingLog.create(path.parent, header())


def test_every_cut_of_the_last_line_is_mended_and_the_log_goes_on(path: Path) -> None:
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rindex(b"\n") + 1
    for end in range(start, len(whole) - 1, 37):
        path.write_bytes(whole[:end])
        record = read_sitting(path)
        assert (record.next_number, record.torn) == (1, end > start)
        log, again = SittingLog.resume(path)
        with log:
            assert again.next_number == 1
            log.append(answered(1, 9.0))
        mended = read_sitting(path)
        assert (mended.torn, mended.next_number) == (False, 2)
        assert mended.answers[-1].elapsed_s == 9.0


def test_a_last_line_that_lacks_its_end_alone_counts(path: Path) -> None:
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    log, record = SittingLog.resume(path)
    with log:
        assert (record.next_number, record.torn) == (2, False)
        log.append(shown(2, 5.0))
    assert len(read_sitting(path).events) == len(EVENTS)


def test_zeros_that_a_power_cut_leaves_are_cut_off(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(512))
    log, record = SittingLog.resume(path)
    log.close()
    assert record.next_number == 2
    assert path.read_bytes() == whole


def test_a_damaged_line_before_the_last_is_refused_with_its_number(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1], lines[2][:50] + b"\n", *lines[3:]]))
    with pytest.raises(SittingLogError, match="Line 3 of"):
        read_sitting(path)


@pytest.mark.parametrize(
    "events",
    [
        [shown(1)],
        [answered(1)],
        [shown(0), answered(0), answered(0, 3.0)],
        [shown(0, 5.0), answered(0, 4.0)],
        [EVENTS[-1], shown(0, 9.0)],
    ],
)
def test_answers_out_of_their_order_are_refused(tmp_path: Path, events: list[Event]) -> None:
    with SittingLog.create(tmp_path, header()) as log:
        for event in events:
            log.append(event)
    with pytest.raises(SittingLogError):
        read_sitting(log.path)


def test_an_answer_to_another_round_is_refused(tmp_path: Path) -> None:
    with SittingLog.create(tmp_path, header(settings=FindTheLesion())) as log:
        log.append(answered(0))
    with pytest.raises(SittingLogError, match="find_the_lesion"):
        read_sitting(log.path)


def test_a_newer_format_is_refused_with_a_sentence(path: Path) -> None:
    lines = path.read_text().splitlines()
    values = {**json.loads(lines[0]), "format": 2}
    path.write_text("\n".join([json.dumps(values), *lines[1:]]) + "\n")
    with pytest.raises(SittingLogError, match="A newer Mammogym"):
        read_sitting(path)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}", b"[]\n", b"\xff\xfe\n", b'{"format": 1}\n', b"[" * 10_000]
)
def test_what_is_no_log_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(SittingLogError, match=str(path)):
        read_sitting(path)


def test_a_log_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SittingLogError, match="could not be read"):
        read_sitting(tmp_path / "none.jsonl")


def test_a_log_of_endless_length_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting_log, "LARGEST_FILE_BYTES", 1000)
    with pytest.raises(SittingLogError, match="larger than"):
        read_sitting(path)


def test_a_line_of_endless_length_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting_log, "LONGEST_LINE_BYTES", 100)
    with pytest.raises(SittingLogError, match="longer lines"):
        read_sitting(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(some.integers(0, 10_000), some.binary(min_size=1, max_size=12))
def test_no_damage_raises_anything_but_a_sentence(path: Path, at: int, junk: bytes) -> None:
    whole = path.read_bytes()
    try:
        at %= len(whole)
        path.write_bytes(whole[:at] + junk + whole[at + len(junk) :])
        try:
            record = read_sitting(path)
        except SittingLogError:
            return
        assert record.next_number <= 2
    finally:
        path.write_bytes(whole)


def test_the_sittings_of_a_folder_are_found(path: Path, tmp_path: Path) -> None:
    SittingLog.create(tmp_path, replace(header(), sitting_id="A")).close()
    (tmp_path / "notes.txt").write_text("no log")
    assert sittings_in(tmp_path) == (path, tmp_path / "A.jsonl")
    assert sittings_in(tmp_path / "none") == ()

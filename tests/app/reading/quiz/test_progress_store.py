from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.reading.quiz import progress_tables
from app.reading.quiz.errors import ProgressError, QuizError
from app.reading.quiz.progress import KeptScore, KeptSitting, kept_sitting
from app.reading.quiz.progress_store import FILE_NAME, ProgressStore, open_progress
from app.reading.quiz.reader import Reader, new_reader_id
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord
from inference.errors import OutputError
from tests.app.reading.quiz.examples import header

READER = Reader(
    reader_id="r1",
    name="Ada Größe",
    years_since_fellowship=2.5,
    board_certified=True,
    speciality="breast imaging",
)
SCORES = (
    KeptScore(measure="auc", value=0.71, low=0.6, high=0.8, answers=100),
    KeptScore(measure="d_prime", value=0.8),
    KeptScore(measure="auc", by="kind", label="mass", value=None),
    KeptScore(measure="auc", by="density", label="dense", value=0.5, answers=12),
)


def sitting(number: int, **changes: object) -> KeptSitting:
    values = {
        "sitting_id": f"S{number}",
        "reader_id": "r1",
        "kind": RoundKind.FIND_THE_LESION,
        "mode": SittingMode.PRACTICE,
        "started_at": f"2026-02-{number:02d}T10:00:00+00:00",
        "set_hash": "ab" * 32,
        "answers": 20,
        "seconds": 312.5,
        "scores": SCORES,
    }
    return KeptSitting(**{**values, **changes})  # pyright: ignore[reportArgumentType]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProgressStore]:
    opened, problem = open_progress(tmp_path)
    assert problem == ""
    opened.keep_reader(READER)
    with opened:
        yield opened


def reopened(store: ProgressStore) -> tuple[ProgressStore, str]:
    store.close()
    return open_progress(store.path.parent)


def test_what_was_kept_is_there_after_a_restart(store: ProgressStore) -> None:
    store.keep_sitting(sitting(2))
    store.keep_sitting(sitting(1, previous_sitting="S0"))
    again, problem = reopened(store)
    with again:
        assert problem == ""
        assert again.readers() == (READER,)
        assert again.sittings("r1") == (sitting(1, previous_sitting="S0"), sitting(2))


def test_a_profile_is_changed_and_its_sittings_stay(store: ProgressStore) -> None:
    store.keep_sitting(sitting(1))
    store.keep_reader(replace(READER, board_certified=None, years_since_fellowship=None))
    assert store.readers()[0].board_certified is None
    assert len(store.sittings("r1")) == 1


def test_a_removed_reader_leaves_nothing(store: ProgressStore) -> None:
    store.keep_sitting(sitting(1))
    store.remove_reader("r1")
    assert (store.readers(), store.sittings("r1")) == ((), ())
    store.close()
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM scores").fetchone() == (0,)


def test_a_sitting_scored_again_replaces_its_scores(store: ProgressStore) -> None:
    store.keep_sitting(sitting(1))
    store.keep_sitting(sitting(1, scores=SCORES[:1]))
    assert store.sittings("r1") == (sitting(1, scores=SCORES[:1]),)


def test_a_sitting_needs_its_reader(store: ProgressStore) -> None:
    with pytest.raises(ProgressError, match="no profile"):
        store.keep_sitting(sitting(1, reader_id="nobody"))


def test_a_measure_is_followed_over_time(store: ProgressStore) -> None:
    better = (replace(SCORES[0], value=0.8), *SCORES[1:])
    store.keep_sitting(sitting(3, scores=better, previous_sitting="S1"))
    store.keep_sitting(sitting(1))
    store.keep_sitting(sitting(2, kind=RoundKind.PAIRS, scores=SCORES[:1]))
    points = store.history("r1", "auc")
    assert [(one.sitting_id, one.score.value) for one in points] == [
        ("S1", 0.71),
        ("S2", 0.71),
        ("S3", 0.8),
    ]
    assert [one.repeats for one in points] == [False, False, True]
    lesions = store.history("r1", "auc", kind=RoundKind.FIND_THE_LESION)
    assert [one.sitting_id for one in lesions] == ["S1", "S3"]
    dense = store.history("r1", "auc", by="density", label="dense")
    assert [one.score.answers for one in dense] == [12, 12]
    assert store.history("r1", "auc", by="kind", label="mass") == ()


def test_progress_goes_from_one_machine_to_another(store: ProgressStore, tmp_path: Path) -> None:
    for number in (1, 2):
        store.keep_sitting(sitting(number))
    store.export("r1", tmp_path / "ada.json")
    other, _ = open_progress(tmp_path / "other")
    with other:
        assert other.import_from(tmp_path / "ada.json") == 2
        assert other.readers() == (READER,)
        assert other.sittings("r1") == store.sittings("r1")
        other.keep_reader(replace(READER, name="Ada"))
        assert other.import_from(tmp_path / "ada.json") == 0
        assert other.readers()[0].name == "Ada"


def test_an_unknown_reader_cannot_be_exported(store: ProgressStore, tmp_path: Path) -> None:
    with pytest.raises(ProgressError, match="no reader"):
        store.export("r9", tmp_path / "x.json")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"reader": {"reader_id": "r1"}},
        {"reader": {"reader_id": "../x", "name": "X"}},
        {"sittings": {}},
        {"sittings": [{}]},
        {"extra": 1},
    ],
)
def test_a_damaged_export_changes_nothing(
    store: ProgressStore, tmp_path: Path, change: dict
) -> None:
    store.keep_sitting(sitting(1))
    path = tmp_path / "ada.json"
    store.export("r1", path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    store.remove_reader("r1")
    with pytest.raises(ProgressError, match="cannot be imported"):
        store.import_from(path)
    assert store.readers() == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", "yesterday"),
        ("kind", "poker"),
        ("answers", -1),
        ("seconds", "long"),
        ("scores", [{"measure": "auc", "value": 1e300}]),
        ("reader_id", "r2"),
    ],
)
def test_a_damaged_sitting_is_not_imported(
    store: ProgressStore, tmp_path: Path, field: str, value: object
) -> None:
    store.keep_sitting(sitting(1))
    path = tmp_path / "ada.json"
    store.export("r1", path)
    values = json.loads(path.read_text())
    values["sittings"][0][field] = value
    path.write_text(json.dumps(values))
    with pytest.raises(ProgressError):
        store.import_from(path)


@pytest.mark.parametrize("at", [0, 4096, 8192])  # where pages begin
def test_a_damaged_file_is_set_aside_with_a_sentence(store: ProgressStore, at: int) -> None:
    for number in range(1, 25):
        store.keep_sitting(sitting(number))
    store.close()
    content = bytearray(store.path.read_bytes())
    content[at : at + 400] = b"\xa5" * 400
    store.path.write_bytes(content)
    again, problem = open_progress(store.path.parent)
    with again:
        assert "set aside" in problem
        assert again.readers() == ()
        again.keep_reader(READER)
    assert store.path.with_name(f"{FILE_NAME}.damaged").read_bytes() == content


def test_a_row_that_no_program_wrote_is_told(store: ProgressStore) -> None:
    store.keep_sitting(sitting(1))
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE sittings SET kind = 'poker'")
        connection.execute("UPDATE readers SET name = ''")
    connection.close()
    with pytest.raises(ProgressError, match="poker"):
        store.sittings("r1")
    with pytest.raises(ProgressError, match="needs a name"):
        store.readers()


def test_each_damaged_file_is_kept(tmp_path: Path) -> None:
    for _ in range(3):
        (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
        open_progress(tmp_path)[0].close()
    assert len(list(tmp_path.glob("*.damaged*"))) == 3


def test_a_file_of_another_program_is_set_aside(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE readers (x)")
    connection.close()
    opened, problem = open_progress(tmp_path)
    opened.close()
    assert "set aside" in problem


def test_a_file_of_a_newer_program_stays_as_it_is(store: ProgressStore) -> None:
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = store.path.read_bytes()
    with pytest.raises(ProgressError, match="newer Mammogym"):
        open_progress(store.path.parent)
    assert store.path.read_bytes() == before


def test_an_older_file_is_brought_to_the_newest_version(
    store: ProgressStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep_sitting(sitting(1))
    more = (*progress_tables.MIGRATIONS, "ALTER TABLE sittings ADD COLUMN place TEXT")
    monkeypatch.setattr(progress_tables, "MIGRATIONS", more)
    again, _ = reopened(store)
    with again:
        assert again.sittings("r1")[0].sitting_id == "S1"
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


def test_a_step_that_fails_leaves_the_old_version(
    store: ProgressStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    broken = (*progress_tables.MIGRATIONS, "CREATE TABLE more (x); INSERT INTO nowhere VALUES (1)")
    with monkeypatch.context() as patched:
        patched.setattr(progress_tables, "MIGRATIONS", broken)
        with pytest.raises(OutputError):
            open_progress(store.path.parent)
    again, problem = open_progress(store.path.parent)
    with again:
        assert problem == ""
        assert again.readers() == (READER,)


def test_several_threads_may_keep_sittings(store: ProgressStore) -> None:
    threads = [
        threading.Thread(target=store.keep_sitting, args=(sitting(number),))
        for number in range(1, 20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.sittings("r1")) == 19


def test_two_programs_may_have_the_file_open(store: ProgressStore) -> None:
    other, _ = open_progress(store.path.parent)
    with other:
        other.keep_sitting(sitting(1))
        store.keep_sitting(sitting(2))
        assert len(other.sittings("r1")) == 2


def test_a_log_tells_what_is_kept_of_a_sitting() -> None:
    kept = kept_sitting(SittingRecord(header=header()), SCORES)
    assert (kept.sitting_id, kept.reader_id) == (header().sitting_id, "r1")
    assert (kept.kind, kept.answers, kept.scores) == (RoundKind.REAL_OR_SYNTHETIC, 0, SCORES)


@pytest.mark.parametrize(
    "change",
    [
        {"reader_id": "a b"},
        {"name": " "},
        {"name": "line\nbreak"},
        {"years_since_fellowship": -1},
        {"board_certified": "yes"},
        {"speciality": "x" * 101},
    ],
)
def test_a_profile_that_cannot_be_is_refused(change: dict) -> None:
    with pytest.raises(QuizError):
        replace(READER, **change)


def test_no_two_new_readers_have_one_id() -> None:
    assert len({new_reader_id() for _ in range(100)}) == 100

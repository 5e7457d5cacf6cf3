from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.reading.case_notes import CaseNotes, KeyImage
from app.reading.marks import Mark, MarkKind
from app.reading.notes_store import MAX_FILE_BYTES, NotesStore
from app.reading.report import Report
from inference.errors import InputError, OutputError

NOTES = CaseNotes(
    marks=(Mark(mark_id="m1", view=0, kind=MarkKind.TEXT, points=((1.0, 2.0),), text="größer"),),
    report=Report(text="Two\nlines."),
    key_images=(KeyImage(view=1),),
)


@pytest.fixture
def store(tmp_path: Path) -> NotesStore:
    return NotesStore(tmp_path / "notes")


def test_notes_are_read_as_they_were_written(store: NotesStore) -> None:
    store.write("ABC123", NOTES)
    found = store.read("ABC123", views=2)
    assert (found.notes, found.problem, found.writable) == (NOTES, "", True)


def test_a_case_without_notes_has_empty_ones(store: NotesStore) -> None:
    assert store.read("ABC123", views=2).notes.empty
    assert not store.path("ABC123").exists()


def test_empty_notes_leave_no_file(store: NotesStore) -> None:
    store.write("ABC123", NOTES)
    store.write("ABC123", CaseNotes())
    assert not store.path("ABC123").exists()
    store.write("ABC123", CaseNotes())


def test_the_file_is_json_with_the_number_of_its_format(store: NotesStore) -> None:
    store.write("ABC123", NOTES)
    values = json.loads(store.path("ABC123").read_text(encoding="utf-8"))
    assert values["format"] == 2
    assert values["marks"][0]["text"] == "größer"


def test_notes_of_the_format_before_are_read(store: NotesStore) -> None:
    store.write("ABC123", NOTES)
    path = store.path("ABC123")
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["view_names"]
    path.write_text(json.dumps({**values, "format": 1}), encoding="utf-8")
    assert store.read("ABC123", views=2).notes == NOTES


def test_a_failed_write_leaves_what_stood_there(
    store: NotesStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("ABC123", NOTES)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        with pytest.raises(OutputError, match="No space left"):
            store.write("ABC123", CaseNotes(report=Report(text="newer")))
    assert store.read("ABC123", views=2).notes == NOTES
    assert [path.name for path in store.path("ABC123").parent.iterdir()] == ["ABC123.json"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"\xff\xfe\x00", "codec can't decode"),
        (b"[]", "no format number"),
        (b'{"format": true}', "no format number"),
        (b'{"format": 0}', "does not have format 2"),
        (b'{"format": 1}', "consist of marks"),
        (b'{"format": 1, "marks": NaN}', "NaN, which is no number"),
        (b"[" * 100_000, "recursion"),
        (b'{"format": 1, "marks": [], "report": {}, "key_images": []}', "edition"),
    ],
)
def test_damaged_notes_are_set_aside_with_a_sentence(
    store: NotesStore, content: bytes, words: str
) -> None:
    path = store.path("ABC123")
    path.parent.mkdir()
    path.write_bytes(content)
    found = store.read("ABC123", views=2)
    assert found.notes.empty
    assert found.writable
    assert words in found.problem
    assert "set aside" in found.problem
    assert path.with_name("ABC123.json.damaged").read_bytes() == content
    assert not path.exists()


def test_a_second_damaged_file_does_not_take_the_place_of_the_first(store: NotesStore) -> None:
    path = store.path("ABC123")
    path.parent.mkdir()
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        store.read("ABC123", views=2)
    kept = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    assert kept == {
        "ABC123.json.damaged": b"one",
        "ABC123.json.damaged-2": b"two",
        "ABC123.json.damaged-3": b"three",
    }


def test_notes_of_a_newer_program_stay_and_are_not_to_be_written_over(store: NotesStore) -> None:
    path = store.path("ABC123")
    path.parent.mkdir()
    path.write_text('{"format": 3, "dreams": []}')
    found = store.read("ABC123", views=2)
    assert found.notes.empty
    assert not found.writable
    assert "newer Mammogym" in found.problem
    assert path.read_text() == '{"format": 3, "dreams": []}'


def test_a_file_beyond_all_sizes_is_set_aside_unread(store: NotesStore) -> None:
    path = store.path("ABC123")
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert "larger than 40 MB" in store.read("ABC123", views=2).problem


@pytest.mark.parametrize("key", ["", "../x", "a/b", "a b", "-x", "x" * 81, "a.json", "a\n"])
def test_a_key_that_is_no_plain_name_is_refused(store: NotesStore, key: str) -> None:
    with pytest.raises(InputError, match="is no name for notes"):
        store.path(key)

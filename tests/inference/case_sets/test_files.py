"""Claims about case set files: nothing is lost, equal sets give equal bytes, secrets stay."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.case_sets import files, zip_parts
from inference.case_sets.case_set import CaseSet, TruthState
from inference.case_sets.files import (
    case_set_bytes,
    check_pictures,
    lock,
    read_case_set,
    unlock,
    without_truth,
    write_case_set,
)
from inference.case_sets.manifest import manifest_from_json, manifest_json
from inference.errors import CaseSetError, LockedTruthError
from inference.recipe import ViewName
from tests.inference.case_sets.made_sets import PASSPHRASE, finding, made_set, small_view


def written(case_set: CaseSet, folder: Path) -> Path:
    path = folder / "set.mgset"
    write_case_set(case_set, path)
    return path


def test_pictures_of_twelve_bits_come_back_as_they_were(tmp_path: Path) -> None:
    opened = read_case_set(written(made_set(), tmp_path))
    view = opened.cases[1].case().views[0]
    assert np.array_equal(view.pixels, small_view(10, ViewName.L_CC).pixels)
    assert view.name is ViewName.L_CC
    assert view.pixel_spacing_mm == (0.45, 0.45)
    assert view.synthetic


def test_pictures_of_eight_bits_keep_the_highest_eight_and_the_whole_range(tmp_path: Path) -> None:
    opened = read_case_set(written(made_set(bits=8), tmp_path))
    pixels = opened.cases[0].case().views[0].pixels
    before = small_view(0, ViewName.L_CC).pixels
    assert np.array_equal(pixels.astype(int) >> 4, before.astype(int) >> 4)
    assert int(pixels.max()) == 4095
    again = tmp_path / "again.mgset"
    write_case_set(opened, again)
    assert again.read_bytes() == (tmp_path / "set.mgset").read_bytes()


def test_all_answers_come_back_as_they_were(tmp_path: Path) -> None:
    before = made_set()
    opened = read_case_set(written(before, tmp_path))
    for old, new in zip(before.cases, opened.cases, strict=True):
        assert new.truth == old.truth
    assert opened.cases[0].case().findings == (finding(),)
    assert opened.blueprint == before.blueprint
    assert opened.quiz == before.quiz
    assert opened.set_id == before.set_id


def test_equal_sets_give_equal_bytes_and_no_clock_goes_in(tmp_path: Path) -> None:
    first, second = case_set_bytes(made_set()), case_set_bytes(made_set())
    assert first == second
    with zipfile.ZipFile(written(made_set(), tmp_path)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_order_of_the_parts_tells_nothing_of_the_order_of_the_cases(tmp_path: Path) -> None:
    before = made_set(5)
    other = replace(before, cases=before.cases[::-1])
    names = []
    for number, case_set in enumerate((before, other)):
        (tmp_path / str(number)).mkdir()
        with zipfile.ZipFile(written(case_set, tmp_path / str(number))) as archive:
            names.append(archive.namelist())
    assert names[0] == names[1]


def test_a_set_keeps_its_id_when_it_is_locked_or_its_texts_change() -> None:
    before = made_set()
    assert lock(before, PASSPHRASE).set_id == before.set_id
    assert without_truth(replace(before, title="Other")).set_id == before.set_id
    assert made_set(2).set_id != before.set_id


@pytest.mark.parametrize("form", ["left out", "locked"])
def test_no_answer_stands_in_a_file_without_open_truth(form: str, tmp_path: Path) -> None:
    before = made_set()
    hidden = without_truth(before) if form == "left out" else lock(before, PASSPHRASE)
    content = written(hidden, tmp_path).read_bytes()
    for secret in (b"spiculated", b"Look at the edge", b"seed", b"findings", b"blueprint", b"tags"):
        assert secret not in content
    opened = read_case_set(tmp_path / "set.mgset")
    assert opened.truth_state == form
    assert all(case.truth is None and not case.case().findings for case in opened.cases)


def test_the_passphrase_opens_what_was_locked_on_another_machine(tmp_path: Path) -> None:
    before = made_set()
    opened = read_case_set(written(lock(before, PASSPHRASE), tmp_path))
    # The same letter typed as two signs: o and a combining diaeresis.
    unlocked = unlock(opened, PASSPHRASE.replace("ö", "o\u0308"))
    assert unlocked.truth_state is TruthState.OPEN
    assert case_set_bytes(unlocked) == case_set_bytes(before)


@pytest.mark.parametrize("typed", ["", "four words and one", PASSPHRASE + " "])
def test_another_passphrase_opens_nothing(typed: str) -> None:
    with pytest.raises(LockedTruthError, match="passphrase"):
        unlock(lock(made_set(), PASSPHRASE), typed)


def test_locked_answers_do_not_open_in_another_set_nor_when_altered() -> None:
    hidden, other = lock(made_set(), PASSPHRASE), lock(made_set(2), PASSPHRASE)
    moved = replace(other, lock=hidden.lock, locked_truth=hidden.locked_truth)
    with pytest.raises(LockedTruthError, match="altered"):
        unlock(moved, PASSPHRASE)
    flipped = bytes([hidden.locked_truth[0] ^ 1]) + hidden.locked_truth[1:]
    with pytest.raises(LockedTruthError, match="altered"):
        unlock(replace(hidden, locked_truth=flipped), PASSPHRASE)


def test_the_length_of_locked_answers_does_not_tell_how_many_lesions_there_are() -> None:
    healthy = made_set()
    bare = tuple(
        case.with_truth(replace(case.truth, findings=())) for case in healthy.cases if case.truth
    )
    lengths = {
        len(lock(one, PASSPHRASE).locked_truth) for one in (healthy, replace(healthy, cases=bare))
    }
    assert len(lengths) == 1


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(CaseSetError, match="8 to 1000 signs"):
        lock(made_set(), "exam")


def test_a_hostile_cost_of_the_lock_is_refused_before_it_is_paid(tmp_path: Path) -> None:
    path = written(lock(made_set(), PASSPHRASE), tmp_path)
    with pytest.raises(CaseSetError, match=r"truth\.lock\.n"):
        _with_manifest(path, lambda values: values["truth"]["lock"].update(n=2**30))


def test_a_set_of_no_case_or_with_one_id_twice_is_refused() -> None:
    before = made_set()
    with pytest.raises(CaseSetError, match="at least one case"):
        replace(before, cases=())
    with pytest.raises(CaseSetError, match="one id"):
        replace(before, cases=(before.cases[0], before.cases[0]))


def test_a_set_with_a_case_without_answers_is_not_written_as_an_open_one(tmp_path: Path) -> None:
    before = made_set()
    cases = (before.cases[0].with_truth(None), *before.cases[1:])
    with pytest.raises(CaseSetError, match="no answers"):
        write_case_set(replace(before, cases=cases), tmp_path / "set.mgset")
    assert list(tmp_path.iterdir()) == []


def test_a_text_with_control_signs_is_refused_with_its_place() -> None:
    before = made_set()
    truth = replace(before.cases[0].truth, teaching="ring\x07")  # pyright: ignore[reportArgumentType]
    with pytest.raises(CaseSetError, match="teaching"):
        case_set_bytes(replace(before, cases=(before.cases[0].with_truth(truth),)))
    with pytest.raises(CaseSetError, match="title"):
        case_set_bytes(replace(before, title=""))


def test_pictures_are_checked_again_when_they_are_looked_at(tmp_path: Path) -> None:
    path = written(made_set(), tmp_path)
    opened = read_case_set(path)
    assert list(check_pictures(opened)) == [case.case_id for case in opened.cases]
    content = bytearray(path.read_bytes())
    content[-3000] ^= 1
    path.write_bytes(content)
    with pytest.raises(CaseSetError, match="checksum"):
        list(check_pictures(opened))


def test_a_set_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    path = written(made_set(), tmp_path)
    opened = read_case_set(path)
    path.unlink()
    with pytest.raises(CaseSetError, match="cannot be read"):
        opened.cases[0].case()


def _with_manifest(path: Path, change) -> CaseSet:
    """Open a set whose manifest was changed and given its right hash again."""
    parts = zip_parts.open_parts(path)
    contents = {name: parts.read(name) for name in parts.places}
    values = json.loads(contents[files.MANIFEST_NAME])
    del values["hash"]
    change(values)
    hashed = {**values, "hash": files_hash(values)}
    contents[files.MANIFEST_NAME] = json.dumps(hashed).encode()
    zip_parts.write_parts(path, ((name, lambda c=c: c) for name, c in contents.items()))
    return read_case_set(path)


def files_hash(values: dict) -> str:
    from inference.case_sets import manifest

    return manifest._hash(values)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda v: v.update(format=2), "format '2'"),
        (lambda v: v.update(kind="zip"), "not that of a case set"),
        (lambda v: v.update(extra=1), "extra"),
        (lambda v: v["cases"].append(v["cases"][0]), "one id"),
        (lambda v: v["cases"][0].update(id="../../etc"), "id"),
        (lambda v: v["cases"][0]["views"][0].update(rows=2**31), "rows"),
        (lambda v: v["cases"][0]["views"][0].update(size=10**12), "size"),
        (lambda v: v["cases"][0]["views"][0].update(size=5), "another size"),
        (lambda v: v["cases"][0]["views"][0].update(sha256="0" * 64), "checksum"),
        (lambda v: v["cases"][0]["views"][0].update(pixel_spacing_mm=[0, 1]), "pixel_spacing_mm"),
        (lambda v: v["cases"].pop(), "knows nothing"),
        (lambda v: v["truth"].update(state="left out", file=None), "knows nothing"),
        (lambda v: v.update(title="\ud800"), "damaged"),
        (lambda v: v["quiz"].update(mode="exam"), "exam"),
    ],
)
def test_a_manifest_that_contradicts_itself_or_the_file_is_refused(
    change, reason: str, tmp_path: Path
) -> None:
    path = written(made_set(), tmp_path)
    with pytest.raises(CaseSetError, match=reason):
        _with_manifest(path, change)


def test_a_changed_manifest_is_told_by_its_hash() -> None:
    content = manifest_json(files._manifest(made_set(), files._truth(made_set())[0]))
    assert manifest_from_json(content).title == "Small set"
    with pytest.raises(ValueError, match="altered"):
        manifest_from_json(content.replace(b"Small set", b"Large set"))

"""Hundreds of damaged sets: each opens or is refused with a sentence, and nothing is written.

`MAMMOGYM_MUTATIONS=5000` makes so many of each kind in place of some dozens.
"""

from __future__ import annotations

import json
import os
import random
import stat
import zipfile
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from inference.case_sets.case_set import CaseSet
from inference.case_sets.coded_pictures import MAGIC, MAX_PIXELS, decoded
from inference.case_sets.files import case_set_bytes, lock, read_case_set, write_case_set
from inference.case_sets.truth_part import unpacked
from inference.case_sets.zip_parts import MAX_PART_BYTES, MAX_PARTS, open_parts
from inference.errors import CaseSetError
from tests.inference.case_sets.made_sets import PASSPHRASE, made_set
from tests.inference.case_sets.mutations import kinds, parts_of, rebuilt

EACH = int(os.environ.get("MAMMOGYM_MUTATIONS", "60"))
KINDS = 8


@cache
def samples() -> tuple[bytes, bytes]:
    """An open and a locked set."""
    return case_set_bytes(made_set(2)), case_set_bytes(lock(made_set(2), PASSPHRASE))


def opened_or_refused(path: Path) -> str:
    """What became of a set; anything but a sentence that names what to do fails the test."""
    try:
        case_set = read_case_set(path)
    except CaseSetError as error:
        assert str(path) in str(error)
        assert str(error).endswith(".")
        return "refused"
    try:
        _look_at_all(case_set)
    except CaseSetError as error:
        assert str(error).endswith(".")
        return "opened, a picture refused"
    return "opened"


def _look_at_all(case_set: CaseSet) -> None:
    assert len(case_set.set_id) == 16
    for case in case_set.cases:
        assert case.thumbnail().ndim == 2
        for view in case.case().views:
            assert view.pixels.max() <= 4095
    case_set_bytes(case_set)


@pytest.mark.parametrize("kind", range(KINDS))
def test_a_mutated_set_opens_or_is_refused_and_nothing_is_written(
    kind: int, tmp_path: Path
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = folder / "set.mgset"
    mutate = kinds(*samples())[kind]
    found = Counter()
    for number in range(EACH):
        path.write_bytes(mutate(random.Random(1000 * kind + number)))
        found[opened_or_refused(path)] += 1
    assert found["opened"] < 0.9 * EACH
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_unharmed_sets_open(tmp_path: Path) -> None:
    for number, content in enumerate(samples()):
        path = tmp_path / f"{number}.mgset"
        path.write_bytes(rebuilt(parts_of(content)))
        assert opened_or_refused(path) == "opened"


def _with_extra(path: Path, entry: zipfile.ZipInfo, content: bytes) -> Path:
    path.write_bytes(samples()[0])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


@pytest.mark.parametrize("name", ["../evil", "/evil", "C:\\evil", "pictures/../../evil", "note"])
def test_a_part_that_no_set_has_is_refused(name: str, tmp_path: Path) -> None:
    path = _with_extra(tmp_path / "set.mgset", zipfile.ZipInfo(name), b"x")
    with pytest.raises(CaseSetError, match="knows nothing"):
        read_case_set(path)


def test_links_folders_doubles_bombs_and_encrypted_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.mgset"
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(CaseSetError, match="link or a folder"):
        read_case_set(_with_extra(path, link, b"/etc/passwd"))
    with pytest.raises(CaseSetError, match="link or a folder"):
        read_case_set(_with_extra(path, zipfile.ZipInfo("folder/"), b""))
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        pytest.raises(CaseSetError, match="two parts of one name"),
    ):
        read_case_set(_with_extra(path, zipfile.ZipInfo("truth.json"), b"{}"))
    bomb = zipfile.ZipInfo("bomb")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    with pytest.raises(CaseSetError, match="deflated or encrypted"):
        read_case_set(_with_extra(path, bomb, bytes(10_000_000)))
    content = bytearray(samples()[0])
    content[content.find(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(CaseSetError, match="deflated or encrypted"):
        read_case_set(path)


def test_parts_that_share_their_bytes_to_look_larger_are_refused(tmp_path: Path) -> None:
    content = bytearray(samples()[0])
    at = content.find(b"PK\1\2")
    content[at + 20 : at + 28] = (10**8).to_bytes(4, "little") * 2
    path = tmp_path / "set.mgset"
    path.write_bytes(content)
    with pytest.raises(CaseSetError, match="larger than the file"):
        read_case_set(path)


def test_a_list_of_too_many_parts_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "set.mgset"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(MAX_PARTS + 1):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    with pytest.raises(CaseSetError, match=f"more than {MAX_PARTS} parts"):
        open_parts(path)


NO_SETS = [b"", b"PK", b"no zip, but long enough to hold an end record", b"PK\5\6" + bytes(18)]


@pytest.mark.parametrize("content", NO_SETS)
def test_what_is_no_set_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "set.mgset"
    path.write_bytes(content)
    with pytest.raises(CaseSetError, match="no sound case set"):
        read_case_set(path)
    with pytest.raises(CaseSetError, match="cannot be read"):
        read_case_set(tmp_path)
    with pytest.raises(CaseSetError, match="cannot be read"):
        read_case_set(tmp_path / "missing.mgset")


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(CaseSetError, match="claims"):
        decoded(b"", 8192, MAX_PIXELS // 8192 + 1, 12)
    bomb = MAGIC + b"\3" + zlib.compress(bytes(50_000_000))
    with pytest.raises(CaseSetError, match="40 × 32"):
        decoded(bomb, 40, 32, 12)
    parts = parts_of(samples()[0])
    name = next(one for one in parts if one.startswith("thumbnails"))
    path = tmp_path / "set.mgset"
    path.write_bytes(rebuilt({**parts, name: bomb}))
    assert opened_or_refused(path) == "opened, a picture refused"


def test_answers_nested_without_end_are_refused(tmp_path: Path) -> None:
    parts = parts_of(samples()[0])
    values = json.loads(parts["truth.json"])
    deep = b"[" * 100_000 + b"]" * 100_000
    content = json.dumps({**values, "blueprint": 0}).encode().replace(b": 0}", b": " + deep + b"}")
    path = tmp_path / "set.mgset"
    path.write_bytes(rebuilt({**parts, "truth.json": content}))
    with pytest.raises(CaseSetError, match="damaged"):
        read_case_set(path)


def test_locked_answers_that_unpack_without_end_are_refused() -> None:
    with pytest.raises(CaseSetError, match="too large"):
        unpacked(zlib.compress(bytes(MAX_PART_BYTES + 1)))
    with pytest.raises(CaseSetError, match="damaged"):
        unpacked(b"no stream")


def test_a_set_that_opened_can_be_written_again_byte_for_byte(tmp_path: Path) -> None:
    path, again = tmp_path / "a.mgset", tmp_path / "b.mgset"
    for content in samples():
        path.write_bytes(content)
        write_case_set(read_case_set(path), again)
        assert again.read_bytes() == content

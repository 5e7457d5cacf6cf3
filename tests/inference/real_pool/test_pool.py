"""Claims about a pool: what it gives, what is changed in it, and what is refused."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from inference.errors import ImageFileError, InputError
from inference.real_pool.pool import LIST_NAME, RealPool, create_pool, open_pool


def test_a_new_picture_waits_until_somebody_looked(pool: RealPool) -> None:
    assert {entry.accepted for entry in pool.entries} == {None}
    assert pool.accepted == ()


def test_what_is_accepted_and_noted_is_there_after_opening_again(pool: RealPool) -> None:
    first, second, *_ = (entry.id for entry in pool.entries)
    pool.set_accepted(first, True)
    pool.set_accepted(second, False)
    pool.set_lesion_free(first, True)
    pool.set_notes(second, "marker in the axilla")
    again = open_pool(pool.folder)
    assert again.entries == pool.entries
    assert [entry.id for entry in again.accepted] == [first]
    assert again.entry(first).lesion_free is True
    assert again.entry(second).notes == "marker in the axilla"


def test_a_deleted_picture_is_gone_from_list_and_disk(pool: RealPool) -> None:
    gone = pool.entries[2].id
    pool.delete(gone)
    assert gone not in {entry.id for entry in open_pool(pool.folder).entries}
    assert not list(pool.folder.rglob(f"{gone}*"))
    with pytest.raises(InputError, match="no picture"):
        pool.picture(gone)


def test_two_programs_do_not_undo_each_other(pool: RealPool) -> None:
    other = RealPool(pool.folder)
    pool.set_accepted(pool.entries[0].id, True)
    other.set_accepted(other.entries[1].id, True)
    pool.reload()
    assert len(pool.accepted) == 2


def test_many_threads_may_accept_at_once(pool: RealPool) -> None:
    threads = [
        threading.Thread(target=pool.set_accepted, args=(entry.id, True)) for entry in pool.entries
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(open_pool(pool.folder).accepted) == 6


def test_a_thumbnail_shows_the_whole_picture(pool: RealPool) -> None:
    entry = pool.entries[0]
    small = pool.thumbnail(entry.id, rows=80)
    assert small.shape == (80, 64)
    assert small.mean() == pytest.approx(pool.prepared(entry.id).mean(), abs=1)


def test_the_number_of_missing_pictures_is_said(pool: RealPool) -> None:
    assert "0 accepted views, and this round needs 52" in pool.enough_for(52)
    for entry in pool.entries:
        pool.set_accepted(entry.id, True)
    assert "accept 1 more, or play it with patches" in pool.enough_for(7)
    assert pool.enough_for(6) == ""
    there = len(pool.patches())
    assert pool.enough_for(there, patches=True) == ""
    assert f"has {there} patches" in pool.enough_for(there + 3, patches=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"format": 99, "entries": []}', "newer version"),
        (b'{"format": 1, "entries": [{"id": "../../x"}]}', "damaged"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_damaged_list_is_refused_with_a_sentence(
    pool: RealPool, content: bytes, words: str
) -> None:
    (pool.folder / LIST_NAME).write_bytes(content)
    with pytest.raises(ImageFileError, match=words):
        open_pool(pool.folder)


def test_an_id_cannot_lead_out_of_the_folder(pool: RealPool) -> None:
    values = json.loads((pool.folder / LIST_NAME).read_text())
    values["entries"][0]["id"] = "../../../etc/pass"
    (pool.folder / LIST_NAME).write_text(json.dumps(values))
    with pytest.raises(ImageFileError, match="id"):
        open_pool(pool.folder)


def test_a_damaged_picture_is_told_and_not_shown(pool: RealPool) -> None:
    entry = pool.entries[0]
    path = pool.folder / "pictures" / f"{entry.id}.png"
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ImageFileError, match=r"Remove it from the pool"):
        pool.picture(entry.id)


def test_a_pool_is_not_begun_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="other files"):
        create_pool(tmp_path)
    with pytest.raises(ImageFileError, match="no pool"):
        open_pool(tmp_path)


def test_patches_lie_in_the_tissue_and_not_over_each_other(pool: RealPool) -> None:
    for entry in pool.entries:
        pool.set_accepted(entry.id, True)
    taken = {entry.id: np.zeros((640, 512), int) for entry in pool.entries}
    for entry_id, patch in pool.patches():
        cut = pool.patch(entry_id, patch)
        assert cut.pixels.shape == (64, 64)
        assert (cut.pixels > 0).mean() >= 0.9
        taken[entry_id][patch.row : patch.row + 64, patch.column : patch.column + 64] += 1
    assert max(count.max() for count in taken.values()) == 1
    assert min(count.max() for count in taken.values()) == 1

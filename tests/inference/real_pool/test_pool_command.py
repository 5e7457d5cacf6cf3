"""Claims about `mammogym-cases pool`."""

from __future__ import annotations

from pathlib import Path

import pytest

from inference.__main__ import main
from inference.real_pool.pool import RealPool, open_pool


def run(arguments: str, *paths: Path, code: int = 0) -> None:
    assert main(["pool", *arguments.split(), *(str(path) for path in paths)]) == code


def test_pictures_are_imported_listed_accepted_rejected_and_removed(
    films: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pool"
    run(f"import --pool {folder}", films)
    assert "6 added; 6 pictures" in capsys.readouterr().out
    ids = [entry.id for entry in open_pool(folder).entries]
    run(f"accept all --pool {folder}")
    run(f"reject {ids[0]} {ids[1]} --pool {folder}")
    run(f"remove {ids[2]} --pool {folder}")
    run(f"list --pool {folder}")
    out = capsys.readouterr().out
    assert "5 pictures" in out
    assert "3 accepted, 0 waiting, 2 rejected" in out
    assert ids[2] not in out.splitlines()[-3]
    assert {entry.id for entry in open_pool(folder).accepted} == set(ids[3:])


def test_what_is_left_out_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scan.png").write_bytes(b"no picture")
    run(f"import --pool {tmp_path / 'pool'} --technique film", tmp_path / "scan.png")
    told = capsys.readouterr()
    assert "scan.png was left out: nothing tells which view" in told.err
    assert "1 refused; 0 pictures" in told.out


def test_wrong_command_lines_end_with_a_line(
    pool: RealPool, capsys: pytest.CaptureFixture[str]
) -> None:
    run(f"import --pool {pool.folder}", code=2)
    run(f"import x --pixel-mm -1 --pool {pool.folder}", code=2)
    run(f"accept 0000 --pool {pool.folder}", code=1)
    run(f"list --pool {pool.folder / 'nowhere'}", code=1)
    assert capsys.readouterr().err.count("\n") == 4

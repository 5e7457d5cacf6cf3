"""Claims about `mammogym-cases build` and `set`: one line each, exit codes, right files."""

from __future__ import annotations

from pathlib import Path

import pytest

from inference.__main__ import main
from inference.case_sets.files import lock, read_case_set, write_case_set
from tests.inference.case_sets.made_sets import PASSPHRASE, made_set

BLUEPRINT = 'title = "Small"\ncases = 2\nseed = 4\nviews = ["L-CC", "R-CC"]\n'


@pytest.fixture(scope="module")
def locked_content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("locked") / "locked.mgset"
    write_case_set(lock(made_set(), PASSPHRASE), path)
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, locked_content: bytes) -> Path:
    """A folder with an open and a locked set, and the passphrase."""
    write_case_set(made_set(), tmp_path / "open.mgset")
    (tmp_path / "locked.mgset").write_bytes(locked_content)
    (tmp_path / "phrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> int:
    return main([str(one) for one in arguments])


def test_build_makes_a_set_that_is_sound(
    tiny_bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "small.toml").write_text(BLUEPRINT)
    target = tmp_path / "small.mgset"
    options = ("--bundle", tiny_bundle, "--workers", "1")
    assert run("build", tmp_path / "small.toml", "--out", target, *options) == 0
    assert capsys.readouterr().out.startswith(f"2 cases in {target}, 0.0 MB")
    assert run("set", "verify", target) == 0
    assert "is sound: 2 cases, answers open" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.mgset", "small.toml"]


def test_a_wrong_command_line_ends_with_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text(BLUEPRINT)
    both = ("--workers", "1", "--scheduler", "tcp://127.0.0.1:1")
    for arguments in (
        ("build", tmp_path / "a.toml", "--out", tmp_path / "a.zip"),
        ("build", tmp_path / "a.toml", "--out", tmp_path / "a.mgset", *both),
        ("set",),
        ("set", "open", "x"),
    ):
        assert run(*arguments) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_unusable_file_ends_with_one_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text("cases = 0")
    (tmp_path / "a.mgset").write_text("nothing")
    for arguments in (
        ("build", tmp_path / "a.toml", "--out", tmp_path / "b.mgset"),
        ("set", "info", tmp_path / "a.mgset"),
        ("set", "verify", tmp_path / "missing.mgset"),
    ):
        assert run(*arguments) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_info_tells_what_a_set_holds_but_no_answer_of_a_locked_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("set", "info", folder / "open.mgset") == 1  # its blueprint is none
    capsys.readouterr()
    assert run("set", "info", folder / "locked.mgset") == 0
    out = capsys.readouterr().out
    assert "title:     Small set" in out
    assert "answers:   locked" in out
    assert "lesion" not in out and "abnormal" not in out


def test_lock_and_unlock_give_back_the_same_file(folder: Path) -> None:
    phrase = ("--passphrase-file", folder / "phrase.txt")
    again = folder / "again.mgset"
    assert run("set", "unlock", folder / "locked.mgset", "--out", again, *phrase) == 0
    assert again.read_bytes() == (folder / "open.mgset").read_bytes()


def test_the_set_itself_is_never_replaced_and_a_wrong_passphrase_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "open.mgset").read_bytes()
    assert run("set", "strip", folder / "open.mgset", "--out", folder / "open.mgset") == 1
    assert (folder / "open.mgset").read_bytes() == before
    (folder / "wrong.txt").write_text("something else")
    phrase = ("--passphrase-file", folder / "wrong.txt")
    assert run("set", "unlock", folder / "locked.mgset", "--out", folder / "x.mgset", *phrase) == 1
    assert "do not open" in capsys.readouterr().err
    assert not (folder / "x.mgset").exists()


def test_strip_leaves_the_answers_out(folder: Path) -> None:
    assert run("set", "strip", folder / "locked.mgset", "--out", folder / "bare.mgset") == 0
    assert read_case_set(folder / "bare.mgset").truth_state == "left out"


@pytest.mark.parametrize(
    ("kind", "out", "made"),
    [("html", "set.html", "set.html"), ("csv", "k.csv", "k.csv"), ("dicom", "d", "d/DICOMDIR")],
)
def test_export_writes_each_form(kind: str, out: str, made: str, folder: Path) -> None:
    set_path = folder / "open.mgset"
    assert run("set", "export", set_path, "--format", kind, "--out", folder / out) == 0
    assert (folder / made).stat().st_size > 500


def test_export_without_answers_needs_no_passphrase(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("set", "export", folder / "locked.mgset", "--format", "html")
    assert run(*command, "--out", folder / "a.html", "--no-truth") == 0
    assert "<details>" not in (folder / "a.html").read_text(encoding="utf-8")
    assert run(*command, "--out", folder / "b.html") == 1
    assert "passphrase" in capsys.readouterr().err

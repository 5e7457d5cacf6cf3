from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from inference.command_line import CommandParser
from inference.dicom.read import read_cases
from inference.errors import ImageFileError, OutputError
from inference.recipe import ALL_VIEWS, ViewName
from training.__main__ import main
from training.commands import simulate
from training.simulation import cases as simulation
from training.simulation.cases import simulate_case, write_cases
from training.simulation.truth import read_truth

ROWS = 160


def make(folder: Path, count: int = 1, **options: object) -> None:
    list(write_cases(folder, count, 7, rows=ROWS, **options))  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def run(*arguments: str) -> None:
    parser = CommandParser(prog="simulate", description="", example="")
    simulate.add_arguments(parser)
    simulate.work(parser.parse_args(arguments))


def test_written_files_read_back_with_their_names_and_pixels(tmp_path: Path) -> None:
    make(tmp_path)
    (case,) = read_cases([tmp_path])
    drawn = simulate_case(7, rows=ROWS).case
    found = {view.name: view for view in case.views}
    assert set(found) == set(ALL_VIEWS)
    for view in drawn.views:
        read = found[view.name]
        assert np.array_equal(read.pixels, view.pixels)
        assert read.pixel_spacing_mm == view.pixel_spacing_mm
        assert read.synthetic


def test_equal_seeds_give_equal_files(tmp_path: Path) -> None:
    make(tmp_path / "first")
    make(tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_table_lists_every_picture_with_its_truth(tmp_path: Path) -> None:
    make(tmp_path, count=2)
    with (tmp_path / "truth.csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 8
    assert all((tmp_path / row["file"]).is_file() for row in rows)
    truth = read_truth(tmp_path / "simulated-7_truth.json")
    assert [row["view"] for row in rows[:4]] == ["CC", "CC", "MLO", "MLO"]
    assert [row["laterality"] for row in rows[:4]] == ["R", "L", "R", "L"]
    for row, view in zip(rows, truth.views, strict=False):
        assert row["density"] == view.density
        assert float(row["nipple_row"]) == view.nipple_row
        assert float(row["thickness_mm"]) == view.thickness_mm
    assert rows[0]["pectoral_angle_deg"] == ""


def test_complete_cases_are_kept_and_the_rest_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, count=2)
    complete = contents(tmp_path)
    (tmp_path / "simulated-8_L-CC.dcm").unlink()
    made = []

    def counted(seed: int, **options: object) -> simulation.SimulatedCase:
        made.append(seed)
        return simulate_case(seed, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(simulation, "simulate_case", counted)
    make(tmp_path, count=2)
    assert made == [8]
    assert contents(tmp_path) == complete


def test_breaking_off_leaves_a_table_of_what_is_complete(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, 3, 7, rows=ROWS)
    next(cases)
    cases.close()
    assert (tmp_path / "truth.csv").read_text(encoding="utf-8").count(".dcm") == 4
    assert not (tmp_path / "simulated-8_truth.json").exists()


def test_a_folder_with_other_views_of_the_same_seeds_is_refused(tmp_path: Path) -> None:
    make(tmp_path, views=(ViewName.R_CC,))
    before = contents(tmp_path)
    with pytest.raises(OutputError, match="another folder"):
        make(tmp_path)
    assert contents(tmp_path) == before


def test_a_file_where_the_folder_belongs_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        make(tmp_path / "out")


def test_damaged_truth_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "simulated-7_truth.json"
    for text in ("{", "[]", "{}", json.dumps({"format": 1, "views": [3]}), '{"format": 9}'):
        path.write_text(text)
        with pytest.raises(ImageFileError, match="simulated-7_truth"):
            read_truth(path)


def test_the_command_simulates_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    options = ["--rows", "160", "--views", "R-CC", "lmlo"]
    run("--count", "1", "--out", str(out), "--seed", "7", *options)
    names = {path.name for path in out.glob("*.dcm")}
    assert names == {"simulated-7_R-CC.dcm", "simulated-7_L-MLO.dcm"}
    assert str(out) in capsys.readouterr().out


def test_the_help_of_the_command_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--help"]) == 0
    assert "mammogym-train simulate --count 20 --out" in capsys.readouterr().out

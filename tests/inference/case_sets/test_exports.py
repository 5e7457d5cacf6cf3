"""Claims about exports: DICOM that validators accept, a page that needs nothing, safe tables."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.case_sets.answers import COLUMNS, answer_key, safe_cell, write_answer_key
from inference.case_sets.case_truth import CaseTruth
from inference.case_sets.dicom_folder import write_dicom_folder
from inference.case_sets.files import without_truth
from inference.case_sets.teaching_file import teaching_page, write_teaching_file
from inference.dicom.read import read_cases
from inference.errors import CaseSetError, OutputError
from tests.inference.case_sets.made_sets import made_set

HOSTILE = "<script>alert(1)</script><img src=http://x/y onerror=alert(1)>\"'&"


def _hostile_set():
    before = made_set()
    truth = before.cases[0].truth
    assert truth is not None
    truth = replace(truth, teaching=HOSTILE, tags=("<b>",), note="=HYPERLINK(1)")
    case = before.cases[0].with_truth(truth)
    return replace(before, title=HOSTILE, author=HOSTILE, cases=(case, *before.cases[1:]))


class _Page(HTMLParser):
    """Collects the elements of a page and where they lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("src", "href", "action", "data", "poster", "srcset"):
                self.links.append(value or "")


def test_the_teaching_file_needs_nothing_from_elsewhere_and_escapes_every_text() -> None:
    page = "".join(teaching_page(_hostile_set()))
    found = _Page(page)
    assert "script" not in found.elements
    assert found.elements.count("details") == 3
    assert all(link.startswith("data:image/png;base64,") for link in found.links)
    assert len(found.links) == 3 * 2 + 2
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("SYNTHETIC") == 1


def test_answers_of_the_teaching_file_unfold_with_outlines_and_words() -> None:
    page = "".join(teaching_page(made_set()))
    answer = page.split("<details>")[1]
    assert "mass: oval, spiculated, equal density" in answer
    assert '<polygon points="5,10 9,10 9,14 5,14"/>' in answer
    assert "Nothing to report" in page.split("<details>")[2]
    bare = "".join(teaching_page(without_truth(made_set()), with_answers=False))
    assert "<details>" not in bare and "mass" not in bare


def test_without_open_answers_there_is_no_answer_key_and_no_page_with_answers(
    tmp_path: Path,
) -> None:
    for write in (write_answer_key, write_teaching_file):
        with pytest.raises(CaseSetError, match="left out"):
            write(without_truth(made_set()), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_answer_key_has_a_line_for_each_case_in_reading_order(tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    write_answer_key(_hostile_set(), path)
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert [row["abnormal"] for row in rows] == ["yes", "no", "yes"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["place"].startswith("left breast, upper outer quadrant, 2 o'clock, middle depth")
    assert rows[0]["composition"] == "b"
    assert rows[0]["note"] == "'=HYPERLINK(1)"
    assert rows[0]["reference"] == "'=SUM(A1) <b>plain</b>"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1"]
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + text
    for row in csv.reader(io.StringIO(answer_key(made_set()), newline="")):
        assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row)


@pytest.mark.parametrize("text", ["", "mass", "2 = 2", "éx"])
def test_plain_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_the_dicom_folder_lists_all_cases_and_gives_the_pictures_back(tmp_path: Path) -> None:
    directory = write_dicom_folder(made_set(), tmp_path / "dicom")
    read = list(read_cases([directory]))
    assert len(read) == 3
    wanted = {case.case_id: case.case() for case in made_set().cases}
    for case in read:
        case_id = next(one for one in wanted if one in case.case_id)
        for ours, theirs in zip(wanted[case_id].views, case.views, strict=True):
            assert theirs.name == ours.name
            assert np.array_equal(theirs.pixels, ours.pixels)


def test_equal_sets_give_equal_dicom_folders_whose_order_tells_nothing(tmp_path: Path) -> None:
    before = made_set()
    write_dicom_folder(before, tmp_path / "a")
    write_dicom_folder(replace(before, cases=before.cases[::-1]), tmp_path / "b")
    for path in sorted((tmp_path / "a").rglob("*")):
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert path.is_dir() or path.read_bytes() == other.read_bytes()


def test_answers_lie_beside_the_pictures_as_segmentations_and_reports(tmp_path: Path) -> None:
    directory = write_dicom_folder(made_set(), tmp_path / "dicom", with_answers=True)
    kinds = sorted(pydicom.dcmread(path).Modality for path in directory.parent.rglob("OB*"))
    assert kinds == ["SEG", "SEG", "SR", "SR"]
    listed = pydicom.dcmread(directory).DirectoryRecordSequence
    assert sum("ReferencedFileID" in record for record in listed) == 6 + 4
    with pytest.raises(CaseSetError, match="left out"):
        write_dicom_folder(without_truth(made_set()), tmp_path / "other", with_answers=True)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dciodvfy is not installed")
def test_dciodvfy_finds_no_error_in_the_dicom_folder(tmp_path: Path) -> None:
    directory = write_dicom_folder(made_set(1), tmp_path / "dicom", with_answers=True)
    for path in (directory, *sorted(directory.parent.rglob("[IO]*0*"))):
        run = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
        lines = (run.stdout + run.stderr).splitlines()
        # The validator is older than SyntheticData (0008,001C).
        assert not [one for one in lines if one.startswith("Error") and "0x001c" not in one]


def test_a_folder_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dicom").mkdir()
    (tmp_path / "dicom" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        write_dicom_folder(made_set(), tmp_path / "dicom")
    assert (tmp_path / "dicom" / "mine.txt").read_text() == "mine"


def test_a_case_without_findings_may_be_abnormal_by_its_reference() -> None:
    truth = CaseTruth()
    assert not truth.abnormal
    reference = truth.reference.model_copy(update={"abnormal": True})
    assert replace(truth, reference=reference).abnormal

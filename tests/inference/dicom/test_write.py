from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.atomic_files import write_text
from inference.case import Case, PixelSpacingSource
from inference.dicom.read import read_cases, read_view
from inference.dicom.write import Acquisition, write_case
from inference.errors import InputError, OutputError
from inference.imaging.greyscale import VoiFunction, Window
from inference.recipe import ALL_VIEWS, Recipe, ViewName

DERIVATION = "Drawn by the generator small, SHA-256 0123abcd"


def write(case: Case, folder: Path, **options: object) -> tuple[Path, ...]:
    return write_case(case, folder, stem="seed-7", derivation=DERIVATION, **options)


def test_each_view_becomes_a_file_named_by_stem_and_view(synthetic_case, tmp_path):
    paths = write(synthetic_case, tmp_path / "out")
    assert [path.name for path in paths] == [f"seed-7_{name}.dcm" for name in ALL_VIEWS]
    assert sorted(tmp_path.glob("out/*")) == sorted(paths)


def test_reading_gives_back_what_was_written(synthetic_case, tmp_path):
    (case,) = read_cases(write(synthetic_case, tmp_path))
    assert case.synthetic
    for read, written in zip(case.views, synthetic_case.views, strict=True):
        assert read.name is written.name
        assert np.array_equal(read.pixels, written.pixels)
        assert read.pixel_spacing_mm == written.pixel_spacing_mm
        assert read.pixel_spacing_source is PixelSpacingSource.MAGNIFICATION_CORRECTED
        assert read.greyscale.windows == written.greyscale.windows
        assert not read.greyscale.inverted
        assert read.description == written.name.label


def test_equal_cases_give_equal_bytes(synthetic_case, tmp_path):
    first = write(synthetic_case, tmp_path / "first")
    second = write(synthetic_case, tmp_path / "second")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_view_does_not_depend_on_the_other_views(synthetic_case, tmp_path):
    all_views = write(synthetic_case, tmp_path / "all")
    last = replace(synthetic_case, views=synthetic_case.views[-1:])
    (alone,) = write(last, tmp_path / "alone")
    assert alone.read_bytes() == all_views[-1].read_bytes()


def test_the_views_of_a_case_share_a_study_and_no_series(synthetic_case, tmp_path):
    headers = [pydicom.dcmread(path) for path in write(synthetic_case, tmp_path)]
    assert len({header.StudyInstanceUID for header in headers}) == 1
    assert len({header.SeriesInstanceUID for header in headers}) == 4
    assert len({header.SOPInstanceUID for header in headers}) == 4
    for header in headers:
        for uid in (header.StudyInstanceUID, header.SeriesInstanceUID, header.SOPInstanceUID):
            assert uid.startswith("2.25.")
            assert uid.is_valid


def test_other_pixels_are_another_object(synthetic_case, tmp_path):
    view = synthetic_case.views[0]
    brighter = replace(view, pixels=view.pixels + np.uint16(1))
    (first,) = write(replace(synthetic_case, views=(view,)), tmp_path / "first")
    (second,) = write(replace(synthetic_case, views=(brighter,)), tmp_path / "second")
    assert pydicom.dcmread(first).SOPInstanceUID != pydicom.dcmread(second).SOPInstanceUID


def test_a_file_says_that_it_is_synthetic_and_claims_no_exposure(synthetic_case, tmp_path):
    header = pydicom.dcmread(write(synthetic_case, tmp_path)[2])
    assert header.SyntheticData == "YES"
    assert header.ImageType == ["DERIVED", "PRIMARY"]
    assert header.ContentQualification == "RESEARCH"
    assert str(header.PatientName) == "SYNTHETIC^0A1B2C3D4E5F"
    assert header.PatientID == "SYNTHETIC-0A1B2C3D4E5F"
    assert header.PatientIdentityRemoved == "YES"
    assert header.SeriesDescription == "R MLO"
    assert header.PatientOrientation == ["P", "FL"]
    assert header.DerivationDescription == DERIVATION
    assert header.StudyDate == header.StudyTime == ""
    for claim in ("KVP", "ExposureInuAs", "EntranceDoseInmGy", "CompressionForce", "ContentDate"):
        assert claim not in header


def test_the_recipe_and_its_seed_are_not_in_the_file(synthetic_case, tmp_path):
    recipe = Recipe(bundle_name="small", bundle_hash="0123abcd", seed=918273645)
    paths = write(replace(synthetic_case, recipe=recipe, case_id=recipe.case_id), tmp_path)
    for path in paths:
        content = path.read_bytes()
        assert b"918273645" not in content
        assert b"truncation" not in content


def test_facts_of_a_simulation_are_recorded(synthetic_case, tmp_path):
    acquisition = Acquisition(
        manufacturer="Mammogym",
        model_name="in-silico breast",
        body_part_thickness_mm=52.5,
        breast_implant_present=True,
    )
    header = pydicom.dcmread(write(synthetic_case, tmp_path, acquisition=acquisition)[0])
    assert header.ManufacturerModelName == "in-silico breast"
    assert header.BodyPartThickness == 52.5
    assert header.BreastImplantPresent == "YES"


def test_windows_of_another_function_than_the_first_are_left_out(synthetic_case, tmp_path):
    first, second = Window(center=2000, width=900), Window(center=1500, width=700)
    curve = Window(center=1000, width=500, function=VoiFunction.SIGMOID)
    view = synthetic_case.views[0]
    view = replace(view, greyscale=replace(view.greyscale, windows=(first, curve, second)))
    (path,) = write(replace(synthetic_case, views=(view,)), tmp_path)
    centers = [window.center for window in read_view(path).greyscale.windows]
    assert centers == [2000, 1500]


@pytest.mark.parametrize(
    "case_id", ["0A1B2C3D4E5F", "a case / with ^odd\\ signs = ü", "", "x" * 300]
)
def test_any_case_id_gives_a_valid_identity(synthetic_case, tmp_path, case_id):
    header = pydicom.dcmread(write(replace(synthetic_case, case_id=case_id), tmp_path)[0])
    assert header.PatientID.startswith("SYNTHETIC-")
    assert len(header.PatientID) <= 64
    assert len(header.StudyID) <= 16


@pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy is not installed (package dicom3tools)"
)
@pytest.mark.parametrize("name", ALL_VIEWS)
def test_dciodvfy_finds_no_error_but_the_attribute_it_does_not_know(synthetic_case, tmp_path, name):
    acquisition = Acquisition(model_name="small", body_part_thickness_mm=48)
    path = write(synthetic_case, tmp_path, acquisition=acquisition)[ALL_VIEWS.index(name)]
    run = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).splitlines()
    assert "MammographyImageForPresentation" in lines
    errors = [line for line in lines if line.startswith("Error") and "0x001c" not in line]
    assert errors == []


def test_a_picture_of_somebody_is_not_written_as_synthetic(synthetic_case, tmp_path):
    real = replace(synthetic_case.views[0], synthetic=False)
    with pytest.raises(InputError, match="not synthetic"):
        write(replace(synthetic_case, views=(real,)), tmp_path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": None}, "views without a name"),
        ({"pixels": np.full((8, 8), 4096, np.uint16)}, "0 to 4095"),
        ({"pixels": np.full((8, 8), 0.5, np.float32)}, "whole numbers"),
        (
            {"pixel_spacing_mm": None, "pixel_spacing_source": PixelSpacingSource.UNKNOWN},
            "needs a pixel spacing",
        ),
    ],
)
def test_a_view_that_dicom_cannot_hold_is_refused(synthetic_case, tmp_path, change, sentence):
    view = replace(synthetic_case.views[0], **change)
    with pytest.raises(InputError, match=sentence):
        write(replace(synthetic_case, views=(view,)), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stem", ["", "a/b", "a\\b", "C:a"])
def test_a_stem_that_leads_elsewhere_is_refused(synthetic_case, tmp_path, stem):
    with pytest.raises(InputError, match="begin a file name"):
        write_case(synthetic_case, tmp_path, stem=stem, derivation=DERIVATION)


def test_a_file_where_the_folder_belongs_is_a_sentence(synthetic_case, tmp_path):
    write_text(tmp_path / "out", "in the way")
    with pytest.raises(OutputError, match="is a file"):
        write(synthetic_case, tmp_path / "out")


def test_the_names_of_views_are_the_four_standard_ones():
    assert [name.label for name in ViewName] == ["R CC", "L CC", "R MLO", "L MLO"]

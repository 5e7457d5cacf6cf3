"""Claims about the truth as DICOM: it refers to the pictures, comes back, and is valid."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest

from inference.birads import (
    AsymmetryType,
    Depth,
    Distribution,
    FindingKind,
    MassMargin,
    MassShape,
    Morphology,
    Region,
)
from inference.birads import MassDensity as Density
from inference.case import Case
from inference.dicom import finding_codes
from inference.dicom.truth_objects import ViewTruth, truth_objects, write_truth_objects
from inference.dicom.write import write_case
from inference.imaging.polygons import polygons_mask
from inference.lesions.case_lesions import with_lesions
from inference.lesions.features import LesionFeature
from inference.lesions.spec import SIZES, WORDS, LesionSpec, Place
from tests.inference.lesions.phantom_breast import phantom_breast

DERIVATION = "Synthetic, drawn by rule"

LESIONS = (
    LesionSpec(
        kind=FindingKind.MASS,
        words={"shape": "irregular", "margin": "spiculated", "density": "high_density"},
        place=Place(side="L", region=Region.UPPER_OUTER),
    ),
    LesionSpec(
        kind=FindingKind.CALCIFICATIONS,
        words={"morphology": "coarse"},
        seed=1,
        place=Place(side="L"),
    ),
)


@pytest.fixture(scope="module")
def case() -> Case:
    views = (*phantom_breast("R"), *phantom_breast("L"))
    return with_lesions(Case(case_id="TRUTH1", views=views), LESIONS, seed=4)


@pytest.fixture(scope="module")
def truths(case: Case) -> tuple[ViewTruth, ...]:
    return truth_objects(case, derivation=DERIVATION)


@pytest.fixture(scope="module")
def pictures(case: Case, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pydicom.Dataset]:
    folder = tmp_path_factory.mktemp("pictures")
    paths = write_case(case, folder, stem="case", derivation=DERIVATION)
    return {path.stem.split("_")[1]: pydicom.dcmread(path) for path in paths}


def dataset(content: bytes) -> pydicom.Dataset:
    return pydicom.dcmread(BytesIO(content))


def read_report(content: bytes) -> hd.sr.MeasurementReport:
    report = hd.sr.srread(BytesIO(content))
    return report.content


def test_views_that_show_a_finding_have_a_segmentation_and_a_report(case: Case, truths):
    assert [truth.name.value for truth in truths] == ["L-CC", "L-MLO"]
    plain = Case(case_id="TRUTH1", views=case.views)
    assert truth_objects(plain, derivation=DERIVATION) == ()


def test_they_belong_to_the_study_and_refer_to_the_picture(truths, pictures):
    for truth in truths:
        picture = pictures[truth.name.value]
        for made in (dataset(truth.segmentation), dataset(truth.report)):
            assert made.StudyInstanceUID == picture.StudyInstanceUID
            assert made.PatientName == picture.PatientName
            assert made.SyntheticData == "YES"
            referred = [
                str(element.value)
                for element in made.iterall()
                if element.keyword == "ReferencedSOPInstanceUID"
            ]
            assert set(referred) == {str(picture.SOPInstanceUID)}


def test_the_masks_come_back_as_the_outlines(case: Case, truths):
    for truth in truths:
        segmentation = hd.seg.segread(BytesIO(truth.segmentation))
        uids = [uid for _, _, uid in segmentation.get_source_image_uids()]
        frames = segmentation.get_pixels_by_source_instance(uids)[0]
        assert frames.shape[-1] == len(case.findings) == segmentation.number_of_segments
        for number, finding in enumerate(case.findings):
            one = finding.in_view(truth.name.value)
            assert one is not None
            expected = polygons_mask(one.outlines, frames.shape[:2])
            assert expected.any()
            assert np.array_equal(frames[..., number] == 1, expected)


def test_the_report_tells_words_measures_and_places(case: Case, truths):
    finding = case.findings[0]
    for truth in truths:
        one = finding.in_view(truth.name.value)
        assert one is not None
        groups = read_report(truth.report).get_planar_roi_measurement_groups(
            finding_type=finding_codes.kind_code(finding.spec)
        )
        told, *_, center = groups
        assert len(groups) == 1 + len(one.outlines)
        said = {
            item.name.meaning: item.value.meaning for item in told.get_qualitative_evaluations()
        }
        assert said["Shape"] == "Irregular"
        assert said["Margins"] == "Spiculated lesion"
        assert said["Lesion Density"] == "High density lesion"
        assert said["Quadrant location"] == "Upper outer quadrant of breast"
        measured = {item.name.meaning: item.value for item in told.get_measurements()}
        assert measured["Diameter"] == pytest.approx(one.diameter_mm, abs=0.01)
        assert told.finding_sites[0].value.meaning == "Left breast"
        (column, row) = center.roi.value.ravel()
        assert (row, column) == pytest.approx(one.center, abs=0.01)
        corners = told.roi.value[:-1, ::-1]
        assert np.allclose(corners, np.array(one.outlines[0]), atol=0.01)


def test_a_finding_has_one_tracking_uid_in_both_views_masks_and_reports(truths):
    uids = []
    for truth in truths:
        segments = dataset(truth.segmentation).SegmentSequence
        groups = read_report(truth.report).get_planar_roi_measurement_groups()
        in_report = list(dict.fromkeys(str(group.tracking_uid) for group in groups))
        assert [str(segment.TrackingUID) for segment in segments] == in_report
        uids.append(in_report)
    assert uids[0] == uids[1] and len(set(uids[0])) == 2


def test_equal_cases_give_equal_bytes_and_another_lesion_other_uids(case: Case, truths):
    again = truth_objects(case, derivation=DERIVATION)
    assert [(one.segmentation, one.report) for one in again] == [
        (one.segmentation, one.report) for one in truths
    ]
    less = replace(case, findings=case.findings[:1])
    other = truth_objects(less, derivation=DERIVATION)[0]
    for first, second in (
        (truths[0].segmentation, other.segmentation),
        (truths[0].report, other.report),
    ):
        assert dataset(first).SOPInstanceUID != dataset(second).SOPInstanceUID


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dciodvfy is not installed")
def test_a_validator_finds_no_errors(case: Case, tmp_path: Path):
    paths = write_truth_objects(case, tmp_path, stem="case", derivation=DERIVATION)
    assert [path.name for path in paths[:2]] == ["case_L-CC_seg.dcm", "case_L-CC_sr.dcm"]
    for path in paths:
        done = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        errors = [
            line
            for line in (done.stdout + done.stderr).splitlines()
            if line.startswith("Error") and "0x0008,0x001c" not in line
        ]
        assert not errors, path.name


def every_spec() -> list[LesionSpec]:
    words = [
        *({"shape": one} for one in MassShape),
        *({"margin": one} for one in MassMargin),
        *({"density": one} for one in Density),
        *({"morphology": one} for one in Morphology),
        *({"distribution": one} for one in Distribution),
        *({"type": one} for one in AsymmetryType),
        *({"feature": one} for one in LesionFeature),
    ]
    kinds = {name: kind for kind, of_kind in WORDS.items() for name in of_kind}
    specs = [LesionSpec(kind=kinds[next(iter(one))], words=one) for one in words]
    return specs + [LesionSpec(kind=kind) for kind in SIZES]


def test_every_word_has_a_code_that_fits():
    for spec in every_spec():
        pairs = [
            *finding_codes.word_codes(spec),
            (finding_codes.CENTER, finding_codes.kind_code(spec)),
        ]
        pairs += finding_codes.place_codes(Region.AXILLARY_TAIL, 12, Depth.MIDDLE)
        for pair in pairs:
            for code in pair:
                assert 1 <= len(code.value) <= 16 and 1 <= len(code.meaning) <= 64
    named = {finding_codes.kind_code(spec).scheme_designator for spec in every_spec()}
    assert named <= {"SCT", "DCM", finding_codes.PRIVATE}

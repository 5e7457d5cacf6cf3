"""The truth of a drawn case as DICOM objects: for each view a segmentation and a report.

They refer to the pictures by their UIDs and are files of their own, so that a picture that is
handed to a reader tells nothing. Equal cases give equal bytes.

Source: DICOM PS3.3 A.51 (Segmentation), A.35.13 (Comprehensive 3D SR); PS3.16 TID 1500
(Measurement Report), TID 1410 (Planar ROI Measurements and Qualitative Evaluations).
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from highdicom import AlgorithmIdentificationSequence
from highdicom.seg import (
    SegmentAlgorithmTypeValues,
    Segmentation,
    SegmentationTypeValues,
    SegmentDescription,
)
from highdicom.sr import (
    CodedConcept,
    Comprehensive3DSR,
    DeviceObserverIdentifyingAttributes,
    FindingSite,
    GraphicTypeValues,
    ImageRegion,
    Measurement,
    MeasurementReport,
    ObservationContext,
    ObserverContext,
    PlanarROIMeasurementsAndQualitativeEvaluations,
    QualitativeEvaluation,
    SourceImageForRegion,
    TrackingIdentifier,
)
from pydicom.dataset import Dataset
from pydicom.sr.coding import Code
from pydicom.uid import UID

from inference.atomic_files import write_bytes
from inference.case import Case, View
from inference.dicom import finding_codes as codes
from inference.dicom.directory_records import NO_DATE, NO_TIME
from inference.dicom.identity import derived_uid, own_implementation
from inference.dicom.write import Acquisition, checked_names, file_content
from inference.errors import InputError
from inference.imaging.polygons import polygons_mask
from inference.lesions.outlines import Polygon
from inference.lesions.truth import Finding, FindingInView
from inference.recipe import ALL_VIEWS, ViewName

SEGMENTATION_SERIES, REPORT_SERIES = 80, 85
"""SeriesNumber (0020,0011) of the first view's; the others follow."""

_MILLIMETRE = Code("mm", "UCUM", "millimeter")
_RATIO = Code("1", "UCUM", "no units")
_DEVICE_OBSERVER = CodedConcept("121007", "DCM", "Device")
_SIMULATION = Code("SIMULATION", codes.PRIVATE, "Simulation")
_EQUIPMENT: dict[str, Any] = {
    "manufacturer": "Mammogym",
    "manufacturer_model_name": "Mammogym",
    "software_versions": "1",
    "device_serial_number": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewTruth:
    """What is true of one view, as DICOM files.

    Attributes:
        name: of the view.
        segmentation: bytes of a Segmentation, one segment for each finding that shows.
        report: bytes of a Comprehensive 3D SR with the outlines; findings are named by the same
            TrackingUID (0062,0021) as their segments, in all views.
    """

    name: ViewName
    segmentation: bytes
    report: bytes


def write_truth_objects(
    case: Case,
    folder: Path,
    *,
    stem: str,
    derivation: str,
    acquisition: Acquisition | None = None,
) -> tuple[Path, ...]:
    """Write the truth of a drawn case: `{stem}_{view}_seg.dcm` and `{stem}_{view}_sr.dcm`.

    Args:
        case: drawn, with its findings; views that show none get no files.
        folder: made if it is missing.
        stem: how the file names begin.
        derivation: as the pictures were written with; another one gives pictures of other UIDs.
        acquisition: likewise.

    Returns:
        The files, in the order of the views.

    Raises:
        InputError: the case cannot be written as DICOM.
        OutputError: a file could not be written.
    """
    paths = []
    for truth in truth_objects(case, derivation=derivation, acquisition=acquisition):
        for kind, content in (("seg", truth.segmentation), ("sr", truth.report)):
            path = folder / f"{stem}_{truth.name}_{kind}.dcm"
            write_bytes(path, content)
            paths.append(path)
    return tuple(paths)


def truth_objects(
    case: Case, *, derivation: str, acquisition: Acquisition | None = None
) -> tuple[ViewTruth, ...]:
    """The truth of each view of a case that shows a finding; see `write_truth_objects`.

    Raises:
        InputError: the case cannot be written as DICOM.
    """
    found = []
    for view, name in zip(case.views, checked_names(case), strict=True):
        shown = [
            (number, finding, one)
            for number, finding in enumerate(case.findings, 1)
            if (one := finding.in_view(name.value)) is not None
        ]
        if shown:
            content = file_content(
                case.case_id, view, name, derivation, acquisition or Acquisition()
            )
            found.append(_view_truth(case.case_id, view, name, shown, content))
    return tuple(found)


_Shown = list[tuple[int, Finding, FindingInView]]
"""Number of a finding in the case, the finding, and how it lies in the view."""


def _view_truth(
    case_id: str, view: View, name: ViewName, shown: _Shown, picture: bytes
) -> ViewTruth:
    image = pydicom.dcmread(BytesIO(picture))
    for keyword in ("StudyDate", "StudyTime"):
        setattr(image, keyword, "")
    with warnings.catch_warnings():
        # highdicom warns of what a projection lacks, such as a frame of reference.
        warnings.simplefilter("ignore")
        segmentation = _segmentation(case_id, view, name, shown, image)
        report = _report(case_id, name, shown, image)
        return ViewTruth(
            name=name,
            segmentation=_finished(segmentation, "segmentation"),
            report=_finished(report, "report"),
        )


def _segmentation(
    case_id: str, view: View, name: ViewName, shown: _Shown, image: Dataset
) -> Segmentation:
    size = (view.rows, view.columns)
    masks = np.stack([polygons_mask(one.outlines, size) for _, _, one in shown], axis=-1)
    if not masks.any(axis=(0, 1)).all():
        raise InputError(f"A finding in {name.label} has no outline and cannot be written.")
    segmentation = Segmentation(
        source_images=[image],
        pixel_array=masks[None].astype(np.uint8),
        segmentation_type=SegmentationTypeValues.BINARY,
        segment_descriptions=[
            _segment(case_id, place, number, finding)
            for place, (number, finding, _) in enumerate(shown, 1)
        ],
        series_instance_uid=derived_uid("truth masks", case_id, name),
        series_number=SEGMENTATION_SERIES + ALL_VIEWS.index(name),
        sop_instance_uid=derived_uid("truth mask", case_id, name),
        instance_number=1,
        content_label="TRUTH",
        content_description="Where lesions were put into a synthetic view",
        series_description=f"Truth, outlines, {name.label}",
        **_EQUIPMENT,
    )
    segmentation.PatientOrientation = image.PatientOrientation
    _take_own_dimensions(segmentation, case_id, name)
    return segmentation


def _segment(case_id: str, place: int, number: int, finding: Finding) -> SegmentDescription:
    return SegmentDescription(
        segment_number=place,
        segment_label=finding.kind.label[:64],
        segmented_property_category=codes.CATEGORY,
        segmented_property_type=codes.kind_code(finding.spec),
        algorithm_type=SegmentAlgorithmTypeValues.AUTOMATIC,
        algorithm_identification=AlgorithmIdentificationSequence(
            name="Mammogym lesions", family=_SIMULATION, version="1"
        ),
        tracking_uid=_tracking_uid(case_id, number),
        tracking_id=_tracking_id(number),
        anatomic_regions=[codes.BREASTS[finding.side]],
    )


def _take_own_dimensions(segmentation: Segmentation, case_id: str, name: ViewName) -> None:
    """The library makes a random UID here; ours follows from the case."""
    own = derived_uid("truth dimensions", case_id, name)
    for item in segmentation.DimensionOrganizationSequence:
        item.DimensionOrganizationUID = own
    for item in segmentation.DimensionIndexSequence:
        item.DimensionOrganizationUID = own


def _report(case_id: str, name: ViewName, shown: _Shown, image: Dataset) -> Comprehensive3DSR:
    groups = []
    for number, finding, one in shown:
        tracking = TrackingIdentifier(
            uid=_tracking_uid(case_id, number), identifier=_tracking_id(number)
        )
        kind = codes.kind_code(finding.spec)
        groups.append(_finding_group(tracking, finding, one, image))
        # A group of measurements holds one region: the others follow with what they are.
        more = [(_outline(points, image), codes.OUTLINE) for points in one.outlines[1:]]
        for region, purpose in (*more, (_point(one.center, image), codes.CENTER)):
            groups.append(
                PlanarROIMeasurementsAndQualitativeEvaluations(
                    tracking_identifier=tracking,
                    referenced_region=region,
                    finding_type=kind,
                    geometric_purpose=purpose,
                )
            )
    device = DeviceObserverIdentifyingAttributes(
        uid=derived_uid("observer"), name="Mammogym", manufacturer_name="Mammogym"
    )
    observer = ObserverContext(
        observer_type=_DEVICE_OBSERVER, observer_identifying_attributes=device
    )
    content = MeasurementReport(
        observation_context=ObservationContext(observer_device_context=observer),
        procedure_reported=codes.MAMMOGRAPHY,
        imaging_measurements=groups,
        title=Code("126000", "DCM", "Imaging Measurement Report"),
    )
    return Comprehensive3DSR(
        evidence=[image],
        content=content,
        series_instance_uid=derived_uid("truth reports", case_id, name),
        series_number=REPORT_SERIES + ALL_VIEWS.index(name),
        sop_instance_uid=derived_uid("truth report", case_id, name),
        instance_number=1,
        manufacturer="Mammogym",
        is_complete=True,
        series_description=f"Truth, findings, {name.label}",
    )


def _finding_group(
    tracking: TrackingIdentifier, finding: Finding, one: FindingInView, image: Dataset
) -> PlanarROIMeasurementsAndQualitativeEvaluations:
    """The finding with its largest outline, words, measures and place."""
    said = codes.word_codes(finding.spec)
    said += codes.place_codes(finding.region, finding.clock, finding.depth)
    values = [
        (codes.DIAMETER, one.diameter_mm, _MILLIMETRE),
        (codes.DISTANCE_FROM_NIPPLE, finding.distance_from_nipple_mm, _MILLIMETRE),
        (codes.SIGNAL_TO_NOISE, one.contrast_to_noise, _RATIO),
    ]
    return PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=tracking,
        referenced_region=_outline(one.outlines[0], image),
        finding_type=codes.kind_code(finding.spec),
        finding_category=codes.CATEGORY,
        finding_sites=[FindingSite(anatomic_location=codes.BREASTS[finding.side])],
        measurements=[
            Measurement(name=name, value=round(value, 2), unit=unit)
            for name, value, unit in values
            if value is not None
        ],
        qualitative_evaluations=[QualitativeEvaluation(name=a, value=b) for a, b in said],
    )


def _outline(points: Polygon, image: Dataset) -> ImageRegion:
    """A closed polygon of the picture: its last point is its first (PS3.3 C.18.6.1.2)."""
    return _region(GraphicTypeValues.POLYLINE, (*points, points[0]), image)


def _point(point: tuple[float, float], image: Dataset) -> ImageRegion:
    return _region(GraphicTypeValues.POINT, (point,), image)


def _region(kind: GraphicTypeValues, points: Polygon, image: Dataset) -> ImageRegion:
    """Points (row, column) as DICOM writes them: (column, row)."""
    return ImageRegion(
        graphic_type=kind,
        graphic_data=np.array([[round(column, 2), round(row, 2)] for row, column in points]),
        source_image=SourceImageForRegion(
            referenced_sop_class_uid=image.SOPClassUID,
            referenced_sop_instance_uid=image.SOPInstanceUID,
        ),
    )


def _finished(made: Dataset, what: str) -> bytes:
    """Without clock and library version, and under a UID that depends on all of the content."""
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SyntheticData = "YES"
    for keyword in ("InstanceCreation", "Content", "Series"):
        if f"{keyword}Date" in made or keyword == "Content":
            setattr(made, f"{keyword}Date", NO_DATE)
            setattr(made, f"{keyword}Time", NO_TIME)
    if "ContributingEquipmentSequence" in made:
        del made.ContributingEquipmentSequence
    made.file_meta.update(own_implementation())
    digest = hashlib.sha256(_saved(made)).hexdigest()
    made.SOPInstanceUID = derived_uid(f"truth {what}", str(made.SOPInstanceUID), digest)
    made.file_meta.MediaStorageSOPInstanceUID = UID(made.SOPInstanceUID)
    return _saved(made)


def _saved(made: Dataset) -> bytes:
    content = BytesIO()
    made.save_as(content, enforce_file_format=True)
    return content.getvalue()


def _tracking_uid(case_id: str, number: int) -> UID:
    """Names a finding in all views that show it."""
    return derived_uid("truth finding", case_id, str(number))


def _tracking_id(number: int) -> str:
    return f"Finding {number}"

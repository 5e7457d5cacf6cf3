"""What the header of a mammogram tells: view, patient, examination, technique, scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import SecondaryCaptureImageStorage

from inference.case import PixelSpacingSource
from inference.dicom.elements import number, numbers, text
from inference.dicom.naming import ViewFacts, view_facts, without_view
from inference.recipe import Technique, ViewName

SPACING_RANGE_MM = (0.005, 5.0)
"""What lies outside is no spacing of a mammogram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of a picture beside its pixels.

    Attributes:
        path: of the file.
        view: laterality and position as far as they are known.
        patient: PatientID without a view in it; equal for all pictures of a patient.
        group: equal for the pictures of one examination.
        technique: film where the picture was digitised.
        pixel_spacing_mm: (row, column) spacing as stored, or None.
        pixel_spacing_source: where the spacing comes from.
        synthetic: whether the file says so (0008,001C).
        description: a short line for overlays.
        rows: height of the stored picture.
        columns: width of the stored picture.
    """

    path: Path
    view: ViewFacts
    patient: str
    group: str
    technique: Technique
    pixel_spacing_mm: tuple[float, float] | None
    pixel_spacing_source: PixelSpacingSource
    synthetic: bool
    description: str
    rows: int
    columns: int

    @property
    def name(self) -> ViewName | None:
        """The standard view, or None."""
        return self.view.name

    @property
    def pixel_mm(self) -> float | None:
        """The side of a square pixel of the same area, or None where there is no spacing."""
        if self.pixel_spacing_mm is None:
            return None
        return math.sqrt(self.pixel_spacing_mm[0] * self.pixel_spacing_mm[1])

    @property
    def pixel_count(self) -> int:
        """Rows × columns."""
        return self.rows * self.columns


def source_facts(header: Dataset, path: Path) -> SourceFacts:
    """Gather what a header tells; `path` helps where it tells little."""
    spacing, source = _pixel_spacing(header)
    return SourceFacts(
        path=path,
        view=view_facts(header, path),
        patient=_patient(header, path),
        group=_group(header, path),
        technique=_technique(header),
        pixel_spacing_mm=spacing,
        pixel_spacing_source=source,
        synthetic=text(header, "SyntheticData").upper() == "YES",
        description=(text(header, "SeriesDescription") or text(header, "StudyDescription"))[:64],
        rows=int(header.Rows),
        columns=int(header.Columns),
    )


def _patient(header: Dataset, path: Path) -> str:
    patient_id = text(header, "PatientID")
    # Some collections have a patient for each view: Mass-Test_P_00173_LEFT_CC.
    if stem := without_view(patient_id) or patient_id:
        return stem
    return text(header, "StudyInstanceUID") or without_view(path.stem) or path.stem


def _group(header: Dataset, path: Path) -> str:
    patient_id = text(header, "PatientID")
    if stem := without_view(patient_id):
        return f"patient {stem}"
    if study := text(header, "StudyInstanceUID"):
        # Careless anonymisation gives one study to all patients.
        return f"study {study} of {patient_id}"
    return f"file {path.parent / (without_view(path.stem) or path.stem)}"


def _technique(header: Dataset) -> Technique:
    is_capture = text(header, "SOPClassUID") == SecondaryCaptureImageStorage
    is_digitised = text(header, "ConversionType").upper() == "DF"
    return Technique.FILM if is_capture or is_digitised else Technique.DIGITAL


def _pixel_spacing(
    header: Dataset,
) -> tuple[tuple[float, float] | None, PixelSpacingSource]:
    """Spacing in the breast where the magnification is known, else at the detector or the film.

    Source: DICOM PS3.3 10.7.1.3; C.8.7.5 (EstimatedRadiographicMagnificationFactor).
    """
    for keyword in ("ImagerPixelSpacing", "NominalScannedPixelSpacing"):
        if spacing := _spacing(header, keyword):
            factor = number(header, "EstimatedRadiographicMagnificationFactor")
            if factor is None or not 0.5 <= factor <= 5:
                return spacing, PixelSpacingSource.IMAGER
            corrected = (spacing[0] / factor, spacing[1] / factor)
            return corrected, PixelSpacingSource.MAGNIFICATION_CORRECTED
    if spacing := _spacing(header, "PixelSpacing"):
        # Calibrated means that the magnification is taken out of it already.
        is_calibrated = text(header, "PixelSpacingCalibrationType") in ("GEOMETRY", "FIDUCIAL")
        corrected = PixelSpacingSource.MAGNIFICATION_CORRECTED
        return spacing, corrected if is_calibrated else PixelSpacingSource.IMAGER
    return None, PixelSpacingSource.UNKNOWN


def _spacing(header: Dataset, keyword: str) -> tuple[float, float] | None:
    values = numbers(header, keyword)
    low, high = SPACING_RANGE_MM
    if len(values) != 2 or not all(low <= value <= high for value in values):
        return None
    return values[0], values[1]

"""The attributes of a synthetic Digital Mammography X-Ray Image, module by module.

Source: DICOM PS3.3 A.27 (the object), C.8.11.7 (Mammography Image), C.8.11.3 (DX Image).
Type 2 attributes without a value are written empty: a synthetic picture has no date, no physician
and no exposure, and none is made up.
"""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.valuerep import format_number_as_ds

from inference.case import View
from inference.dicom.identity import SyntheticIdentity
from inference.errors import InputError
from inference.imaging.greyscale import Greyscale
from inference.recipe import ALL_VIEWS, ViewName

VIEW_CODES = {"CC": ("399162004", "cranio-caudal"), "MLO": ("399368009", "medio-lateral oblique")}
"""SNOMED CT codes of the views: PS3.16, CID 4014."""

HUNG_ORIENTATION = {
    ViewName.R_CC: ("P", "L"),
    ViewName.L_CC: ("A", "R"),
    ViewName.R_MLO: ("P", "FL"),
    ViewName.L_MLO: ("A", "FR"),
}
"""PatientOrientation (0020,0020) of a view as it hangs: directions of the rows and the columns."""


def patient_and_study_attributes(identity: SyntheticIdentity) -> Dataset:
    """Patient (C.7.1.1) and General Study (C.7.2.1)."""
    attributes = Dataset()
    attributes.SpecificCharacterSet = "ISO_IR 192"
    attributes.PatientName = identity.patient_name
    attributes.PatientID = identity.patient_id
    attributes.PatientBirthDate = ""
    attributes.PatientSex = ""
    attributes.PatientIdentityRemoved = "YES"
    attributes.DeidentificationMethod = "Synthetic picture: there never was a patient"
    attributes.StudyInstanceUID = identity.study_instance_uid
    attributes.StudyID = identity.study_id
    attributes.StudyDate = ""
    attributes.StudyTime = ""
    attributes.StudyDescription = "Synthetic mammograms"
    attributes.AccessionNumber = ""
    attributes.ReferringPhysicianName = ""
    return attributes


def equipment_attributes(manufacturer: str, model_name: str) -> Dataset:
    """General Equipment (C.7.5.1) and DX Detector (C.8.11.4), which here is none."""
    attributes = Dataset()
    attributes.Manufacturer = manufacturer[:64]
    if model_name:
        attributes.ManufacturerModelName = model_name[:64]
    attributes.DetectorType = ""
    return attributes


def view_attributes(
    name: ViewName, *, body_part_thickness_mm: float | None, breast_implant_present: bool
) -> Dataset:
    """Series (C.8.11.6), anatomy (C.8.11.2) and Mammography Image (C.8.11.7) of one view."""
    attributes = Dataset()
    attributes.Modality = "MG"
    attributes.PresentationIntentType = "FOR PRESENTATION"
    attributes.SeriesDescription = name.label
    attributes.SeriesNumber = ALL_VIEWS.index(name) + 1
    attributes.InstanceNumber = 1
    attributes.BodyPartExamined = "BREAST"
    attributes.ImageLaterality = name.image_laterality
    attributes.ViewPosition = name.view_position
    attributes.PatientOrientation = list(HUNG_ORIENTATION[name])
    attributes.OrganExposed = "BREAST"
    attributes.PositionerType = "MAMMOGRAPHIC"
    attributes.PartialView = "NO"
    attributes.BreastImplantPresent = "YES" if breast_implant_present else "NO"
    if body_part_thickness_mm is not None:
        attributes.BodyPartThickness = _decimal(body_part_thickness_mm)
    attributes.AnatomicRegionSequence = [_code("76752008", "Breast")]
    view_code = _code(*VIEW_CODES[name.view_position])
    view_code.ViewModifierCodeSequence = []
    attributes.ViewCodeSequence = [view_code]
    return attributes


def image_attributes(view: View, derivation: str, *, bits_stored: int) -> Dataset:
    """DX Image (C.8.11.3), Acquisition Context (C.7.6.14) and SOP Common (C.12.1) of one view.

    Raises:
        InputError: the spacing is unknown.
    """
    if view.pixel_spacing_mm is None:
        raise InputError("A DICOM mammogram needs a pixel spacing, and this view has none.")
    attributes = Dataset()
    attributes.ImageType = ["DERIVED", "PRIMARY"]
    attributes.SyntheticData = "YES"
    attributes.ContentQualification = "RESEARCH"
    attributes.DerivationDescription = derivation[:1024]
    attributes.BurnedInAnnotation = "NO"
    attributes.LossyImageCompression = "00"
    attributes.AcquisitionContextSequence = []
    attributes.ImagerPixelSpacing = [_decimal(spacing) for spacing in view.pixel_spacing_mm]
    attributes.EstimatedRadiographicMagnificationFactor = _decimal(1)
    attributes.update(_pixel_attributes(view.rows, view.columns, bits_stored))
    attributes.update(_greyscale_attributes(view.greyscale))
    return attributes


def _pixel_attributes(rows: int, columns: int, bits_stored: int) -> Dataset:
    attributes = Dataset()
    attributes.Rows = rows
    attributes.Columns = columns
    attributes.SamplesPerPixel = 1
    attributes.PhotometricInterpretation = "MONOCHROME2"
    attributes.BitsAllocated = 16
    attributes.BitsStored = bits_stored
    attributes.HighBit = bits_stored - 1
    attributes.PixelRepresentation = 0
    return attributes


def _greyscale_attributes(greyscale: Greyscale) -> Dataset:
    first = greyscale.windows[0]
    # VOILUTFunction holds for all windows of a file.
    windows = [window for window in greyscale.windows if window.function is first.function]
    attributes = Dataset()
    # A higher value means less X-ray intensity: C.8.11.3.1.2.
    attributes.PixelIntensityRelationship = "LOG"
    attributes.PixelIntensityRelationshipSign = -1
    attributes.RescaleIntercept = _decimal(0)
    attributes.RescaleSlope = _decimal(1)
    attributes.RescaleType = "US"
    attributes.PresentationLUTShape = "IDENTITY"
    attributes.WindowCenter = [_decimal(window.center) for window in windows]
    attributes.WindowWidth = [_decimal(window.width) for window in windows]
    attributes.VOILUTFunction = first.function.value
    attributes.WindowCenterWidthExplanation = [
        window.explanation[:64] or f"Window {number}" for number, window in enumerate(windows, 1)
    ]
    return attributes


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue = value
    code.CodingSchemeDesignator = "SCT"
    code.CodeMeaning = meaning
    return code


def _decimal(value: float) -> str:
    """A DS, rounded to the 16 characters it may have."""
    return format_number_as_ds(float(value))

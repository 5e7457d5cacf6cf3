"""Writing a synthetic case as Digital Mammography X-Ray Images – For Presentation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import (
    UID,
    DigitalMammographyXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
)

from inference.atomic_files import write_bytes
from inference.case import Case, View
from inference.dicom.identity import (
    derived_uid,
    own_implementation,
    series_instance_uid,
    sop_instance_uid,
    synthetic_identity,
)
from inference.dicom.mammography_attributes import (
    equipment_attributes,
    image_attributes,
    patient_and_study_attributes,
    view_attributes,
)
from inference.errors import InputError
from inference.recipe import ViewName

BITS_STORED = 12
LARGEST_VALUE = 2**BITS_STORED - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """What is known of how the pictures came about; nothing else is claimed.

    Attributes:
        manufacturer: Manufacturer (0008,0070).
        model_name: ManufacturerModelName (0008,1090), for example the name of a model bundle.
        body_part_thickness_mm: BodyPartThickness (0018,11A0) where a simulation knows it.
        breast_implant_present: BreastImplantPresent (0028,1300).
    """

    manufacturer: str = "Mammogym"
    model_name: str = ""
    body_part_thickness_mm: float | None = None
    breast_implant_present: bool = False


def write_case(
    case: Case,
    folder: Path,
    *,
    stem: str,
    derivation: str,
    acquisition: Acquisition | None = None,
) -> tuple[Path, ...]:
    """Write a synthetic case, one file `{stem}_{view}.dcm` for each view.

    Equal inputs give equal bytes: UIDs derive from the case's id and content, and dates are empty,
    as nothing was ever acquired. The recipe is not written.

    Args:
        case: synthetic, its views named, with 12-bit pixels and a known spacing.
        folder: where to write; made if it is missing.
        stem: how the file names begin.
        derivation: how the pictures came about, for DerivationDescription (0008,2111): a model and
            its hash, never the seed.
        acquisition: facts to record beside the pictures.

    Returns:
        The files, in the order of the views.

    Raises:
        InputError: the case cannot be written as synthetic mammograms.
        OutputError: a file could not be written.
    """
    names = checked_names(case)
    if not stem or set(stem) & set('/\\:*?"<>|'):
        raise InputError(f"{stem!r} cannot begin a file name; choose a plain one like seed-7.")
    contents = [
        file_content(case.case_id, view, name, derivation, acquisition or Acquisition())
        for view, name in zip(case.views, names, strict=True)
    ]
    paths = tuple(folder / f"{stem}_{name}.dcm" for name in names)
    for path, content in zip(paths, contents, strict=True):
        write_bytes(path, content)
    return paths


def file_content(
    case_id: str,
    view: View,
    name: ViewName,
    derivation: str,
    acquisition: Acquisition,
    *,
    instance_number: int = 1,
) -> bytes:
    """The bytes of the DICOM file of one view.

    Args:
        case_id: of the case, or of what all pictures of its series belong to.
        view: what to write.
        name: of the view.
        derivation: how it came about, as in `write_case`.
        acquisition: facts to record beside it.
        instance_number: InstanceNumber (0020,0013) in a series of several pictures.

    Raises:
        InputError: the view cannot be written as a synthetic mammogram.
    """
    attributes = Dataset()
    attributes.update(patient_and_study_attributes(synthetic_identity(case_id)))
    attributes.update(equipment_attributes(acquisition.manufacturer, acquisition.model_name))
    attributes.update(
        view_attributes(
            name,
            body_part_thickness_mm=acquisition.body_part_thickness_mm,
            breast_implant_present=acquisition.breast_implant_present,
        )
    )
    attributes.update(image_attributes(view, derivation, bits_stored=BITS_STORED))
    attributes.add_new("PixelData", "OW", _stored_values(view, name).tobytes())
    attributes.InstanceNumber = instance_number
    attributes.SeriesInstanceUID = series_instance_uid(case_id, name)
    digest = hashlib.sha256(_encoded(attributes, derived_uid("content"))).digest()
    return _encoded(attributes, sop_instance_uid(case_id, name, digest))


def _encoded(attributes: Dataset, instance_uid: UID) -> bytes:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = instance_uid
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.update(own_implementation())
    content = BytesIO()
    dataset = FileDataset(content, attributes, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID = meta.MediaStorageSOPClassUID
    dataset.SOPInstanceUID = instance_uid
    dataset.save_as(content, enforce_file_format=True)
    return content.getvalue()


def checked_names(case: Case) -> list[ViewName]:
    """The names of a case's views.

    Raises:
        InputError: it is not synthetic, or a view has no name of its own.
    """
    if not case.synthetic:
        raise InputError(
            f"Case {case.case_id} holds pictures that are not synthetic; only synthetic cases are "
            "written as DICOM. Copy its own files instead."
        )
    if not all(view.position_known for view in case.views):
        raise InputError(
            f"The model of case {case.case_id} cannot be asked for CC or MLO, and a DICOM file has "
            "to say which it shows. Choose PNG or npz."
        )
    names = [view.name for view in case.views if view.name is not None]
    if len(names) < len(case.views) or len(set(names)) < len(names):
        raise InputError(
            f"Case {case.case_id} has views without a name or twice the same; a DICOM file needs "
            f"one of {', '.join(ViewName)} for each."
        )
    return names


def _stored_values(view: View, name: ViewName) -> np.ndarray:
    greyscale = view.greyscale
    if greyscale.inverted or greyscale.voi_luts or greyscale.padding is not None:
        raise InputError(
            f"View {name} comes with an inverted or tabled grey-scale; only pictures as the engine "
            "draws them are written as DICOM."
        )
    low, high = view.pixels.min(), view.pixels.max()
    if view.pixels.dtype.kind not in "iu" or low < 0 or high > LARGEST_VALUE:
        raise InputError(
            f"View {name} holds {view.pixels.dtype} values from {low} to {high}; a DICOM file "
            f"takes whole numbers from 0 to {LARGEST_VALUE}."
        )
    return view.pixels.astype("<u2")

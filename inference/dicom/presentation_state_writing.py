"""Writing what is drawn over a view as a Grayscale Softcopy Presentation State."""

from __future__ import annotations

import hashlib
import re
import warnings
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
from highdicom import VOILUT, PresentationLUTTransformation
from highdicom.pr import (
    GraphicAnnotation,
    GraphicLayer,
    GrayscaleSoftcopyPresentationState,
    SoftcopyVOILUTTransformation,
)
from pydicom.dataset import Dataset
from pydicom.uid import UID
from pydicom.valuerep import format_number_as_ds

from inference.atomic_files import write_bytes
from inference.case import View
from inference.dicom.annotations import MAX_ANNOTATIONS, Annotation, ViewPresentation
from inference.dicom.elements import items, number, text
from inference.dicom.files import open_dataset, reading
from inference.dicom.identity import derived_uid
from inference.dicom.presentation_state_graphics import (
    displayed_area,
    graphic_object,
    spatial_transformation,
    text_object,
)
from inference.dicom.write import Acquisition, file_content
from inference.errors import InputError
from inference.imaging.greyscale import VoiLut, Window, default_voi

SERIES_NUMBER = 90
_DATE, _TIME = re.compile(r"\d{8}"), re.compile(r"\d{6}(\.\d{1,6})?")


def read_image_header(path: Path) -> Dataset:
    """The header of the file whose picture is drawn over.

    Raises:
        ImageFileError: the file cannot be read.
    """
    with reading(path):
        return open_dataset(path, header_only=True)


def synthetic_image_header(
    case_id: str, view: View, derivation: str, acquisition: Acquisition | None = None
) -> Dataset:
    """The header that a drawn view has once it is written as DICOM.

    Args:
        case_id: of the case.
        view: of the case, with a name.
        derivation: as for `write.write_case`; another one gives another file and another UID.
        acquisition: likewise.

    Raises:
        InputError: the view cannot be written as DICOM.
    """
    if view.name is None:
        raise InputError("A drawn view needs a name to be written as DICOM.")
    content = file_content(case_id, view, view.name, derivation, acquisition or Acquisition())
    return pydicom.dcmread(BytesIO(content), stop_before_pixels=True)


def write_presentation_state(
    path: Path,
    image: Dataset,
    view: View,
    presentation: ViewPresentation,
    *,
    created: datetime,
    instance_number: int = 1,
) -> None:
    """Write how a view is shown, and what is drawn over it, as a file of its own.

    Raises:
        InputError: `presentation_state_content` refuses it.
        OutputError: the file could not be written.
    """
    content = presentation_state_content(
        image, view, presentation, created=created, instance_number=instance_number
    )
    write_bytes(path, content)


def presentation_state_content(
    image: Dataset,
    view: View,
    presentation: ViewPresentation,
    *,
    created: datetime,
    instance_number: int = 1,
) -> bytes:
    """The bytes of a presentation state for one view; equal inputs give equal bytes.

    Args:
        image: header of the picture's file: `read_image_header`, or `synthetic_image_header`.
        view: as it hangs; its source tells how it was turned.
        presentation: what is drawn, in points of the hung view. What leads out of the picture is
            brought back to its edge.
        created: when it was made; the standard wants a date, and the engine has no clock.
        instance_number: 1 for the first view of a case.

    Raises:
        InputError: the picture cannot be referred to, or there is too much to draw.

    Source: DICOM PS3.3 A.33.1, C.11.10 to C.11.12, C.10.4 to C.10.7.
    """
    _check(image, view, presentation)
    reference = _reference(image, view)
    with warnings.catch_warnings():
        # highdicom warns of names without a caret, as anonymised files have them.
        warnings.simplefilter("ignore")
        state = _state(reference, view, presentation, instance_number)
        state.Laterality = reference.Laterality
        state.update(displayed_area(view))
        state.update(spatial_transformation(view))
        return _encoded(state, created)


def _state(
    reference: Dataset, view: View, presentation: ViewPresentation, instance_number: int
) -> GrayscaleSoftcopyPresentationState:
    layers = _layers(presentation.annotations)
    drawn = [
        _item(annotation, reference, view, layers[annotation.layer])
        for annotation in presentation.annotations
    ]
    is_inverse = presentation.inverted != view.greyscale.inverted
    return GrayscaleSoftcopyPresentationState(
        referenced_images=[reference],
        # A series has one laterality, so that each side has one of its own (PS3.3 C.7.3.1).
        series_instance_uid=derived_uid(
            "presentations", reference.StudyInstanceUID, reference.Laterality
        ),
        series_number=SERIES_NUMBER,
        sop_instance_uid=derived_uid("presentation", reference.SOPInstanceUID),
        instance_number=instance_number,
        manufacturer="Mammogym",
        manufacturer_model_name="Mammogym",
        software_versions="1",
        device_serial_number="1",
        content_label="MARKS",
        content_description="Marks on a mammogram",
        graphic_annotations=drawn or None,
        graphic_layers=list(layers.values()) or None,
        voi_lut_transformations=[_voi(presentation.window or default_voi(view.greyscale))],
        presentation_lut_transformation=PresentationLUTTransformation(
            presentation_lut_shape="INVERSE" if is_inverse else "IDENTITY"
        ),
        specific_character_set="ISO_IR 192",
        series_description="Marks",
    )


def _encoded(state: GrayscaleSoftcopyPresentationState, created: datetime) -> bytes:
    """With the given time in the place of the clock's, without the library's version.

    The SOPInstanceUID depends on all of the content: different objects never share one.
    """
    for keyword in ("InstanceCreation", "PresentationCreation"):
        setattr(state, f"{keyword}Date", f"{created:%Y%m%d}")
        setattr(state, f"{keyword}Time", f"{created:%H%M%S}")
    if "ContributingEquipmentSequence" in state:
        del state.ContributingEquipmentSequence
    state.file_meta.ImplementationClassUID = derived_uid("implementation")
    state.file_meta.ImplementationVersionName = "MAMMOGYM"
    digest = hashlib.sha256(_saved(state)).hexdigest()
    state.SOPInstanceUID = derived_uid("presentation", state.SOPInstanceUID, digest)
    state.file_meta.MediaStorageSOPInstanceUID = state.SOPInstanceUID
    return _saved(state)


def _saved(state: GrayscaleSoftcopyPresentationState) -> bytes:
    content = BytesIO()
    state.save_as(content, enforce_file_format=True)
    return content.getvalue()


def _check(image: Dataset, view: View, presentation: ViewPresentation) -> None:
    for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        if not UID(text(image, keyword)).is_valid:
            raise InputError(
                f"The picture {view.label} has no valid {keyword}, so that no presentation state "
                "can refer to it. Export the marks as JSON."
            )
    turned = view.source is not None and view.source.transposed
    size = (view.columns, view.rows) if turned else (view.rows, view.columns)
    if (number(image, "Rows"), number(image, "Columns")) != size:
        raise InputError(
            f"The file of {view.label} holds a picture of another size than the one on the screen. "
            "Open the case again."
        )
    if len(presentation.annotations) > MAX_ANNOTATIONS:
        raise InputError(f"A view can be written with at most {MAX_ANNOTATIONS} annotations.")


def _reference(image: Dataset, view: View) -> Dataset:
    """What of a header a presentation state takes over, cut to what the standard allows."""
    reference = Dataset()
    for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        setattr(reference, keyword, text(image, keyword))
    reference.Rows, reference.Columns = int(image.Rows), int(image.Columns)
    reference.SamplesPerPixel = 1
    reference.Laterality = view.name.image_laterality if view.name else ""
    for keyword, longest in (
        ("PatientName", 64),
        ("PatientID", 64),
        ("AccessionNumber", 16),
        ("StudyID", 16),
        ("ReferringPhysicianName", 64),
        ("StudyDescription", 64),
    ):
        setattr(reference, keyword, text(image, keyword).replace("\\", " ")[:longest])
    sex = text(image, "PatientSex")
    reference.PatientSex = sex if sex in ("M", "F", "O") else ""
    for keyword, pattern in (
        ("PatientBirthDate", _DATE),
        ("StudyDate", _DATE),
        ("StudyTime", _TIME),
    ):
        value = text(image, keyword)
        setattr(reference, keyword, value if pattern.fullmatch(value) else "")
    _take_modality_lut(reference, image)
    return reference


def _take_modality_lut(reference: Dataset, image: Dataset) -> None:
    """A state without a modality LUT would mean that there is none (PS3.4 N.2.1.1)."""
    intercept, slope = number(image, "RescaleIntercept"), number(image, "RescaleSlope")
    if tables := items(image, "ModalityLUTSequence"):
        reference.ModalityLUTSequence = tables[:1]
    elif intercept is not None and slope:
        reference.RescaleIntercept = format_number_as_ds(intercept)
        reference.RescaleSlope = format_number_as_ds(slope)
        reference.RescaleType = text(image, "RescaleType")[:64] or "US"


def _voi(voi: Window | VoiLut) -> SoftcopyVOILUTTransformation:
    if isinstance(voi, VoiLut):
        count, first = len(voi.entries), voi.first_value
        # The descriptor has 16 bits for each, with a sign for both or for neither.
        if 0 <= first < 2**16 or (-(2**15) <= first < 0 and count < 2**15):
            return SoftcopyVOILUTTransformation(voi_luts=[_table(voi)])
        voi = Window(center=first + count / 2, width=float(count))
    return SoftcopyVOILUTTransformation(
        window_center=[float(format_number_as_ds(float(voi.center)))],
        window_width=[float(format_number_as_ds(float(voi.width)))],
        window_explanation=[voi.explanation[:64]] if voi.explanation else None,
        voi_lut_function=voi.function.value,
    )


def _table(lut: VoiLut) -> VOILUT:
    entries = lut.entries.astype(np.float64) * (65535 / (2**lut.bits - 1))
    table = VOILUT(
        first_mapped_value=max(lut.first_value, 0),
        lut_data=np.rint(entries).astype(np.uint16),
        lut_explanation=lut.explanation[:64] or None,
    )
    if lut.first_value < 0:
        # The library takes no values below 0, which stand here after the modality LUT.
        table.add_new("LUTDescriptor", "SS", [len(entries), lut.first_value, 16])
    return table


def _layers(annotations: tuple[Annotation, ...]) -> dict[str, GraphicLayer]:
    names = dict.fromkeys(annotation.layer for annotation in annotations)
    return {name: GraphicLayer(name, order) for order, name in enumerate(names, 1)}


def _item(
    annotation: Annotation, reference: Dataset, view: View, layer: GraphicLayer
) -> GraphicAnnotation:
    graphic = graphic_object(annotation, view)
    words = text_object(annotation, view)
    return GraphicAnnotation(
        referenced_images=[reference],
        graphic_layer=layer,
        graphic_objects=[graphic] if graphic is not None else None,
        text_objects=[words] if words is not None else None,
    )

"""Small sound files of every kind that is read, to be damaged by the tests."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.inference.dicom.small_pictures import breast, compress, mammogram_dataset


def samples() -> dict[str, bytes]:
    """Files by a name: each transfer syntax, with and without tables, windows and orientation."""
    syntaxes = {
        "explicit": ExplicitVRLittleEndian,
        "rle": RLELossless,
        "jpeg-ls": JPEGLSLossless,
        "jpeg-2000": JPEG2000Lossless,
        "jpeg lossless": JPEGLosslessSV1,
        "implicit": ImplicitVRLittleEndian,
        "big endian": ExplicitVRBigEndian,
        "deflated": DeflatedExplicitVRLittleEndian,
    }
    files = {name: _file(syntax, _windowed()) for name, syntax in syntaxes.items()}
    files["tables"] = _file(ExplicitVRLittleEndian, _tabled())
    files["tables implicit"] = _file(ImplicitVRLittleEndian, _tabled())
    files["bytes"] = _file(ExplicitVRLittleEndian, _windowed(), breast(40, 34) // 16, np.uint8)
    files["plain"] = _file(RLELossless, {"PatientID": "x_R_MLO"})
    return files


def _file(
    syntax: str,
    attributes: dict[str, object],
    pixels: np.ndarray | None = None,
    kind: type = np.uint16,
) -> bytes:
    dataset = mammogram_dataset(
        (breast(40, 34) if pixels is None else pixels).astype(kind), **attributes
    )
    # The same in every run.
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    content = BytesIO()
    if syntax not in (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian):
        compress(dataset, syntax)
        dataset.save_as(content, enforce_file_format=True)
        return content.getvalue()
    dataset.file_meta.TransferSyntaxUID = syntax
    pydicom.dcmwrite(
        content,
        dataset,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=syntax != ExplicitVRBigEndian,
        force_encoding=True,
    )
    return content.getvalue()


def _windowed() -> dict[str, object]:
    return {
        "ImageLaterality": "R",
        "ViewPosition": "CC",
        "PatientOrientation": ["A", "L"],
        "WindowCenter": [100, 200],
        "WindowWidth": [10, 20],
        "ImagerPixelSpacing": [0.1, 0.1],
        "PixelPaddingValue": 0,
        "RescaleSlope": "2",
        "RescaleIntercept": "-3",
    }


def _tabled() -> dict[str, object]:
    return {
        "ModalityLUTSequence": [_table(12)],
        "VOILUTSequence": [_table(10), _table(8)],
        "PatientOrientation": ["A", "L"],
        "ImageLaterality": "L",
        "ViewCodeSequence": [_code()],
    }


def _table(bits: int) -> Dataset:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [64, 0, bits])
    item.add_new("LUTData", "US", [int(entry) for entry in np.linspace(0, 2**bits - 1, 64)])
    item.LUTExplanation = "a curve"
    return item


def _code() -> Dataset:
    code = Dataset()
    code.CodeValue = "399162004"
    code.CodingSchemeDesignator = "SCT"
    code.CodeMeaning = "cranio-caudal"
    code.ViewModifierCodeSequence = []
    return code

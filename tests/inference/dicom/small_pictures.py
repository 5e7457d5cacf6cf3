"""Small pictures, and files of them as devices write them."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    DigitalMammographyXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    generate_uid,
)

from inference.recipe import ALL_VIEWS, ViewName
from tests.inference.dicom.lossless_jpeg_frames import encoded


def breast(rows: int = 80, columns: int = 64) -> np.ndarray:
    """A bright half ellipse on the left edge, brighter above than below: a hung left breast."""
    y, x = np.mgrid[:rows, :columns]
    inside = ((y - rows / 2) / (0.4 * rows)) ** 2 + (x / (0.8 * columns)) ** 2 < 1
    return np.where(inside, 3000 - 10 * y + 3 * x, 0).astype(np.uint16)


def hung_breast(name: ViewName) -> np.ndarray:
    pixels = breast() + np.uint16(ALL_VIEWS.index(name))
    return np.ascontiguousarray(pixels[:, ::-1] if name.image_laterality == "R" else pixels)


def mammogram_dataset(pixels: np.ndarray, **attributes: object) -> FileDataset:
    """A mammogram as a device might write it; an attribute given as None is left out."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset("", Dataset(), file_meta=meta, preamble=b"\0" * 128)
    bits = pixels.dtype.itemsize * 8
    values: dict[str, object] = {
        "SOPClassUID": meta.MediaStorageSOPClassUID,
        "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "Modality": "MG",
        "PatientID": "P1",
        "StudyInstanceUID": "1.2.3",
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": pixels.shape[0],
        "Columns": pixels.shape[1],
        "BitsAllocated": bits,
        "BitsStored": bits,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
    }
    values.update(attributes)
    for keyword, value in values.items():
        if value is not None:
            setattr(dataset, keyword, value)
    if "BitsStored" in dataset:
        dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelData = pixels.astype(pixels.dtype.newbyteorder("<")).tobytes()
    dataset["PixelData"].VR = "OW" if bits == 16 else "OB"
    return dataset


def compress(dataset: FileDataset, syntax: str) -> None:
    """Bring the pixels to a transfer syntax in place, as far as that is not done in writing."""
    if syntax in (DeflatedExplicitVRLittleEndian, ImplicitVRLittleEndian):
        dataset.file_meta.TransferSyntaxUID = syntax
        return
    if syntax == JPEGLosslessSV1:
        bits = dataset.BitsAllocated
        words = dataset.pixel_array.view(f"u{bits // 8}")
        _put_frame(dataset, encoded(words, precision=bits), syntax)
        return
    if syntax != JPEG2000Lossless:
        dataset.compress(syntax, generate_instance_uid=False)
        return
    pixels = dataset.pixel_array
    is_signed = pixels.dtype.kind == "i"
    if is_signed:
        middle = 2 ** (pixels.dtype.itemsize * 8 - 1)
        pixels = (pixels.astype(np.int32) + middle).astype(f"u{pixels.dtype.itemsize}")
    frame = BytesIO()
    image = Image.fromarray(pixels)
    image.save(frame, format="JPEG2000", no_jp2=True, irreversible=False, num_resolutions=1)
    content = bytearray(frame.getvalue())
    if is_signed:
        # Pillow writes no signed ones. The codes are the same, about the middle; the highest bit
        # of Ssiz says that the middle is not to be added again (T.800, A.5.1 and G.1).
        content[content.index(b"\xff\x51") + 40] |= 0x80
    _put_frame(dataset, bytes(content), syntax)


def _put_frame(dataset: FileDataset, frame: bytes, syntax: str) -> None:
    dataset.PixelData = encapsulate([frame])
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax

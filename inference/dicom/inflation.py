"""Deflated Explicit VR Little Endian: inflated with a bound, as a file stored plainly."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pydicom.dataset import FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_file_meta_info
from pydicom.uid import ExplicitVRLittleEndian

from inference.errors import ImageFileError

MAX_INFLATED_BYTES = 400_000_000


def inflated(file: BinaryIO, meta: FileMetaDataset, path: Path) -> BytesIO:
    """The file as it would be stored without deflation.

    pydicom inflates without a bound: a small file could fill the memory.

    Args:
        file: in Deflated Explicit VR Little Endian, read up to the end of its meta information.
        meta: what was read.
        path: to name in a sentence.

    Raises:
        ImageFileError: it is larger than any mammogram, or cut off.
        zlib.error: it is damaged.

    Source: DICOM PS3.5, A.5.
    """
    decoder = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    content = decoder.decompress(file.read(), MAX_INFLATED_BYTES)
    if decoder.unconsumed_tail:
        raise ImageFileError(
            f"{path} unpacks to more than {MAX_INFLATED_BYTES / 1e6:.0f} MB; a mammogram is "
            "smaller. Leave it out."
        )
    if not decoder.eof:
        raise ImageFileError(f"{path} is cut off. Copy it again from where it came from.")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    head = DicomBytesIO()
    write_file_meta_info(head, meta, enforce_standard=False)
    return BytesIO(b"\0" * 128 + b"DICM" + head.getvalue() + content)

"""Reading picture files as greys: PNG, TIFF, JPEG and their kin, with bounds on what they hold."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.errors import ImageFileError

MAX_PIXELS = 100_000_000
PICTURE_FORMATS = ("PNG", "JPEG", "JPEG2000", "TIFF", "WEBP", "BMP", "PPM")
"""Pillow knows others too, some of which start programs."""


def read_grey_file(path: Path) -> NDArray[np.float32]:
    """Read a picture file as float32 (rows, columns), 0 to 1.

    Raises:
        ImageFileError: missing, damaged, or larger than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the bound here is its own.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=PICTURE_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ImageFileError(f"larger than {MAX_PIXELS:,} pixels")
                deep = image.mode.startswith("I")
                grey = np.asarray(image if deep else image.convert("L"), dtype=np.float32)
    except ImageFileError:
        raise
    # Damaged pictures make Pillow and its codecs raise almost anything.
    except Exception as error:
        raise ImageFileError(f"cannot be read as a picture: {error}") from error
    return grey / np.float32(65535 if deep else 255)

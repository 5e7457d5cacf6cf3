"""Views as picture files: PNG for eyes, npz for programs; equal views give equal files.

A file says what it is, which model drew it and how large a pixel is. It never says the seed or
anything else of the recipe, for the recipe is the answer to what a reader is asked.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import inference
from inference.array_files import to_npz
from inference.atomic_files import write_bytes
from inference.case import Case, View
from inference.imaging.greyscale import to_grey

MM_PER_INCH = 25.4


class PictureFormat(StrEnum):
    """The kinds of picture files; the value is the ending of their names."""

    PNG = "png"
    NPZ = "npz"


def png(view: View, *, model: str | None = None) -> bytes:
    """A view as it is shown first, in 8 bits without loss.

    Args:
        view: what to write.
        model: name and version of the model that drew it, if one did.

    Returns:
        A grey PNG with its scale (pHYs) and what it shows (tEXt).
    """
    grey = np.rint(to_grey(view.pixels, view.greyscale) * 255).astype(np.uint8)
    about = PngInfo()
    for keyword, text in _description(view, model).items():
        about.add_itxt(keyword, text) if not text.isascii() else about.add_text(keyword, text)
    content = io.BytesIO()
    image = Image.fromarray(grey)
    if view.pixel_spacing_mm is None:
        image.save(content, "PNG", pnginfo=about)
    else:
        row_mm, column_mm = view.pixel_spacing_mm
        per_inch = (MM_PER_INCH / column_mm, MM_PER_INCH / row_mm)
        image.save(content, "PNG", pnginfo=about, dpi=per_inch)
    return content.getvalue()


def npz(view: View, *, model: str | None = None) -> bytes:
    """A view's values as they are, with what a program needs to use them.

    Args:
        view: what to write.
        model: name and version of the model that drew it, if one did.

    Returns:
        An npz file with `pixels` (rows, columns), `pixel_spacing_mm` (row, column; NaN where it is
        unknown), `view` (`R-CC`, or empty where it is not known), `synthetic` and `model` (or
        empty).
    """
    spacing = view.pixel_spacing_mm or (np.nan, np.nan)
    return to_npz(
        {
            "pixels": view.pixels,
            "pixel_spacing_mm": np.array(spacing, dtype=np.float64),
            "view": np.array(view.name.value if view.name and view.position_known else ""),
            "synthetic": np.array(view.synthetic),
            "model": np.array(model or ""),
        }
    )


_WRITERS: dict[PictureFormat, Callable[..., bytes]] = {
    PictureFormat.PNG: png,
    PictureFormat.NPZ: npz,
}


def write_view(
    view: View, path: Path, picture_format: PictureFormat, *, model: str | None = None
) -> None:
    """Write one view to a file.

    Raises:
        OutputError: the file could not be written.
    """
    write_bytes(path, _WRITERS[picture_format](view, model=model))


def write_case(
    case: Case,
    folder: Path,
    *,
    stem: str,
    picture_format: PictureFormat,
    model: str | None = None,
) -> tuple[Path, ...]:
    """Write each view of a case to `{stem}_{view}.{format}`, for example `seed-7_R-CC.png`.

    Args:
        case: what to write; a view without a name gets its number.
        folder: where to; made if it is missing.
        stem: how the file names begin.
        picture_format: the kind of file.
        model: name and version of the model that drew it, if one did.

    Returns:
        The files, in the order of the views.

    Raises:
        OutputError: a file could not be written.
    """
    paths = []
    for number, view in enumerate(case.views, start=1):
        name = view.name.value if view.name else str(number)
        path = folder / f"{stem}_{name}.{picture_format.value}"
        write_view(view, path, picture_format, model=model)
        paths.append(path)
    return tuple(paths)


def _description(view: View, model: str | None) -> dict[str, str]:
    """PNG keywords (PNG specification, section 11.3.3.2) and their texts."""
    what = f"mammogram, {view.label}" if view.label else "mammogram"
    about = {
        "Title": f"SYNTHETIC {what}" if view.synthetic else what.capitalize(),
        "Software": f"Mammogym {inference.__version__}",
    }
    if view.label:
        about["View"] = view.label
    if view.synthetic:
        about["Synthetic"] = "SYNTHETIC: drawn by a model, shows nobody"
        about["Warning"] = "Not for diagnosis"
    if model:
        about["Model"] = model
    if view.pixel_spacing_mm:
        row_mm, column_mm = view.pixel_spacing_mm
        about["PixelSpacing"] = f"{row_mm:g}\\{column_mm:g} mm ({view.pixel_spacing_source.value})"
    return about

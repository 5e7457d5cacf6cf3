"""Views as picture files: PNG for eyes, npz for programs; equal views give equal files.

A file says what it is, which model drew it and how large a pixel is. It never says the seed or
anything else of the recipe, for the recipe is the answer to what a reader is asked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import inference
from inference.array_files import to_npz
from inference.atomic_files import write_bytes
from inference.case import Case, View
from inference.errors import InputError
from inference.imaging.greyscale import to_grey

MM_PER_INCH = 25.4
SOFTWARE = f"Mammogym {inference.__version__}"

_SYNTHETIC = {
    "Synthetic": "SYNTHETIC: drawn by a model, shows nobody",
    "Warning": "Not for diagnosis",
}
_ALTERED = {"Altered": "ALTERED: something was taken away from the picture of the file"}
_KEYWORD = re.compile(r"[!-~]([ -~]{0,77}[!-~])?")
"""One to 79 printable signs, no blank at an end (PNG specification, 11.3.3.2)."""


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
    return _encoded(shown(view), description_of(view, model), view.pixel_spacing_mm)


def shown(view: View) -> NDArray[np.uint8]:
    """(rows, columns): a view as it is shown first."""
    return np.rint(to_grey(view.pixels, view.greyscale) * 255).astype(np.uint8)


def write_shown_png(
    shown: NDArray[np.uint8],
    path: Path,
    *,
    synthetic: bool,
    altered: bool = False,
    about: Mapping[str, str] | None = None,
    pixel_spacing_mm: tuple[float, float] | None = None,
) -> None:
    """Write a picture as it stands on the screen.

    Args:
        shown: (rows, columns) grey or (rows, columns, 3) RGB.
        path: of the file; what is there is replaced.
        synthetic: whether any view in it shows nobody: the file then says SYNTHETIC.
        altered: whether any view in it is not as its file holds it: the file then says ALTERED.
        about: further texts by their PNG keywords, for example `description_of` a view.
        pixel_spacing_mm: (row, column) spacing of what is shown, where it has one.

    Raises:
        InputError: the picture has another shape or kind of values, or a keyword cannot be one.
        OutputError: the file could not be written.
    """
    is_picture = shown.ndim == 2 or (shown.ndim == 3 and shown.shape[2] == 3)
    if not is_picture or shown.dtype != np.uint8 or shown.size == 0:
        raise InputError(f"A picture of {shown.dtype} {shown.shape} cannot be written as PNG.")
    texts = {"Title": "Mammogram as shown", "Software": SOFTWARE, **(about or {})}
    if synthetic:
        texts.update(_SYNTHETIC)
        if "SYNTHETIC" not in texts["Title"]:
            texts["Title"] = f"SYNTHETIC {texts['Title'][:1].lower()}{texts['Title'][1:]}"
    if altered:
        texts |= {**_ALTERED, "Title": f"ALTERED: {texts['Title']}"}
    write_bytes(path, _encoded(shown, texts, pixel_spacing_mm))


def _encoded(
    picture: NDArray[np.uint8],
    texts: Mapping[str, str],
    pixel_spacing_mm: tuple[float, float] | None,
) -> bytes:
    """A PNG with its scale (pHYs) and texts (tEXt, iTXt)."""
    about = PngInfo()
    for keyword, text in texts.items():
        if not _KEYWORD.fullmatch(keyword):
            raise InputError(f"{keyword!r} cannot be the keyword of a text in a PNG.")
        about.add_text(keyword, text) if text.isascii() else about.add_itxt(keyword, text)
    content = io.BytesIO()
    image = Image.fromarray(picture)
    if pixel_spacing_mm is None:
        image.save(content, "PNG", pnginfo=about)
    else:
        row_mm, column_mm = pixel_spacing_mm
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


def description_of(view: View, model: str | None = None) -> dict[str, str]:
    """What a file says of a view: PNG keywords (PNG specification, 11.3.3.2) and their texts.

    Args:
        view: what is written.
        model: name and version of the model that drew it, if one did.
    """
    what = f"mammogram, {view.label}" if view.label else "mammogram"
    about = {
        "Title": f"SYNTHETIC {what}" if view.synthetic else what.capitalize(),
        "Software": SOFTWARE,
    }
    if view.label:
        about["View"] = view.label
    if view.synthetic:
        about.update(_SYNTHETIC)
    if view.altered:
        about |= {**_ALTERED, "Title": f"ALTERED: {about['Title']}"}
    if model:
        about["Model"] = model
    if view.pixel_spacing_mm:
        row_mm, column_mm = view.pixel_spacing_mm
        about["PixelSpacing"] = f"{row_mm:g}\\{column_mm:g} mm ({view.pixel_spacing_source.value})"
    return about

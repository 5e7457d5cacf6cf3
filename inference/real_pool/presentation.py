"""How pictures of a round are shown: one way for real and drawn ones, so that only tissue differs.

Both are limited to one sharpness, cut at the same grey of air, placed by their outlines and rounded
to the same 8 bits. Neither file nor array then tells where a picture comes from.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from inference.case import PixelSpacingSource, View
from inference.drawn_view import breast_mask
from inference.errors import ImageFileError, InputError
from inference.imaging.greyscale import Greyscale, Window
from inference.imaging.regions import filled, largest_region
from inference.preparation.frame import Frame
from inference.preparation.grey_mapping import BRIGHT_LEVEL
from inference.real_pool.sharpness import limited
from inference.recipe import ViewName
from inference.seeds import stream

FRAME = Frame(rows=640)
"""Of every whole view that is shown."""

SHOULDER = 0.04
"""What is brighter than `BRIGHT_LEVEL` is spread over this, up to the brightest grey: metal and
clipped greys are real pictures' alone."""

DARKEST = 0.06
"""Grey to which dark tissue falls."""

CUT_PX = 6
"""What is cut off at the chest wall, and above MLO views: 2.7 mm."""

THIN_PX = 16
"""Rows in which less than this is left, 7 mm, are cut off: strips of a film's border end so."""

OUTLINE_PX = 4.0
"""Standard deviation of the Gaussian that rounds outlines."""

FADING_PX = 5
"""Depth over which a breast fades to its outline: 2.3 mm."""

MAX_PNG_BYTES = 2_000_000

_EIGHT_BITS = Greyscale(windows=(Window(center=128, width=256, explanation="full range"),))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownPicture:
    """A whole view or a patch as a round shows it, chest wall to the left.

    Attributes:
        pixels: uint8 (rows, columns), read-only; 0 outside the breast, at least 1 inside.
        pixel_mm: size of a pixel.
    """

    pixels: NDArray[np.uint8]
    pixel_mm: float

    def __post_init__(self) -> None:
        self.pixels.flags.writeable = False

    def as_view(self, name: ViewName | None = None) -> View:
        """For the viewer. It does not say whether anybody is shown: the round knows."""
        pixels = self.pixels
        if name is not None and name.image_laterality == "R":
            pixels = pixels[:, ::-1]
        return View(
            name=name,
            pixels=np.ascontiguousarray(pixels),
            greyscale=_EIGHT_BITS,
            pixel_spacing_mm=(self.pixel_mm, self.pixel_mm),
            pixel_spacing_source=PixelSpacingSource.GENERATED,
            synthetic=False,
        )


def present_drawn(view: View) -> ShownPicture:
    """A drawn view as a round shows it.

    Args:
        view: as a generator gives it, in 12 bits, with or without edits and lesions.

    Raises:
        InputError: its picture does not have the sides of the frame.
    """
    share = np.asarray(view.pixels, dtype=np.float64) / 4095
    if view.name is not None and view.name.image_laterality == "R":
        share = share[:, ::-1]
    position = "CC" if view.name is None else view.name.view_position
    return present(share, view_position=position)


def present(share: NDArray[np.floating], *, view_position: str) -> ShownPicture:
    """A view as a round shows it, from a pool or drawn.

    Args:
        share: (rows, columns), 0 (black) to 1 (white), chest wall left.
        view_position: `CC` or `MLO`.

    Raises:
        InputError: its picture does not have the sides of the frame.
    """
    grey = _in_frame(share)
    inside = breast_mask(grey)
    # A drawn view has lost its darkest rim already: a real one loses it here.
    soft = limited(np.where(inside, grey, 0), inside)
    breast = breast_mask(soft)
    if not breast.any():
        return ShownPicture(pixels=np.zeros(soft.shape, np.uint8), pixel_mm=FRAME.pixel_mm)
    soft = _one_range(soft, breast)
    soft, breast = _placed(soft, breast, view_position)
    outline = _rounded(breast)
    faded = soft * _fading(outline)
    pixels = np.clip(np.rint(faded * 255 + _dither()), 1, 255).astype(np.uint8)
    pixels[~outline] = 0
    return ShownPicture(pixels=pixels, pixel_mm=FRAME.pixel_mm)


def to_png(picture: ShownPicture) -> bytes:
    """A shown picture as a file: no text in it, and as long as every other one of its size."""
    # With a palette, rows are not filtered: the time to open one does not depend on its greys.
    image = Image.frombytes("P", picture.pixels.shape[::-1], picture.pixels.tobytes())
    image.putpalette(bytes(grey for grey in range(256) for _ in range(3)))
    content = io.BytesIO()
    image.save(content, "PNG", compress_level=0)
    return content.getvalue()


def from_png(content: bytes, *, pixel_mm: float = FRAME.pixel_mm) -> ShownPicture:
    """A shown picture from a file that `to_png` made.

    Raises:
        ImageFileError: it is damaged or too large.
    """
    if len(content) > MAX_PNG_BYTES:
        raise ImageFileError("The picture of a round is too large. Begin the round again.")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            if image.width * image.height > FRAME.rows * FRAME.columns:
                raise ImageFileError("The picture of a round is too large. Begin the round again.")
            if image.mode != "P":
                raise ImageFileError("This is no picture of a round. Begin the round again.")
            pixels = np.array(image)
    except ImageFileError:
        raise
    # Damaged pictures make Pillow raise almost anything.
    except Exception as error:
        raise ImageFileError(
            f"The picture of a round is damaged: {error}. Begin the round again."
        ) from error
    return ShownPicture(pixels=pixels, pixel_mm=pixel_mm)


def _in_frame(share: NDArray[np.floating]) -> NDArray[np.float64]:
    rows, columns = share.shape
    if rows * FRAME.columns != columns * FRAME.rows:
        raise InputError(
            f"Pictures of {rows} × {columns} pixels cannot be shown beside those of a pool, whose "
            "sides are 5 : 4. Choose another model."
        )
    if rows != FRAME.rows:
        image = Image.fromarray(np.ascontiguousarray(share, dtype=np.float32))
        share = np.asarray(image.resize((FRAME.columns, FRAME.rows), Image.Resampling.BICUBIC))
    return np.clip(np.asarray(share, dtype=np.float64), 0, 1)


def _one_range(grey: NDArray[np.float64], breast: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Bright tissue at one level, with a shoulder above it, and no tissue as dark as air."""
    bright = max(float(np.percentile(grey[breast], 99.5)), 1e-3)
    scaled = np.clip(grey, 0, None) * (BRIGHT_LEVEL / bright)
    above = np.maximum(scaled - BRIGHT_LEVEL, 0)
    brightest = max(float(above[breast].max()), 1e-6)
    above = np.minimum(above / brightest, 1)
    scaled = np.minimum(scaled, BRIGHT_LEVEL) + SHOULDER * above
    return np.hypot(scaled, DARKEST)


def _placed(
    grey: NDArray[np.float64], breast: NDArray[np.bool_], view_position: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Shift by whole pixels: an MLO view begins at the top, a CC view is centred by its outline.

    Prepared pictures lie so exactly, drawn ones nearly. What lies next to the chest wall, and in
    MLO to the upper edge, is cut off: films and detectors end there in many ways.
    """
    wide = breast.sum(axis=1) >= CUT_PX + THIN_PX
    breast = largest_region(breast & wide[:, None]) if wide.any() else breast
    rows = np.flatnonzero(breast.any(axis=1))
    columns = np.flatnonzero(breast.any(axis=0))
    centred = (rows[0] + rows[-1] + 1 - len(grey)) // 2
    up = rows[0] + CUT_PX if view_position == "MLO" else centred
    shift = (-int(up), -int(columns[0]) - CUT_PX)
    moved = ndimage.shift(grey, shift, order=0, mode="constant", cval=0.0)
    mask = ndimage.shift(breast.astype(np.uint8), shift, order=0, mode="constant", cval=0) > 0
    return np.asarray(moved), np.asarray(mask)


def _rounded(breast: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A mask with an outline of one smoothness."""
    pad = round(4 * OUTLINE_PX)
    padded = np.pad(breast.astype(np.float64), pad, mode="edge")
    soft = np.asarray(ndimage.gaussian_filter(padded, OUTLINE_PX))[pad:-pad, pad:-pad]
    return filled(largest_region(soft > 0.5))


def _fading(breast: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Factors that fall to the outline, the same for every breast; the picture's edges are none."""
    padded = np.pad(breast, FADING_PX, mode="edge")
    depth = np.asarray(ndimage.distance_transform_edt(padded))
    share = np.clip(depth[FADING_PX:-FADING_PX, FADING_PX:-FADING_PX] / FADING_PX, 0, 1)
    return share * share * (3 - 2 * share)


@cache
def _dither() -> NDArray[np.float64]:
    """Noise of half a grey level, the same for all pictures: no grey is more likely by its grid."""
    return stream(0, "presentation", "dither").uniform(-0.5, 0.5, (FRAME.rows, FRAME.columns))

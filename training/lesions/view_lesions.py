"""The mass of a whole view of film and tissue beside it, at half the scale of native patches.

Whole views are coarser than native patches, but there are many more of them. They are cut and
filled at 0.25 mm, and enlarged to the scale of the file.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.errors import ImageFileError
from inference.imaging.regions import dilated, label_regions
from inference.preparation.breast_mask import find_breast
from inference.preparation.grey_mapping import grey_map
from inference.preparation.lesion_fill import fill_lesions
from inference.seeds import stream
from training.lesions.lesion_file import FRAME, LesionPatch
from training.registration import window_sums
from training.sources import SourceView

FINER = 2
"""Pixels of the file, in each direction, for one of those that views are cut at."""

PIXEL_MM = FRAME.pixel_mm * FINER
SIDE = 192
"""Of a patch in these pixels: 48 mm, as native patches have."""

FREE_SIDE = 136
"""Of a patch beside it: windows of 128 can lie here and there in it."""

CLEAR_MM = 5.0
"""Tissue this near a lesion may be part of it."""

LEAST_BREAST = 0.92
"""Share of tissue in a patch beside a lesion: each window of it has to show enough."""

COARSEST_MM = 0.32
LEAST_LESION_MM2 = 12.0
"""Of a mask's region; smaller ones are specks."""

MOST_SIDE = 2000


def view_patches(view: SourceView) -> tuple[LesionPatch, LesionPatch | None]:
    """The patch round the one lesion of a view, and one beside it where there is room.

    The first is with and without its lesion where that can be filled.

    Raises:
        ImageFileError: the view is too coarse or too small, has no mask, or shows several lesions.
    """
    if view.load_mask is None or view.pixel_mm is None or view.pixel_mm > COARSEST_MM:
        raise ImageFileError(f"it has no mask, or pixels of more than {COARSEST_MM} mm")
    grey, lesions = view.load(), view.load_mask()
    if grey.shape != lesions.shape:
        raise ImageFileError(f"its mask is {lesions.shape}, not {grey.shape} like the picture")
    breast = find_breast(grey)
    mapped = np.where(breast, grey_map(grey, breast).apply(grey), 0).astype(np.float32)
    scale = view.pixel_mm / PIXEL_MM
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    if min(size) < SIDE or max(size) > MOST_SIDE:
        raise ImageFileError(f"it would be {size[1]} × {size[0]} pixels of {PIXEL_MM:.2f} mm")
    tissue, shown = _resized(breast, size), _resized(lesions, size)
    lesion = _one_lesion(shown & tissue)
    small = np.asarray(Image.fromarray(mapped).resize(size, Image.Resampling.LANCZOS))
    pixels = np.where(tissue, np.clip(np.rint(small * 255), 1, 255), 0).astype(np.uint8)
    part, beside = _about(lesion), _beside(tissue, shown, view.key)
    nothing = np.zeros_like(lesion)
    free = None if beside is None else _filled(pixels[beside], tissue[beside], nothing[beside])
    return _filled(pixels[part], tissue[part], lesion[part]), free


def _resized(mask: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    picture = Image.fromarray(mask.astype(np.float32))
    return np.asarray(picture.resize(size, Image.Resampling.BILINEAR)) > 0.5


def _one_lesion(lesions: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels, count = label_regions(lesions)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:] * PIXEL_MM**2
    large = np.flatnonzero(sizes >= LEAST_LESION_MM2) + 1
    if len(large) != 1:
        raise ImageFileError(f"it shows {len(large)} lesions, and its pathology is that of one")
    return labels == large[0]


def _about(lesion: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The square of `SIDE` round a lesion, within the picture."""
    middle = np.argwhere(lesion).mean(axis=0)
    top, left = (
        int(np.clip(round(at - SIDE / 2), 0, length - SIDE))
        for at, length in zip(middle, lesion.shape, strict=True)
    )
    return slice(top, top + SIDE), slice(left, left + SIDE)


def _beside(
    breast: NDArray[np.bool_], lesions: NDArray[np.bool_], key: str
) -> tuple[slice, slice] | None:
    """A random square of `FREE_SIDE` of tissue, clear of all lesions; None where there is none."""
    size = (FREE_SIDE, FREE_SIDE)
    near = dilated(lesions, round(CLEAR_MM / PIXEL_MM))
    free = (window_sums(breast, size) >= LEAST_BREAST * FREE_SIDE**2) & (
        window_sums(near, size) < 0.5
    )
    places = np.flatnonzero(free)
    if not len(places):
        return None
    place = int(places[stream(0, "tissue beside a mass", key).randint(len(places))])
    top, left = divmod(place, free.shape[1])
    return slice(top, top + FREE_SIDE), slice(left, left + FREE_SIDE)


def _filled(
    pixels: NDArray[np.uint8], breast: NDArray[np.bool_], lesion: NDArray[np.bool_]
) -> LesionPatch:
    """With and without the lesion, enlarged to the pixels of the file."""
    fill = fill_lesions(pixels, breast, lesion, PIXEL_MM)
    tissue, replaced = _enlarged_mask(breast), _enlarged_mask(fill.replaced)
    image = _enlarged(pixels, tissue)
    without = np.where(replaced, _enlarged(fill.pixels, tissue), image)
    return LesionPatch(
        image=image,
        without=None if fill.unfilled or not lesion.any() else without,
        breast=tissue,
        lesion=_enlarged_mask(lesion),
        replaced=replaced,
    )


def _enlarged_mask(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.repeat(np.repeat(mask, FINER, axis=0), FINER, axis=1)


def _enlarged(pixels: NDArray[np.uint8], breast: NDArray[np.bool_]) -> NDArray[np.uint8]:
    size = (FINER * pixels.shape[1], FINER * pixels.shape[0])
    large = np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))
    return np.where(breast, np.maximum(large, 1), 0).astype(np.uint8)

"""The pictures that show what each control of a model does."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from inference.bundle_manifest import FileRole
from inference.controls import Controls
from inference.controls_manifest import PreviewStrip
from inference.errors import BundleError
from inference.model_bundle import ModelBundle

MAX_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlPreview:
    """Pictures of one control side by side.

    Attributes:
        strip: which control, and its positions.
        pixels: (rows, columns × positions) grey, 0 to 255.
    """

    strip: PreviewStrip
    pixels: NDArray[np.uint8]


def load_previews(bundle: ModelBundle, controls: Controls | None) -> tuple[ControlPreview, ...]:
    """Cut the strips out of a bundle's sheet; none where it has no sheet.

    Raises:
        BundleError: the sheet is damaged, or smaller than its description says.
    """
    described = controls.manifest.previews if controls is not None else None
    if described is None or FileRole.CONTROL_PREVIEWS not in bundle.manifest.files:
        return ()
    sheet = _sheet(bundle)
    found = []
    for strip in described.strips:
        bottom = strip.top + described.rows
        right = strip.left + described.columns * len(strip.positions)
        if bottom > sheet.shape[0] or right > sheet.shape[1]:
            raise BundleError(
                f"The previews of {bundle.folder} do not fit their description. "
                "Make the controls again with mammogym-train controls."
            )
        pixels = sheet[strip.top : bottom, strip.left : right]
        found.append(ControlPreview(strip=strip, pixels=np.ascontiguousarray(pixels)))
    return tuple(found)


def _sheet(bundle: ModelBundle) -> NDArray[np.uint8]:
    content = bundle.read(FileRole.CONTROL_PREVIEWS)
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BundleError(f"The previews of {bundle.folder} are too large.")
            return np.asarray(image.convert("L"))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise BundleError(
            f"The previews of {bundle.folder} are damaged: {error}. Copy the model bundle again."
        ) from error

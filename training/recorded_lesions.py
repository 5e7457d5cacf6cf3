"""Where the recorded lesions of a source view lie in the frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import PreparedView
from training.sources import LesionBox, SourceView


def frame_boxes(source: SourceView, prepared: PreparedView, columns: int) -> list[LesionBox]:
    """The boxes of a view in pixels of the frame; `columns` is the width of its picture."""
    placed = []
    for box in source.boxes:
        left, top, width, height = prepared.placement.box(
            box.left, box.top, box.width, box.height, columns
        )
        placed.append(LesionBox(kind=box.kind, left=left, top=top, width=width, height=height))
    return placed


def recorded_lesions(
    source: SourceView, prepared: PreparedView, shape: tuple[int, ...], frame: Frame
) -> NDArray[np.bool_]:
    """The mask of the source in the frame, or ellipses in its boxes where there is no mask.

    Args:
        source: the view.
        prepared: the same in the frame.
        shape: of its picture.
        frame: of the result, bool (frame.rows, frame.columns).

    Raises:
        ImageFileError: the mask cannot be read, or its shape is not the picture's.
    """
    if source.load_mask is not None:
        mask = source.load_mask()
        if mask.shape != shape:
            raise ImageFileError(f"its mask is {mask.shape}, not {shape} like the picture")
        return prepared.placement.mask(mask, frame) & prepared.breast
    rows, columns = np.mgrid[: frame.rows, : frame.columns]
    mask = np.zeros((frame.rows, frame.columns), dtype=bool)
    for box in frame_boxes(source, prepared, shape[1]):
        y = (rows + 0.5 - box.top - box.height / 2) / max(1.0, box.height / 2)
        x = (columns + 0.5 - box.left - box.width / 2) / max(1.0, box.width / 2)
        mask |= x * x + y * y <= 1
    return mask & prepared.breast

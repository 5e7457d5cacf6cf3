"""Views with their recorded lesions still in them: what the detector of foci learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.errors import ImageFileError
from inference.imaging.regions import label_regions
from inference.measurements.suspicious_foci import DETECTOR_ROWS
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import prepare_view
from inference.preparation.usual_size import USUAL_AREAS_MM2
from training.recorded_lesions import recorded_lesions
from training.sources import NORMAL, SourceView, list_views

FRAME = Frame(rows=2 * DETECTOR_ROWS)
"""Views are prepared finer and halved: drawn ones come from a generator that learnt such views."""

MASS_MM2 = (15.0, 1600.0)
"""Areas of 4 to 45 mm across."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionView:
    """A prepared view and where its lesions are.

    Attributes:
        pixels: uint8 (DETECTOR_ROWS, columns), 0 outside the breast.
        lesions: bool of the same shape: recorded regions of a size that masses have.
        unsure: bool of the same shape: recorded regions that are larger, or specks of a mask.
        patient: whose it is.
        normal: whether it holds no lesion.
        view_position: `CC` or `MLO`.
        technique: `digital` or `film`.
    """

    pixels: NDArray[np.uint8]
    lesions: NDArray[np.bool_]
    unsure: NDArray[np.bool_]
    patient: str
    normal: bool
    view_position: str
    technique: str


def lesion_views(corpus: Path) -> Iterator[LesionView | None]:
    """The views of a source whose lesions are all recorded, or that have none.

    Args:
        corpus: a folder as `mammogym-train prepare` takes it.

    Yields:
        A view, or None for one that cannot be used: then too there was progress.

    Raises:
        ImageFileError: the folder is missing, or a table of it cannot be read.
    """
    for item in list_views([corpus]):
        try:
            yield None if isinstance(item, tuple) or item.duplicate_of else _lesion_view(item)
        except ImageFileError:
            yield None


def _lesion_view(source: SourceView) -> LesionView | None:
    recorded = source.load_mask is not None or bool(source.boxes)
    normal = source.status == NORMAL and not recorded
    if not normal and not recorded:
        return None
    grey = source.load()
    prepared = prepare_view(
        grey,
        view_position=source.view_position,
        pixel_mm=source.pixel_mm,
        fitted_area_mm2=float(np.mean(USUAL_AREAS_MM2[source.view_position])),
        frame=FRAME,
    )
    lesions = np.zeros(prepared.pixels.shape, dtype=bool)
    if recorded:
        lesions = recorded_lesions(source, prepared, grey.shape, FRAME)
        if not lesions.any():
            return None
    foci, unsure = split_by_size(lesions[::2, ::2])
    return LesionView(
        pixels=np.asarray(Image.fromarray(prepared.pixels).reduce(2)),
        lesions=foci,
        unsure=unsure,
        patient=source.patient,
        normal=normal,
        view_position=source.view_position,
        technique=source.technique.value,
    )


def split_by_size(recorded: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Regions of a size that masses have, and all others.

    Enhancing areas that take half a breast are recorded too: a detector that learnt them would call
    dense tissue a mass.

    Args:
        recorded: bool (DETECTOR_ROWS, columns).
    """
    labels, _ = label_regions(recorded)
    sizes = np.bincount(labels.ravel()) * Frame(rows=DETECTOR_ROWS).pixel_mm ** 2
    fitting = (sizes >= MASS_MM2[0]) & (sizes <= MASS_MM2[1])
    fitting[0] = False
    foci = fitting[labels]
    return foci, recorded & ~foci

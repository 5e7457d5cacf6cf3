"""Reading presentation states, our own and those of others, onto the views of a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import (
    ColorSoftcopyPresentationStateStorage,
    GrayscaleSoftcopyPresentationStateStorage,
    PseudoColorSoftcopyPresentationStateStorage,
)

from inference.case import View
from inference.dicom.annotations import (
    MAX_ANNOTATIONS,
    Annotation,
    AnnotationKind,
    ViewPresentation,
)
from inference.dicom.elements import items, number, text
from inference.dicom.files import open_dataset, reading
from inference.dicom.presentation_state_graphics import (
    ToHung,
    area_of,
    display_to_hung,
    pixels_to_hung,
    read_graphic,
    read_text,
    rotation_of,
)
from inference.errors import ImageFileError, InputError
from inference.imaging.greyscale import VoiFunction, Window

STATES = (
    GrayscaleSoftcopyPresentationStateStorage,
    ColorSoftcopyPresentationStateStorage,
    PseudoColorSoftcopyPresentationStateStorage,
)
MAX_FILE_BYTES = 50_000_000
LARGEST_VALUE = 1e9


def read_presentation_state(
    path: Path, views: Sequence[View], image_uids: Sequence[str] | None = None
) -> dict[int, ViewPresentation]:
    """Read what a presentation state draws over the views of a case.

    Filled and compound graphics, shutters and overlays are not taken over.

    Args:
        path: of the file.
        views: of the case.
        image_uids: SOPInstanceUID of each view; None takes them from the files the views come from.

    Returns:
        By index of the view, for each view that the state refers to.

    Raises:
        ImageFileError: no presentation state, damaged, too large, or it refers to other pictures.
    """
    uids = image_uids or [view.source.sop_instance_uid if view.source else "" for view in views]
    with reading(path):
        if path.exists() and path.stat().st_size > MAX_FILE_BYTES:
            raise ImageFileError(f"{path} is too large for a presentation state.")
        dataset = open_dataset(path, header_only=True)
        if text(dataset, "SOPClassUID") not in STATES:
            raise ImageFileError(
                f"{path} is not a presentation state. Choose one, or a JSON file of marks."
            )
        referenced = _references(dataset)
        found = {
            index: _presentation(dataset, view, uid)
            for index, (view, uid) in enumerate(zip(views, uids, strict=True))
            if uid and uid in referenced
        }
    if not found:
        raise ImageFileError(
            f"{path} refers to other pictures than those of this case. Open their case first."
        )
    return found


def _references(dataset: Dataset) -> set[str]:
    return {
        text(image, "ReferencedSOPInstanceUID")
        for series in items(dataset, "ReferencedSeriesSequence")
        for image in items(series, "ReferencedImageSequence")
    }


def _presentation(dataset: Dataset, view: View, uid: str) -> ViewPresentation:
    places: dict[str, ToHung] = {
        "PIXEL": pixels_to_hung(view),
        "DISPLAY": display_to_hung(view, area_of(dataset, uid), rotation_of(dataset)),
    }
    annotations: list[Annotation] = []
    for item in items(dataset, "GraphicAnnotationSequence"):
        if _holds_for(item, uid):
            annotations += _annotations(item, places)
        if len(annotations) > MAX_ANNOTATIONS:
            raise InputError(
                f"The presentation state draws more than {MAX_ANNOTATIONS} things over one picture."
            )
    shape = text(dataset, "PresentationLUTShape")
    return ViewPresentation(
        annotations=tuple(annotations),
        window=_window(dataset, uid),
        inverted=bool(shape) and (shape == "INVERSE") != view.greyscale.inverted,
    )


def _annotations(item: Dataset, places: dict[str, ToHung]) -> Iterator[Annotation]:
    """What one item draws; a single text beside a single graphic belongs to it."""
    layer = text(item, "GraphicLayer")[:16]
    graphics = []
    for value in items(item, "GraphicObjectSequence")[: MAX_ANNOTATIONS + 1]:
        place = places.get(text(value, "GraphicAnnotationUnits") or "PIXEL")
        if place is not None and (graphic := read_graphic(value, place)) is not None:
            graphics.append(graphic)
    texts = [
        found
        for value in items(item, "TextObjectSequence")[: MAX_ANNOTATIONS + 1]
        if (found := read_text(value, places.get)) is not None
    ]
    if len(graphics) == len(texts) == 1:
        kind, points = graphics[0]
        yield Annotation(kind=kind, points=points, text=texts[0][1], layer=layer)
        return
    for kind, points in graphics:
        yield Annotation(kind=kind, points=points, layer=layer)
    for point, words in texts:
        yield Annotation(kind=AnnotationKind.TEXT, points=(point,), text=words, layer=layer)


def _window(dataset: Dataset, uid: str) -> Window | None:
    """The window that the state shows a picture through; None for a table, or for neither."""
    for item in items(dataset, "SoftcopyVOILUTSequence"):
        center, width = number(item, "WindowCenter"), number(item, "WindowWidth")
        if not _holds_for(item, uid) or center is None or width is None:
            continue
        name = text(item, "VOILUTFunction").upper()
        function = VoiFunction(name) if name in set(VoiFunction) else VoiFunction.LINEAR
        smallest = 1.0 if function is VoiFunction.LINEAR else 1e-6
        if smallest <= width <= LARGEST_VALUE and abs(center) <= LARGEST_VALUE:
            explanation = text(item, "WindowCenterWidthExplanation")[:64]
            return Window(center=center, width=width, function=function, explanation=explanation)
    return None


def _holds_for(item: Dataset, uid: str) -> bool:
    """Whether an item names a picture, or none and so holds for all of the state."""
    pictures = items(item, "ReferencedImageSequence")
    return not pictures or any(
        text(picture, "ReferencedSOPInstanceUID") == uid for picture in pictures
    )

"""What a reader leaves with a case: marks, a report, key images and names of views."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from app.reading.marks import FARTHEST, Mark, marks_from_plain, marks_to_plain
from app.reading.report import Report, report_from_plain, report_to_plain
from app.reading.view_naming import (
    ViewNames,
    named,
    names_from_plain,
    names_to_plain,
    turned_marks,
    turned_point,
    turned_views,
)
from inference.case import Case, View
from inference.errors import InputError
from inference.imaging.greyscale import VoiFunction
from inference.recipe import ViewName

MAX_KEY_IMAGES = 100
MAX_LABEL = 80
MAX_NOTE = 1000
LARGEST_SCALE = 1000.0
LARGEST_VALUE = 1e9

NOTHING_TOLD = Report()

_SAFE_ID = re.compile(r"[A-Za-z0-9]{1,64}")


class CaseNotesError(InputError):
    """Notes of a case cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyImage:
    """A view as the reader looked at it when it was worth keeping.

    Attributes:
        view: index of the view in the case.
        label: of the view, for lists: `R CC`.
        center: the image point (row, column) in the middle of the viewport; None where it hangs.
        scale: device pixels per row of the image; None fits.
        window_center: of the window; None, with the width, is what the file wants shown first.
        window_width: of the window, above 0.
        window_function: how the window maps values.
        inverted: whether black and white are exchanged.
        flipped_horizontally: whether left and right are exchanged.
        flipped_vertically: whether up and down are exchanged.
        note: free words.

    Raises:
        CaseNotesError: a value is out of range.
    """

    view: int
    label: str = ""
    center: tuple[float, float] | None = None
    scale: float | None = None
    window_center: float | None = None
    window_width: float | None = None
    window_function: VoiFunction = VoiFunction.LINEAR
    inverted: bool = False
    flipped_horizontally: bool = False
    flipped_vertically: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.view < 0:
            raise CaseNotesError(f"A key image shows a view of the case, not number {self.view}.")
        if self.center is not None and not all(abs(value) <= FARTHEST for value in self.center):
            raise CaseNotesError("A key image is centred on no picture.")
        if self.scale is not None and not 0 < self.scale <= LARGEST_SCALE:
            raise CaseNotesError(f"A key image cannot have the scale {self.scale}.")
        if (self.window_center is None) != (self.window_width is None):
            raise CaseNotesError("The window of a key image needs a center and a width.")
        if self.window_center is not None and self.window_width is not None:
            self._check_window(self.window_center, self.window_width)
        _check_text("The label of a key image", self.label, MAX_LABEL)
        _check_text("The note of a key image", self.note, MAX_NOTE)

    def _check_window(self, center: float, width: float) -> None:
        smallest = 1.0 if self.window_function is VoiFunction.LINEAR else 0.0
        within = smallest <= width <= LARGEST_VALUE and abs(center) <= LARGEST_VALUE
        if not within or width == 0:
            raise CaseNotesError(f"A key image cannot have the window {center}, {width}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotes:
    """All that a reader leaves with a case.

    Attributes:
        marks: on its views.
        report: in BI-RADS terms.
        key_images: at most `MAX_KEY_IMAGES`.
        view_names: what the views show; marks and key images are in points of the views so named.

    Raises:
        CaseNotesError: too many key images.
    """

    marks: tuple[Mark, ...] = ()
    report: Report = NOTHING_TOLD
    key_images: tuple[KeyImage, ...] = ()
    view_names: ViewNames = ()

    def __post_init__(self) -> None:
        if len(self.key_images) > MAX_KEY_IMAGES:
            raise CaseNotesError(f"A case has at most {MAX_KEY_IMAGES} key images.")

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.marks or self.key_images or self.view_names) and self.report.empty


def case_key(case: Case) -> str:
    """A name under which notes of a case are kept: safe as a file name, and no patient's name.

    A drawn case has its id, which derives from its recipe. A case from files is known by the SOP
    Instance UIDs of its views, so that it is found again wherever its files lie; without UIDs by
    its name and the shapes of its views. Both are hashed.
    """
    if case.recipe is not None and _SAFE_ID.fullmatch(case.case_id):
        return case.case_id
    uids = [view.source.sop_instance_uid if view.source else "" for view in case.views]
    if all(uids):
        return f"files-{_hashed(sorted(uids))}"
    shapes = [f"{view.label} {view.rows} {view.columns}" for view in case.views]
    return f"case-{_hashed([case.case_id, *shapes])}"


def with_view_named(
    notes: CaseNotes, views: Sequence[View], view: int, name: ViewName | None
) -> CaseNotes:
    """Say what a view shows; marks and key images stay on the same tissue.

    Args:
        notes: of the case.
        views: of the case, as they were opened.
        view: number of the view.
        name: None takes its name away.
    """
    names = named(views, notes.view_names, view, name)
    turned = turned_views(notes.view_names, names, len(views))
    labels = [item.name.label if item.name else "" for item in names]
    labels = labels or [opened.label for opened in views]
    images = [
        replace(
            image,
            label=labels[image.view],
            center=turned_point(image.center, views[image.view])
            if image.center and image.view in turned
            else image.center,
        )
        for image in notes.key_images
    ]
    return replace(
        notes,
        view_names=names,
        marks=turned_marks(notes.marks, turned, views),
        key_images=tuple(images),
    )


def notes_to_plain(notes: CaseNotes) -> dict[str, Any]:
    """The notes as plain values for JSON."""
    return {
        "marks": marks_to_plain(notes.marks),
        "report": report_to_plain(notes.report),
        "key_images": [_key_image_to_plain(image) for image in notes.key_images],
        "view_names": names_to_plain(notes.view_names),
    }


def notes_from_plain(values: object, views: int) -> CaseNotes:
    """Read notes from plain values.

    Args:
        values: what `notes_to_plain` gave, from a file nobody vouches for; older notes have no
            names of views.
        views: how many the case has.

    Raises:
        InputError: a value is missing, unknown, of the wrong type or out of range.
    """
    known = {item.name for item in fields(CaseNotes)}
    if not isinstance(values, dict) or {*values, "view_names"} != known:
        raise CaseNotesError(
            "Notes of a case consist of marks, a report and key images, and of names of views."
        )
    images = values["key_images"]
    if not isinstance(images, list) or len(images) > MAX_KEY_IMAGES:
        raise CaseNotesError(f"Key images are a list of at most {MAX_KEY_IMAGES}.")
    return CaseNotes(
        marks=marks_from_plain(values["marks"], views),
        report=report_from_plain(values["report"]),
        key_images=tuple(_key_image_from_plain(image, views) for image in images),
        view_names=names_from_plain(values.get("view_names", []), views),
    )


def _key_image_to_plain(image: KeyImage) -> dict[str, Any]:
    values = asdict(image)
    values["window_function"] = image.window_function.value
    values["center"] = None if image.center is None else list(image.center)
    return values


_NUMBERS = ("scale", "window_center", "window_width")
_SWITCHES = ("inverted", "flipped_horizontally", "flipped_vertically")
_TEXTS = ("label", "note")


def _key_image_from_plain(values: object, views: int) -> KeyImage:
    if not isinstance(values, dict) or set(values) != {item.name for item in fields(KeyImage)}:
        raise CaseNotesError("A key image has other fields than this program knows.")
    view, center, function = values["view"], values["center"], values["window_function"]
    if type(view) is not int or not 0 <= view < views:
        raise CaseNotesError(f"A key image shows view {str(view)[:20]}, which the case lacks.")
    if center is not None:
        if not isinstance(center, list) or len(center) != 2 or not all(map(_is_number, center)):
            raise CaseNotesError("The center of a key image is a row and a column.")
        center = (float(center[0]), float(center[1]))
    if function not in tuple(VoiFunction):
        raise CaseNotesError(f"A key image has the window function {str(function)[:20]!r}.")
    for names, fits in (
        (_NUMBERS, _is_number_or_none),
        (_SWITCHES, _is_switch),
        (_TEXTS, _is_text),
    ):
        for name in names:
            if not fits(values[name]):
                raise CaseNotesError(f"{name} of a key image is {str(values[name])[:40]!r}.")
    return KeyImage(**{**values, "center": center, "window_function": VoiFunction(function)})


def _is_number(value: object) -> bool:
    # Exactly these types: to Python, True would be a number as well.
    return (type(value) is int and abs(value) < 1e12) or (  # pyright: ignore[reportOperatorIssue]
        type(value) is float and math.isfinite(value)
    )


def _is_number_or_none(value: object) -> bool:
    return value is None or _is_number(value)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _check_text(what: str, text: str, most: int) -> None:
    if len(text) > most or not all(sign == "\n" or sign.isprintable() for sign in text):
        raise CaseNotesError(f"{what} has to be printable and at most {most} signs long.")


def _hashed(parts: Sequence[str]) -> str:
    text = "\n".join(parts)
    return hashlib.sha256(b"mammogym notes " + text.encode("utf-8", "replace")).hexdigest()[:32]

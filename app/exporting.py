"""Writing and reading what goes out of the program and comes in: DICOM folders and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.reading.mark_files import read_marks, write_marks
from app.reading.mark_values import ValueWords
from app.reading.marks import Mark, new_id, of_view
from app.viewer.state import ViewState
from inference.case import Case, View
from inference.case_files import ModelIdentity, derivation_by
from inference.errors import InputError

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from inference.dicom.write import Acquisition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """A case with what a reader drew on it.

    Attributes:
        case: drawn or from files.
        marks: of the case.
        states: how each view is looked at.
        words: in which values are written.
        model: that drew the case; None for a case from files.
    """

    case: Case
    marks: tuple[Mark, ...]
    states: tuple[ViewState, ...]
    words: ValueWords
    model: ModelIdentity | None = None


def export_dicom(marked: Marked, folder: Path) -> Path:
    """Write a case, and presentation states with its marks, as a DICOM folder with DICOMDIR.

    Returns:
        The folder.

    Raises:
        MammogymError: it cannot be written so.
    """
    from inference.dicom.file_set import write_file_set

    derivation, acquisition = _drawn_by(marked)
    states = [content for _, content in _presentation_states(marked, datetime.now(UTC))]
    write_file_set(marked.case, folder, states, derivation=derivation, acquisition=acquisition)
    return folder


def export_truth(marked: Marked, folder: Path) -> Path:
    """Write which lesions are in a drawn case, for the pictures that `export_dicom` writes.

    Args:
        marked: the case.
        folder: of their own, so that the pictures can be handed to readers.

    Returns:
        The folder.

    Raises:
        MammogymError: it cannot be written.
    """
    from inference.atomic_files import write_text
    from inference.case_files import TRUTH_NAME
    from inference.dicom.truth_objects import write_truth_objects
    from inference.lesions.truth import truth_json

    derivation, acquisition = _drawn_by(marked)
    case = marked.case
    write_truth_objects(
        case, folder, stem=case.case_id, derivation=derivation, acquisition=acquisition
    )
    write_text(folder / TRUTH_NAME, truth_json(case.case_id, case.findings))
    return folder


def export_marks(marked: Marked, path: Path) -> tuple[Path, ...]:
    """Write the marks of a case: as JSON, or one presentation state for each marked view.

    Args:
        marked: the case.
        path: ends with `.json`, or with `.dcm` for presentation states, whose names get the view's.

    Returns:
        The files.

    Raises:
        MammogymError: they cannot be written so.
    """
    if path.suffix.lower() != ".dcm":
        views = marked.case.views
        write_marks(path, marked.marks, marked.case.case_id, views)
        return (path,)
    from inference.atomic_files import write_bytes

    written = []
    for index, content in _presentation_states(marked, datetime.now(UTC)):
        name = marked.case.views[index].name or f"view-{index + 1}"
        target = path.with_name(f"{path.stem}_{name}{path.suffix}")
        write_bytes(target, content)
        written.append(target)
    if not written:
        raise InputError("There are no marks to write. Draw some first.")
    return tuple(written)


def import_marks(marked: Marked, path: Path) -> tuple[Mark, ...]:
    """Read marks from JSON or a presentation state, beside those that are there.

    Returns:
        All marks of the case.

    Raises:
        MammogymError: the file cannot be read, or belongs to other pictures.
    """
    views = marked.case.views
    if path.suffix.lower() == ".json":
        taken = list(marked.marks)
        for mark in read_marks(path, views):
            if mark not in taken:
                taken.append(_renamed(mark, taken))
        return tuple(taken)
    from app.reading.mark_annotations import marks_of
    from inference.dicom.presentation_state_reading import read_presentation_state

    uids = [
        view.source.sop_instance_uid if view.source else str(_header(marked, view).SOPInstanceUID)
        for view in views
    ]
    found = read_presentation_state(path, views, uids)
    marks = marked.marks
    for index, presentation in found.items():
        marks += marks_of(presentation.annotations, index, views[index], marks)
    return marks


def _renamed(mark: Mark, taken: Sequence[Mark]) -> Mark:
    if all(mark.mark_id != other.mark_id for other in taken):
        return mark
    return replace(mark, mark_id=new_id(taken))


def _presentation_states(marked: Marked, created: datetime) -> Iterator[tuple[int, bytes]]:
    from app.reading.mark_annotations import annotations_of
    from inference.dicom.annotations import ViewPresentation
    from inference.dicom.presentation_state_writing import presentation_state_content

    for index in sorted({mark.view for mark in marked.marks}):
        view, state = marked.case.views[index], marked.states[index]
        annotations = annotations_of(of_view(marked.marks, index), view, marked.words)
        presentation = ViewPresentation(
            annotations=annotations,
            window=state.voi,
            inverted=state.inverted,
        )
        yield (
            index,
            presentation_state_content(
                _header(marked, view),
                view,
                presentation,
                created=created,
                instance_number=index + 1,
            ),
        )


def _header(marked: Marked, view: View) -> Dataset:
    """The header of a view's file, or that which a drawn view has once it is written."""
    from inference.dicom.presentation_state_writing import (
        read_image_header,
        synthetic_image_header,
    )

    if view.source is not None:
        return read_image_header(view.source.path)
    derivation, acquisition = _drawn_by(marked)
    return synthetic_image_header(marked.case.case_id, view, derivation, acquisition)


def _drawn_by(marked: Marked) -> tuple[str, Acquisition | None]:
    from inference.dicom.write import Acquisition

    if marked.model is None:
        return "Synthetic", None
    return derivation_by(marked.model), Acquisition(model_name=marked.model.name)

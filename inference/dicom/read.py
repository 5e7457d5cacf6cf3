"""Reading mammograms from DICOM files: one view, or all cases that files and folders hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydicom.dataset import FileDataset

from inference.case import Case, SourceObject, View
from inference.dicom.elements import text, texts
from inference.dicom.files import find_files, open_dataset, reading
from inference.dicom.greyscale_of import greyscale_of
from inference.dicom.grouping import group_by_case, hung_place, ordered_views, unique_names
from inference.dicom.orientation import Turn, turn_from_patient_orientation, turn_from_picture
from inference.dicom.source_facts import SourceFacts, source_facts
from inference.dicom.stored_values import check_suitable, read_stored_values, to_modality_values
from inference.errors import ImageFileError, UnsuitableImageError
from inference.imaging.greyscale import to_grey
from inference.recipe import Technique

MAX_OPEN_PIXELS = 1_000_000_000
"""How many pixels are held at once: about 80 views of the largest detectors."""

SAMPLE_ROWS = 320
"""How high a reduced picture is in which the chest wall is looked for."""

LeftOut = Callable[[ImageFileError], None]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceImage:
    """A picture with all that its file tells.

    Attributes:
        view: as it hangs.
        facts: from the header.
    """

    view: View
    facts: SourceFacts

    @property
    def patient(self) -> str:
        """Equal for all pictures of a patient."""
        return self.facts.patient

    @property
    def group(self) -> str:
        """Equal for the pictures of one examination."""
        return self.facts.group

    @property
    def technique(self) -> Technique:
        """Digital, or film where the picture was digitised."""
        return self.facts.technique


def read_facts(path: Path) -> SourceFacts:
    """Read what the header of a mammogram tells, without its pixels.

    Raises:
        ImageFileError: the file is no mammogram that can be read.
    """
    with reading(path):
        header = open_dataset(path, header_only=True)
        check_suitable(header, path)
        return source_facts(header, path)


def read_source(path: Path) -> SourceImage:
    """Read a mammogram with all that its file tells.

    Raises:
        ImageFileError: the file is no mammogram that can be read.
    """
    with reading(path):
        dataset = open_dataset(path)
        check_suitable(dataset, path)
        facts = source_facts(dataset, path)
        return SourceImage(view=_view(dataset, facts), facts=facts)


def read_view(path: Path) -> View:
    """Read one mammogram as it hangs.

    Raises:
        ImageFileError: the file is no mammogram that can be read.
    """
    return read_source(path).view


def iterate_views(paths: Iterable[Path]) -> Iterator[View]:
    """Read the views of one case one after the other, so that the first is there before the rest.

    They come in the order in which they hang, and with the names that they have in the case.

    Args:
        paths: the files of the case.

    Raises:
        ImageFileError: a file is no mammogram that can be read.
    """
    facts = [read_facts(path) for path in paths]
    names = unique_names([fact.name for fact in facts])
    in_order = sorted(zip(facts, names, strict=True), key=lambda pair: hung_place(pair[1]))
    for fact, name in in_order:
        view = read_view(fact.path)
        yield view if view.name is name else replace(view, name=name)


def read_cases(paths: Iterable[Path], left_out: LeftOut | None = None) -> list[Case]:
    """Read all cases that files and folders hold, at most `MAX_OPEN_PIXELS` together.

    Args:
        paths: files and folders; a DICOMDIR stands for the pictures it lists.
        left_out: see `iterate_cases`.

    Raises:
        ImageFileError: as `iterate_cases`, or there is too much to hold at once.
    """
    return list(iterate_cases(paths, left_out, max_pixels=MAX_OPEN_PIXELS))


def iterate_cases(
    paths: Iterable[Path], left_out: LeftOut | None = None, *, max_pixels: int | None = None
) -> Iterator[Case]:
    """Read the cases that files and folders hold, one after the other.

    Headers are read first, so that a case is complete when it comes, and only its pixels are held.
    Files in folders that are not DICOM are skipped.

    Args:
        paths: files and folders; a DICOMDIR stands for the pictures it lists.
        left_out: told of each DICOM file in a folder that cannot be shown. Without it a damaged
            one is an error, and a sound one of another kind (tomosynthesis, a report) is skipped.
        max_pixels: refuse before the first case where all pixels together are more.

    Raises:
        ImageFileError: there is nothing to read, too much, or a file that cannot be read and was
            named itself or may not be left out.
    """
    paths = list(paths)
    is_named = find_files(paths)

    def attempt(read: Callable[[Path], Found], path: Path) -> Found | None:
        return _unless_left_out(read, path, is_named[path], left_out)

    facts = [fact for path in is_named if (fact := attempt(read_facts, path)) is not None]
    _check_amount(facts, max_pixels, paths)
    for case_id, group in group_by_case(facts).items():
        images = [attempt(read_source, fact.path) for fact in group]
        if views := [image.view for image in images if image is not None]:
            yield Case(case_id=case_id, views=ordered_views(views))


def _unless_left_out(
    read: Callable[[Path], Found], path: Path, is_named: bool, left_out: LeftOut | None
) -> Found | None:
    try:
        return read(path)
    except ImageFileError as error:
        may_be_skipped = left_out is not None or isinstance(error, UnsuitableImageError)
        if is_named or not may_be_skipped:
            raise
        if left_out is not None:
            left_out(error)
        return None


def _check_amount(facts: list[SourceFacts], max_pixels: int | None, paths: list[Path]) -> None:
    where = ", ".join(str(path) for path in paths[:3]) + (", …" if len(paths) > 3 else "")
    if not facts:
        raise ImageFileError(
            f"There is no mammogram in {where or 'nothing'}. Choose DICOM files or a folder."
        )
    total = sum(fact.pixel_count for fact in facts)
    if max_pixels is not None and total > max_pixels:
        raise ImageFileError(
            f"{where} holds {len(facts)} pictures with {total / 1e6:,.0f} million pixels; at most "
            f"{max_pixels / 1e6:,.0f} million are opened at once. Choose a smaller folder."
        )


def _view(dataset: FileDataset, facts: SourceFacts) -> View:
    stored = read_stored_values(dataset, facts.path)
    values = to_modality_values(stored, dataset)
    greyscale = greyscale_of(dataset, stored, values)
    turn = Turn()
    if side := facts.view.image_laterality:
        orientation = texts(dataset, "PatientOrientation")
        step = max(1, facts.rows // SAMPLE_ROWS)
        turn = turn_from_patient_orientation(orientation, side) or turn_from_picture(
            to_grey(values[::step, ::step], greyscale), side
        )
    spacing = facts.pixel_spacing_mm
    if turn.transposed and spacing is not None:
        spacing = spacing[1], spacing[0]
    return View(
        name=facts.view.name,
        pixels=turn.apply(values),
        greyscale=greyscale,
        pixel_spacing_mm=spacing,
        pixel_spacing_source=facts.pixel_spacing_source,
        synthetic=facts.synthetic,
        description=facts.description,
        source=_source_object(dataset, facts, turn),
    )


def _source_object(dataset: FileDataset, facts: SourceFacts, turn: Turn) -> SourceObject:
    return SourceObject(
        path=facts.path,
        sop_class_uid=text(dataset, "SOPClassUID"),
        sop_instance_uid=text(dataset, "SOPInstanceUID"),
        series_instance_uid=text(dataset, "SeriesInstanceUID"),
        study_instance_uid=text(dataset, "StudyInstanceUID"),
        rows=facts.rows,
        columns=facts.columns,
        transposed=turn.transposed,
        upside_down=turn.upside_down,
        mirrored=turn.mirrored,
    )

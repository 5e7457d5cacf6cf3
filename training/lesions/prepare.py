"""From native patches of film and whole digital views to a file of lesion patches.

The patches of a corpus hold recorded masses and the tissue beside them; a mass that can be filled
from that tissue becomes a pair, with and without. Whole views of film hold more masses, at half the
scale. Normal digital views add tissue of women in whom nothing was found, and physical models add
pairs with coarse calcifications and further masses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import make_folder
from inference.errors import ImageFileError, InputError
from inference.preparation.breast_mask import find_breast
from inference.preparation.grey_mapping import grey_map
from inference.preparation.lesion_fill import RIM_MM, fill_lesions
from inference.recipe import Technique
from inference.seeds import stream
from training.lesions.lesion_file import (
    FRAME,
    LesionFile,
    LesionPatch,
    LesionPatchRecord,
    Origin,
    PatchKind,
    Status,
    create_lesion_file,
)
from training.lesions.modelled import SIDE as MODELLED_SIDE
from training.lesions.modelled import modelled_pair
from training.lesions.view_lesions import view_patches
from training.prepare import HELD_OUT_PERCENT, is_held_out, rejected_path, write_rejected
from training.prepare_patches import (
    COLUMNS,
    TABLE,
    WholeView,
    cut_out,
    view_name,
    views_by_name,
    whole_view,
)
from training.registration import window_sums
from training.sources import (
    NORMAL,
    SourceView,
    path_inside,
    read_grey_file,
    read_mask_file,
    table_rows,
    view_key,
)
from training.table_file import storable

SIDE = 256
"""Of a window that a network sees, 32 mm."""

LEAST_BREAST = 0.9
"""Share of tissue in a window (Wu et al. 2020)."""

NORMAL_SIDE = 320
"""Of a patch cut from a normal view: windows can lie in it here and there."""

NORMALS_PER_VIEW = 4
MOST_NORMAL_VIEWS = 400

MODELLED_EVERY = 2
"""Of two patches, one lends its tissue to a modelled lesion: twice a calcification, once a mass."""

DIGITAL_NATIVE_MM = 0.085
"""Native pixel of digital views without a scale: they were made at about 0.07 to 0.1 mm."""

COARSEST_MM = 0.15
"""Views with larger pixels hold too little of what a network at 0.125 mm has to see."""

LEAST_LESION_PX = 200
"""A lesion cut by its patch to less than 3 mm² is no example of one."""

BESIDE = "#beside"
"""Ends the key of tissue beside the mass of a whole view."""

PATHOLOGY = "pathology"
SETTINGS: dict[str, object] = {
    "held_out_percent": HELD_OUT_PERCENT,
    "rim_mm": RIM_MM,
    "normals_per_view": NORMALS_PER_VIEW,
}
"""A file made with others is not continued."""


@dataclass(slots=True, kw_only=True)
class LesionReport:
    """What a preparation did, updated as it goes.

    Attributes:
        pairs: patches kept with and without their lesion.
        single: patches kept with a lesion that could not be taken away.
        normal: patches kept without a lesion.
        rejected: patches left out.
    """

    pairs: int = 0
    single: int = 0
    normal: int = 0
    rejected: int = 0

    def count(self, record: LesionPatchRecord, paired: bool) -> None:
        """Count a patch that was kept."""
        if record.kind is PatchKind.NONE:
            self.normal += 1
        else:
            self.pairs += paired
            self.single += not paired


def count_items(corpus: Path) -> int:
    """How many items `prepare_lesion_patches` goes through at most.

    Raises:
        ImageFileError: a table is missing or cannot be read.
    """
    patches = sum(1 for _ in table_rows(corpus / TABLE, (*COLUMNS, PATHOLOGY)))
    normal, masses = len(_normal_views(corpus)), len(_mass_views(corpus))
    bases = patches + NORMALS_PER_VIEW * normal + masses
    return patches + normal + masses + bases // MODELLED_EVERY


def prepare_lesion_patches(corpus: Path, out: Path, report: LesionReport) -> Iterator[str]:
    """Prepare every patch of a corpus that is not in the file yet.

    Args:
        corpus: a folder with `patches.csv` (with a column `pathology`) and `views.csv`.
        out: the file; made, or continued.
        report: filled in with what this call added.

    Yields:
        The key of each patch or view gone through, for progress.

    Raises:
        ImageFileError: the corpus is unusable as a whole.
        DatasetError: the file there cannot be continued.
        OutputError: the file cannot be written.
    """
    table = sorted(table_rows(corpus / TABLE, (*COLUMNS, PATHOLOGY)), key=view_name)
    normal_views = _normal_views(corpus)
    views = views_by_name(corpus)
    make_folder(out.parent)
    with create_lesion_file(out, SETTINGS) as file:
        preparation = _Preparation(corpus=corpus, file=file, report=report)
        done = set(file.texts("key")) | {key for key, _ in file.rejected()}
        last: tuple[tuple[str, ...], WholeView | str] | None = None
        for row in table:
            key = storable(view_key(corpus, row["file"]))
            if key not in done:
                # Patches of one view follow one another, so that it is read once.
                if last is None or last[0] != view_name(row):
                    last = (view_name(row), whole_view(views.get(view_name(row)), FRAME))
                preparation.add_patch(key, row, last[1])
            yield key
        seen = {key.rsplit("#", 1)[0] for key in done}
        for view in normal_views:
            if storable(view.key) not in seen:
                preparation.add_normals(view)
            yield view.key
        for view in _mass_views(corpus):
            if f"{storable(view.key)}{BESIDE}" not in done:
                preparation.add_mass(view, done)
            yield view.key
        yield from preparation.add_modelled(done)
        write_rejected(file.rejected(), rejected_path(out))


def _normal_views(corpus: Path) -> list[SourceView]:
    """Fine views in which nothing was found, the first `MOST_NORMAL_VIEWS` of them."""
    views = [view for view in views_by_name(corpus).values() if view.status == NORMAL]
    fine = [view for view in views if view.pixel_mm is None or view.pixel_mm <= COARSEST_MM]
    known = [view for view in fine if view.pixel_mm is not None or view.original_rows is not None]
    return known[:MOST_NORMAL_VIEWS]


def _mass_views(corpus: Path) -> list[SourceView]:
    """Views of film with a mask of a mass that is malignant or benign."""
    known = (Status.MALIGNANT, Status.BENIGN)
    return [
        view
        for view in views_by_name(corpus).values()
        if view.technique is Technique.FILM
        and view.load_mask is not None
        and view.status in known
        and all(box.kind == PatchKind.MASS for box in view.boxes)
    ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Preparation:
    corpus: Path
    file: LesionFile
    report: LesionReport

    def add_patch(self, key: str, row: dict[str, str], view: WholeView | str) -> None:
        """Add a native patch, or note why it is left out."""
        try:
            if isinstance(view, str):
                raise ImageFileError(view)
            native = read_grey_file(path_inside(self.corpus, row["file"]))
            lesion = read_mask_file(path_inside(self.corpus, row["mask"]))
            if lesion.shape != native.shape:
                raise ImageFileError(f"its mask is {lesion.shape}, not {native.shape}")
            cut = cut_out(native, lesion, view, FRAME)
            part = (cut.rows, cut.columns)
            breast = cut.breast[part]
            self._check_size(breast)
            patch = _with_and_without(cut.pixels[part], breast, cut.lesions[part] & breast)
            self._keep(_record(key, view.source, row[PATHOLOGY], patch.lesion), patch)
        except InputError as error:
            self._reject(key, str(error))

    def add_normals(self, view: SourceView) -> None:
        """Add patches of a normal view, or note why there are none."""
        try:
            pixels, breast = _enlarged(view)
            corners = _corners(breast, view.key)
            if not corners:
                raise ImageFileError("it has no place with enough tissue")
            for number, (top, left) in enumerate(corners):
                part = (slice(top, top + NORMAL_SIDE), slice(left, left + NORMAL_SIDE))
                nothing = np.zeros((NORMAL_SIDE, NORMAL_SIDE), dtype=bool)
                patch = _with_and_without(pixels[part], breast[part], nothing)
                self._keep(_record(f"{view.key}#{number}", view, NORMAL, nothing), patch)
        except InputError as error:
            self._reject(view.key, str(error))

    def add_mass(self, view: SourceView, done: set[str]) -> None:
        """Add the mass of a whole view and tissue beside it, or note why they are left out."""
        try:
            patch, free = view_patches(view)
            self._check_size(patch.breast)
            if storable(view.key) not in done:
                self._keep(_record(view.key, view, view.status, patch.lesion), patch)
            if free is None:
                raise ImageFileError("it has no place with enough tissue beside its lesion")
            self._keep(_record(f"{view.key}{BESIDE}", view, NORMAL, free.lesion), free)
        except InputError as error:
            self._reject(f"{view.key}{BESIDE}", str(error))

    def add_modelled(self, done: set[str]) -> Iterator[str]:
        """Add modelled lesions in the tissue of every `MODELLED_EVERY`th patch without one."""
        texts = zip(*(self.file.texts(name) for name in ("key", "origin")), strict=True)
        bases = [i for i, (_, origin) in enumerate(texts) if origin == Origin.RECORDED]
        for number, index in enumerate(bases[::MODELLED_EVERY]):
            kind = PatchKind.MASS if number % 3 == 2 else PatchKind.CALCIFICATION
            base = str(self.file.texts("key")[index])
            key = f"{base}#{kind.value}"
            if key in done:
                continue
            part = _middle(self.file.patch(index))
            if part is not None:
                patch = modelled_pair(*part, kind, stream(0, "modelled pair", key))
                self._keep(self._modelled_record(key, index, kind), patch)
            yield key

    def _modelled_record(self, key: str, index: int, kind: PatchKind) -> LesionPatchRecord:
        source, patient, technique = (
            str(self.file.texts(name)[index]) for name in ("source", "patient", "technique")
        )
        return LesionPatchRecord(
            key=key,
            source=source,
            patient=patient,
            technique=technique,
            kind=kind,
            status=Status.BENIGN,
            origin=Origin.MODEL,
            held_out=is_held_out(patient),
        )

    def _check_size(self, breast: NDArray[np.bool_]) -> None:
        if min(breast.shape) < SIDE:
            raise ImageFileError(f"it is {breast.shape} pixels of 0.125 mm, less than {SIDE}")
        if window_sums(breast, (SIDE, SIDE)).max() < LEAST_BREAST * SIDE * SIDE:
            raise ImageFileError("no window of it shows enough tissue")

    def _keep(self, record: LesionPatchRecord, patch: LesionPatch) -> None:
        self.file.add(record, patch)
        # A process killed between two flushes would leave a file that nobody can open.
        self.file.flush()
        self.report.count(record, patch.without is not None)

    def _reject(self, key: str, reason: str) -> None:
        self.file.reject(key, reason)
        self.file.flush()
        self.report.rejected += 1


def _with_and_without(
    pixels: NDArray[np.uint8], breast: NDArray[np.bool_], lesion: NDArray[np.bool_]
) -> LesionPatch:
    """A patch with its lesion filled, where it has one and that is possible."""
    fill = fill_lesions(pixels, breast, lesion, FRAME.pixel_mm)
    whole = lesion.sum() >= LEAST_LESION_PX and not fill.unfilled
    return LesionPatch(
        image=pixels,
        without=fill.pixels if whole else None,
        breast=breast,
        lesion=lesion,
        replaced=fill.replaced,
    )


def _middle(patch: LesionPatch) -> tuple[NDArray[np.uint8], NDArray[np.bool_]] | None:
    """The middle of a patch without its lesion; None where that holds too little tissue."""
    if patch.without is None and patch.lesion.any():
        return None
    tissue = patch.image if patch.without is None else patch.without
    if min(tissue.shape) < MODELLED_SIDE:
        return None
    top, left = ((side - MODELLED_SIDE) // 2 for side in tissue.shape)
    part = (slice(top, top + MODELLED_SIDE), slice(left, left + MODELLED_SIDE))
    if patch.breast[part].mean() < LEAST_BREAST:
        return None
    return tissue[part], patch.breast[part]


def _record(
    key: str, view: SourceView, pathology: str, lesion: NDArray[np.bool_]
) -> LesionPatchRecord:
    """The record of a patch; one with too little of its lesion is only good for its tissue."""
    shows = lesion.sum() >= LEAST_LESION_PX
    word = pathology.strip().lower()
    if word not in set(Status):
        raise ImageFileError(f"its pathology {pathology!r} is not malignant, benign or normal")
    return LesionPatchRecord(
        key=key,
        source=view.source,
        patient=view.patient,
        technique=view.technique.value,
        kind=PatchKind.MASS if shows else PatchKind.NONE,
        status=Status(word) if shows else Status.NORMAL,
        origin=Origin.RECORDED,
        held_out=is_held_out(view.patient),
    )


def _enlarged(view: SourceView) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A whole view and its breast mask at 0.125 mm, in the greys of all views."""
    grey = view.load()
    pixel_mm = view.pixel_mm
    if pixel_mm is None:
        pixel_mm = DIGITAL_NATIVE_MM * (view.original_rows or len(grey)) / len(grey)
    breast = find_breast(grey)
    mapped = np.where(breast, grey_map(grey, breast).apply(grey), 0).astype(np.float32)
    scale = pixel_mm / FRAME.pixel_mm
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    if max(size) > 2 * FRAME.rows:
        raise ImageFileError(f"it would be {size[1]} × {size[0]} pixels of 0.125 mm")
    inside = Image.fromarray(breast.astype(np.float32)).resize(size, Image.Resampling.BILINEAR)
    small = np.asarray(Image.fromarray(mapped).resize(size, Image.Resampling.LANCZOS))
    mask = np.asarray(inside) > 0.5
    return np.where(mask, np.clip(np.rint(small * 255), 1, 255), 0).astype(np.uint8), mask


def _corners(breast: NDArray[np.bool_], key: str) -> list[tuple[int, int]]:
    """Up to `NORMALS_PER_VIEW` places of patches with enough tissue that do not overlap."""
    if min(breast.shape) < NORMAL_SIDE:
        return []
    sums = window_sums(breast, (NORMAL_SIDE, NORMAL_SIDE))
    free = sums >= LEAST_BREAST * NORMAL_SIDE * NORMAL_SIDE
    random = stream(0, "normal patches", key)
    corners: list[tuple[int, int]] = []
    while free.any() and len(corners) < NORMALS_PER_VIEW:
        places = np.flatnonzero(free)
        top, left = divmod(int(places[random.randint(len(places))]), free.shape[1])
        corners.append((top, left))
        near = (slice(max(0, top - NORMAL_SIDE + 1), top + NORMAL_SIDE),)
        free[(*near, slice(max(0, left - NORMAL_SIDE + 1), left + NORMAL_SIDE))] = False
    return corners

"""A sequence of cases as files: a strip to print, an animation to play, a series to scroll."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.atomic_files import write_bytes
from inference.case import Case
from inference.case_files import (
    CaseFormat,
    ModelIdentity,
    derivation_by,
    write_case_files,
    write_case_recipe,
)
from inference.pictures import SOFTWARE, shown, write_shown_png
from inference.recipe import Recipe, ViewName

STRIP_ROWS = 640
"""Height of a frame in a strip, about: pictures are reduced by a whole number."""

WIDEST_STRIP = 16_000
"""Pixels; where more frames would stand side by side, they go on in a further line."""

QUALITY = 90
"""Of WebP, which has no lossless way for grey that is smaller than the pictures."""

SYNTHETIC = f"SYNTHETIC mammograms, drawn by a model, show nobody. Not for diagnosis. {SOFTWARE}"

_IMAGE_DESCRIPTION = 0x010E
_HUNG = (
    (ViewName.R_CC, ViewName.L_CC),
    (ViewName.R_MLO, ViewName.L_MLO),
)


class AnimationFormat(StrEnum):
    """The kinds of animated files; the value is the ending of their names."""

    WEBP = "webp"
    GIF = "gif"


def hung(case: Case) -> NDArray[np.uint8]:
    """The views of a case in one picture: CC over MLO, right before left, chest walls together."""
    views = {view.name: view for view in case.views}
    rows = [[views[name] for name in row if name in views] for row in _HUNG]
    lines = [np.hstack([shown(view) for view in row]) for row in rows if row]
    widest = max(line.shape[1] for line in lines)
    padded = [np.pad(line, ((0, 0), (0, widest - line.shape[1]))) for line in lines]
    return np.vstack(padded)


def strip(frames: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Pictures of one size side by side, reduced, in as many lines as they need.

    Args:
        frames: as `hung` gives them.
    """
    factor = max(1, round(frames[0].shape[0] / STRIP_ROWS))
    small = [np.asarray(Image.fromarray(frame).reduce(factor)) for frame in frames]
    in_line = max(1, WIDEST_STRIP // small[0].shape[1])
    blank = np.zeros_like(small[0])
    lines = [small[start : start + in_line] for start in range(0, len(small), in_line)]
    if len(lines) > 1:
        lines[-1] += [blank] * (in_line - len(lines[-1]))
    return np.vstack([np.hstack(line) for line in lines])


def write_strip(
    frames: Sequence[NDArray[np.uint8]],
    path: Path,
    *,
    model: ModelIdentity,
    title: str = "SYNTHETIC mammograms between cases",
) -> None:
    """Write the strip of a sequence as PNG.

    Args:
        frames: pictures of one size.
        path: of the file.
        model: that drew them.
        title: of the picture, kept in the file.

    Raises:
        OutputError: the file could not be written.
    """
    about = {"Title": title, "Model": model.label}
    write_shown_png(strip(frames), path, synthetic=True, about=about)


def write_animation(
    frames: Sequence[NDArray[np.uint8]],
    path: Path,
    kind: AnimationFormat,
    *,
    frame_ms: int,
) -> None:
    """Write the frames of a sequence as an endless animation.

    Args:
        frames: pictures of one size.
        path: of the file.
        kind: of the file; WebP is smaller, GIF plays in older programs.
        frame_ms: how long each frame stands.

    Raises:
        OutputError: the file could not be written.
    """
    first, *others = (Image.fromarray(frame) for frame in frames)
    content = io.BytesIO()
    together = {"save_all": True, "append_images": others, "duration": frame_ms, "loop": 0}
    if kind is AnimationFormat.WEBP:
        exif = Image.Exif()
        exif[_IMAGE_DESCRIPTION] = SYNTHETIC
        first.save(content, "WEBP", quality=QUALITY, exif=exif.tobytes(), **together)
    else:
        first.save(content, "GIF", comment=SYNTHETIC.encode(), **together)
    write_bytes(path, content.getvalue())


def sequence_id(recipes: Sequence[Recipe]) -> str:
    """A random-looking name of a sequence, which tells a reader nothing of its recipes."""
    text = "\n".join(recipe.case_id for recipe in recipes)
    return hashlib.sha256(b"mammogym sequence " + text.encode()).hexdigest()[:12].upper()


def written_frames(
    cases: Iterable[Case],
    recipes: Sequence[Recipe],
    folder: Path,
    *,
    case_format: CaseFormat,
    model: ModelIdentity,
) -> Iterator[NDArray[np.uint8]]:
    """Write each frame of a sequence and its recipe, `frame-01_R-CC.png`, and give it as it hangs.

    Args:
        cases: the frames, drawn when they are asked for.
        recipes: of all frames.
        folder: made if it is missing.
        case_format: of the frames' pictures.
        model: that drew them.

    Raises:
        RecipeError: a recipe is not for this model.
        ProviderError: the provider gave up.
        InputError: a frame cannot be written so.
        OutputError: a file could not be written.
    """
    digits, of = len(str(len(recipes))), sequence_id(recipes)
    for number, case in enumerate(cases, start=1):
        name = f"frame-{number:0{digits}}"
        if case_format is CaseFormat.DICOM:
            write_dicom_frame(case, folder, number=number, name=name, of=of, model=model)
        else:
            write_case_files(case, folder, case_format=case_format, model=model, name=name)
        write_case_recipe(case, folder, alone=False, name=name)
        yield hung(case)


def write_dicom_frame(
    case: Case, folder: Path, *, number: int, name: str, of: str, model: ModelIdentity
) -> tuple[Path, ...]:
    """Write one frame of a sequence: the same study for all, and a series for each view.

    Args:
        case: the frame.
        folder: made if it is missing.
        number: of the frame, from 1: its InstanceNumber.
        name: how the names of its files begin.
        of: `sequence_id` of the sequence.
        model: that drew it.

    Raises:
        InputError: the model cannot be asked for CC or MLO.
        OutputError: a file could not be written.
    """
    # The DICOM libraries take long to import.
    from inference.dicom.write import Acquisition, checked_names, file_content

    paths = []
    for view, view_name in zip(case.views, checked_names(case), strict=True):
        content = file_content(
            of,
            view,
            view_name,
            derivation_by(model),
            Acquisition(model_name=model.name),
            instance_number=number,
        )
        paths.append(folder / f"{name}_{view_name}.dcm")
        write_bytes(paths[-1], content)
    return tuple(paths)

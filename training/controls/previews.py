"""Previews: what each control does to a usual view, as strips of pictures in one sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.controls import Controls
from inference.controls_manifest import AttributeControl, Previews, PreviewStrip, ViewPosition
from inference.local_edit import parts_map
from inference.mapping_network import Array
from inference.recipe import Technique
from training.controls.drawing import Drawing, Progress, Starts
from training.controls.measurement import Measurement
from training.evaluation.shown_picture import shown_bytes

POSITIONS = (-2.0, -1.0, 0.0, 1.0, 2.0)
COMPONENT_POSITIONS = (-2.0, 2.0)
CELL_ROWS = 100
CELLS_IN_ROW = 10
CANDIDATES = 12
PSI = 0.65
VISIBLE = 16
"""Grey from which on something counts as seen."""
DIMMED = 0.35
"""Brightness of what lies outside a part, against what lies inside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strip:
    """Pictures of one control, side by side.

    Attributes:
        kind: `attribute`, `component` or `part`.
        name: of the attribute, or number of the component or part.
        view_position: of the pictures.
        technique: of the pictures.
        positions: of the control in each picture.
        pictures: uint8 (n, rows, columns).
    """

    kind: str
    name: str
    view_position: ViewPosition | None
    technique: Technique
    positions: tuple[float, ...]
    pictures: NDArray[np.uint8]


def usual_views(drawing: Drawing, measurement: Measurement, mean: Array, sd: Array) -> Starts:
    """Of a few random views, the most usual one for each view position, in the first technique.

    Args:
        drawing: the model.
        measurement: says how unusual a view is.
        mean: (conditions, attributes).
        sd: (attributes,).
    """
    starts = drawing.starts("previews", CANDIDATES * len(drawing.conditions), (PSI, PSI))
    technique = drawing.conditions[0].technique
    chosen = []
    for index, condition in enumerate(drawing.conditions):
        if condition.technique != technique:
            continue
        candidates = np.flatnonzero(starts.conditions == index)
        rows = [
            measurement.row(
                drawing.draw(starts, int(number)),
                drawing.bundle.manifest.pixel_mm,
                condition.measured_as,
            )
            for number in candidates
        ]
        oddness = np.nan_to_num(np.abs(np.array(rows) - mean[index]) / sd, nan=2.0).mean(axis=1)
        chosen.append(int(candidates[oddness.argmin()]))
    return starts.of(np.array(chosen))


def draw_strips(
    drawing: Drawing, controls: Controls, views: Starts, progress: Progress
) -> list[Strip]:
    """Draw the strips of all controls.

    Args:
        drawing: the model.
        controls: to show.
        views: to show them on, one for each view position.
        progress: told how many strips are drawn.
    """
    count = controls.manifest.components.count
    total = len(views) * (len(controls.attributes) + 1) + count
    strips: list[Strip] = []

    def keep(strip: Strip | list[Strip]) -> None:
        strips.extend(strip if isinstance(strip, list) else [strip])
        progress("previews", min(len(strips), total), total)

    for attribute in controls.attributes:
        for view in range(len(views)):
            positions = shown_positions(attribute)
            changes = [p * controls.direction(attribute.name) for p in positions]
            keep(_strip(drawing, views, view, "attribute", attribute.name, positions, changes))
    for index in range(count):
        along = controls.component_sd[-1, index] * controls.components[-1, index]
        changes = [p * along[None] for p in COMPONENT_POSITIONS]
        keep(_strip(drawing, views, 0, "component", str(index), COMPONENT_POSITIONS, changes))
    if controls.manifest.parts is not None:
        for view in range(len(views)):
            keep(_part_strips(drawing, controls, views, view))
    return strips


def shown_positions(attribute: AttributeControl) -> tuple[float, ...]:
    """Five positions: to −2 and +2, or as far as the slider goes."""
    low, high = max(attribute.low, POSITIONS[0]), min(attribute.high, POSITIONS[-1])
    return (low, low / 2, 0.0, high / 2, high)


def _strip(
    drawing: Drawing,
    views: Starts,
    view: int,
    kind: str,
    name: str,
    positions: tuple[float, ...],
    changes: Sequence[Array],
) -> Strip:
    condition = drawing.conditions[int(views.conditions[view])]
    pictures = [_shown(drawing, drawing.draw(views, view, change)) for change in changes]
    return Strip(
        kind=kind,
        name=name,
        view_position=_view_position(condition.view_position),
        technique=condition.technique,
        positions=positions,
        pictures=np.stack(pictures),
    )


def _part_strips(drawing: Drawing, controls: Controls, views: Starts, view: int) -> list[Strip]:
    """Where each part lies in one view."""
    condition = drawing.conditions[int(views.conditions[view])]
    picture = _shown(drawing, drawing.draw(views, view))
    labels = parts_map(drawing.features(views, view, controls.parts.tap), controls)
    labels = upsampled(labels, (picture.shape[0], picture.shape[1]))
    return [
        Strip(
            kind="part",
            name=str(index),
            view_position=_view_position(condition.view_position),
            technique=condition.technique,
            positions=(0.0,),
            pictures=_lit(picture, labels == index)[None],
        )
        for index in range(len(controls.parts.names))
    ]


def _lit(picture: NDArray[np.uint8], here: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """A picture that is dim outside a part, and not quite black inside it."""
    lit = np.where(here, np.maximum(picture, 48), picture * DIMMED)
    return lit.astype(np.uint8)


def upsampled(labels: NDArray[np.intp], shape: tuple[int, int]) -> NDArray[np.intp]:
    """Labels of a coarse grid (rows, columns) for every pixel of a picture."""
    rows = np.arange(shape[0]) * labels.shape[0] // shape[0]
    columns = np.arange(shape[1]) * labels.shape[1] // shape[1]
    return labels[np.ix_(rows, columns)]


def without_air(strips: Sequence[Strip]) -> list[Strip]:
    """The strips with all pictures cut to the rectangle, from the chest wall, that any needs."""
    seen = np.any([(strip.pictures > VISIBLE).any(axis=0) for strip in strips], axis=0)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if len(rows) == 0:
        return list(strips)
    inside = np.s_[:, rows[0] : rows[-1] + 1, : columns[-1] + 1]
    return [replace(strip, pictures=strip.pictures[inside]) for strip in strips]


def sheet_of(strips: Sequence[Strip], cell_rows: int = CELL_ROWS) -> tuple[Previews, bytes]:
    """Lay strips out in a sheet: where each lies, and the PNG.

    Args:
        strips: all of one picture size, at least one.
        cell_rows: height of a picture in the sheet.
    """
    rows, columns = strips[0].pictures.shape[1:]
    cell = (min(cell_rows, rows), max(1, round(columns * min(cell_rows, rows) / rows)))
    places, row, used = [], 0, 0
    for strip in strips:
        wide = len(strip.positions)
        if used and used + wide > CELLS_IN_ROW:
            row, used = row + 1, 0
        places.append((row * cell[0], used * cell[1]))
        used += wide
    width = max(CELLS_IN_ROW, *(len(strip.positions) for strip in strips))
    sheet = Image.new("L", (width * cell[1], (row + 1) * cell[0]))
    for strip, (top, left) in zip(strips, places, strict=True):
        sheet.paste(strip_image(strip, cell), (left, top))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG", optimize=True)
    described = [
        {
            "kind": strip.kind,
            "name": strip.name,
            "view_position": strip.view_position,
            "technique": strip.technique,
            "top": top,
            "left": left,
            "positions": strip.positions,
        }
        for strip, (top, left) in zip(strips, places, strict=True)
    ]
    found = Previews(
        rows=cell[0],
        columns=cell[1],
        strips=tuple(PreviewStrip.model_validate(each) for each in described),
    )
    return found, buffer.getvalue()


def strip_image(strip: Strip, cell: tuple[int, int]) -> Image.Image:
    """A strip with pictures of a height and width, touching."""
    image = Image.new("L", (cell[1] * len(strip.pictures), cell[0]))
    for index, picture in enumerate(strip.pictures):
        small = Image.fromarray(picture).resize((cell[1], cell[0]), Image.Resampling.LANCZOS)
        image.paste(small, (index * cell[1], 0))
    return image


def _shown(drawing: Drawing, image: NDArray[np.float32]) -> NDArray[np.uint8]:
    manifest = drawing.bundle.manifest
    return shown_bytes(image, manifest.pixel_mm, keep_air=manifest.air == "kept")


def _view_position(name: str | None) -> ViewPosition | None:
    return "CC" if name == "CC" else "MLO" if name == "MLO" else None

"""Looking at an edited case: as its seed draws it, the difference, and its parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.generator.painting import hung
from app.viewer.grid_layer import Grid
from app.viewer.picture import Picture, make_picture
from app.viewer.ready_case import ReadyCase
from inference.case import View
from inference.imaging.greyscale import Greyscale, Window

DIFFERENCE_PART = 0.5
"""Part of the view's own window that a difference spreads from middle grey to white."""


def differences(now: ReadyCase, before: ReadyCase) -> dict[int, Picture]:
    """For each view of one name and size, what was added (bright) and taken away (dark)."""
    others = {picture.view.name: picture for picture in before.pictures}
    found = {}
    for number, picture in enumerate(now.pictures):
        other = others.get(picture.view.name)
        if other is not None and other.view.pixels.shape == picture.view.pixels.shape:
            found[number] = make_picture(_difference(picture.view, other.view))
    return found


def _difference(now: View, before: View) -> View:
    changed = now.pixels.astype(np.int32) - before.pixels.astype(np.int32)
    width = max(now.greyscale.windows[0].width * DIFFERENCE_PART, 2.0)
    window = Window(center=0.5, width=width, explanation="Difference")
    return View(
        name=now.name,
        pixels=changed,
        greyscale=Greyscale(windows=(window,), inverted=now.greyscale.inverted),
        pixel_spacing_mm=now.pixel_spacing_mm,
        pixel_spacing_source=now.pixel_spacing_source,
        synthetic=now.synthetic,
        position_known=now.position_known,
    )


def grid_over(
    view: View,
    parts: NDArray[np.intp],
    count: int,
    chosen: int,
    painted: NDArray[np.bool_],
    names: tuple[str, ...] = (),
    plain: int = -1,
) -> Grid:
    """The parts of a view as it hangs.

    Args:
        view: a drawn one.
        parts: (rows, columns) as the generator draws, chest wall at the left.
        count: how many parts there are.
        chosen: the part in hand; −1 for none.
        painted: (rows, columns), likewise.
        names: of the parts.
        plain: number of a part without a colour, or −1.
    """
    side = view.name.image_laterality if view.name is not None else "L"
    return Grid(
        parts=hung(parts, side).astype(np.int64),
        count=count,
        chosen=chosen,
        painted=hung(painted, side).astype(bool),
        names=names,
        plain=plain,
    )

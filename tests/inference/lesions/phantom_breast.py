"""A breast drawn by rule, small and quick: fat, strands of dense tissue, muscle in MLO."""

from __future__ import annotations

import numpy as np

from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ViewName
from tests.phantom_film import draw_film

PIXEL_MM = 0.9


def phantom_view(name: ViewName, *, seed: int = 0, depth_mm: float = 90) -> View:
    """A view of a breast 160 mm high, with dense tissue about its middle."""
    shape = (round(225 / PIXEL_MM), round(140 / PIXEL_MM))
    film = draw_film(
        height_mm=160,
        depth_mm=depth_mm,
        pixel_mm=PIXEL_MM,
        shape=shape,
        view_position=name.view_position,
        cluttered=False,
        seed=seed,
    )
    if name.image_laterality == "R":
        film = film.mirrored()
    return View(
        name=name,
        pixels=np.rint(np.where(film.breast, film.grey, 0) * 4095).astype(np.uint16),
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=(PIXEL_MM, PIXEL_MM),
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
    )


def phantom_breast(side: str, *, seed: int = 0, depth_mm: float = 90) -> list[View]:
    """CC and MLO of one breast."""
    return [
        phantom_view(name, seed=seed, depth_mm=depth_mm)
        for name in ViewName
        if name.image_laterality == side
    ]

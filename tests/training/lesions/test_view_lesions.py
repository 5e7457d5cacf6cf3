"""Claims about the mass of a whole view as a patch, and tissue beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.recipe import Technique
from tests.phantom_film import PhantomFilm, draw_film
from training.lesions.lesion_file import FRAME
from training.lesions.view_lesions import FREE_SIDE, SIDE, view_patches
from training.sources import SourceView

PIXEL_MM = 0.3
SHAPE = (700, 420)


def film() -> PhantomFilm:
    return draw_film(
        height_mm=190, depth_mm=110, pixel_mm=PIXEL_MM, shape=SHAPE, cluttered=False, seed=4
    )


def disk(row: int, column: int, radius: int = 20) -> NDArray[np.bool_]:
    y, x = np.ogrid[: SHAPE[0], : SHAPE[1]]
    return (y - row) ** 2 + (x - column) ** 2 <= radius**2


def view(mask: NDArray[np.bool_], pixel_mm: float = PIXEL_MM) -> SourceView:
    drawn = film()
    grey = np.where(mask & drawn.breast, drawn.grey + 0.2, drawn.grey).astype(np.float32)
    return SourceView(
        key="drawn/view.png",
        load=lambda: grey,
        load_mask=lambda: mask,
        source="drawn",
        patient="p0",
        image_laterality="L",
        view_position="CC",
        technique=Technique.FILM,
        pixel_mm=pixel_mm,
        status="malignant",
    )


def test_a_mass_comes_with_and_without_and_with_tissue_beside_it() -> None:
    patch, free = view_patches(view(disk(420, 110)))
    assert patch.image.shape == (2 * SIDE, 2 * SIDE)
    area = patch.lesion.sum() * FRAME.pixel_mm**2
    assert area == pytest.approx(np.pi * (20 * PIXEL_MM) ** 2, rel=0.05)
    middle = np.argwhere(patch.lesion).mean(axis=0)
    assert middle == pytest.approx((SIDE, SIDE), abs=FRAME.pixel_mm * 100)
    assert patch.without is not None
    assert (patch.image == patch.without)[~patch.replaced].all()
    rise = patch.image[patch.lesion].astype(float) - patch.without[patch.lesion]
    assert rise.mean() > 15
    assert free is not None and free.without is None
    assert free.image.shape == (2 * FREE_SIDE, 2 * FREE_SIDE)
    assert not free.lesion.any() and free.breast.mean() > 0.9
    assert ((free.image == 0) == ~free.breast).all()


def test_the_same_view_gives_the_same_tissue() -> None:
    first, again = (view_patches(view(disk(420, 110)))[1] for _ in range(2))
    assert first is not None and again is not None
    assert (first.image == again.image).all()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (view(disk(420, 110) | disk(250, 80)), "2 lesions"),
        (view(disk(420, 110, radius=2)), "0 lesions"),
        (view(disk(420, 110), pixel_mm=0.4), "more than 0.32 mm"),
        (replace(view(disk(420, 110)), load_mask=None), "no mask"),
        (view(disk(420, 110), pixel_mm=0.05), "it would be"),
        (replace(view(disk(420, 110)), load_mask=lambda: np.ones((3, 3), bool)), "its mask is"),
    ],
)
def test_a_view_that_cannot_be_used_says_why(source: SourceView, words: str) -> None:
    with pytest.raises(ImageFileError, match=words):
        view_patches(source)

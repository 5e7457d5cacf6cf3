"""Claims about fingerprints: the same picture is known again, another one is not."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from inference.preparation.frame import Frame
from inference.preparation.prepared_view import prepare_view
from inference.real_pool.fingerprints import BITS, LARGEST_DISTANCE, Fingerprints, fingerprint
from tests.phantom_film import draw_film

FRAME = Frame(rows=640)


def prepared(grey: NDArray[np.float32], *, pixel_mm: float | None = 0.45) -> NDArray[np.uint8]:
    view = prepare_view(
        grey, view_position="CC", pixel_mm=pixel_mm, fitted_area_mm2=12_000.0, frame=FRAME
    )
    return view.pixels


def again(grey: NDArray[np.float32], scale: float, quality: int, gamma: float) -> NDArray:
    """The same film mirrored, in other greys, of another size, and as a JPEG."""
    levels = np.rint(255 * np.clip(0.95 * grey + 0.02, 0, 1) ** gamma).astype(np.uint8)
    image = Image.fromarray(levels[:, ::-1])
    size = round(image.width * scale), round(image.height * scale)
    content = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(content, "JPEG", quality=quality)
    return np.asarray(Image.open(content), dtype=np.float32) / 255


def distance(one: str, other: str) -> int:
    return Fingerprints([one]).nearest(other)


@pytest.mark.parametrize(
    ("scale", "quality", "gamma"), [(1.0, 95, 1.0), (0.6, 75, 1.1), (1.5, 85, 0.9)]
)
def test_a_film_is_known_again_whatever_was_done_to_its_file(
    scale: float, quality: int, gamma: float
) -> None:
    for seed in range(4):
        film = draw_film(seed=seed)
        original = fingerprint(prepared(film.grey))
        copy = fingerprint(prepared(again(film.grey, scale, quality, gamma), pixel_mm=None))
        assert distance(original, copy) <= LARGEST_DISTANCE


def test_films_of_one_outline_are_told_apart_by_their_tissue() -> None:
    prints = [fingerprint(prepared(draw_film(seed=seed).grey)) for seed in range(12)]
    nearest = [distance(one, other) for i, one in enumerate(prints) for other in prints[:i]]
    assert min(nearest) > LARGEST_DISTANCE
    assert np.mean(nearest) == pytest.approx(BITS / 2, abs=12)


def test_a_picture_without_a_breast_has_a_fingerprint_too() -> None:
    assert len(bytes.fromhex(fingerprint(np.zeros((640, 512), np.uint8)))) * 8 == BITS


def test_an_empty_set_knows_nothing() -> None:
    assert not Fingerprints().has("0" * 64)
    assert Fingerprints(["0" * 64]).has("0" * 63 + "1")


@pytest.mark.skipif("MAMMOGYM_CORPUS" not in os.environ, reason="MAMMOGYM_CORPUS names no folder")
def test_women_of_the_corpus_are_told_apart() -> None:
    from training.sources import list_views

    prints: dict[str, list[str]] = {}
    for source in list_views([Path(os.environ["MAMMOGYM_CORPUS"])]):
        if isinstance(source, tuple) or source.duplicate_of or len(prints) == 60:
            continue
        pixels = prepare_view(
            source.load(), view_position=source.view_position, pixel_mm=source.pixel_mm,
            fitted_area_mm2=12_000.0, frame=FRAME,
        ).pixels  # fmt: skip
        prints.setdefault(source.patient, []).append(fingerprint(pixels))
    women = list(prints.values())
    for number, own in enumerate(women):
        others = Fingerprints(one for other in women[:number] for one in other)
        assert not any(others.has(one) for one in own)

"""Neighbouring patches of one mammogram, each given a lesion: figure 3 of Wu et al. 2020."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inference.lesions.contextual import LEAST_BREAST, ContextualNetwork
from inference.lesions.postprocessing import processed_lesion
from inference.preparation.breast_mask import find_breast
from inference.preparation.grey_mapping import grey_map
from inference.seeds import stream
from training.errors import TrainingError
from training.prepare import is_held_out
from training.prepare_patches import views_by_name
from training.registration import window_sums
from training.sources import SourceView

PATCHES = 5
COARSEST_MM = 0.32
"""Views with larger pixels hold too little of what the networks have to see."""

MOST_VIEWS = 200


def figure_rows(
    corpus: Path, network: ContextualNetwork, seed: int
) -> tuple[list[NDArray[np.uint8]], int]:
    """Pictures of the figure, row by row, and how many lesions survive the post-processing.

    The view is of a patient whom no network was trained on.

    Raises:
        ImageFileError: the corpus cannot be used.
        TrainingError: no view holds a row of patches.
    """
    side = network.entry.side
    views = [view for view in views_by_name(corpus).values() if _is_fit(view)]
    order = stream(seed, "lesion figure").permutation(len(views))
    for index in order[:MOST_VIEWS].tolist():
        pixels, breast = _at_scale(views[index], network.entry.pixel_mm)
        place = _row_of_patches(breast, side)
        if place is not None:
            top, left = place
            row = pixels[top : top + side, left : left + PATCHES * side]
            return _figure(row, network, seed)
    raise TrainingError(f"No view of {corpus} holds {PATCHES} patches of tissue beside each other.")


def _is_fit(view: SourceView) -> bool:
    fine = view.pixel_mm is not None and view.pixel_mm <= COARSEST_MM
    return fine and is_held_out(view.patient)


def _at_scale(view: SourceView, pixel_mm: float) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """A view in the greys and at the scale of the network; upright, so that a row is long."""
    assert view.pixel_mm is not None  # it is fit
    grey = view.load()
    breast = find_breast(grey)
    mapped = np.where(breast, grey_map(grey, breast).apply(grey), 0).astype(np.float32)
    scale = view.pixel_mm / pixel_mm
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    small = np.asarray(Image.fromarray(mapped).resize(size, Image.Resampling.LANCZOS))
    mask = Image.fromarray(breast.astype(np.float32)).resize(size, Image.Resampling.BILINEAR)
    # Breasts are longer than they are deep: a row of patches runs along the chest wall.
    pixels = np.clip(np.rint(small * 255), 0, 255).astype(np.uint8)
    return pixels.T.copy(), (np.asarray(mask) > 0.5).T.copy()


def _row_of_patches(breast: NDArray[np.bool_], side: int) -> tuple[int, int] | None:
    """The corner of the first row of patches that all show enough tissue."""
    if breast.shape[0] < side or breast.shape[1] < PATCHES * side:
        return None
    enough = window_sums(breast, (side, side)) >= LEAST_BREAST * side * side
    count = enough.shape[1] - (PATCHES - 1) * side
    whole = np.all([enough[:, n * side : n * side + count] for n in range(PATCHES)], axis=0)
    places = np.flatnonzero(whole)
    if not len(places):
        return None
    top, left = divmod(int(places[len(places) // 2]), count)
    return top, left


def _figure(
    row: NDArray[np.uint8], network: ContextualNetwork, seed: int
) -> tuple[list[NDArray[np.uint8]], int]:
    side = network.entry.side
    patches = [row[:, n * side : (n + 1) * side].astype(np.float32) for n in range(PATCHES)]
    before = [patch / 127.5 - 1 for patch in patches]
    channels = [network.channel(patch, seed + n) for n, patch in enumerate(before)]
    lesions = [processed_lesion(channel) for channel in channels]
    after = [
        patch if lesion is None else patch + lesion.channel
        for patch, lesion in zip(before, lesions, strict=True)
    ]
    pictures = [_grey(one) for line in (before, channels, after) for one in line]
    return pictures, sum(lesion is not None for lesion in lesions)


def _grey(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.rint((values + 1) * 127.5), 0, 255).astype(np.uint8)

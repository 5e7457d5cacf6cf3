"""What could tell how a picture of a round was made, beside its tissue, and how well it tells."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from inference.real_pool.presentation import ShownPicture, from_png, to_png
from inference.recipe import ViewName
from inference.statistics.roc import AreaUnderCurve, area_under_curve

FOLDS = 4


def border(picture: ShownPicture) -> list[float]:
    """Where the breast lies, how its outline runs, and what is beside the edges."""
    pixels = picture.pixels.astype(float)
    breast = picture.pixels > 0
    rows, columns = np.flatnonzero(breast.any(axis=1)), np.flatnonzero(breast.any(axis=0))
    rim = breast & ~ndimage.binary_erosion(breast, border_value=1)
    rounded = ndimage.gaussian_filter(breast.astype(float), 3) > 0.5
    padded = np.pad(breast, ((0, 0), (8, 0)), mode="edge")
    depth = np.asarray(ndimage.distance_transform_edt(padded))[:, 8:]
    rings = [pixels[(depth > k - 0.5) & (depth <= k + 0.5)] for k in (1, 2, 3, 5, 7)]
    return [
        rows[0], rows[-1], rows[0] + rows[-1], columns[0], columns[-1],
        breast[0].mean(), breast[-1].mean(), breast[:, 0].mean(), breast[:, -1].mean(),
        pixels[:8, :8].mean(), pixels[-8:, :8].mean(),
        rim.sum() / np.sqrt(breast.sum()), (rounded ^ breast).sum() / rim.sum(),
        np.abs(pixels[:, 1] - pixels[:, 0]).mean(), np.abs(pixels[1] - pixels[0]).mean(),
        *(ring.mean() for ring in rings), *(ring.std() for ring in rings),
    ]  # fmt: skip


def background(picture: ShownPicture) -> list[float]:
    """What is outside the breast."""
    breast = picture.pixels > 0
    outside = picture.pixels[~breast]
    pieces = ndimage.label(breast)[1]
    holes = (ndimage.binary_fill_holes(breast) & ~breast).sum()
    return [float(outside.max(initial=0)), float(outside.sum()), float(pieces), float(holes)]


def grey_grid(picture: ShownPicture) -> list[float]:
    """Which grey levels there are: gaps, combs, ends."""
    inside = picture.pixels[picture.pixels > 0]
    counts = np.bincount(inside, minlength=256).astype(float)
    smooth = ndimage.gaussian_filter1d(counts, 4) + 1
    middle = slice(20, 220)
    return [
        (counts[middle] == 0).mean(),
        np.abs(np.diff(counts))[middle].mean() / smooth.mean(),
        np.sqrt(((counts - smooth)[middle] ** 2 / smooth[middle]).mean()),
        inside.min(), inside.max(), (inside == 1).mean(), (inside == 255).mean(),
        (inside % 2 == 0).mean(), (inside % 4 == 0).mean(), (inside % 8 == 0).mean(),
    ]  # fmt: skip


def metadata(picture: ShownPicture) -> list[float]:
    """What array, view and file say of themselves."""
    view = picture.as_view(ViewName.L_CC)
    pixels = view.pixels
    content = to_png(picture)
    words = (
        repr(view.greyscale), str(view.pixel_spacing_mm), view.pixel_spacing_source.value,
        view.description, str(view.synthetic), str(view.source), str(view.position_known),
        pixels.dtype.str, str(pixels.strides), str(pixels.flags), str(picture.pixels.strides),
        str(picture.pixels.flags),
    )  # fmt: skip
    return [float(len(content)), *(float(hash(word) % 10007) for word in words)]


def timing(picture: ShownPicture) -> list[float]:
    """How long a picture of a prepared sitting takes to open, in ms; the least of some attempts."""
    content = to_png(picture)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        from_png(content).as_view(ViewName.R_CC)
        times.append((time.perf_counter() - start) * 1000)
    return [min(times)]


CLUES = {
    "border": border,
    "background": background,
    "grey grid": grey_grid,
    "metadata": metadata,
}


def in_turns(
    clue: Callable[[ShownPicture], list[float]],
    real: Sequence[ShownPicture],
    drawn: Sequence[ShownPicture],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A clue of real and of drawn pictures: (pictures, clues) of both.

    They take turns, and take turns in being first: a machine that is busy for a while, or has just
    done the same, would otherwise tell one kind by its time.
    """
    told: tuple[list[list[float]], list[list[float]]] = ([], [])
    for number, pair in enumerate(zip(real, drawn, strict=True)):
        for kind in ((0, 1), (1, 0))[number % 2]:
            told[kind].append(clue(pair[kind]))
    return np.array(told[0]), np.array(told[1])


def told_apart(
    real: NDArray[np.float64],
    drawn: NDArray[np.float64],
    groups: Sequence[str],
    *,
    confidence: float = 0.95,
) -> AreaUnderCurve:
    """How well two classifiers together tell drawn pictures from real ones by some clues.

    Args:
        real: (pictures, clues).
        drawn: (pictures, clues); each picture belongs to a group as the real one in its place does.
        groups: pictures of one group are never both learned from and judged.
        confidence: of the interval.
    """
    values = np.vstack([real, drawn])
    labels = np.repeat([0, 1], [len(real), len(drawn)])
    groups_twice = np.asarray([*groups, *groups])
    scores = np.zeros(len(values))
    for learned, judged in GroupKFold(FOLDS).split(values, labels, groups_twice):
        for model in (
            make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000)),
            RandomForestClassifier(100, min_samples_leaf=3, random_state=0),
        ):
            model.fit(values[learned], labels[learned])
            scores[judged] += model.predict_proba(values[judged])[:, 1]
    return area_under_curve(
        scores[labels == 1],
        scores[labels == 0],
        positive_groups=np.asarray(groups),
        negative_groups=np.asarray(groups),
        confidence=confidence,
    )

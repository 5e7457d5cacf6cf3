"""Whether a generator copies: drawn views nearer to training views than held-out women are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import norm, rankdata

from training.errors import TrainingError
from training.evaluation.measure import Better, Measure
from training.evaluation.picture_set import PictureSet

Vectors = NDArray[np.float32]

PAIRS = 20
"""How many nearest pairs a report shows."""

CROWD = 10
"""The nearest distance is also seen relative to that of this neighbour: a copy is near to one
training view, a picture with little detail is near to all of them."""

LOW_ROWS = 40
OUTSIDE = -2.0
"""What stands for air beside greys of mean 0 and deviation 1."""
GREATEST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestPair:
    """A drawn view and the training view nearest to it.

    Attributes:
        drawn: index of the drawn view.
        training: index of the training view.
        distance: between their vectors.
    """

    drawn: int
    training: int
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memorisation:
    """What nearest training neighbours tell.

    Attributes:
        space: what distances were measured in.
        p_value: of the one-sided rank test that drawn views are nearer than held-out ones.
        relative_p_value: the same for distances relative to that of the `CROWD`th neighbour.
        drawn_distances: (drawn,) to the nearest training view.
        held_out_distances: (held out,) likewise.
        pairs: the nearest `PAIRS` of a drawn and a training view, nearest first.
    """

    space: str
    p_value: float
    relative_p_value: float
    drawn_distances: NDArray[np.float64]
    held_out_distances: NDArray[np.float64]
    pairs: tuple[NearestPair, ...]

    def measures(self) -> list[Measure]:
        """The figures of a report."""
        note = (
            "One-sided rank test within each view and technique: a small p says that drawn views "
            "lie nearer to training views than views of held-out women do."
        )
        return [
            Measure(
                name=f"distance to the nearest training view ({self.space})",
                value=float(np.median(self.drawn_distances)),
                floor=float(np.median(self.held_out_distances)),
                better=Better.LIKE_FLOOR,
                note="Medians at ψ = 1; the floor is that of held-out views.",
            ),
            Measure(
                name=f"memorisation p ({self.space})",
                value=self.p_value,
                better=Better.HIGHER,
                note=note,
            ),
            Measure(
                name=f"memorisation p, relative to the {CROWD}th neighbour ({self.space})",
                value=self.relative_p_value,
                better=Better.HIGHER,
                note=f"{note} Pictures with little detail are near to all views; this one does "
                "not count that.",
            ),
        ]


def memorisation(
    vectors: tuple[Vectors, Vectors, Vectors],
    strata: tuple[NDArray[np.str_], NDArray[np.str_]],
    space: str,
) -> Memorisation:
    """Compare drawn → training with held-out → training.

    Args:
        vectors: of drawn (ψ = 1), training and held-out views: (n, size) each.
        strata: of drawn and of held-out views, as `strata` gives them; ranks are compared within.
        space: what the vectors are, for people.

    Raises:
        TrainingError: there are too few views to compare.
    """
    drawn, training, held_out = vectors
    if len(training) < CROWD or not set(strata[0]) & set(strata[1]):
        raise TrainingError("Too few views, or none of the same kinds, to test for memorisation.")
    near, indices = _neighbours(drawn, training)
    others, _ = _neighbours(held_out, training)
    order = np.argsort(near[:, 0])[:PAIRS]
    return Memorisation(
        space=space,
        p_value=stratified_rank_test(near[:, 0], others[:, 0], *strata),
        relative_p_value=stratified_rank_test(_relative(near), _relative(others), *strata),
        drawn_distances=near[:, 0],
        held_out_distances=others[:, 0],
        pairs=tuple(
            NearestPair(drawn=int(i), training=int(indices[i, 0]), distance=float(near[i, 0]))
            for i in order
        ),
    )


def strata(views: PictureSet) -> NDArray[np.str_]:
    """View and technique of each picture in one word: (n,)."""
    return np.char.add(np.char.add(views.view_positions, " "), views.techniques)


def stratified_rank_test(
    nearer: NDArray[np.float64],
    farther: NDArray[np.float64],
    nearer_strata: NDArray[np.str_],
    farther_strata: NDArray[np.str_],
) -> float:
    """One-sided p of the hypothesis that values of the first kind are smaller, within strata.

    Where there is one stratum it is the Mann-Whitney test with its normal approximation.

    Args:
        nearer: (m,) values that may be smaller.
        farther: (n,) values to compare with.
        nearer_strata: (m,) names; only values of the same name are compared.
        farther_strata: (n,) likewise.

    Source: van Elteren 1960 (each stratum's rank sum is weighted by 1 / (its size + 1)).
    """
    total, variance = 0.0, 0.0
    for name in np.intersect1d(nearer_strata, farther_strata):
        a, b = nearer[nearer_strata == name], farther[farther_strata == name]
        size = len(a) + len(b)
        ranks = rankdata(np.concatenate([a, b]))
        # The variance of ranks without replacement; ties are in it.
        spread = float(ranks.var(ddof=1)) * len(a) * len(b) / size
        total += (float(ranks[: len(a)].sum()) - len(a) * (size + 1) / 2) / (size + 1)
        variance += spread / (size + 1) ** 2
    return float(norm.cdf(total / np.sqrt(variance))) if variance > 0 else 0.5


def low_resolution_vectors(pictures: NDArray[np.uint8]) -> Vectors:
    """Small pictures as vectors that shifts along the chest wall and brightness hardly change.

    The middle of each breast is brought to the middle row; greys inside are brought to mean 0 and
    deviation 1, so that neither exposure nor contrast hides a copy.

    Args:
        pictures: uint8 (n, rows, columns), 0 outside the breast.

    Returns:
        (n, LOW_ROWS · columns · LOW_ROWS / rows), scaled so that distances are root mean squares.
    """
    vectors = np.stack([_low_resolution(picture) for picture in pictures])
    return vectors / np.float32(np.sqrt(vectors.shape[1]))


def _low_resolution(picture: NDArray[np.uint8]) -> Vectors:
    rows, columns = picture.shape
    inside = picture > 0
    weight = inside.sum(axis=1)
    middle = int(np.rint((weight @ np.arange(rows)) / max(1, weight.sum())))
    moved = _shifted(picture, rows // 2 - middle)
    size = max(1, round(columns * LOW_ROWS / rows)), LOW_ROWS
    grey = np.asarray(Image.fromarray(moved).resize(size, Image.Resampling.BOX), np.float32)
    share = Image.fromarray((moved > 0).astype(np.float32)).resize(size, Image.Resampling.BOX)
    breast = np.asarray(share) > 0.5
    if not breast.any():
        return np.full(grey.size, OUTSIDE, np.float32)
    level = (grey - grey[breast].mean()) / max(1.0, float(grey[breast].std()))
    return np.where(breast, np.clip(level, -GREATEST, GREATEST), OUTSIDE).ravel().astype(np.float32)


def _shifted(picture: NDArray[np.uint8], rows: int) -> NDArray[np.uint8]:
    result = np.zeros_like(picture)
    height = len(picture)
    source = slice(max(0, -rows), min(height, height - rows))
    result[max(0, rows) : max(0, rows) + source.stop - source.start] = picture[source]
    return result


def _neighbours(
    queries: Vectors, training: Vectors
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Distances and indices of the `CROWD` nearest training views: (n, CROWD) each, in order."""
    norms = np.square(training, dtype=np.float64).sum(axis=1)
    distances = np.empty((len(queries), CROWD))
    indices = np.empty((len(queries), CROWD), dtype=np.intp)
    for number, query in enumerate(queries.astype(np.float64)):
        squared = np.maximum(norms - 2 * (training @ query) + query @ query, 0)
        nearest = np.argpartition(squared, CROWD - 1)[:CROWD]
        indices[number] = nearest[np.argsort(squared[nearest])]
        distances[number] = np.sqrt(squared[indices[number]])
    return distances, indices


def _relative(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    return distances[:, 0] / np.maximum(distances[:, -1], 1e-12)

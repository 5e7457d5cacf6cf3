"""The artefact rate: how many drawn views show what hardly any real view shows.

Each view has a score, learnt from real views alone: the worst of several signs, each measured in
how unusual it is among real views. The threshold lies where 2.8 % of real views are beyond it, the
share of real mammograms that readers found fault with.

Source: Korkinof et al. 2021, MammoGAN (2.8 % of real, 13.6 % of MLO and 6.4 % of CC drawn views);
Roth et al. 2022, PatchCore (distances of patch features to a memory of normal ones).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import binomtest
from torch import Tensor

from inference.measurements.artefact_signs import doubled_outline, periodicity, raggedness, seam
from training.errors import TrainingError
from training.evaluation.measure import Better, Measure
from training.evaluation.picture_set import PictureSet
from training.evaluation.report_aims import ARTEFACT_RATE
from training.feature_network import FeatureNetwork

Scores = NDArray[np.float64]
Progress = Callable[[int, int], None]

REAL_RATE = 0.028
SIGNS = ("texture", "pattern", "seam", "ragged outline", "doubled outline")

MEMORY_VIEWS = 300
MEMORY_PATCHES = 8000
WORST_PATCHES = 0.02
"""Share of the patches of a view whose mean distance is its sign: an artefact is a small place."""
TEXTURE_ROWS = 320
"""Height at which the network looks; finer views are reduced to it."""
PATCH_MAPS = 2
"""Features at stride 8: those of later stages see whole objects, and no patch of a breast."""

FEWEST_REAL = 20
"""Real views of a position below which it has no threshold."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArtefactResult:
    """Artefact scores of real and drawn views.

    Attributes:
        thresholds: by view position: where `REAL_RATE` of the real views are beyond.
        real_scores: (n,) of real views that the score was not learnt from.
        real_indices: (n,) which ones of the real set those are.
        real_rates: by view position: share of real views beyond a threshold set with others.
        drawn_scores: (m,) of drawn views; higher is worse.
        drawn_signs: (m,) which of `SIGNS` was the worst of each drawn view.
        real_positions: (n,) view positions of those real views.
        drawn_positions: (m,) view positions of the drawn ones.
    """

    thresholds: dict[str, float]
    real_scores: Scores
    real_indices: NDArray[np.intp]
    real_rates: dict[str, float]
    drawn_scores: Scores
    drawn_signs: NDArray[np.str_]
    real_positions: NDArray[np.str_]
    drawn_positions: NDArray[np.str_]

    @property
    def worst(self) -> NDArray[np.intp]:
        """Drawn views, the one farthest beyond the threshold of its position first."""
        line = np.array([self.thresholds.get(name, np.inf) for name in self.drawn_positions])
        return np.argsort(line - self.drawn_scores)

    def measures(self) -> list[Measure]:
        """The artefact rate by view position, with Wilson's interval."""
        return [self._measure(part) for part in self.thresholds]

    def _measure(self, part: str) -> Measure:
        of_part = self.drawn_positions == part
        beyond = self.drawn_scores[of_part] > self.thresholds[part]
        interval = binomtest(int(beyond.sum()), len(beyond)).proportion_ci(method="wilson")
        counts = {sign: int((self.drawn_signs[of_part][beyond] == sign).sum()) for sign in SIGNS}
        found = ", ".join(f"{sign} {count}" for sign, count in counts.items() if count)
        return Measure(
            name=ARTEFACT_RATE,
            part=part,
            value=float(beyond.mean()),
            low=float(interval.low),
            high=float(interval.high),
            floor=self.real_rates[part],
            better=Better.LOWER,
            note=f"Share of {len(beyond)} drawn views beyond the threshold that {REAL_RATE:.1%} of "
            f"real views pass. The floor is that of real views whose threshold other women's views "
            f"set. Worst signs: {found or 'none'}.",
        )


def artefacts(
    real: PictureSet,
    drawn: PictureSet,
    pixel_mm: float,
    network: FeatureNetwork,
    *,
    seed: int = 0,
    progress: Progress = lambda *_: None,
) -> ArtefactResult:
    """Learn from half of the patients what real views look like, then score the others and drawn.

    Args:
        real: real views.
        drawn: drawn ones of the same height.
        pixel_mm: size of a pixel.
        network: one that did not help to train.
        seed: of the split and the patches that are remembered.
        progress: told how many views are done, of how many.

    Raises:
        TrainingError: there are too few real views of each position.
    """
    random = np.random.default_rng((seed, 4))
    names, owner = np.unique(real.patients, return_inverse=True)
    half = (random.permutation(len(names)) < len(names) // 2)[owner]
    learnt, others = random.permutation(np.flatnonzero(half)), np.flatnonzero(~half)
    learnt = learnt[:MEMORY_VIEWS]
    positions = _positions(real.view_positions[others], drawn.view_positions)
    if not positions or len(learnt) == 0:
        raise TrainingError(
            f"An artefact rate takes {2 * FEWEST_REAL} real views of a position or more."
        )
    total = len(learnt) + len(others) + len(drawn)
    memory = PatchMemory.learn(
        network, real.pictures[learnt], random, lambda done, _: progress(done, total)
    )
    signs = []
    for number, picture in enumerate([*real.pictures[others], *drawn.pictures]):
        signs.append(_signs(picture, pixel_mm, memory))
        progress(len(learnt) + number + 1, total)
    seen, made = np.split(np.array(signs), [len(others)])
    unusual = _Unusual.learn(seen, real.techniques[others])
    seen = unusual.of(seen, real.techniques[others])
    made = unusual.of(made, drawn.techniques)
    scores, of_position = seen.max(axis=1), real.view_positions[others]
    halves = (random.permutation(len(names)) < len(names) // 2)[owner][others]
    return ArtefactResult(
        thresholds={name: _threshold(scores[of_position == name]) for name in positions},
        real_scores=scores,
        real_indices=others,
        real_rates={
            name: _crossed_rate(scores[of_position == name], halves[of_position == name])
            for name in positions
        },
        drawn_scores=made.max(axis=1),
        drawn_signs=np.array(SIGNS)[made.argmax(axis=1)],
        real_positions=of_position,
        drawn_positions=drawn.view_positions,
    )


def _positions(real: NDArray[np.str_], drawn: NDArray[np.str_]) -> list[str]:
    """View positions of both sets with enough real views for a threshold."""
    shared = np.intersect1d(real, drawn)
    return [str(name) for name in shared if (real == name).sum() >= FEWEST_REAL]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatchMemory:
    """Features of patches of real views, to which those of others are compared.

    Attributes:
        network: whose features they are.
        patches: (n, channels) standardised features.
        mean: (channels,) of the features.
        deviation: (channels,) of the features.
    """

    network: FeatureNetwork
    patches: Tensor
    mean: Tensor
    deviation: Tensor

    @classmethod
    def learn(
        cls,
        network: FeatureNetwork,
        pictures: NDArray[np.uint8],
        random: np.random.Generator,
        progress: Progress = lambda *_: None,
    ) -> PatchMemory:
        """Remember patches of each of the pictures (n, rows, columns), equally many of all."""
        kept = []
        for number, picture in enumerate(pictures):
            found = _patches(network, picture)
            count = min(len(found), max(1, MEMORY_PATCHES // len(pictures)))
            kept.append(found[torch.from_numpy(random.permutation(len(found))[:count])])
            progress(number + 1, len(pictures))
        patches = torch.cat(kept)
        mean, deviation = patches.mean(dim=0), patches.std(dim=0) + 1e-6
        return cls(
            network=network, patches=(patches - mean) / deviation, mean=mean, deviation=deviation
        )

    def distance(self, picture: NDArray[np.uint8]) -> float:
        """How far the oddest patches of a picture are from all remembered ones."""
        found = (_patches(self.network, picture) - self.mean) / self.deviation
        if len(found) == 0:
            return 0.0
        nearest = torch.cdist(found, self.patches).min(dim=1).values
        count = max(1, round(WORST_PATCHES * len(nearest)))
        return float(nearest.topk(count).values.mean()) / len(self.mean) ** 0.5


@torch.no_grad()
def _patches(network: FeatureNetwork, picture: NDArray[np.uint8]) -> Tensor:
    """Features of the patches that show breast: (n, channels)."""
    factor = max(1, len(picture) // TEXTURE_ROWS)
    if factor > 1:
        picture = np.asarray(Image.fromarray(picture).reduce(factor))
    device = network.stem.weight.device
    grey = torch.from_numpy(picture.astype(np.float32)).to(device)[None, None] / 127.5 - 1
    features = F.avg_pool2d(network(grey, maps=PATCH_MAPS)[-1], 3, stride=1, padding=1)
    inside = F.adaptive_max_pool2d((grey > -1).float(), features.shape[2:])[0, 0] > 0
    return features[0, :, inside].t()


def _signs(picture: NDArray[np.uint8], pixel_mm: float, memory: PatchMemory) -> tuple[float, ...]:
    """A number for each of `SIGNS`."""
    return (
        memory.distance(picture),
        periodicity(picture),
        seam(picture, pixel_mm),
        raggedness(picture, pixel_mm),
        doubled_outline(picture, pixel_mm),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Unusual:
    """Scales of the signs among real views: 0 in the middle, 1 where `REAL_RATE` are beyond.

    Film and digital views have scales of their own where there are enough of them.

    Attributes:
        middles: by technique, (signs,).
        widths: by technique, (signs,).
    """

    middles: dict[str, Scores]
    widths: dict[str, Scores]

    @classmethod
    def learn(cls, signs: Scores, techniques: NDArray[np.str_]) -> _Unusual:
        middles, widths = {}, {}
        for name in ("", *np.unique(techniques)):
            of_name = signs[techniques == name] if name else signs
            if len(of_name) >= FEWEST_REAL:
                middles[str(name)] = np.median(of_name, axis=0)
                spread = np.quantile(of_name, 1 - REAL_RATE, axis=0) - middles[str(name)]
                widths[str(name)] = np.maximum(spread, 1e-3)
        return cls(middles=middles, widths=widths)

    def of(self, signs: Scores, techniques: NDArray[np.str_]) -> Scores:
        keys = [str(name) if name in self.middles else "" for name in techniques]
        return np.array(
            [
                (row - self.middles[key]) / self.widths[key]
                for row, key in zip(signs, keys, strict=True)
            ]
        ).reshape(signs.shape)


def _threshold(scores: Scores) -> float:
    """The score that a share of `REAL_RATE` or fewer are beyond."""
    return float(np.quantile(scores, 1 - REAL_RATE, method="higher"))


def _crossed_rate(scores: Scores, first: NDArray[np.bool_]) -> float:
    """Share of views beyond the threshold that those of other women set."""
    if not 0 < first.sum() < len(first):
        return REAL_RATE
    beyond = scores[first] > _threshold(scores[~first]), scores[~first] > _threshold(scores[first])
    return float(np.concatenate(beyond).mean())

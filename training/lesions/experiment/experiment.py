"""Classifiers that learn from more and more drawn lesions, judged on real ones of other patients.

Each finished classifier is kept, so that a run that was stopped goes on with the next one.

Source: Wu et al. 2020, section 3.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.array_files import from_npz
from inference.atomic_files import make_folder, replacing
from inference.errors import InputError
from training.errors import TrainingError
from training.lesions.experiment.classifier import (
    AT_ONCE,
    PatchClassifier,
    Schedule,
    frozen_features,
    scores,
    trained,
)
from training.lesions.experiment.pools import Pool, source, with_lesions
from training.lesions.run_state import load_average

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Of drawn lesions among all lesions, at the start."""

PROJECTED_SHARE = 0.5
"""The classifier with this share is the one whose features are projected."""

SPARE = 2
"""The network is given so many times as many patches as lesions are wanted of it."""

LESIONS, DRAWN, TISSUE = "lesions", "drawn", "tissue"
KINDS = (LESIONS, DRAWN, TISSUE)
"""Real malignant masses, drawn ones, and tissue without any."""

MAX_BYTES = 100_000_000

Progress = Callable[[str, int, int], None]
Arrays = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentPlan:
    """How large the experiment is.

    Attributes:
        schedule: of each classifier.
        seeds: classifiers for each share.
        pool: different windows of each kind that classifiers learn from.
        looks: windows of each held-out patch, whose scores are averaged.
        shares: of drawn lesions.

    Raises:
        TrainingError: a number is out of range, or the first share is not 0.
    """

    schedule: Schedule = field(default_factory=Schedule)
    seeds: int = 3
    pool: int = 3000
    looks: int = 8
    shares: tuple[float, ...] = SHARES

    def __post_init__(self) -> None:
        numbers = (self.seeds, self.pool, self.looks, self.schedule.batch // 2)
        if not all(1 <= number <= 100_000 for number in numbers):
            raise TrainingError(
                "Seeds, patches and looks are 1 to 100,000, and a batch holds 2 or more, not "
                f"{self.seeds}, {self.pool}, {self.looks} and {self.schedule.batch}."
            )
        if self.shares[:1] != (0.0,) or not all(0 <= share <= 1 for share in self.shares):
            raise TrainingError("Shares are 0 to 1, and the first one is 0: it is compared with.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExperimentResult:
    """What was found of held-out patients, and of how many.

    Attributes:
        judged: by share, then by kind: (seeds, patches) scores, each a mean over windows.
        apart: by kind: (seeds, patches) scores of classifiers that learned to tell real lesions
            (high) from drawn ones.
        projected: by kind: (windows, 1280) features of one classifier's last layer.
        patients: by kind: (patches,) whose each is.
        learned: by kind: how many different patches and patients classifiers learned from.
        cur_nimg: patches the network was trained on.
        held_out_percent: of the patients.
    """

    judged: dict[float, Arrays]
    apart: Arrays
    projected: Arrays
    patients: dict[str, NDArray[np.str_]]
    learned: dict[str, tuple[int, int]]
    cur_nimg: int
    held_out_percent: int


def run_experiment(
    data: Path, checkpoint: Path, out: Path, plan: ExperimentPlan, progress: Progress
) -> ExperimentResult:
    """Do what of the experiment is not done yet.

    Args:
        data: lesion patches.
        checkpoint: of a network for masses; the patients it was not trained on are judged.
        out: folder of the experiment.
        plan: how large it is.
        progress: told a phase, how much of it is done, and how much there is.

    Raises:
        MammogymError: the data or the checkpoint cannot be used, or nothing can be written.
    """
    pools, tested, cur_nimg, percent = _pools(data, checkpoint, plan, progress)
    learn, judge = (
        {kind: _features(one[kind], progress) for kind in KINDS} for one in (pools, tested)
    )
    facts = json.dumps({**asdict(plan), "cur_nimg": cur_nimg, "percent": percent})
    bench = _Bench(
        folder=out / "classifiers",
        key=hashlib.sha256(facts.encode()).hexdigest()[:12],
        learn=learn,
        judge=judge,
        schedule=plan.schedule,
        progress=progress,
    )
    make_folder(bench.folder)
    seeds = range(plan.seeds)
    windows = {share: [bench.with_share(share, seed) for seed in seeds] for share in plan.shares}
    apart = [bench.apart(seed) for seed in seeds]
    shown = min(plan.shares, key=lambda share: abs(share - PROJECTED_SHARE))
    return ExperimentResult(
        judged={share: _by_patch(found, tested, KINDS) for share, found in windows.items()},
        apart=_by_patch(apart, tested, (LESIONS, DRAWN)),
        projected={kind: windows[shown][0][f"features {kind}"] for kind in KINDS},
        patients={kind: _patients(tested[kind]) for kind in KINDS},
        learned={
            kind: (len(np.unique(one.patches)), len(np.unique(one.patients)))
            for kind, one in pools.items()
        },
        cur_nimg=cur_nimg,
        held_out_percent=percent,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Bench:
    """Where classifiers are trained, judged and kept."""

    folder: Path
    key: str
    learn: dict[str, Tensor]
    judge: dict[str, Tensor]
    schedule: Schedule
    progress: Progress

    def with_share(self, share: float, seed: int) -> Arrays:
        """Scores, and features, of the windows of each kind after learning with a share."""
        learn = self.learn
        return self._found(
            f"share {share:.2f}, seed {seed}",
            lambda progress: trained(
                learn[LESIONS],
                learn[DRAWN],
                learn[TISSUE],
                share=share,
                schedule=self.schedule,
                seed=seed,
                progress=progress,
            ),
        )

    def apart(self, seed: int) -> Arrays:
        """The same after learning to tell real lesions from drawn ones."""
        real, drawn = self.learn[LESIONS], self.learn[DRAWN]
        return self._found(
            f"real or drawn, seed {seed}",
            lambda progress: trained(
                real, real, drawn, share=0, schedule=self.schedule, seed=seed, progress=progress
            ),
        )

    def _found(
        self, name: str, train: Callable[[Callable[[int], None]], PatchClassifier]
    ) -> Arrays:
        path = self.folder / f"{name.replace(', ', '-').replace(' ', '-')}-{self.key}.npz"
        if path.is_file():
            try:
                return from_npz(path.read_bytes(), max_bytes=MAX_BYTES)  # pyright: ignore[reportReturnType]
            except (InputError, OSError) as error:
                raise TrainingError(f"{path} is damaged: {error}. Delete it.") from error
        classifier = train(lambda done: self.progress(name, done, self.schedule.samples))
        arrays = {kind: scores(classifier, part) for kind, part in self.judge.items()}
        arrays |= {f"features {kind}": _last(classifier, p) for kind, p in self.judge.items()}
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, **arrays)  # pyright: ignore[reportArgumentType]
        return arrays


def _pools(
    data: Path, checkpoint: Path, plan: ExperimentPlan, progress: Progress
) -> tuple[dict[str, Pool], dict[str, Pool], int, int]:
    """What classifiers learn from, what they are judged on, and facts of the network."""
    network, config, cur_nimg = load_average(checkpoint)
    learn, other = (source(data, config, held_out=held) for held in (False, True))
    progress("drawing lesions", 0, 2)
    base = learn.random(learn.tissue, 1, "to draw on", SPARE * plan.pool)
    drawn = with_lesions(network, base, 1, "learned from").first(plan.pool)
    progress("drawing lesions", 1, 2)
    base = other.each(other.tissue, 2, "to draw on", plan.looks)
    pools = {
        LESIONS: learn.random(learn.lesions, 1, "lesions", plan.pool),
        DRAWN: drawn,
        TISSUE: learn.random(learn.tissue, 1, "tissue", plan.pool),
    }
    tested = {
        LESIONS: other.each(other.lesions, 2, "lesions", plan.looks),
        DRAWN: with_lesions(network, base, 2, "judged"),
        TISSUE: other.each(other.tissue, 2, "tissue", plan.looks),
    }
    progress("drawing lesions", 2, 2)
    return pools, tested, cur_nimg, config.held_out_percent


def _features(pool: Pool, progress: Progress) -> Tensor:
    found = []
    for number, part in enumerate(pool.pictures.split(AT_ONCE)):
        progress("computing features", number * AT_ONCE, len(pool.pictures))
        found.append(frozen_features(part))
    return torch.cat(found)


def _last(classifier: PatchClassifier, features: Tensor) -> NDArray[np.float64]:
    with torch.no_grad():
        parts = [classifier.pooled(part) for part in features.split(AT_ONCE)]
    return torch.cat(parts).double().numpy()


def _by_patch(found: list[Arrays], tested: dict[str, Pool], kinds: tuple[str, ...]) -> Arrays:
    """(seeds, patches): the mean over the windows of a patch."""
    means: Arrays = {}
    for kind in kinds:
        _, place = np.unique(tested[kind].patches, return_inverse=True)
        count = np.bincount(place)
        means[kind] = np.stack([np.bincount(place, weights=one[kind]) / count for one in found])
    return means


def _patients(pool: Pool) -> NDArray[np.str_]:
    _, first = np.unique(pool.patches, return_index=True)
    return pool.patients[first]
